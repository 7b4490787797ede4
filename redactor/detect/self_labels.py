"""Labels beside which the applicant signs, and those beside which somebody else does."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest

from redactor.datatypes import Char, PageText, TextSource
from redactor.geometry import Point, PtQuad
from redactor.textnorm import fold, is_han

# Folded text: half width, no blanks.
_SIGN = r"(?:亲笔)?(?:签字|签名|签章|签署|按指印|按手印|捺印)"
_BRACKET = rf"(?:\([^()]{{0,4}}(?:{_SIGN}|手印|指印|盖章)[^()]{{0,6}}\))"
_SELF = (
    "(?:(?:申报|申请|承诺|被考核|被考评|被推荐|被评[价审]|参评|参训|受聘|述职|声明)(?:人员?|者)|"
    "考核对象|评价对象|劳动者|填表人|持[证卡]人|总结人|汇报人|报告人|学员|员工|职工|参保人|本人|个人)"
)
# (手写), (不得代签): what a label says besides, before its colon.
_REMARK = rf"(?:{_BRACKET}|\([^()]{{1,14}}\)(?=:))"
_SEEN = "(?:确认|核对|核实|承诺|声明)"  # 本人确认签字
_PARTY = "^(?:乙?方|劳动者|受聘者):"
_LONGEST_NAME = 4
_OWN = re.compile(
    rf"(?:{_SELF}|乙方)(?:本人)?(?:{_SEEN}?{_SIGN}{_REMARK}?|{_BRACKET}):?|"
    rf"(?:申报人|申请人|承诺人|被考核人|受聘人|填表人|述职人|声明人):|"
    rf"{_SELF}(?:本人)?签$|"  # a stamp hides the rest
    # At the foot of a contract, where nothing but a name follows.
    rf"{_PARTY}(?=.{{0,{_LONGEST_NAME}}}$)"
)
# 签名 alone may be anybody's: what stands over it tells.
_BARE = re.compile(rf"(?<![\u4e00-\u9fff)]){_SIGN}{_REMARK}?:|\((?:{_SIGN})\):?$")
# Who gives a power or takes one on: the applicant where what stands over it says 本人.
_GIVER = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:委托人|授权人|保证人|当事人|领取人)(?:{_SIGN}|{_BRACKET})(?::|$)"
)
# 诺人(签字): a shadow, or a fold, has the first character. 证明人, 推荐人 and 考核人 are others and
# end as 声明人, 被推荐人 and 被考核人 do: what they end in tells nothing.
_HEADLESS = re.compile(
    rf"^[诺请报聘职表](?:人员?|者)(?:{_SEEN}?{_SIGN}{_REMARK}?|{_BRACKET})(?::|$)"
)
_OTHERS = re.compile(
    "单位意见|审核意见|推荐意见|评审意见|考核意见|主管|领导|负责人|评委|专家|审核|考核人|组长|校长|"
    "院长|主任|甲方|推荐人|证明人|鉴定人|经办人|见证人"
)
_MINE = re.compile("本人|承诺|申报人|个人总结|个人小结|自我|自评|述职|声明")
_OPINION = re.compile("意见|评语|审[定批查]")
_HEADING = 14  # characters of a row that heads a part of a form; prose speaks of anybody
# 本人述职 heads a part of a form, and pledges nothing.
_PLEDGE = re.compile(
    "^本人(?!述职|总结|小结|自评|自述|意见|简历|情况|基本)|本人.{0,12}(?:承诺|声明|保证)"
)
# Of a labour contract the second party is the applicant; of any other it may be anybody.
_LABOUR = re.compile("劳动|聘用|聘任|受聘|劳务")
# A label that somebody else signs or presses his stamp at, alone in its cell or before a colon.
_OTHERS_LABEL = re.compile(
    rf"[\u4e00-\u9fff]{{0,8}}(?:{_OTHERS.pattern}|{_SIGN})[\u4e00-\u9fff]{{0,4}}{_BRACKET}?(?::|$)|"
    rf"[\u4e00-\u9fff]{{2,8}}{_BRACKET}(?::|$)"
)
_SIGNS = re.compile(rf"{_SIGN}|{_BRACKET}|[甲乙]?方")
# What goes on behind a label and is no name.
_FURTHER = re.compile(
    r"[\d:]|[A-Za-z]{1,4}-?\d{2}|年|月|日期|时间|单位|盖章|电话|地址|公章|[甲乙]方|签"
    r"|[\u4e00-\u9fff]{2,4}:"  # the next label
)
_READ = 0.8  # score of print; a hand that is read as figures or letters has less
_PRINTED = 0.97  # score of every character of a name that is print, and no handwriting
_TYPED = 0.9  # the same behind 申报人：, where a name is rather typed than signed
_LEVEL = 1.0  # heights that a hand leaves the middle of its line by
_COLUMN, _UNDER = 2.0, 4.0  # heights of the label: the room below that its column has
_ABOVE = 30.0  # heights of the label: how far over it the words that tell whose it is may stand
_ASIDE, _WIDE = 8.0, 25.0  # and aside; where nothing nearer tells, so far off


@dataclass(frozen=True, slots=True)
class SelfLabel:
    """A label, by its characters, and what follows it in its row."""

    chars: tuple[Char, ...]
    stop: Char | None  # the first character behind it that is no signature
    behind: frozenset[int]  # ids of characters behind it that may be read from handwriting
    below: frozenset[int]  # the same for those below it, in its column
    is_print: bool  # they may be print as well
    is_filled: bool  # the label asks for a name, not for a signature, and print follows
    digits: int  # of the year that begins with ``stop``, over which a hand ran
    sure: bool  # the label names the applicant; else nothing does
    is_cut: bool = False  # its end was not read, and may lie below a hand


@dataclass(frozen=True, slots=True)
class _Cell:
    """Characters of one row up to a wide gap, ``page.chars[start:end]``, folded."""

    start: int
    end: int
    text: str


# Whether a character is so much paler than a label that it is none of its page's print.
IsPale = Callable[[Char, Sequence[Char]], bool]
# What heads the row of a form that a label stands in; empty where nothing does.
HeadOf = Callable[[Sequence[Char]], str]


def labels_of(
    page: PageText, names: Sequence[str], is_pale: IsPale, head_of: HeadOf
) -> tuple[list[SelfLabel], list[tuple[PtQuad, ...]]]:
    """The page's labels of own signatures, from top to bottom, and those of other people's, by
    their characters.

    ``names``: the applicant's. 额尔敦巴雅尔 is no prose, and 何令 may be 何玲, written by hand.
    """
    own: list[SelfLabel] = []
    others: list[tuple[PtQuad, ...]] = []
    cells = list(_cells(page))
    labour = _LABOUR.search(fold(page.text).text) is not None
    for cell in cells:
        view = fold(page.text[cell.start : cell.end])
        taken: list[tuple[int, int]] = []
        party, cut = _party(_longest(names)), _cut(_longest(names))
        patterns = ((_OWN, True), (cut, True), (_GIVER, False), (_BARE, False), (party, True))
        for pattern, named in (*patterns, (_HEADLESS, False)):
            for match in pattern.finditer(view.text):
                if any(a < match.end() and match.start() < b for a, b in taken):
                    continue
                taken.append(match.span())
                first, last = (cell.start + at for at in view.span(*match.span()))
                chars = tuple(c for c in page.chars[first:last] if c.quad is not None)
                if len(chars) < 2:
                    continue
                quads = tuple(page.quads(first, last))
                owner = True if named else _owner_by(head_of(chars))
                if owner is None:
                    owner = _owner_above(page, cells, quads)
                if pattern is _GIVER:
                    owner = owner is True
                if named and not labour and match.group().startswith("乙方"):
                    owner = None
                if match.group().startswith("方"):  # a pen's stroke over 乙, or over 甲
                    owner = None if labour else False
                if owner is False:
                    others.append(quads)
                else:
                    label = _label(page, chars, last, names, is_pale, owner is True)
                    own.append(replace(label, is_cut=pattern is cut))
        for match in _OTHERS_LABEL.finditer(view.text):
            if not any(a < match.end() and match.start() < b for a, b in taken):
                first, last = (cell.start + at for at in view.span(*match.span()))
                others.append(tuple(page.quads(first, last)))
    return own, others


def _longest(names: Sequence[str]) -> int:
    return max([_LONGEST_NAME, *map(len, names)])


@cache
def _party(longest: int) -> re.Pattern[str]:
    """A contract's foot, where a long name or what a hand makes of it follows (阿 过坦其 格)."""
    return re.compile(f"{_PARTY}(?=[\u4e00-\u9fff·]{{1,{longest}}}$)")


@cache
def _cut(longest: int) -> re.Pattern[str]:
    """A label with nothing else in its cell but what a hand over its end, (签字):, was read as."""
    return re.compile(
        r"^(?:申报人|承诺人|声明人|述职人|被考核人|受聘人|填表人)(?![员数姓单])"
        rf"(?:\((?:签[字名]?)?)?(?=.{{0,{longest}}}$)"
    )


def _cells(page: PageText) -> Iterator[_Cell]:
    start = 0
    for match in re.finditer(r"[\t\n]|$", page.text):
        if match.start() > start:
            yield _Cell(start, match.start(), fold(page.text[start : match.start()]).text)
        start = match.end()


def _owner_by(head: str) -> bool | None:
    """Whether the head of a bare label's row tells of the applicant; None when it tells nothing."""
    if len(head) > _HEADING or not head:
        return None
    if _OTHERS.search(head):
        return False
    return True if _MINE.search(head) else (False if _OPINION.search(head) else None)


def _owner_above(page: PageText, cells: list[_Cell], label: Sequence[PtQuad]) -> bool | None:
    """Whether the words over a bare label tell of the applicant; None when nothing tells."""
    frame = _Frame.of(label)
    (u0, u1), (v0, v1) = frame.spans(label)
    over: list[tuple[float, float, str]] = []
    rows: list[float] = []
    for cell in cells:
        quads = page.quads(cell.start, cell.end)
        if not quads:
            continue
        (a, b), (top, foot) = frame.spans(quads)
        down = (v0 - (top + foot) / 2) / (v1 - v0)
        aside = max(a - u1, u0 - b) / (v1 - v0)
        rows.append(down)
        if 0 < down <= _ABOVE and aside < _WIDE:
            over.append((down, aside, cell.text))
    for _, aside, text in sorted(over):
        if aside >= _ASIDE:
            continue
        if _OWN.search(text):
            return False  # there the applicant has signed already: this is the next part
        heads = len(text) <= _HEADING
        if heads and _OTHERS.search(text):
            return False
        if (heads and _MINE.search(text)) or _PLEDGE.search(text):
            return True
    # A pledge of one line stands at the left of its cell, a label at the right.
    if any(_PLEDGE.search(text) for *_, text in over):
        return None if any(_OTHERS.search(text) for *_, text in over) else True
    alone = [
        text
        for down, _, text in sorted(over)
        if len(text) <= _HEADING and sum(abs(down - other) < _LEVEL for other in rows) == 1
    ]
    told = next((text for text in alone if _OTHERS.search(text) or _MINE.search(text)), "")
    return False if _OTHERS.search(told) else None


def _label(
    page: PageText,
    chars: tuple[Char, ...],
    last: int,
    names: Sequence[str],
    is_pale: IsPale,
    sure: bool,
) -> SelfLabel:
    longest = _longest(names)
    run: list[int] = []
    stop: int | None = None
    frame = _Frame.of([c.quad for c in chars if c.quad is not None])
    for at in range(last, len(page.chars)):
        char = page.chars[at]
        if char.text == "\n":
            break
        if char.text == "\t" and run and not _is_name(page, len(run), at + 1, longest):
            stop = next((i for i, c in enumerate(page.chars[at:], at) if c.quad is not None), None)
            break
        if char.quad is None:
            continue
        # On a slanting page the next cells of the row above may stand in the same line of text.
        if abs(frame.at(char.quad)[1] - 0.5) > _LEVEL:
            break
        if is_pale(char, chars):
            continue
        if char.score >= _READ and _goes_on(page, at):
            stop = at
            break
        run.append(at)
    behind = [page.chars[at] for at in run]
    prose = sum(is_han(c.text) and c.score >= _READ for c in behind) > longest
    if prose:
        behind, stop = [], run[0]
    signs = _SIGNS.search(fold("".join(c.text for c in chars)).text) is not None
    clear = all(c.score >= (_PRINTED if signs else _TYPED) for c in behind)
    filled = not signs and (prose or (bool(behind) and clear))
    below = [] if filled else _written_below(page, frame, longest, lambda c: is_pale(c, chars))
    if all(c.score >= _PRINTED for c in below) and _may_be_print(below, chars, names):
        below = []
    return SelfLabel(
        chars,
        None if stop is None else page.chars[stop],
        frozenset(map(id, behind)),
        frozenset(map(id, below)),
        clear and _may_be_print(behind, chars, names),
        filled,
        0 if stop is None else _lost_digits(page, stop),
        sure,
    )


def _may_be_print(read: Sequence[Char], label: Sequence[Char], names: Sequence[str]) -> bool:
    """Whether what was read clearly at a label may be print: no picture beside the text of a
    file, and not what a reader makes of the own name in handwriting.
    """
    in_picture = any(c.source is TextSource.OCR for c in read) and all(
        c.source is TextSource.TEXT_LAYER for c in label
    )
    return not in_picture and not any(_is_like("".join(c.text for c in read), n) for n in names)


def _is_like(text: str, name: str) -> bool:
    """Whether some, but not all, characters of a name stand in their places."""
    read, own = filter(is_han, text), filter(is_han, name)
    same = [a == b for a, b in zip_longest(read, own)]
    return any(same) and not all(same)


def _lost_digits(page: PageText, at: int) -> int:
    """How many digits of a year were not read, for a hand runs over them: 026年 lacks one."""
    year = re.match(r"(\d{2,3})年", fold(page.text[at : at + 7]).text)
    return 4 - len(year[1]) if year else 0


def _is_name(page: PageText, begun: int, start: int, longest: int) -> bool:
    """Whether the cell from ``start`` may go on with a name of which ``begun`` characters stand."""
    end = next((i for i in range(start, len(page.chars)) if page.text[i] in "\t\n"), None)
    cell = fold(page.text[start:end]).text
    return begun + len(cell) <= longest and not _FURTHER.search(cell)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Places as a label sees them: along it from its first character, and down from its head."""

    origin: Point
    along: Point
    length: float
    height: float

    @classmethod
    def of(cls, label: Sequence[PtQuad]) -> _Frame:
        first, last = label[0], label[-1]
        length = math.dist(first.tl, last.tr) or 1.0
        along = (last.tr[0] - first.tl[0]) / length, (last.tr[1] - first.tl[1]) / length
        return cls(first.tl, along, length, math.dist(last.tr, last.br) or 1.0)

    def at(self, quad: PtQuad) -> Point:
        """A quad's middle: in lengths of the label, and in its heights."""
        u, v = self._seen(quad.centre)
        return u / self.length, v / self.height

    def spans(self, quads: Sequence[PtQuad]) -> tuple[tuple[float, float], tuple[float, float]]:
        """From where to where quads reach, along and down, in points."""
        us, vs = zip(*(self._seen(corner) for q in quads for corner in q.corners), strict=True)
        return (min(us), max(us)), (min(vs), max(vs))

    def _seen(self, point: Point) -> Point:
        x, y = point[0] - self.origin[0], point[1] - self.origin[1]
        return x * self.along[0] + y * self.along[1], y * self.along[0] - x * self.along[1]


def _written_below(
    page: PageText, frame: _Frame, longest: int, is_pale: Callable[[Char], bool]
) -> list[Char]:
    """What was read under a label that heads a column, where a hand may have written it."""
    aside = _COLUMN * frame.height / frame.length
    under: list[tuple[float, Char]] = []
    for char in page.chars:
        if char.quad is not None:
            u, v = frame.at(char.quad)
            if -aside <= u <= 1 + aside and 1 < v <= _UNDER and not is_pale(char):
                under.append((v, char))
    first = min((v for v, _ in under), default=0.0)
    row = [c for v, c in under if v - first <= 1.0]
    text = "".join(c.text for c in row)
    return [] if len(text) > longest + 1 or _FURTHER.search(fold(text).text) else row


def _goes_on(page: PageText, at: int) -> bool:
    """Whether what stands there is the row's next word. OCR reads a hand as letters, rarely
    as figures.
    """
    char = page.chars[at]
    if char.source is TextSource.TEXT_LAYER and not is_han(char.text):
        return True
    further = _FURTHER.match(fold(page.text[at : at + 7]).text)
    if further is None:
        return False
    return not (further.group().endswith(":") and _ends_a_word(page, at))


def _ends_a_word(page: PageText, at: int) -> bool:
    """Whether a character stands nearer to what is before it than to what follows."""
    before = next((c.quad for c in reversed(page.chars[:at]) if c.quad is not None), None)
    behind = next((c.quad for c in page.chars[at + 1 :] if c.quad is not None), None)
    here = page.chars[at].quad
    if before is None or here is None or behind is None:
        return False
    gap = math.dist(here.tr, behind.tl)
    return gap > math.dist(here.tl, here.tr) and gap > 2 * math.dist(before.tr, here.tl)
