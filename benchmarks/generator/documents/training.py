"""继续教育审验卡: a folded card, the holder at the left, the years at the right, to be scanned."""

from __future__ import annotations

import numpy as np

from benchmarks.generator.canvas import A4, Canvas, Label, Rich
from benchmarks.generator.documents.career import BASE
from benchmarks.generator.documents.pieces import (
    bystanders,
    fill,
    fitted,
    giver_seal,
    photo,
    underlined,
)
from benchmarks.generator.labels import Parts, org, other, own, page, rich
from benchmarks.generator.people import Applicant
from benchmarks.generator.pictures import seal
from benchmarks.generator.style import Style
from benchmarks.generator.table import Table
from benchmarks.truth import OPEN

_FIRST_YEAR = 2019
_YEARS = 7


def build(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
    """The card's inside, A4 across."""
    c = Canvas(A4[1], A4[0], face=style.form_face)
    half = c.width / 2
    c.frame(24, 24, c.width - 24, c.height - 34, 1.2)
    c.line(half, 24, half, c.height - 34, 0.4)
    _holder(c, a, half, rng)
    _years(c, a, half, style, rng)
    return [c]


def _holder(c: Canvas, a: Applicant, half: float, rng: np.random.Generator) -> None:
    """Left leaf: the photo with the office's seal over its corner, who the holder is."""
    left, width = 46.0, half - 92
    c.text(0, 66, "专业技术人员", size=15, face="sans", align="center", width=half)
    c.text(0, 94, "继续教育审验卡", size=22, face="sans", align="center", width=half)
    x0, _, x1, y1 = photo(c, a, (half / 2 - 50, 112, half / 2 + 50, 246))
    # Part of it lies on what must go: whether the rest still is a seal, no rule says.
    x, y, r = x1 + float(rng.uniform(2, 16)), y1 - float(rng.uniform(18, 44)), 44.0
    ink = seal(BASE, "审验专用章")
    c.picture(x - r, y - r, x + r, y + r, ink, Label("seal", "org", OPEN, "seal_over_photo"))
    number = f"QYJX{rng.integers(2015, 2020)}{rng.integers(10000, 99999)}"
    fields: list[tuple[str, Parts]] = [
        ("姓　　名", [own(a.name, "name")]),
        ("性　　别", [page(a.sex, "text")]),
        ("身份证号", [own(a.id_number, "id_number")]),
        ("单　　位", [own(a.work.full, "employer")]),
        ("专业职称", [page(a.topic.specialty, "text"), "　", page(a.topic.present_title, "title")]),
        ("证　　号", [page(number, "number", "certificate_number")]),
        ("发证机关", [org(BASE)]),
    ]
    y = 298.0
    for label, value in fields:
        c.text(left, y, label, size=11.5)
        underlined(c, left + 60, y, width - 60, value, 11.5)
        y += 30
    line = rich("发证日期：{d}", d=page(f"{number[4:8]}年6月1日", "text"))
    c.text(left, y + 8, line, size=10.5)


def _years(c: Canvas, a: Applicant, half: float, style: Style, rng: np.random.Generator) -> None:
    """Right leaf: hours and verdict of each year, the seal below."""
    x, total = half + 20, c.width - half - 64
    c.text(half, 66, "审　验　记　录", size=15, face="sans", align="center", width=half - 24)
    holder = rich(
        "持卡人：{n}（{w}）",
        n=own(a.name, "name"),
        w=own(a.work.short, "employer", "short"),
    )
    c.text(x, 92, holder, size=fitted(c, holder, total, 10))
    people = bystanders(a, rng, 3)
    rows: list[list[Rich]] = [["年度", "公需学时", "专业学时", "合计", "审验结果", "审验人"]]
    for n in range(_YEARS):
        common, special = int(rng.integers(24, 36)), int(rng.integers(56, 84))
        rows.append(
            [
                page(str(_FIRST_YEAR + n), "text"),
                page(str(common), "text", "hours"),
                page(str(special), "text", "hours"),
                page(f"{common + special}学时", "text", "hours"),
                page("合格", "text"),
                other(people[int(rng.integers(3))], trap="reviewer"),
            ]
        )
    widths = [50.0, 54.0, 54.0, 60.0, 60.0, total - 278]
    t = Table(c, x, 104, widths, [style.row_height + 6] * len(rows), size=10)
    fill(t, rows)
    y = max(t.bottom + 40, 404)
    c.text(x, y, rich("核验人：{n}", n=other(a.reviewer.name, trap="reviewer")), size=11)
    c.text(x, y + 26, rich("日　期：{d}", d=page("2026年3月9日", "text")), size=11)
    note = rich("咨询电话：{p}", p=page("0471-6928486", "phone", "office_phone"))
    c.text(x, y + 52, note, size=11)
    giver_seal(c, BASE, x + total - 70, y + 34, 54, "审验专用章")
