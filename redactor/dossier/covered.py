"""Bars that were drawn before the file came here: what they cover, and whether they had to.

A bar stands in a row. The label before it tells what it covers; what lies live below it tells
more; and a bar over a whole line of authors hides the rank that the reviewers need (case 2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redactor.audit.spots import Colour
from redactor.datatypes import Action, Char, Decision, DocClass, Entity, PageReading
from redactor.geometry import PtBox, PtQuad
from redactor.recognise.lexicon import SELF_LABELS
from redactor.textnorm import folded

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


@dataclass(frozen=True, slots=True)
class Cover:
    """A bar, and what can be said of it: a colour, the category, a word of group ``cover``."""

    quad: PtQuad
    colour: Colour
    entity: Entity | None
    reason: str


def judge_bars(
    bars: Sequence[PtQuad], page: PageReading, doc_class: DocClass, under: Sequence[str]
) -> Iterator[Cover]:
    """One answer for each bar; ``under[i]`` is the live text below ``bars[i]``."""
    for quad, text in zip(bars, under, strict=True):
        yield _judged(quad, page, doc_class, text)


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
        entity = goes[0].finding.entity if goes else None
        return Cover(here, Colour.OVER, entity, reason)
    if goes:
        return Cover(here, Colour.COVERED, goes[0].finding.entity, "own_below")
    return cover


def _judged(quad: PtQuad, page: PageReading, doc_class: DocClass, under: str) -> Cover:
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
    if _NEEDED.search(label):
        return Cover(quad, Colour.OVER, None, "needed_field")
    entity = _entity(label)
    if entity is None and by_authors:
        entity = Entity.NAME
    if under.strip() and entity is None:
        return Cover(quad, Colour.OVER, None, "text_of_others")
    if entity is None and min(box.width, box.height) > 40:
        entity = Entity.PHOTO
    return Cover(quad, Colour.COVERED, entity, "labelled" if entity else "unknown")


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
