"""聘书: the employer appoints the applicant in one sentence, under its own seal."""

from __future__ import annotations

import numpy as np

from benchmarks.generator.canvas import A4, Canvas, Colour, Span
from benchmarks.generator.documents.pieces import bystanders, fitted, own_seal
from benchmarks.generator.labels import Parts, org, other, own, page, rich, unsettled
from benchmarks.generator.people import Applicant
from benchmarks.generator.pictures import ornate_border
from benchmarks.generator.props import booklet_paper
from benchmarks.generator.style import Style

_RED: Colour = (0.72, 0.08, 0.1)


def build(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
    """The letter's one page, A4 across: an ornate sheet or an open booklet."""
    c = Canvas(A4[1], A4[0], face=style.body_face, mark=(84.0, 62.0))
    booklet = bool(rng.random() < 0.4)
    if booklet:
        c.backdrop(booklet_paper(c.width, c.height, (250, 240, 226), rng))
        title = Span("聘书", colour=_RED)
        c.stacked(c.width / 4, 230, title, size=64, step=1.7)
        x, width, top, size = c.width / 2 + 46, c.width / 2 - 92, 104.0, 13.5
        c.text(52, 500, rich("监制：{o}", o=org("青原职称改革工作办公室")), size=10)
    else:
        c.backdrop(ornate_border(1754, 1240, rng))
        title = Span("聘　书", colour=_RED)
        c.text(0, 136, title, size=46, align="center", width=c.width)
        x, width, top, size = 118.0, c.width - 236, 186.0, 16.5
    _letter(c, a, rng, x, width, top, size)
    return [c]


def _letter(
    c: Canvas,
    a: Applicant,
    rng: np.random.Generator,
    x: float,
    width: float,
    top: float,
    size: float,
) -> None:
    year = int(rng.integers(2021, 2025))
    number = rich(
        "{code}聘字〔{rest}号",
        code=unsettled(a.work.short[:2], "employer", "file_code"),
        rest=page(f"{year}〕第{rng.integers(3, 60):02d}", "number"),
    )
    c.text(x, top, number, size=size * 0.72, align="right", width=width)
    c.text(x, top + size * 1.7, rich("{n}　同志：", n=own(a.name, "name", "salutation")), size=size)
    y = c.paragraph(x, top + size * 3.5, width, _sentence(a, year), size=size, leading=1.75)
    y = c.paragraph(x, y, width, _duty(a, rng), size=size, leading=1.75)
    y = max(y + size * 0.8, 408.0)
    leader = rich("法定代表人：{n}", n=other(a.leader.name, trap="leader"))
    c.text(x, y, leader, size=size * 0.85)
    signer: Parts = [own(a.work.full, "employer", "appointing_body")]
    small = fitted(c, signer, width * 0.86, size * 0.95)
    y += size * 1.9
    c.text(x, y, signer, size=small, align="right", width=width)
    c.text(x, y + 26, page(f"{year}年1月1日", "text"), size=size * 0.85)
    middle = x + width - c.measure(signer, small) / 2
    own_seal(c, a, max(middle, x + width * 0.62), y - 8, 46)


def _sentence(a: Applicant, year: int) -> Parts:
    return rich(
        "经{body}评审、本单位研究决定，兹聘任{name}同志为{full}{title}，聘期{years}。",
        body=org(f"青原{a.topic.series}职称评审委员会"),
        name=own(a.name, "name", "in_sentence"),
        full=own(a.work.full, "employer", "appointing_body"),
        title=page(a.topic.present_title, "title"),
        years=page(f"自{year}年1月1日至{year + 3}年12月31日", "text"),
    )


def _duty(a: Applicant, rng: np.random.Generator) -> Parts:
    first, second = bystanders(a, rng, 2)
    return rich(
        "聘期内负责{duty}，与{one}、{two}、{longer}组成技术小组，履职情况纳入{kept}。",
        duty=page(a.topic.duty, "text"),
        one=other(first, trap="coauthor"),
        two=other(second, trap="coauthor"),
        longer=other(a.longer.name, trap="longer_name"),
        kept=page("年度考核", "text"),
    )
