"""Copies of a viewer's mark: 高原 3092 tiled aslant across a page (RULES.md, case 69).

Print under it hides characters of some copies. What one copy says whole, the others say, too.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import dropwhile

from redactor.datatypes import Entity, Evidence, Finding, Likeness
from redactor.geometry import PtQuad
from redactor.recognise.context import has_own_tail, surroundings
from redactor.recognise.flow import Layout, Piece
from redactor.textnorm import is_han

_ASLANT = 4.0  # degrees from the page's lines; scans lean less, and marks far more
_SAME = 3.0  # degrees between copies
_LEAST = 2  # Han characters that a copy is known by whose beginning was not read


def settle_copies(layout: Layout, own: Sequence[Finding], numbers: Sequence[str]) -> list[Finding]:
    """Names that lean as one does that has an own number's end behind it are the applicant's."""
    names = {f: _lean(layout, f.quads) for f in own if f.entity is Entity.NAME and f.quads}
    aslant = {f: lean for f, lean in names.items() if abs(lean) > _ASLANT}
    marks = {f: aslant[f] for f in aslant if _is_read(f) and _has_tail(layout, f, numbers)}
    beheaded = list(_beheaded(layout, marks))
    parts = [set(f.quads) for f in beheaded]
    return [
        _own_copy(f)
        if f in aslant and any(abs(aslant[f] - m) < _SAME for m in marks.values())
        else f
        for f in own
        if f not in names or not any(part.issuperset(f.quads) for part in parts)
    ] + beheaded


def _beheaded(layout: Layout, marks: Mapping[Finding, float]) -> Iterator[Finding]:
    """Copies of which OCR read the end alone, with the room that their beginning takes."""
    printed = {m: lean for m, lean in marks.items() if all(q in layout.place_of for q in m.quads)}
    for piece in layout.pieces if printed else ():
        for mark, lean in printed.items():
            quads = _copy_at(layout, piece, mark)
            if quads and abs(_lean(layout, quads) - lean) < _SAME:
                yield _own_copy(replace(mark, quads=quads))
                break


def _copy_at(layout: Layout, piece: Piece, mark: Finding) -> tuple[PtQuad, ...]:
    """Where the mark's characters stand if the piece begins with its end; else nothing."""
    chars = layout.page.chars
    said = [chars[layout.place_of[q]].text for q in mark.quads]
    printed = (c for c in chars[piece.start : piece.end] if c.quad is not None)
    here = list(dropwhile(lambda c: not c.text.isalnum(), printed))  # 包·其木格 as 。其木格
    for cut in range(1, len(said)):
        rest = here[: len(said) - cut]
        if [c.text for c in rest] != said[cut:] or sum(map(is_han, said[cut:])) < _LEAST:
            continue
        read = [c.quad for c in rest if c.quad is not None]
        (x, y), (to_x, to_y) = mark.quads[cut].centre, read[0].centre
        head = [_moved(q, to_x - x, to_y - y) for q in mark.quads[:cut]]
        return (*head, *read)
    return ()


def _moved(quad: PtQuad, dx: float, dy: float) -> PtQuad:
    return PtQuad(*((x + dx, y + dy) for x, y in quad.corners))


def _lean(layout: Layout, quads: Sequence[PtQuad]) -> float:
    """Degrees from the page's lines, by the first and the last character."""
    first, last = quads[0], quads[-1]
    x, y = _direction(first) if first is last else _between(first, last)
    along, across = layout.along
    return math.degrees(math.atan2(y * along - x * across, x * along + y * across))


def _direction(quad: PtQuad) -> tuple[float, float]:
    return quad.tr[0] - quad.tl[0], quad.tr[1] - quad.tl[1]


def _between(first: PtQuad, last: PtQuad) -> tuple[float, float]:
    return last.centre[0] - first.centre[0], last.centre[1] - first.centre[1]


def _is_read(finding: Finding) -> bool:
    return finding.likeness is Likeness.EXACT and Evidence.LONGER_NAME not in finding.evidence


def _has_tail(layout: Layout, finding: Finding, numbers: Sequence[str]) -> bool:
    places = [layout.place_of[q] for q in finding.quads if q in layout.place_of]
    return bool(places) and has_own_tail(surroundings(layout, places)[2], numbers)


def _own_copy(finding: Finding) -> Finding:
    """Its borders and what it looks like say no more than the mark it is a copy of."""
    if finding.evidence & {Evidence.LONGER_NAME, Evidence.OTHER_ROLE}:
        return finding
    against = {Evidence.INSIDE_WORD, Evidence.RATHER_WORD, Evidence.OTHER_ROW}
    evidence = finding.evidence - against | {Evidence.SELF_LABEL, Evidence.OWN_ROW}
    return replace(finding, evidence=evidence)
