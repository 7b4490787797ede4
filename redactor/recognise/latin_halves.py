"""Halves of the own name in Latin letters: a surname and a given name in fields of their own, as
passports have them, and a surname behind a title (RULES.md, cases 9 and 11).

    Surname SITU    Given name YULIN        Mr. Situ has completed the course.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from redactor.datatypes import Entity, Evidence, Finding, Likeness
from redactor.recognise.context import text_finding
from redactor.recognise.fields import context_before, label_above
from redactor.recognise.flow import Layout
from redactor.recognise.pinyin import Halves
from redactor.recognise.short_names import SURNAME_TITLE, is_applicant
from redactor.recognise.spelling import latin_view
from redactor.textnorm import folded

PARTED_NAME = "own.name_parted"
_LABELLED = 24  # letters before a value, its label among them
_END = r"(?:\([^()]*\))?[:/]?$"
_SURNAME_LABEL = re.compile(rf"(?:surname|familyname|lastname){_END}")
_GIVEN_LABEL = re.compile(rf"(?:givennames?|firstnames?|forenames?){_END}")
_TITLE = re.compile(r"(?<![a-z])(?:mr|ms|mrs|miss|dr|prof|professor)\.? ?$")
_NAME_GOES_ON = re.compile(r"[ -]{1,2}[A-Z]|,? et al")

Places = tuple[int, ...]


def latin_halves(layout: Layout, own: Sequence[Finding], halves: Halves) -> Iterator[Finding]:
    """Those ``halves`` of an own name on a page where ``own`` is known; see ``half_patterns``."""
    taken = {q for f in own for q in f.quads}
    view = latin_view(layout.page.text)
    surnames, given = (list(_words(layout, view, half)) for half in halves)
    family = [w for w in surnames if _has_label(layout, w, _SURNAME_LABEL)]
    called = [w for w in given if _has_label(layout, w, _GIVEN_LABEL)]
    found = [_finding(layout, w, PARTED_NAME) for w in (*family, *called) if family and called]
    if any(is_applicant(f) for f in own):
        titled = (w for w in surnames if _has_title(layout, w))
        found += [_finding(layout, w, SURNAME_TITLE) for w in titled]
    yield from (f for f in found if taken.isdisjoint(f.quads))


def _words(
    layout: Layout, view: tuple[str, tuple[int, ...]], half: re.Pattern[str]
) -> Iterator[Places]:
    text, index = view
    for match in half.finditer(text):
        places = range(index[match.start()], index[match.end() - 1] + 1)
        if layout.page.text[places.start].isupper():
            yield tuple(i for i in places if layout.piece_of[i] >= 0)


def _has_label(layout: Layout, word: Places, label: re.Pattern[str]) -> bool:
    piece = layout.pieces[layout.piece_of[word[0]]]
    before = context_before(layout, word[0], _LABELLED)
    above = label_above(layout, piece, word[0], word[-1] + 1)
    return any(label.search(folded(text)) for text in (before, above))


def _has_title(layout: Layout, word: Places) -> bool:
    text = layout.page.text
    before = text[max(0, word[0] - _LABELLED) : word[0]].lower()
    return bool(_TITLE.search(before)) and not _NAME_GOES_ON.match(text, word[-1] + 1)


def _finding(layout: Layout, word: Places, found_by: str) -> Finding:
    value = "".join(layout.page.text[i] for i in word)
    if found_by == SURNAME_TITLE:
        seen = {Evidence.STANDS_ALONE, Evidence.NAMED_ON_PAGE}
        return text_finding(layout, word, Entity.NAME, found_by, value, Likeness.ALIAS, seen)
    seen = {Evidence.STANDS_ALONE, Evidence.SELF_LABEL}
    return text_finding(layout, word, Entity.NAME, found_by, value, Likeness.SPELLING, seen)
