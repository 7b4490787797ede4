"""What several layouts draw alike: the photo, the ID boxes, cells that hold what they are given."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from benchmarks.generator.canvas import Canvas, Label, Rich, Span, spans_of
from benchmarks.generator.labels import Parts, ask, own, page
from benchmarks.generator.people import Applicant
from benchmarks.generator.pictures import portrait, qr_code, ring_quads, seal
from benchmarks.generator.table import Table
from benchmarks.truth import KEEP, OPEN, REDACT

_SMALLEST = 5.0  # points
_PHOTO = 413 / 295  # height over width

# People round the applicant; nobody is called so in the pools.
_NAMES = (
    "孟广斌", "贾树林", "鲁晓光", "滕云鹏", "呼日勒", "宝音图", "图雅", "卞永年", "仲维刚",
    "岳秋生", "柴立群", "翟桂枝", "敖登", "庞世杰", "殷素芬", "隋玉良", "单福来", "闫冬梅",
    "佟铁军", "额尔敦", "冀长河", "阿茹罕", "褚卫东", "靳香兰",
)  # fmt: skip


def bystanders(a: Applicant, rng: np.random.Generator, count: int) -> list[str]:
    """Names of people beside the known ones: none holds the applicant's, none stands in it."""
    known = (a.name, a.longer.name, a.leader.name, a.reviewer.name, *(p.name for p in a.colleagues))
    free = [n for n in _NAMES if all(n not in k and k not in n for k in known)]
    return [free[int(n)] for n in rng.permutation(len(free))[:count]]


def first_employer(a: Applicant) -> Span:
    """Where the applicant worked first: elsewhere, or here under the employer's former name."""
    if a.past.employer:
        return own(a.past.employer, "employer", "earlier")
    return own(a.work.former, "employer", "former")


def prose(a: Applicant, text: str) -> Parts:
    """A sentence about the work: where the own name's characters stand in it, they are a word."""
    words = sorted({*a.words, a.name}, key=len, reverse=True)
    parts: Parts = []
    for number, piece in enumerate(re.split("(" + "|".join(map(re.escape, words)) + ")", text)):
        if number % 2 and piece == a.name and a.name_is_word:
            parts.append(ask(piece, "name", "name_is_word"))
        elif number % 2:
            parts.append(page(piece, "text", "inside_word"))
        elif piece:
            parts.append(piece)
    return parts


def fitted(c: Canvas, rich: Rich, width: float, size: float) -> float:
    """The size at which one line takes no more than ``width``."""
    return min(size, size * width / max(c.measure(rich, size), 0.1))


def put(
    t: Table,
    row: int,
    column: int,
    rich: Rich = "",
    *,
    rowspan: int = 1,
    colspan: int = 1,
    align: str = "center",
    size: float | None = None,
) -> None:
    """``Table.cell`` in the largest type, up to ``size``, that the cell holds.

    ValueError when it holds none that could be read.
    """
    x0, y0, x1, y1 = t.box(row, column, rowspan, colspan)
    size = size or t.size
    while not _holds(t.canvas, rich, x1 - x0 - 8, y1 - y0 - 3, size):
        size -= 0.2
        if size < _SMALLEST:
            raise ValueError("a cell is too small for its text")
    t.cell(row, column, rich, rowspan=rowspan, colspan=colspan, align=align, size=size)


def _holds(c: Canvas, rich: Rich, width: float, height: float, size: float) -> bool:
    words = [w for span in spans_of(rich) for w in re.findall(r"[!-~]+", span.text)]
    if any(c.measure(word, size) > width for word in words):
        return False
    return c.lines_needed(rich, width, size) * 1.3 * size <= height


def tell(
    t: Table,
    row: int,
    column: int,
    paragraphs: Sequence[Rich],
    *,
    leading: float = 1.6,
    foot: float = 0.0,
) -> None:
    """``Table.prose`` with its lines set closer where the cell is short of room.

    ``foot``: points at the cell's lower edge that stay free. ValueError when it does not fit.
    """
    x0, y0, x1, y1 = t.box(row, column)
    lines = sum(t.canvas.lines_needed(p, x1 - x0 - 14, t.size, 2.0) for p in paragraphs)
    room = y1 - y0 - t.size * 2.1 - foot
    leading = min(leading, room / t.size / max(1, lines - 1))
    if leading < 1.15:
        raise ValueError("a cell is too small for its text")
    t.prose(row, column, paragraphs, leading=leading)


def fill(
    t: Table, rows: Sequence[Sequence[Rich]], *, top: int = 0, left: int = 0, size: float = 0.0
) -> None:
    """One cell for each text, row by row, from the given corner."""
    for row, line in enumerate(rows, top):
        for column, rich in enumerate(line, left):
            put(t, row, column, rich, size=size or None)


def grid(
    c: Canvas,
    x: float,
    y: float,
    widths: Sequence[float],
    height: float,
    rows: Sequence[Sequence[Rich]],
    *,
    size: float,
    head: float | None = None,
) -> float:
    """A plain table, rows of one height (the first of ``head``); its lower edge."""
    heights = [height if head is None else head, *[height] * (len(rows) - 1)]
    t = Table(c, x, y, widths, heights, size=size)
    fill(t, rows)
    return t.bottom


def photo(c: Canvas, a: Applicant, box: tuple[float, float, float, float]) -> tuple[float, ...]:
    """The portrait in the middle of a cell; the corners of the picture itself."""
    x0, y0, x1, y1 = box
    width = min(x1 - x0 - 6, (y1 - y0 - 6) / _PHOTO)
    left, top = (x0 + x1 - width) / 2, (y0 + y1 - width * _PHOTO) / 2
    at = (left, top, left + width, top + width * _PHOTO)
    c.picture(*at, portrait(a.looks), Label("photo", "self", REDACT))
    return at


def boxed_id(
    c: Canvas, a: Applicant, box: tuple[float, float, float, float], size: float = 11.0
) -> None:
    """The ID number over 18 boxes that together fill the given one."""
    x0, y0, x1, y1 = box
    step = (x1 - x0) / 18
    for n in range(18):
        c.frame(x0 + n * step, y0, x0 + (n + 1) * step, y1, 0.5)
    base = (y0 + y1) / 2 + size * 0.36
    places = [(x0 + (n + 0.5) * step, base) for n in range(18)]
    c.scattered(places, own(a.id_number, "id_number", "one_digit_a_cell"), size=size)


def person_code(c: Canvas, a: Applicant, x: float, y: float, side: float) -> None:
    """The form's QR code, its upper right corner at (x, y): one code, one person (F12)."""
    code = qr_code(f"https://zcps.example/p/{a.number}")
    c.picture(x - side, y, x, y + side, code, Label("qr_code", "self", REDACT))


def own_seal(c: Canvas, a: Applicant, x: float, y: float, radius: float, line: str = "") -> None:
    """The employer's seal about (x, y): its ring's text goes, by default; of the rest the switch
    decides, so it is not scored.
    """
    box = _sealed(c, a.work.full, (x, y, radius), line, Label("seal", "self", OPEN, "own_seal"))
    c.mark(ring_quads(a.work.full, box), a.work.full, Label("seal_text", "self", REDACT))


def giver_seal(c: Canvas, body: str, x: float, y: float, radius: float, line: str = "") -> None:
    """Another body's seal about (x, y): must stay."""
    _sealed(c, body, (x, y, radius), line, Label("seal", "org", KEEP, "giver"))


def _sealed(
    c: Canvas, body: str, place: tuple[float, float, float], line: str, label: Label
) -> tuple[float, float, float, float]:
    x, y, radius = place
    box = (x - radius, y - radius, x + radius, y + radius)
    c.seals[len(c.pictures)] = body
    c.picture(*box, seal(body, line), label)
    return box


def signed(c: Canvas, x: float, y: float, width: float, rich: Rich, size: float) -> None:
    """A line at the right edge of a cell."""
    c.text(x, y, rich, size=fitted(c, rich, width, size), align="right", width=width)


def underlined(c: Canvas, x: float, y: float, width: float, rich: Rich | Span, size: float) -> None:
    """A value in the middle of a ruled line."""
    c.text(x, y, rich, size=fitted(c, rich, width - 6, size), align="center", width=width)
    c.line(x, y + 5, x + width, y + 5, 0.6)
