"""社会保险缴费证明: the person's data, then a table of months in fine print, a code to check it."""

from __future__ import annotations

import numpy as np

from benchmarks.generator.canvas import Canvas, Label, Rich
from benchmarks.generator.documents.pieces import bystanders, fitted, giver_seal, put
from benchmarks.generator.labels import Parts, org, other, own, own_in_prose, page, rich
from benchmarks.generator.people import Applicant
from benchmarks.generator.pictures import qr_code
from benchmarks.generator.style import Style
from benchmarks.generator.table import Table
from benchmarks.truth import REDACT

_OFFICE = "云川新区社会保险事业服务中心"
_FINE = 6.8  # points
_HEADS = ("序号", "费款所属期", "险种", "缴费基数", "单位缴纳", "个人缴纳", "缴费单位", "状态")


def build(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
    """The statement's one page."""
    c = Canvas(face=style.form_face)
    x, width = style.margin, c.width - 2 * style.margin
    side = 62.0
    check = f"{rng.integers(10**11, 10**12)}"
    code = qr_code(f"https://si.example/v/{check}")
    mark = Label("qr_code", "self", REDACT, "certificate_code")
    c.picture(x + width - side, 34, x + width, 34 + side, code, mark)
    c.text(0, 68, "社会保险个人缴费证明", size=18, align="center", width=c.width)
    made = rich("验证码：{n}", n=page(check, "number", "check_number"))
    c.text(x, 104, made, size=8.5)
    y = _person(c, a, style, rng, x, 114, width)
    y = _months(c, a, rng, x, y + 20, width)
    _closing(c, a, rng, x, y, width)
    return [c]


def _person(
    c: Canvas,
    a: Applicant,
    style: Style,
    rng: np.random.Generator,
    x: float,
    y: float,
    width: float,
) -> float:
    lab = style.label_width
    half = (width - 2 * lab) / 2
    t = Table(c, x, y, [lab, half, lab, half], [style.row_height - 2] * 3, size=9.2)
    same = bool(rng.random() < 0.5)  # many offices use the ID number as 个人编号
    personal = f"15{rng.integers(10**7, 10**8)}"
    number = (
        own(a.id_number, "id_number", "personal_number")
        if same
        else own(personal, "number", "case52_number")
    )
    rows: list[list[Rich]] = [
        ["姓　　名", own(a.name, "name"), "性　　别", page(a.sex, "text")],
        ["身份证号", own(a.id_number, "id_number"), "个人编号", number],
        ["单位名称", own(a.work.full, "employer"), "参保状态", page("正常参保缴费", "text")],
    ]
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            put(t, row, column, value)
    return t.bottom


def _months(
    c: Canvas, a: Applicant, rng: np.random.Generator, x: float, y: float, width: float
) -> float:
    """Two years of months, the first of them under the employer's former name."""
    note = rich("缴费明细（{n}）", n=page("单位：元", "text"))
    c.text(x, y - 6, note, size=8.5)
    count, height = int(rng.integers(20, 31)), 15.2
    widths = [24.0, 45.0, 50.0, 46.0, 46.0, 46.0, 0.0, 34.0]
    widths[6] = width - sum(widths)
    t = Table(c, x, y, widths, [17.0] + [height] * count, size=_FINE)
    for column, head in enumerate(_HEADS):
        put(t, 0, column, head)
    former, base = int(rng.integers(2, 7)), int(rng.integers(48, 92)) * 100
    year, month = 2023, int(rng.integers(5, 12))
    for row in range(1, count + 1):
        work = (a.work.former, "former") if row <= former else (a.work.full, "month_row")
        if month == 7:
            base += 300  # the yearly change of the base
        cells: list[Rich] = [
            str(row),
            page(f"{year}-{month:02d}", "text"),
            "企业职工养老",
            page(f"{base:.2f}", "text"),
            f"{base * 0.16:.2f}",
            page(f"{base * 0.08:.2f}", "text"),
            own(work[0], "employer", work[1]),
            "已到账",
        ]
        for column, value in enumerate(cells):
            put(t, row, column, value)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return t.bottom


def _closing(
    c: Canvas, a: Applicant, rng: np.random.Generator, x: float, y: float, width: float
) -> None:
    clerk, checker = bystanders(a, rng, 2)
    remark: Parts = rich(
        "备注：1.本证明由{o}网上服务大厅出具，咨询电话{p}。2.缴费明细以税务部门征收为准。"
        "3.{name}的缴费记录仅用于{use}。",
        o=org(_OFFICE, "giver"),
        p=page("0471-6928486", "phone", "office_phone"),
        name=own_in_prose(a.name, is_word=a.name_is_word),
        use=page("职称申报", "text"),
    )
    y = c.paragraph(x, y + 16, width, remark, size=7.4, leading=1.5, indent=0)
    people = rich(
        "经办人：{a}　　复核人：{b}",
        a=other(clerk, trap="clerk"),
        b=other(checker, trap="clerk"),
    )
    c.text(x, y + 22, people, size=9)
    c.text(x, y + 44, rich("打印时间：{d}", d=page("2026年5月12日", "text")), size=9)
    office = org(_OFFICE, "giver")
    size = fitted(c, office, width * 0.45, 11)
    c.text(x, y + 34, office, size=size, align="right", width=width - 20)
    middle = x + width - 20 - c.measure(_OFFICE, size) / 2
    giver_seal(c, _OFFICE, middle, y + 26, 46, "业务专用章")
