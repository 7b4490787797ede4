"""业绩总结 with proofs: prose, projects, a screenshot, records of others, a viewer's mark."""

from __future__ import annotations

import numpy as np

from benchmarks.generator.canvas import Canvas, Span
from benchmarks.generator.documents.flow import Flow
from benchmarks.generator.documents.pieces import bystanders, fitted, own_seal, prose, put
from benchmarks.generator.documents.summary_proofs import group, records, screenshot
from benchmarks.generator.labels import Parts, org, other, own, own_in_prose, page, rich, unsettled
from benchmarks.generator.people import Applicant
from benchmarks.generator.style import Style
from benchmarks.generator.table import Table
from benchmarks.generator.watermark import tile

_WIDTH, _TOP = 595.0, 92.0
_HEADS = ("序号", "项目名称", "起止时间", "排名", "主要合作人", "验收单位")


def build(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
    """The report's three or four pages, the viewer's mark across each."""
    m = style.margin + 14
    flow = Flow(
        lambda number: _sheet(a, style, number),
        m,
        _WIDTH - 2 * m,
        _TOP,
        lambda number: 842.0 - 72,
        min(style.body_size + 0.5, 12.0),
    )
    _opening(flow, a)
    _deeds(flow, a)
    _projects(flow, a, rng)
    screenshot(flow, a, rng)
    records(flow, a, rng)
    if a.in_group:
        group(flow, a, rng)
    _thanks(flow, a, rng)
    _opinion(flow, a)
    up = float(rng.uniform(11, 18))
    for c in flow.pages:
        tail = unsettled(a.phone[-4:], "phone", "watermark")
        mark = [own(a.name, "name", "watermark"), Span(" "), tail]
        tile(c, mark, up=up)
    return flow.pages


def _sheet(a: Applicant, style: Style, number: int) -> Canvas:
    """A page with the employer's short name at its head and the page's number below."""
    c = Canvas(face=style.body_face)
    x, width = style.margin + 14, c.width - 2 * style.margin - 28
    c.text(x, 54, rich("{w}　内部资料", w=own(a.work.short, "employer", "letterhead")), size=8.5)
    right = page("业绩总结报告", "text")
    c.text(x, 54, right, size=8.5, align="right", width=width)
    c.line(x, 60, x + width, 60, 0.6)
    c.text(0, c.height - 40, f"— {number} —", size=9, align="center", width=c.width)
    return c


def _opening(flow: Flow, a: Applicant) -> None:
    c, x, width = flow.canvas, flow.x, flow.width
    c.text(x, 104, "专业技术业绩总结报告", size=20, align="center", width=width, face="sans")
    lines: list[Parts] = [
        rich("申报人：{n}", n=own(a.name, "name")),
        rich("工作单位：{w}", w=own(a.work.full, "employer")),
        rich(
            "申报职称：{t}　　编号：{n}",
            t=page(a.topic.wanted_title, "title"),
            n=page(a.number, "number"),
        ),
    ]
    for number, line in enumerate(lines):
        size = fitted(c, line, width, 11.5)
        c.text(x, 132 + 19 * number, line, size=size, align="center", width=width)
    flow.y = 206
    flow.heading("一、基本情况")
    basics = rich(
        "本人{name}，{sex}，{ethnic}，{birth}出生，毕业于{school}{studied}专业，现任{full}{post}，"
        "专业技术职务为{title}，身份证号{id}，联系电话{phone}，电子邮箱{mail}。",
        name=own_in_prose(a.name, is_word=a.name_is_word),
        sex=page(a.sex, "text"),
        ethnic=page(a.ethnic, "text"),
        birth=page(a.birth, "text"),
        school=org(a.topic.school),
        studied=page(a.topic.studied, "text"),
        full=own(a.work.full, "employer"),
        post=page(a.topic.post, "title"),
        title=page(a.topic.present_title, "title"),
        id=own(a.id_number, "id_number"),
        phone=own(a.phone, "phone"),
        mail=own(a.email, "email"),
    )
    flow.add(basics, leading=1.75)


def _deeds(flow: Flow, a: Applicant) -> None:
    flow.heading("二、主要业绩", above=1.6)
    for number, deed in enumerate(a.topic.deeds, 1):
        flow.add([f"（{number}）", *prose(a, deed)], leading=1.75)
    done: Parts = [
        "主持完成《",
        *_named(a),
        "》课题，经费来自",
        page(a.topic.fund, "text"),
        "，",
        page("我单位", "text", "first_person_hint"),
        "据此形成了成套做法，成果先在",
        own(a.work.former, "employer", "former"),
        "时期的设施上试用，再由",
        other(a.longer.name, trap="longer_name"),
        "团队推广。",
    ]
    flow.add(done, leading=1.75)
    for phrase in a.phrases:
        flow.add(prose(a, phrase), leading=1.75)
    for line in a.topic.summary:
        flow.add(prose(a, line), leading=1.75)


def _named(a: Applicant) -> Parts:
    """A project's title that holds the employer's short name."""
    before, after = a.topic.named_project.split("{short}")
    parts: Parts = [page(before, "title")] if before else []
    parts.append(own(a.work.short, "employer", "in_title"))
    return [*parts, page(after, "title")] if after else parts


def _projects(flow: Flow, a: Applicant, rng: np.random.Generator) -> None:
    """The table of projects: rank, partners, who accepted the work."""
    height = 27.0
    flow.heading("三、主持和参与的项目", above=1.6, follows=height * 4)
    one, two, three = bystanders(a, rng, 3)
    rows: list[tuple[Parts, str, str, Parts, Parts]] = [
        (
            _named(a),
            "2022—2024",
            "主持",
            [other(one, trap="partner")],
            [org(a.topic.prize_body)],
        ),
        (
            [page(a.topic.prize_project, "title")],
            "2021—2023",
            "第2",
            [other(a.longer.name, trap="longer_name"), "、", own(a.name, "name", "rank_row")],
            [org(a.longer.workplace)],
        ),
        (
            [page(f"{a.topic.specialty}技术培训与示范", "title")],
            "2019—2020",
            "第3",
            [other(two, trap="partner"), "、", other(three, trap="partner")],
            [org(a.colleagues[-1].workplace)],
        ),
    ]
    widths = [26.0, 0.0, 62.0, 40.0, 96.0, 104.0]
    widths[1] = flow.width - sum(widths)
    t = Table(flow.canvas, flow.x, flow.y - 6, widths, [22.0, *[height] * 3], size=9.2)
    for column, head in enumerate(_HEADS):
        put(t, 0, column, page(head, "heading"))
    for number, (title, when, rank, people, body) in enumerate(rows, 1):
        put(t, number, 0, str(number))
        put(t, number, 1, title)
        put(t, number, 2, page(when, "text"))
        put(t, number, 3, page(rank, "rank"))
        put(t, number, 4, people)
        put(t, number, 5, body)
    flow.y = t.bottom + 26


def _thanks(flow: Flow, a: Applicant, rng: np.random.Generator) -> None:
    flow.heading("六、致谢", above=1.4)
    helper, patron = bystanders(a, rng, 2)
    thanks = rich(
        "以上工作得到{one}、{two}和{longer}的帮助，{patron}教授审阅了全文，{uni}提供了试验条件，谨致谢意。",
        one=other(helper, trap="acknowledged"),
        two=other(a.colleagues[0].name, trap="acknowledged"),
        longer=other(a.longer.name, trap="longer_name"),
        patron=other(patron, trap="acknowledged"),
        uni=org(a.colleagues[-1].workplace),
    )
    flow.add(thanks, leading=1.75)


def _opinion(flow: Flow, a: Applicant) -> None:
    """The employer's word on the report, its seal, two signatures."""
    flow.heading("单位审核意见", above=1.4, follows=100)
    word = rich(
        "我单位{name}同志所述业绩{v}，{short}已按规定公示。",
        name=own(a.name, "name", "opinion"),
        v=page("属实", "text"),
        short=own(a.work.short, "employer", "short"),
    )
    flow.add(word, leading=1.75)
    c, x, y = flow.canvas, flow.x, flow.y + 22
    c.text(x, y, rich("申报人签字：{n}", n=own(a.name, "name", "signature")), size=flow.size)
    leader = rich("单位负责人：{n}", n=other(a.leader.name, trap="leader"))
    c.text(x, y + 30, leader, size=flow.size)
    c.text(x, y + 60, rich("日期：{d}", d=page("2026年5月22日", "text")), size=flow.size)
    own_seal(c, a, x + flow.width - 70, y + 28, 46)
    flow.y = y + 80
