"""The places that policy kept: what stands there on purpose is no leak."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from redactor.datatypes import Action, Decision, Entity, Finding, Likeness
from redactor.geometry import Point, PtQuad
from redactor.textnorm import folded

# A value of these kinds is kept as a whole: an own pinyin inside somebody else's mailbox, or an
# own short number inside somebody else's long one, is part of that value. A kept organisation
# or name explains nothing but itself: 王伟 in a kept 王伟律师事务所 needs its own decision.
_WHOLE = frozenset({Entity.EMAIL, Entity.PHONE, Entity.ID_NUMBER, Entity.NUMBER})


@dataclass(frozen=True, slots=True)
class Kept:
    """Kept findings by page."""

    by_page: dict[int, tuple[Finding, ...]] = field(repr=False)

    @classmethod
    def of(cls, decisions: Iterable[Decision], own: Collection[str] = ()) -> Kept:
        """``own``: own values (folded letters and digits), which no recogniser's word that a
        value is somebody else's explains; a person's word does.
        """
        pages: dict[int, list[Finding]] = defaultdict(list)
        for decision in decisions:
            if decision.action is not Action.REDACT and not _denies(decision, own):
                pages[decision.finding.page_no].append(decision.finding)
        return cls({no: tuple(found) for no, found in pages.items()})

    def explains(
        self, page_no: int, entity: Entity, quads: Sequence[PtQuad], slack: float = 0.15
    ) -> bool:
        """Whether one kept finding covers the centre of every quad of a hit.

        ``slack``, in heights of the kept characters, is what two readings of one print may
        differ by: a second own name right beside the kept one is still outside.
        """
        return bool(quads) and any(
            all(any(_covers(k, q.centre, slack) for k in found.quads) for q in quads)
            for found in self.by_page.get(page_no, ())
            if found.entity is entity or found.entity in _WHOLE
        )

    def says(self, page_nos: Collection[int], value: str) -> bool:
        """Whether a value kept on one of the pages contains ``value`` (letters and digits).

        For bytes of page content, which have no place on the page.
        """
        return any(
            value in _plain(found.value) for no in page_nos for found in self.by_page.get(no, ())
        )


def _denies(decision: Decision, own: Collection[str]) -> bool:
    """Whether an own value is kept as another's, and nobody was asked."""
    silent = decision.action is Action.KEEP and not decision.reason.startswith("answered")
    other = decision.finding.likeness is Likeness.OTHER
    return silent and other and _plain(decision.finding.value) in own


def _plain(value: str) -> str:
    return "".join(c for c in folded(value) if c.isalnum())


def _covers(quad: PtQuad, point: Point, slack: float) -> bool:
    """Whether ``point`` is inside ``quad`` grown by ``slack`` of its height on every side."""
    along, down = _minus(quad.tr, quad.tl), _minus(quad.bl, quad.tl)
    to = _minus(point, quad.tl)
    width2, height2 = _dot(along, along), _dot(down, down)
    if width2 == 0 or height2 == 0:
        return False
    margin = slack * min(1.0, (height2 / width2) ** 0.5)
    u, v = _dot(to, along) / width2, _dot(to, down) / height2
    return -margin <= u <= 1 + margin and -slack <= v <= 1 + slack


def _minus(a: Point, b: Point) -> Point:
    return a[0] - b[0], a[1] - b[1]


def _dot(a: Point, b: Point) -> float:
    return a[0] * b[0] + a[1] * b[1]
