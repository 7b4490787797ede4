"""Seals: where they are, what their rings say, and which of their ink says it (cases 24, 25).

Whose a seal is is told later: a detector knows the applicant's values only to spot them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from redactor.datatypes import Band, Candidate, Entity, Evidence, Finding, Ink, TextSource
from redactor.detect.seal_find import GREY, Ellipse, find_seals
from redactor.detect.seal_ring import Ring, line_across, pieces, turned_over, unrolled
from redactor.geometry import PtQuad, PxBox
from redactor.ports import Image, PageView, StripReader, StripText
from redactor.textnorm import is_han

_CLEAR, _CLEAR_CHARS = 0.85, 5  # a strip that reads so well is not read upside down
_GLYPHS = (4, 60)  # runs of ink along a ring of text
_LEAST_CHARS = 2  # read in a ring: with fewer it is an emblem, or nobody can tell
_NUMBER = 8  # figures of a code in the middle: a tax or registration number
_COUNTED = 0.8  # score of a character of the page's text that stands under a seal
_TOKEN_SIDE = 1.02


@dataclass(frozen=True, slots=True)
class _Said:
    text: str
    score: float
    bands: frozenset[Band]


class SealDetector:
    """Finds round and oval seals. ``found_by`` is ``seal.red``, ``seal.blue`` or ``seal.grey``.

    ``value`` is what the ring was read as; ``SPOT_SURE`` and ``SPOT_ASK``: an employer of the
    applicant was spotted in it; ``OVER_TEXT``: other print lies below. ``ink`` are the ring's
    band and a line that names, where colour parts the ink from print.
    """

    name = "seal"

    def __init__(self, reader: StripReader) -> None:
        self._reader = reader

    def find(self, view: PageView) -> Iterable[Finding]:
        """Seals of the page, one finding each, with the rectangle round the outline."""
        wanted = [c for c in view.candidates if c.entity is Entity.EMPLOYER]
        for seal in find_seals(view.image, view.geometry.dpi):
            ring = unrolled(view.image, seal)
            if not _is_lettered(ring.strip):
                continue
            said = self._ring(ring, wanted)
            if len([c for c in said.text if c.isalnum()]) >= _LEAST_CHARS or said.bands:
                yield self._finding(view, seal, ring, said, wanted)

    def _ring(self, ring: Ring, wanted: Sequence[Candidate]) -> _Said:
        """The better reading of a ring whose characters stand on its inner or its outer side."""
        first = _said(self._reader.spot_strip(ring.strip, wanted))
        han = sum(map(is_han, first.text))
        if Band.SURE in first.bands or (first.score >= _CLEAR and han >= _CLEAR_CHARS):
            return first
        other = _said(self._reader.spot_strip(turned_over(ring.strip), wanted))
        return max(first, other, key=lambda s: (len(s.bands), s.score * min(len(s.text), 8)))

    def _finding(
        self, view: PageView, seal: Ellipse, ring: Ring, said: _Said, wanted: Sequence[Candidate]
    ) -> Finding:
        box = _hull(seal)
        geometry = view.geometry
        quad = PtQuad.from_box(geometry.to_points(box))
        evidence = set()
        if said.bands:
            evidence.add(Evidence.SPOT_SURE if Band.SURE in said.bands else Evidence.SPOT_ASK)
        if _covers_print(view, seal):
            evidence.add(Evidence.OVER_TEXT)
        ink = None
        if seal.ink != GREY:
            parts = [geometry.quad_to_pt(p) for p in pieces(seal, ring.inner, ring.outer)]
            if (line := self._line(view.image, seal, wanted)) is not None:
                parts.append(geometry.quad_to_pt(line))
            ink = Ink(seal.ink, tuple(parts))
        return Finding(
            Entity.SEAL,
            view.page_no,
            (quad,),
            max(0.01, min(1.0, said.score)),
            f"seal.{seal.ink}",
            said.text,
            evidence=frozenset(evidence),
            ink=ink,
        )

    def _line(
        self, image: Image, seal: Ellipse, wanted: Sequence[Candidate]
    ) -> tuple[tuple[float, float], ...] | None:
        """The corners of a line inside the ring that names the employer or bears its number."""
        strip, corners = line_across(image, seal)
        if not _is_lettered(strip):
            return None
        said = _said(self._reader.spot_strip(strip, wanted))
        figures = sum(c.isascii() and c.isalnum() for c in said.text)
        return corners if said.bands or figures >= _NUMBER else None


def _said(strip: StripText) -> _Said:
    return _Said(strip.text, strip.score, frozenset(band for _, band in strip.spotted))


def _is_lettered(strip: Image) -> bool:
    """Whether ink stands along the strip in runs, as characters do."""
    inked = (strip[:, :, 0] < 140).sum(axis=0) > 0.06 * strip.shape[0]
    starts = int(np.count_nonzero(inked[1:] & ~inked[:-1]))
    return _GLYPHS[0] <= starts <= _GLYPHS[1]


def _hull(seal: Ellipse) -> PxBox:
    points = [seal.at(_TOKEN_SIDE, a) for a in np.linspace(0, 2 * np.pi, 48, endpoint=False)]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return PxBox(max(0.0, min(xs)), max(0.0, min(ys)), max(xs), max(ys))


def _covers_print(view: PageView, seal: Ellipse) -> bool:
    """Whether a line of print lies below: one that goes on outside, or of a text layer."""
    inside: dict[int, int] = {}
    outside: dict[int, int] = {}
    box = view.geometry.to_points(_hull(seal)).grown(2.0)
    for char in view.text.chars:
        if char.quad is None or char.score < _COUNTED or char.text.isspace():
            continue
        x, y = char.quad.centre
        here = box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1
        if here and char.source is TextSource.TEXT_LAYER:
            return True
        counts = inside if here else outside
        counts[char.line] = counts.get(char.line, 0) + 1
        if here and char.text in "年月日":
            return True
    return any(outside.get(line, 0) >= 1 for line, count in inside.items() if count >= 1)
