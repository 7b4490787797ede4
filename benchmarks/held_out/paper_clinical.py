"""论文, one broad column on two or three pages: affiliations that name their authors."""

from __future__ import annotations

import numpy as np

from benchmarks.generator.canvas import Canvas, Rich, Span
from benchmarks.generator.labels import Parts, org, other, own, page, rich, with_words
from benchmarks.generator.people import Applicant
from benchmarks.generator.style import Style
from benchmarks.held_out.parts import HEAD, fit, joined, team

_TOP, _FOOT = 74.0, 58.0
_TINT = (0.86, 0.9, 0.88)


class _Flow:
    """Paragraphs that run on from page to page; each page gets its head when it begins."""

    def __init__(self, a: Applicant, style: Style) -> None:
        self.a, self.style = a, style
        self.pages: list[Canvas] = []
        self.y = 0.0
        self.turn()

    @property
    def page(self) -> Canvas:
        return self.pages[-1]

    @property
    def width(self) -> float:
        return self.page.width - 2 * self.style.margin - 20

    def turn(self) -> None:
        """Begin a page."""
        c = Canvas(face=self.style.body_face)
        self.pages.append(c)
        self.y = _TOP
        m, total = self.style.margin + 10, c.width - 2 * self.style.margin - 20
        number, t = len(self.pages), self.a.topic
        issue = "2025年3月第8卷第3期"
        c.text(m, 40, page(t.journal, "title"), size=8.5)
        c.text(m, 40, issue, size=8.5, align="right", width=total)
        if number > 1:
            short = t.paper if len(t.paper) < 19 else t.paper[:18] + "…"
            head = rich(
                "{me}，等．{t}",
                me=own(self.a.name, "name", "running_header"),
                t=page(short, "title"),
            )
            c.text(m, 40, head, size=8.5, align="center", width=total)
        c.rule(m, 47, m + total, 47, 2.2, (0.1, 0.35, 0.3))
        c.text(m, c.height - 34, f"· {186 + number} ·", size=9, align="right", width=total)

    def add(
        self, text: Rich, size: float, *, indent: float = 0.0, after: float = 0.0, lead: float = 1.6
    ) -> None:
        """One paragraph, kept whole on a page."""
        lines = self.page.lines_needed(text, self.width, size, indent)
        if self.y + (lines - 1) * size * lead > self.page.height - _FOOT:
            self.turn()
        left = self.style.margin + 10
        y = self.page.paragraph(
            left, self.y, self.width, text, size=size, indent=indent, leading=lead
        )
        self.y = y + after


def build(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
    """The paper; the applicant stands anywhere from first to third among the authors."""
    flow = _Flow(a, style)
    place = int(rng.integers(0, 3))
    size = style.paper_size + 0.8
    _head(flow, a, place, size)
    _english(flow, a, place, size)
    _body(flow, a, size)
    _tail(flow, a, place, size - 0.8)
    return flow.pages


def _head(flow: _Flow, a: Applicant, place: int, size: float) -> None:
    t, c = a.topic, flow.page
    c.shade(flow.style.margin + 10, 56, flow.style.margin + 62, 72, _TINT)
    c.text(flow.style.margin + 14, 68, "· 论　著 ·", size=9)
    flow.y = 98
    flow.add(Span(t.paper, page(t.paper, "title").label, face=HEAD), 17, lead=1.35, after=6)
    names: list[tuple[str, bool]] = [*team(a, place), (a.longer.name, False)]
    flow.add(joined(names, "　", "author_line"), 11.5, after=2)
    mate, second, third = a.colleagues[:3]
    inside = [(n, mine) for n, mine in team(a, place) if mine or n == mate.name]
    where: Parts = [
        page("014020", "number"),
        "　",
        own(a.work.full, "employer", "shared_affiliation"),
        "（",
        *joined(inside, "、", "affiliation"),
        "）；",
        page("010030", "number"),
        "　",
        org(second.workplace),
        "（",
        other(second.name, trap="coauthor"),
        "、",
        other(third.name, trap="coauthor"),
        "）；",
        org(a.longer.workplace),
        "（",
        other(a.longer.name, trap="longer_name"),
        "）",
    ]
    flow.add(where, 8.6)
    reach = rich(
        "通信作者：{me}，Email：{mail}，电话：{phone}",
        me=own(a.name, "name", "author_note"),
        mail=own(a.email, "email"),
        phone=own(a.phone, "phone"),
    )
    flow.add(reach, 8.6, after=6)
    flow.add([Span("【摘要】", face=HEAD), t.abstract], size)
    flow.add([Span("【关键词】", face=HEAD), page(t.keywords, "text")], size)
    fund: Parts = [Span("基金项目：", face=HEAD), page(t.fund, "number")]
    flow.add(fund, size - 0.6)
    doi = page("DOI：10.99999/j.cn99-0000.2025.03.011", "number")
    flow.add(doi, size - 0.6, after=8)


def _english(flow: _Flow, a: Applicant, place: int, size: float) -> None:
    t, mate = a.topic, a.colleagues[0]
    flow.add(Span(t.paper_english, page("", "title").label, face=HEAD), size + 2, after=2)
    latin = [other(p.latin, trap="coauthor") for p in a.colleagues[:3]]
    latin[place:place] = [own(a.latin, "name", "pinyin")]
    names: Parts = []
    for span in [*latin, other(a.longer.latin, trap="longer_name")]:
        names += [", "] if names else []
        names.append(span)
    flow.add(names, size)
    where = rich(
        "{unit}, Inner Mongolia 014020, China ({me}, {mate})",
        unit=own(a.work.english, "employer", "english"),
        me=own(a.latin, "name", "pinyin"),
        mate=other(mate.latin, trap="coauthor"),
    )
    flow.add(where, size - 0.8)
    reach = rich(
        "Corresponding author: {me}, Email: {mail}",
        me=own(a.latin, "name", "pinyin"),
        mail=own(a.email, "email"),
    )
    flow.add(reach, size - 0.8, after=4)
    flow.add([Span("Abstract ", face="serif"), t.abstract_english], size)
    flow.add(["Keywords: ", page(t.keywords_english, "text")], size, after=8)


def _body(flow: _Flow, a: Applicant, size: float) -> None:
    t = a.topic
    starts = dict(zip((0, 2, 4, 7), t.sections, strict=True))
    for index, paragraph in enumerate(t.body):
        if index in starts:
            number = list(starts).index(index)
            name = "一二三四"[number]
            flow.add(Span(f"{name}、{starts[index]}", face=HEAD), size + 1.2, indent=2, after=1)
        flow.add(paragraph, size, indent=2, lead=1.75)
        if index in (1, 4) and len(a.phrases) > (index == 4):
            flow.add(with_words(a.phrases[index == 4], a.words), size, indent=2, lead=1.75)
    caption = Span(t.table_title, face=HEAD)
    if flow.y + (len(t.table) + 1) * size * 1.7 > flow.page.height - _FOOT:
        flow.turn()
    flow.add(caption, size, after=2)
    for number, row in enumerate(t.table):
        c, left, wide = flow.page, flow.style.margin + 10, flow.width / len(row)
        for column, value in enumerate(row):
            cell = page(value, "text")
            fitted = fit(c, cell, wide - 6, size - 0.6)
            c.text(left + column * wide, flow.y, cell, size=fitted)
        if number == 0:
            c.line(left, flow.y + 4, left + flow.width, flow.y + 4, 0.5)
        flow.y += size * 1.7
    flow.y += 6


def _tail(flow: _Flow, a: Applicant, place: int, size: float) -> None:
    t, mate = a.topic, a.colleagues[0]
    flow.add(["利益冲突　", page("所有作者声明不存在利益冲突", "text")], size)
    shares = rich(
        "作者贡献声明　{me}：研究设计、论文撰写；{mate}：数据收集；"
        "{c2}、{c3}：统计分析；{longer}：审校",
        me=own(a.name, "name", "contribution"),
        mate=other(mate.name, trap="coauthor"),
        c2=other(a.colleagues[1].name, trap="coauthor"),
        c3=other(a.colleagues[2].name, trap="coauthor"),
        longer=other(a.longer.name, trap="longer_name"),
    )
    flow.add(shares, size)
    thanks = rich(
        "志谢　感谢{short}{leader}对现场工作的支持",
        short=own(a.work.short, "employer", "short"),
        leader=other(a.leader.name, trap="leader"),
    )
    flow.add(thanks, size, after=6)
    if flow.y + 4 * size * 1.6 > flow.page.height - _FOOT:  # never the title alone at the foot
        flow.turn()
    flow.add(Span("参　考　文　献", face=HEAD), size + 1)
    entries: list[Parts] = []
    for reference in t.references:
        people: Parts = []
        for author in reference.authors:
            people += [","] if people else []
            people.append(other(author))
        cited = page(reference.title, "title")
        entries.append([*people, ".", cited, f"[J].{reference.source}."])
    for index, (title, source) in enumerate(t.own_papers[:2]):
        authors = joined(team(a, index), ",", "reference")
        entries.append([*authors, ".", page(title, "title"), "[J].", page(source, "title"), "."])
    near: Parts = [other(a.longer.name, trap="longer_name"), ".", page("行业技术年度报告", "title")]
    entries.append([*near, "[R].2023."])
    for number, entry in enumerate(entries, 1):
        flow.add([f"［{number}］", *entry], size)
    edited = rich(
        "（收稿日期：{day}　责任编辑：{who}）",
        day=page("2024-09-12", "text"),
        who=other("祁彦文", trap="editor"),
    )
    flow.y += 4
    flow.add(edited, size)
