"""Whether a name found in running text is that name, or part of something longer.

Two opinions are weighed together: LAC's scores, and the word list of jieba. Where they leave it
open a person is asked (RULES.md, case 7 and 8). A third opinion joins the list in ``_by_words``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from redactor.datatypes import Evidence
from redactor.recognise.company import heads_people, is_person_alone
from redactor.recognise.lac import Lac, NameScores, sentence_around
from redactor.recognise.lexicon import (
    AFTER_NAME,
    CALLED,
    KEYWORDS,
    MONGOLIAN,
    MONGOLIAN_PARTS,
    MONGOLIAN_SURNAMES,
    ORG_KINDS,
    PAPERS,
    PERSON_LABEL,
)
from redactor.recognise.pinyin import split_name
from redactor.recognise.rivals import Margins, Opinion, Reading, weigh
from redactor.recognise.runs import Span
from redactor.recognise.sense import Kind, Standing, begins_title, sense
from redactor.recognise.slot import expects_person
from redactor.recognise.words import (
    LONGEST,
    is_in_dictionary,
    is_spelt_mongolian,
    is_unit,
    looks_mongolian,
    word_count,
    word_tags,
)
from redactor.textnorm import has_rare_character, is_han

SURE = 1.75  # odds of 6: below them a person is asked
SURE_WORD = 3.0  # odds of 20, where the name is itself a word
# Odds of ``sense``: a listed word is a person, is none; what no list has may be none.
_SURE_PERSON, _PLAIN_WORD, _NEW_WORD = 4.5, -6.0, -0.5
_PLACE_ASKS = 6.0  # with what the place says, where a word is taken for a person
_PLAIN_TITLE = -4.5  # nobody is meant by the first word of a title: 卫生监督员, 文教用品采购
_HARDLY = -2.25  # where something longer is as likely
_LONGER_WORD = -1.0  # a listed word with which LAC lets a longer one begin: 计分员, 文体广电局
_LABELLED = 4.5  # what a label without a colon takes besides: 学员陆续返校, 职工全部上岗
_PLACE_SAYS = 0.7  # how much the place counts besides, where silence is at stake
_FAR_PLACE = 10.0  # odds against one: the network need not be asked
_SURE_PLACE, _SURE_NEW = 2.0, 4.5  # odds against words that fit well
_NO_WORD = 4  # characters
_WORD_TAGS = frozenset({"n", "nz", "v", "vn", "a", "d", "t", "s", "f", "TIME", "LOC"})
# How often what jieba lists as a name stands in its corpus: hardly anybody is named so often.
_OFTEN = 100
_I_AM = re.compile("(?:本人|我叫|我是)$")
# Of one person: 由申报人江河填写. A noun has no other business there, unless it tells when.
_SIGNS = re.compile("(?:申报|申请|填[表报]|承诺|被推荐)人$")
_NOUN_TAGS = ("nr", "ns", "nz", "n")
_WHEN = tuple("前后期时内里")
_CITED = re.compile(r"等人?(?=\[\d|\^)")
INTERPUNCTS = "·•・‧"
_CREDIT = re.compile(
    r"(?:(?P<rare>[述录绘校订注辑题跋]|[文图书词曲识演唱](?=于))|[文图书词曲识演唱])"
    r"(?:于(?=[\d〇一二三四五六七八九十公])|(?![\u4e00-\u9fff]))"
)
_LISTED = frozenset(";；、:：")
_LIST = 40  # characters of a list before the name that are looked at
_LIST_BEFORE = re.compile("(?:[\u4e00-\u9fff]+、)+$")
_LIST_AFTER = re.compile("(?:、[\u4e00-\u9fff]+)+")
_BODY = re.compile(f"[\u4e00-\u9fff]{{0,6}}?(?:{'|'.join(ORG_KINDS)})")
_PLACE_TAGS = frozenset({"LOC", "ORG", "TIME"})


def is_careful(name: str, lac: Lac) -> bool:
    """Whether the name is itself a word or a place (高峰, 乌兰, 黎明).

    jieba's list has many words as names of people (金秋, 黎明): there its longer words have a say,
    its counts, and LAC. By itself LAC has none, for it takes many a rare name for a noun.
    """
    tag = word_tags().get(name)
    if len(name) >= _NO_WORD and MONGOLIAN_PARTS.fullmatch(name):
        return False  # the list takes 乌云其木格 for a place
    if tag is None or not tag.startswith("nr"):
        return tag is not None
    if is_unit(name) or is_in_dictionary(name):
        return True
    if MONGOLIAN_PARTS.fullmatch(name) or (looks_mongolian(name) and not split_name(name)[0]):
        return False
    tokens = lac.tokens(name)
    plain = len(tokens) == 1 and tokens[0].tag in _WORD_TAGS
    return plain or word_count(name) >= _OFTEN


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
    careful = is_careful(name, lac)
    evidence = {Evidence.CAREFUL_NAME} if careful else set()
    if careful and KEYWORDS.match(text):
        return frozenset({Evidence.CAREFUL_NAME, Evidence.INSIDE_WORD})
    # 海洋 in 江河、海洋等[3] is a thing.
    cited = not is_han(left) and left != "、" and _CITED.match(text, end)
    introduced = _I_AM.search(text, 0, start) and not is_han(right)  # 本人高峰，1985年生
    called = cited or introduced or CALLED.match(text, end)
    if called or (careful and heads_people(text, start, end, lac)):
        evidence.add(Evidence.CALLED)
    if any(
        _stands_at(text, start, end, other) or _is_cut_off(text, start, end, other)
        for other in other_names
        if name in other
    ):
        return frozenset(evidence | {Evidence.LONGER_NAME})
    if tied := [*_tied(name, text, start - 1, -1), *_tied(name, text, end, 1)]:
        # 李建国·许凯·赵强: the dots may part as well.
        whole = all(split_name(b)[0] and not MONGOLIAN_PARTS.fullmatch(b) for b in tied)
        return frozenset(evidence | {Evidence.BORDER_UNSURE if whole else Evidence.LONGER_NAME})
    if not is_han(left) and not is_han(right):
        # 120马力: a figure right before a word makes it a unit.
        unit = careful and left.isdigit()
        among = careful and _is_among_words(text, start, end)
        alone = not (unit or among) and is_person_alone(text, start, end, lac, is_word=careful)
        return frozenset(evidence | {Evidence.STANDS_ALONE if alone else Evidence.CAREFUL_NAME})
    if _follows_surname(text, start, name):
        return frozenset(evidence | {Evidence.BORDER_UNSURE})
    if _is_cut_part(text, end):
        return frozenset(evidence | {Evidence.LONGER_NAME})
    told = _by_words(text, start, end, lac, careful=careful)
    if Evidence.LONGER_NAME in told:
        told = _by_credit(text, start, end, name) or told
    if Evidence.INSIDE_WORD not in told and _is_compounded(text, start, end):
        told = {Evidence.LONGER_NAME}
    return frozenset(evidence | told)


def _by_credit(text: str, start: int, end: int, name: str) -> set[Evidence]:
    """What is said of a name by the one character behind it, if that tells what somebody did and
    ends the clause: 孟和吉雅绘, 王伟书于2019年. Behind a name of two a person may be called so, and
    behind a label or in a list (设计人：孟和吉雅文、李娜), which says itself what they did.
    """
    credit = _CREDIT.match(text, end)
    if credit is None:
        return set()
    listed = text[:start].rstrip().endswith((":", "：", "、")) or text[end + 1 : end + 2] == "、"
    sure = len(name) > 2 and not listed and not is_spelt_mongolian(text[end])
    unsure = {Evidence.BORDER_UNSURE} if len(name) > 2 or credit["rare"] else set()
    return {Evidence.WORD_BORDER} if sure else unsure


def _is_among_words(text: str, start: int, end: int) -> bool:
    """Whether a word that is none's name stands in its list, behind no label of people:
    时段：高峰、平段、低谷, but 获奖人：高峰、方圆.
    """
    before = _LIST_BEFORE.search(text, max(0, start - _LIST), start)
    head = text[: before.start() if before else start].rstrip()
    if not head.endswith((":", "：")) or PERSON_LABEL.search(head[:-1]):
        return False
    after = _LIST_AFTER.match(text, end)
    items = (before.group() if before else "") + (after.group() if after else "")
    return any(map(_is_listed, items.split("、")))


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


def _tied(name: str, text: str, dot: int, step: int) -> Iterator[str]:
    """What an interpunct at ``dot`` ties to the name, a part of a longer one (李·娜仁).

    ``step`` leads away from the name. Between two whole names with surnames the dot only parts
    them: 马凯俊·袁云文, as OCR reads a semicolon.
    """
    if not (0 <= dot < len(text) and text[dot] in INTERPUNCTS):
        return
    end = dot + step
    while 0 <= end < len(text) and is_han(text[end]):
        end += step
    beside = text[min(dot, end) + 1 : max(dot, end)]
    if beside and not (_has_surname(name) and _has_surname(beside)):
        yield beside


def _has_surname(name: str) -> bool:
    surname, given = split_name(name)
    han = bool(surname) and 1 <= len(given) <= 2 and len(name) >= 3
    return han and not MONGOLIAN_PARTS.fullmatch(name)  # 那日苏 is no 日苏 of the family 那


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a name of a list is no part of a longer Han one: a surname and two given characters.

    What LAC takes for one are two people, the mark between whom was not read: 史振珍萨如拉.
    """
    last = end
    while last < len(text) and is_han(text[last]):
        last += 1
    listed = text[start - 1 : start] in _LISTED or text[last : last + 1] in _LISTED
    surname, given = split_name(text[start:end])
    full = len(surname) == 1 and len(given) == 2 and all(map(is_han, given))
    before = split_name(text[max(0, start - 1) : end])[0]
    mongolian = any(map(MONGOLIAN_PARTS.fullmatch, (text[start:end], given)))
    # One character more is no person: 李娜仁花.
    return listed and full and len(before) < 2 and not mongolian and last - end != 1


def _follows_surname(text: str, start: int, name: str) -> bool:
    """Whether a Mongolian name has a Han surname before it, as many in the east do: 包乌兰."""
    surname = start > 0 and text[start - 1] in MONGOLIAN_SURNAMES
    begins = start < 2 or not is_han(text[start - 2])
    return surname and begins and _is_bare_mongolian(name)


def _is_compounded(text: str, start: int, end: int) -> bool:
    """Whether another part of a Mongolian name touches one: 其力木格 before 布和."""
    touched = text.endswith(MONGOLIAN, 0, start) or text.startswith(MONGOLIAN, end)
    return touched and _is_bare_mongolian(text[start:end])


def _is_bare_mongolian(name: str) -> bool:
    return looks_mongolian(name) and not _has_surname(name)


def _is_cut_part(text: str, end: int) -> bool:
    """Whether the line ends within a part of a Mongolian name: 巴雅, and 尔 on the next."""
    rest = text[end:].rstrip()
    return len(rest) >= 2 and any(part != rest and part.startswith(rest) for part in MONGOLIAN)


@dataclass(frozen=True, slots=True)
class _Tagged:
    """LAC's opinion of a run of characters that begins ``shift`` characters into its sentence."""

    scores: NameScores
    shift: int
    words: frozenset[Span]
    places: frozenset[Span]

    def person(self, first: int, last: int) -> float:
        return self.scores.person(first + self.shift, last + self.shift)

    def nobody(self, first: int, last: int) -> float:
        return self.scores.nobody(first + self.shift, last + self.shift)


def _tagged(lac: Lac, sentence: str, shift: int) -> _Tagged:
    spans = [(t.start - shift, t.end - shift, t.tag) for t in lac.tokens(sentence)]
    return _Tagged(
        lac.names(sentence),
        shift,
        frozenset((a, b) for a, b, _ in spans if b - a > 1),
        frozenset((a, b) for a, b, tag in spans if tag in _PLACE_TAGS),
    )


def margins_at(text: str, start: int, end: int, lac: Lac, *, careful: bool) -> Margins:
    """How the readings of the Han characters around the name ``text[start:end]`` compare."""
    line_start, line_end = sentence_around(text, start, end)
    first, last = start, end
    while first > line_start and is_han(text[first - 1]):
        first -= 1
    while last < line_end and is_han(text[last]):
        last += 1
    opinions: list[Opinion] = [_tagged(lac, text[line_start:line_end], first - line_start)]
    return weigh(text[first:last], start - first, end - first, opinions, is_word=careful)


def _by_words(text: str, start: int, end: int, lac: Lac, *, careful: bool) -> set[Evidence]:
    """Weigh the readings of the Han characters around the name."""
    margins = margins_at(text, start, end, lac, careful=careful)
    verdict, standing = margins.verdict, Standing(text, start, end, margins)
    if _is_called_whole(standing):
        return {Evidence.WORD_BORDER}
    if not careful and _is_in_place_name(standing, lac):
        return {Evidence.INSIDE_WORD}
    if careful and _begins_clause(standing) and PAPERS.match(text, end):
        return {Evidence.WORD_BORDER, Evidence.RATHER_WORD}
    if end - start >= _NO_WORD and text.startswith(AFTER_NAME, end) and verdict.margin < SURE:
        return {Evidence.WORD_BORDER}  # 斯琴格日乐系我单位职工
    if verdict.margin <= -(SURE_WORD if careful else SURE):
        if verdict.rival is Reading.NAME:
            whole = _is_whole(text, start, end)
            return {Evidence.BORDER_UNSURE if whole else Evidence.LONGER_NAME}
        # Words do not spell a long name by chance: 孟根其其格盟农牧站 are two columns.
        unsure = CALLED.match(text, end) is not None or end - start >= _NO_WORD
        unsure = unsure or (end - start > 2 and _is_tagged(text, start, end, lac))
        unsure = unsure or _is_person_after_all(standing, lac, careful=careful)
        return {Evidence.BORDER_UNSURE if unsure else Evidence.INSIDE_WORD}
    if careful:
        return _of_careful(standing, lac)
    if verdict.margin < SURE:
        return {Evidence.BORDER_UNSURE}
    if may_be_new(text[start:end]) and sense(standing, lac, Kind.NEW) < _NEW_WORD:
        # 安澜: a name elsewhere, but not here, though LAC may take it for one.
        return {Evidence.WORD_BORDER, Evidence.CAREFUL_NAME}
    tagged = _is_tagged(text, start, end, lac)
    return {Evidence.WORD_BORDER, Evidence.NER_PERSON} if tagged else {Evidence.WORD_BORDER}


def _of_careful(standing: Standing, lac: Lac) -> set[Evidence]:
    """What is said of a name that is a word, where words do not plainly run over its borders."""
    odds = sense(standing, lac, Kind.WORD)
    here = expects_person(standing.text, standing.start, standing.end, lac)
    # The place has a say of its own: 明确 in 其中明确贡献最大 is common as a word only.
    plain = _PLAIN_TITLE if begins_title(standing, lac) else _PLAIN_WORD
    placed = odds + _PLACE_SAYS * here
    if placed <= plain:
        return {Evidence.INSIDE_WORD}
    if odds <= _LONGER_WORD and here < 0 and _begins_longer_word(standing, lac):
        return {Evidence.INSIDE_WORD}
    verdict = standing.margins.verdict
    longer = verdict.margin < SURE and verdict.rival is Reading.NAME
    # 黄精属, 文体广电局: a longer word, name or body, but hardly the own name.
    if placed <= _HARDLY and (longer or _heads_body(standing)):
        return {Evidence.INSIDE_WORD}
    if longer:
        return {Evidence.BORDER_UNSURE}
    if odds >= _SURE_PERSON and placed >= _PLACE_ASKS:  # not 静听林涛, whatever LAC sees there
        return {Evidence.WORD_BORDER, Evidence.NER_PERSON}
    rather = not _begins_clause(standing) and placed < _LABELLED and not _is_who_signs(standing)
    return {Evidence.WORD_BORDER, Evidence.RATHER_WORD} if rather else {Evidence.WORD_BORDER}


def _is_who_signs(standing: Standing) -> bool:
    """Whether a noun stands hard behind the word for the one who hands the paper in."""
    text, start, end = standing.text, standing.start, standing.end
    noun = word_tags().get(text[start:end], "").startswith(_NOUN_TAGS)
    return noun and bool(_SIGNS.search(text[:start])) and not text.startswith(_WHEN, end)


def _heads_body(standing: Standing) -> bool:
    """Whether an institution may be called by the name and what follows: 文体广电局."""
    return _begins_clause(standing) and _BODY.match(standing.text, standing.end) is not None


def _begins_clause(standing: Standing) -> bool:
    return not is_han(standing.text[: standing.start][-1:] or " ")


def _is_called_whole(standing: Standing) -> bool:
    """Whether neither a longer name nor a word is possible: 赛罕同志 at the head of a clause."""
    return _begins_clause(standing) and CALLED.match(standing.text, standing.end) is not None


def _is_in_place_name(standing: Standing, lac: Lac) -> bool:
    """Whether a place is called after the name, and nobody to be expected there: 巴特尔嘎查.

    A long one may end a column before that of a place: 孟根其其格盟农牧站.
    """
    name = standing.text[standing.start : standing.end]
    place = standing.margins.place - standing.margins.wordlike
    if place > _FAR_PLACE or len(name) >= _NO_WORD or not _is_bare_mongolian(name):
        return False
    here = expects_person(standing.text, standing.start, standing.end, lac)
    return here < 0 and place + 2 * here <= -SURE


def _begins_longer_word(standing: Standing, lac: Lac) -> bool:
    """Whether LAC sees a longer word begin there that is nobody's name.

    One that ends there tells nothing (其中凌汛, 参考凌汛), nor does one of two words (高峰阶段)
    that is no place.
    """
    first, last = sentence_around(standing.text, standing.start, standing.end)
    start, end, sentence = standing.start - first, standing.end - first, standing.text[first:last]
    return any(
        t.tag in _PLACE_TAGS or word_tags().get(sentence[end : t.end], "nr") == "nr"
        for t in lac.tokens(sentence)
        if t.start == start and t.end > end and t.tag != "PER"
    )


def _is_person_after_all(standing: Standing, lac: Lac, *, careful: bool) -> bool:
    """Whether a place asks for a person though words could be read over its borders: 由于建负责."""
    if not careful and not may_be_new(standing.text[standing.start : standing.end]):
        return False
    if _is_in_listed_word(standing):
        return False
    if expects_person(standing.text, standing.start, standing.end, lac) < _SURE_PLACE:
        return False
    return sense(standing, lac, Kind.WORD if careful else Kind.NEW) > (
        0.0 if careful else _SURE_NEW
    )


def _is_in_listed_word(standing: Standing) -> bool:
    """Whether a longer word holds the whole name: 居委会, 国计民生.

    Not where a word from the name's end on reaches past it: 高峰期, but not 高峰期间.
    """
    text, start, end = standing.text, standing.start, standing.end
    lasts = range(end, min(len(text), end + LONGEST) + 1)
    reach = max((last for last in lasts if _is_listed(text[end:last])), default=end)
    return any(
        _is_listed(text[first:last])
        for first in range(max(0, start - LONGEST), start + 1)
        for last in lasts
        if last - first > end - start and last >= reach
    )


def _is_listed(word: str) -> bool:
    return len(word) > 1 and not word_tags().get(word, "nr").startswith("nr")


def may_be_new(name: str) -> bool:
    """Whether the name may be a word that no list has: two characters, one of them a surname."""
    short = len(name) == 2 and not MONGOLIAN_PARTS.fullmatch(name)
    return short and bool(split_name(name)[0]) and not has_rare_character(name)


def _is_tagged(text: str, start: int, end: int, lac: Lac) -> bool:
    """Whether LAC sees a person at exactly the name."""
    first, last = sentence_around(text, start, end)
    return lac.sees_person(text[first:last], start - first, end - first)
