"""送审表: one A3 sheet across, both sides in three dense columns at 8 pt, the own name upright."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.generator.canvas import A4, Canvas, Rich
from benchmarks.generator.documents import career, opinions
from benchmarks.generator.documents.pieces import (
    boxed_id,
    bystanders,
    fill,
    giver_seal,
    own_seal,
    person_code,
    photo,
    prose,
    put,
    signed,
    tell,
)
from benchmarks.generator.labels import Parts, org, other, own, page, rich
from benchmarks.generator.people import Applicant
from benchmarks.generator.style import Style
from benchmarks.generator.table import Table

_SIZE = 8.0
_GAP = 16.0
_TOP = 96.0
_OFFICE = "青原自治区职称工作办公室"


class _Side:
    """One side of the sheet: three columns of blocks, each with its subject upright at its left."""

    def __init__(self, a: Applicant, style: Style, number: int) -> None:
        m = style.margin * 0.75
        self.c = Canvas(A4[1] * 2**0.5, A4[1], face=style.form_face)
        self.width = (self.c.width - 2 * m - 2 * _GAP) / 3
        self.lefts = [m + n * (self.width + _GAP) for n in range(3)]
        self.ys = [_TOP] * 3
        self.right, self.bottom = self.c.width - m, self.c.height - 56
        foot = rich(
            "编号：{no}　　第{p}面　　以上信息由申报人{name}填写，经{w}核对",
            no=page(a.number, "number"),
            p=page("一" if number == 1 else "二", "text"),
            name=own(a.name, "name", "running_footer"),
            w=own(a.work.short, "employer", "running_footer"),
        )
        self.c.text(m, self.c.height - 34, foot, size=7.5, align="right", width=self.right - m)

    def block(
        self,
        column: int,
        subject: str,
        widths: Sequence[float],
        rows: Sequence[Sequence[Rich]],
        height: float,
    ) -> None:
        """A table below what stands in the column; a width of 0 takes what is left."""
        side = 20.0
        rest = self.width - side - sum(widths)
        wide = [side, *(w or rest for w in widths)]
        heights = [height * 0.8, *[height] * (len(rows) - 1)]
        t = Table(self.c, self.lefts[column], self.ys[column], wide, heights, size=_SIZE)
        t.cell(0, 0, subject, rowspan=len(rows), stacked=True)
        fill(t, rows, left=1)
        self.ys[column] = t.bottom

    def text(
        self, column: int, subject: str, paragraphs: Sequence[Rich], height: float
    ) -> tuple[float, float, float, float]:
        """A cell of prose; its corners."""
        x, side = self.lefts[column], 20.0
        t = Table(self.c, x, self.ys[column], [side, self.width - side], [height], size=_SIZE)
        t.cell(0, 0, subject, stacked=True)
        tell(t, 0, 1, paragraphs, leading=1.75, foot=16)
        self.ys[column] = t.bottom
        return t.box(0, 1)


def build(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
    """The sheet's two sides."""
    people = bystanders(a, rng, 8)
    return [_front(a, style, rng, people), _back(a, style, people)]


def _front(a: Applicant, style: Style, rng: np.random.Generator, people: list[str]) -> Canvas:
    s = _Side(a, style, 1)
    c, h = s.c, style.row_height
    title = f"（{a.topic.series}）专业技术职称送审表"
    c.text(0, 62, title, size=20, face="sans", align="center", width=c.width)
    c.text(s.lefts[0], 82, rich("编号：{no}", no=page(a.number, "number")), size=9)
    person_code(c, a, s.right, 26, 60)
    _basics(s, a, h * 1.15)
    rows = career.studies(a, people)
    s.block(1, "学习经历", [62.0, 0.0, 62.0, 54.0, 44.0], rows, h * 1.1)
    rows = [*career.jobs(a, people), career.BLANK]
    s.block(1, "工作经历", [62.0, 0.0, 62.0, 54.0, 44.0], rows, h * 1.3)
    rows = career.hours(a, rng, people)
    s.block(1, "继续教育", [30.0, 42.0, 42.0, 44.0, 0.0, 46.0], rows, h * 0.78)
    s.block(1, "年度考核", [34.0, 0.0, 40.0, 56.0], career.assessments(a, rng), h * 0.85)
    s.block(1, "奖惩情况", [34.0, 0.0, 136.0, 40.0], career.awards(a), h * 0.95)
    s.text(1, "学术兼职", [_membership(a, people)], s.bottom - s.ys[1])
    rows = career.projects(a, people)
    s.block(2, "主要业绩", [44.0, 0.0, 72.0, 68.0, 46.0], rows, h * 2.1)
    s.text(
        2,
        "工作概述",
        [prose(a, text) for text in (*a.topic.summary, *a.topic.body[4:7])],
        s.bottom - s.ys[2],
    )
    return c


def _basics(s: _Side, a: Applicant, h: float) -> None:
    """First column: the name upright beside the photo, everything else below."""
    x, lab, picture = s.lefts[0], 56.0, 84.0
    rest = s.width - 22 - 26 - lab - picture
    t = Table(s.c, x, s.ys[0], [22.0, 26.0, lab, rest, picture], [h] * 5, size=_SIZE)
    t.cell(0, 0, "姓名", rowspan=5, stacked=True, size=10)
    t.cell(0, 1, own(a.name, "name", "vertical_cell"), rowspan=5, stacked=True, size=11)
    photo(s.c, a, t.cell(0, 4, rowspan=5))
    beside: list[list[Rich]] = [
        ["性　　别", page(a.sex, "text")],
        ["出生年月", page(a.birth, "text")],
        ["民　　族", page(a.ethnic, "text")],
        ["政治面貌", page(a.party, "text")],
        ["联系电话", own(a.phone, "phone")],
    ]
    fill(t, beside, left=2)
    below = _below(a)
    t = Table(s.c, x, t.bottom, [48.0 + lab, s.width - 48 - lab], [h] * (len(below) + 1), size=8)
    put(t, 0, 0, "身份证号码")
    boxed_id(s.c, a, t.box(0, 1), 8.5)
    fill(t, below, top=1)
    s.ys[0] = t.bottom
    s.text(0, "破格理由", ["无。"], (s.bottom - s.ys[0]) * 0.4)
    oath = rich("本人{n}保证以上所填内容属实。", n=own(a.name, "name", "oath"))
    x0, _, x1, y1 = s.text(0, "本人承诺", [oath], s.bottom - s.ys[0])
    mine = rich("签名：{n}　2026年5月20日", n=own(a.name, "name", "signature"))
    signed(s.c, x0, y1 - 12, x1 - x0 - 12, mine, _SIZE)


def _below(a: Applicant) -> list[list[Rich]]:
    t = a.topic
    return [
        ["工作单位", own(a.work.full, "employer")],
        [
            "单位简称及所属",
            [own(a.work.short, "employer", "short"), "　", page(a.work.grade, "grade")],
        ],
        ["单位曾用名", own(a.work.former, "employer", "former")],
        ["家庭住址", own(a.address, "address")],
        ["电子邮箱", own(a.email, "email")],
        ["毕业院校及时间", [org(t.school), f"　{career.start(a)}年7月"]],
        ["学历（学位）", page(t.degree, "text")],
        ["所学专业", page(t.studied, "text")],
        ["现任职称及时间", page(f"{t.present_title}　2019年12月", "title")],
        ["职称证书编号", page("QY20190812077", "number")],
        ["申报职称", page(t.wanted_title, "title")],
        ["申报专业", page(t.specialty, "text")],
    ]


def _membership(a: Applicant, people: list[str]) -> Parts:
    return rich(
        "{y}起任{body}会员（介绍人{n}）。",
        y=page("2018年", "text"),
        body=org(a.topic.prize_body),
        n=other(people[7], trap="witness"),
    )


def _back(a: Applicant, style: Style, people: list[str]) -> Canvas:
    s = _Side(a, style, 2)
    c, h = s.c, style.row_height
    c.text(0, 66, "业绩成果与评审意见", size=16, face="sans", align="center", width=c.width)
    wide = (s.width - 20 - 48) / 3
    s.block(0, "论文论著", [wide, wide, wide, 48.0], career.papers(a), h * 2.2)
    story = [prose(a, text) for text in a.topic.body]
    about = rich("《{t}》：", t=page(a.topic.paper, "title"))
    s.text(
        0, "代表作简介", [[*about, *prose(a, a.topic.abstract)], *story[1:3]], s.bottom - s.ys[0]
    )
    box = s.text(1, "专业技术工作总结", [*opinions.summary(a), *story[3:7]], s.bottom - s.ys[1])
    mine = rich("本人签名：{n}", n=own(a.name, "name", "signature"))
    signed(c, box[0], box[3] - 12, box[2] - box[0] - 12, mine, _SIZE)
    _opinions(s, a, people)
    return c


def _opinions(s: _Side, a: Applicant, people: list[str]) -> None:
    """Third column: who judged, each with a typed name."""
    p = [other(name, trap="signature") for name in people]
    blocks: list[tuple[str, Parts, Parts]] = [
        (
            "单位意见",
            opinions.opinion(a),
            ["负责人：", other(a.leader.name, trap="leader"), "　2026年6月2日"],
        ),
        (
            "主管部门",
            ["材料齐全，", page("同意上报", "text"), "。"],
            ["审核人：", other(a.reviewer.name, trap="reviewer"), "　2026年6月10日"],
        ),
        (
            "同行专家",
            ["业绩突出，在", page(a.topic.specialty, "text"), "领域有一定影响，予以推荐。"],
            ["专家：", p[0], "、", p[1], "、", p[2]],
        ),
        (
            "专业组",
            ["经审议，", page("同意提交表决", "text"), "。"],
            ["组长：", p[3], "　组员：", p[4], "、", p[5]],
        ),
        ("评委会", opinions.verdict(a), ["主任委员：", p[6], "　2026年9月5日"]),
    ]
    height = (s.bottom - s.ys[2]) / len(blocks)
    for subject, said, by in blocks:
        x0, _, x1, y1 = s.text(2, subject, [said], height)
        s.c.text(x0 + 10, y1 - 12, by, size=_SIZE)
        if subject == "单位意见":
            own_seal(s.c, a, x1 - 48, y1 - 44, 38)
        elif subject == "评委会":
            giver_seal(s.c, _OFFICE, x1 - 48, y1 - 44, 38, "评审专用章")
