"""What stands printed at a place, and around it: what a person needs to see to decide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise

from redactor.datatypes import Decision, Entity, Evidence, PageReading, PageText
from redactor.geometry import PtQuad
from redactor.recognise.lexicon import ORG_KINDS, ROLE
from redactor.textnorm import folded, is_han

_LOOKED_UP = 16  # pages; decisions come page by page
_SHOWN = 24  # characters of the line shown on each side
_ROLE_BEFORE = 14  # as recognition looks for one
_LONGEST_TAIL = 12
_BODY = re.compile(rf"[\u4e00-\u9fff]{{3,}}(?:{'|'.join(ORG_KINDS)})")
_OTHERS_PLACE = frozenset({Evidence.OTHER_ROLE, Evidence.OTHER_ROW, Evidence.TWICE_IN_LIST})


@dataclass(frozen=True, slots=True)
class Seen:
    """A value as printed, and the rest of its line on both sides."""

    printed: str = field(repr=False, default="")
    before: str = field(repr=False, default="")
    after: str = field(repr=False, default="")

    @property
    def context(self) -> tuple[str, str]:
        """What to show of the line."""
        return shown(self.before)[-_SHOWN:].strip(), shown(self.after)[:_SHOWN].strip()


def shown(untrusted_text: str) -> str:
    """Text of a page for a terminal: without what would steer it."""
    return "".join(c if c.isprintable() else " " for c in untrusted_text)


class Sight:
    """Looks places up in the pages of one document."""

    def __init__(self, pages: Sequence[PageReading]) -> None:
        self._pages = {page.page_no: page.text for page in pages}
        # A page's places are as large as its characters, which are packed while nobody looks.
        self._lookup = lru_cache(maxsize=_LOOKED_UP)(_Lookup)

    def at(self, page_no: int, quads: Sequence[PtQuad]) -> Seen:
        """What is printed there; empty where no character of the page's text stands."""
        page = self._pages.get(page_no)
        return self._lookup(page).at(quads) if page and quads else Seen()


class _Lookup:
    def __init__(self, text: PageText) -> None:
        self._page = text

    @cached_property
    def _text(self) -> str:
        return self._page.text

    @cached_property
    def _place_of(self) -> dict[PtQuad, int]:
        return {c.quad: i for i, c in enumerate(self._page.chars) if c.quad is not None}

    def at(self, quads: Sequence[PtQuad]) -> Seen:
        places = sorted({self._place_of[q] for q in quads if q in self._place_of})
        if not places:  # spotted, without characters of its own
            places = [
                i for q, i in self._place_of.items() if any(w.contains(q.centre) for w in quads)
            ]
        if not places:
            return Seen()
        first, last = min(places), max(places)
        end = self._text.find("\n", last)
        return Seen(
            self._printed(places),
            self._text[self._text.rfind("\n", 0, first) + 1 : first],
            self._text[last + 1 : end if end >= 0 else None],
        )

    def _printed(self, places: Sequence[int]) -> str:
        """The characters there; words in letters stay apart: LU Z is no LUZ."""
        said = self._text[places[0]]
        for last, here in pairwise(places):
            between = self._text[last + 1 : here]
            words = self._text[last].isascii() and self._text[here].isascii()
            said += " " * (words and between.isspace()) + self._text[here]
        return said


def body_in(printed: str) -> str:
    """The one institution that is named there, at least by its end; empty for none or several."""
    found = {match.group() for match in _BODY.finditer(folded(printed))}
    return found.pop() if len(found) == 1 else ""


def surroundings(decision: Decision, seen: Seen) -> tuple[str, ...]:
    """What of the surroundings makes it another question. Empty: the value says it all.

    An answer is never carried to a place that may be another person's: 审核人：王伟 is not
    王伟 in a list, and 高峰 in 高峰同志 is not 高峰 in 早高峰.
    """
    seen_as = decision.finding.evidence & _OTHERS_PLACE
    if decision.reason == "homonym" or (seen_as and decision.finding.entity is Entity.NAME):
        return (*sorted(seen_as), *_whose_place(decision, seen))
    if decision.reason in ("border_unsure", "careful_name"):
        return _han_end(folded(seen.before))[-1:], _han_start(folded(seen.after))[:2]
    if decision.reason == "longer_org":
        return _han_end(folded(seen.before)), _longer_tail(_han_start(folded(seen.after)))
    return ()


def _whose_place(decision: Decision, seen: Seen) -> tuple[str, ...]:
    """The role word before it; without one the whole line, and which one in it."""
    before = folded(seen.before)
    role = ROLE.search(before[-_ROLE_BEFORE:])
    if role and not decision.finding.evidence & {Evidence.TWICE_IN_LIST, Evidence.OTHER_ROW}:
        return (role.group().rstrip(":"),)
    value = folded(seen.printed)
    return before + value + folded(seen.after), str(before.count(value) if value else 0)


def _han_start(text: str) -> str:
    end = next((i for i, c in enumerate(text) if not is_han(c)), len(text))
    return text[:end]


def _han_end(text: str) -> str:
    return _han_start(text[::-1])[::-1]


def _longer_tail(after: str) -> str:
    """The rest of the longer institution's name, where its kind shows where it ends."""
    ends = [at + len(kind) for kind in ORG_KINDS if (at := after.find(kind)) >= 0]
    return after[: min(ends, default=_LONGEST_TAIL)]
