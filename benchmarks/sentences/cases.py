"""Names and words in their sentences, for ``fit`` and ``fit_slot``: who is a person where.

From text that people have tagged, from the frames of the trap sentences (``dev`` only), from the
lines that the name model is trained on.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.sentences.families import Maker, around, own_word, profile_of, sentences
from benchmarks.sentences.people import GIVEN, Named
from benchmarks.sentences.people import SURNAMES as COMPOSED
from benchmarks.sentences.sentence import KEEP, REDACT, Sentence, other
from models.made_text.lines import Lines
from redactor.recognise.lac import Lac
from redactor.recognise.pinyin import SURNAMES
from redactor.recognise.words import ending_cost, surname_cost, word_tags
from redactor.textnorm import is_han

_LONGEST = 120  # characters of a line
_END = "。！？；"


@dataclass(frozen=True, slots=True)
class Case:
    """A name or a word at a place, and whether it is a person there."""

    text: str = field(repr=False)
    start: int
    end: int
    is_person: bool
    source: str

    @property
    def name(self) -> str:
        return self.text[self.start : self.end]


def halves(path: Path) -> tuple[str, str]:
    """The lines of a tagged text in two halves, shuffled."""
    lines = path.read_text(encoding="utf-8").splitlines()
    lines = random.Random(1).sample(lines, len(lines))
    return "\n".join(lines[::2]), "\n".join(lines[1::2])


def tagged_lines(text: str) -> Iterator[list[tuple[str, str]]]:
    """The words of each sentence with their tags; surname and given name as one word."""
    for line in text.splitlines():
        words: list[tuple[str, str]] = []
        for token in line.split():
            word, _, tag = token.rpartition("/")
            if tag == "nr" and words and words[-1][1] == "nr" and words[-1][0] in SURNAMES:
                words[-1] = (words[-1][0] + word, tag)
            else:
                words.append((word, tag))
            if word in _END or sum(len(w) for w, _ in words) > _LONGEST:
                yield words
                words = []
        yield words


def of_text(text: str, rng: random.Random) -> Iterator[Case]:
    """The two-character words and people of a tagged text, and people under other names."""
    listed = [w for w, tag in word_tags().items() if not tag.startswith("nr") and is_likely_name(w)]
    for words in tagged_lines(text):
        line, start = "".join(w for w, _ in words), 0
        for word, tag in words:
            end = start + len(word)
            if tag == "nr" and word[0] in SURNAMES and 2 <= len(word) <= 3:
                composed = rng.choice(COMPOSED) + rng.choice(GIVEN)
                for name in (word, rng.choice(listed), composed):
                    if len(name) == 2:
                        yield Case(line[:start] + name + line[end:], start, start + 2, True, "text")
            elif len(word) == 2 and tag and tag != "nr" and _may_be_name(word):
                yield Case(line, start, end, False, "text")
            start = end


def _may_be_name(word: str) -> bool:
    return word[0] in SURNAMES and is_han(word[1])


def is_likely_name(word: str) -> bool:
    """Whether the word could be a name of two characters that names are often made of."""
    if len(word) != 2 or not _may_be_name(word):
        return False
    return surname_cost(word[0]) < 7.5 and ending_cost(word[1]) < 8.5


def of_phrases(text: str, rng: random.Random) -> Iterator[Case]:
    """A few words of a tagged text around a person, or a word that may be a name, as a clause
    among made-up ones: short as in a list of achievements.
    """
    for number, words in enumerate(tagged_lines(text)):
        for place, (word, tag) in enumerate(words):
            person = tag == "nr" and word[0] in SURNAMES and 2 <= len(word) <= 3
            if not tag or not (person or (len(word) == 2 and tag != "nr" and _may_be_name(word))):
                continue
            phrase = _phrase(words, place, rng)
            if phrase.count(word) == 1 and phrase != word:
                maker, named = (
                    Maker("word", "dev", rng.randrange(10**6), number),
                    Named(word, "two"),
                )
                parts = around(maker, named, phrase, other(word))
                yield from _there(maker.sentence("", parts, profile_of(word)), is_person=person)


def _phrase(words: Sequence[tuple[str, str]], place: int, rng: random.Random) -> str:
    """A word and up to two on each side, between punctuation marks and other people."""
    first, last = place, place + 1
    while first > max(0, place - rng.choice((0, 0, 1, 1, 2))) and _joins(words[first - 1]):
        first -= 1
    while last < min(len(words), place + 1 + rng.choice((0, 1, 1, 2))) and _joins(words[last]):
        last += 1
    return "".join(w for w, _ in words[first:last])


def _joins(word: tuple[str, str]) -> bool:
    return word[1] not in ("w", "nr", "m", "")


def _there(sentence: Sentence, *, is_person: bool) -> Iterator[Case]:
    for span in sentence.spans:
        if sentence.text[span.start : span.end] == sentence.profile.names[0]:
            yield Case(sentence.text, span.start, span.end, is_person, "phrases")


def of_model_lines(seed: int, count: int, lac: Lac) -> Iterator[Case]:
    """People and other words of the lines that the name model is trained on."""
    rng = random.Random(seed)
    for line in Lines(seed, "train").draw(count, 0.7):
        for person in line.people[:2]:
            if all(map(is_han, line.text[person.start : person.end])):
                yield Case(line.text, person.start, person.end, True, "model")
        places = [
            (t.start, t.end)
            for t in lac.tokens(line.text)
            if t.end - t.start == 2
            and t.tag not in ("PER", "LOC", "ORG", "m", "w")
            and all(map(is_han, line.text[t.start : t.end]))
            and not any(p.start < t.end and t.start < p.end for p in line.people)
        ]
        if places:
            yield Case(line.text, *rng.choice(places), False, "model")


def of_frames(seed: int, count: int) -> Iterator[Case]:
    """The own names and traps of dev sentences, and listed words as names in the same frames."""
    for family in ("word", "near_name", "homonym"):
        for sentence in sentences(family, "dev", seed, count):
            yield from _cases(sentence)
    rng = random.Random(seed)
    words = sorted(filter(is_likely_name, word_tags()))
    for number in range(count // 4):
        maker, named = Maker("word", "dev", seed, number), Named(rng.choice(words), "two")
        for turn in range(4):
            parts = own_word(maker, named) if turn % 2 else maker.mine(named)
            yield from _cases(maker.sentence("own_word", parts, profile_of(named.text)))


def _cases(sentence: Sentence) -> Iterator[Case]:
    for span in sentence.spans:
        own = sentence.text[span.start : span.end] == sentence.profile.names[0]
        if own and (KEEP in span.allowed) != (REDACT in span.allowed):
            person = REDACT in span.allowed
            yield Case(sentence.text, span.start, span.end, person, "frames")


def is_touched(case: Case) -> bool:
    """Whether a Han character stands right beside the name: elsewhere its company tells."""
    around = case.text[case.start - 1 : case.start] + case.text[case.end : case.end + 1]
    return any(map(is_han, around))
