"""身份证复印件: both sides of the card on one sheet, small print on a patterned ground.

Case 65: the whole card goes but for its printed labels. Sex and nationality are left unscored:
as words they stand in many texts that stay (男, 汉), and the switch ``idcard: fields`` keeps them.
"""

from __future__ import annotations

import numpy as np

from benchmarks.generator.canvas import Canvas, Colour, Label, Span
from benchmarks.generator.labels import other, own, page, rich, unsettled
from benchmarks.generator.people import Applicant
from benchmarks.generator.pictures import Rgb, portrait
from benchmarks.generator.props import card_paper, emblem
from benchmarks.generator.style import Style
from benchmarks.truth import REDACT

_BLUE: Colour = (0.16, 0.3, 0.5)
_CARD = (85.6, 54.0)  # millimetres
_MM = 72 / 25.4
_TINTS: tuple[Rgb, ...] = ((232, 240, 242), (240, 240, 232), (236, 236, 236))

_Box = tuple[float, float, float, float]


def build(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
    """The sheet with both sides, one below the other."""
    c = Canvas(face=style.form_face)
    scale = float(rng.uniform(1.0, 1.35))  # a copier's enlargement
    width, height = _CARD[0] * _MM * scale, _CARD[1] * _MM * scale
    x = (c.width - width) / 2 + float(rng.uniform(-40, 40))
    front = (x, 150.0, x + width, 150.0 + height)
    back = (x, front[3] + 40, x + width, front[3] + 40 + height)
    c.backdrop(card_paper(c.width, c.height, (front, back), _TINTS[int(rng.integers(3))], rng))
    c.text(0, 96, "居民身份证复印件", size=17, align="center", width=c.width)
    c.text(0, 122, "（正反两面）", size=11, align="center", width=c.width)
    sides = [(_front, front), (_back, back)]
    for draw, box in sides if rng.random() < 0.6 else [(_back, front), (_front, back)]:
        draw(c, a, box, rng)
    _remarks(c, a, style, back[3] + 46)
    return [c]


def _label(text: str) -> Span:
    return page(text, "label", "card_label")


def _front(c: Canvas, a: Applicant, box: _Box, rng: np.random.Generator) -> None:
    """The side with the person's data: labels in blue, values in black."""
    x0, y0, x1, y1 = box
    unit = (x1 - x0) / 100  # a hundredth of the card's width
    size, small = 4.1 * unit, 3.5 * unit
    left, value = x0 + 6 * unit, x0 + 19 * unit

    def line(y: float, label: str, span: Span, at: float = 0.0) -> None:
        c.text(left + at, y0 + y * unit, _blue(label), size=small)
        c.text(value + at, y0 + y * unit, span, size=size)

    line(10.5, "姓名", own(a.name, "name", "id_card"))
    line(19, "性别", unsettled(a.sex, "sex", "id_card"))
    line(19, "民族", unsettled(a.ethnic.removesuffix("族"), "ethnic", "id_card"), 20 * unit)
    born = a.id_number[6:14]
    birth = f"{born[:4]} 年 {int(born[4:6])} 月 {int(born[6:])} 日"
    line(27.5, "出生", own(birth, "birth", "id_card"))
    c.text(left, y0 + 36 * unit, _blue("住址"), size=small)
    home = own(a.address, "address", "id_card")
    c.paragraph(
        value, y0 + 36 * unit, 43 * unit, home, size=3.9 * unit, leading=1.3, indent=0,
        justify=False,
    )  # fmt: skip
    c.text(left, y0 + 56 * unit, _blue("公民身份号码"), size=small)
    number = own(a.id_number, "id_number", "id_card")
    c.text(x0 + 33 * unit, y0 + 56 * unit, number, size=4.6 * unit, tracking=0.75 * unit)
    at = (x0 + 66 * unit, y0 + 8 * unit, x0 + 94 * unit, y0 + 47.2 * unit)
    c.picture(*at, portrait(a.looks), Label("photo", "self", REDACT, "id_card"))


def _blue(text: str) -> Span:
    return Span(text, _label(text).label, colour=_BLUE)


def _back(c: Canvas, a: Applicant, box: _Box, rng: np.random.Generator) -> None:
    """The side with the badge, who issued the card and how long it holds."""
    x0, y0, x1, y1 = box
    unit = (x1 - x0) / 100
    c.picture(x0 + 7 * unit, y0 + 6 * unit, x0 + 25 * unit, y0 + 24 * unit, emblem())
    c.text(x0 + 30 * unit, y0 + 19 * unit, _label("居民身份证"), size=9 * unit, tracking=2 * unit)
    year = int(rng.integers(2012, 2022))
    day = f"{rng.integers(1, 13):02d}.{rng.integers(1, 29):02d}"
    valid = f"{year}.{day}-{year + 20}.{day}"
    issuer = a.address[:3] + "公安局样例分局"
    rows = (("签发机关", issuer, "issuer", 45), ("有效期限", valid, "validity", 55))
    for label, text, category, y in rows:
        c.text(x0 + 20 * unit, y0 + y * unit, _blue(label), size=3.5 * unit)
        value = own(text, category, "id_card")
        c.text(x0 + 39 * unit, y0 + y * unit, value, size=4.0 * unit)


def _remarks(c: Canvas, a: Applicant, style: Style, y: float) -> None:
    x, size = style.margin + 40, style.body_size + 1
    purpose = rich("本复印件仅供{u}使用，再次复印无效。", u=page("2026年度职称申报", "text"))
    c.text(x, y, purpose, size=size)
    same = rich("{v}", v=page("经核对，复印件与原件一致。", "text"))
    c.text(x, y + 26, same, size=size)
    checked = rich("核对人：{n}", n=other(a.reviewer.name, trap="reviewer"))
    c.text(x, y + 52, checked, size=size)
    c.text(x + 200, y + 52, rich("日期：{d}", d=page("2026年5月9日", "text")), size=size)
