"""表彰决定: a red-headed document that lists the prize winners by grade."""

from __future__ import annotations

import numpy as np

from benchmarks.generator.canvas import Canvas, Label, Span
from benchmarks.generator.labels import Parts, org, other, own, page, rich
from benchmarks.generator.people import Applicant
from benchmarks.generator.pictures import seal
from benchmarks.generator.style import Style
from benchmarks.held_out.parts import HEAD, centred, fit, joined, team
from benchmarks.truth import KEEP

_RED = (0.8, 0.1, 0.1)
_GRADES = ("一等奖", "二等奖", "三等奖")
_WINNERS = (
    ("荒漠灌丛平茬更新技术", "昝立民 佘春雷 萨如拉", "朔宁林草科学研究中心"),
    ("矿区道路抑尘剂研制", "支永贵 郗美荣", "北岭矿山机械研究所"),
    ("马铃薯晚疫病预警系统", "苗凤英 特木尔 昝立新", "后山农业试验场"),
    ("低温沼气增效装置", "幸德财 嘎日迪", "白音塔拉新能源服务站"),
    ("地方志数字化整理", "郤文秀 敖登", "朔宁新区档案馆"),
)


def build(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
    """The decision's one page."""
    t = a.topic
    c = Canvas(face=style.body_face)
    m, total, size = style.margin + 16, c.width - 2 * style.margin - 32, 11.5
    red = Span(t.prize_body + "文件", org(t.prize_body).label, colour=_RED)
    wide = fit(c, red, total, 30)
    c.text(m, 90, red, size=wide, align="center", width=total)
    number = page("青奖发〔2024〕19号", "number")
    c.text(m, 122, number, size=11, align="center", width=total)
    c.rule(m, 132, m + total, 132, 2.0, _RED)
    centred(c, 170, f"关于公布2024年度{t.prize}评选结果的决定", size=16, face=HEAD)
    y = c.paragraph(m, 204, total, "各会员单位：", size=size, indent=0)
    opening = rich(
        "经形式审查、专家评议和公示，共评出获奖成果{n}项，现予公布。",
        n=page(str(len(_WINNERS) + 1), "text"),
    )
    y = c.paragraph(m, y + 2, total, opening, size=size, leading=1.7) + 4
    grade = next((g for g in _GRADES if g in t.prize_rank), _GRADES[1])
    others = iter(_WINNERS)
    counts = {g: 2 - (g == grade) + (g != grade and g == "一等奖") * -1 for g in _GRADES}
    for name in _GRADES:
        entries = [_other(*next(others)) for _ in range(counts[name])]
        if name == grade:
            entries.insert(int(rng.integers(len(entries) + 1)), _mine(a, rng))
        y = _group(c, m, y, total, name, entries, size)
    closing = "希望获奖单位和个人珍惜荣誉，推动成果转化应用。"
    y = c.paragraph(m, y + 4, total, closing, size=size, leading=1.7)
    contact = rich(
        "（联系人：{n}，电话：{p}）",
        n=other(a.reviewer.name, trap="reviewer"),
        p=page("0471-5990126", "phone", "office_phone"),
    )
    c.text(m + 2 * size, y + 4, contact, size=size)
    low = max(y + 62, 700)
    c.text(m, low, org(t.prize_body, "giver"), size=size, align="right", width=total - 20)
    c.text(m, low + 24, page("2024年12月9日", "text"), size=size, align="right", width=total - 36)
    x = m + total - 20 - c.measure(t.prize_body, size) / 2
    box = (x - 52, low - 42, x + 52, low + 62)
    c.picture(*box, seal(t.prize_body), Label("seal", "org", KEEP, "giver"))
    return [c]


def _group(
    c: Canvas, m: float, y: float, total: float, name: str, entries: list[Parts], size: float
) -> float:
    head: Parts = [page(name, "title"), f"（{len(entries)}项）"]
    y = c.paragraph(m, y + 6, total, head, size=size + 0.5, face=HEAD, indent=0)
    for number, entry in enumerate(entries, 1):
        y = c.paragraph(
            m + 14, y, total - 14, [f"{number}.", *entry], size=size - 0.7, indent=0, leading=1.55
        )
    return y


def _other(title: str, people: str, unit: str) -> Parts:
    names: Parts = []
    for name in people.split():
        names += ["　"] if names else []
        names.append(other(name, trap="other_row"))
    return ["《", page(title, "title"), "》完成人：", *names, "　完成单位：", org(unit)]


def _mine(a: Applicant, rng: np.random.Generator) -> Parts:
    """The own entry, with two employers and the name at a random place."""
    names = joined(team(a, int(rng.integers(0, 4))), "　", "winners")
    return [
        "《",
        page(a.topic.prize_project, "title"),
        "》完成人：",
        *names,
        "　",
        other(a.longer.name, trap="longer_name"),
        "　完成单位：",
        own(a.work.full, "employer"),
        "，",
        org(a.longer.workplace),
    ]
