"""One file looked at without its original: what of the applicant it carries unseen.

For files that were redacted by hand or by another program. What is seen on a page and was found
there is handed in as ``told``; everything else that still holds an own value is a leak.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pymupdf
import pypdfium2

from redactor.datatypes import Action, Decision, Leak, Profile
from redactor.geometry import PtQuad
from redactor.verify.carriers import check_carriers
from redactor.verify.encoded import byte_needles
from redactor.verify.faults import could_not_look
from redactor.verify.kept import Kept
from redactor.verify.needles import needles_of
from redactor.verify.objects import check_objects
from redactor.verify.raw import check_raw
from redactor.verify.render import frame_of
from redactor.verify.text import PageFrame, check_text, page_glyphs

Boxes = Mapping[int, Sequence[PtQuad]]  # by page, from 1
# Parts that may hold the page as it was before the bars.
_OLD = frozenset({"revision", "attachment"})


@dataclass(frozen=True, slots=True)
class Alone:
    """``leaks`` hold an own value; ``carriers`` are parts that may hold the original.

    ``under``: the text below each of the boxes that were asked about.
    """

    leaks: tuple[Leak, ...]
    carriers: tuple[Leak, ...]
    under: Mapping[int, tuple[str, ...]]


def look_alone(path: Path, profile: Profile, told: Sequence[Decision], boxes: Boxes) -> Alone:
    """What a PDF carries unseen. Raises OutputError (``verify_failed``) when it cannot be read."""
    needles, encoded = needles_of(profile), byte_needles(profile)
    # Whatever is told already explains itself, also that it ought to go.
    known = Kept.of([replace(d, action=Action.ASK) for d in told])
    with could_not_look("the pages"), pymupdf.open(path, filetype="pdf") as document:
        frames = [frame_of(page) for page in document]
    leaks, _ = check_text(path, frames, needles, known)
    with could_not_look("the objects"):
        pdf = pikepdf.open(path)
    with pdf:
        inside, _ = check_objects(pdf, needles, encoded, known)
        carriers = check_carriers(pdf)
        ids = {item.objgen[0] for item in pdf.objects if isinstance(item, pikepdf.Object)}
    with could_not_look("the bytes"):
        data = path.read_bytes()
    raw, _ = check_raw(data, ids, encoded)
    old = [leak for leak in [*carriers, *raw] if leak.where in _OLD]
    if _is_linearised(data):  # written in two parts, and never changed since
        old = [leak for leak in old if leak.where != "revision"]
    found = [*leaks, *inside, *(leak for leak in raw if leak.where not in _OLD)]
    return Alone(
        tuple(dict.fromkeys(found)), tuple(dict.fromkeys(old)), text_under(path, frames, boxes)
    )


def _is_linearised(data: bytes) -> bool:
    return b"/Linearized" in data[:1024] and data.count(b"%%EOF") == 2


def text_under(path: Path, frames: Sequence[PageFrame], boxes: Boxes) -> dict[int, tuple[str, ...]]:
    """The live text below each box, by page. Raises OutputError."""
    texts: dict[int, tuple[str, ...]] = {}
    with could_not_look("the text"):
        document = pypdfium2.PdfDocument(path)
        try:
            for page_no, wanted in boxes.items():
                page = document[page_no - 1]
                glyphs = page_glyphs(page, frames[page_no - 1])
                page.close()
                texts[page_no] = tuple(
                    "".join(g.text for g in glyphs if g.box and quad.contains(g.box.centre))
                    for quad in wanted
                )
        finally:
            document.close()
    return texts
