"""Names like the own one, and when they are another person's (RULES.md, cases 16 and 17)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from rapidfuzz.distance import Levenshtein

from redactor.datatypes import Band, Evidence, PageReading
from redactor.recognise.borders import border_evidence
from redactor.recognise.context import chars_at, surroundings
from redactor.recognise.flow import Layout
from redactor.recognise.joins import belong_together
from redactor.recognise.lac import Lac
from redactor.recognise.near import WEAK_SCORE, Near, Slip
from redactor.recognise.runs import is_named
from redactor.textnorm import fold, folded, is_han

_NOT_ALONE = frozenset({Evidence.LONGER_NAME, Evidence.INSIDE_WORD, Evidence.BORDER_UNSURE})
_CONTRIBUTIONS = re.compile(
    r"contribution|conceptuali[sz]ation|methodology|writing|supervision|investigation|validation"
)
_INITIALS = re.compile(r"(?:[A-Z]\.[ \-]?){2,4}")
_INITIALS_END = re.compile(r"[;；,，、&]|\band\b")
_LATIN_NAME = re.compile(r"[A-Z][a-z'’\-]+(?: [A-Z][A-Za-z'’\-]+){1,2}")  # Wei Wang
_MAIL_OF = re.compile(r"@[\w.-]+\s?\($")
_MAIL_LETTERS = 40
_CONTRIBUTION_LINES = 4  # over the initials, in their column


class LookAlikes:
    """Names one character away from an own one that the dossier shows to be other people's; and
    ``slips``, by which such a name is the own one after all.
    """

    def __init__(self, names: Collection[str], others: Collection[str], lac: Lac) -> None:
        self._own = frozenset(n.replace("·", "") for n in names)
        self._others = frozenset(others) - self._own
        self._known = {n for n in self._others if self._is_like(n)}
        self._lac = lac
        self.slips: set[Slip] = set()

    def learn(self, items: Sequence[str]) -> None:
        """Learn from a list of people: who stands beside the applicant is not the applicant."""
        if self._own.intersection(items):
            self._known.update(i for i in items if self._is_like(i))

    def learn_person(self, word: str) -> None:
        """Learn a name that a text layer spells out: nothing was misread there."""
        if self._is_like(word):
            self._known.add(word)

    def learn_slips(self, page: PageReading) -> None:
        """Learn how an own name is misread: where it was surely spotted, 赞 was read for 赟."""
        for spot in page.spotted:
            if spot.band is not Band.SURE:
                continue
            read = folded("".join(page.text.chars[i].text for i in chars_at(page.text, spot)))
            for own in self._own:
                wrong = [(a, b) for a, b in zip(read, own, strict=False) if a != b]
                if len(read) == len(own) and len(wrong) == 1 and is_han(wrong[0][0]):
                    self.slips.update(wrong)

    def _is_like(self, word: str) -> bool:
        return all(map(is_han, word)) and any(
            len(word) == len(own) and Levenshtein.distance(word, own, score_cutoff=1) == 1
            for own in self._own
        )

    def is_other(self, layout: Layout, near: Near, evidence: Collection[Evidence]) -> bool:
        """Whether a near reading of an own name is nobody's slip, but other text."""
        places = [i for i in range(near.start, near.end) if layout.page.chars[i].quad is not None]
        read = folded("".join(layout.page.chars[i].text for i in places))
        if read in self._known or not belong_together(layout, places):
            return True
        if Evidence.SELF_LABEL in evidence or (near.weak and near.alike):
            return False
        if not near.alike and len(near.value) == 2:
            # One equal character of two says nothing, but for a whole name among authors.
            return Evidence.AUTHOR_LINE not in evidence or not _stands_alone(layout, places)
        return not near.weak and self._is_longer(layout, places, read)

    def stands_at(self, layout: Layout, place: int) -> bool:
        """Whether ``chars[place]`` was read as part of a name known to be another person's."""
        piece = layout.pieces[layout.piece_of[place]]
        view = fold(layout.page.text[piece.start : piece.end])
        return any(
            view.index[m.start()] <= place - piece.start <= view.index[m.end() - 1]
            for name in self._known
            for m in re.finditer(re.escape(name), view.text)
        )

    def _is_longer(self, layout: Layout, places: Sequence[int], read: str) -> bool:
        if not is_named(read):
            return True
        before, value, after = surroundings(layout, places)
        start, end = len(before), len(before) + len(value)
        found = border_evidence(before + value + after, start, end, self._lac, ())
        return bool(found & _NOT_ALONE)

    def borders_of(self, layout: Layout, places: Sequence[int], name: str) -> frozenset[Evidence]:
        """What stands around ``name``, spotted at ``places``, says of it: 徐澔 is part of 徐澔军.

        The character beside it must have been read clearly, and be none of those it was read as:
        where fewer stand in its place, it was spotted beside them. Empty where nobody can tell.
        """
        before, _, after = surroundings(layout, places)
        if not all(map(is_han, name)) or len(places) < len(name):
            return frozenset()
        if not self._is_clear_beside(layout, places):
            return frozenset()
        text, start = before + name + after, len(before)
        return border_evidence(text, start, start + len(name), self._lac, ())

    def _is_clear_beside(self, layout: Layout, places: Sequence[int]) -> bool:
        piece = layout.pieces[layout.piece_of[places[0]]]
        beside = (places[0] - 1, places[-1] + 1)
        chars = (layout.page.chars[i] for i in beside if piece.start <= i < piece.end)
        return all(c.score >= WEAK_SCORE for c in chars)

    def variant_evidence(self, before: str, value: str, after: str) -> set[Evidence]:
        """What the line says of another transliteration of the own name.

        其力嘎、其合力嘎 in one list are two people; 其合力嘎（其力嘎） is one.
        """
        line, plain = folded(before + after), folded(value)
        listed = any(own in line for own in self._own)
        same = any(f"({own})" in folded(after)[: len(own) + 2] for own in self._own)
        other = plain in self._others or not is_named(plain)
        return {Evidence.NAME_SHARED} if other or (listed and not same) else set()


def _stands_alone(layout: Layout, places: Sequence[int]) -> bool:
    before, _, after = surroundings(layout, places)
    return not is_han(before[-1:] or " ") and not is_han(after[:1] or " ")


def may_be_initials(layout: Layout, place: int) -> bool:
    """Whether people are named by initials alone there: among authors, behind a mail (M.B.), or
    who contributed.
    """
    if _MAIL_OF.search(layout.page.text[max(0, place - _MAIL_LETTERS) : place]):
        return True
    line = layout.line_of(layout.pieces[layout.piece_of[place]])
    items = [item.strip(" 0123456789^*†‡#") for item in _INITIALS_END.split(line)]
    people = [item for item in items if item]
    listed = len(people) >= 2 and all(map(_INITIALS.fullmatch, people))
    return listed or _in_contributions(layout, place)


def share_initials(layout: Layout, printed: str) -> bool:
    """Whether more than one of the page's authors has such initials, in whatever order."""
    letters = sorted(filter(str.isupper, printed))
    lines = (
        [i.strip(" 0123456789^*†‡#") for i in _INITIALS_END.split(p.text)] for p in layout.pieces
    )
    people = {i for line in lines for i in line if sum(map(_is_latin_name, line)) > 1}
    same = [p for p in people if _is_latin_name(p) and sorted(filter(str.isupper, p)) == letters]
    return len(same) > 1


def _is_latin_name(item: str) -> bool:
    return _LATIN_NAME.fullmatch(item) is not None


def _in_contributions(layout: Layout, place: int) -> bool:
    """Whether a place stands in a paper's statement of who contributed what."""
    piece = layout.pieces[layout.piece_of[place]]
    over = layout.above(piece)[:_CONTRIBUTION_LINES]
    return any(_CONTRIBUTIONS.search(p.text.lower()) for p in (piece, *over))
