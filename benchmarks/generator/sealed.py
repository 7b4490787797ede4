"""Sheets of print with seals of many makes pressed on, as detectors see them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from PIL import Image as PilImage

from benchmarks import drawn_pages
from benchmarks.drawn_pages import Drawn
from benchmarks.drawn_scans import damaged
from benchmarks.generator.damage import NO_DAMAGE, Damage
from benchmarks.generator.dev import DEV
from benchmarks.generator.impressions import (
    BLUE,
    RED,
    Make,
    impression,
    press,
    random_make,
    stamp_text,
)
from benchmarks.generator.people import Applicant
from benchmarks.generator.pool import Pool
from benchmarks.generator.strangers import random_applicant
from redactor.datatypes import Char, DocClass, PageText, TextSource
from redactor.geometry import Point, PtQuad
from redactor.ports import Image, PageView

COPIES = ("colour", "grey", "black")
DAMAGES = ("resolution", "skew", "blur", "noise", "jpeg", "grey", "toner", "show_through", "pen")
_DPI, SEEN_DPI = 200.0, 150.0  # the sheet's, and what the pipeline shows to detectors
_BODIES = ("人力资源和社会保障局", "职业技能鉴定中心", "科学技术协会", "教育体育局")
_BLUE = 0.08  # share of seals in blue
_SHOWN = 0.5  # share of an impression's ink that a copy must show
_SLOTS = 3  # impressions a sheet, one a third of it


@dataclass(frozen=True, slots=True)
class Pressed:
    """One impression: whose it is, and where (points of the page that the detector sees)."""

    make: Make
    is_own: bool
    is_blue: bool
    centre: Point
    width: float
    over_text: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as detectors see it, and what is pressed on it."""

    applicant: Applicant
    view: PageView
    seals: tuple[Pressed, ...]
    copy: str
    damage: Damage


def sheets(
    seed: int,
    count: int,
    shapes: Sequence[str],
    copies: Sequence[str],
    level: int | None,
    pool: Pool = DEV,
) -> Iterator[Sheet]:
    """Sheets with people of ``pool``; copies come in turn, ``level`` None: 0 to 3."""
    for number in range(count):
        rng = np.random.default_rng((seed, number, 3))
        people = [random_applicant(n, rng, pool) for n in (1, 2, 3)]
        most = int(rng.integers(0, 4)) if level is None else level
        card = Damage(str(rng.choice(DAMAGES)), most) if most else NO_DAMAGE
        yield _sheet(people, shapes, copies[number % len(copies)], card, rng)


def _sheet(
    people: Sequence[Applicant],
    shapes: Sequence[str],
    copy: str,
    card: Damage,
    rng: np.random.Generator,
) -> Sheet:
    foot, size = rng.uniform(200, 760), float(rng.uniform(9.5, 13))
    lines = drawn_pages.dense_runs(int(rng.integers(1 << 30)), size)
    drawn = drawn_pages.draw([r for r in lines if r.y_pt < foot], _DPI)
    page = PilImage.fromarray(drawn.image)
    seals = [_pressed(page, people, shapes, slot, rng) for slot in range(_SLOTS)]
    seen = copied(np.asarray(page, np.uint8), copy, rng)
    seals = [s for s in seals if _shows(drawn.image, np.asarray(page), seen, s)]
    # The corners of the impressions go through the damage with those of the characters.
    corners = np.array([_corners(s) for s in seals], np.float32).reshape(-1, 4, 2) * (_DPI / 72)
    cells = np.concatenate([drawn.cells, corners])
    seed = int(rng.integers(1 << 30))
    done = damaged(replace(drawn, image=seen, cells=cells), card, seed, SEEN_DPI)
    count = len(drawn.cells)
    text = read_text(replace(done, cells=done.cells[:count]), drawn)
    moved = (done.cells[count:] * (72 / SEEN_DPI)).tolist()
    placed = tuple(_placed(s, quad, text) for s, quad in zip(seals, moved, strict=True))
    view = PageView(1, done.image, done.geometry, text, (), DocClass.FORM)
    return Sheet(people[0], view, placed, copy, card)


def _pressed(
    page: PilImage.Image,
    people: Sequence[Applicant],
    shapes: Sequence[str],
    slot: int,
    rng: np.random.Generator,
) -> Pressed:
    own = bool(rng.random() < 0.5)
    shape = str(rng.choice(list(shapes)))
    make = random_make(shape, _said(people, shape, own, rng), rng)
    blue = shape != "stamp" and bool(rng.random() < _BLUE)
    mark = impression(make, _DPI, BLUE if blue else RED, rng)
    share = (page.height - 160) / _SLOTS
    x = int(rng.uniform(60, page.width - mark.width - 60))
    y = 80 + int(slot * share + rng.uniform(0, max(1.0, share - mark.height)))
    press(page, mark, x, y)
    middle = (x + mark.width / 2) * 72 / _DPI, (y + mark.height / 2) * 72 / _DPI
    return Pressed(make, own, blue, middle, make.width_mm / 25.4 * 72, False)


def _said(people: Sequence[Applicant], shape: str, own: bool, rng: np.random.Generator) -> str:
    """What the seal says: a body's name, or a person's as on a stamp: 王伟之印, 王伟."""
    who = people[0] if own else people[int(rng.integers(1, 3))]
    if shape == "stamp":
        name = who.name.replace("·", "") if own else str(rng.choice((who.name, who.leader.name)))
        return stamp_text(name, rng)
    if own or (rng.random() < 0.5 and who.work.full != people[0].work.full):
        return who.work.full
    return str(rng.choice(DEV.places)) + str(rng.choice(("市", "旗"))) + str(rng.choice(_BODIES))


def copied(image: Image, copy: str, rng: np.random.Generator) -> Image:
    """As a copier gives it: grey, or black and white alone."""
    if copy == "colour":
        return image
    grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), np.uint8)
    if copy == "black":
        level = float(rng.uniform(130, 190))
        soft = cv2.GaussianBlur(grey, (0, 0), float(rng.uniform(0.5, 1.0)))
        grey = np.where(soft > level, 255, 0).astype(np.uint8)
    return np.repeat(grey[:, :, None], 3, axis=2)


def _shows(blank: Image, pressed: Image, copied: Image, seal: Pressed) -> bool:
    """Whether a black and white copy has not lost the impression."""
    corners = np.array(_corners(seal)) * (_DPI / 72)
    (x0, y0), (x1, y1) = corners.min(axis=0).astype(int), corners.max(axis=0).astype(int)
    here = (slice(max(0, y0), y1), slice(max(0, x0), x1))
    ink = (pressed[here].min(axis=2) < 200) & (blank[here].min(axis=2) >= 250)
    return bool((copied[here].min(axis=2) < 215)[ink].mean() >= _SHOWN)


def _corners(seal: Pressed) -> list[Point]:
    (x, y), half = seal.centre, seal.width / 2
    return [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]


def read_text(done: Drawn, drawn: Drawn) -> PageText:
    """The print's characters in their true places, as if all had been read."""
    to_points = 72 / SEEN_DPI
    chars: list[Char] = []
    line, last = 0, None
    for char, corners, before in zip(
        drawn.text, done.cells.tolist(), drawn.cells[:, 0, 1].tolist(), strict=True
    ):
        if last is not None and abs(before - last) > 2:
            chars.append(Char("\n", None, 1.0, line, TextSource.OCR))
            line += 1
        last = before
        tl, tr, br, bl = ((x * to_points, y * to_points) for x, y in corners)
        chars.append(Char(char, PtQuad(tl, tr, br, bl), 0.97, line, TextSource.OCR))
    return PageText(1, tuple(chars))


def _placed(seal: Pressed, quad: list[list[float]], text: PageText) -> Pressed:
    """The seal where the damage has put it."""
    x, y = (sum(c[k] for c in quad) / 4 for k in (0, 1))
    half_x, half_y = seal.width / 2, seal.width / 2 * seal.make.flat
    covers = any(
        ((c.quad.centre[0] - x) / half_x) ** 2 + ((c.quad.centre[1] - y) / half_y) ** 2 <= 1
        for c in text.chars
        if c.quad is not None
    )
    return replace(seal, centre=(x, y), over_text=covers)
