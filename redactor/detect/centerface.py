"""CenterFace, a small face detector, through ONNX Runtime (weights: MIT, 7.3 MB)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from redactor.detect.onnx_shapes import free_sizes
from redactor.errors import MissingModelError
from redactor.geometry import PxBox
from redactor.ports import Image

_STRIDE = 4  # the network's maps are a quarter of its input
_MULTIPLE = 32  # it halves five times
_OVERLAP = 0.3  # of two boxes for one face the weaker goes
_SMALL_PX = 40_000
_APART = 16  # pixels of paper between pictures side by side; a multiple of the stride


@dataclass(frozen=True, slots=True)
class Face:
    """A face, forehead to chin and ear to ear, in pixels of the image given."""

    box: PxBox
    score: float


class CenterFace:
    """Finds upright faces. One thread; loads its weights once."""

    def __init__(self, weights: Path) -> None:
        """``weights`` is ``centerface.onnx``; its hash is checked by whoever hands it in.

        Raises ``MissingModelError`` when the file is absent or is no such network.
        """
        if not weights.is_file():
            raise MissingModelError("face detector weights are not installed: run models/fetch.py")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = False  # it would keep what the largest page took
        try:
            self._session = onnxruntime.InferenceSession(
                free_sizes(weights.read_bytes()), options, providers=["CPUExecutionProvider"]
            )
            self._input = self._session.get_inputs()[0].name
        except Exception as error:  # the runtime's own errors share no base class
            raise MissingModelError(
                "face detector weights cannot be loaded: run models/fetch.py"
            ) from error

    def find(self, images: Sequence[Image], threshold: float) -> list[list[Face]]:
        """Faces in each image scoring at least ``threshold``, the best first.

        Small images are looked at side by side, in one run: a run takes as long as 100 x 100
        pixels do, however few it has.
        """
        small = [n for n, image in enumerate(images) if image[..., 0].size <= _SMALL_PX]
        found: dict[int, list[Face]] = {}
        for group in filter(None, (small, *([n] for n in range(len(images)) if n not in small))):
            found.update(zip(group, self._run([images[n] for n in group], threshold), strict=True))
        return [found[n] for n in range(len(images))]

    def _run(self, images: Sequence[Image], threshold: float) -> list[list[Face]]:
        places, (width, height) = _side_by_side([image.shape[:2] for image in images])
        # Padding keeps the scale: stretching to the multiple would bend boxes.
        sheet = np.full((height, width, 3), 255, np.uint8)
        for (x, y), image in zip(places, images, strict=True):
            sheet[y : y + image.shape[0], x : x + image.shape[1]] = image
        tensor = np.ascontiguousarray(sheet.astype(np.float32).transpose(2, 0, 1)[None])
        heat, sizes, shifts, _ = self._session.run(None, {self._input: tensor})
        return [
            _decode(heat[0, 0], sizes[0], shifts[0], threshold, place, image.shape[:2])
            for place, image in zip(places, images, strict=True)
        ]


def _side_by_side(
    sizes: Sequence[tuple[int, int]],
) -> tuple[list[tuple[int, int]], tuple[int, int]]:
    """Where pictures of these heights and widths lie on a sheet, in rows, as x and y; and the
    sheet's width and height, which the network takes.
    """
    area = sum((h + _APART) * (w + _APART) for h, w in sizes)
    most = max(math.isqrt(area), *(w for _, w in sizes))
    places = [(0, 0)] * len(sizes)
    x = y = row = widest = 0
    for n in sorted(range(len(sizes)), key=lambda n: -sizes[n][0]):
        height, width = sizes[n]
        if x and x + width > most:
            x, y, row = 0, y + row + _APART, 0
        places[n] = x, y
        row, widest = max(row, height), max(widest, x + width)
        x += width + _APART
    return places, (_multiple(widest), _multiple(y + row))


def _multiple(length: int) -> int:
    return -(-length // _MULTIPLE) * _MULTIPLE


def _decode(
    heat: NDArray[np.float32],
    sizes: NDArray[np.float32],
    shifts: NDArray[np.float32],
    threshold: float,
    place: tuple[int, int],
    shape: tuple[int, int],
) -> list[Face]:
    """Faces of the picture at ``place`` (x, y), of this height and width, from the network's maps:
    centre heat, log size and sub-cell shift (y before x).
    """
    # No face of a neighbour's is taken: between two lie several cells.
    (x, y), (height, width) = place, shape
    cells = (
        slice(y // _STRIDE, -(-(y + height) // _STRIDE)),
        slice(x // _STRIDE, -(-(x + width) // _STRIDE)),
    )
    rows, cols = np.nonzero(heat[cells] >= threshold)
    if not len(rows):
        return []
    rows, cols = rows + cells[0].start, cols + cells[1].start
    scores = heat[rows, cols]
    heights = np.exp(sizes[0, rows, cols]) * _STRIDE
    widths = np.exp(sizes[1, rows, cols]) * _STRIDE
    top = (rows + shifts[0, rows, cols] + 0.5) * _STRIDE - heights / 2 - y
    left = (cols + shifts[1, rows, cols] + 0.5) * _STRIDE - widths / 2 - x
    boxes = np.stack([left, top, widths, heights], axis=1)
    kept = cv2.dnn.NMSBoxes(boxes.tolist(), scores.tolist(), threshold, _OVERLAP)
    faces = [Face(_clipped(boxes[i], (width, height)), float(scores[i])) for i in np.ravel(kept)]
    return sorted(faces, key=lambda face: -face.score)


def _clipped(box: NDArray[np.float32], limits: tuple[int, int]) -> PxBox:
    left, top, width, height = (float(v) for v in box)
    x0, y0 = min(max(0.0, left), limits[0]), min(max(0.0, top), limits[1])
    return PxBox(
        x0, y0, max(x0, min(left + width, limits[0])), max(y0, min(top + height, limits[1]))
    )
