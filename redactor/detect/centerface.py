"""CenterFace, a small face detector, through ONNX Runtime (weights: MIT, 7.3 MB)."""

from __future__ import annotations

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

    def find(self, image: Image, threshold: float) -> list[Face]:
        """Faces scoring at least ``threshold``, the best first."""
        height, width = image.shape[:2]
        net_width = -(-width // _MULTIPLE) * _MULTIPLE
        net_height = -(-height // _MULTIPLE) * _MULTIPLE
        # Padding keeps the scale: stretching to the multiple would bend boxes.
        padded = cv2.copyMakeBorder(
            image,
            0,
            net_height - height,
            0,
            net_width - width,
            cv2.BORDER_CONSTANT,
            value=(255, 255, 255),
        )
        tensor = np.ascontiguousarray(padded.astype(np.float32).transpose(2, 0, 1)[None])
        heat, sizes, shifts, _ = self._session.run(None, {self._input: tensor})
        return _decode(heat[0, 0], sizes[0], shifts[0], threshold, (width, height))


def _decode(
    heat: NDArray[np.float32],
    sizes: NDArray[np.float32],
    shifts: NDArray[np.float32],
    threshold: float,
    limits: tuple[int, int],
) -> list[Face]:
    """Faces from the network's maps: centre heat, log size and sub-cell shift (y before x)."""
    rows, cols = np.nonzero(heat >= threshold)
    if not len(rows):
        return []
    scores = heat[rows, cols]
    heights = np.exp(sizes[0, rows, cols]) * _STRIDE
    widths = np.exp(sizes[1, rows, cols]) * _STRIDE
    top = (rows + shifts[0, rows, cols] + 0.5) * _STRIDE - heights / 2
    left = (cols + shifts[1, rows, cols] + 0.5) * _STRIDE - widths / 2
    boxes = np.stack([left, top, widths, heights], axis=1)
    kept = cv2.dnn.NMSBoxes(boxes.tolist(), scores.tolist(), threshold, _OVERLAP)
    faces = [Face(_clipped(boxes[i], limits), float(scores[i])) for i in np.ravel(kept)]
    return sorted(faces, key=lambda face: -face.score)


def _clipped(box: NDArray[np.float32], limits: tuple[int, int]) -> PxBox:
    left, top, width, height = (float(v) for v in box)
    x0, y0 = min(max(0.0, left), limits[0]), min(max(0.0, top), limits[1])
    return PxBox(
        x0, y0, max(x0, min(left + width, limits[0])), max(y0, min(top + height, limits[1]))
    )
