"""The audits as pages that a browser opens offline: one file each, nothing fetched.

Pages are made from the JSON audits, so that they can tell no more than those do. Pictures are
handed in by the caller, page by page, and are asked for only while the page is written.
"""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from redactor.audit.jinja import say_in, templates_in
from redactor.audit.public import band, public_reason
from redactor.audit.words import Language, word
from redactor.datatypes import Action, DossierStatus, Likeness
from redactor.geometry import PageGeometry

Json = dict[str, Any]
_TEMPLATES = Path(__file__).parent / "templates"
_BUFFERED = 50  # pieces of a page, among them three pictures at most
# A kept value is shown on the applicant's page only when it is near an own value: what belongs
# to others is none of the applicant's business.
_NEAR = frozenset(
    likeness.value for likeness in Likeness if likeness not in (Likeness.OTHER, Likeness.NONE)
)


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as a JPEG, and its geometry (with the picture's dpi)."""

    page_no: int
    jpeg: bytes = field(repr=False)
    geometry: PageGeometry


Pictures = Callable[[int], Iterable[PagePicture]]
"""Pictures of a document, by its index (from 0) in the audit, in the order of its pages."""


def no_pictures(_index: int) -> Iterable[PagePicture]:
    """For audits without pictures."""
    return ()


@dataclass(frozen=True, slots=True)
class _Box:
    """One numbered outline on a page's picture, and its row in the table."""

    number: int
    page: int
    kind: str  # an action, or "mark"
    runs: tuple[Any, ...]  # corners in points of the unrotated page
    row: Json


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page to show: its picture (None: not given) and the boxes on it."""

    page: int
    picture: _Drawn | None
    boxes: list[_Box]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A picture as a data URI, with outlines in its pixels."""

    uri: str
    width: int
    height: int
    outlines: list[tuple[_Box, str, tuple[float, float]]]  # box, SVG points, place of number


def private_page(audit: Json, pictures: Pictures, language: Language = "zh") -> Iterator[str]:
    """The private audit as HTML, in pieces. ``pictures`` are of the originals."""
    sheets = partial(_private_sheets, audit["documents"], pictures)
    waiting = [
        (document, decision)
        for document in audit["documents"]
        for decision in document["decisions"]
        if decision["action"] == Action.ASK
    ]
    return _render(
        "private.html", language, audit=audit, sheets=sheets, near=_NEAR, waiting=waiting
    )


def public_page(audit: Json, pictures: Pictures, language: Language = "zh") -> Iterator[str]:
    """The public audit as HTML, in pieces. ``pictures`` are of the released files; of a held
    dossier none is asked for.
    """
    shown = pictures if audit["status"] == DossierStatus.RELEASED else no_pictures
    sheets = partial(_public_sheets, audit["documents"], shown)
    return _render("public.html", language, audit=audit, sheets=sheets)


def summary_page(summary: Json, language: Language = "zh", *, exact: bool = False) -> Iterator[str]:
    """The batch summary as HTML, in pieces.

    Unless ``exact``, what was kept or asked about is shown in bands, and the mean of questions
    only over many dossiers: a batch may be one dossier, and this page is handed on.
    """
    told = partial(_count, language, exact)
    shown = summary if exact else _handed_on(summary)
    return _render("summary.html", language, audit=shown, told=told, exact=exact)


def _handed_on(summary: Json) -> Json:
    """The summary as the public may see it: kindred words for reasons, and no row for a category
    in which something was only kept.
    """
    reasons: Counter[str] = Counter()
    for reason, count in summary["dossiers"]["held_because"].items():
        reasons[public_reason(reason)] += count
    dossiers = {**summary["dossiers"], "held_because": dict(sorted(reasons.items()))}
    marked = {e: c for e, c in summary["categories"].items() if c["marks"]}
    return {**summary, "dossiers": dossiers, "categories": marked}


def _count(language: Language, exact: bool, action: str, count: int) -> str:
    if exact or action == Action.REDACT:
        return str(count)
    return word(band(count), language, "band")


def _render(template: str, language: Language, **values: Any) -> Iterator[str]:
    found = templates_in(_TEMPLATES).get_template(template)
    pieces = found.stream(lang=language, say=say_in(language), **values)
    pieces.enable_buffering(_BUFFERED)  # one by one they would take as long as all else
    return iter(pieces)


def _private_sheets(documents: list[Json], pictures: Pictures, index: int) -> Iterator[_Sheet]:
    shown = [
        decision
        for decision in documents[index]["decisions"]
        if decision["action"] != Action.KEEP or decision["likeness"] in _NEAR
    ]
    shown.sort(key=lambda d: (d["page"], *_place(d["quad"])))
    boxes = [
        _Box(number, d["page"], d["action"], tuple(d["runs"]), d)
        for number, d in enumerate(shown, start=1)
    ]
    return _sheets(boxes, pictures(index))


def _public_sheets(documents: list[Json], pictures: Pictures, index: int) -> Iterator[_Sheet]:
    boxes = [
        _Box(number, mark["page"], "mark", (mark["quad"],), mark)
        for number, mark in enumerate(documents[index]["marks"], start=1)
    ]
    return _sheets(boxes, pictures(index) if documents[index]["output"] else ())


def _place(quad: list[list[float]] | None) -> tuple[float, float]:
    return (quad[0][1], quad[0][0]) if quad else (0.0, 0.0)


def _sheets(boxes: list[_Box], pictures: Iterable[PagePicture]) -> Iterator[_Sheet]:
    """Every page with a picture, then those with boxes for which none was given."""
    pictured = set()
    for picture in pictures:
        pictured.add(picture.page_no)
        on_page = [box for box in boxes if box.page == picture.page_no]
        yield _Sheet(picture.page_no, _drawn(picture, on_page), on_page)
    for page in sorted({box.page for box in boxes} - pictured):
        yield _Sheet(page, None, [box for box in boxes if box.page == page])


def _drawn(picture: PagePicture, boxes: list[_Box]) -> _Drawn:
    outlines = []
    for box in boxes:
        for run in box.runs:
            points = [picture.geometry.point_to_px((x, y)) for x, y in run]
            listed = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
            top_left = min(x for x, _ in points), min(y for _, y in points)
            outlines.append((box, listed, top_left))
    width, height = picture.geometry.image_size
    uri = "data:image/jpeg;base64," + base64.b64encode(picture.jpeg).decode("ascii")
    return _Drawn(uri, round(width), round(height), outlines)
