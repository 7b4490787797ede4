"""Copies of a viewer's mark: 高原 3092 tiled aslant across a page (RULES.md, case 69).

Print under it hides characters of some copies. What one copy says whole, the others say, too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from redactor.datatypes import Entity, Evidence, Finding, Likeness
from redactor.geometry import PtQuad
from redactor.recognise.context import has_own_tail, surroundings
from redactor.recognise.flow import Layout

_ASLANT = 4.0  # degrees from the page's lines; scans lean less, and marks far more
_SAME = 3.0  # degrees between copies


def settle_copies(layout: Layout, own: Sequence[Finding], numbers: Sequence[str]) -> list[Finding]:
    """Names that lean as one does that has an own number's end behind it are the applicant's."""
    names = {f: _lean(layout, f) for f in own if f.entity is Entity.NAME and f.quads}
    aslant = {f: lean for f, lean in names.items() if abs(lean) > _ASLANT}
    marks = [lean for f, lean in aslant.items() if _is_read(f) and _has_tail(layout, f, numbers)]
    return [
        _own_copy(f) if f in aslant and any(abs(aslant[f] - m) < _SAME for m in marks) else f
        for f in own
    ]


def _lean(layout: Layout, finding: Finding) -> float:
    """Degrees from the page's lines, by the finding's first and last character."""
    first, last = finding.quads[0], finding.quads[-1]
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
