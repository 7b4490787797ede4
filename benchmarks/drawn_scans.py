"""Pages drawn glyph by glyph, damaged and scanned as the benchmark's are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from benchmarks.drawn_pages import Drawn
from benchmarks.generator.damage import Damage, scan_for
from benchmarks.generator.effects import apply_scan
from benchmarks.generator.marks import Box
from redactor.geometry import PageGeometry


def damaged(
    drawn: Drawn, damage: Damage, seed: int, read_dpi: float, aims: Sequence[Box] = ()
) -> Drawn:
    """The page scanned at its own resolution with the benchmark's damage, then as it is rendered
    to be read at ``read_dpi``. ``aims``: see ``apply_scan``.
    """
    rng = np.random.default_rng(seed)
    dpi = drawn.geometry.dpi
    scan = replace(scan_for(damage, coloured=True, rng=rng), dpi=dpi)
    image, matrix = apply_scan(drawn.image, scan, rng, aims)
    if image.ndim == 2:
        image = np.repeat(image[:, :, None], 3, axis=2)
    _, coded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, scan.quality])
    image = np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), np.uint8)
    grown = read_dpi / dpi
    size = round(image.shape[1] * grown), round(image.shape[0] * grown)
    way = cv2.INTER_AREA if grown < 1 else cv2.INTER_LINEAR
    image = np.asarray(cv2.resize(image, size, interpolation=way), np.uint8)
    warp = np.diag([grown, grown, 1.0]) @ matrix @ np.diag([72 / dpi, 72 / dpi, 1.0])
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1.0]])
    numbers = drawn.labels.astype(np.float32)
    centred = np.linalg.inv(half) @ warp @ half
    labels = cv2.warpPerspective(numbers, centred, size, flags=cv2.INTER_NEAREST).astype(np.int32)
    cells = cv2.perspectiveTransform(drawn.cells, warp).astype(np.float32)
    geometry = PageGeometry(size[0] * 72 / read_dpi, size[1] * 72 / read_dpi, 0, read_dpi)
    return Drawn(image, geometry, drawn.text, cells, labels)
