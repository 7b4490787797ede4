"""The names that a dossier knows besides the own ones: longer ones, and those that look alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from redactor.datatypes import Evidence, PageReading
from redactor.recognise import pinyin
from redactor.recognise.borders import border_evidence
from redactor.recognise.lac import Lac
from redactor.recognise.lexicon import AFTER_NAME, MONGOLIAN_PARTS
from redactor.recognise.look_alikes import LookAlikes
from redactor.recognise.people import People, in_line
from redactor.textnorm import folded, is_han

_ITEM_SPLIT = re.compile(r"[,，、;；]|和|(?<!参)与|及")
_ITEM_MARKS = re.compile(r"^\d{1,2}[.、]?|[\d*†‡#^()\[\]¹²³⁴⁵⁶⁷⁸⁹⁰.:：]+$")


class KnownNames:
    """Learnt from the whole dossier before its first document is searched.

    ``own`` are the applicant's names and ``longer`` such as hold one of them (王伟民 for 王伟),
    all folded; ``certain`` those of these that no misread list of people can be.
    """

    def __init__(
        self, names: Sequence[str], others: frozenset[str], lac: Lac, people: People
    ) -> None:
        """``others``: names of other applicants, folded."""
        self._lac, self._people = lac, people
        self.own = frozenset(map(folded, names))
        self.longer = {n for n in others if self._holds_own_name(n)}
        self.certain = set(self.longer)
        self.look_alikes = LookAlikes(self.own, others, lac)

    def learn(self, documents: Iterable[Sequence[PageReading]]) -> None:
        """Remember the longer names that the dossier itself spells out (王伟民 for 王伟)."""
        for pages in documents:
            for page in pages:
                self.look_alikes.learn_slips(page)
                for line in page.text.text.split("\n"):
                    plain = folded(line)
                    if any(n[:1] in plain for n in self.own):
                        self._learn_line(line, typed=not page.used_ocr)

    def _learn_line(self, line: str, *, typed: bool) -> None:
        pieces = line.split("\t")
        for piece in pieces:
            self._learn_items(piece, cell=len(pieces) > 1, typed=typed)
            for start, end in in_line(piece, self._lac, self._people):
                word = folded(piece[start:end])
                before, after = piece[start - 1 : start], piece[end : end + 1]
                alone = not is_han(before or " ") and not is_han(after or " ")
                if typed and alone:
                    self.look_alikes.learn_person(word)
                is_name = alone and self._holds_own_name(word)
                if is_name and not self._is_label_and_name(word) and self._is_longer(word):
                    self._add(word, typed=typed)

    def _add(self, word: str, *, typed: bool) -> None:
        self.longer.add(word)
        if typed:
            self.certain.add(word)

    def _is_longer(self, word: str) -> bool:
        """Whether the own name is but a part of the word, and not 额尔登 in 我馆额尔登."""
        name = next(n for n in self.own if n and n in word)
        start = word.index(name)
        seen = border_evidence(word, start, start + len(name), self._lac, ())
        return Evidence.LONGER_NAME in seen

    def _is_label_and_name(self, word: str) -> bool:
        """Whether only a character that is no surname stands before the own name: 名田颖."""
        own = word[1:] in self.own
        return own and bool(pinyin.split_name(word[1:])[0]) and word[0] not in pinyin.SURNAMES

    def _learn_items(self, piece: str, *, cell: bool, typed: bool) -> None:
        """Learn 曾然辉 from a cell of its own, or from a list with people in it."""
        items = [_ITEM_MARKS.sub("", item) for item in _ITEM_SPLIT.split(folded(piece))]
        self.look_alikes.learn(items)
        for item in items:
            is_longer = self._holds_own_name(item) and item[:-1] in self.own
            is_name = is_longer and is_han(item[-1]) and item[-1] not in AFTER_NAME
            # 额尔德尼 布和巴雅尔: two people; the 和 is of the second one's name.
            if is_name and re.search(rf"{item[:-1]}\s+{item[-1]}", piece):
                continue
            if is_name and ((cell and len(items) == 1) or self._is_among_people(item, items)):
                self._add(item, typed=typed)

    def _is_among_people(self, item: str, items: Sequence[str]) -> bool:
        others = [other for other in items if other != item]
        return any(other in self.own or self._is_person(other) for other in others)

    def _is_person(self, word: str) -> bool:
        whole = ((0, len(word)),)
        return 2 <= len(word) <= 8 and in_line(word, self._lac, self._people) == whole

    def is_holder_name(self, word: str) -> bool:
        """Whether ``word`` may stand in a field for a name."""
        return bool(MONGOLIAN_PARTS.fullmatch(word)) or self._is_person(word)

    def _holds_own_name(self, word: str) -> bool:
        return word not in self.own and any(n and n in word for n in self.own)
