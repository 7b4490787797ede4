"""Whether a word that may be a name stands among people: 高峰 in 高峰、李强, not in 高峰、低谷.

Where no Han character touches it, its neighbours in the enumeration tell (RULES.md, case 8).
"""

from __future__ import annotations

import re

from redactor.recognise.lac import Lac, sentence_around
from redactor.recognise.lexicon import PERSON_LABEL
from redactor.recognise.pinyin import split_name
from redactor.recognise.runs import is_named
from redactor.recognise.words import is_in_dictionary, looks_mongolian, word_count
from redactor.textnorm import is_han

_MAYBE_PERSON = -0.5  # LAC's score of nobody beside the word
_SURE_PERSON = -3.0  # LAC's score of nobody there, where the name is also a word
_COMMON = 1000  # in jieba's corpus: 卫生 in a cell of its own is rather a trade
_ITEM = re.compile(r"[^、，,；;：:\s/|]+")
_SEX = frozenset({"男", "女"})
# What a name in an enumeration of people follows: 由高峰、李强, 检修科高峰、李强.
_LEADS_PEOPLE = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|[由与和及经请对让被向同]|[科段室处部站队组班院所局厂长员]|公司|车间)$"
)
_REFERENCE, _KIND_OF_WORK = re.compile(r"\s*\[\d+\]\s*$"), re.compile(r"\[[A-Z/]{1,4}\]")
_APPOSED = re.compile("(?:同志|老师|先生|女士|同学|本人)[(（]$")  # 该同志（高峰）


def is_person_alone(text: str, start: int, end: int, lac: Lac, *, is_word: bool) -> bool:
    """Whether ``text[start:end]``, which no Han character touches, stands for a person.

    A listed word (``is_word``) does by itself in its line or cell, unless it is a common one, and
    among people; what is in no list does, unless it is enumerated among words: 林草 in
    农牧、林草、水利 is younger than the lists.
    """
    first, last = sentence_around(text, start, end)
    name, sentence = text[start:end], text[first:last]
    start, end = start - first, end - first
    before, here, after = _items(sentence, start, end)
    beside = [item for item in (before, after) if item]
    listed = sentence[start - 1 : start] == "、"  # 教师、卫生: no label is before it
    if not is_word:
        enumerated = listed or sentence[end : end + 1] == "、"
        words = [item for item in beside if not is_named(_han(item))]
        whole = all(map(is_han, name))  # 包·其木格 is no word, whatever stands beside it
        plain = not (whole and enumerated and beside and words == beside)
        return plain or _is_seen(sentence, start, end, lac)
    if not beside and here == name:
        return word_count(name) < _COMMON or is_named(name)
    if _is_placed(sentence, start, end):
        return True
    if _is_remark(sentence[:start]):
        return False  # 王立平（满族）、王佐书
    labelled = not listed and PERSON_LABEL.search(before) is not None
    if labelled or _han(after) in _SEX:
        return True
    if any(_is_person(item) and _is_seen_so(sentence, item, start, lac) for item in beside):
        return True
    return _is_seen(sentence, start, end, lac)


def _is_placed(sentence: str, start: int, end: int) -> bool:
    """Whether it heads a reference, or is in brackets behind what somebody is called."""
    before = sentence[:start]
    if _REFERENCE.match(before) and _KIND_OF_WORK.search(sentence, end):
        return True
    return _APPOSED.search(before) is not None and sentence[end : end + 1] in ")）"


def heads_people(text: str, start: int, end: int, lac: Lac) -> bool:
    """Whether somebody follows in the enumeration that the name begins: 由高峰、李强负责."""
    if text[end : end + 1] != "、" or not _LEADS_PEOPLE.search(text[:start]):
        return False
    first, last = sentence_around(text, start, end)
    tokens = lac.tokens(text[first:last])
    return any(
        t.tag == "PER" and t.end - t.start > 1 and t.start == end + 1 - first for t in tokens
    )


def _is_remark(before: str) -> bool:
    """Whether brackets behind somebody are open, as around what is said of them."""
    opened = max(map(before.rfind, "（("))
    said_of = _ITEM.findall(before[: max(0, opened)])[-1:]
    return opened > max(map(before.rfind, "）)")) and any(map(_is_person, said_of))


def _items(sentence: str, start: int, end: int) -> tuple[str, str, str]:
    """The item of an enumeration before ``sentence[start:end]``, its own, and the one after."""
    items = [m for m in _ITEM.finditer(sentence) if any(map(is_han, m.group()))]
    before = [m.group() for m in items if m.end() <= start]
    here = [m.group() for m in items if m.start() <= start < m.end()]
    after = [m.group() for m in items if m.start() >= end]
    return "".join(before[-1:]), "".join(here), "".join(after[:1])


def _han(item: str) -> str:
    """Its characters, without what is in brackets after them: 李强 of 2李强（组长）."""
    return "".join(filter(is_han, re.split(r"(?<=.)[(（\[]", item)[0]))


def _is_person(item: str) -> bool:
    """Whether an item is a name by its shape."""
    han = _han(item)
    if not 2 <= len(han) <= 6 or not is_named(han):
        return False
    return looks_mongolian(han) or (len(han) <= 4 and bool(split_name(han)[0]))


def _is_seen_so(sentence: str, item: str, near: int, lac: Lac) -> bool:
    """Whether an item beside ``near`` that has the shape of a name is none of words.

    林草, 来刷新: where words can be read in it, LAC must imagine somebody there. Of Mongolian names
    it knows too few to be asked.
    """
    han = _han(item)
    if looks_mongolian(han) or not _holds_word(han):
        return True
    places = [m.start() for m in re.finditer(han, sentence)]
    start = min(places, key=lambda place: abs(place - near), default=-1)
    return start < 0 or lac.names(sentence).nobody(start, start + len(han)) <= _MAYBE_PERSON


def _holds_word(han: str) -> bool:
    pairs = (han[i : i + 2] for i in range(len(han) - 1))
    return is_in_dictionary(han) or not all(map(is_named, pairs))


def _is_seen(sentence: str, start: int, end: int, lac: Lac) -> bool:
    """Whether LAC sees a person exactly there, and nothing else that could be."""
    seen = lac.sees_person(sentence, start, end)
    return seen and lac.names(sentence).nobody(start, end) <= _SURE_PERSON
