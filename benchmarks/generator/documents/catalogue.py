"""送评材料目录单: whose file it is, and its eleven parts."""

from __future__ import annotations

import numpy as np

from benchmarks.generator.canvas import Canvas, Rich
from benchmarks.generator.documents.pieces import bystanders, fill, fitted, put, underlined
from benchmarks.generator.labels import Parts, org, other, own, page, rich
from benchmarks.generator.people import Applicant
from benchmarks.generator.style import Style
from benchmarks.generator.table import Table

# Parts and how many of each, as the notices list them (RULES.md F13).
_PARTS = (
    ("专业技术职称评审表", "2"),
    ("专业技术职称送审表", "15"),
    ("继续教育审验卡", "1"),
    ("现职称证书及聘书", "1"),
    ("近三年年度考核表", "3"),
    ("公示书面报告", "1"),
    ("论文、论著", "5"),
    ("成果、获奖、项目材料", "4"),
    ("业绩总结报告", "1"),
    ("职业资格证书", "1"),
    ("其他材料", "2"),
)


def build(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
    """The list's one page."""
    c = Canvas(face=style.form_face)
    m, total = style.margin, c.width - 2 * style.margin
    people = bystanders(a, rng, 2)
    c.text(0, 92, "送评材料目录单", size=22, face="sans", align="center", width=c.width)
    subject = rich(
        "（{series}　申报{title}）",
        series=page(a.topic.series, "text"),
        title=page(a.topic.wanted_title, "title"),
    )
    c.text(0, 118, subject, size=11, align="center", width=c.width)
    y = _head(c, a, m, total, 156)
    y = _list(c, a, style, rng, y + 14)
    _foot(c, a, m, total, y, people)
    return [c]


def _head(c: Canvas, a: Applicant, m: float, total: float, y: float) -> float:
    """姓名, 单位 and 编号, each over its line."""
    size = 11.0
    fields: list[tuple[str, Parts, float]] = [
        ("姓名：", [own(a.name, "name")], 0.24),
        ("单位：", [own(a.work.full, "employer")], 0.5),
        ("编号：", [page(a.number, "number", "file_number")], 0.26),
    ]
    x = m
    for label, value, share in fields:
        start = c.text(x, y, label, size=size)
        underlined(c, start, y, x + total * share - 8 - start, value, size)
        x += total * share
    return y + 6


def _list(c: Canvas, a: Applicant, style: Style, rng: np.random.Generator, y: float) -> float:
    m, total = style.margin, c.width - 2 * style.margin
    widths = [34.0, 0.0, 40.0, 52.0, total * 0.34]
    widths[1] = total - sum(widths)
    t = Table(c, m, y, widths, [28.0, *[style.row_height + 12] * len(_PARTS)], size=10.5)
    fill(t, [["序号", "材料名称", "份数", "页码", "备　注"]])
    remarks = _remarks(a)
    first = 1
    for row, (name, copies) in enumerate(_PARTS, 1):
        last = first + int(rng.integers(0, 8))
        pages = str(first) if first == last else f"{first}—{last}"
        first = last + 1
        cells: list[Rich] = [str(row), page(name, "text"), copies, page(pages, "number")]
        fill(t, [cells], top=row)
        put(t, row, 4, remarks.get(row, ""), size=9.2)
    return t.bottom


def _remarks(a: Applicant) -> dict[int, Parts]:
    """What stands beside some parts: own and others' names, the employer under three names."""
    t = a.topic
    return {
        3: [org("青原专业技术人员继续教育基地"), "审验"],
        5: [own(a.work.short, "employer", "short"), "2023—2025年考核"],
        6: ["含原", own(a.work.former, "employer", "former"), "人员公示"],
        7: [
            "含与",
            other(a.longer.name, trap="longer_name"),
            "、",
            other(a.colleagues[0].name, trap="coauthor"),
            "合著",
            page("2篇", "text"),
        ],
        8: [org(t.prize_body), page(t.prize_rank, "title"), "1项"],
        9: ["由", own(a.name, "name", "remark"), "本人撰写"],
        11: [other(a.colleagues[1].name, trap="expert"), "推荐信1封"],
    }


def _foot(c: Canvas, a: Applicant, m: float, total: float, y: float, people: list[str]) -> None:
    day = page("2026年5月22日", "text")
    lines: list[Parts] = [
        rich("申报人签字：{n}　{d}", n=own(a.name, "name", "signature"), d=day),
        rich(
            "单位审核人：{n}　联系电话：{p}",
            n=other(a.leader.name, trap="leader"),
            p=own(a.phone, "phone", "contact"),
        ),
        rich(
            "材料接收人：{n}　复核人：{k}　受理电话：{p}",
            n=other(people[0], trap="reviewer"),
            k=other(people[1], trap="reviewer"),
            p=page("0472-5990213", "phone", "office_phone"),
        ),
    ]
    for line in lines:
        y += 32
        c.text(m, y, line, size=fitted(c, line, total, 10.5))
    note = "注：“编号”按花名册中的编号填写；材料按目录顺序装订，本单置于卷首。"
    c.text(m, y + 34, note, size=9)
