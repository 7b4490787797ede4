"""论文 in one column: affiliations as marked footnotes; authors and English at the end."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.generator.canvas import Canvas, Label, Span
from benchmarks.generator.documents.byline import Byline
from benchmarks.generator.documents.flow import Flow
from benchmarks.generator.documents.pieces import fitted, prose
from benchmarks.generator.labels import Parts, org, other, own, page, raised, rich
from benchmarks.generator.people import Applicant
from benchmarks.generator.style import Style
from benchmarks.truth import ASK

_WIDTH, _TOP = 595.0, 92.0
_FOOT = 112.0  # of the first page, kept free for its footnotes


def build(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
    """The paper's two or three pages."""
    paper = Byline(a, rng)
    m, size = style.margin + 16, style.paper_size + 1.5
    flow = Flow(
        lambda number: _sheet(paper, style, number),
        m,
        _WIDTH - 2 * m,
        _TOP,
        lambda number: 842.0 - (_FOOT + 12 if number == 1 else 62),
        size,
    )
    _head(flow, paper)
    _body(flow, a)
    _references(flow, paper)
    _about(flow, paper)
    _english(flow, paper)
    return flow.pages


def _sheet(paper: Byline, style: Style, number: int) -> Canvas:
    """A page with its running head: on even pages the first author and the title."""
    c = Canvas(face=style.body_face)
    a, m = paper.a, style.margin + 16
    width = c.width - 2 * m
    c.text(m, 56, f"第{paper.volume}卷", size=8.5)
    if number % 2:
        head: Parts = [page(a.topic.journal, "title")]
    else:
        first = paper.name(paper.authors[0], "running_head")
        head = [first, "等：", page(a.topic.paper, "title")]
    c.text(
        m + 40, 56, head, size=fitted(c, head, width - 90, 8.5), align="center", width=width - 80
    )
    c.text(m, 56, str(216 + number), size=8.5, align="right", width=width)
    c.line(m, 62, m + width, 62, 0.7)
    if number == 1:
        _footnotes(c, paper, m, width)
    return c


def _footnotes(c: Canvas, paper: Byline, x: float, width: float) -> None:
    """Where the authors work, by mark; then dates, fund, and whom to write to."""
    a = paper.a
    y = c.height - _FOOT + 4
    c.line(x, y, x + 120, y, 0.5)
    lines: list[Parts] = [
        [raised("a", 5.2), own(a.work.full, "employer", "shared_affiliation"), "，内蒙古 014000"],
        [raised("b", 5.2), org(a.colleagues[-1].workplace), "，内蒙古 010000"],
        [f"收稿日期：2024-09-12　基金项目：{a.topic.fund}"],
        rich(
            "*通信作者：{name}，电话：{phone}，E-mail：{mail}",
            name=own(a.name, "name", "author_note"),
            phone=own(a.phone, "phone", "author_note"),
            mail=own(a.email, "email", "author_note"),
        ),
    ]
    for line in lines:
        y = c.paragraph(x, y + 13, width, line, size=7.6, leading=1.25, indent=0) - 9.5


def _head(flow: Flow, paper: Byline) -> None:
    c, t = flow.canvas, paper.a.topic
    title = page(t.paper, "title")
    size = fitted(c, title, flow.width, 17)
    c.text(flow.x, 98, title, size=size, align="center", width=flow.width, face="sans")
    authors = paper.byline(latin=False)
    size = fitted(c, authors, flow.width, 12)
    c.text(flow.x, 126, authors, size=size, align="center", width=flow.width)
    flow.y = 152
    flow.add([Span("摘　要　", face="sans"), *prose(paper.a, t.abstract)], indent=0)
    flow.add([Span("关键词　", face="sans"), page(t.keywords, "text")], indent=0)
    doi = rich("DOI：{n}", n=page(f"10.99999/j.cnki.9999.2024.{paper.volume}.011", "number"))
    flow.add(doi, indent=0)


def _body(flow: Flow, a: Applicant) -> None:
    t = a.topic
    starts = dict(zip((0, 2, 4, 7), t.sections, strict=True))
    for index, paragraph in enumerate(t.body):
        if index in starts:
            flow.heading(f"{list(starts).index(index) + 1}　{starts[index]}")
        flow.add(prose(a, paragraph))
        if index in (1, 5) and len(a.phrases) > (index == 5):
            flow.add(prose(a, a.phrases[0 if index == 1 else 1]))
        if index == 4:
            _table(flow, t.table_title, t.table)


def _table(flow: Flow, title: str, rows: Sequence[Sequence[str]]) -> None:
    step = flow.size * 1.6
    flow.need((len(rows) + 2) * step)
    c, x, width = flow.canvas, flow.x + flow.width * 0.15, flow.width * 0.7
    y = flow.y + 4
    c.text(x, y, Span(title, face="sans"), size=flow.size - 0.5, align="center", width=width)
    c.line(x, y + 5, x + width, y + 5, 1.0)
    wide = width / len(rows[0])
    for number, row in enumerate(rows):
        y += step
        for column, value in enumerate(row):
            cell = page(value, "text") if number and column else value
            c.text(x + column * wide, y, cell, size=flow.size - 0.8, align="center", width=wide)
        if number in (0, len(rows) - 1):
            c.line(x, y + 5, x + width, y + 5, 1.0 if number else 0.5)
    flow.y = y + step + 4


def _references(flow: Flow, paper: Byline) -> None:
    a = paper.a
    flow.heading("参考文献")
    title, source = a.topic.own_papers[1]
    entries: list[Parts] = [
        rich(
            "[1] {me}, {mate}. {title}[J]. {source}.",
            me=own(a.name, "name", "reference"),
            mate=other(a.colleagues[0].name, trap="coauthor"),
            title=page(title, "title"),
            source=page(source, "title"),
        ),
        rich(
            "[2] {longer}. {title}[D]. {school}, 2016.",
            longer=other(a.longer.name, trap="longer_name"),
            title=page(a.topic.specialty + "若干问题研究", "title"),
            school=org(a.topic.school),
        ),
    ]
    for reference in a.topic.references:
        entry: Parts = [f"[{len(entries) + 1}] "]
        for author in reference.authors:
            entry += [other(author), ", " if author != reference.authors[-1] else ". "]
        entries.append([*entry, page(reference.title, "title"), f"[J]. {reference.source}."])
    family, _, given = a.latin.partition(" ")
    if given:
        short = Span(f"{family.upper()} {given[0]}", Label("name", "self", ASK, "abbreviated"))
        entries.append(
            [
                f"[{len(entries) + 1}] ",
                short,
                ", ",
                other("HARRIS T"),
                ". ",
                page("Field tests in cold and arid regions", "title"),
                "[J]. Made-up Letters, 2020, 7(1): 3-9.",
            ]
        )
    for entry in entries:
        flow.add(entry, indent=0, size=flow.size - 1, leading=1.5)


def _about(flow: Flow, paper: Byline) -> None:
    """作者简介: the applicant, then a co-author."""
    a, mate = paper.a, paper.a.colleagues[1]
    flow.heading("作者简介")
    mine = rich(
        "{name}（{year}—），{sex}，{ethnic}，{title}，现就职于{short}（原{former}），主要从事{duty}。E-mail：{mail}",
        name=own(a.name, "name", "author_note"),
        year=page(str(a.birth_year), "text"),
        sex=page(a.sex, "text"),
        ethnic=page(a.ethnic, "text"),
        title=page(a.topic.present_title, "title"),
        short=own(a.work.short, "employer", "short"),
        former=own(a.work.former, "employer", "former"),
        duty=page(a.topic.duty, "text"),
        mail=own(a.email, "email", "author_note"),
    )
    theirs = rich(
        "{name}（1979—），教授，{school}，主要从事{field}研究。E-mail：{mail}",
        name=other(mate.name, trap="coauthor"),
        school=org(a.colleagues[-1].workplace),
        field=page(a.topic.specialty, "text"),
        mail=other("author2@qingyuan-u.example", "email", "coauthor"),
    )
    for line in (mine, theirs):
        flow.add(line, indent=0, size=flow.size - 0.6)


def _english(flow: Flow, paper: Byline) -> None:
    """Title, authors, affiliations and abstract in English, after all else."""
    a, t = paper.a, paper.a.topic
    flow.y += flow.size
    flow.need(150)
    c, x, width = flow.canvas, flow.x, flow.width
    title = page(t.paper_english, "title")
    c.text(x, flow.y, title, size=fitted(c, title, width, 12), align="center", width=width)
    authors = paper.byline(latin=True)
    size = fitted(c, authors, width, 10.5)
    c.text(x, flow.y + 20, authors, size=size, align="center", width=width)
    where: list[Parts] = [
        [raised("a", 5.5), own(a.work.english, "employer", "english"), ", Inner Mongolia, China"],
        [raised("b", 5.5), org("Qingyuan University of Inner Mongolia"), ", Inner Mongolia, China"],
    ]
    for number, line in enumerate(where):
        y = flow.y + 36 + 13 * number
        c.text(x, y, line, size=fitted(c, line, width, 8.6), align="center", width=width)
    flow.y += 70
    flow.add([Span("Abstract  ", face="sans"), t.abstract_english], indent=0, size=flow.size - 0.4)
    words: Parts = [Span("Key words  ", face="sans"), page(t.keywords_english, "text")]
    flow.add(words, indent=0, size=flow.size - 0.4)
