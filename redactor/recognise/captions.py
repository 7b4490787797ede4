"""Whose a portrait is, by the name beside or below it: authors in 作者简介, rolls of honour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from redactor.datatypes import Entity, Evidence, Finding, Likeness
from redactor.geometry import PtBox, hull_box

_BELOW_PT, _BESIDE_PT = 18.0, 26.0  # from a portrait to its name
_ASIDE = 0.15  # of a portrait's width, by which the middle of a name below it may lie outside
_SLACK_PT = 3.0  # by which its frame may reach into the name
_APART_PT = 2.5  # portraits; faces in one picture are framed closer
_OWN = (Likeness.EXACT, Likeness.CLOSE)
_OTHERS = frozenset({Evidence.LONGER_NAME, Evidence.INSIDE_WORD, Evidence.OTHER_ROLE})


def with_captions(pictures: Sequence[Finding], found: Iterable[Finding]) -> list[Finding]:
    """The portraits of each page with the likeness of their names: of all, or of none.

    A name near one of several may be anybody's. None is told where no name is the applicant's: it
    may be one that was not read.
    """
    names = [f for f in found if f.entity is Entity.NAME and f.quads]
    told: dict[Finding, Likeness] = {}
    for page_no in {p.page_no for p in pictures if p.entity is Entity.PHOTO}:
        photos = [p for p in pictures if p.entity is Entity.PHOTO and p.page_no == page_no]
        told |= _told(photos, [n for n in names if n.page_no == page_no])
    return [replace(p, likeness=told[p]) if p in told else p for p in pictures]


def _told(photos: Sequence[Finding], names: Sequence[Finding]) -> dict[Finding, Likeness]:
    boxes = [hull_box(p.quads) for p in photos]
    if any(a.apart(b) < _APART_PT for a, b in combinations(boxes, 2)):
        return {}
    captions = [_caption(box, names) for box in boxes]
    values = {c.value for c in captions if c is not None}
    whose = [_whose(c) for c in captions if c is not None]
    if len(whose) < len(photos) or len(values) < len(photos) or Likeness.EXACT not in whose:
        return {}
    return dict(zip(photos, whose, strict=True))


def _caption(portrait: PtBox, names: Iterable[Finding]) -> Finding | None:
    """The nearest name below a portrait, or else the first one beside it."""
    placed = [(hull_box(n.quads), n) for n in names]
    below = [(box.y0, n) for box, n in placed if _is_below(portrait, box)]
    beside = [(box.y0, n) for box, n in placed if _is_beside(portrait, box)]
    return min(below or beside, key=lambda pair: pair[0], default=(0.0, None))[1]


def _is_below(portrait: PtBox, name: PtBox) -> bool:
    aside = _ASIDE * portrait.width
    across = portrait.x0 - aside <= name.centre[0] <= portrait.x1 + aside
    return across and -_SLACK_PT <= name.y0 - portrait.y1 <= _BELOW_PT


def _is_beside(portrait: PtBox, name: PtBox) -> bool:
    level = portrait.y0 - _SLACK_PT <= name.centre[1] <= portrait.y1 + _SLACK_PT
    return level and -_SLACK_PT <= name.x0 - portrait.x1 <= _BESIDE_PT


def _whose(name: Finding) -> Likeness:
    own = name.likeness in _OWN and not name.evidence & _OTHERS
    return Likeness.EXACT if own else Likeness.OTHER
