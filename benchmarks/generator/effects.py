"""What scanning or photographing does to a page: where the ink goes, light, blur, grain.

Matrices are 3 × 3 and map *points of the page* to *pixels* (continuous: pixel i covers i to
i + 1), so that labels can follow the ink exactly. What is on the sheet before it is scanned is
in ``sheet`` and ``marks``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.generator.marks import Box, lay_marks
from benchmarks.generator.sheet import crease, ground, shine_through, wear_toner
from benchmarks.truth import Point, Quad

Image8 = NDArray[np.uint8]  # height × width × 3 RGB, or height × width grey
Matrix = NDArray[np.float64]

_BAND = 256  # rows aged at a time: an A3 page at 300 dpi takes gigabytes as floats
_CAMERA = 1.5  # how far a phone is held from the page, in units of the page's longer side


@dataclass(frozen=True, slots=True)
class Scan:
    """How a page was scanned. Lengths on the sheet in points, in the picture in pixels."""

    dpi: float = 200.0
    skew: float = 0.0  # degrees, clockwise
    perspective: float = 0.0  # 0 none; 0.02: the far edge is 2 % shorter
    grey: bool = True
    noise: float = 2.0  # standard deviation in grey levels
    paper: float = 250.0  # grey level of blank paper
    shade: float = 6.0  # grey levels lost towards one side
    blur: float = 0.4  # pixels
    quality: int = 75  # JPEG
    # -- where the page lies
    turn: int = 0  # quarter turns, clockwise
    tilt: tuple[float, float] = (0.0, 0.0)  # degrees that a phone was off square: back, sideways
    ground: str = ""  # of sheet.GROUNDS: it shows round the page, the picture grows; "": cut off
    margin: float = 0.0  # ground on each side, as a share of the page's width
    # -- light and sensor
    shake: tuple[float, float] = (0.0, 0.0)  # pixels moved while exposed: across, down
    shadow: float = 0.0  # share of the light that a phone or hand takes away
    tint: tuple[float, float, float] = (1.0, 1.0, 1.0)  # colour of the light
    contrast: float = 1.0  # of what ink has against paper
    specks: float = 0.0  # dust, dark and light, to the square inch
    threshold: float = 0.0  # grey level that parts black from white; 0: all levels are kept
    # -- the sheet itself
    toner: float = 0.0  # 0 full; 1 hardly any left
    show_through: float = 0.0  # share of the back's ink that is seen
    seals: int = 0
    stamps: int = 0
    pen: int = 0  # strokes
    folds: int = 0
    depth: float = 0.0  # of the folds: 1 worn through


def warp_matrix(width: int, height: int, scan: Scan) -> Matrix:
    """Pixels of the straight page to pixels of the scan: turn about the middle, then lean."""
    angle = math.radians(scan.skew)
    cos, sin = math.cos(angle), math.sin(angle)
    cx, cy = width / 2, height / 2
    turn = np.array(
        [
            [cos, -sin, cx - cos * cx + sin * cy],
            [sin, cos, cy - sin * cx - cos * cy],
            [0.0, 0.0, 1.0],
        ]
    )
    if not scan.perspective:
        return turn
    inset = scan.perspective * width / 2
    straight = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    leaning = straight + np.array([[inset, 0], [-inset, 0], [0, 0], [0, 0]], np.float32)
    lean: Matrix = np.asarray(cv2.getPerspectiveTransform(straight, leaning), np.float64)
    both: Matrix = lean @ turn
    return both


def frame(width: int, height: int, scan: Scan) -> tuple[Matrix, tuple[int, int]]:
    """Pixels of the straight page to those of the picture, and the picture's width and height."""
    warp = _tilt(width, height, scan.tilt) @ warp_matrix(width, height, scan)
    if scan.ground:
        ends = (0.0, 0.0), (width, 0.0), (width, height), (0.0, height)
        corners = np.array([map_point(warp, end) for end in ends])
        edge = scan.margin * width
        left, top = corners.min(axis=0) - edge
        warp = _shift(-left, -top) @ warp
        width, height = (int(v) for v in np.ceil(np.ptp(corners, axis=0) + 2 * edge))
    for _ in range(scan.turn % 4):
        warp = np.array([[0, -1, height], [1, 0, 0], [0, 0, 1.0]]) @ warp
        width, height = height, width
    return warp, (width, height)


def _shift(x: float, y: float) -> Matrix:
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1.0]])


def _tilt(width: int, height: int, tilt: tuple[float, float]) -> Matrix:
    """What a pinhole camera above the middle of the page sees once the page is tilted."""
    back, side = (math.radians(v) for v in tilt)
    pitch = np.array(
        [[1, 0, 0], [0, math.cos(back), -math.sin(back)], [0, math.sin(back), math.cos(back)]]
    )
    yaw = np.array(
        [[math.cos(side), 0, math.sin(side)], [0, 1, 0], [-math.sin(side), 0, math.cos(side)]]
    )
    seen = (pitch @ yaw)[:, [0, 1, 2]]
    seen[:, 2] = 0, 0, 1  # the page is flat: its third coordinate carries the distance
    seen[2, :2] /= _CAMERA * max(width, height)
    about_middle: Matrix = _shift(width / 2, height / 2) @ seen @ _shift(-width / 2, -height / 2)
    return about_middle


def apply_scan(
    image: Image8, scan: Scan, rng: np.random.Generator, aims: Sequence[Box] = ()
) -> tuple[Image8, Matrix]:
    """The scanned image (uint8) and the matrix from page points to its pixels.

    It has the size of ``image`` unless it is turned or shows what is round the page. ``aims``:
    boxes of text, in points, that seals, stamps and pen are laid over.
    """
    height, width = image.shape[:2]
    image = _used(image, scan, rng, aims)
    warp, size = frame(width, height, scan)
    # OpenCV counts from pixel centres: shift by half a pixel before and after.
    half = _shift(0.5, 0.5)
    centred = np.linalg.inv(half) @ warp @ half
    if scan.ground:
        moved = ground(image, centred, size, scan.ground, scan.dpi, rng)
    else:
        moved = cv2.warpPerspective(
            image, centred, size, flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
        )
    if scan.grey:
        moved = cv2.cvtColor(moved, cv2.COLOR_RGB2GRAY)
    if scan.blur:
        moved = cv2.GaussianBlur(moved, (0, 0), scan.blur)
    if any(scan.shake):
        moved = cv2.filter2D(moved, -1, _shaken(*scan.shake), borderType=cv2.BORDER_REPLICATE)
    seen = _age(_dusty(moved, scan, rng), scan, rng)
    if scan.threshold:
        seen = np.where(seen > scan.threshold, 255, 0).astype(np.uint8)
    return seen, warp @ np.diag([scan.dpi / 72, scan.dpi / 72, 1.0])


def _used(image: Image8, scan: Scan, rng: np.random.Generator, aims: Sequence[Box]) -> Image8:
    """The sheet as it comes to the scanner: printed, shining through, marked, folded."""
    if scan.toner:
        image = wear_toner(image, scan.dpi, scan.toner, rng)
    if scan.show_through:
        image = shine_through(image, scan.dpi, scan.show_through, rng)
    if scan.seals or scan.stamps or scan.pen:
        counts = scan.seals, scan.stamps, scan.pen
        image = lay_marks(image, scan.dpi, counts, aims, rng)
    if scan.folds:
        image = crease(image, scan.dpi, scan.folds, scan.depth, rng)
    return image


def _shaken(across: float, down: float) -> NDArray[np.float32]:
    """A kernel that smears along a line, its weight in the middle: nothing moves."""
    reach = math.ceil(max(abs(across), abs(down)) / 2) + 1
    kernel = np.zeros((2 * reach + 1,) * 2, np.float32)
    ends = [(reach + s * across / 2, reach + s * down / 2) for s in (-1, 1)]
    first, last = ((round(x * 16), round(y * 16)) for x, y in ends)
    cv2.line(kernel, first, last, 1.0, 1, cv2.LINE_8, 4)
    both = kernel + kernel[::-1, ::-1]
    return np.asarray(both / both.sum(), np.float32)


def _dusty(image: Image8, scan: Scan, rng: np.random.Generator) -> Image8:
    if not scan.specks:
        return image
    height, width = image.shape[:2]
    out = image.copy()
    for _ in range(rng.poisson(scan.specks * height * width / scan.dpi**2)):
        x, y = int(rng.integers(width)), int(rng.integers(height))
        level = int(rng.integers(20, 110)) if rng.random() < 0.7 else 255
        size = rng.uniform(0.1, 0.5, 2) * scan.dpi / 72
        axes = (round(float(size[0])), round(float(size[1])))
        cv2.ellipse(out, (x, y), axes, float(rng.uniform(0, 180)), 0, 360, (level,) * 3, -1)
    return out


def _age(image: Image8, scan: Scan, rng: np.random.Generator) -> Image8:
    """Light, contrast and grain, band by band."""
    height, width = image.shape[:2]
    across = scan.paper / 255 - scan.shade / 255 * np.linspace(0, 1, width)[None, :]
    shadow = _shadow(height, width, scan.shadow, rng) if scan.shadow else None
    out = np.empty_like(image)
    for top in range(0, height, _BAND):
        band = image[top : top + _BAND].astype(np.float64)
        rows = band.shape[0]
        if scan.contrast != 1:
            band = 255 - (255 - band) * scan.contrast
        light = across if shadow is None else across * shadow[top : top + rows]
        grain = rng.normal(0, scan.noise, (rows, width)) if scan.noise else np.zeros((rows, width))
        if image.ndim == 3:
            light, grain = light[..., None] * np.array(scan.tint), grain[..., None]
        aged = band * light + grain + 12 * (1 - band / 255.0)
        out[top : top + rows] = np.clip(aged, 0, 255).astype(np.uint8)
    return out


def _shadow(height: int, width: int, share: float, rng: np.random.Generator) -> Matrix:
    """Light left, 0 to 1: a soft edge across the page, beyond it the shadow deepens."""
    ys, xs = np.mgrid[0:64, 0:64] / 63 - 0.5
    angle = rng.uniform(0, 2 * math.pi)
    along = xs * math.cos(angle) + ys * math.sin(angle) - rng.uniform(-0.15, 0.15)
    bend = rng.uniform(-0.8, 0.8) * (ys * math.cos(angle) - xs * math.sin(angle)) ** 2
    edge = 1 / (1 + np.exp(-(along + bend) / rng.uniform(0.02, 0.07)))
    dark = share * edge * (0.75 + 0.25 * np.clip(along + 0.5, 0, 1))
    return np.asarray(cv2.resize(1 - dark, (width, height), interpolation=cv2.INTER_CUBIC))


def map_point(matrix: Matrix, point: Point) -> Point:
    """A point through a 3 × 3 matrix."""
    x, y, w = matrix @ np.array([point[0], point[1], 1.0])
    return float(x / w), float(y / w)


def map_quad(matrix: Matrix, quad: Quad) -> Quad:
    """Four corners through a 3 × 3 matrix, order kept."""
    tl, tr, br, bl = (map_point(matrix, corner) for corner in quad)
    return tl, tr, br, bl
