"""What scanning does to a page: skew, perspective, noise, shade, loss of colour.

Matrices are 3 × 3 and map *points of the page* to *pixels* (continuous: pixel i covers i to
i + 1), so that labels can follow the ink exactly.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.truth import Point, Quad

Image8 = NDArray[np.uint8]  # height × width × 3 RGB, or height × width grey
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scan:
    """How a page was scanned."""

    dpi: float = 200.0
    skew: float = 0.0  # degrees, clockwise
    perspective: float = 0.0  # 0 none; 0.02: the far edge is 2 % shorter
    grey: bool = True
    noise: float = 2.0  # standard deviation in grey levels
    paper: float = 250.0  # grey level of blank paper
    shade: float = 6.0  # grey levels lost towards one side
    blur: float = 0.4  # pixels
    quality: int = 75  # JPEG


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


def apply_scan(image: Image8, scan: Scan, rng: np.random.Generator) -> tuple[Image8, Matrix]:
    """The scanned image (same size, uint8) and the matrix from page points to its pixels."""
    height, width = image.shape[:2]
    warp = warp_matrix(width, height, scan)
    # OpenCV counts from pixel centres: shift by half a pixel before and after.
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1.0]])
    centred = np.linalg.inv(half) @ warp @ half
    moved = cv2.warpPerspective(
        image, centred, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
    )
    if scan.grey:
        moved = cv2.cvtColor(moved, cv2.COLOR_RGB2GRAY)
    if scan.blur:
        moved = cv2.GaussianBlur(moved, (0, 0), scan.blur)
    return _age(moved, scan, rng), warp @ np.diag([scan.dpi / 72, scan.dpi / 72, 1.0])


def _age(image: Image8, scan: Scan, rng: np.random.Generator) -> Image8:
    height, width = image.shape[:2]
    light = scan.paper / 255 - scan.shade / 255 * np.linspace(0, 1, width)[None, :]
    grain = rng.normal(0, scan.noise, (height, width)) if scan.noise else np.zeros((height, width))
    if image.ndim == 3:
        light, grain = light[..., None], grain[..., None]
    aged = image.astype(np.float64) * light + grain + 12 * (1 - image / 255.0)
    out: Image8 = np.clip(aged, 0, 255).astype(np.uint8)
    return out


def map_point(matrix: Matrix, point: Point) -> Point:
    """A point through a 3 × 3 matrix."""
    x, y, w = matrix @ np.array([point[0], point[1], 1.0])
    return float(x / w), float(y / w)


def map_quad(matrix: Matrix, quad: Quad) -> Quad:
    """Four corners through a 3 × 3 matrix, order kept."""
    tl, tr, br, bl = (map_point(matrix, corner) for corner in quad)
    return tl, tr, br, bl
