"""电子职称证书: an upright sheet with labels in Chinese and English, photo, code, giver's seal."""

from __future__ import annotations

import numpy as np

from benchmarks.generator.canvas import Canvas, Label, Span
from benchmarks.generator.labels import Parts, org, own, own_in_prose, page, rich
from benchmarks.generator.people import Applicant
from benchmarks.generator.pictures import ornate_border, portrait, qr_code, seal
from benchmarks.generator.style import Style
from benchmarks.held_out.parts import HEAD, fit
from benchmarks.truth import KEEP, REDACT

_GIVER = "北岭专业技术人才评价中心"


def build(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
    """One page; with a guilloche border or without, number and day vary."""
    ornate = bool(rng.random() < 0.5)
    c = Canvas(face=style.body_face, mark=(84.0, 76.0) if ornate else (24.0, 13.0))
    if ornate:
        c.backdrop(ornate_border(1240, 1754, rng))
    else:
        c.frame(40, 40, c.width - 40, c.height - 40, 1.6)
    red = (0.66, 0.08, 0.1)
    title = Span("专业技术资格证书", face=HEAD, colour=red)
    c.text(0, 132, title, size=28, align="center", width=c.width)
    latin = "Certificate of Professional Qualification"
    c.text(0, 154, latin, size=11, align="center", width=c.width)
    x, wide = 104.0, c.width - 208
    photo = Label("photo", "self", REDACT)
    side = (c.width - 84) / 2
    c.picture(side, 184, side + 84, 184 + 84 * 413 / 295, portrait(a.looks), photo)
    year = min(a.birth_year + int(rng.integers(29, 34)), 2024)
    y = _fields(c, a, rng, year, x, wide)
    told = rich(
        "兹证明{me}经评审委员会评审，具备{title}资格，有效期{term}。",
        me=own_in_prose(a.name, is_word=a.name_is_word),
        title=page(a.topic.present_title, "title"),
        term=page("长期", "text"),
    )
    y = c.paragraph(x, y + 14, wide, told, size=11.5, leading=1.8)
    code = Label("qr_code", "self", REDACT)
    c.picture(x, y + 10, x + 78, y + 88, qr_code(f"https://cert.example/q/{a.number}"), code)
    right = x + wide
    c.text(x, y + 38, org(_GIVER, "giver"), size=13, align="right", width=wide)
    day = page(f"{year}年12月28日", "text")
    c.text(x, y + 62, day, size=12, align="right", width=wide - 24)
    middle = right - c.measure(_GIVER, 13) / 2
    ring = seal(_GIVER, "资格专用章")
    c.picture(middle - 54, y - 12, middle + 54, y + 96, ring, Label("seal", "org", KEEP, "giver"))
    return [c]


def _fields(
    c: Canvas, a: Applicant, rng: np.random.Generator, year: int, x: float, wide: float
) -> float:
    """Chinese label over English label, the value on a rule to their right; the next baseline."""
    number = f"BL{year}{rng.integers(10_000, 99_999)}"
    rows: list[tuple[str, str, Parts]] = [
        ("持证人", "Bearer", [own(a.name, "name"), "　", own(a.latin, "name", "pinyin")]),
        ("公民身份号码", "ID No.", [own(a.id_number, "id_number")]),
        ("出生日期", "Date of birth", [page(a.birth, "text")]),
        ("供职单位", "Employer", [own(a.work.full, "employer")]),
        ("系列/专业", "Field", [page(f"{a.topic.series}/{a.topic.specialty}", "text")]),
        ("资格名称", "Title", [page(a.topic.present_title, "title")]),
        ("证书编号", "Certificate No.", [page(number, "number")]),
    ]
    y = 336.0
    for chinese, english, value in rows:
        c.text(x, y, chinese, size=11)
        c.text(x, y + 10, english, size=7)
        c.line(x + 96, y + 7, x + wide, y + 7, 0.4)
        size = fit(c, value, wide - 108, 12.5)
        c.text(x + 102, y + 2, value, size=size)
        y += 31
    return y
