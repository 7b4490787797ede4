"""专业技术人员年度考核表 of three years, a page each: one column of opinions, three signatures."""

from __future__ import annotations

import numpy as np

from benchmarks.generator.canvas import Canvas, Rich
from benchmarks.generator.documents.career import start
from benchmarks.generator.documents.pieces import (
    bystanders,
    fill,
    fitted,
    own_seal,
    prose,
    put,
    signed,
    tell,
)
from benchmarks.generator.labels import Parts, org, other, own, own_in_prose, page, rich
from benchmarks.generator.people import Applicant
from benchmarks.generator.style import Style
from benchmarks.generator.table import Table

_YEARS = (2023, 2024, 2025)
_GRADES = ("优秀", "合格", "基本合格", "不合格")
_SIZE = 10.5


def build(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
    """One page a year; the employer bears its former name in the first."""
    people = bystanders(a, rng, 6)
    return [
        _year(a, style, number, _GRADES[int(rng.random() < 0.65)], people[number * 2 :])
        for number in range(len(_YEARS))
    ]


def _year(a: Applicant, style: Style, number: int, grade: str, people: list[str]) -> Canvas:
    year = _YEARS[number]
    c = Canvas(face=style.form_face)
    m, total = style.margin, c.width - 2 * style.margin
    c.text(m, 52, "附表2", size=9)
    title = rich("{y}年度专业技术人员考核表", y=page(str(year), "text"))
    c.text(0, 86, title, size=19, face="sans", align="center", width=c.width)
    y = _who(c, a, style, number, 104)
    rows: list[tuple[str, float, list[Rich]]] = [
        ("本人述职", c.height - y - 444.0, [*_report(a, number)]),
        ("主管领导意见", 92.0, [_leader(a, number)]),
        ("单位考核意见", 150.0, [_committee(a, grade, year)]),
    ]
    for label, height, paragraphs in rows:
        t = Table(c, m, y, [total], [22.0, height], size=_SIZE)
        c.shade(m, y, m + total, y + 22, (0.93, 0.93, 0.93))
        t.cell(0, 0, label)
        tell(t, 1, 0, paragraphs, leading=1.6, foot=0 if label == "本人述职" else 22)
        y = t.bottom
        if label == "单位考核意见":
            own_seal(c, a, m + total - 68, y - 52, 46)
            date = rich("（盖章）　{d}", d=page(f"{year + 1}年1月18日", "text"))
            c.text(m + 14, y - 14, date, size=_SIZE)
        elif label == "主管领导意见":
            head = rich("签字：{n}", n=other(a.leader.name, trap="leader"))
            signed(c, m, y - 12, total - 16, head, _SIZE)
    y = _grades(c, m, y, total, grade)
    _signatures(c, a, style, y, year, people)
    return c


def _who(c: Canvas, a: Applicant, style: Style, number: int, y: float) -> float:
    m, total = style.margin, c.width - 2 * style.margin
    unit = own(a.work.former, "employer", "former") if number == 0 else own(a.work.full, "employer")
    narrow = total * 0.12
    wide = (total - 3 * narrow) / 3
    t = Table(c, m, y, [narrow, wide] * 3, [style.row_height + 3] * 3, size=10)
    first: list[list[Rich]] = [
        ["姓名", own(a.name, "name"), "出生年月", page(a.birth, "text"), "政治面貌", a.party],
    ]
    fill(t, first)
    put(t, 1, 0, "单位")
    put(t, 1, 1, unit, colspan=3)
    put(t, 1, 4, "职务")
    put(t, 1, 5, a.topic.post)
    put(t, 2, 0, "从事工作")
    put(t, 2, 1, page(a.topic.duty, "text"), colspan=3)
    put(t, 2, 4, "任职时间")
    put(t, 2, 5, page(f"{min(start(a) + 6, 2022)}.01", "text"))
    return t.bottom


def _report(a: Applicant, number: int) -> list[Parts]:
    """What the applicant did in the year: another part of the work each time."""
    t, mate = a.topic, a.colleagues[number % len(a.colleagues)]
    opening = rich(
        "我是{short}{name}，承担{duty}工作，现将一年来履职情况汇报如下。",
        short=own(a.work.short, "employer", "short"),
        name=own(a.name, "name", "prose"),
        duty=page(t.duty, "text"),
    )
    ending = rich(
        "以上工作得到{mate}、{longer}的支持。今后将继续努力。",
        mate=other(mate.name, trap="coauthor"),
        longer=other(a.longer.name, trap="longer_name"),
    )
    lines = [t.deeds[number % len(t.deeds)], t.body[number], *t.summary]
    if number < len(a.phrases):
        lines.append(a.phrases[number])
    taught = rich(
        "参加{o}培训，完成{h}。", o=org("青原专业技术人员继续教育基地"), h=page("96学时", "text")
    )
    return [opening, *(prose(a, line) for line in lines), taught, ending]


def _leader(a: Applicant, number: int) -> Parts:
    said = (
        "{name}同志工作踏实，按期完成各项任务，与{mate}等同志团结协作，{v}。",
        "该同志（{name}）业务能力强，带领{mate}等解决了多项难题，{v}。",
        "一年来{name}同志勤勉尽责，与{mate}共同完成年度重点工作，{v}。",
    )[number]
    return rich(
        said,
        name=own(a.name, "name", "opinion"),
        mate=other(a.colleagues[0].name, trap="coauthor"),
        v=page("同意其述职内容", "text"),
    )


def _committee(a: Applicant, grade: str, year: int) -> Parts:
    return rich(
        "经{short}考核领导小组{y}年度考核会议研究，{name}本年度考核结果为{g}，"
        "公示五个工作日无异议。",
        short=own(a.work.short, "employer", "short"),
        y=page(str(year), "text"),
        name=own_in_prose(a.name, is_word=a.name_is_word),
        g=page(grade, "grade"),
    )


def _grades(c: Canvas, m: float, y: float, total: float, grade: str) -> float:
    """考核等次: four, one of them ticked."""
    t = Table(c, m, y, [total * 0.2, *[total * 0.2] * 4], [26.0], size=_SIZE)
    put(t, 0, 0, "考核等次")
    for column, name in enumerate(_GRADES, 1):
        put(t, 0, column, page(f"{name} {'√' if name == grade else '□'}", "grade"))
    return t.bottom


def _signatures(
    c: Canvas, a: Applicant, style: Style, y: float, year: int, people: list[str]
) -> None:
    m, total = style.margin, c.width - 2 * style.margin
    t = Table(c, m, y, [total / 3] * 3, [22.0, 34.0], size=_SIZE)
    fill(t, [["被考核人签字", "考核小组成员签字", "单位负责人签字"]])
    put(t, 1, 0, own(a.name, "name", "signature"), size=12)
    put(t, 1, 1, _pair(people), size=12)
    put(t, 1, 2, other(a.leader.name, trap="leader"), size=12)
    day = rich(
        "填表日期：{d}　　经办人：{n}",
        d=page(f"{year + 1}年1月20日", "text"),
        n=other(a.reviewer.name, trap="reviewer"),
    )
    c.text(m, t.bottom + 20, day, size=fitted(c, day, total, 9.5))


def _pair(people: list[str]) -> Parts:
    first, second = (other(name, trap="signature") for name in people[:2])
    return [first, "　", second]
