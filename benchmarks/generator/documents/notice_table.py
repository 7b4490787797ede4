"""公示 with a wide table: eight people in no order, in another office's letter."""

from __future__ import annotations

import numpy as np

from benchmarks.generator.canvas import A4, Canvas, Rich
from benchmarks.generator.documents.pieces import bystanders, fill, giver_seal
from benchmarks.generator.labels import Parts, ask, org, other, own, page, rich
from benchmarks.generator.people import Applicant
from benchmarks.generator.style import Style
from benchmarks.generator.table import Table

_OFFICE = "青原新区专业技术人员管理办公室"
_RED = (0.8, 0.1, 0.1)
_PLACES = (
    ("青原新区实验第二中学", "高级教师", "中学数学"),
    ("松林苏木综合保障服务中心", "工程师", "农牧业机械"),
    ("北山嘎查卫生室", "主治医师", "蒙医"),
    ("东岭机电设备厂", "高级工程师", "机械制造"),
    ("青原新区草原工作站", "农艺师", "草业"),
    ("南河地质勘察院", "高级工程师", "工程地质"),
    ("青原新区疾病预防控制站", "主管技师", "检验"),
)
_ETHNIC = ("汉族", "蒙古族", "满族", "回族")
_DEGREES = ("大学专科", "大学本科", "硕士研究生")


def build(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
    """The letter's one page, A4 across."""
    c = Canvas(A4[1], A4[0], face=style.body_face)
    m, total = style.margin + 6, c.width - 2 * style.margin - 12
    year, order = 2026, int(rng.integers(3, 60))
    c.text(0, 58, org(_OFFICE, "giver"), size=19, align="center", width=c.width, face="sans")
    number = page(f"青新职办〔{year}〕{order}号", "number", "file_number")
    c.text(0, 80, number, size=11, align="center", width=c.width)
    c.rule(m, 88, m + total, 88, 1.4, _RED)
    c.rule(m, 91, m + total, 91, 0.5, _RED)
    title = "2026年度申报专业技术职称人员名单公示"
    c.text(0, 120, title, size=16, align="center", width=c.width, face="sans")
    size = style.body_size
    days = page("2026年5月6日至5月12日", "text")
    opening: Parts = [
        "经审查，下列人员符合申报条件，现予公示（排名不分先后），公示期为",
        days,
        "。",
    ]
    y = c.paragraph(m, 144, total, opening, size=size, leading=1.6)
    y = _table(c, a, style, y - 4, rng)
    _closing(c, a, m, y + 22, total, size)
    return [c]


def _table(c: Canvas, a: Applicant, style: Style, y: float, rng: np.random.Generator) -> float:
    """The eight rows; the applicant stands anywhere, the near name beside or not."""
    x, total = style.margin + 6, c.width - 2 * style.margin - 12
    widths = [32.0, 82.0, 36.0, 56.0, 50.0, 0.0, 70.0, 84.0, 84.0]
    widths[5] = total - sum(widths)
    heads = ("序号", "姓名", "性别", "出生年月", "民族", "工作单位", "学历", "申报职称", "专业")
    t = Table(c, x, y, widths, [style.row_height + 4] * 9, size=9.5)
    others = _others(a, rng)
    others.insert(int(rng.integers(8)), _own_row(a))
    fill(t, [list(heads), *([str(n), *row] for n, row in enumerate(others, 1))])
    return t.bottom


def _own_row(a: Applicant) -> list[Rich]:
    return [
        own(a.name, "name", "own_row"),
        page(a.sex, "text"),
        page(a.birth, "text"),
        page(a.ethnic, "text"),
        own(a.work.full, "employer", "own_row"),
        page(a.topic.degree.split("/")[0], "text"),
        page(a.topic.wanted_title, "title"),
        page(a.topic.specialty, "text"),
    ]


def _others(a: Applicant, rng: np.random.Generator) -> list[list[Rich]]:
    """Seven other people; one bears a name that holds the applicant's."""
    names = [a.longer.name, *bystanders(a, rng, 6)]
    places = [(a.longer.workplace, "工程师", a.topic.specialty), *_PLACES[:6]]
    rows: list[list[Rich]] = []
    for n, (name, (place, title, field)) in enumerate(zip(names, places, strict=True)):
        birth = f"{rng.integers(1970, 1994)}.{rng.integers(1, 13):02d}"
        rows.append(
            [
                other(name, trap="near_name" if n == 0 else "other_row"),
                page("女" if rng.random() < 0.5 else "男", "text"),
                other(birth, "text"),
                _ETHNIC[int(rng.integers(4))],
                org(place, "other_row"),
                _DEGREES[int(rng.integers(3))],
                page(title, "title"),
                page(field, "text"),
            ]
        )
    return [rows[int(n)] for n in rng.permutation(7)]


def _closing(c: Canvas, a: Applicant, m: float, y: float, total: float, size: float) -> None:
    """Whom to tell, who checked, the office's name and seal."""
    told = rich(
        "如有异议，请实名反映。受理电话：{p}，邮箱：{e}，联系人：{n}。",
        p=page("0472-5990213", "phone", "office_phone"),
        e=page("zcgs@qyxq-rsb.example", "email", "office_email"),
        n=other(a.reviewer.name, trap="reviewer"),
    )
    y = c.paragraph(m, y, total, told, size=size, leading=1.6)
    y += 24
    c.text(m, y, _checked(a), size=size)
    c.text(m, y, org(_OFFICE, "giver"), size=size, align="right", width=total - 40)
    c.text(m, y + 20, page("2026年5月6日", "text"), size=size, align="right", width=total - 80)
    middle = m + total - 40 - c.measure(_OFFICE, size) / 2
    giver_seal(c, _OFFICE, middle, y + 28, 46)


def _checked(a: Applicant) -> Parts:
    if not a.homonym:
        return ["审核：", other(a.reviewer.name, trap="reviewer")]
    return ["审核：", ask(a.name, "name", "homonym"), "（", org(_OFFICE, "giver"), "）"]
