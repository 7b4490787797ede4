"""The applicant's own values, found as themselves in every spelling."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from presidio_analyzer import EntityRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from redactor.datatypes import Entity, Likeness, Profile
from redactor.recognise.employer_forms import employer_forms
from redactor.recognise.name_forms import name_forms
from redactor.recognise.number_forms import number_forms
from redactor.recognise.spelling import Spelling, View, latin_view
from redactor.textnorm import fold, fold_char

SPELLING_KEY = "redactor_spelling"
_Match = tuple[int, int, int]  # index of the spelling, start, end
_LED = 4  # characters of the words that may stand before a value
_LIKENESS_SCORE = {"exact": 1.0, "spelling": 0.9, "part": 0.7, "alias": 0.5}


class OwnValueRecogniser(EntityRecognizer):  # type: ignore[misc]
    """Presidio recogniser for one profile, handed to the analyzer for one dossier.

    A result's metadata holds the index of the ``Spelling`` that matched, never a value.
    """

    def __init__(
        self,
        profile: Profile,
        *,
        suggest_aliases: bool = True,
        starts_word: Callable[[str, int, int], bool] | None = None,
    ) -> None:
        """``starts_word`` says whether a word of a text begins at one place and goes on beyond
        another; without it no likely short form gives way to a shorter one.
        """
        self._starts_word = starts_word
        self.spellings = spellings(profile, suggest_aliases=suggest_aliases)
        super().__init__(
            supported_entities=sorted({own_entity(s.entity) for s in self.spellings}),
            supported_language="zh",
            name="OwnValue",
        )

    def load(self) -> None:
        """Nothing to load: the profile is all there is."""

    def analyze(
        self, text: str, entities: Sequence[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Spans of own values in ``text``; of two that overlap the more certain, longer one."""
        taken: set[int] = set()
        results = []
        matches = self._matches(text)
        for number, start, end in matches:
            if taken.isdisjoint(range(start, end)) and not self._cuts_word(
                text, (number, start, end), matches
            ):
                taken.update(range(start, end))
                spelling = self.spellings[number]
                results.append(
                    RecognizerResult(
                        own_entity(spelling.entity),
                        start,
                        end,
                        _LIKENESS_SCORE[spelling.likeness],
                        recognition_metadata={SPELLING_KEY: number},
                    )
                )
        return results

    def _cuts_word(self, text: str, match: _Match, matches: Sequence[_Match]) -> bool:
        """Whether a likely short form takes the first half of a word, before which a shorter one
        ends: 沙陀五职业 of 沙陀五职 | 业务.
        """
        number, start, end = match
        if self._starts_word is None or not _is_guess(self.spellings[number]):
            return False
        shorter = {b for n, a, b in matches if a == start and b < end and self._is_unit(n)}
        return any(self._starts_word(text, last, end) for last in shorter)

    def _is_unit(self, number: int) -> bool:
        return self.spellings[number].entity is Entity.EMPLOYER

    def _matches(self, text: str) -> list[_Match]:
        plain = fold(text)
        views = {View.FOLDED: (plain.text, plain.index), View.LATIN: latin_view(text)}
        found = []
        for number, spelling in enumerate(self.spellings):
            view, index = views[spelling.view]
            for match in spelling.pattern.finditer(view):
                if match.end() > match.start():
                    start, end = index[match.start()], index[match.end() - 1] + 1
                    if spelling.is_upper and not text[start:end].isupper():
                        continue
                    if not (
                        _is_held(spelling, text[max(0, start - _LED) : start])
                        or _touches(spelling.not_after, text[end : end + 1])
                    ):
                        found.append((number, start, end))
        # Long matches first, so that a short form inside the full name is not taken alone.
        return sorted(found, key=lambda m: (m[1] - m[2], m[0]))

    def spelling_of(self, result: RecognizerResult) -> Spelling:
        """The spelling behind a result of this recogniser."""
        number: int = result.recognition_metadata[SPELLING_KEY]
        return self.spellings[number]


def spellings(profile: Profile, *, suggest_aliases: bool = True) -> tuple[Spelling, ...]:
    """All patterns for a profile, exact values before generated ones, long before short."""
    found = [
        *name_forms(profile),
        *number_forms(profile),
        *employer_forms(profile, suggest_aliases=suggest_aliases),
    ]
    rank = {Likeness.EXACT: 0, Likeness.SPELLING: 1, Likeness.PART: 2, Likeness.ALIAS: 3}
    return tuple(sorted(found, key=lambda s: (rank[s.likeness], -len(s.value))))


def _is_guess(spelling: Spelling) -> bool:
    return spelling.entity is Entity.EMPLOYER and spelling.likeness is Likeness.ALIAS


def _touches(forbidden: str, char: str) -> bool:
    """Whether the character printed right beside a value makes it part of something else."""
    return bool(forbidden and char and re.match(forbidden, fold_char(char)))


def _is_held(spelling: Spelling, before: str) -> bool:
    """Whether what is printed before a value makes it part of something else."""
    led = spelling.led_by and re.search(spelling.led_by, before)
    return not led and _touches(spelling.not_before, before[-1:])


def own_entity(entity: Entity) -> str:
    """Presidio's name for an own value of this kind."""
    return f"OWN_{entity.upper()}"
