"""What a row promises, looked for in the finished file and in the record of the run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray

from redactor.audit.records import DocumentRecord, DossierRecord
from redactor.datatypes import Action, Decision, DossierStatus, Mark, Status
from redactor.erase.marks import draw_marks
from redactor.geometry import Point, PtQuad
from tests.cases.drawing import Drawn, Place, document_of
from tests.cases.rows import ANY, Fate, Part, Picture, Row
from tests.end_to_end.looks import Grey, glyphs, outside, pixels
from tests.end_to_end.search import folded, in_pdf, in_text

_NEAR_PT = 0.6  # a glyph that was not moved
_DPI = 150.0
_FAINT = 40  # grey levels between two drawings of one outline
_PAPER = 225
_CODING_PT = 17 * 72 / 200  # coding blocks of a scan


@dataclass(frozen=True, slots=True)
class Worked:
    """A row worked through: what was drawn, the record, and the finished file."""

    row: Row
    drawn: Drawn
    upload: Path
    dossier: DossierRecord
    output: Path | None
    characters: str

    @property
    def document(self) -> DocumentRecord:
        (document,) = self.dossier.documents
        return document


def check(worked: Worked) -> None:
    """All of it; AssertionError names the part by its place in the row, never by its text."""
    check_status(worked)
    if worked.output is None:
        # Nothing is told of an upload that was refused or quarantined.
        assert not worked.document.decisions and not worked.document.marks
        return
    check_decisions(worked.row, worked.drawn, worked.document.decisions)
    check_output(worked, worked.output)


# The record --------------------------------------------------------------------------------


def check_status(worked: Worked) -> None:
    row, document = worked.row, worked.document
    fates = {part.fate for part in worked.drawn.parts} | {p.fate for p in row.pictures}
    reasons: tuple[str, ...] = ()
    status = Status.CLEAN if Fate.GO in fates else Status.NOTHING_FOUND
    if Fate.ASK in fates:
        status, reasons = Status.NEEDS_REVIEW, ("question",)
    status = row.status or status
    reasons = reasons if row.reasons is None else row.reasons
    assert (document.status, document.reasons) == (status, reasons)
    released = status in (Status.CLEAN, Status.NOTHING_FOUND)
    assert worked.dossier.status is (DossierStatus.RELEASED if released else DossierStatus.HELD)
    assert document.doc_class is row.kind or status in (Status.FAILED, Status.QUARANTINED)
    assert document.error_code == row.error
    assert not row.warned or row.warned in document.warnings, "a warning is missing"
    planted = {"signature_removed", "text_under_bar"} & set(document.warnings)
    assert not planted or row.plant is not None, "a warning of what is not there"


def check_decisions(row: Row, drawn: Drawn, decisions: Sequence[Decision]) -> None:
    """Action and reason for every part of the text and for every picture."""
    by_part: dict[int, list[Place]] = {}
    for place in drawn.of(*Fate):
        by_part.setdefault(place.part, []).append(place)
    for number, places in by_part.items():
        points = [(p.page + 1, p.centre) for p in places]
        _check_part(drawn.parts[number], [_touching(decisions, *point) for point in points])
    for picture in row.pictures:
        part = Part("", picture.fate, picture.reason)
        _check_part(part, [_touching(decisions, 1, picture.centre)])


def _touching(decisions: Iterable[Decision], page_no: int, point: Point) -> list[Decision]:
    return [
        d
        for d in decisions
        if d.finding.page_no == page_no and any(q.contains(point) for q in d.finding.quads)
    ]


def _check_part(part: Part, touching: list[list[Decision]]) -> None:
    actions = [{d.action for d in here} for here in touching]
    every = [d for here in touching for d in here]
    if part.fate is Fate.GO:
        assert all(Action.REDACT in here for here in actions), "a glyph that must go is left"
        _check_reason(part, every, Action.REDACT)
    elif part.fate is Fate.ASK:
        assert not any(Action.REDACT in here for here in actions), "gone without a question"
        assert any(Action.ASK in here for here in actions), "nobody is asked"
        _check_reason(part, every, Action.ASK)
    elif part.fate is Fate.STAY:
        seen = {a for here in actions for a in here}
        assert Action.REDACT not in seen, "what must stay is to go"
        assert Action.ASK not in seen, "a needless question"
        if part.reason:
            _check_reason(part, every, Action.KEEP)


def _check_reason(part: Part, decisions: list[Decision], action: Action) -> None:
    reasons = {d.reason for d in decisions if d.action is action}
    assert part.reason == ANY or part.reason in reasons, f"{action}: {reasons}, not {part.reason}"


# The finished file -------------------------------------------------------------------------


def check_output(worked: Worked, output: Path) -> None:
    drawn = worked.drawn
    gone = drawn.of(Fate.GO)
    stays = drawn.of(Fate.STAY, Fate.ASK)
    marks = worked.document.marks
    _check_marks(marks, gone, stays)
    _check_tokens(worked, marks)
    values = _gone_values(drawn)
    assert not in_pdf(values, output), "a value that must go is in the file"
    assert not in_text(worked.row.profile.names, output.name), "the file is named by a person"
    if worked.row.scan:
        _check_scan(worked, output)
        return
    left = _present(output)
    assert not [p for p in gone if _stands(p, left)], "a glyph that must go can be extracted"
    assert all(_stands(p, left) for p in stays), "a glyph that must stay is lost or moved"
    stays += [p for p in drawn.of(Fate.EITHER) if _stands(p, left)]
    if worked.row.looks:
        _check_pixels(worked, output, stays)


def _present(output: Path) -> dict[tuple[int, str], list[Point]]:
    found: dict[tuple[int, str], list[Point]] = {}
    for glyph in glyphs(output):
        found.setdefault((glyph.page_no, glyph.char), []).append(glyph.origin)
    return found


def _stands(place: Place, present: dict[tuple[int, str], list[Point]]) -> bool:
    return any(
        abs(x - place.x) < _NEAR_PT and abs(y - place.y) < _NEAR_PT
        for x, y in present.get((place.page + 1, place.char), ())
    )


def _gone_values(drawn: Drawn) -> list[str]:
    """Values that must be nowhere in the file: not also part of what stays."""
    rest = folded("".join(p.text for p in drawn.parts if p.fate is not Fate.GO))
    texts = {_plain(p.text) for p in drawn.parts if p.fate is Fate.GO}
    return sorted(t for t in texts if len(folded(t)) >= 2 and folded(t) not in rest)


def _plain(marked: str) -> str:
    return "".join(c for c in marked if c not in "^␣\t")


def _check_marks(marks: Iterable[Mark], gone: list[Place], stays: list[Place]) -> None:
    boxes = [(m.page_no, m.quad) for m in marks if m.ink is None]
    for place in gone:
        assert _under(place, boxes), "no mark stands where something went"
    for place in stays:
        assert not _under(place, boxes), "a mark stands over what must stay"


def _under(place: Place, boxes: Iterable[tuple[int, PtQuad]]) -> bool:
    return any(n == place.page + 1 and q.contains(place.centre) for n, q in boxes)


def _check_tokens(worked: Worked, marks: Iterable[Mark]) -> None:
    """The tokens of the row, top to bottom; not those of the line that names the holder."""
    if worked.row.tokens is None:
        return
    top_down = sorted(marks, key=lambda m: (m.page_no, round(m.quad.box.y0), m.quad.box.x0))
    skipped = 1 if worked.drawn.has_holder else 0
    assert [m.token for m in top_down][skipped:] == list(worked.row.tokens)


def _check_pixels(worked: Worked, output: Path, stays: list[Place]) -> None:
    """The output looks like a page that never held what went, with our marks on it."""
    # A picture that goes whole leaves nothing: it is compared as all else is.
    inked = [m for m in worked.document.marks if m.ink is not None and not m.ink.is_whole_picture]
    shown = [*worked.row.kept_pictures, *_sealed(worked.row, inked)]
    with document_of(worked.drawn, stays, worked.characters, shown) as fresh:
        for index, page in enumerate(fresh):
            marks = [m for m in worked.document.marks if m.page_no == index + 1]
            draw_marks(page, [m for m in marks if m.ink is None])
            expected = _grey(page)
            seen = pixels(output, index + 1, _DPI)
            assert seen.shape == expected.shape
            gone = _parts(expected.shape, [m for m in marks if m in inked])
            rim = cv2.dilate(gone, np.ones((5, 5), np.uint8)) > 0
            assert not (gone > 0).any() or int(seen[gone > 0].min()) >= _PAPER, "ink is left"
            assert int(np.abs(seen - expected)[~rim].max()) <= _FAINT, "the page looks otherwise"


def _sealed(row: Row, inked: Iterable[Mark]) -> list[Picture]:
    """Pictures of which ink went, and the rest must be there."""
    return [
        p
        for p in row.pictures
        if p.fate is Fate.GO and any(m.quad.contains(p.centre) for m in inked)
    ]


def _parts(shape: tuple[int, ...], inked: Iterable[Mark]) -> NDArray[np.uint8]:
    mask = np.zeros(shape[:2], np.uint8)
    for mark in inked:
        for quad in mark.ink.parts if mark.ink else ():
            corners = np.array(quad.corners) * (_DPI / 72)
            cv2.fillConvexPoly(mask, np.round(corners).astype(np.int32), 1)
    return mask


def _check_scan(worked: Worked, output: Path) -> None:
    boxes = [m.quad.box for m in worked.document.marks]
    corners = [(b.x0, b.y0, b.x1, b.y1) for b in boxes]
    before, after = pixels(worked.upload, 1, _DPI), pixels(output, 1, _DPI)
    rest = outside(before, corners, _CODING_PT, _DPI)
    assert int(np.abs(before - after)[rest].max()) <= _FAINT, "the scan changed beside the marks"
    with document_of(worked.drawn, (), worked.characters, ()) as blank:
        draw_marks(blank[0], worked.document.marks)
        expected = _grey(blank[0])
    for inside in _insides(before, corners):
        assert int(np.abs(after - expected)[inside].max()) <= _FAINT, "ink is left under a mark"


def _insides(
    image: Grey, corners: Iterable[tuple[float, float, float, float]]
) -> Iterator[np.ndarray]:
    for box in corners:
        yield ~outside(image, [box], -1.0, _DPI)


def _grey(page: pymupdf.Page) -> Grey:
    pixmap = page.get_pixmap(dpi=round(_DPI), colorspace=pymupdf.csGRAY)
    flat = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width)
    return flat.astype(np.int16)
