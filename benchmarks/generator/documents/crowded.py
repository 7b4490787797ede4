"""A page of tight places: running heads and feet, stacked cells, authors, teams, struck names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from benchmarks.generator.canvas import Canvas, Colour, Rich, Span
from benchmarks.generator.documents.byline import Byline, spelt
from benchmarks.generator.documents.pieces import bystanders, fitted
from benchmarks.generator.labels import Parts, other, own, page, raised
from benchmarks.generator.people import Applicant
from benchmarks.generator.style import Style
from benchmarks.generator.table import Table

_INKS: tuple[Colour, ...] = ((0.0,) * 3, (0.25,) * 3, (0.4,) * 3, (0.55,) * 3, (0.1, 0.2, 0.5))
_GROUNDS: tuple[Colour, ...] = ((0.85, 0.9, 0.97), (0.97, 0.93, 0.8), (0.88,) * 3)
_BANDS: tuple[Colour, ...] = ((0.1, 0.25, 0.5), (0.55, 0.1, 0.12), (0.15, 0.4, 0.3))
_MARKS = ("△", "*", "★", "#", "①", "1", "▲", "◇")
_TITLES = ("高级工程师", "主任医师", "工程师", "正高级教师", "副研究员")
_LATIN_MARKS = ("1", "1,2", "a", "a,*", "2", "†")
_WHITE: Colour = (1.0, 1.0, 1.0)
_AFTER = 12.0  # points below each piece


class _Sheet:
    """What a piece is drawn with."""

    def __init__(self, a: Applicant, style: Style, rng: np.random.Generator) -> None:
        self.a, self.style, self.rng = a, style, rng
        self.c = Canvas(face=style.body_face)
        self.left, self.width = style.margin, self.c.width - 2 * style.margin

    def one(self, options: Sequence[str]) -> str:
        return options[int(self.rng.integers(len(options)))]

    def ink(self) -> Colour:
        return _INKS[int(self.rng.integers(len(_INKS)))]

    def people(self, count: int) -> list[str]:
        """Other people's names."""
        return bystanders(self.a, self.rng, count)


def build(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
    """One page: a head, a foot, and pieces by chance as long as there is room."""
    s = _Sheet(a, style, rng)
    _head(s)
    _foot(s)
    y = 92.0
    for number in rng.permutation(len(_PIECES)):
        if y > 590:
            break
        y = _PIECES[int(number)](s, y) + _AFTER
    return [s.c]


# -- heads and feet ---------------------------------------------------------------------
def _head(s: _Sheet) -> None:
    a, colour, size = s.a, s.ink(), float(s.rng.uniform(7, 9))
    name = _inked(own(a.name, "name", "head"), colour)
    unit = _inked(own(s.one((a.work.full, a.work.short)), "employer", "head"), colour)
    latin = spelt(a.latin, s.one(("caps", "given_first", "initial")))
    kinds: list[Parts] = [
        [name, "　", s.one(_TITLES), "申报材料"],
        [unit, "　", s.a.topic.paper[:14]],
        [s.a.topic.paper[:12], "　", name],
        [_inked(own(latin, "name", "head_latin"), colour), " et al.: Field Study"],
        ["第3期　　　　　", name, "等：", s.a.topic.paper[:12]],
        ["申报人：", name, "　　所在单位：", unit],
    ]
    parts = kinds[int(s.rng.integers(len(kinds)))]
    align = s.one(("left", "center", "right"))
    y = float(s.rng.uniform(34, 52))
    s.c.text(s.left, y, parts, size=fitted(s.c, parts, s.width, size), align=align, width=s.width)
    if s.rng.random() < 0.7:
        s.c.line(s.left, y + s.rng.uniform(2.5, 5), s.left + s.width, y + 4, 0.5)


def _foot(s: _Sheet) -> None:
    a, colour, size = s.a, s.ink(), float(s.rng.uniform(6.5, 9))
    name = _inked(own(a.name, "name", "foot"), colour)
    unit = _inked(own(a.work.full, "employer", "foot"), colour)
    kinds: list[Parts] = [
        ["填表人：", name, "　　第 3 页　共 12 页"],
        [name, " - 3 -"],
        [unit, "　", _inked(own(a.phone, "phone", "foot"), colour)],
        ["E-mail: ", _inked(own(a.email, "email", "foot"), colour)],
        ["3 / 12　　", name, "_2026年度"],
        ["作者简介：", name, "（1985—），男，", s.one(_TITLES), "，主要从事现场工作。"],
    ]
    parts = kinds[int(s.rng.integers(len(kinds)))]
    align = s.one(("left", "center", "right"))
    y = float(s.rng.uniform(792, 812))
    left = s.left + 60
    width = s.width - 60
    s.c.text(left, y, parts, size=fitted(s.c, parts, width, size), align=align, width=width)


def _inked(span: Span, colour: Colour) -> Span:
    return Span(span.text, span.label, span.face, span.size, span.rise, colour)


# -- pieces -----------------------------------------------------------------------------
def _stacked_cells(s: _Sheet, y: float) -> float:
    """Columns one or two characters wide, each with a name or a title running down."""
    a, size = s.a, float(s.rng.uniform(8.5, 11))
    names: list[Span] = [other(n, trap="stacked") for n in s.people(int(s.rng.integers(3, 8)))]
    names.insert(int(s.rng.integers(len(names) + 1)), own(a.name, "name", "stacked_cell"))
    across = float(s.rng.choice((1.0, 2.0)))
    wide = across * size + float(s.rng.uniform(4, 9))
    high = size * 1.25 * max(-(-len(n.text) // int(across)) for n in names) + 8
    x = s.left + 40
    for row, text in ((0, "分工"), (1, "姓名")):
        s.c.text(s.left + 4, y + 14 + row * high * 0.6, text, size=size)
    s.c.frame(s.left, y, x + wide * len(names), y + high)
    for n, name in enumerate(names):
        left = x + n * wide
        s.c.line(left, y, left, y + high)
        if across == 1:
            room = high - size * 1.25 * len(name.text)
            s.c.stacked(left + wide / 2, y + size + room / 2, name, size=size, step=1.25)
            continue
        rows = -(-len(name.text) // 2)
        top = y + (high - size * 1.25 * rows) / 2 + size
        pad = (wide - 2 * size) / 2
        s.c.paragraph(
            left + pad, top, 2 * size + 1, name, size=size, leading=1.25, indent=0, justify=False
        )
    return y + high


def _wrapped_cells(s: _Sheet, y: float) -> float:
    """A table whose narrow cells wrap employers, addresses and numbers."""
    a, size = s.a, float(s.rng.uniform(8, 10))
    strangers = s.people(3)
    widths = [30.0, float(s.rng.uniform(38, 50)), float(s.rng.uniform(60, 90))]
    widths += [float(s.rng.uniform(64, 80)), s.width - sum(widths) - 84]
    rows: list[list[Rich]] = [["序", "姓名", "单位", "联系电话", "承担的工作"]]
    mine: list[Rich] = [
        "",
        own(a.name, "name", "narrow_cell"),
        own(a.work.full, "employer", "narrow_cell"),
        own(a.phone, "phone", "narrow_cell"),
        "总体设计与现场组织",
    ]
    theirs: list[list[Rich]] = [
        [str(n), other(who, trap="narrow"), "北山技术推广站", "0472-5990211", "数据整理"]
        for n, who in enumerate(strangers, 1)
    ]
    theirs.insert(int(s.rng.integers(4)), mine)
    rows += theirs
    high = size * 1.3 * (-(-len(a.work.full) * size // (widths[2] - 10)) + 1) + 4
    t = Table(s.c, s.left, y, widths, [22.0, *[max(26.0, high)] * 4], size=size)
    shaded = s.rng.random() < 0.5
    if shaded:
        x0, y0, x1, y1 = t.box(0, 0, 1, 5)
        s.c.shade(x0, y0, x1, y1, _GROUNDS[int(s.rng.integers(len(_GROUNDS)))])
    for r, row in enumerate(rows):
        for k, rich in enumerate(row):
            t.cell(r, k, rich, align="center", size=size)
    return t.bottom


def _authors(s: _Sheet, y: float) -> float:
    """An author list with superscripts in Chinese and one in Latin letters."""
    by = Byline(s.a, s.rng)
    size = float(s.rng.uniform(9.5, 13))
    parts: Parts = []
    for person in by.authors:
        parts += [s.one(("，", "　", ", ", "； "))] if parts else []
        parts += [by.name(person, "author_line"), raised(s.one(_LATIN_MARKS), size * 0.6)]
    y = s.c.paragraph(s.left, y + size, s.width, parts, size=size, indent=0)
    style = s.one(("caps", "initial", "given_first", "comma"))
    latin: Parts = []
    for person in by.authors:
        latin += [", "] if latin else []
        text = spelt(s.a.latin if person is None else person.latin, style)
        mine = person is None
        latin.append(own(text, "name", "author_latin") if mine else other(text, trap="coauthor"))
        latin.append(raised(s.one(_LATIN_MARKS), size * 0.55))
    y = s.c.paragraph(s.left, y + 2, s.width, latin, size=size * 0.9, indent=0)
    place: Parts = [
        "（1. ",
        own(s.a.work.full, "employer", "affiliation"),
        "，内蒙古 包头 014000）",
    ]
    return s.c.paragraph(s.left, y + 2, s.width, place, size=size * 0.8, indent=0)


def _team(s: _Sheet, y: float) -> float:
    """Members in a row that wraps, some with a mark of rank glued behind."""
    size = float(s.rng.uniform(9, 11))
    names: list[Span] = [other(n, trap="team") for n in s.people(int(s.rng.integers(7, 14)))]
    names.insert(int(s.rng.integers(len(names) + 1)), own(s.a.name, "name", "team"))
    between = s.one(("、", "，", " ", "　", "/", "；"))
    parts: Parts = [s.one(("项目组成员：", "参加人员：", "课题组：", "主要完成人："))]
    for n, name in enumerate(names):
        parts += [between] if n else []
        parts.append(name)
        if s.rng.random() < 0.3:
            parts.append(page(s.one(_MARKS), "rank", "rank_mark"))
    return s.c.paragraph(s.left, y + size, s.width * s.rng.uniform(0.55, 1), parts, size=size)


def _ranked(s: _Sheet, y: float) -> float:
    """The own name alone in a cell, a mark of rank behind it."""
    size = float(s.rng.uniform(9, 12))
    names: list[Span] = [other(n, trap="ranked") for n in s.people(3)]
    names.insert(int(s.rng.integers(4)), own(s.a.name, "name", "ranked_cell"))
    wide = s.width / 4
    for n, name in enumerate(names):
        x = s.left + n * wide
        s.c.frame(x, y, x + wide, y + 22)
        raise_it = bool(s.rng.random() < 0.5)
        mark = s.one(_MARKS)
        parts: Parts = [name, raised(mark, 6) if raise_it else page(mark, "rank", "rank_mark")]
        s.c.text(
            x, y + 15, parts, size=fitted(s.c, parts, wide - 8, size), align="center", width=wide
        )
    return y + 22


def _upright(s: _Sheet, y: float) -> float:
    """Columns of text that run down, from right to left."""
    size = float(s.rng.uniform(10, 13))
    a = s.a
    columns: list[Rich] = [
        own(a.name, "name", "upright"),
        own(a.work.short, "employer", "upright"),
        other(s.people(1)[0], trap="upright"),
        "主持人与单位",
    ]
    x = s.left + 30
    ends = []
    for rich in columns:
        ends.append(s.c.stacked(x, y + size, rich, size=size, step=1.15))
        x += size * float(s.rng.uniform(1.6, 3))
    return max(ends)


def _struck(s: _Sheet, y: float) -> float:
    """Names under a line, over a line and struck through."""
    size = float(s.rng.uniform(10, 12))
    who = s.people(2)
    x = s.left
    for label, name in (
        ("签收人：", other(who[0], trap="struck")),
        ("填表人：", own(s.a.name, "name", "underlined")),
        ("申报人：", own(s.a.name, "name", "struck")),
        ("复核：", other(who[1], trap="struck")),
    ):
        x = s.c.text(x, y + size, label, size=size) + 3
        end = s.c.text(x, y + size, name, size=size)
        struck = name.label is not None and name.label.trap == "struck"
        level = y + size * (0.62 if struck else 1.0) + s.rng.uniform(0, 2)
        s.c.rule(x - 3, level, end + 3, level, 0.7, s.ink())
        x = end + 14
    return y + size


def _boxed(s: _Sheet, y: float) -> float:
    """Light print on a dark band, and dark print on a coloured box."""
    size = float(s.rng.uniform(10, 13))
    band = _BANDS[int(s.rng.integers(len(_BANDS)))]
    s.c.shade(s.left, y, s.left + s.width, y + size * 1.9, band)
    name = _inked(own(s.a.name, "name", "light_on_dark"), _WHITE)
    unit = _inked(own(s.a.work.short, "employer", "light_on_dark"), _WHITE)
    parts: Parts = [name, Span("　工作室　", colour=_WHITE), unit]
    s.c.text(s.left + 8, y + size * 1.3, parts, size=size)
    y += size * 2.4
    ground = _GROUNDS[int(s.rng.integers(len(_GROUNDS)))]
    s.c.shade(s.left, y, s.left + s.width / 2, y + size * 2, ground)
    boxed: Parts = ["项目负责人：", _inked(own(s.a.name, "name", "in_box"), s.ink())]
    s.c.text(s.left + 8, y + size * 1.35, boxed, size=size)
    return y + size * 2


def _pale(s: _Sheet, y: float) -> float:
    """A form in light print."""
    grey = (float(s.rng.uniform(0.45, 0.68)),) * 3
    size = float(s.rng.uniform(9, 11))
    a = s.a
    rows: tuple[tuple[str | Span, ...], ...] = (
        ("姓　名", own(a.name, "name", "pale"), "单　位", own(a.work.full, "employer", "pale")),
        ("电　话", own(a.phone, "phone", "pale"), "身份证", own(a.id_number, "id_number", "pale")),
    )
    for row in rows:
        x = s.left
        for text, wide in zip(row, (50.0, 90.0, 50.0, s.width - 190), strict=True):
            s.c.frame(x, y, x + wide, y + 24, 0.4)
            span = _inked(text, grey) if isinstance(text, Span) else Span(text, colour=grey)
            s.c.text(
                x, y + 16, span, size=fitted(s.c, span, wide - 6, size), align="center", width=wide
            )
            x += wide
        y += 24
    return y


def _glued(s: _Sheet, y: float) -> float:
    """The name at the very end and the very start of a line, and between digits."""
    size = float(s.rng.uniform(9.5, 11.5))
    text: Parts = [
        "经审核，",
        own(s.a.name, "name", "in_prose"),
        "同志主持完成" + s.a.topic.paper[:16] + "，由",
        own(s.a.work.short, "employer", "in_prose"),
        "组织实施，成果登记人为",
        own(s.a.name, "name", "in_prose"),
        "2024年3月，验收组由",
        other(s.people(1)[0], trap="in_prose"),
        "等5人组成，联系方式为",
        own(s.a.phone, "phone", "in_prose"),
        "。",
    ]
    return s.c.paragraph(s.left, y + size, s.width * s.rng.uniform(0.5, 1), text, size=size)


_PIECES: tuple[Callable[[_Sheet, float], float], ...] = (
    _stacked_cells,
    _wrapped_cells,
    _authors,
    _team,
    _ranked,
    _upright,
    _struck,
    _boxed,
    _pale,
    _glued,
)
