"""blankout (RedactPDF): its own handler of ``/redact/apply``, called without the web server.

Mode: one search rule for each own value, with its defaults (accents and case ignored, metadata,
annotations, attachments and outlines removed, pixels of pictures blacked) but ``whole_word``
off: its word borders need a non-letter beside the name, which running Chinese never has. OCR
proposals are on; the weights it carries read English and French only. Image files are put into
a PDF first, for it takes nothing else.

It refuses a file in which pictures could not be read and asks a person to look at them. Such a
file is ``flagged``, and what it makes once the person has looked and added nothing is written as
the held draft. A file that fails its audit is ``flagged`` without an output.
"""

from __future__ import annotations

import asyncio
import importlib
import io
import json
import sys
from pathlib import Path
from typing import Any

from .pages import as_pdf
from .protocol import FLAGGED, Jobs, Redact, Refused, serve

_UNREAD = 409  # its answer when a picture could not be read


def _payload(values: tuple[str, ...], pictures: str) -> str:
    rule = {"whole_word": False}
    return json.dumps(
        {
            "searches": [{"query": value, "options": rule} for value in values],
            "options": {"image_regions": pictures, "ocr_proposals": True},
        }
    )


def _start(jobs: Jobs) -> Redact:
    handler: Any = importlib.import_module("redactpdf.main")
    fastapi: Any = importlib.import_module("fastapi")

    def ask(data: bytes, pictures: str) -> bytes:
        upload = fastapi.UploadFile(io.BytesIO(data), filename="page.pdf")
        answer = asyncio.run(handler.redact_apply(upload, _payload(jobs.profile.values, pictures)))
        if answer.media_type != "application/pdf":
            raise Refused(FLAGGED, "its_audit_failed")
        return bytes(answer.body)

    def redact(source: Path, output: Path) -> None:
        data = as_pdf(source)
        try:
            output.write_bytes(ask(data, "review"))
        except fastapi.HTTPException as refusal:
            if refusal.status_code != _UNREAD:
                raise
            output.write_bytes(ask(data, "ignore"))
            raise Refused(FLAGGED, "asks_about_pictures") from None

    return redact


if __name__ == "__main__":
    sys.exit(serve("blankout", "blankout", _start))
