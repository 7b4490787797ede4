"""What three matchers see on a page of which the truth is known: one record a value and line.

The score of spotting is kept as it is, so that a curve over all thresholds comes from one reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from benchmarks.truth import Item
from redactor.config.spotting import SpottingTable, Thresholds
from redactor.datatypes import Candidate, Entity, OcrPage
from redactor.geometry import PtQuad
from redactor.textnorm import folded, has_rare_character

NEVER = -99.0  # a score that no alignment has
_KINDS = (Entity.NAME, Entity.ID_NUMBER, Entity.PHONE, Entity.EMPLOYER)


@dataclass(frozen=True, slots=True)
class Sighting:
    """One own value where it is printed (``own``), or seen where it is not."""

    kind: str  # "name", "rare name", "id_number", "phone", "employer"
    own: bool
    score: float  # of spotting: 0 for what the decode spells out, NEVER for nothing at all
    exact: bool  # the decode spells it
    near: bool  # some run of the decode is one edit away from it
    damage: str
    level: int


def open_table(recogniser: str) -> SpottingTable:
    """Thresholds that let everything through that an alignment can have."""
    wide = Thresholds(0.0, NEVER)
    return SpottingTable(recogniser, {kind.value: wide for kind in _KINDS})


def kind_of(candidate: Candidate) -> str:
    """The name of the curve a value belongs to."""
    rare = candidate.entity is Entity.NAME and has_rare_character(candidate.text)
    return "rare name" if rare else candidate.entity.value


def sightings(
    page: OcrPage,
    items: Sequence[Item],
    candidates: Iterable[Candidate],
    damage: str,
    level: int,
) -> Iterator[Sighting]:
    """Every own value on the page, seen or not, and every false sighting.

    ``items`` are the page's own values that must go; only those printed on one line are asked
    for, since a line is what a matcher is given.
    """
    lines = _lines(page)
    for candidate in candidates:
        if candidate.entity not in _KINDS:
            continue
        kind, text = kind_of(candidate), folded(candidate.text)
        mine = [i for i in items if folded(i.text) == text and _on_one_line(i)]
        anywhere = [i for i in items if text in folded(i.text) or folded(i.text) in text]
        spots = [s for s in page.spotted if s.candidate_id == candidate.candidate_id]
        for item in mine:
            decoded = "".join(t for quads, t in lines if _meet(quads, item))
            exact = text in decoded
            score = max((s.score for s in spots if _meet(s.quads, item)), default=NEVER)
            near = exact or one_edit(text, decoded)
            yield Sighting(kind, True, 0.0 if exact else score, exact, near, damage, level)
        for spot in spots:
            if not any(_meet(spot.quads, item) for item in anywhere):
                yield Sighting(kind, False, spot.score, False, False, damage, level)
        for quads, decoded in lines:
            if any(_meet(quads, item) for item in anywhere):
                continue
            exact = text in decoded
            if exact or one_edit(text, decoded):
                score = 0.0 if exact else NEVER
                yield Sighting(kind, False, score, exact, True, damage, level)


def line_count(page: OcrPage) -> int:
    """Lines that were read: what false alarms are counted over."""
    return len(_lines(page))


def _lines(page: OcrPage) -> list[tuple[tuple[PtQuad, ...], str]]:
    found: dict[int, list[int]] = {}
    for i, char in enumerate(page.text.chars):
        if char.quad is not None:
            found.setdefault(char.line, []).append(i)
    chars = page.text.chars
    return [
        (
            tuple(q for i in places if (q := chars[i].quad) is not None),
            folded("".join(chars[i].text for i in places)),
        )
        for places in found.values()
    ]


def _meet(quads: Sequence[PtQuad], item: Item) -> bool:
    """Whether a middle of the item's glyphs lies in one of the quads."""
    middles = [(sum(x for x, _ in q) / 4, sum(y for _, y in q) / 4) for q in item.quads]
    return any(quad.contains(middle) for quad in quads for middle in middles)


def _on_one_line(item: Item) -> bool:
    """Whether the glyphs follow each other along one line, whichever way it runs."""
    (x0, y0), (x1, y1) = item.quads[0][0], item.quads[0][1]
    wide = max(abs(x1 - x0), abs(y1 - y0), 1e-6)
    middles = [(sum(x for x, _ in q) / 4, sum(y for _, y in q) / 4) for q in item.quads]
    steps = [
        max(abs(b[0] - a[0]), abs(b[1] - a[1])) for a, b in zip(middles, middles[1:], strict=False)
    ]
    return all(step < 4 * wide for step in steps)


def one_edit(text: str, decoded: str) -> bool:
    """Whether some run of ``decoded`` is at most one edit away from ``text``."""
    for size in (len(text) - 1, len(text), len(text) + 1):
        for start in range(max(0, len(decoded) - size) + 1):
            run = decoded[start : start + size]
            if len(run) >= 2 and Levenshtein.distance(run, text, score_cutoff=1) <= 1:
                return True
    return False
