"""``python -m benchmarks.sights --seed 3 --sheets 60``: portraits and codes, by detectors alone.

Each sheet holds print, a portrait of 16 × 22 to 35 × 49 mm, a QR code and a bar code. What is done
to them comes in turn (left as they are, a seal over them, half covered, printed small, inverted),
as does the copy (colour, grey, black and white), the page's quarter turn and its damage. Columns:
found, of how many; Wilson's interval; of photos the mean overlap over union with the true place.
Last the processor time of every detector on these pages, all weights loaded.
"""

from __future__ import annotations

import argparse
import io
import os
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import zxingcpp
from PIL import Image as PilImage

from benchmarks import drawn_pages
from benchmarks.draw import pool_of, sheet_args
from benchmarks.drawn_pages import Drawn
from benchmarks.drawn_scans import damaged
from benchmarks.generator.damage import NO_DAMAGE, Damage
from benchmarks.generator.dev import DEV
from benchmarks.generator.impressions import RED, impression, press, random_make
from benchmarks.generator.people import Applicant
from benchmarks.generator.pictures import portrait, qr_code
from benchmarks.generator.pool import Pool
from benchmarks.generator.props import bar_code
from benchmarks.generator.sealed import DAMAGES, SEEN_DPI, copied, read_text
from benchmarks.generator.strangers import random_applicant
from benchmarks.scoring.tables import wilson
from redactor.assemble import Recipe, build_parts
from redactor.config.rules import load_rules
from redactor.config.settings import load_settings
from redactor.datatypes import DocClass, Entity, Finding, Picture
from redactor.geometry import PageGeometry, PtBox, PtQuad, hull_box
from redactor.ocr.engine import PaddleOcrEngine
from redactor.ports import Image, PageView

_DPI = 200.0
_MM = _DPI / 25.4
COPIES = ("colour", "grey", "black")
STATES = ("plain", "sealed", "half", "small", "inverted")
_PHOTO_MM = ((25.0, 35.0), (35.0, 49.0), (22.0, 32.0))
_SMALL_MM = (16.0, 22.0)
_FOUND = 0.5  # overlap over union of a photo that counts as found


@dataclass(frozen=True, slots=True)
class Sight:
    """What stands on a sheet, and where (points of the page as it is shown)."""

    entity: Entity
    state: str
    box: PtBox
    scannable: bool = True  # a phone would read it: the code as it lies on the sheet is decoded


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as detectors see it."""

    view: PageView
    sights: tuple[Sight, ...]
    copy: str
    damage: Damage


def sheets(seed: int, count: int, level: int | None, pool: Pool = DEV) -> Iterator[Sheet]:
    """Sheets with people of ``pool``."""
    for number in range(count):
        rng = np.random.default_rng((seed, number, 4))
        most = int(rng.integers(0, 4)) if level is None else level
        card = Damage(str(rng.choice(DAMAGES)), most) if most else NO_DAMAGE
        state = STATES[number % len(STATES)]
        who = random_applicant(1, rng, pool)
        yield _sheet(rng, who, state, COPIES[number // len(STATES) % len(COPIES)], card)


def _sheet(rng: np.random.Generator, who: Applicant, state: str, copy: str, card: Damage) -> Sheet:
    size = float(rng.uniform(9.5, 13))
    runs = [r for r in drawn_pages.dense_runs(int(rng.integers(1 << 30)), size) if r.y_pt > 330]
    drawn = drawn_pages.draw(runs, _DPI)
    page = PilImage.fromarray(drawn.image)
    wide, high = _SMALL_MM if state == "small" else _PHOTO_MM[int(rng.integers(len(_PHOTO_MM)))]
    code_mm = 11.0 if state == "small" else float(rng.uniform(14, 26))
    payload = f"https://{who.work.domain}/v?id={rng.integers(10**9)}"
    placed = (
        (Entity.PHOTO, portrait(who.looks), wide, high, 100),
        (Entity.QR_CODE, qr_code(payload), code_mm, code_mm, 620),
        (Entity.BARCODE, bar_code(f"NM{rng.integers(10**9):010d}"), 2.2 * code_mm + 14, 11.0, 1000),
    )
    boxes: list[tuple[Entity, tuple[int, int, int, int]]] = []
    for entity, data, w_mm, h_mm, x in placed:
        y = 130 + int(rng.integers(0, 120))
        box = _put(page, entity, data, (x, y), (w_mm, h_mm), state)
        boxes.append((entity, box))
        _lay_over(page, box, state, rng)
    seen = copied(np.asarray(page, np.uint8), copy, rng)
    good = [e is Entity.PHOTO or _is_scanned(seen, b) for e, b in boxes]
    corners = np.array([_corners(b) for _, b in boxes], np.float32)
    both = np.concatenate([drawn.cells, corners])
    seed = int(rng.integers(1 << 30))
    done = damaged(replace(drawn, image=seen, cells=both), card, seed, SEEN_DPI)
    turned = _turned(done, int(rng.integers(4)))
    count = len(drawn.cells)
    text = read_text(replace(turned, cells=turned.cells[:count]), drawn)
    to_points = 72 / SEEN_DPI
    sights = tuple(
        Sight(entity, state, _hull(quad, to_points), fine)
        for (entity, _), quad, fine in zip(boxes, turned.cells[count:].tolist(), good, strict=True)
    )
    height, width = turned.image.shape[:2]
    geometry = PageGeometry(width * to_points, height * to_points, 0, SEEN_DPI)
    whole = PtQuad.from_box(PtBox(0, 0, geometry.width_pt, geometry.height_pt))
    view = PageView(
        1, turned.image, geometry, text, (Picture(whole, width, height),), DocClass.FORM
    )
    return Sheet(view, sights, copy, card)


def _put(
    page: PilImage.Image,
    entity: Entity,
    data: bytes,
    at: tuple[int, int],
    size_mm: tuple[float, float],
    state: str,
) -> tuple[int, int, int, int]:
    """Paste a picture; the box of what is to be found: of a code without its quiet zone."""
    w, h = round(size_mm[0] * _MM), round(size_mm[1] * _MM)
    with PilImage.open(io.BytesIO(data)) as picture:
        tile = picture.convert("RGB")
    if entity is Entity.PHOTO:
        tile = tile.resize((w, h), PilImage.Resampling.LANCZOS)
    else:
        ink = np.asarray(tile)[..., 0] < 128
        rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
        ends = (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
        tile = tile.crop(ends).resize((w, h), PilImage.Resampling.BOX)
        if state == "inverted":
            by = round(3 * _MM)
            page.paste((0, 0, 0), (at[0] - by, at[1] - by, at[0] + w + by, at[1] + h + by))
            tile = PilImage.fromarray(255 - np.asarray(tile))
    page.paste(tile, at)
    return at[0], at[1], at[0] + w, at[1] + h


def _lay_over(
    page: PilImage.Image,
    box: tuple[int, int, int, int],
    state: str,
    rng: np.random.Generator,
) -> None:
    x0, y0, x1, y1 = box
    if state == "sealed":
        mark = impression(random_make("round", "某某旗人事考试办公室", rng), _DPI, RED, rng)
        press(page, mark, x0 + int(rng.integers(-60, 60)), y0 + int(rng.integers(0, 60)))
    elif state == "half":  # a slip of paper over its lower part
        page.paste((250, 249, 244), (x0 - 20, (y0 + y1) // 2 + (y1 - y0) // 6, x1 + 20, y1 + 30))


def _turned(drawn: Drawn, quarters: int) -> Drawn:
    """The page turned counter-clockwise."""
    image, cells = drawn.image, drawn.cells
    for _ in range(quarters):
        cells = np.stack([cells[..., 1], image.shape[1] - cells[..., 0]], axis=-1)
        image = np.ascontiguousarray(np.rot90(image))
    return replace(drawn, image=image, cells=cells.astype(np.float32))


def _corners(box: tuple[int, int, int, int]) -> list[tuple[int, int]]:
    x0, y0, x1, y1 = box
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def _hull(quad: list[list[float]], to_points: float) -> PtBox:
    xs, ys = [x * to_points for x, _ in quad], [y * to_points for _, y in quad]
    return PtBox(min(xs), min(ys), max(xs), max(ys))


def _is_scanned(image: Image, box: tuple[int, int, int, int]) -> bool:
    x0, y0, x1, y1 = box
    by = round(4 * _MM)
    cut = np.ascontiguousarray(image[max(0, y0 - by) : y1 + by, max(0, x0 - by) : x1 + by])
    large = cv2.resize(cut, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    return any(zxingcpp.read_barcodes(look) for look in (cut, large))


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one sight: how much of it and no more was found, 0 to 1."""

    sheet: Sheet
    sight: Sight
    overlap: float  # over union
    covered: float  # share of its area

    @property
    def is_found(self) -> bool:
        if self.sight.entity is Entity.PHOTO:
            return self.overlap >= _FOUND
        return self.covered >= _FOUND


def judged(sheet: Sheet, found: Sequence[Finding]) -> Iterator[Result]:
    """One result a sight."""
    for sight in sheet.sights:
        boxes = [hull_box(f.quads) for f in found if f.entity is sight.entity]
        shared = [(b.overlap(sight.box), b) for b in boxes]
        most, box = max(shared, key=lambda pair: pair[0], default=(0.0, None))
        union = sight.box.area + box.area - most if box is not None else 1.0
        yield Result(sheet, sight, most / union, most / sight.box.area)


def tables(results: Sequence[Result]) -> Iterator[str]:
    """Lines to print. Codes that no phone would read have rows of their own."""
    groups: dict[tuple[str, str, str], list[Result]] = defaultdict(list)
    for r in results:
        kind = r.sight.entity.value + ("" if r.sight.scannable else ", not scannable")
        for by, of in (
            ("all", ""),
            ("state", r.sight.state),
            ("copy", r.sheet.copy),
            ("level", str(r.sheet.damage.level)),
        ):
            groups[kind, by, of].append(r)
    for (kind, by, of), group in sorted(groups.items()):
        hits = sum(r.is_found for r in group)
        low, high = wilson(hits, len(group))
        line = (
            f"{kind:24}{by:6}{of:9}{hits:4} / {len(group):4} {100 * low:5.1f}–{100 * high:5.1f} %"
        )
        if kind == Entity.PHOTO:
            seen = [r.overlap for r in group if r.is_found]
            line += f"   overlap {np.mean(seen) if seen else 0:.3f}"
        yield line


def main() -> None:
    """Parse the command line, run and print."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--sheets", type=int, default=45, help="how many")
    args = sheet_args(parser)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    settings = load_settings()
    parts = build_parts(Recipe(settings, load_rules("kunqu-2026")))
    # A process loads the weights of its readers once, however many pages it sees.
    PaddleOcrEngine.first(settings.ocr).spot_strip(np.full((48, 320, 3), 255, np.uint8), ())
    spent: dict[str, float] = defaultdict(float)
    results: list[Result] = []
    for sheet in sheets(args.seed, args.sheets, args.level, pool_of(args.split)):
        found: list[Finding] = []
        for detector in parts.detectors:
            start = time.process_time()
            found += detector.find(sheet.view)
            spent[detector.name] += time.process_time() - start
        results += judged(sheet, found)
    for line in tables(results):
        print(line)
    for r in results if args.show else ():
        if not r.is_found or r.overlap < 0.75:
            damage = f"{r.sheet.copy} {r.sheet.damage.kind} {r.sheet.damage.level}"
            print(r.sight.entity, r.sight.state, damage, f"{r.overlap:.2f}", r.sight.scannable)
    print(", ".join(f"{name} {s / args.sheets:.3f} s" for name, s in spent.items()))
    print(f"all detectors: {sum(spent.values()) / args.sheets:.2f} s of processor time a page")


if __name__ == "__main__":
    main()
