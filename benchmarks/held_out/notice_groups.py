"""公示 without a table: names by series in running lines, each with its employer in brackets."""

from __future__ import annotations

import numpy as np

from benchmarks.generator.canvas import Canvas, Label, Span
from benchmarks.generator.labels import Parts, ask, org, other, own, page, rich
from benchmarks.generator.people import Applicant
from benchmarks.generator.pictures import seal
from benchmarks.generator.style import Style
from benchmarks.held_out.parts import HEAD, centred
from benchmarks.truth import KEEP

_OFFICE = "朔宁新区职称改革领导小组办公室"
_Person = tuple[str, str]
_GROUPS: tuple[tuple[str, tuple[_Person, ...]], ...] = (
    (
        "工程系列",
        (
            ("佘春雷", "河西机电安装工程有限公司"),
            ("郗美荣", "北岭矿山机械研究所"),
            ("幸德财", "后山热力服务站"),
        ),
    ),
    ("卫生系列", (("萨如拉", "朔宁新区蒙医药制剂中心"), ("郤文秀", "河东社区卫生服务站"))),
    (
        "农牧业系列",
        (
            ("特木尔", "白音塔拉嘎查综合服务站"),
            ("苗凤英", "朔宁新区种子检验站"),
            ("敖登", "后山农业试验场"),
        ),
    ),
    ("教师系列", (("昝立民", "朔宁新区第九中学"), ("嘎日迪", "河东双语幼儿园"))),
    ("新闻系列", (("支永贵", "朔宁新区融媒体中心"),)),
)


def build(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
    """One page; the applicant stands anywhere in the group of the own trade."""
    c = Canvas(face=style.body_face)
    m, total, size = style.margin + 18, c.width - 2 * style.margin - 36, style.body_size + 1.4
    centred(c, 88, "关于职称评审通过人员的公示", size=20, face=HEAD)
    days = page("2026年9月7日至9月11日", "text")
    told = rich(
        "{y}年度职称评审工作已经结束，经评审委员会表决，下列人员取得相应任职资格，"
        "现予公示。公示期{d}。",
        y=page("2026", "text"),
        d=days,
    )
    y = c.paragraph(m, 126, total, told, size=size, leading=1.7) + 6
    near: Parts = _entry(other(a.longer.name, trap="near_name"), org(a.longer.workplace))
    mine: Parts = _entry(own(a.name, "name", "own_row"), own(a.work.full, "employer", "own_row"))
    groups = [(name, [_entry(other(n), org(u)) for n, u in people]) for name, people in _GROUPS]
    home = next((e for name, e in groups if name == a.topic.series), None)
    if home is None:
        home = []
        groups.append((a.topic.series, home))
    home.insert(int(rng.integers(len(home) + 1)), mine)
    groups[int(rng.integers(len(groups)))][1].append(near)
    for number, (series, entries) in zip("一二三四五六", groups, strict=False):
        y = _group(c, m, y, total, f"{number}、", series, entries, size)
    _foot(c, a, m, y + 4, total, size)
    return [c]


def _entry(name: Span, unit: Span) -> Parts:
    return [name, "（", unit, "）"]


def _group(
    c: Canvas,
    m: float,
    y: float,
    total: float,
    number: str,
    series: str,
    entries: list[Parts],
    size: float,
) -> float:
    """A heading and its people in one paragraph; the next baseline."""
    head: Parts = [number, page(series, "title"), f"（{len(entries)}人）"]
    y = c.paragraph(m, y, total, head, size=size, face=HEAD)
    line: Parts = []
    for entry in entries:
        line += ["、"] if line else []
        line += entry
    return c.paragraph(m, y, total, [*line, "。"], size=size, leading=1.6, justify=False) + 3


def _foot(c: Canvas, a: Applicant, m: float, y: float, total: float, size: float) -> None:
    reach = rich(
        "反映问题请与{o}联系，电话{p}，邮箱{e}。",
        o=org(_OFFICE, "giver"),
        p=page("0471-6928486", "phone", "office_phone"),
        e=page("zgb@shuoning-hr.example", "email", "office_email"),
    )
    y = c.paragraph(m, y, total, reach, size=size, leading=1.7)
    name = ask(a.name, "name", "homonym") if a.homonym else other(a.reviewer.name, trap="reviewer")
    c.text(m, y + 26, ["经办：", name, "（办公室）"], size=size)
    c.text(m, y + 50, org(_OFFICE, "giver"), size=size, align="right", width=total)
    c.text(m, y + 72, page("2026年9月4日", "text"), size=size, align="right", width=total - 40)
    x = m + total - c.measure(_OFFICE, size) / 2
    box = (x - 54, y - 2, x + 54, y + 106)
    c.picture(*box, seal(_OFFICE), Label("seal", "org", KEEP, "giver"))
