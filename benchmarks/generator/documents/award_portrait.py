"""获奖证书, upright: one prize for a project, its winners in a table in the order of merit."""

from __future__ import annotations

import numpy as np

from benchmarks.generator.canvas import Canvas, Colour, Span
from benchmarks.generator.documents.pieces import bystanders, fitted, giver_seal, put
from benchmarks.generator.labels import Parts, org, other, own, page, rich
from benchmarks.generator.people import Applicant
from benchmarks.generator.pictures import ornate_border
from benchmarks.generator.style import Style
from benchmarks.generator.table import Table

_RED: Colour = (0.7, 0.1, 0.1)
_HEIGHT = 25.0


def build(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
    """The certificate's one page."""
    t = a.topic
    c = Canvas(face=style.body_face, mark=(92.0, 88.0))
    c.backdrop(ornate_border(1240, 1754, rng))
    x, width = 88.0, c.width - 176
    year = int(rng.integers(2019, 2026))
    heading = "荣 誉 证 书" if rng.random() < 0.4 else "获 奖 证 书"
    c.text(0, 142, Span(heading, colour=_RED), size=36, align="center", width=c.width)
    number = rich("编号：{n}", n=page(f"QY-{year}-{rng.integers(2, 9)}-{rng.integers(100, 999)}",
                                    "number"))  # fmt: skip
    c.text(x, 176, number, size=11, align="right", width=width)
    given: Parts = rich(
        "为表彰在{prize}中作出突出贡献的集体和个人，特颁发此证书。获奖项目：{project}；奖励等级：{rank}。",
        prize=page(f"{year}年度{t.prize}", "title"),
        project=page(f"《{t.prize_project}》", "title"),
        rank=page(t.prize_rank, "title"),
    )
    y = c.paragraph(x, 212, width, given, size=13.5, leading=1.75)
    units = rich(
        "完成单位：（1）{own}；（2）{far}；（3）{school}",
        own=own(a.work.full, "employer", "first_unit"),
        far=org(a.longer.workplace),
        school=org(a.colleagues[-1].workplace),
    )
    y = c.paragraph(x, y + 8, width, units, size=11.5, leading=1.6, indent=0, justify=False)
    y = _winners(c, a, rng, x, y + 6, width)
    y = max(y + 64, 650.0)
    body = org(t.prize_body, "giver")
    size = fitted(c, body, width * 0.6, 17)
    c.text(x, y, body, size=size, align="right", width=width - 16)
    c.text(x, y + 28, page(f"{year}年12月20日", "text"), size=13, align="right", width=width - 16)
    middle = x + width - 16 - c.measure(body, size) / 2
    giver_seal(c, t.prize_body, middle, y + 6, 52, "奖励专用章")
    return [c]


def _winners(
    c: Canvas, a: Applicant, rng: np.random.Generator, x: float, y: float, width: float
) -> float:
    """The table of winners, the applicant at any rank."""
    rows: list[tuple[Span, Span]] = [
        (other(p.name, trap="co_winner"), _where(a, p.workplace)) for p in a.colleagues
    ]
    rows.append((other(a.longer.name, trap="longer_name"), org(a.longer.workplace)))
    rows += [(other(n, trap="co_winner"), _where(a, "")) for n in bystanders(a, rng, 1)]
    rows = [rows[int(n)] for n in rng.permutation(len(rows))]
    mine = own(a.name, "name", "rank_row"), own(a.work.full, "employer", "rank_row")
    rows.insert(int(rng.integers(len(rows) + 1)), mine)
    c.text(0, y + 12, "主要完成人", size=12, align="center", width=c.width, face="sans")
    widths = [58.0, 108.0, width - 166]
    t = Table(c, x, y + 22, widths, [_HEIGHT] * (len(rows) + 1), size=11)
    for column, head in enumerate(("名次", "姓名", "工作单位")):
        put(t, 0, column, head)
    for number, (name, where) in enumerate(rows, 1):
        put(t, number, 0, page(f"第{number}", "rank"))
        put(t, number, 1, name)
        put(t, number, 2, where)
    return t.bottom


def _where(a: Applicant, workplace: str) -> Span:
    """Another winner's employer; an empty one is the applicant's."""
    return org(workplace) if workplace else own(a.work.full, "employer", "shared_affiliation")
