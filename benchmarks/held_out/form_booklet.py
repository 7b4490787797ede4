"""专业技术资格申报书: a booklet of five pages, values on lines and below their labels."""

from __future__ import annotations

import numpy as np

from benchmarks.generator.canvas import GREY, Canvas, Label, Span
from benchmarks.generator.labels import (
    Parts,
    org,
    other,
    own,
    own_in_prose,
    page,
    rich,
    unsettled,
    with_words,
)
from benchmarks.generator.people import Applicant
from benchmarks.generator.pictures import portrait
from benchmarks.generator.style import Style
from benchmarks.generator.table import Table
from benchmarks.held_out.parts import (
    HEAD,
    below,
    centred,
    joined,
    named_project,
    on_line,
    signed,
    team,
)
from benchmarks.truth import REDACT

_BAND = (0.88, 0.92, 0.96)
_TITLE = "专业技术资格申报书"


def build(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
    """Cover, person, works, report, opinions; all but the cover with a running head."""
    place = int(rng.integers(0, 3))
    pages = [
        _cover(a, style),
        _person(a, style),
        _works(a, style, place),
        _report(a, style),
        _opinions(a, style),
    ]
    for number, c in enumerate(pages[1:], 2):
        m, total = style.margin, c.width - 2 * style.margin
        c.text(m, 36, _TITLE, size=8.5)
        mine = rich(
            "{no} {name}", no=page(a.number, "number"), name=own(a.name, "name", "running_header")
        )
        c.text(m, 36, mine, size=8.5, align="right", width=total)
        c.line(m, 42, m + total, 42, 0.8)
        c.text(0, c.height - 28, f"{number - 1}", size=9, align="center", width=c.width)
    return pages


def _cover(a: Applicant, style: Style) -> Canvas:
    c = Canvas(face=style.form_face)
    x, end, size = 128.0, c.width - 110, 14.0
    c.text(c.width - 230, 80, "受理编号", size=10.5)
    c.frame(c.width - 182, 66, c.width - 60, 87, 0.6)
    number = page(a.number, "number")
    c.text(c.width - 182, 80, number, size=10.5, align="center", width=122)
    centred(c, 220, _TITLE, size=30, face="serif")
    centred(c, 256, rich("（{y}年度）", y=page("2026", "text")), size=15)
    lines: list[tuple[str, Parts]] = [
        ("申　报　人", [own(a.name, "name", "cover")]),
        ("所　在　单　位", [own(a.work.full, "employer", "cover")]),
        ("申　报　系　列", [page(a.topic.series, "title")]),
        ("现　有　资　格", [page(a.topic.present_title, "title")]),
        ("拟　评　资　格", [page(a.topic.wanted_title, "title")]),
        ("移　动　电　话", [own(a.phone, "phone", "cover")]),
    ]
    for row, (label, value) in enumerate(lines):
        on_line(c, x, 400 + row * 38, end, label + "　", value, size=size)
    centred(c, 710, org("内蒙古青原职称工作办公室", "giver"), size=13)
    centred(c, 734, page("二〇二六年印制", "text"), size=12)
    return c


def _band(c: Canvas, style: Style, y: float, text: str) -> float:
    """A shaded heading; the next baseline."""
    m = style.margin
    c.shade(m, y - 13, c.width - m, y + 6, _BAND)
    c.text(m + 6, y, Span(text, face=HEAD), size=11)
    return y + 24


def _person(a: Applicant, style: Style) -> Canvas:
    c = Canvas(face=style.form_face)
    m = style.margin
    y = _band(c, style, 66, "一、个人信息")
    x, size = c.width - m - 84, 10.5
    photo = Label("photo", "self", REDACT)
    c.picture(x + 4, y - 10, x + 80, y - 10 + 76 * 413 / 295, portrait(a.looks), photo)
    step, wide = 44.0, (x - m - 8) / 3
    fields: list[list[tuple[str, Parts]]] = [
        [
            ("真实姓名", [own(a.name, "name")]),
            ("性别", [page(a.sex, "text")]),
            ("民族", [page(a.ethnic, "text")]),
        ],
        [
            ("证件号码", [own(a.id_number, "id_number")]),
            ("出生年月", [page(a.birth, "text")]),
            ("手机", [own(a.phone, "phone")]),
        ],
        [
            ("最高学历/学位", [page(a.topic.degree, "text")]),
            ("所学专业", [page(a.topic.studied, "text")]),
            ("单位层级", [page(a.work.grade, "grade")]),
        ],
    ]
    for row, line in enumerate(fields):
        for column, (label, value) in enumerate(line):
            below(c, m + 6 + column * wide, y + row * step, wide, label, value, size=size)
    y += 3 * step
    half = (c.width - 2 * m) / 2
    unit = [own(a.work.full, "employer")]
    below(c, m + 6, y, half, "用人单位（与公章一致）", unit, size=size)
    below(c, m + 6 + half, y, half, "电子邮箱", [own(a.email, "email")], size=size)
    home = [unsettled(a.address, "address", "case51_address")]
    below(c, m + 6, y + step, 2 * half, "通讯地址", home, size=size)
    y = _band(c, style, y + 2 * step + 18, "二、学习经历")
    year = a.birth_year + 23
    study = rich(
        "{from_}—{to}　{school}　{what}专业　{degree}",
        from_=page(f"{year - 4}.09", "text"),
        to=page(f"{year}.07", "text"),
        school=org(a.topic.school),
        what=page(a.topic.studied, "text"),
        degree=page(a.topic.degree, "text"),
    )
    y = c.paragraph(m + 6, y, c.width - 2 * m - 12, study, size=size, indent=0) + 12
    y = _band(c, style, y + 6, "三、任职经历（由近及远）")
    jobs: list[tuple[str, Parts, str]] = [
        ("2020.07 起", [own(a.work.full, "employer")], a.topic.post),
        (f"{min(year + 5, 2019)}.01", [own(a.work.short, "employer", "short")], "专业技术岗位"),
        (f"{year}.08", [own(a.work.former, "employer", "former")], "见习、试用"),
    ]
    for day, where, post in jobs:
        c.line(m + 84, y - 12, m + 84, y + 22, 1.2)
        c.text(m + 6, y, page(day, "text"), size=size)
        c.text(m + 96, y, where, size=size)
        c.text(m + 96, y + 15, rich("岗位：{p}", p=page(post, "text")), size=size * 0.86)
        y += 52
    witness = rich("以上经历证明人：{n}", n=other(a.leader.name, trap="leader"))
    c.text(m + 6, y, witness, size=size)
    return c


def _works(a: Applicant, style: Style, place: int) -> Canvas:
    c = Canvas(face=style.form_face)
    m, total = style.margin, c.width - 2 * style.margin
    y = _band(c, style, 66, "四、代表性论文")
    t = Table(c, m, y - 10, [150, 60, 60, total - 270], [26, 92, 92, 92], size=9.5)
    for column, head in enumerate(("题　目", "收录", "本人位次", "全部作者及刊载信息")):
        t.cell(0, column, head)
    papers = [(a.topic.paper, f"{a.topic.journal}, 2025, 43(2): 31-35"), *a.topic.own_papers[:2]]
    for row, (title, source) in enumerate(papers, 1):
        at = (place + row - 1) % 3
        t.cell(row, 0, page(title, "title"))
        t.cell(row, 1, page("普通期刊", "text"), size=8.6)
        t.cell(row, 2, page(f"第{at + 1}位", "rank"))
        authors = joined(team(a, at), "；", "author_line")
        t.cell(row, 3, [*authors, "。", page(source, "title")])
    y = _band(c, style, t.bottom + 34, "五、科研与推广项目")
    lines: list[Parts] = [
        ["1.", *named_project(a), "，", page("2024年立项", "text"), "，主持。"],
        rich(
            "2.{title}，由{longer}主持，{me}为{rank}。",
            title=page(a.topic.prize_project, "title"),
            longer=other(a.longer.name, trap="longer_name"),
            me=own(a.name, "name", "project_list"),
            rank=page("第3完成人", "rank"),
        ),
        rich(
            "3.{fund}，承担单位{far}，协作单位{mine}。",
            fund=page(a.topic.fund, "number"),
            far=org(a.longer.workplace),
            mine=own(a.work.short, "employer", "short"),
        ),
    ]
    for line in lines:
        y = c.paragraph(m + 6, y, total - 12, line, size=10.2, indent=0, leading=1.7) + 4
    y = _band(c, style, y + 16, "六、奖励与荣誉")
    prize = rich(
        "{year}年，{body}{prize}{rank}，获奖者：{names}。",
        year=page("2024", "text"),
        body=org(a.topic.prize_body, "giver"),
        prize=page(a.topic.prize, "title"),
        rank=page(a.topic.prize_rank, "title"),
        names=own(a.name, "name", "project_list"),
    )
    c.paragraph(m + 6, y, total - 12, prize, size=10.2, indent=0)
    return c


def _report(a: Applicant, style: Style) -> Canvas:
    c = Canvas(face=style.body_face)
    m, total = style.margin, c.width - 2 * style.margin
    y = _band(c, style, 66, "七、任现职以来述职")
    size = min(style.body_size, 11.5)
    told = rich(
        "本人{me}，现在{unit}从事{duty}工作，任{title}以来，主要情况报告如下。",
        me=own(a.name, "name", "prose"),
        unit=own(a.work.full, "employer"),
        duty=page(a.topic.duty, "text"),
        title=page(a.topic.present_title, "title"),
    )
    lines: list[Parts] = [told]
    lines += [[line] for line in a.topic.summary]
    lines += [[f"（{n}）{deed}"] for n, deed in zip("一二三", a.topic.deeds, strict=False)]
    lines += [with_words(phrase, a.words) for phrase in a.phrases]
    helped = rich(
        "以上工作得到{leader}、{mate}等同志的指导，{far}{longer}给予了技术支持。",
        leader=other(a.leader.name, trap="leader"),
        mate=other(a.colleagues[0].name, trap="coauthor"),
        far=org(a.longer.workplace),
        longer=other(a.longer.name, trap="longer_name"),
    )
    for line in [*lines, helped]:
        y = c.paragraph(m + 6, y, total - 12, line, size=size, leading=1.8)
    c.rule(m, y + 12, m + total, y + 12, 0.4, GREY)
    promise = "本人承诺所填内容真实，如有不实，愿意承担相应责任。"
    c.text(m + 6, y + 34, promise, size=size)
    mine = rich(
        "承诺人（签字）：{n}　　{d}",
        n=own(a.name, "name", "signature"),
        d=page("2026年5月20日", "text"),
    )
    c.text(m, y + 60, mine, size=size, align="right", width=total - 10)
    return c


def _opinions(a: Applicant, style: Style) -> Canvas:
    c = Canvas(face=style.form_face)
    m, total, size = style.margin, c.width - 2 * style.margin, 10.8
    blocks: list[tuple[str, Parts, Parts]] = [
        (
            "八、用人单位推荐意见",
            rich(
                "{me}同志在我单位（原{former}）工作期间业务突出，经{short}职代会评议，{v}。",
                me=own(a.name, "name", "opinion"),
                former=own(a.work.former, "employer", "former"),
                short=own(a.work.short, "employer", "short"),
                v=page("同意推荐", "text"),
            ),
            signed("单位负责人", a.leader.name, "2026年6月1日"),
        ),
        (
            "九、主管部门审查意见",
            rich(
                "{unit}报送的{me}申报材料齐全，{v}。",
                unit=own(a.work.full, "employer"),
                me=own_in_prose(a.name, is_word=a.name_is_word),
                v=page("符合申报条件", "text"),
            ),
            signed("经办人", a.reviewer.name, "2026年6月12日", "reviewer"),
        ),
        (
            "十、同行专家鉴定意见",
            ["论文与实际工作结合紧密，", page("达到申报资格要求", "text"), "，建议提交评审。"],
            signed("鉴定人", a.colleagues[2].name, "2026年6月25日", "reviewer"),
        ),
    ]
    y = 66.0
    for head, opinion, sign in blocks:
        y = _band(c, style, y, head)
        c.paragraph(m + 6, y, total - 12, opinion, size=size, leading=1.8)
        c.text(m, y + 150, sign, size=size, align="right", width=total - 12)
        c.text(m, y + 174, "（公　章）", size=size, align="right", width=total - 40)
        y += 232
    return c
