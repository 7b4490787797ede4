"""The mark of a redaction: a white box with a thin frame and a token, else a plain bar.

A redaction must be seen to be one. The token is written along the mark's own top side, so a
``Mark`` alone says how it is drawn: verification draws it again and compares.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

import pymupdf
from fontTools import subset
from fontTools.ttLib import TTFont

from redactor.datatypes import Mark
from redactor.erase.frames import Affine, page_frame
from redactor.erase.runs import axes
from redactor.geometry import Point, PtQuad

MIN_SIZE_PT = 6.0
_MAX_SIZE_PT = 14.0
_FILL = 0.82  # of the box's height that the em square takes
_SIDE_PT = 0.6  # room left of and right of the token
_FRAME_PT = 0.4
_FRAME_GREY = 0.55
_BAR_GREY = 0.4
_MIDDLE = 0.38  # of the em above the baseline: the middle of a Han character
_FONT_NAME = "RdMark"
# Of the tokens that come with the program: parsing the whole font for each new one takes 0.3 s.
_USUAL = frozenset(
    "[]·姓名身份证号工作单位区直盟市旗县乡镇手机码邮箱地址照片二维条形签指印章蒙文申报人"
)


def token_size(quad: PtQuad, token: str) -> float | None:
    """Size in points at which ``token`` is printed in ``quad``; None when it does not fit."""
    if not token:
        return None
    width, height = math.dist(quad.tl, quad.tr), math.dist(quad.tl, quad.bl)
    size = min(_FILL * height, (width - 2 * _SIDE_PT) / _length(token, 1), _MAX_SIZE_PT)
    # Hundredths, downwards: two runs over one box must not differ in a rounding.
    size = math.floor(size * 100) / 100
    return size if size >= MIN_SIZE_PT else None


@lru_cache(maxsize=1024)  # a batch has a dozen tokens, each in some sizes
def _length(token: str, size: float) -> float:
    return float(_carried_font().text_length(token, fontsize=size))


def downwards(quad: PtQuad) -> PtQuad:
    """``quad`` of a column, its corners so named that the token runs down the column."""
    return PtQuad(quad.tr, quad.br, quad.bl, quad.tl)


def upright_for_reader(quad: PtQuad, rotation: int) -> PtQuad:
    """``quad`` of a picture, its corners so named that the token is upright on the turned page."""
    right = {0: (1.0, 0.0), 90: (0.0, -1.0), 180: (-1.0, 0.0), 270: (0.0, 1.0)}[rotation]
    corners = quad.corners
    turns = [PtQuad(*(corners[k:] + corners[:k])) for k in range(4)]
    mirrored = [PtQuad(q.tr, q.tl, q.bl, q.br) for q in turns]

    def fit(q: PtQuad) -> tuple[bool, float]:
        u, _ = axes(q)
        down = (q.bl[0] - q.tl[0], q.bl[1] - q.tl[1])
        return -u[1] * down[0] + u[0] * down[1] > 0, u[0] * right[0] + u[1] * right[1]

    return max(turns + mirrored, key=fit)


def draw_marks(page: pymupdf.Page, marks: Sequence[Mark], characters: str = "") -> None:
    """Draw ``marks`` on ``page``, over all it holds.

    ``characters`` are those of the tokens of the whole document: with them, its pages share one
    font. What is seen does not depend on them.
    """
    if not marks:
        return
    # Leftovers of the page's own graphics state must not move or tint the marks.
    page.wrap_contents()
    to_user = page_frame(page).to_user
    letters = frozenset(characters).union(*(m.token for m in marks))
    parts = [b"q"]
    if letters:
        font, buffer = _token_font(letters)
        page.insert_font(fontname=_FONT_NAME, fontbuffer=buffer, set_simple=False)
    for mark in marks:
        box = _path(mark.quad.corners, to_user) + b" f"
        size = token_size(mark.quad, mark.token)
        if size is None:
            parts += [b"%.1f g" % _BAR_GREY, box]
        else:
            text = _text(mark, size, font, to_user)
            parts += [b"1 g", box, *_frame(mark.quad, to_user), text]
    parts.append(b"Q")
    pymupdf.TOOLS._insert_contents(page, b"\n".join(parts), 1)


def characters_of(marks: Iterable[Mark]) -> str:
    """The characters of all tokens, sorted."""
    return "".join(sorted(set().union(*(m.token for m in marks))))


def _frame(quad: PtQuad, to_user: Affine) -> list[bytes]:
    # Inside the box: a frame on its border would lie half on the neighbours.
    u, v = axes(quad)
    h = _FRAME_PT / 2
    inner = [
        (x + s * h * u[0] + t * h * v[0], y + s * h * u[1] + t * h * v[1])
        for (x, y), s, t in zip(quad.corners, (1, -1, -1, 1), (1, 1, -1, -1), strict=True)
    ]
    scale = math.sqrt(abs(to_user.determinant))
    pen = f"{_FRAME_GREY} G {_FRAME_PT * scale:.3f} w 0 J 0 j [] 0 d".encode()
    return [pen, _path(inner, to_user) + b" s"]


def _path(points: Iterable[Point], to_user: Affine) -> bytes:
    moves = [f"{x:.3f} {y:.3f}" for x, y in (to_user.apply(p) for p in points)]
    return f"{moves[0]} m {moves[1]} l {moves[2]} l {moves[3]} l h".encode()


def _text(mark: Mark, size: float, font: pymupdf.Font, to_user: Affine) -> bytes:
    quad = mark.quad
    u, _ = axes(quad)
    down = (-u[1], u[0])
    x, y = quad.centre
    half = _length(mark.token, size) / 2
    below = _MIDDLE * size
    start = (x - half * u[0] + below * down[0], y - half * u[1] + below * down[1])
    placed = Affine(u[0], u[1], -down[0], -down[1], *start).then(to_user)
    codes = "".join(f"{font.has_glyph(ord(c)):04x}" for c in mark.token)
    a, b, c, d, e, f = placed.a, placed.b, placed.c, placed.d, placed.e, placed.f
    matrix = f"{a:.5f} {b:.5f} {c:.5f} {d:.5f} {e:.3f} {f:.3f}"
    return f"BT 0 g /{_FONT_NAME} {size:.2f} Tf 0 Tr {matrix} Tm <{codes}> Tj ET".encode()


@cache
def _carried_font() -> pymupdf.Font:
    """The font that MuPDF carries (Droid, Apache-2.0)."""
    return pymupdf.Font("cjk")


@lru_cache(maxsize=64)
def _token_font(letters: frozenset[str]) -> tuple[pymupdf.Font, bytes]:
    """A font of just these characters, the same whatever was cut before it."""
    buffer = _cut(_stock_with(letters), letters)
    return pymupdf.Font(fontbuffer=buffer), buffer


_stock: tuple[frozenset[str], bytes] = (frozenset(), b"")


def _stock_with(letters: frozenset[str]) -> bytes:
    """A font with the characters of all tokens so far: to cut it is a hundred times as quick.

    A batch has a dozen tokens, and nearly every page another choice of them.
    """
    global _stock
    if not letters <= _stock[0]:
        every = _stock[0] | letters | _USUAL
        _stock = every, _cut(_carried_font().buffer, every)
    return _stock[1]


def _cut(font: bytes, letters: frozenset[str]) -> bytes:
    options = subset.Options(
        layout_features=[], hinting=False, notdef_outline=True, name_IDs=[], glyph_names=False
    )
    with TTFont(io.BytesIO(font), recalcTimestamp=False) as whole:
        cutter = subset.Subsetter(options)
        cutter.populate(text="".join(sorted(letters)))
        cutter.subset(whole)
        out = io.BytesIO()
        whole.save(out)
    return out.getvalue()
