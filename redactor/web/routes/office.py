"""The office's screens: roster, dry run, run, result board, export."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Literal

import anyio
from fastapi import APIRouter, Request
from starlette.responses import FileResponse, HTMLResponse, Response

from redactor.audit.words import Language, word
from redactor.config.messages import Message
from redactor.errors import InputError
from redactor.rehearsal import RosterTold
from redactor.web.access import Here
from redactor.web.batching import MAX_ROSTER_BYTES, Batching
from redactor.web.board import STATES, board, report_path
from redactor.web.faults import there
from redactor.web.languages import language_of, translate
from redactor.web.pages import page
from redactor.web.rerun import rerun_of
from redactor.web.visitors import Role, Visitor

router = APIRouter(prefix="/office")
uploads = APIRouter(prefix="/office", max_body_size=2 * MAX_ROSTER_BYTES)
Json = dict[str, Any]
# A report is one file with its style and pictures in it; nothing of it may run or be fetched.
_REPORT_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox"


def _batching(request: Request) -> Batching:
    found: Batching | None = request.app.state.batching
    return there(found)


@router.get("", response_class=Response)
def first_page(
    request: Request,
    show: Literal["", "passed", "person", "failed", "quarantined", "not_required"] = "",
) -> Response:
    """Everything about one batch; ``show``: only the dossiers in that state."""
    batching = _batching(request)
    rows = board(request.app.state.settings.out)
    counts = {state: sum(row.state == state for row in rows) for state in STATES}
    shown = [row for row in rows if show in ("", row.state)]
    can_run = request.app.state.rerun is not None
    return page(
        request,
        "office.html",
        rows=shown,
        counts=counts,
        show=show,
        can_run=can_run,
        has_roster=batching.roster is not None,
    )


@uploads.post("/roster")
async def roster(request: Request, visitor: Here) -> Json:
    """A roster as the body: every fault at once; it is used when there is none."""
    batching = _batching(request)
    rerun_of(request)
    with batching.receiving() as (draft, receiver):
        async for piece in request.stream():
            await anyio.to_thread.run_sync(receiver.take, piece)
        if not receiver.size:
            raise InputError("the file is empty", code="empty")
        told = await anyio.to_thread.run_sync(batching.take, draft)
    kept = "kept" if not told.faults else "refused"
    await anyio.to_thread.run_sync(
        _note, request, visitor, "roster", f"{kept} {told.applicants} {len(told.faults)} faults"
    )
    return _roster_told(told, language_of(request))


def _roster_told(told: RosterTold, language: Language) -> Json:
    say = translate(language)

    def said(texts: tuple[str, ...]) -> list[str]:
        return [t.said(say) if isinstance(t, Message) else t for t in texts]

    return asdict(told) | {"faults": said(told.faults), "warnings": said(told.warnings)}


@router.post("/rehearsal")
def rehearsal(request: Request, visitor: Here) -> Json:
    """The dry run."""
    rerun_of(request)
    random_names = request.app.state.office.names_are_random()
    told = _batching(request).rehearse(random_names=random_names)
    _note(request, visitor, "rehearsed", f"{told.dossiers} dossiers {told.files} files")
    language = language_of(request)
    faults = [
        word(f.what, language, "batch_fault").format(n=f.count, key=f.applicant_id)
        for f in told.faults
    ]
    return asdict(told) | {"faults": faults}


@router.post("/run", status_code=202)
def run(request: Request, visitor: Here) -> Json:
    """Work the batch through, in a process of its own."""
    random_names = request.app.state.office.names_are_random()
    rerun_of(request).start(language_of(request), random_names=random_names)
    _note(request, visitor, "run", "")
    return {}


@router.get("/progress")
def progress(request: Request) -> Json:
    """How far it is."""
    state = rerun_of(request).state
    counts = request.app.state.office.counts()
    folders = _batching(request).folders
    return {"state": state.state, "code": state.code, "dossiers": folders, **counts}


@router.get("/reports/{name}", response_class=FileResponse)
def report(request: Request, visitor: Here, name: str) -> Response:
    """The private report of a dossier."""
    path = report_path(_out(request), name)
    _note(request, visitor, "report", name)
    return FileResponse(
        path, media_type="text/html", headers={"Content-Security-Policy": _REPORT_POLICY}
    )


@router.get("/report", response_class=Response)
def batch_report(request: Request) -> Response:
    """The batch for people to read; without personal data."""
    made = _batching(request).report(language_of(request))
    return HTMLResponse(made.html, headers={"Content-Security-Policy": _REPORT_POLICY})


@router.get("/report.pdf", response_class=Response)
def batch_report_pdf(request: Request) -> Response:
    """The same as a PDF."""
    made = _batching(request).report(language_of(request))
    headers = {"Content-Disposition": 'attachment; filename="report.pdf"'}
    return Response(made.pdf, media_type="application/pdf", headers=headers)


@router.post("/export", status_code=201)
def export(request: Request, visitor: Here) -> Json:
    """What may be handed on, as a zip."""
    made = _batching(request).export()
    handed = made.handed
    about = f"{handed.files} files, {len(handed.kept_back)} dossiers kept back"
    _note(request, visitor, "export", about)
    told = {"name": made.name, "files": handed.files, "refused_lot": handed.refused_lot}
    return told | {"kept_back": list(handed.kept_back)}


@router.get("/export/{name}", response_class=FileResponse)
def exported(request: Request, name: str) -> Response:
    """The zip."""
    path = _batching(request).exported(name)
    return FileResponse(path, media_type="application/zip", filename="release.zip")


def _out(request: Request) -> Any:
    _batching(request)
    return request.app.state.settings.out


def _note(request: Request, visitor: Visitor, act: str, about: str) -> None:
    request.app.state.trail.write(visitor.name, Role.OFFICE, act, about)
