"""专业技术职称评审表 of eight pages: a cover, one subject a page, the name in every footer."""

from __future__ import annotations

import numpy as np

from benchmarks.generator.canvas import Canvas
from benchmarks.generator.documents import career, opinions
from benchmarks.generator.documents.pieces import (
    boxed_id,
    bystanders,
    fitted,
    giver_seal,
    grid,
    own_seal,
    person_code,
    photo,
    prose,
    put,
    signed,
    tell,
    underlined,
)
from benchmarks.generator.labels import Parts, org, other, own, page, rich
from benchmarks.generator.people import Applicant
from benchmarks.generator.style import Style
from benchmarks.generator.table import Table

_OFFICE = "青原自治区职称工作办公室"
_TOP = 104.0  # of a page's first table


def build(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
    """The form's eight pages."""
    people = bystanders(a, rng, 8)
    pages = [
        _cover(a, style),
        _basics(a, style),
        _history(a, style, people),
        _studies(a, style, rng, people),
        _projects(a, style, people),
        _papers(a, style, people),
        _summary(a, style),
        _opinions(a, style, people),
    ]
    for number, c in enumerate(pages, 1):
        m, total = style.margin, c.width - 2 * style.margin
        left = rich(
            "申报人：{name}　{no}",
            name=own(a.name, "name", "running_footer"),
            no=page(a.number, "number"),
        )
        right = rich(
            "第 {p} 页 / 共 {of} 页", p=page(str(number), "text"), of=page(str(len(pages)), "text")
        )
        c.line(m, c.height - 44, m + total, c.height - 44, 0.4)
        c.text(m, c.height - 31, left, size=8.5, face="sans")
        c.text(m, c.height - 31, right, size=8.5, face="sans", align="right", width=total)
    return pages


def _cover(a: Applicant, style: Style) -> Canvas:
    c = Canvas(face=style.form_face)
    m, middle = style.margin, {"align": "center", "width": c.width}
    person_code(c, a, c.width - m, 44, 72)
    c.text(m, 66, rich("编　　号：{no}", no=page(a.number, "number")), size=11)
    c.text(m, 88, rich("系　　列：{s}", s=page(a.topic.series, "text")), size=11)
    c.text(0, 214, "专 业 技 术 职 称", size=28, face="sans", **middle)  # type: ignore[arg-type]
    c.text(0, 266, "评　审　表", size=36, face="sans", **middle)  # type: ignore[arg-type]
    fields: list[tuple[str, Parts]] = [
        ("姓　　名", [own(a.name, "name", "cover")]),
        ("单　　位", [own(a.work.full, "employer", "cover")]),
        ("现任职称", [page(a.topic.present_title, "title")]),
        ("申报职称", [page(a.topic.wanted_title, "title")]),
        ("申报专业", [page(a.topic.specialty, "text")]),
        ("手机号码", [own(a.phone, "phone", "cover")]),
    ]
    y = 372.0
    for label, value in fields:
        c.text(118, y, label, size=15)
        underlined(c, 190, y, 290, value, 15)
        y += 45
    c.text(0, 706, rich("填表时间：{d}", d=page("2026年5月20日", "text")), size=12.5, **middle)  # type: ignore[arg-type]
    c.text(0, 738, [org(_OFFICE, "giver"), "制"], size=13, **middle)  # type: ignore[arg-type]
    return c


def _page(a: Applicant, style: Style, title: str) -> Canvas:
    """An inner page: the employer in its running head, the page's subject below."""
    c = Canvas(face=style.form_face)
    m, total = style.margin, c.width - 2 * style.margin
    head = rich("推荐单位：{w}", w=own(a.work.full, "employer", "running_header"))
    c.text(m, 42, "职称评审表", size=8.5, face="sans")
    c.text(m, 42, head, size=8.5, face="sans", align="right", width=total)
    c.line(m, 48, m + total, 48, 0.4)
    c.text(0, 88, title, size=16, face="sans", align="center", width=c.width)
    return c


def _basics(a: Applicant, style: Style) -> Canvas:
    c = _page(a, style, "一、基 本 情 况")
    m, total, lab = style.margin, c.width - 2 * style.margin, style.label_width
    side, picture = 24.0, 94.0
    value = (total - side - 2 * lab - picture) / 2
    h = style.row_height + 6
    t = Table(c, m, _TOP, [side, lab, value, lab, value, picture], [h] * 15, size=10)
    t.cell(0, 0, "个人信息", rowspan=9, stacked=True)
    t.cell(9, 0, "学历职称", rowspan=6, stacked=True)
    photo(c, a, t.cell(0, 5, rowspan=5))
    for row, (left, one, right, two) in enumerate(career.particulars(a)):
        at = row if row < 5 else row + 4
        put(t, at, 1, left)
        put(t, at, 2, one)
        put(t, at, 3, right)
        put(t, at, 4, two, colspan=1 if row < 5 else 2)
    put(t, 5, 1, "身份证号")
    boxed_id(c, a, t.box(5, 2, 1, 4))
    wide: list[tuple[str, Parts]] = [
        (
            "工作单位",
            [own(a.work.full, "employer"), "（", own(a.work.short, "employer", "short"), "）"],
        ),
        ("单位曾用名", [own(a.work.former, "employer", "former")]),
        ("家庭住址", [own(a.address, "address")]),
    ]
    for row, (label, text) in enumerate(wide, 6):
        put(t, row, 1, label)
        put(t, row, 2, text, colspan=4)
    oath = rich(
        "本人{name}郑重承诺：本表所填内容及所附材料真实有效，如有虚假，愿承担相应责任。",
        name=own(a.name, "name", "oath"),
    )
    y = c.paragraph(m, t.bottom + 30, total, oath, size=10.5, leading=1.65)
    mine = rich("申报人签字：{n}　　2026年5月20日", n=own(a.name, "name", "signature"))
    signed(c, m, y + 14, total - 10, mine, 10.5)
    return c


def _history(a: Applicant, style: Style, people: list[str]) -> Canvas:
    c = _page(a, style, "二、学习与工作经历")
    m, total, h = style.margin, c.width - 2 * style.margin, style.row_height * 1.5
    c.text(m, _TOP + 6, "（一）学习经历（从高中填起）", size=10.5)
    widths = [104.0, total - 332, 84.0, 84.0, 60.0]
    rows = [*career.studies(a, people), career.BLANK]
    y = grid(c, m, _TOP + 14, widths, h, rows, size=9.5, head=26)
    c.text(m, y + 32, "（二）工作经历", size=10.5)
    rows = [*career.jobs(a, people), career.BLANK, career.BLANK]
    y = grid(c, m, y + 40, widths, h, rows, size=9.5, head=26)
    member = rich(
        "（三）学术团体：{year}起任{body}会员，介绍人{n}。",
        year=page("2018年", "text"),
        body=org(a.topic.prize_body),
        n=other(people[6], trap="witness"),
    )
    c.paragraph(m, y + 32, total, member, size=10.5, indent=0)
    return c


def _studies(a: Applicant, style: Style, rng: np.random.Generator, people: list[str]) -> Canvas:
    c = _page(a, style, "三、继续教育、考核与奖惩")
    m, total, h = style.margin, c.width - 2 * style.margin, style.row_height * 1.3
    widths = [50.0, 60.0, 60.0, 66.0, total - 300, 64.0]
    y = grid(c, m, _TOP, widths, h, career.hours(a, rng, people), size=9.8)
    c.text(m, y + 34, "近三年年度考核情况", size=11)
    widths = [60.0, total - 210, 70.0, 80.0]
    y = grid(c, m, y + 44, widths, h, career.assessments(a, rng), size=9.8)
    c.text(m, y + 34, "任现职以来奖惩情况", size=11)
    widths = [60.0, (total - 120) / 2, (total - 120) / 2, 60.0]
    y = grid(c, m, y + 44, widths, h, career.awards(a), size=9.8)
    checked = rich("审核人：{n}　　2026年5月27日", n=other(a.reviewer.name, trap="reviewer"))
    signed(c, m, y + 40, total - 10, checked, 10.5)
    return c


def _projects(a: Applicant, style: Style, people: list[str]) -> Canvas:
    c = _page(a, style, "四、任现职以来主要业绩")
    m, total = style.margin, c.width - 2 * style.margin
    rest = total - 72 - 58
    widths = [72.0, rest * 0.4, rest * 0.28, rest * 0.32, 58.0]
    rows = career.projects(a, people)
    grid(c, m, _TOP, widths, style.row_height * 2.6, rows, size=9.5, head=28)
    return c


def _papers(a: Applicant, style: Style, people: list[str]) -> Canvas:
    c = _page(a, style, "五、论文、著作")
    m, total = style.margin, c.width - 2 * style.margin
    rest = total - 32 - 58
    widths = [32.0, rest * 0.38, rest * 0.3, rest * 0.32, 58.0]
    rows = [[str(n) if n else "序号", *row] for n, row in enumerate(career.papers(a))]
    y = grid(c, m, _TOP, widths, style.row_height * 2.4, rows, size=9.5, head=28)
    note = rich(
        "以上论文由{n}（{w}）检索核对。", n=other(people[7], trap="reviewer"), w=org("青原图书馆")
    )
    c.text(m, y + 26, note, size=fitted(c, note, total, 10))
    return c


def _summary(a: Applicant, style: Style) -> Canvas:
    c = _page(a, style, "六、个 人 总 结")
    m, total = style.margin, c.width - 2 * style.margin
    t = Table(c, m, _TOP, [total], [c.height - _TOP - 66], size=10.5)
    first, *middle, last = opinions.summary(a)
    story = [prose(a, text) for text in a.topic.body]
    tell(t, 0, 0, [first, *story, *middle, last], leading=1.65, foot=24)
    mine = rich("本人签字：{n}　　2026年5月20日", n=own(a.name, "name", "signature"))
    signed(c, m, t.bottom - 16, total - 14, mine, 10.5)
    return c


def _opinions(a: Applicant, style: Style, people: list[str]) -> Canvas:
    c = _page(a, style, "七、推荐与评审意见")
    m, total, side = style.margin, c.width - 2 * style.margin, 26.0
    t = Table(c, m, _TOP, [side, total - side], [176, 120, 130, 180], size=10.5)
    for row, label in enumerate(("单位意见", "同行专家意见", "专业组意见", "评委会意见")):
        t.cell(row, 0, label, stacked=True)
    tell(t, 0, 1, [opinions.opinion(a)])
    head = rich("负责人：{n}　　　2026年6月2日", n=other(a.leader.name, trap="leader"))
    c.text(m + side + 14, t.ys[1] - 14, head, size=10.5)
    own_seal(c, a, m + total - 74, t.ys[1] - 62, 54)
    tell(t, 1, 1, [opinions.experts(a, people)])
    signed(
        c,
        m,
        t.ys[2] - 14,
        total - 14,
        rich(
            "专家签名：{p}　{q}",
            p=other(people[0], trap="signature"),
            q=other(people[1], trap="signature"),
        ),
        10.5,
    )
    tell(t, 2, 1, [["经专业组审议，", page("同意提交评审委员会表决", "text"), "。"]])
    lead = rich("组长：{n}　　2026年9月3日", n=other(people[2], trap="signature"))
    signed(c, m, t.ys[3] - 14, total - 14, lead, 10.5)
    tell(t, 3, 1, [opinions.verdict(a), opinions.votes()])
    chair = rich("主任委员：{n}　　　2026年9月5日", n=other(people[3], trap="signature"))
    c.text(m + side + 14, t.ys[4] - 16, chair, size=10.5)
    giver_seal(c, _OFFICE, m + total - 70, t.ys[4] - 60, 50, "评审专用章")
    return c
