"""The word lists of jieba, pypinyin, CC-CEDICT and 汉典; how likely words and characters are."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path
from sys import intern

from pypinyin.phrases_dict import phrases_dict

from redactor.recognise.lexicon import (
    AFTER_NAME,
    BEFORE_NAME,
    FOLLOWERS,
    LEADS,
    MONGOLIAN,
    MONGOLIAN_LETTERS,
    MONGOLIAN_PARTS,
    REGIONAL_WORDS,
)
from redactor.recognise.pinyin import SURNAMES, split_name

_LINES = 1 << 18  # characters of them that are read at once
LONGEST = 6  # characters of a word; what is longer is a saying
_REGIONAL_COUNT = 300
_PHRASE_COUNT = 3  # of what jieba's list lacks: 白露, 谷雨, 查岗
# A line of a dictionary as pypinyin-dict has it; to import one would take 50 MB for the readings.
_ENTRY = re.compile(r"^    '(.+)': ", re.MULTILINE)
_SHORT_ENTRY = re.compile(rf"^    '([{''.join(SURNAMES)}].)': ", re.MULTILINE)
_LEAD_COUNT = 3000  # of the lexicon's own words before and after names
# Characters that stand as words of their own in running text; the others are parts of words.
_FREE_TAGS = ("p", "c", "d", "r", "u", "m", "y", "v")
_FREE = frozenset("很此较每今仍往虽且我你他她它您及") | FOLLOWERS | LEADS
_BOUND_COST = 5.0
_UNKNOWN_COST = 17.0
# 与, 因, 于, 等: hardly ever in a name.
_FUNCTION_TAGS = frozenset({"p", "c", "u", "uj", "ul", "uv", "ud", "uz", "ug", "d", "r", "y"})
_FUNCTION_CHARS = frozenset("经")  # the list tags it as a noun
_FUNCTION_COST = 5.0
_UNSEEN = 0.05  # what a character counts that no name has


@cache
def _listed() -> tuple[dict[str, int], dict[str, str]]:
    """How often each word was seen, and its tag."""
    counts: dict[str, int] = {}
    tags: dict[str, str] = {}
    # Read where it lies: to import jieba takes as long as all of our own recognisers.
    words = Path(str(distribution("jieba").locate_file("jieba/dict.txt")))
    with words.open(encoding="utf-8") as file:
        # A third of a million lines of three words, some thousands at once: no loop goes over each,
        # and not all that is thrown away lies in memory together.
        while lines := file.readlines(_LINES):
            fields = "".join(lines).split()
            counts.update(zip(fields[0::3], map(int, fields[1::3]), strict=True))
            tags.update(zip(fields[0::3], map(intern, fields[2::3]), strict=True))
    others = _dictionary() - counts.keys()
    counts.update(dict.fromkeys(others, _PHRASE_COUNT))
    tags.update(dict.fromkeys(others, "n"))
    tags.update(dict.fromkeys(REGIONAL_WORDS, "ns"))
    return counts, tags


@cache
def _dictionary() -> frozenset[str]:
    """The entries of pypinyin's phrases and of CC-CEDICT."""
    entries = {w for part in _parts_of("cedict_") for w in _ENTRY.findall(part)}
    entries.update(phrases_dict)
    # With three characters and a surname they are people's (曾国藩).
    return frozenset(
        w for w in entries if 1 < len(w) <= LONGEST and not (len(w) == 3 and w[0] in SURNAMES)
    )


def _parts_of(dictionary: str) -> Iterator[str]:
    for part in files("pypinyin_dict.phrase_pinyin_data").iterdir():
        if dictionary in part.name:
            yield part.read_text(encoding="utf-8")


@cache
def _literary() -> frozenset[str]:
    """The entries of a dictionary of all ages (汉典) that could be a surname and a given name."""
    return frozenset(w for part in _parts_of("zdic_cibs_") for w in _SHORT_ENTRY.findall(part))


def is_in_dictionary(word: str) -> bool:
    """Whether a dictionary explains the word; they have few names of people: 岑寂, 安澜."""
    return word in _dictionary() or word in _literary()


def word_tags() -> dict[str, str]:
    """Part-of-speech tags by word: jieba's list (349,046 words, 72,842 of them names), the
    dictionary's and ours.
    """
    return _listed()[1]


@cache
def _names() -> tuple[str, ...]:
    return tuple(word for word, tag in word_tags().items() if tag.startswith("nr"))


@cache
def _ours() -> dict[str, int]:
    """How often the lexicon's own words count as having been seen."""
    beside = [w for w in (*AFTER_NAME, *BEFORE_NAME) if len(w) > 1]
    return dict.fromkeys(REGIONAL_WORDS, _REGIONAL_COUNT) | dict.fromkeys(beside, _LEAD_COUNT)


@cache
def _total() -> int:
    return sum(count for word, count in _listed()[0].items() if len(word) <= LONGEST)


@cache
def is_unit(name: str) -> bool:
    """Whether longer words begin or end with ``name`` as a word of its own: 阳光 in 阳光灿烂."""
    for word, tag in word_tags().items():
        if len(word) > len(name) and name in word and not tag.startswith("nr"):
            rest = word.removeprefix(name)
            rest = word.removesuffix(name) if rest == word else rest
            if rest != word and len(rest) > 1 and rest in word_tags():
                return True
    return False


def _bound(word: str) -> float:
    """What a single character costs more that is seldom a word by itself."""
    if len(word) > 1 or word in _FREE:
        return 0.0
    return 0.0 if word_tags()[word].startswith(_FREE_TAGS) else _BOUND_COST


def word_count(word: str) -> int:
    """How often the word stands in the texts that jieba's list was made from."""
    return _listed()[0].get(word, 0)


@lru_cache(maxsize=1 << 16)
def word_cost(word: str) -> float | None:
    """How surprising the word is (natural logarithm of its share, negated); None: no word."""
    count = max(word_count(word), _ours().get(word, 0))
    if count:
        return math.log(_total() / count) + _bound(word)
    return _UNKNOWN_COST if len(word) == 1 else None


@cache
def _endings() -> Counter[str]:
    return Counter(name[-1] for name in _names() if len(name) == 3)


@cache
def _beginnings() -> Counter[str]:
    names = (name for name in _names() if len(name) in (2, 3))
    return Counter(name[0] for name in names if name[0] in SURNAMES)


@cache
def _parts() -> Counter[str]:
    return Counter(c for part in MONGOLIAN for c in part) + Counter(MONGOLIAN_LETTERS)


def is_spelt_mongolian(char: str) -> bool:
    """Whether Mongolian names are spelt with ``char``."""
    return char in _parts()


def ending_cost(char: str) -> float:
    """How surprising ``char`` is as the last of a given name."""
    return _surprise(_endings(), char)


def surname_cost(char: str) -> float:
    """How surprising ``char`` is as a surname."""
    return _surprise(_beginnings(), char)


def mongolian_cost(char: str) -> float:
    """How surprising ``char`` is in a Mongolian name."""
    return _surprise(_parts(), char)


def looks_mongolian(name: str) -> bool:
    """Whether the name is spelt with the characters that Mongolian names are spelt with."""
    known = sum(c in _parts() for c in name)
    without_surname = not split_name(name)[0] and 2 * known >= len(name)
    begins = len(name) > 2 and MONGOLIAN_PARTS.match(name) is not None  # 乌云仓
    return without_surname or known == len(name) or begins


def _surprise(counts: Counter[str], char: str) -> float:
    cost = math.log((counts.total() + len(counts)) / (counts[char] + _UNSEEN))
    function = char in _FUNCTION_CHARS or word_tags().get(char) in _FUNCTION_TAGS
    return cost + _FUNCTION_COST * function
