"""How well the place of a value fits its ink: ``python -m benchmarks.value_boxes [--pages N]``.

Lines of ``dev`` with a name, a number, an address or an employer in their midst are drawn glyph by
glyph, damaged, scanned at 100 to 300 dpi and read. Each value is taken out as the eraser does it,
as one quad from its first to its last character. Columns: ``whole %`` values of which no glyph
shows more than a hundredth of its ink · ``glyph %`` glyphs of which that holds · ``leak %`` values
of which a glyph shows more than 12 %, enough to be read · ``neighbours %`` values beside which a
glyph loses more than 15 % of its ink · ``collateral %`` ink of all other glyphs that is lost.
Only values whose characters were all found in place count; ``read %`` says how many.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.drawn_pages import Drawn, Run, draw
from benchmarks.drawn_scans import damaged
from benchmarks.generator.damage import KINDS, LEVELS, NO_DAMAGE, Damage
from benchmarks.generator.dev import DEV
from benchmarks.ocr_boxes import pairs_of
from benchmarks.spotting.contents import Content, draw_content
from redactor.config.settings import load_settings
from redactor.geometry import PtQuad
from redactor.ocr.engine import PaddleOcrEngine

_SIZE_PT = (430.0, 520.0)
_ROWS = 19
_DPIS = (100.0, 150.0, 200.0, 300.0)
_TRACKING = (0.0, 0.0, 0.1, 0.5)  # em
_SHOWS, _LEAKS, _HARMED = 0.01, 0.12, 0.15  # of a glyph's ink
_PALE = 0.35  # of the ink's usual depth: paler is gone
_SCRIPTS = {"name": "Han", "employer": "Han", "id_number": "digits", "phone": "digits"}


@dataclass(frozen=True, slots=True)
class Placed:
    """One value on a page: glyphs ``start`` to ``end``."""

    script: str
    layout: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fit:
    """How one value's quad fits. Shares of ink; ``shows`` is that of each glyph that is left."""

    script: str
    layout: str
    dpi: float
    damage: str
    level: int
    read: bool
    shows: tuple[float, ...] = ()
    harmed: float = 0.0  # of the neighbour that loses most
    lost: int = 0  # pixels of others' ink
    others: int = 0  # pixels of others' ink on the page, shared out among its values
    page: int = 0
    text: str = ""


def fits(number: int, engine: PaddleOcrEngine, read_dpi: float) -> list[Fit]:
    """Every value of page ``number``."""
    rng = np.random.default_rng((11, number))
    dpi = _DPIS[number % len(_DPIS)]
    kinds = [k for k in KINDS if k not in ("resolution", "turn")]
    damage = NO_DAMAGE
    if rng.random() > 0.2:
        damage = Damage(str(rng.choice(kinds)), int(rng.choice(LEVELS, p=(0.4, 0.3, 0.2, 0.1))))
    runs, placed = _page(rng)
    drawn = draw(runs, dpi=dpi, page_pt=_SIZE_PT)
    boxes = drawn.cells.reshape(-1, 8) * 72 / dpi
    aims = [tuple(boxes[p.start, :2]) + tuple(boxes[p.end - 1, 4:6]) for p in placed]
    seen = damaged(drawn, damage, number, read_dpi, aims)
    found = {i: quad for quad, i in pairs_of(seen, engine.read(seen.image, seen.geometry, 1))}
    others = int((seen.labels > 0).sum()) // max(1, len(placed))
    made = []
    for p in placed:
        quads = [found[i] for i in range(p.start, p.end) if i in found]
        about = (p.script, p.layout, dpi, damage.kind, damage.level)
        if len(quads) < p.end - p.start:
            made.append(Fit(*about, read=False))
            continue
        shows, harmed, lost = _taken_out(seen, quads, p)
        text = seen.text[p.start : p.end]
        made.append(Fit(*about, True, shows, harmed, lost, others, number, text))
    return made


def _page(rng: np.random.Generator) -> tuple[list[Run], list[Placed]]:
    """Lines with values, and two columns of stacked characters at the right."""
    runs: list[Run] = []
    placed: list[Placed] = []
    count = 0

    def add(content: Content, x: float, y: float, down: bool) -> None:
        nonlocal count
        tracking = 0.0 if down else float(rng.choice(_TRACKING))
        size = float(rng.choice((9.0, 10.5, 12.0)))
        face = str(rng.choice(DEV.faces))
        if content.value is not None:
            start = count + len("".join(content.before.split()))
            layout = "stacked" if down else f"spaced {tracking:g} em" if tracking else "solid"
            script = _SCRIPTS.get(content.value.entity.value, "Latin")
            placed.append(Placed(script, layout, start, start + len(content.middle)))
        runs.append(Run(content.text, x, y, size, down, tracking, face))
        count += len("".join(content.text.split()))

    for row in range(_ROWS):
        content = draw_content(rng)
        if len(content.text) * 10.5 < 320:
            add(content, 20, 30 + 25.0 * row, down=False)
    for column in range(2):
        content = draw_content(rng)
        if content.value and content.value.entity in ("name", "employer"):
            name = Content("", content.middle, "", content.value)
            add(name, 370 + 26 * column, 40, down=True)
    return runs, placed


def _taken_out(
    drawn: Drawn, quads: Sequence[PtQuad], placed: Placed
) -> tuple[tuple[float, ...], float, int]:
    """What each own glyph still shows, the neighbour's worst loss, and others' ink lost."""
    corners = np.array([drawn.geometry.quad_to_px(q) for q in quads], np.float32)
    # A pixel counts as inside when its middle is: what an eraser that paints pixels would do.
    labels = _visible(drawn)
    hull = cv2.convexHull(corners.reshape(-1, 2))
    ys, xs = np.nonzero(labels)
    near = (xs > hull[..., 0].min() - 60) & (xs < hull[..., 0].max() + 60)
    near &= (ys > hull[..., 1].min() - 60) & (ys < hull[..., 1].max() + 60)
    ys, xs = ys[near], xs[near]
    numbers = labels[ys, xs]
    inside = np.array(
        [
            cv2.pointPolygonTest(hull, (x + 0.5, y + 0.5), False) >= 0
            for x, y in zip(xs, ys, strict=True)
        ],
        bool,
    )
    ink, gone = np.bincount(numbers), np.bincount(numbers[inside], minlength=numbers.max() + 1)
    own = range(placed.start + 1, placed.end + 1)
    shows = tuple(round(1 - gone[n] / max(1, ink[n]), 4) for n in own)
    lost = [(int(gone[n]), int((labels == n).sum())) for n in np.flatnonzero(gone) if n not in own]
    harmed = max((part / whole for part, whole in lost), default=0.0)
    return shows, round(harmed, 4), sum(part for part, _ in lost)


def _visible(drawn: Drawn) -> NDArray[np.int32]:
    """The glyphs' ink that is still to be seen after the damage."""
    grey = cv2.cvtColor(drawn.image, cv2.COLOR_RGB2GRAY)
    dark = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, np.ones((25, 25), np.uint8))
    inked = dark[drawn.labels > 0]
    return np.where(dark > _PALE * np.median(inked), drawn.labels, 0).astype(np.int32)


def as_table(found: Sequence[Fit]) -> str:
    """One line a group of values."""
    heads = ("values", "read %", "whole %", "glyph %", "leak %", "neighbours %", "collateral %")
    out = [f"{'':20}" + "".join(f"{h:>13}" for h in heads)]
    groups: tuple[Callable[[Fit], str], ...] = (
        lambda f: "all",
        lambda f: f.script,
        lambda f: f.layout,
        lambda f: f"{f.dpi:.0f} dpi",
        lambda f: "no damage" if not f.level else "mild" if f.level <= 2 else "heavy",
        lambda f: f.damage,
    )
    for group in groups:
        for key in sorted({group(f) for f in found}):
            out.append(_row(key, [f for f in found if group(f) == key]))
    return "\n".join(out) + "\n"


def _row(key: str, mine: Sequence[Fit]) -> str:
    read = [f for f in mine if f.read]
    glyphs = [s for f in read for s in f.shows]

    def share(hits: Iterable[bool], total: int) -> str:
        return f"{100 * sum(hits) / max(1, total):13.2f}"

    return (
        f"{key:20}{len(mine):13}"
        + share((f.read for f in mine), len(mine))
        + share((max(f.shows) <= _SHOWS for f in read), len(read))
        + share((s <= _SHOWS for s in glyphs), len(glyphs))
        + share((max(f.shows) > _LEAKS for f in read), len(read))
        + share((f.harmed > _HARMED for f in read), len(read))
        + f"{100 * sum(f.lost for f in read) / max(1, sum(f.others for f in read)):13.3f}"
    )


def main() -> int:
    """Parse the command line, measure, print."""
    parser = argparse.ArgumentParser(description="How well values' places fit their ink.")
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--recogniser", default="PP-OCRv6_tiny_rec")
    parser.add_argument("--json", type=Path, help="file for each value's figures")
    args = parser.parse_args()
    settings = load_settings(None).ocr
    engine = PaddleOcrEngine(settings.detector, args.recogniser, settings.max_side_px)
    found = [f for n in range(args.pages) for f in fits(n, engine, settings.dpi)]
    if args.json:
        args.json.write_text("".join(json.dumps(asdict(f)) + "\n" for f in found), encoding="utf-8")
    sys.stdout.write(as_table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
