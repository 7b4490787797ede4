"""Small sheets of unrelated lines, drawn, damaged and scanned as dossiers are: cheap to read.

The sheet goes the way of a page (scan in a PDF, rendered at the program's own scale), so that a
scan of 100 dpi is blown up and one of 300 dpi is made smaller, as there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pymupdf

from benchmarks.generator.canvas import Canvas, Label, Span
from benchmarks.generator.damage import KINDS, LEVELS, NO_DAMAGE, Damage, scan_for
from benchmarks.generator.dev import DEV
from benchmarks.generator.effects import Scan
from benchmarks.generator.render import to_scan_pdf
from benchmarks.spotting.contents import Content, draw_content
from benchmarks.truth import KEEP, Item
from redactor.geometry import Point
from redactor.ports import Image

DPIS = (100.0, 150.0, 200.0, 300.0)
LINES = 12  # of a sheet
_WIDTH, _HEIGHT = 430.0, 320.0
_UNHARMED = 0.15  # share of sheets without damage
_LEVELS = (0.35, 0.30, 0.20, 0.15)
_DAMAGES = tuple(k for k in KINDS if k not in ("resolution", "turn"))  # both are the page's
_IN_POINTS = frozenset({"blur", "shadow", "perspective"})  # their blur grows with the resolution


@dataclass(frozen=True, slots=True)
class Sheet:
    """A scanned sheet. ``middles[i]``: of the glyphs of line i's middle part, in pixels."""

    image: Image
    lines: tuple[Content, ...]
    middles: tuple[tuple[Point, ...], ...]
    dpi: float
    damage: Damage


def draw_sheet(seed: int, number: int, read_dpi: float) -> Sheet:
    """Sheet ``number`` of a seed, as it is rendered to be read at ``read_dpi``."""
    rng = np.random.default_rng((seed, number))
    dpi = DPIS[number % len(DPIS)]
    damage = _damage(rng)
    lines = tuple(draw_content(rng) for _ in range(LINES))
    scan = _at_dpi(scan_for(damage, coloured=bool(rng.random() < 0.5), rng=rng), damage, dpi)
    rendered = to_scan_pdf([_canvas(lines, rng)], scan, rng)
    with pymupdf.open(stream=rendered.data, filetype="pdf") as document:
        pixmap = document[0].get_pixmap(dpi=round(read_dpi), colorspace=pymupdf.csRGB, alpha=False)
        flat = np.frombuffer(pixmap.samples, np.uint8)
        image = flat.reshape(pixmap.height, pixmap.width, 3).copy()
    middles = tuple(_middles(item, read_dpi / 72) for item in rendered.items)
    return Sheet(image, lines, middles, dpi, damage)


def _damage(rng: np.random.Generator) -> Damage:
    if rng.random() < _UNHARMED:
        return NO_DAMAGE
    return Damage(str(rng.choice(_DAMAGES)), int(rng.choice(LEVELS, p=_LEVELS)))


def _at_dpi(scan: Scan, damage: Damage, dpi: float) -> Scan:
    grown = dpi / scan.dpi if damage.kind in _IN_POINTS else 1.0
    shake = scan.shake[0] * grown, scan.shake[1] * grown
    return replace(scan, dpi=dpi, blur=scan.blur * grown, shake=shake)


def _canvas(lines: Sequence[Content], rng: np.random.Generator) -> Canvas:
    """One labelled item a line, in their order."""
    canvas = Canvas(_WIDTH, _HEIGHT, face=str(rng.choice(DEV.faces)))
    for number, line in enumerate(lines):
        size = float(rng.choice((9.0, 10.5, 12.0, 14.0), p=(0.2, 0.5, 0.2, 0.1)))
        label = Label(line.value.entity.value if line.value else "text", "page", KEEP)
        parts: list[str | Span] = [line.before, Span(line.middle, label), line.after]
        x, y = 22 + float(rng.uniform(0, 20)), 30 + 23.0 * number
        canvas.text(x, y, [p for p in parts if p], size=size)
    return canvas


def _middles(item: Item, scale: float) -> tuple[Point, ...]:
    return tuple(
        (scale * sum(x for x, _ in quad) / 4, scale * sum(y for _, y in quad) / 4)
        for quad in item.quads
    )
