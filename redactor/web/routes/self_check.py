"""The self-check: the three pages, and what their scripts ask for."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import Response, StreamingResponse

from redactor.audit.checklist import checklist
from redactor.audit.words import word
from redactor.config.messages import Message
from redactor.config.typed import FORM_FIELDS, MAX_TEXT
from redactor.config.values import ValueFault, parse_name
from redactor.selfcheck.case import View
from redactor.selfcheck.receiving import Upload
from redactor.web.access import Here
from redactor.web.desk import Desk, OpenCase
from redactor.web.faults import Refused, there
from redactor.web.languages import language_of, translate
from redactor.web.pages import page
from redactor.web.shown import shown_view
from redactor.web.visitors import Role, Visitor

router = APIRouter(prefix="/self-check")
_POLL_S = 0.25
_EVENTS_FOR_S = 3600.0
Json = dict[str, Any]


class Person(BaseModel):
    """What was typed, by field."""

    fields: dict[str, str] = Field(max_length=len(FORM_FIELDS) + 1)


class Name(BaseModel):
    """A name to propose the rest for."""

    name: str = Field(max_length=60)


def desk_of(request: Request) -> Desk:
    """The desk of this application."""
    found: Desk = request.app.state.desk
    return found


def told_of(upload: Upload) -> Json:
    """A file that was handed in, for the script."""
    return {
        "number": upload.number,
        "name": upload.untrusted_name,
        "size": upload.size,
        "has_original": bool(upload.original_size),
    }


def case_of(request: Request, visitor: Visitor) -> OpenCase:
    """The visitor's case; refused when there is none."""
    return there(desk_of(request).find(visitor))


def _view(case: OpenCase) -> View:
    return there(case.view())


@router.get("", response_class=Response)
def first_page(request: Request, visitor: Here) -> Response:
    """Who you are, and your files."""
    case = desk_of(request).case(visitor)
    settings = request.app.state.settings
    limit = settings.recipe.settings.limits.max_file_mb
    local = settings.is_local
    return page(
        request,
        "self_check.html",
        fields=case.fields,
        limit_mb=limit,
        is_local=local,
        has_view=case.view() is not None,
    )


@router.get("/pages", response_class=Response)
def pages(request: Request, visitor: Here) -> Response:
    """The pages with the places marked."""
    case_of(request, visitor)
    return page(request, "pages.html")


@router.get("/done", response_class=Response)
def done(request: Request, visitor: Here) -> Response:
    """The checklist."""
    case = case_of(request, visitor)
    _view(case)
    return page(request, "done.html", hours=request.app.state.settings.retention_hours)


@router.get("/state")
def state(request: Request, visitor: Here) -> Json:
    """Files and job."""
    case = desk_of(request).case(visitor)
    files = [told_of(upload) for upload in case.uploads()]
    return {"files": files, "job": _job(request, case), "has_view": case.view() is not None}


@router.put("/person")
def person(request: Request, visitor: Here, given: Person) -> Json:
    """Keep what was typed, and say what is wrong with it."""
    case = desk_of(request).case(visitor)
    known = {*FORM_FIELDS, "applicant_id"}
    fields = {k: v[:MAX_TEXT] for k, v in given.fields.items() if k in known}
    typed = case.write_fields(fields)
    say = translate(language_of(request))
    return {"faults": _said(typed.faults, say), "warnings": _said(typed.warnings, say)}


def _said(messages: Mapping[str, Iterable[Message]], say: Any) -> dict[str, list[str]]:
    return {field: [m.said(say) for m in found] for field, found in messages.items()}


@router.post("/propose", status_code=202)
def propose(request: Request, visitor: Here, given: Name) -> Json:
    """Read the files for the rest of the person's values."""
    try:
        name = parse_name(given.name)
    except ValueFault:
        raise Refused("no_name") from None
    case = case_of(request, visitor)
    desk_of(request).start_proposal(case, name)
    return {}


@router.get("/proposals")
def proposals(request: Request, visitor: Here) -> Json:
    """What the files say; the person confirms it in the form."""
    found = desk_of(request).proposals(case_of(request, visitor))
    language = language_of(request)
    told: list[Json] = []
    for one in found:
        why = word(one.why, language, "proposal").format(n=one.documents)
        told.append({"field": one.key, "value": one.value, "sure": one.sure, "why": why})
    return {"proposals": told}


@router.post("/check", status_code=202)
def check(request: Request, visitor: Here) -> Json:
    """Look at the files."""
    desk_of(request).start_check(case_of(request, visitor))
    return {}


@router.post("/redact", status_code=202)
def redact(request: Request, visitor: Here) -> Json:
    """Redact the files."""
    case = case_of(request, visitor)
    desk_of(request).start_redaction(case, language_of(request))
    about = f"{len(case.uploads())} files"
    request.app.state.trail.write(visitor.name, Role.APPLICANT, "redact", about)
    return {}


@router.get("/events", response_class=StreamingResponse)
async def events(request: Request, visitor: Here) -> Response:
    """How far the job is, as server-sent events, until it is over."""
    case = await asyncio.to_thread(case_of, request, visitor)

    async def told() -> AsyncIterator[str]:
        last: Json | None = None
        for _ in range(int(_EVENTS_FOR_S / _POLL_S)):
            job = _job(request, case)
            if job != last:
                yield f"data: {json.dumps(job, ensure_ascii=False)}\n\n"
                last = job
            if job["state"] not in ("waiting", "running"):
                return
            await asyncio.sleep(_POLL_S)

    return StreamingResponse(told(), media_type="text/event-stream")


def _job(request: Request, case: OpenCase) -> Json:
    job = desk_of(request).progress.of(case.case_id)
    text = word(job.error, language_of(request), "error") if job.error else ""
    return asdict(job) | {"error_text": text}


@router.get("/view")
def view(request: Request, visitor: Here) -> Json:
    """What was found, after the clicks so far."""
    return view_told(request, case_of(request, visitor))


def view_told(request: Request, case: OpenCase) -> Json:
    """The view and its checklist, for the script."""
    found, deeds = _view(case), case.deeds()
    told = checklist(found.checked, deeds.confirmed, stale=found.stale)
    names = [u.untrusted_name for u in case.uploads()]
    shown = shown_view(found.checked, told, names, language_of(request))
    return shown | {"can_undo": bool(deeds.all)}


@router.post("/delete")
def delete(request: Request, visitor: Here) -> Json:
    """Everything goes, now."""
    desk_of(request).delete(visitor)
    request.app.state.trail.write(visitor.name, Role.APPLICANT, "delete")
    return {}
