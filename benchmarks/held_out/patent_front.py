"""实用新型专利 授权公告首页: bibliographic data under INID codes, abstract, a drawing."""

from __future__ import annotations

import math

import numpy as np

from benchmarks.generator.canvas import Canvas
from benchmarks.generator.labels import Parts, org, other, own, page, rich, unsettled
from benchmarks.generator.people import Applicant
from benchmarks.generator.style import Style
from benchmarks.held_out.parts import HEAD, joined, team


def build(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
    """The gazette's front page."""
    c = Canvas(face=style.body_face)
    m, total = style.margin + 8, c.width - 2 * style.margin - 16
    number = f"CN 2{rng.integers(10_000_000, 99_999_999)} U"
    c.text(m, 62, ["(19)", page("国家知识产权局", "employer")], size=13, face=HEAD)
    half = m + total / 2
    for bar in range(52):  # a bar code that says nothing
        x = half + bar * total / 2 / 52
        c.line(x, 44, x, 66, float(rng.choice((0.5, 1.2, 2.0))))
    c.text(m, 96, ["(12)", page("实用新型专利", "title")], size=20, face=HEAD)
    c.text(half, 96, ["(10)授权公告号 ", page(number, "number")], size=11)
    c.text(half, 114, ["(45)授权公告日 ", page("2024.08.16", "text")], size=11)
    c.line(m, 128, m + total, 128, 1.0)
    y = _data(c, a, rng, m, 150, total / 2 - 14)
    c.line(half - 4, 134, half - 4, max(y, 360), 0.4)
    codes: Parts = ["(51)Int.Cl.", page("G01D 21/02", "number"), page("(2006.01)", "number")]
    c.text(half + 8, 150, codes, size=10)
    search = rich("审查员　{n}", n=other(str(rng.choice(("郤文秀", "昝立民"))), trap="examiner"))
    c.text(half + 8, 340, search, size=10)
    y = max(y, 360) + 12
    c.line(m, y, m + total, y, 0.6)
    sheets = "权利要求书1页　说明书4页　附图2页"
    c.text(m, y + 18, page(sheets, "text"), size=10, align="right", width=total)
    y = c.paragraph(m, y + 44, total, ["(54)实用新型名称"], size=10.5, indent=0)
    y = c.paragraph(m + 14, y, total - 14, page(_title(a), "title"), size=12, indent=0)
    y = c.paragraph(m, y + 6, total, ["(57)摘要"], size=10.5, indent=0)
    y = c.paragraph(m + 14, y, total - 14, _abstract(a), size=10.3, leading=1.6)
    _drawing(c, m + total / 2, min(y + 76, 726))
    return [c]


def _title(a: Applicant) -> str:
    return f"一种便携式{a.topic.specialty}现场数据采集箱"


def _abstract(a: Applicant) -> str:
    return (
        f"本实用新型公开了{_title(a)}，包括箱体、设于箱体内的供电单元、采集单元和显示屏。"
        "箱体一侧铰接有盖板，盖板内侧设有缓冲垫，采集单元通过快插接头与外部传感器连接。"
        "本实用新型结构紧凑，便于野外携带，更换传感器无需拆卸箱体。"
    )


def _data(
    c: Canvas, a: Applicant, rng: np.random.Generator, x: float, y: float, width: float
) -> float:
    """The left column; the next baseline."""
    filed = page("202322000117.4", "number")
    place = int(rng.integers(0, 4))
    names = joined(team(a, place), "　", "inventors")
    lines: list[Parts] = [
        ["(21)申请号 ", filed],
        ["(22)申请日 ", page("2023.11.02", "text")],
        ["(73)专利权人 ", own(a.work.full, "employer", "patentee")],
        ["地址 ", unsettled(a.address, "address", "case51_address")],
        ["(73)专利权人 ", org(a.longer.workplace)],
        ["(72)发明人 ", *names, "　", other(a.longer.name, trap="longer_name")],
        ["(74)专利代理机构 ", org("内蒙古砺行专利代理事务所（普通合伙）")],
        ["专利代理师 ", other("幸德财", trap="agent")],
    ]
    for line in lines:
        inner = 14.0 if str(line[0]).startswith(("地址", "专利代理师")) else 0.0
        y = c.paragraph(
            x + inner, y, width - inner, line, size=10, indent=0, leading=1.5, justify=False
        )
    return y


def _drawing(c: Canvas, middle: float, y: float) -> None:
    """A box with a lid, numbered as in a patent."""
    c.frame(middle - 70, y - 30, middle + 60, y + 50, 0.9)
    c.line(middle - 70, y - 30, middle - 40, y - 60, 0.9)
    c.line(middle + 60, y - 30, middle + 90, y - 60, 0.9)
    c.line(middle - 40, y - 60, middle + 90, y - 60, 0.9)
    c.frame(middle - 50, y - 16, middle + 4, y + 22, 0.6)
    around = [
        (
            middle + 32 + 14 * math.cos(n * math.pi / 12),
            y + 8 + 14 * math.sin(n * math.pi / 12),
        )
        for n in range(25)
    ]
    for (x0, y0), (x1, y1) in zip(around, around[1:], strict=False):
        c.line(x0, y0, x1, y1, 0.6)
    for x, low, text in ((-90, 30, "1"), (-30, 8, "2"), (102, -40, "3"), (70, 12, "4")):
        c.text(middle + x, y + low, page(text, "number"), size=9)
