"""Bars that were drawn before the file came here: what they cover, and whether they had to.

A bar stands in a row. The label before it tells what it covers; what lies live below it tells
more; and a bar over a whole line of authors, or over 第2完成人 behind the own name, hides the rank
that the reviewers need (cases 2 and 4).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from redactor.audit.spots import Colour
from redactor.datatypes import Action, Char, Decision, DocClass, Entity, PageReading
from redactor.geometry import PtBox, PtQuad
from redactor.recognise.lexicon import SELF_LABELS
from redactor.textnorm import folded
from redactor.verify.views import Needle, find_hits

_LABEL_CHARS = 12
_REACH_PT = 220.0  # how far left of the bar its label may stand: the width of a wide cell
# A name of four characters is four times its height; more is more than a name.
_LONG_NAME = 7.0
_SOME = 2  # characters of others below a bar: one may only be touched
_AUTHORS = re.compile(r"(?:作者|完成人|发明人|设计人|编者|获奖人|authors?|inventors?)(?:员)?:?$")
# Fields that reviewers need and that are not the applicant's five categories (RULES, "what must
# survive").
_NEEDED = re.compile(
    r"(?:毕业院校|毕业学校|院校|学历|学位|专业|职称|任职资格|资格名称|级别|等级|等次|名次|排名|"
    r"学时|成绩|性别|民族|题目|论文名称|项目名称|获奖名称|成果名称|刊物|期刊|刊名|时间|日期|"
    r"授予单位|发证机关|发证单位|颁奖单位|批准单位|审核人|证明人|推荐人|评审意见|考核意见|"
    r"校长|院长|局长|领导|负责人)(?:\(.{0,8}\))?:?$"
)


_NTH = r"第?(?:[一二三四五六七八九十]|\d){1,2}"
_RANK = re.compile(
    rf"{_NTH}(?:完成人|作者|发明人|设计人|主编|编者|参与人|参加者|主持人|负责人)"
    rf"|第(?:[一二三四五六七八九十]|\d){{1,2}}[名位]|排[名序]:?{_NTH}"
)
_RANK_HEAD = re.compile(
    r".{0,4}(?:排名|排序|名次|位次|署名顺序|第几(?:作者|完成人))(?:/?总人数)?(?:\(.{0,8}\))?"
)
_NO_PERSON = re.compile(r"(?:单位|机构|部门|地点|地址|电话|号码?):?$")
# Beside a bar: its own rank, or somebody else's in a list of people. A reader may lose a comma.
_OWN_BEFORE = re.compile(rf"(?:{_RANK.pattern})[:为是]?$")
_OWN_AFTER = re.compile(rf"\W{{0,2}}(?:同志|老师)?\W?(?:{_RANK.pattern})")
_OTHER_BEFORE = re.compile(rf"(?:{_RANK.pattern})\)[、,;和及]?$")
_OTHER_AFTER = re.compile(rf"[、,;和及]?[\u4e00-\u9fff·]{{2,8}}\((?:{_RANK.pattern})")
_CELL_GAP = 0.8  # of a bar's height: wider blanks part cells
_COLUMN_PT = 400.0  # how far above a cell the head of its column may stand


@dataclass(frozen=True, slots=True)
class Below:
    """The live text below a bar: whether it holds an own value, and what else is there."""

    own: bool = False
    others: str = ""

    @classmethod
    def of(cls, text: str, needles: Sequence[Needle]) -> Below:
        """``text`` with the own values taken out."""
        hits = find_hits(text, needles)
        mine = {i for hit in hits for i in range(hit.start, hit.end)}
        rest = "".join(c for i, c in enumerate(text) if i not in mine)
        return cls(bool(hits), rest if sum(c.isalnum() for c in rest) >= _SOME else "")


@dataclass(frozen=True, slots=True)
class Cover:
    """A bar, and what can be said of it: a colour, the category, a word of group ``cover``.

    ``live``: an own value can be copied out from below it, so it covers nothing.
    """

    quad: PtQuad
    colour: Colour
    entity: Entity | None
    reason: str
    live: bool = False


def judge_bars(
    bars: Sequence[PtQuad], page: PageReading, doc_class: DocClass, under: Sequence[Below]
) -> Iterator[Cover]:
    """One answer for each bar; ``under[i]`` is the live text below ``bars[i]``."""
    for quad, below in zip(bars, under, strict=True):
        yield replace(_judged(quad, page, doc_class, below), live=below.own)


def judge_by_original(cover: Cover, page: PageReading, decisions: Sequence[Decision]) -> Cover:
    """The answer for a bar by the original's ``page`` below it and what was decided there."""
    here = cover.quad
    goes = [
        d
        for d in decisions
        if d.action is not Action.KEEP and any(here.contains(q.centre) for q in d.finding.quads)
    ]
    own = [quad for decision in goes for quad in decision.finding.quads]
    below = [c for c in page.text.chars if c.quad and here.contains(c.quad.centre)]
    others = [
        c
        for c in below
        if c.quad and c.text.isalnum() and not any(q.contains(c.quad.centre) for q in own)
    ]
    if len(others) >= _SOME:
        reason = "with_others" if goes else "only_others"
        if goes and _RANK.search(folded("".join(c.text for c in others))):
            reason = "rank_lost"
        entity = goes[0].finding.entity if goes else None
        return replace(cover, colour=Colour.OVER, entity=entity, reason=reason)
    if goes:
        entity = goes[0].finding.entity
        return replace(cover, colour=Colour.COVERED, entity=entity, reason="own_below")
    return cover


def _judged(quad: PtQuad, page: PageReading, doc_class: DocClass, below: Below) -> Cover:
    box = quad.box
    row = [c for c in page.text.chars if c.quad and _beside(c.quad.box, box)]
    label = _label(row, box)
    long = box.width > _LONG_NAME * box.height
    by_authors = bool(_AUTHORS.search(label))
    alone = not any(c.text.isalnum() for c in row)
    head = (
        doc_class is DocClass.PAPER and page.page_no == 1 and box.y1 < page.geometry.height_pt / 3
    )
    if long and (by_authors or (alone and head)):
        return Cover(quad, Colour.OVER, Entity.NAME, "author_line")
    entity = _entity(label)
    if entity is None and by_authors:
        entity = Entity.NAME
    if entity in (None, Entity.NAME) and _loses_rank(quad, row, page, below):
        return Cover(quad, Colour.OVER, Entity.NAME, "rank_lost")
    if _NEEDED.search(label):
        return Cover(quad, Colour.OVER, None, "needed_field")
    if below.others and (below.own or entity is None):
        return Cover(quad, Colour.OVER, None, "more_than_own" if below.own else "text_of_others")
    if entity is None and min(box.width, box.height) > 40:
        entity = Entity.PHOTO
    return Cover(quad, Colour.COVERED, entity, "labelled" if entity else "unknown")


def _loses_rank(bar: PtQuad, row: Sequence[Char], page: PageReading, below: Below) -> bool:
    """Whether the own rank goes with this bar: it is live below it, the others in the row have
    theirs and nothing is left beside the bar, or its column is that of the ranks.
    """
    if _RANK.search(folded(below.others)):
        return True
    box = bar.box
    ordered = sorted((c for c in row if c.quad), key=lambda c: c.quad.box.x0 if c.quad else 0.0)
    left = [c.text for c in ordered if c.quad and c.quad.centre[0] < box.x0]
    right = [c.text for c in ordered if c.quad and c.quad.centre[0] > box.x1]
    before, after = folded("".join(left)), folded("".join(right))
    kept = _NO_PERSON.search(before) or _OWN_BEFORE.search(before) or _OWN_AFTER.match(after)
    if not kept and (_OTHER_BEFORE.search(before) or _OTHER_AFTER.match(after)):
        return True
    return any(_RANK_HEAD.fullmatch(cell) for cell in _column_heads(box, page))


def _column_heads(box: PtBox, page: PageReading) -> Iterator[str]:
    """The cells above a small bar, from the next one up, each as one text."""
    if box.width > _LONG_NAME * box.height:
        return
    rows: dict[int, list[tuple[float, float, str]]] = defaultdict(list)
    for char in page.text.chars:
        if char.quad and 0 < box.y0 - char.quad.centre[1] < _COLUMN_PT:
            line = rows[round(char.quad.centre[1] / box.height)]
            line.append((char.quad.box.x0, char.quad.box.x1, char.text))
    middle = box.centre[0]
    for _, row in sorted(rows.items(), reverse=True):
        cell: list[str] = []
        start = end = -1e9
        for left, right, text in [*sorted(row), (1e9, 1e9, "")]:
            if left - end > _CELL_GAP * box.height:
                if start - box.width < middle < end + box.width:
                    yield folded("".join(cell))
                cell, start = [], left
            cell.append(text)
            end = right


def _beside(char: PtBox, bar: PtBox) -> bool:
    """Whether a character stands in the bar's row, outside the bar."""
    middle = char.centre[1]
    return bar.y0 <= middle <= bar.y1 and not bar.x0 < char.centre[0] < bar.x1


def _label(row: Sequence[Char], bar: PtBox) -> str:
    """What stands in the row before the bar, folded."""
    left = [c for c in row if c.quad and bar.x0 - _REACH_PT < c.quad.box.x1 <= bar.x0 + 2]
    left.sort(key=lambda c: c.quad.box.x0 if c.quad else 0.0)
    return folded("".join(c.text for c in left[-_LABEL_CHARS:]))


def _entity(label: str) -> Entity | None:
    return next((entity for entity, words in SELF_LABELS.items() if words.search(label)), None)
