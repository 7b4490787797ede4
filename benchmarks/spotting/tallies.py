"""Sightings of one kind of value by one recogniser, counted apart from what they are drawn on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from benchmarks.scoring.tables import Rate
from benchmarks.spotting.scores import LineScore, Match
from benchmarks.spotting.sightings import Sighting

KINDS = ("name", "rare name", "id_number", "phone", "email", "employer")
Matcher = Callable[[Sighting], bool]
EXACT: Matcher = attrgetter("exact")
ONE_EDIT: Matcher = attrgetter("near")


@dataclass(frozen=True, slots=True)
class Tally:
    """``own``: every printed value. ``near``: every value a hair from a printed one, seen there
    or not. ``far``: false alarms in ``far_lines`` lines searched for one value that is not there.
    """

    own: tuple[Sighting, ...]
    near: tuple[Sighting, ...]
    far: tuple[Sighting, ...]
    far_lines: int

    def recall(self, hit: Matcher) -> Rate:
        """Printed values that were seen."""
        return Rate(sum(map(hit, self.own)), len(self.own))

    def near_alarms(self, hit: Matcher) -> float:
        """False alarms in 1,000 lines that each hold a near value."""
        return 1000 * sum(map(hit, self.near)) / max(1, len(self.near))

    def far_alarms(self, hit: Matcher) -> float:
        """False alarms in 1,000 lines."""
        return 1000 * sum(map(hit, self.far)) / max(1, self.far_lines)


Tallies = Mapping[str, Mapping[str, Tally]]  # by recogniser and kind


def above(threshold: float) -> Matcher:
    """Spotting at a threshold, on top of what the decode spells."""
    return lambda sighting: sighting.exact or sighting.score > threshold


def of_pages(seen: Mapping[str, Sequence[Sighting]], lines: Mapping[str, int]) -> Tallies:
    """Sightings on whole pages: their false alarms are of every sort."""
    return {
        name: {
            kind: Tally(
                tuple(s for s in all_of if s.own and s.kind == kind),
                (),
                tuple(s for s in all_of if not s.own and s.kind == kind),
                lines[name],
            )
            for kind in KINDS
        }
        for name, all_of in seen.items()
    }


def of_lines(scores: Iterable[LineScore]) -> Tallies:
    """Sightings on single lines."""
    by_name: dict[str, list[LineScore]] = {}
    for score in scores:
        by_name.setdefault(score.recogniser, []).append(score)
    return {
        name: {
            kind: Tally(
                tuple(_sightings(mine, kind, lambda s: (s.own,) if s.own else (), own=True)),
                tuple(_sightings(mine, kind, lambda s: s.near, own=False)),
                tuple(_sightings(mine, kind, lambda s: s.far, own=False)),
                sum(s.far_count.get(kind, 0) for s in mine),
            )
            for kind in KINDS
        }
        for name, mine in by_name.items()
    }


def _sightings(
    scores: Sequence[LineScore],
    kind: str,
    part: Callable[[LineScore], tuple[Match, ...]],
    *,
    own: bool,
) -> Iterator[Sighting]:
    for line in scores:
        for m in part(line):
            if m.kind == kind:
                yield Sighting(kind, own, m.score, m.exact, m.edit, line.damage, line.level)
