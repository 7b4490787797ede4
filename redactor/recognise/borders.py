"""Whether a name found in running text is that name, or part of something longer.

Two opinions are asked: LAC's words, and the word list of jieba. Where they agree the case is
decided, where they do not a person is asked (RULES.md, case 7 and 8).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from functools import cache

import jieba

from redactor.datatypes import Evidence
from redactor.recognise.lac import Lac, Token, sentence_around
from redactor.recognise.lexicon import (
    AFTER_NAME,
    BEFORE_NAME,
    CALLED,
    MONGOLIAN,
    MONGOLIAN_PARTS,
    REGIONAL_WORDS,
)
from redactor.recognise.pinyin import split_name
from redactor.textnorm import is_han

_USUAL_ENDING = 3  # names in the list
_LABEL_ENDS = ("名", "人", "者", "方")  # all that is left of a label: 姓 | 名田颖
_LONG_BEFORE = ("由", *(w for w in BEFORE_NAME if len(w) > 1))
_LONG_AFTER = tuple(w for w in AFTER_NAME if len(w) > 1)
# 王伟|写: what follows may be a word of its own.
_FUNCTION_TAGS = frozenset({"v", "vd", "vn", "p", "u", "c", "d", "ad", "r", "q", "xc", "w", "m"})
# LAC takes rare names for nouns, verbs and adverbs, hardly ever for adjectives.
_ADJECTIVES = frozenset({"a", "ad", "an"})
_PLAIN_TAGS = frozenset({"n", "v", "vd", "vn", "d"})
_NAMELIKE_TAGS = frozenset({"PER", "xc", "nz", "nw", "Ng"})


@cache
def word_tags() -> dict[str, str]:
    """Part-of-speech tags by word: jieba's list (349,046 words, 72,842 of them names) and ours."""
    with jieba.get_dict_file() as file:
        lines = file.read().decode("utf-8").splitlines()
    tags = {word: tag for word, _, tag in (line.split(" ") for line in lines)}
    return tags | dict.fromkeys(REGIONAL_WORDS, "ns")


@cache
def name_characters() -> frozenset[str]:
    """Characters that end given names, from the names in jieba's list; 民 does, 填 does not."""
    ends = Counter(w[-1] for w, t in word_tags().items() if t.startswith("nr") and len(w) == 3)
    return frozenset(c for c, count in ends.items() if count >= _USUAL_ENDING)


def is_careful(name: str, lac: Lac) -> bool:
    """Whether the name is itself a word or a place (高峰, 乌兰, 黎明), by either opinion."""
    if not word_tags().get(name, "nr").startswith("nr"):
        return True
    tokens = lac.tokens(name)
    return len(tokens) == 1 and tokens[0].tag != "PER"


def border_evidence(
    text: str, start: int, end: int, lac: Lac, other_names: Collection[str]
) -> frozenset[Evidence]:
    """What the surroundings of the Han name ``text[start:end]`` in one line say.

    ``text`` is one line or chain; ``other_names`` are longer names known from the dossier and
    the roster.
    """
    name = text[start:end]
    left = text[start - 1] if start else ""
    right = text[end] if end < len(text) else ""
    evidence = {Evidence.CAREFUL_NAME} if is_careful(name, lac) else set()
    if CALLED.match(text, end):
        evidence.add(Evidence.CALLED)
    if any(
        _stands_at(text, start, end, other) or _is_cut_off(text, start, end, other)
        for other in other_names
        if name in other
    ):
        return frozenset(evidence | {Evidence.LONGER_NAME})
    if _is_joined(name, text, start - 1, -1) or _is_joined(name, text, end, 1):
        return frozenset(evidence | {Evidence.LONGER_NAME})
    if not is_han(left) and not is_han(right):
        # 120马力: a figure right before a word makes it a unit.
        counted = Evidence.CAREFUL_NAME in evidence and left.isdigit()
        return frozenset(evidence if counted else evidence | {Evidence.STANDS_ALONE})
    if (joined := _mongolian(text, start, end)) is not None:
        return frozenset(evidence | {joined})
    careful = Evidence.CAREFUL_NAME in evidence
    if (
        not careful
        and _is_clear(text, start, end)
        and not _inside_dictionary_word(text, start, end)
    ):
        return frozenset({Evidence.WORD_BORDER} | evidence)
    line_start, line_end = sentence_around(text, start, end)
    tokens = lac.tokens(text[line_start:line_end])
    verdict = _by_words(tokens, start - line_start, end - line_start, text[line_start:line_end])
    return frozenset(evidence | verdict)


def _stands_at(text: str, start: int, end: int, other: str) -> bool:
    """Whether the longer name ``other`` covers the place of the match."""
    inner = other.find(text[start:end])
    while inner >= 0:
        first = start - inner
        if first >= 0 and text[first : first + len(other)] == other:
            return len(other) > end - start
        inner = other.find(text[start:end], inner + 1)
    return False


def _is_cut_off(text: str, start: int, end: int, other: str) -> bool:
    """Whether the line ends within the longer name: 萨仁高娃巴雅 and 尔 on the next."""
    rest = text[start:].rstrip()
    return len(rest) > end - start and other.startswith(rest)


def _is_joined(name: str, text: str, dot: int, step: int) -> bool:
    """Whether an interpunct at ``dot`` ties the name to a part of a longer one (李·娜仁).

    ``step`` leads away from the name. Between two whole names with surnames the dot only parts
    them: 马凯俊·袁云文, as OCR reads a semicolon.
    """
    if not (0 <= dot < len(text) and text[dot] in "·•・‧"):
        return False
    end = dot + step
    while _han_at(text, end):
        end += step
    beside = text[min(dot, end) + 1 : max(dot, end)]
    return bool(beside) and not (_has_surname(name) and _has_surname(beside))


def _has_surname(name: str) -> bool:
    surname, given = split_name(name)
    return bool(surname) and 1 <= len(given) <= 2 and len(name) >= 3


def _mongolian(text: str, start: int, end: int) -> Evidence | None:
    """Whether parts of a Mongolian name stand right beside the match (乌兰 in 乌兰其其格)."""
    rest = text[end:].rstrip()
    if len(rest) >= 2 and any(part != rest and part.startswith(rest) for part in MONGOLIAN):
        return Evidence.LONGER_NAME  # 巴雅 at a line end: 尔 stands on the next
    after = MONGOLIAN_PARTS.match(text, end)
    stop = after.end() if after else end
    begin = next((i for i in range(max(0, start - 8), start) if _is_parts(text, i, start)), start)
    if (begin, stop) == (start, end):
        return None
    certain = _may_begin(text, begin) and _may_end(text, stop)
    return Evidence.LONGER_NAME if certain else Evidence.BORDER_UNSURE


def _may_begin(text: str, at: int, leading: tuple[str, ...] = BEFORE_NAME) -> bool:
    """Whether a name may begin at ``at``: no Han character, or a leading word before."""
    return not _han_at(text, at - 1) or text.endswith(leading, 0, at)


def _may_end(text: str, at: int, following: tuple[str, ...] = AFTER_NAME) -> bool:
    """Whether a name may end before ``at``."""
    return not _han_at(text, at) or text.startswith(following, at) or _word_begins(text, at)


def _word_begins(text: str, at: int) -> bool:
    """Whether a listed word begins at ``at`` with a character that no given name ends in.

    文玉泽填写, but not 王伟民主持: there 民 may end the name, and 民主 is no word.
    """
    if text[at] in name_characters():
        return False
    words = (text[at : at + size] for size in (2, 3, 4))
    return any(not word_tags().get(word, "nr").startswith("nr") for word in words)


def _is_clear(text: str, start: int, end: int) -> bool:
    """Whether whole words stand on both sides: 申报人|文玉泽|填写."""
    begins = text[:start] in _LABEL_ENDS or _may_begin(text, start, _LONG_BEFORE)
    return begins and _may_end(text, end, _LONG_AFTER)


def _han_at(text: str, at: int) -> bool:
    return 0 <= at < len(text) and is_han(text[at])


def _is_parts(text: str, start: int, end: int) -> bool:
    return MONGOLIAN_PARTS.fullmatch(text, start, end) is not None


def _by_words(tokens: tuple[Token, ...], start: int, end: int, text: str) -> set[Evidence]:
    touching = [t for t in tokens if t.start < end and t.end > start]
    name = text[start:end]
    exact = touching[0].start == start and touching[-1].end == end
    person = any(t.tag == "PER" for t in touching)
    if _inside_dictionary_word(text, start, end):
        return {Evidence.INSIDE_WORD}
    if exact:
        return _exact_borders(tokens, touching, start, end, text, person)
    if len(touching) == 1 and person:
        whole = touching[0]
        before, after = text[whole.start : start], text[end : whole.end]
        if (after and after.startswith(AFTER_NAME)) or before.endswith(BEFORE_NAME):
            return {Evidence.BORDER_UNSURE}
        return {Evidence.LONGER_NAME}
    if len(touching) == 1 and touching[0].tag == "LOC":
        return {Evidence.INSIDE_WORD}
    if len(touching) == 1:
        return {_in_one_word(text, touching[0], start, end)}
    if len(touching) > 1 and all(_is_listed(text, t) for t in touching):
        return {Evidence.INSIDE_WORD}  # 国王 | 伟大: the end of one word, the start of another
    # A word runs over one border. After a clear follow-word the name ends there all the same.
    if _may_end(text, end) and _may_begin(text, start) and len(name) >= 3:
        return {Evidence.WORD_BORDER}
    return {Evidence.BORDER_UNSURE}


def _in_one_word(text: str, word: Token, start: int, end: int) -> Evidence:
    """The match lies in one longer word that LAC takes for no name."""
    if text[word.start : word.end] in word_tags():
        return Evidence.INSIDE_WORD  # jieba knows the word too, if as a name (万古长青)
    if word.start == start and any(
        text.startswith(follower, end) for follower in AFTER_NAME if end + len(follower) > word.end
    ):
        return Evidence.WORD_BORDER  # 朝鲁所|报: LAC has cut the word behind the name in two
    # 高峰民: no word at all, so a name that begins like one. Both its ends must be certain.
    rest = text[end : word.end]
    certain = word.start == start and _may_begin(text, start) and _may_end(text, word.end)
    if certain and len(rest) == 1 and rest not in AFTER_NAME:
        return Evidence.LONGER_NAME
    return Evidence.BORDER_UNSURE


def _exact_borders(
    tokens: tuple[Token, ...],
    touching: list[Token],
    start: int,
    end: int,
    text: str,
    person: bool,
) -> set[Evidence]:
    """LAC ends words at both sides: is a further given-name character left over?"""
    found = {Evidence.WORD_BORDER}
    if person and len(touching) == 1:
        found.add(Evidence.NER_PERSON)
    if len(touching) == 1 and _is_plain(touching[0].tag, text[start:end]):
        found.add(Evidence.CAREFUL_NAME)  # 考虑周全: a name elsewhere, but not here
    after = next((t for t in tokens if t.start == end), None)
    if _is_name_and_one(text, start, end):
        certain = after is not None and after.tag not in _FUNCTION_TAGS
        return {Evidence.LONGER_NAME if certain else Evidence.BORDER_UNSURE}
    # 李娜 | 仁 | 主持: a lone name-like character after a two-character name may belong to it.
    if (
        after is not None
        and after.end - after.start == 1
        and is_han(text[end])
        and end - start == 2
        and after.tag in _NAMELIKE_TAGS
        and not text[end:].startswith(AFTER_NAME)
    ):
        return {Evidence.BORDER_UNSURE}
    return found


def _is_plain(tag: str, word: str) -> bool:
    return tag in _ADJECTIVES or (tag in _PLAIN_TAGS and word in word_tags())


def _is_name_and_one(text: str, start: int, end: int) -> bool:
    """Whether the name and one more Han character stand alone: 高峰东 in a list."""
    alone = not _han_at(text, start - 1) and not _han_at(text, end + 1)
    return alone and _han_at(text, end) and not text.startswith(AFTER_NAME, end)


def _is_listed(text: str, token: Token) -> bool:
    """Whether the token is a listed word of two or more characters, and no personal name."""
    tag = word_tags().get(text[token.start : token.end], "nr")
    return token.end - token.start >= 2 and not tag.startswith("nr")


def _inside_dictionary_word(text: str, start: int, end: int) -> bool:
    """Whether a listed word that is no personal name holds the match (乌兰牧骑, 高峰期)."""
    words = word_tags()
    for first in range(max(0, start - 4), start + 1):
        for last in range(end, min(len(text), end + 5) + 1):
            if (first, last) == (start, end):
                continue
            tag = words.get(text[first:last])
            if tag is not None and not tag.startswith("nr"):
                return True
    return False
