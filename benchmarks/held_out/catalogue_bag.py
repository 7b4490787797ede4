"""材料袋封面: the cover of the bag that holds the papers, contents in two columns."""

from __future__ import annotations

import numpy as np

from benchmarks.generator.canvas import Canvas, Label
from benchmarks.generator.labels import Parts, other, own, page, rich
from benchmarks.generator.people import Applicant
from benchmarks.generator.pictures import qr_code
from benchmarks.generator.style import Style
from benchmarks.held_out.parts import HEAD, centred, on_line
from benchmarks.truth import REDACT

_CONTENTS = (
    "申报书", "简明情况登记表", "继续教育学时证明", "现任职资格证书", "岗位聘任证书",
    "近三年考核结果", "单位推荐报告", "论文及检索页", "项目与成果证明", "业务工作报告",
    "职业资格证书", "基层服务证明",
)  # fmt: skip


def build(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
    """One page; how many sheets each paper has is left to chance."""
    c = Canvas(face=style.form_face)
    m, total = style.margin + 12, c.width - 2 * style.margin - 24
    c.frame(m - 8, 44, m + total + 8, c.height - 60, 1.6)
    code = Label("qr_code", "self", REDACT)
    c.picture(m + 4, 54, m + 68, 118, qr_code(f"https://bag.example/{a.number}"), code)
    number = rich("档号　{n}", n=page(a.number, "number"))
    c.text(m, 74, number, size=12, align="right", width=total - 6)
    centred(c, 160, "专业技术职务任职资格评审材料", size=22, face=HEAD)
    sheets = [int(n) for n in rng.integers(1, 24, len(_CONTENTS))]
    fields: list[tuple[str, Parts]] = [
        ("姓　　名", [own(a.name, "name")]),
        ("单　　位", [own(a.work.full, "employer")]),
        ("单位性质", [page(a.work.grade, "grade")]),
        ("申报专业", [page(a.topic.specialty, "text")]),
        ("申报职务", [page(a.topic.wanted_title, "title")]),
        ("手　　机", [own(a.phone, "phone")]),
    ]
    for row, (label, value) in enumerate(fields):
        on_line(c, m + 54, 214 + row * 34, m + total - 54, label + "　", value, size=13.5)
    y = _contents(c, m, total, 464, sheets)
    lines: list[Parts] = [
        rich(
            "本袋共{k}份{p}页。　经手人：{n}",
            k=page(str(len(sheets)), "text"),
            p=page(str(sum(sheets)), "text"),
            n=other(a.reviewer.name, trap="reviewer"),
        ),
        rich(
            "退件地址：{short}　{name}（收）",
            short=own(a.work.short, "employer", "short"),
            name=own(a.name, "name", "recipient"),
        ),
    ]
    for row, line in enumerate(lines):
        c.text(m + 10, y + 22 + row * 22, line, size=11)
    return [c]


def _contents(c: Canvas, m: float, total: float, y: float, sheets: list[int]) -> float:
    """Two columns with dotted leaders; the last baseline."""
    c.text(m, y - 26, "袋 内 材 料", size=13, face=HEAD, align="center", width=total)
    half, size = total / 2, 11.0
    rows = (len(_CONTENTS) + 1) // 2
    for number, (name, count) in enumerate(zip(_CONTENTS, sheets, strict=True)):
        x = m + 10 + half * (number // rows)
        base = y + (number % rows) * 26
        start = c.text(x, base, [f"{number + 1}．", page(name, "title")], size=size)
        end = x + half - 46
        dots = max(0, int((end - start - 8) / c.measure(".", size) / 1.6))
        c.text(start + 4, base, "." * dots, size=size, tracking=c.measure(".", size) * 0.6)
        amount = rich("{n}页", n=page(str(count), "text"))
        c.text(end, base, amount, size=size, align="right", width=28)
    return y + rows * 26
