"""Samples of a picture as the smallest stream that a PDF reader knows, without loss."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image


@dataclass(frozen=True, slots=True)
class Coded:
    """A stream's data, its filter (``FlateDecode``), and the filter's parameters."""

    data: bytes
    filter: str
    parms: Mapping[str, int | bool] = field(default_factory=dict)


def bilevel(bits: NDArray[np.bool_]) -> Coded:
    """CCITT group 4 or Flate, whichever is smaller. ``bits``: height x width."""
    plain = Coded(zlib.compress(np.packbits(bits, axis=1).tobytes(), 9), "FlateDecode")
    fax = _group4(bits)
    return plain if fax is None or len(plain.data) <= len(fax.data) else fax


def _group4(bits: NDArray[np.bool_]) -> Coded | None:
    """None when it is not in one strip."""
    out = io.BytesIO()
    page = Image.fromarray(np.where(bits, 255, 0).astype(np.uint8)).convert("1", dither=None)
    page.save(out, "TIFF", compression="group4", tiffinfo={278: bits.shape[0]})
    with Image.open(io.BytesIO(out.getvalue())) as written:
        tags: Any = written.tag_v2  # type: ignore[attr-defined]
        offsets, counts = tags[273], tags[279]
        # Photometric 1 means that a set bit, white to us, was coded as a black run.
        set_is_black = tags.get(262) == 1
        turned_bits = tags.get(266, 1) != 1
    if len(offsets) != 1 or turned_bits:
        return None
    data = out.getvalue()[offsets[0] : offsets[0] + counts[0]]
    parms = {"K": -1, "Columns": bits.shape[1], "BlackIs1": set_is_black, "EndOfBlock": False}
    return Coded(data, "CCITTFaxDecode", parms | {"Rows": bits.shape[0]})


def deflated(samples: NDArray[np.uint8]) -> Coded:
    """Flate behind PNG's "up" predictor: each row as its difference to the one above.

    ``samples``: height x width x components.
    """
    height, width, parts = samples.shape
    rows = samples.reshape(height, width * parts)
    above = np.zeros_like(rows)
    above[1:] = rows[:-1]
    tagged = np.full((height, width * parts + 1), 2, np.uint8)
    tagged[:, 1:] = rows - above
    parms = {"Predictor": 15, "Colors": parts, "BitsPerComponent": 8, "Columns": width}
    return Coded(zlib.compress(tagged.tobytes(), 6), "FlateDecode", parms)
