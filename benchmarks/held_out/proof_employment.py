"""在职证明: the employer's letter, with a table of insurance months below."""

from __future__ import annotations

import numpy as np

from benchmarks.generator.canvas import Canvas, Label, Span
from benchmarks.generator.labels import Parts, org, other, own, page, rich, unsettled
from benchmarks.generator.people import Applicant
from benchmarks.generator.pictures import seal
from benchmarks.generator.style import Style
from benchmarks.generator.table import Table
from benchmarks.held_out.parts import HEAD, centred, fit
from benchmarks.truth import OPEN


def build(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
    """The letter's one page; wages and months vary."""
    c = Canvas(face=style.body_face)
    m, total, size = style.margin + 20, c.width - 2 * style.margin - 40, style.body_size + 1.2
    head = Span(a.work.full, own(a.work.full, "employer", "letterhead").label, face=HEAD)
    big = fit(c, head, total, 21)
    c.text(m, 78, head, size=big, align="center", width=total)
    latin = Span(a.work.english, own(a.work.english, "employer", "english").label)
    c.text(m, 97, latin, size=fit(c, latin, total, 9.5), align="center", width=total)
    c.line(m, 106, m + total, 106, 1.4)
    c.line(m, 109, m + total, 109, 0.4)
    centred(c, 152, "在职及参保情况证明", size=18, face=HEAD)
    y = c.paragraph(
        m, 188, total, [org("朔宁新区职称改革领导小组办公室"), "："], size=size, indent=0
    )
    start = page(f"{a.birth_year + 23}年8月", "text")
    told = rich(
        "兹有我单位职工{me}，{sex}，身份证号码{id}，自{start}起在我单位（曾用名{former}）"
        "从事{duty}工作，现聘任{title}岗位。社会保险由本单位（{short}）按月缴纳，近六个月情况如下。",
        me=own(a.name, "name", "prose"),
        sex=page(a.sex, "text"),
        id=own(a.id_number, "id_number", "prose"),
        start=start,
        former=own(a.work.former, "employer", "former"),
        duty=page(a.topic.duty, "text"),
        title=page(a.topic.present_title, "title"),
        short=own(a.work.short, "employer", "short"),
    )
    y = c.paragraph(m, y + 2, total, told, size=size, leading=1.75)
    y = _months(c, rng, m, y + 2, total)
    home: list[Parts] = [
        rich("本人手机：{p}", p=own(a.phone, "phone")),
        rich("现住址：{h}", h=unsettled(a.address, "address", "case51_address")),
        rich(
            "人事联系人：{n}　经办机构：{o}",
            n=other(a.colleagues[0].name, trap="coauthor"),
            o=org("朔宁新区社会保险事业服务中心"),
        ),
        ["本证明仅用于职称申报，不作为担保或其他用途。"],
    ]
    y += 26
    for line in home:
        y = c.paragraph(m, y, total, line, size=size, leading=1.6)
    _sign(c, a, m, y + 34, total, size)
    return [c]


def _months(c: Canvas, rng: np.random.Generator, m: float, y: float, total: float) -> float:
    wide = total / 5
    t = Table(c, m, y, [wide] * 5, [22] * 7, size=9.6)
    for column, head in enumerate(("缴费月份", "缴费基数", "养老保险", "失业保险", "到账标志")):
        t.cell(0, column, head)
    base = int(rng.integers(48, 99)) * 100
    for row in range(1, 7):
        t.cell(row, 0, page(f"2025-{row + 6:02d}", "text"))
        t.cell(row, 1, page(f"{base:.2f}", "text"))
        t.cell(row, 2, page(f"{base * 0.08:.2f}", "text"))
        t.cell(row, 3, page(f"{base * 0.005:.2f}", "text"))
        t.cell(row, 4, "已到账")
    return t.bottom


def _sign(c: Canvas, a: Applicant, m: float, y: float, total: float, size: float) -> None:
    """Head of the house, name of the house, date, and its own seal over them."""
    leader = rich("负责人签字：{n}", n=other(a.leader.name, trap="leader"))
    c.text(m, y, leader, size=size)
    unit = own(a.work.full, "employer", "signature")
    fitted = fit(c, unit, total * 0.62, size)
    c.text(m, y + 30, unit, size=fitted, align="right", width=total)
    c.text(m, y + 52, page("2026年1月8日", "text"), size=size, align="right", width=total - 12)
    middle = m + total - c.measure(unit, fitted) / 2
    label = Label("seal", "self", OPEN, "own_seal")
    c.picture(middle - 52, y - 28, middle + 52, y + 76, seal(a.work.full), label)
