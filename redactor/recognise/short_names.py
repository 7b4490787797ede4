"""The applicant called by half a name: 王工, 王老师; 伟同志, 签名：伟 (RULES.md, cases 9 and 10).

Half a name is many people's. It is the applicant's at most where the document is about nobody
else it could mean; then a person is asked, once for each form.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from redactor.datatypes import Entity, Evidence, Finding, Likeness
from redactor.recognise import pinyin
from redactor.recognise.context import text_finding, with_evidence
from redactor.recognise.employer_forms import PARENT
from redactor.recognise.fields import context_before
from redactor.recognise.flow import Layout, Piece
from redactor.recognise.joins import fills_line
from redactor.recognise.lac import Lac
from redactor.recognise.lexicon import (
    AFTER_NAME,
    BEFORE_NAME,
    GIVEN_TITLE,
    LEADER_TITLE,
    MONGOLIAN,
    MONGOLIAN_PARTS,
    PERSON_LABEL,
    SELF_LABELS,
    STOCK_NAMES,
    TITLE,
    WORD_SURNAMES,
)
from redactor.recognise.pinyin import SURNAMES
from redactor.recognise.runs import is_named
from redactor.recognise.words import is_spelt_mongolian, word_count
from redactor.textnorm import fold, folded, is_han

_PARENT = f"own.{PARENT}"
SURNAME_TITLE, GIVEN_NAME = "own.surname_title", "own.given_name"
# LAC's tags for words that no surname is: 向 | 老师, 那 | 老师.
_NO_NAME = frozenset({"p", "r", "c", "u", "d", "v", "m", "q", "w", "xc"})
_TITLED_PERSON = re.compile(rf"[\u4e00-\u9fff]{{1,2}}{TITLE}|[小老阿][\u4e00-\u9fff]")


_KINDS = ("surname", "given", "signed", "said", "small", "familiar")
_LIST_MARKS = frozenset("、,，;；")
_REACHED = re.compile(
    r"[\s:：,，(（]*(?:联系)?(?:电话|手机号?码?|微信|tel)?[\s:：]*1\d{10}(?!\d)", re.I
)
_LONGER = 2  # characters more of a longer name
# One of a list of authors, with its marks.
_ITEM = r"(?:^|[,，、;；])\s*{}\s*[\d*¹²³⁴⁵⁶]{{1,6}}\s*(?:[,，、;；]|$)"
_COMMON = 20  # in jieba's list: 小康, 小于; what only lists of phrases have is rarer
_CALL_ME = re.compile("[叫喊称唤][我他她]$")  # 同事都叫我老王
# 学生小王 is one of those whom the work was for.
_SOMEBODY = ("同事", "学生", "同学", "患者", "病人", "患儿", "村民", "牧民", "客户", "用户", "居民")


@dataclass(frozen=True, slots=True)
class ShortName:
    """The part of a name at ``chars[start:end]``; ``value`` is it, a surname with its title."""

    start: int
    end: int
    found_by: str
    value: str = field(repr=False)


class ShortNames:
    """Looks for the halves of the Han names of one profile."""

    def __init__(self, names: Collection[str], lac: Lac) -> None:
        self._lac = lac
        some = {n: h for n in names if len(h := "".join(filter(is_han, folded(n)))) >= 2}
        han = list(some.values())
        parts = [pinyin.divided(n) for n in some]  # of 巴·苏宁巴雅 the dot tells what is given
        self._names = frozenset(han)
        # A Mongolian name has no surname: 巴特尔 is called 巴老师, 乌云毕力格 乌云老师.
        self.halves = {
            _half(h) for h, (s, _) in zip(han, parts, strict=True) if not s and len(h) > 3
        }
        self.surnames = self.halves | {s or h[0] for h, (s, _) in zip(han, parts, strict=True)}
        self.born_without = frozenset(h[0] for h, (s, _) in zip(han, parts, strict=True) if not s)
        self.given = frozenset(g for s, g in parts if s)
        # 娜仁图雅 is called 图雅, too.
        seconds = {h[len(_half(h)) :] for h, (s, _) in zip(han, parts, strict=True) if not s}
        self.given |= {s for s in seconds if MONGOLIAN_PARTS.fullmatch(s)}
        self.called = self.given | self.halves
        # 佟乌日罕 is 乌日罕 to most, which is a whole name; so is 敖特根 of 敖特根巴雅尔.
        self.whole = frozenset(g for g in self.given if len(g) > 2 or MONGOLIAN_PARTS.fullmatch(g))
        self.whole |= {h for h in self.halves if len(h) > 2}
        self._pattern = re.compile("|".join(self._forms())) if han else None

    def _forms(self) -> Iterator[str]:
        yield rf"(?P<surname>{_any(self.surnames)})(?P<title>{TITLE})"
        if self.given:
            yield rf"(?P<given>{_any(self.given)})(?P<called>{GIVEN_TITLE})"
        if self.called:
            yield rf"(?<=我[是叫]|本人)(?P<said>{_any(self.called)})"
        if bare := self.given | self.whole:
            yield rf"(?P<signed>{_any(bare)})"
        if single := {g for g in self.given if len(g) == 1 and g not in STOCK_NAMES}:
            yield rf"(?P<small>[小阿]{_any(single)})"
        if surnames := self.surnames - self.born_without:
            yield rf"(?P<familiar>[小老]{_any(surnames)})"

    def find(self, layout: Layout) -> Iterator[ShortName]:
        """Places on a page that LAC or the words on both sides show to be a person's."""
        if self._pattern is None:
            return
        view = fold(layout.rows.text)
        for match in self._pattern.finditer(view.text):
            start, end = view.index[match.start()], view.index[match.end() - 1] + 1
            number = layout.piece_of[start]
            if number < 0 or layout.piece_of[end - 1] != number:
                continue  # 国王 | 工程: two cells
            piece = layout.pieces[number]
            kind = next(k for k in _KINDS if match.groupdict().get(k))
            name_end = view.index[match.end(kind) - 1] + 1
            if self._is_called(layout, piece, (start, name_end, end), kind):
                by_surname = kind in ("surname", "familiar")
                # 春霞同志 and 春霞老师 are one question; 王工 and 王老师 may be two people.
                value = match.group() if by_surname else match[kind]
                found_by = SURNAME_TITLE if by_surname else GIVEN_NAME
                yield ShortName(start, name_end, found_by, value)

    def _is_called(self, layout: Layout, piece: Piece, at: tuple[int, int, int], kind: str) -> bool:
        start, name_end, end = (place - piece.start for place in at)
        text = layout.page.text[piece.start : piece.end]
        clear = not is_han(text[start - 1 : start] or " ") or text.endswith(BEFORE_NAME, 0, start)
        if kind == "signed":
            bare = not any(is_han(c) for c in (text[start - 1 : start], text[end : end + 1]) if c)
            before = context_before(layout, at[0])
            if SELF_LABELS[Entity.NAME].search(before):
                return bare
            if bare and end - start > 1 and _REACHED.match(text, end):
                return True  # 宝柱，电话 154…
            if bare and end - start > 1 and PERSON_LABEL.search(before.removesuffix(":")):
                return True  # 主备人：晓燕
            name = folded(text[start:end])
            if name in self.whole:  # but in one list with the full name it is another's
                row = folded(layout.row_text(piece.row))
                beside = text[start - 1 : start], text[end : end + 1]
                # 娜仁图雅1 图雅1: by a figure each author is told apart
                listed = _LIST_MARKS.intersection(beside) or beside[1].isdigit()
                twin = listed and any(full in row for full in self._names)
                bare = not is_han(text[end : end + 1] or " ") or text.startswith(AFTER_NAME, end)
                if twin or text.endswith(_SOMEBODY, 0, start) or _is_longer(text, start, end):
                    return False
                return (clear and bare) or self._is_person(text, start, end)
            if len(name) < 2 or word_count(name) >= _COMMON:
                return False
            if folded(text) == name:  # 鹏飞 in a line of its own, who signs a letter
                return True
            # 大家都找润叶, but no 费润叶
            before = text[start - 1 : start]
            other = before in SURNAMES or is_spelt_mongolian(before)
            other |= text.endswith(_SOMEBODY, 0, start)
            return not other and self._is_person(text, start, end)
        if kind == "said":  # 我是乌仁，来自…
            return not is_han(text[end : end + 1] or " ")
        if kind == "given":
            return clear and not (start == 0 and _goes_on(layout, piece))
        if kind in ("small", "familiar"):
            if text.endswith(_SOMEBODY, 0, start) or _in_word(text, start, end, longer=True):
                return False
            person = self._is_person(text, start, end)
            after = text[end : end + 1]
            ends = person or not is_han(after or " ") or text.startswith(AFTER_NAME, end)
            ends = ends or re.match(TITLE, text[end:]) is not None
            common = word_count(text[start:end]) >= _COMMON and not is_named(text[start:end])
            return (clear or bool(_CALL_ME.search(text, 0, start))) and ends and not common
        if _in_word(text, start, end):
            return False  # 高工, a grade; 关工|委
        tokens = self._lac.tokens(text)
        surname = text[start:name_end]
        before = text[start - 1 : start]
        if surname in self.halves and before != "的" and is_han(before or " "):
            return False  # 苏和巴图 is somebody else
        if any(t.tag == "PER" and t.start == start and t.end <= end for t in tokens):
            return True
        alone = next((t for t in tokens if t.start <= start < t.end), None)
        weak = surname in WORD_SURNAMES or (
            alone is not None and alone.start == start and alone.tag in _NO_NAME
        )
        if surname in self.born_without and _CALL_ME.search(text, 0, start):
            return True  # 都叫我呼工
        if surname in self.born_without:
            return SELF_LABELS[Entity.NAME].search(context_before(layout, at[0])) is not None
        return clear and not weak

    def _is_person(self, text: str, start: int, end: int) -> bool:
        """Whether LAC sees a person at exactly the place."""
        return any((t.tag, t.start, t.end) == ("PER", start, end) for t in self._lac.tokens(text))

    # The document --------------------------------------------------------------------------

    def with_owner(self, findings: Sequence[Finding], texts: Sequence[str]) -> list[Finding]:
        """The document's findings, short names with what speaks for and against the applicant.

        ``texts``: those of its pages.
        For, as with a mailbox made of the name: the full name or an own number on the same page.
        Against: somebody else of that surname or given name, anywhere in the document.
        """
        if not any(_is_indirect(f) for f in findings):
            return list(findings)
        people = {f.value for f in findings if _is_other_person(f)}
        pages = {f.page_no for f in findings if is_applicant(f) or _is_own_number(f)}
        text = "".join(map(folded, texts))
        apart = self._listed_apart(texts)
        return [self._with_owner(f, people, apart, pages, text) for f in findings]

    def _listed_apart(self, texts: Sequence[str]) -> set[str]:
        """Halves that a paper's authors have among them beside the full name: 赛音吉雅¹，吉雅³."""
        lines = [line for page in texts for line in page.split("\n")]
        lists = [line for line in lines if any(name in line for name in self._names)]
        return {
            half
            for half in self.called
            if len(half) > 1
            and any(re.search(_ITEM.format(re.escape(half)), line) for line in lists)
        }

    def _with_owner(
        self,
        finding: Finding,
        people: Collection[str],
        apart: Collection[str],
        pages: Collection[int],
        text: str,
    ) -> Finding:
        if not _is_indirect(finding):
            return finding
        more = {Evidence.NAMED_ON_PAGE} if finding.page_no in pages else set()
        if finding.entity in (Entity.EMAIL, Entity.EMPLOYER):
            return with_evidence(finding, *more)
        title = LEADER_TITLE.search(finding.value)
        if finding.found_by == SURNAME_TITLE:
            called = finding.value.lstrip("小老") or finding.value
            # Of a surname in Latin letters nobody here is known to share it; 乌仁 alone, whom a
            # tagger sees in 我是乌仁, is no other person.
            surname = max(filter(called.startswith, self.surnames), key=len, default="")
            shared = bool(surname) and any(
                # 由欧阳主持 names nobody else of that surname
                p.startswith(surname) and p not in self.halves | {surname}
                for p in people
            )
            # 王院长 is the applicant only where 王伟院长 or 院长王伟 is printed too.
            leads = title and not any(
                f"{n}{title.group()}" in text or f"{title.group()}{n}" in text for n in self._names
            )
            # 授课人：阿老师 of 阿拉坦仓
            named = more or Evidence.SELF_LABEL in finding.evidence
            shared |= bool(leads) or (surname in self.born_without and not named)
        else:
            given = max((g for g in self.called if g in finding.value), key=len)
            ends = str.startswith if given in self.halves else str.endswith
            # A longer name around the own one, 高云鹏程, is nobody called 云鹏.
            shared = given in apart
            shared |= any(ends(p, given) and p not in self.whole | self._names for p in people)
            if len(given) > 1:  # 春霞老师 in a dossier that is one Chunxia's
                more.add(Evidence.GIVEN_OF_TWO)
        if shared:
            more.add(Evidence.NAME_SHARED)
        return with_evidence(finding, *more)


def _half(name: str) -> str:
    """By what part a Mongolian name is called: 敖特根 of 敖特根巴雅尔."""
    first = (p for p in MONGOLIAN if name.startswith(p) and len(name) - len(p) >= 2)
    return max(first, key=len, default=name[:2])


def _any(words: Collection[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))) + ")"


def _is_indirect(finding: Finding) -> bool:
    mail = finding.entity is Entity.EMAIL and finding.likeness is Likeness.SPELLING
    return mail or finding.found_by in (SURNAME_TITLE, GIVEN_NAME, _PARENT)


def _in_word(text: str, start: int, end: int, *, longer: bool = False) -> bool:
    """Whether a listed word that is no personal name holds the half name and its title.

    ``longer``: more than that, for some lists have 小王 itself as a word.
    """
    return any(
        not is_named(text[first:last])
        for first in range(max(0, start - 2), start + 1)
        for last in range(end, min(len(text), end + 3) + 1)
        if not longer or last - first > end - start
    )


def _is_longer(text: str, start: int, end: int) -> bool:
    """Whether the name is the beginning of a longer one: 阿不都拉 in a cell to itself, or one spelt
    as Mongolian names are (灯光：格日乐图).
    """
    rest = "".join(takewhile(is_han, text[end:]))
    if not 0 < len(rest) <= _LONGER or re.match(rf"{TITLE}|[男女]$", rest):
        return False
    alone = not text[:start].strip() and not text[end + len(rest) :].strip()
    spelt = all(map(is_spelt_mongolian, rest)) and rest[0] not in "和与及"
    return alone or spelt


def _goes_on(layout: Layout, piece: Piece) -> bool:
    """Whether the line above is full and ends in a Han character: 李 there, 建国同志 here."""
    over = layout.above(piece)
    return bool(over) and is_han(over[0].text[-1:] or " ") and fills_line(layout, over[0])


def _is_other_person(finding: Finding) -> bool:
    if finding.entity is not Entity.NAME or finding.found_by in (SURNAME_TITLE, GIVEN_NAME):
        return False
    longer = Evidence.LONGER_NAME in finding.evidence
    other = finding.likeness is Likeness.OTHER and not _TITLED_PERSON.fullmatch(finding.value)
    return longer or other


def is_applicant(finding: Finding) -> bool:
    """Whether the finding is the own name, whole and surely the applicant's."""
    against = {Evidence.LONGER_NAME, Evidence.INSIDE_WORD, Evidence.OTHER_ROLE}
    sure = finding.likeness in (Likeness.EXACT, Likeness.SPELLING)
    return finding.entity is Entity.NAME and sure and not finding.evidence & against


def _is_own_number(finding: Finding) -> bool:
    number = finding.entity in (Entity.PHONE, Entity.ID_NUMBER)
    return number and finding.likeness is Likeness.EXACT


def short_finding(layout: Layout, short: ShortName, evidence: frozenset[Evidence]) -> Finding:
    """The finding for a short name; ``evidence`` is what its field says."""
    return text_finding(
        layout,
        range(short.start, short.end),
        Entity.NAME,
        short.found_by,
        short.value,
        Likeness.ALIAS,
        evidence,
    )
