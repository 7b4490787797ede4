"""近三年考核情况: a table turned on its side, the years across, the person in a stub."""

from __future__ import annotations

import numpy as np

from benchmarks.generator.canvas import Canvas
from benchmarks.generator.labels import Parts, org, other, own, page, rich
from benchmarks.generator.people import Applicant
from benchmarks.generator.style import Style
from benchmarks.generator.table import Table
from benchmarks.held_out.parts import HEAD, centred

_YEARS = ("2023", "2024", "2025")


def build(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
    """One page; the grades of the years vary."""
    c = Canvas(face=style.form_face)
    m, total = style.margin, c.width - 2 * style.margin
    centred(c, 82, "专业技术人员近三年考核情况汇总", size=18, face=HEAD)
    made = rich("填报日期：{d}", d=page("2026年2月20日", "text"))
    c.text(m, 110, made, size=10, align="right", width=total)
    stub = 46.0
    label = style.label_width
    year = (total - stub - label) / 3
    h = style.row_height
    t = Table(c, m, 120, [stub, label, year, year, year], [h, h, h, 152, 96, 92, 96, 58], size=10)
    _stub(t, a)
    grades = [str(rng.choice(("优秀", "合格"))) for _ in _YEARS]
    t.cell(0, 1, "年　度")
    t.cell(1, 1, "所在岗位")
    t.cell(2, 1, "考核等次")
    for column, (name, grade) in enumerate(zip(_YEARS, grades, strict=True), 2):
        t.cell(0, column, page(f"{name}年", "text"))
        post: Parts = [page(a.topic.post, "title")]
        t.cell(1, column, post, size=8.6)
        t.cell(2, column, page(grade, "grade"))
    t.cell(3, 1, "工作实绩")
    deeds = [*a.topic.deeds, *a.topic.summary]
    for column in range(3):
        t.prose(3, column + 2, [deeds[column % len(deeds)]], indent=0, leading=1.45)
    t.cell(4, 1, "部门评语")
    _remarks(t, a)
    t.cell(5, 1, "主管签名")
    leaders = (a.leader.name, a.leader.name, a.colleagues[0].name)
    for column, (who, name) in enumerate(zip(leaders, _YEARS, strict=True), 2):
        lines: list[Parts] = [
            [other(who, trap="leader")],
            [page(f"{int(name) + 1}.1.12", "text")],
        ]
        t.prose(5, column, lines, indent=1)
    t.cell(6, 1, "本人签名")
    for column, name in enumerate(_YEARS, 2):
        mine: list[Parts] = [
            [own(a.name, "name", "signature")],
            [page(f"{int(name) + 1}.1.8", "text")],
        ]
        t.prose(6, column, mine, indent=1)
    t.cell(7, 1, "核验机构")
    checked = rich(
        "{o}　核验人：{n}　{p}",
        o=org("朔宁新区职称改革领导小组办公室"),
        n=other(a.reviewer.name, trap="reviewer"),
        p=page("0471-6928486", "phone", "office_phone"),
    )
    t.cell(7, 2, checked, colspan=3, size=9)
    note = "注：等次分为优秀、合格、基本合格、不合格；本表由用人单位填写并加盖公章。"
    c.text(m, t.bottom + 20, note, size=9)
    return [c]


def _stub(t: Table, a: Applicant) -> None:
    """Name and employer run downwards at the left, outside the table of years."""
    name = own(a.name, "name", "stacked")
    t.cell(0, 0, ["姓名"], rowspan=3, stacked=True, size=10)
    t.cell(3, 0, name, stacked=True, size=12)
    t.cell(4, 0, ["单位"], stacked=True, size=10)
    t.cell(5, 0, own(a.work.full, "employer", "stacked"), rowspan=3, stacked=True, size=9)


def _remarks(t: Table, a: Applicant) -> None:
    remarks: list[Parts] = [
        rich("{n}同志工作踏实，群众评价好。", n=own(a.name, "name", "prose")),
        rich(
            "在{short}重点任务中与{mate}配合默契。",
            short=own(a.work.short, "employer", "short"),
            mate=other(a.colleagues[1].name, trap="coauthor"),
        ),
        rich(
            "较好完成{d}任务，与{longer}团队互学。",
            d=page(a.topic.duty, "text"),
            longer=other(a.longer.name, trap="longer_name"),
        ),
    ]
    for column, remark in enumerate(remarks, 2):
        t.prose(4, column, [remark], indent=0, leading=1.45)
