"""The files of a self-check: in, as a stream with limits; out, only what was released."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from tempfile import TemporaryFile
from typing import Annotated, Any, BinaryIO
from urllib.parse import unquote

import anyio
from fastapi import APIRouter, Header, Request
from starlette.responses import FileResponse, Response, StreamingResponse

from redactor.errors import InputTooLargeError
from redactor.web.access import Here
from redactor.web.desk import OpenCase
from redactor.web.faults import Refused
from redactor.web.routes.self_check import desk_of, told_of
from redactor.web.settings import MEGABYTE
from redactor.web.visitors import Role, Visitor

# No limit here: ``upload`` counts for itself, and knows what this case may still hold.
router = APIRouter(prefix="/self-check", max_body_size=1 << 44)
_PICTURE = re.compile(r"[0-9a-f]{24}\.jpg")
_BLOCK = 1 << 16


@router.post("/files", status_code=201)
async def upload(
    request: Request,
    visitor: Here,
    x_file_name: Annotated[str, Header(max_length=2000)] = "",
) -> dict[str, Any]:
    """One file as the body. Its name, percent-encoded, is in a header: addresses are logged."""
    return await _receive(request, visitor, unquote(x_file_name))


@router.post("/files/{number}/original", status_code=201)
async def original(request: Request, visitor: Here, number: int) -> dict[str, Any]:
    """What a file was redacted from by hand."""
    return await _receive(request, visitor, "", number)


async def _receive(
    request: Request, visitor: Visitor, untrusted_name: str, original_of: int = 0
) -> dict[str, Any]:
    case = await anyio.to_thread.run_sync(_open, request, visitor)
    if original_of and original_of not in {u.number for u in case.uploads()}:
        raise Refused("nothing_there")
    most = _room(request, case)
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > most:
        raise InputTooLargeError("the upload is larger than allowed")
    with case.receiving(untrusted_name, most, original_of) as receiver:
        async for piece in request.stream():
            await anyio.to_thread.run_sync(receiver.take, piece)
    assert receiver.upload is not None
    kept = receiver.upload
    return told_of(kept)


def _open(request: Request, visitor: Visitor) -> OpenCase:
    desk = desk_of(request)
    case = desk.case(visitor)
    if desk.progress.of(case.case_id).is_busy:
        raise Refused("busy")
    return case


def _room(request: Request, case: OpenCase) -> int:
    """How many bytes the next file may have."""
    settings = request.app.state.settings
    uploads = case.uploads()
    if len(uploads) >= settings.max_files:
        raise Refused("too_many_files")
    left = int(settings.max_case_mb) * MEGABYTE - sum(u.size + u.original_size for u in uploads)
    return max(0, min(int(settings.max_file_bytes), left))


@router.delete("/files/{number}")
def remove(request: Request, visitor: Here, number: int) -> dict[str, Any]:
    """Take a file out again."""
    if not _open(request, visitor).remove_upload(number):
        raise Refused("nothing_there")
    return {}


@router.get("/pictures/{name}", response_class=Response)
def picture(request: Request, visitor: Here, name: str) -> Response:
    """The picture of a page."""
    case = desk_of(request).find(visitor)
    if case is None or not _PICTURE.fullmatch(name):
        raise Refused("nothing_there")
    try:
        # At once: it goes when a newer view has come, also while it is being sent.
        data = (case.pictures / name).read_bytes()
    except FileNotFoundError:
        raise Refused("nothing_there") from None
    # Its name is never used for another picture.
    cached = {"Cache-Control": "private, max-age=3600, immutable"}
    return Response(data, media_type="image/jpeg", headers=cached)


@router.get("/files/{number}", response_class=FileResponse)
def download(request: Request, visitor: Here, number: int) -> Response:
    """One released file."""
    released = dict(_released(request, visitor))
    if number not in released:
        raise Refused("nothing_there")
    path = released[number]
    return FileResponse(path, media_type="application/pdf", filename=path.name)


@router.get("/all", response_class=StreamingResponse)
def download_all(request: Request, visitor: Here) -> Response:
    """All released files in one zip."""
    released = _released(request, visitor)
    if not released:
        raise Refused("nothing_there")
    name = next(path.parent.name for _, path in released)
    request.app.state.trail.write(
        visitor.name, Role.APPLICANT, "download", f"{len(released)} files"
    )
    zipped = _zipped([path for _, path in released])
    headers = {"Content-Disposition": 'attachment; filename="redacted.zip"'}
    if name.isascii():
        headers["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return StreamingResponse(_blocks(zipped), media_type="application/zip", headers=headers)


def _released(request: Request, visitor: Visitor) -> tuple[tuple[int, Path], ...]:
    case = desk_of(request).find(visitor)
    return case.released() if case else ()


def _zipped(paths: list[Path]) -> BinaryIO:
    file = TemporaryFile()  # noqa: SIM115 - closed when it was sent
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for path in paths:
            archive.write(path, path.name)
    file.seek(0)
    return file


def _blocks(file: BinaryIO) -> Any:
    with file:
        while block := file.read(_BLOCK):
            yield block
