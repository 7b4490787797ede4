"""Where everybody comes in: the first page, the key of this machine, log-in, language."""

from __future__ import annotations

from http import HTTPStatus
from typing import Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, RedirectResponse, Response

from redactor.web import languages
from redactor.web.access import Here
from redactor.web.faults import Refused
from redactor.web.pages import page
from redactor.web.visitors import COOKIE, NewSession, Role

router = APIRouter(include_in_schema=True)


class Login(BaseModel):
    """A name and its password."""

    name: str = Field(max_length=60)
    password: str = Field(max_length=200)


class Wanted(BaseModel):
    """A language."""

    language: Literal["zh", "en"]


@router.get("/", response_class=Response)
def home(request: Request, visitor: Here) -> Response:
    """What this visitor can do here."""
    if visitor.roles == {Role.GUEST}:
        if request.app.state.settings.is_local:
            raise Refused("not_known")
        return RedirectResponse("/login", HTTPStatus.SEE_OTHER)
    return page(request, "home.html")


@router.get("/start", response_class=Response)
def start(request: Request, key: str = "") -> Response:
    """The link that the command line prints: whoever has it sits at this machine."""
    if not request.app.state.visitors.right_key(key):
        raise Refused("wrong_key")
    return _entered(request, request.app.state.visitors.open(), "/")


@router.get("/login", response_class=Response)
def login_page(request: Request) -> Response:
    """The form to log in."""
    return page(request, "login.html")


@router.post("/login")
def login(request: Request, given: Login) -> Response:
    """Name and password against an account."""
    accounts, trail = request.app.state.accounts, request.app.state.trail
    account = accounts.check(given.name, given.password)
    if account is None:
        # What was typed may be anything, a password too: it is not kept.
        trail.write("", Role.GUEST, "login_failed")
        raise Refused("wrong_password")
    trail.write(account.name, account.role, "login")
    return _entered(request, request.app.state.visitors.open(account.account_id), "")


@router.post("/logout")
def logout(request: Request, visitor: Here) -> Response:
    """Forget this browser."""
    request.app.state.visitors.close(visitor.session_id)
    answer = JSONResponse({})
    answer.delete_cookie(COOKIE)
    return answer


@router.post("/language")
def language(request: Request, wanted: Wanted) -> Response:
    """Chinese or English, for this browser."""
    answer = JSONResponse({})
    answer.set_cookie(
        languages.COOKIE, wanted.language, max_age=31_536_000, httponly=True, samesite="strict"
    )
    return answer


def _entered(request: Request, session: NewSession, target: str) -> Response:
    answer = RedirectResponse(target, HTTPStatus.SEE_OTHER) if target else JSONResponse({})
    answer.set_cookie(
        COOKIE,
        session.token,
        max_age=int(request.app.state.settings.session_hours * 3600),
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return answer
