"""Errors of the web application as clear answers, never a stack trace."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TypeVar

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from redactor.audit.words import word
from redactor.errors import ExitCode, RedactorError
from redactor.web.languages import language_of
from redactor.web.pages import page

log = logging.getLogger(__name__)
T = TypeVar("T")

_STATUS = {
    "not_known": HTTPStatus.UNAUTHORIZED,
    "not_allowed": HTTPStatus.FORBIDDEN,
    "foreign": HTTPStatus.FORBIDDEN,
    "too_often": HTTPStatus.TOO_MANY_REQUESTS,
    "busy": HTTPStatus.CONFLICT,
    "batch_runs": HTTPStatus.CONFLICT,
    "no_roster": HTTPStatus.CONFLICT,
    "nothing_there": HTTPStatus.NOT_FOUND,
    "unit_changed": HTTPStatus.CONFLICT,
    "sample_open": HTTPStatus.CONFLICT,
    "sample_signed": HTTPStatus.CONFLICT,
    "recused": HTTPStatus.FORBIDDEN,
    "no_spot": HTTPStatus.NOT_FOUND,
    "too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "too_many_files": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "disk_full": HTTPStatus.INSUFFICIENT_STORAGE,
}
_BY_STATUS = {404: "nothing_there", 405: "nothing_there", 413: "too_large"}


class Refused(RedactorError):
    """A request that is not answered; ``code`` is a fixed word of the group ``web``."""

    exit_code = ExitCode.USAGE

    def __init__(self, code: str = "not_allowed") -> None:
        super().__init__(code, code=code)


def there(found: T | None) -> T:
    """``found``; Refused where this server has nothing of the kind."""
    if found is None:
        raise Refused("nothing_there")
    return found


def told(request: Request, error: Exception) -> Response:
    """The answer for an error: JSON for scripts, a page for people."""
    if isinstance(error, RedactorError):
        code = error.code
        status = _STATUS.get(code, HTTPStatus.UNPROCESSABLE_ENTITY)
    elif isinstance(error, RequestValidationError):
        code, status = "wrong_request", HTTPStatus.UNPROCESSABLE_ENTITY
    elif isinstance(error, HTTPException):
        status = HTTPStatus(error.status_code)
        code = _BY_STATUS.get(error.status_code, "wrong_request")
    else:
        # The message may hold a value: only its kind is told.
        log.error("unexpected error (%s)", type(error).__name__)
        code, status = "unexpected", HTTPStatus.INTERNAL_SERVER_ERROR
    text = word(code, language_of(request), "web")
    if "text/html" not in request.headers.get("accept", ""):
        return JSONResponse({"code": code, "text": text}, status)
    if code == "not_known" and not request.app.state.settings.is_local:
        return RedirectResponse("/login", HTTPStatus.SEE_OTHER)
    return page(request, "message.html", status=status, text=text)
