"""How well pages are read, and how well each character's box fits, on pages drawn here.

    python -m benchmarks.ocr_boxes [--recogniser NAME] [--detector NAME] [--quick]

Columns: ``text %`` characters right and in place, less those read too many · ``centre %``
boxes whose middle lies in the true cell · ``ink %`` glyph ink inside its own box, mean, and
``worst`` the 5th percentile and minimum · ``alien %`` share of all ink in boxes that is other
glyphs' · ``s`` processor seconds a page. Last line: peak memory of the process.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from benchmarks.drawn_pages import A3_PT, Drawn, Run, dense_runs, draw, scanned, table_runs
from redactor.datatypes import OcrPage
from redactor.geometry import PtQuad
from redactor.ocr.engine import PaddleOcrEngine


@dataclass(frozen=True, slots=True)
class BoxScore:
    """Figures of one page; shares between 0 and 1."""

    chars: int
    right: float
    centred: float
    covered: float
    covered_p5: float
    covered_min: float
    alien: float


def pairs_of(drawn: Drawn, page: OcrPage) -> list[tuple[PtQuad, int]]:
    """Quads of characters read right, each with the index of its glyph.

    Right means: the same character, within one cell's height of the true place. Order does
    not matter here (forms have more than one).
    """
    free: dict[str, set[int]] = {}
    for i, drawn_char in enumerate(drawn.text):
        free.setdefault(drawn_char, set()).add(i)
    middles = drawn.cells.mean(axis=1)
    heights = np.linalg.norm(drawn.cells[:, 3] - drawn.cells[:, 0], axis=1)
    pairs = []
    for char in page.text.chars:
        if char.quad is None or not free.get(char.text):
            continue
        middle = np.mean(drawn.geometry.quad_to_px(char.quad), axis=0)
        away = {i: float(np.linalg.norm(middles[i] - middle)) for i in free[char.text]}
        nearest = min(away, key=away.__getitem__)
        if away[nearest] <= heights[nearest]:
            free[char.text].remove(nearest)
            pairs.append((char.quad, nearest))
    return pairs


def score_page(drawn: Drawn, page: OcrPage) -> BoxScore:
    """Compare what was read with what was drawn; boxes are judged where the text is right."""
    pairs = pairs_of(drawn, page)
    centred, covered, own, alien = 0, [], 0, 0
    for quad, i in pairs:
        corners = np.array(drawn.geometry.quad_to_px(quad), np.float32)
        middle = corners.mean(axis=0)
        inside = cv2.pointPolygonTest(drawn.cells[i], (float(middle[0]), float(middle[1])), False)
        centred += inside >= 0
        mine, all_of_mine, others = _ink(drawn, corners, i + 1)
        covered.append(mine / max(1, all_of_mine))
        own, alien = own + mine, alien + others
    read = sum(c.quad is not None for c in page.text.chars)
    wrong = max(len(drawn.text), read) - len(pairs)
    return BoxScore(
        chars=len(drawn.text),
        right=1 - wrong / max(1, len(drawn.text)),
        centred=centred / max(1, len(pairs)),
        covered=float(np.mean(covered)) if covered else 0.0,
        covered_p5=float(np.quantile(covered, 0.05)) if covered else 0.0,
        covered_min=float(np.min(covered)) if covered else 0.0,
        alien=alien / max(1, own + alien),
    )


def _ink(drawn: Drawn, corners: np.ndarray, number: int) -> tuple[int, int, int]:
    """Pixels of the glyph's ink in the box, of its ink at all, and of others' in the box."""
    height, width = drawn.labels.shape
    cell = drawn.cells[number - 1]
    around = np.concatenate([corners, cell])
    low = np.clip(np.floor(around.min(axis=0)).astype(int) - 8, 0, (width, height))
    high = np.clip(np.ceil(around.max(axis=0)).astype(int) + 8, 0, (width, height))
    window = drawn.labels[low[1] : high[1], low[0] : high[0]]
    # A pixel counts as inside when its middle is: what an eraser that paints pixels would do.
    ys, xs = np.nonzero(window)
    points = np.stack([xs + low[0] + 0.5, ys + low[1] + 0.5], axis=1)
    inside = _inside(points, corners)
    values = window[ys, xs]
    mine = values == number
    return int((inside & mine).sum()), int(mine.sum()), int((inside & ~mine).sum())


def _inside(points: np.ndarray, corners: np.ndarray) -> np.ndarray:
    signs = []
    for a, b in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        signs.append((b[0] - a[0]) * (points[:, 1] - a[1]) - (b[1] - a[1]) * (points[:, 0] - a[0]))
    sides = np.array(signs)
    return np.asarray((sides >= 0).all(axis=0) | (sides <= 0).all(axis=0))


def cases(quick: bool) -> Iterator[tuple[str, Drawn]]:
    """Named pages."""
    runs = dense_runs(1)
    yield "A4 10.5 pt 200 dpi", draw(runs)
    if quick:
        runs = runs[:12]
    for skew in (-5.0, -3.0, 3.0, 5.0):
        yield f"  skew {skew:+.0f}", draw(runs, skew_deg=skew)
    for turn in (90, 180, 270):
        yield f"  turned {turn}", draw(runs, turn=turn)
    yield "  skew +3, turned 90", draw(runs, skew_deg=3.0, turn=90)
    for dpi in (100.0, 150.0, 300.0):
        yield f"  {dpi:.0f} dpi", draw(runs, dpi=dpi)
    small = dense_runs(2, size_pt=8.0)
    yield "A4 8 pt 150 dpi", draw(small[: 12 if quick else None], dpi=150)
    yield "A4 6.5 pt 200 dpi", draw(dense_runs(3, size_pt=6.5)[: 12 if quick else None])
    yield "A3 8 pt 200 dpi", draw(small[: 12 if quick else None], page_pt=A3_PT)
    form, rulings = table_runs()
    yield "ruled form", draw(form, rulings=rulings)
    yield "  skew -2", draw(form, rulings=rulings, skew_deg=-2)
    yield "  poor scan", scanned(draw(form, rulings=rulings))
    yield "  150 dpi, poor scan", scanned(draw(form, dpi=150, rulings=rulings, skew_deg=1))
    yield "tight leading", draw(dense_runs(4, leading=1.18)[: 12 if quick else None])
    yield "poor scan", scanned(draw(runs[:12], skew_deg=0.7))
    long = "".join(run.text for run in dense_runs(5))[:150]
    yield "one line of 150 chars", draw([Run(long, 20, 100, 7)], page_pt=A3_PT[::-1])
    labels = [Run("工作单位", 60 + 90 * k, 100, 12, down=True) for k in range(4)]
    yield "stacked", draw([*labels, *(Run("王伟", 60 + 90 * k, 300, 14, True) for k in range(4))])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--detector", default="PP-OCRv6_tiny_det")
    parser.add_argument("--recogniser", default="PP-OCRv6_small_rec")
    parser.add_argument("--only", default="", help="cases whose name holds this")
    parser.add_argument("--quick", action="store_true", help="shorter pages")
    args = parser.parse_args()
    engine = PaddleOcrEngine(args.detector, args.recogniser)
    head = f"{'page':22} {'chars':>5} {'text %':>7} {'centre %':>8} {'ink %':>6} "
    print(
        engine.name,
        head + f"{'worst (5 %, min)':>16} {'alien %':>7} {'turn':>4} {'s':>6}",
        sep="\n",
    )
    for name, drawn in cases(args.quick):
        if args.only not in name:
            continue
        start = time.process_time()
        page = engine.read(drawn.image, drawn.geometry, 1)
        seconds = time.process_time() - start
        score = score_page(drawn, page)
        print(
            f"{name:22} {score.chars:5} {100 * score.right:7.2f} {100 * score.centred:8.2f} "
            f"{100 * score.covered:6.2f} {100 * score.covered_p5:8.1f} "
            f"{100 * score.covered_min:7.1f} {100 * score.alien:7.2f} {page.turn:4} {seconds:6.2f}",
            flush=True,
        )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GB")


if __name__ == "__main__":
    main()
