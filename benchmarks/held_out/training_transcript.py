"""继续教育学时证明: a platform's printout, courses with hours, a code to check it."""

from __future__ import annotations

import numpy as np

from benchmarks.generator.canvas import Canvas, Label, Span
from benchmarks.generator.labels import Parts, org, other, own, own_in_prose, page, rich
from benchmarks.generator.people import Applicant
from benchmarks.generator.pictures import portrait, qr_code, seal
from benchmarks.generator.style import Style
from benchmarks.generator.table import Table
from benchmarks.held_out.parts import HEAD, centred
from benchmarks.truth import KEEP, REDACT

_BASE = "岱青专业技术人员研修基地"
_PUBLIC = (
    ("铸牢中华民族共同体意识专题", "公需", "12"),
    ("人工智能与数字化转型", "公需", "18"),
    ("职业道德与科研诚信", "公需", "6"),
    ("知识产权保护实务", "公需", "8"),
)


def build(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
    """The certificate's one page; courses and hours vary."""
    c = Canvas(face=style.form_face)
    m, total = style.margin + 8, c.width - 2 * style.margin - 16
    printed = rich(
        "打印时间：{d}　学员：{n}",
        d=page("2026-03-11 09:42:17", "text"),
        n=own(a.name, "name", "running_header"),
    )
    c.text(m, 36, printed, size=8)
    c.text(m, 36, page("xueshi.daiqing-edu.example", "text"), size=8, align="right", width=total)
    centred(c, 86, "专业技术人员继续教育学时证明", size=20, face=HEAD)
    y = _person(c, a, m, total)
    bottom, hours = _courses(c, a, style, rng, m, y, total)
    told = rich(
        "经核验，{me}于{year}年度累计完成继续教育{hours}学时，其中专业科目{own}学时，{verdict}。",
        me=own_in_prose(a.name, is_word=a.name_is_word),
        year=page("2025", "text"),
        hours=page(str(hours), "text"),
        own=page(str(hours - 44), "text"),
        verdict=page("符合年度学时要求", "text"),
    )
    y = c.paragraph(m, bottom + 28, total, told, size=11, leading=1.7)
    code = Label("qr_code", "self", REDACT)
    box = (m, y + 14, m + 74, y + 88)
    c.picture(*box, qr_code(f"https://xueshi.daiqing-edu.example/c/{a.number}"), code)
    c.text(m, y + 102, "扫码查验真伪", size=8.5, align="center", width=74)
    c.text(m, y + 50, org(_BASE, "giver"), size=12, align="right", width=total - 16)
    c.text(m, y + 72, page("2026年3月11日", "text"), size=11, align="right", width=total - 40)
    x = m + total - 16 - c.measure(_BASE, 12) / 2
    ring = seal(_BASE, "培训专用章")
    c.picture(x - 52, y + 2, x + 52, y + 106, ring, Label("seal", "org", KEEP, "giver"))
    made = rich("经办：{n}　复核：{k}", n=other("幸德财", trap="clerk"), k=other("郤文秀"))
    c.text(m, y + 134, made, size=9)
    return [c]


def _person(c: Canvas, a: Applicant, m: float, total: float) -> float:
    """Values under their labels in a row of boxes, the photo at the left; the lower edge."""
    photo = Label("photo", "self", REDACT)
    c.picture(m, 108, m + 62, 108 + 62 * 413 / 295, portrait(a.looks), photo)
    x, wide = m + 74, total - 74
    t = Table(c, x, 108, [wide * 0.27, wide * 0.45, wide * 0.28], [18, 25, 18, 25], size=9.6)
    grid: list[tuple[str, Parts]] = [
        ("学员姓名", [own(a.name, "name")]),
        ("公民身份号码", [own(a.id_number, "id_number")]),
        ("联系手机", [own(a.phone, "phone")]),
        ("现有职称", [page(a.topic.present_title, "title")]),
        ("现工作单位", [own(a.work.full, "employer")]),
        ("学习年度", [page("2025", "text")]),
    ]
    for number, (label, value) in enumerate(grid):
        row, column = 2 * (number // 3), number % 3
        x0, y0, x1, y1 = t.box(row, column)
        c.shade(x0, y0, x1, y1, (0.93, 0.93, 0.93))
        t.cell(row, column, Span(label), size=8.4)
        long = c.measure(value, 9.6) > x1 - x0 - 8
        t.cell(row + 1, column, value, size=8.0 if long else 9.6)
    return t.bottom


def _courses(
    c: Canvas,
    a: Applicant,
    style: Style,
    rng: np.random.Generator,
    m: float,
    y: float,
    total: float,
) -> tuple[float, int]:
    """The courses' table; its lower edge and the hours of all."""
    t = a.topic
    special = [
        (f"{t.specialty}新技术新方法", str(rng.integers(18, 31))),
        (f"{t.duty}案例研讨", str(rng.integers(10, 17))),
        (f"{t.studied}前沿进展", str(rng.integers(6, 11))),
    ]
    courses = [*_PUBLIC, *((title, "专业", hours) for title, hours in special)]
    order = rng.permutation(len(courses))
    widths = [40.0, 0.0, 60.0, 60.0, 92.0]
    widths[1] = total - sum(widths)
    height = style.row_height - 1
    table = Table(c, m, y + 24, widths, [height] * (len(courses) + 2), size=9.6)
    for column, head in enumerate(("序", "课程名称", "科目", "学时", "完成日期")):
        table.cell(0, column, head)
    for row, index in enumerate(order, 1):
        title, kind, hours = courses[int(index)]
        table.cell(row, 0, str(row))
        table.cell(row, 1, page(title, "title"), align="left")
        table.cell(row, 2, kind)
        table.cell(row, 3, page(hours, "text"))
        table.cell(row, 4, page(f"2025-{row + 3:02d}-{rng.integers(10, 28)}", "text"))
    total_hours = sum(int(hours) for _, _, hours in courses)
    last = len(courses) + 1
    table.cell(last, 0, "合　　计", colspan=3)
    table.cell(last, 3, page(str(total_hours), "text"))
    table.cell(last, 4)
    return table.bottom, total_hours
