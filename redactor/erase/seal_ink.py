"""A seal's coloured ink taken out of pictures; black print and signatures below it stay.

Only blots of the seal's own hue go. Coding halves colour's resolution, so a stroke's rim has
little colour left: what touches a stroke goes with it, unless it is as dark as print.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from pikepdf import Name, Object, Pdf, PdfImage, Stream

from redactor.erase.faults import EraseError
from redactor.erase.jpeg_blocks import repaint_jpeg
from redactor.erase.masks import Mask, Polygon, polygon_mask
from redactor.erase.samples import Raw, filters_of, read_raw, store
from redactor.erase.whites import is_inverted

Pixels = NDArray[np.uint8]  # height x width x 3

_LEADS = 14  # levels by which a stroke's rim leads the paper's own colour
_STRONG = 40  # and the stroke itself
# Pale ink leads by less, and coding smears its hue: what is so much darker than paper, in the
# others' channels alone, is a stroke all the same.
_PALE_LEADS, _PALE_DARKER, _PALE_OWN = 4, 10, 0.86
_GRAINS = 4.0  # of the usual grain: less tells no ink
_RIM_PX = 2
# Of the level that the ink has by itself on its own channel: a stroke of print has a core so dark,
# and round that all is print that is not as light as the ink alone.
_CORE, _PRINT = 0.66, (0.74, 0.9)
_STROKE_PX = 3
_FULL = 0.6  # of the lead that the fullest ink has: what leads by so much is ink by itself
_PAPER_PX = 61  # paper's colour is taken from so wide round
_LEFT = 0.08  # share of strong ink that may be left: specks
_BORDER_PX = 2  # of the place: a stamp's frame runs along it, and stays
_MASK_KEYS = (
    "/Type",
    "/Subtype",
    "/Width",
    "/Height",
    "/ColorSpace",
    "/BitsPerComponent",
    "/Decode",
    "/Matte",
)
_CHANNEL = {"red": 0, "blue": 2}


@dataclass(frozen=True, slots=True)
class InkArea:
    """Where ink of a colour goes, as convex polygons."""

    colour: str
    polygons: tuple[Polygon, ...]


def lead_of(pixels: Pixels, colour: str) -> NDArray[np.int16]:
    """Levels by which the ink's channel leads the others, over what it leads by on paper."""
    channels = [c.astype(np.int16) for c in cv2.split(pixels)]
    own = channels.pop(_CHANNEL[colour])
    lead = own - np.maximum(*channels)
    return np.asarray(lead - np.int16(np.median(lead)), np.int16)


def without_ink(pixels: Pixels, where: Mask, colour: str) -> tuple[Pixels, Mask]:
    """The picture without the colour's ink in ``where``, and which pixels were changed."""
    if not where.any():
        return pixels, where
    rows, columns = np.flatnonzero(where.any(axis=1)), np.flatnonzero(where.any(axis=0))
    by = _PAPER_PX
    here = (
        slice(max(0, int(rows[0]) - by), int(rows[-1]) + by),
        slice(max(0, int(columns[0]) - by), int(columns[-1]) + by),
    )
    piece = pixels[here]
    inked = _inked(piece, colour)
    goes = inked & where[here]
    paper = _paper(piece, inked)
    own = piece[..., _CHANNEL[colour]].astype(np.float32)
    share = own / np.maximum(paper[..., _CHANNEL[colour]], 1)
    print_ = _print(share, _level_of_ink(share, lead_of(piece, colour), goes))[..., None]
    clean = paper * (1 - print_) + paper * share[..., None] * print_
    changed = np.zeros(where.shape, np.bool_)
    changed[here] = goes
    out = pixels.copy()
    out[here][goes] = np.clip(clean, 0, 255).astype(np.uint8)[goes]
    return out, changed


def _print(share: NDArray[np.float32], level: float) -> NDArray[np.float32]:
    """How far each pixel is print: coding darkens ink in places, too, but nowhere as far."""
    low, high = (bound * level for bound in _PRINT)
    strokes = _with_rim(share < _CORE * level, _STROKE_PX)
    return np.where(strokes, np.clip((high - share) / (high - low), 0, 1), np.float32(0))


def _level_of_ink(share: NDArray[np.float32], lead: NDArray[np.int16], goes: Mask) -> float:
    """What the ink by itself leaves of the paper's light on its own channel: of dark ink less."""
    inked = goes & (lead > _LEADS)
    if not inked.any():
        return 1.0
    full = inked & (lead >= _FULL * float(np.percentile(lead[inked], 90)))
    return float(np.percentile(share[full], 25))


def _inked(piece: Pixels, colour: str) -> Mask:
    """Where the colour's ink is, with the rims of its strokes."""
    lead = lead_of(piece, colour)
    strong = _with_rim(lead > _LEADS)
    if not strong.any():
        return strong
    own, paper = _CHANNEL[colour], _paper(piece, strong)
    darker = (paper - piece).max(axis=2) > _PALE_DARKER
    leads = lead > max(_PALE_LEADS, _GRAINS * float(np.median(np.abs(lead[~strong]))))
    pale = leads & darker & (piece[..., own] > _PALE_OWN * paper[..., own])
    return strong | _with_rim(pale)


def _with_rim(blots: Mask, rim_px: int = _RIM_PX) -> Mask:
    kernel = np.ones((2 * rim_px + 1,) * 2, np.uint8)
    return np.asarray(cv2.dilate(blots.astype(np.uint8), kernel) > 0)


def _paper(piece: Pixels, inked: Mask) -> NDArray[np.float32]:
    """The paper's colour at each pixel: of what is bright and bears no ink round about."""
    grey = piece.min(axis=2)
    bare = ~inked
    bright = bare & (grey >= 0.85 * float(np.percentile(grey[bare], 80) if bare.any() else 255))
    weight = bright.astype(np.float32)
    side = (_PAPER_PX, _PAPER_PX)
    count = cv2.blur(weight, side)[..., None]
    total = cv2.blur(piece.astype(np.float32) * weight[..., None], side)
    whole = np.median(piece[bright], axis=0) if bright.any() else np.array([255.0] * 3)
    return np.asarray(np.where(count > 0.02, total / np.maximum(count, 1e-6), whole), np.float32)


def ink_is_left(before: Pixels, after: Pixels, where: Mask, colour: str) -> bool:
    """Whether strong ink of the colour is still there."""
    kernel = np.ones((2 * _BORDER_PX + 1,) * 2, np.uint8)
    where = np.asarray(cv2.erode(where.astype(np.uint8), kernel) > 0)
    was = (lead_of(before, colour) > _STRONG) & where
    now = (lead_of(after, colour) > _STRONG) & where
    return bool(now.sum() > _LEFT * was.sum() + 4)


def inkless(pdf: Pdf, image: Stream, areas: Sequence[InkArea]) -> Stream | None:
    """A copy of a picture without ink in ``areas`` (unit square, y up); None where it shows none.

    Raises EraseError when the picture cannot be decoded.
    """
    if image.get("/ImageMask", False) or image.get("/ColorSpace") == Name.DeviceGray:
        return None
    try:
        shown = PdfImage(image).as_pil_image().convert("RGB")
    except (NotImplementedError, ValueError, OSError, TypeError) as error:
        raise EraseError("a picture cannot be decoded") from error
    pixels = np.asarray(shown, np.uint8)
    height, width = pixels.shape[:2]
    soft = image.get("/SMask")
    clear = _clear_of(soft, width, height) if isinstance(soft, Stream) else None
    done, changed = pixels, np.zeros((height, width), np.bool_)
    for area in areas:
        where = polygon_mask(area.polygons, height, width)
        if clear is not None:
            # Ink on clear ground: its colour is the same at a stroke's rim.
            now = where & (_lead_on_clear(done, area.colour) > _LEADS)
            # What nobody sees round the strokes has another colour, and would tell their shape.
            blank = now | (where & clear) if now.any() else now
            done = np.where(blank[..., None], np.uint8(255), done).astype(np.uint8)
        else:
            done, now = without_ink(done, where, area.colour)
        changed |= now
    if not changed.any():
        return None
    return _stored(pdf, image, done, changed, soft if isinstance(soft, Stream) else None)


def _clear_of(soft: Stream, width: int, height: int) -> Mask:
    """Where nothing of a picture of that size is seen."""
    raw = read_raw(soft)
    seen = np.where(raw.values[..., 0] == _clear_level(soft, raw), np.uint8(0), np.uint8(255))
    return np.asarray(cv2.resize(seen, (width, height), interpolation=cv2.INTER_AREA) == 0)


def _clear_level(soft: Stream, raw: Raw) -> int:
    return raw.top if is_inverted(soft) else 0


def _lead_on_clear(pixels: Pixels, colour: str) -> NDArray[np.int16]:
    channels = [c.astype(np.int16) for c in cv2.split(pixels)]
    own = channels.pop(_CHANNEL[colour])
    return np.asarray(own - np.maximum(*channels), np.int16)


def _stored(pdf: Pdf, image: Stream, pixels: Pixels, changed: Mask, soft: Stream | None) -> Stream:
    copy = pdf.make_stream(b"")
    for key in ("/Type", "/Subtype", "/Width", "/Height", "/Intent", "/Interpolate", "/SMask"):
        if key in image:
            copy[key] = image[key]
    if filters_of(image) == ["/DCTDecode"] and "/Decode" not in image and soft is None:
        data = repaint_jpeg(image.read_raw_bytes(), pixels, changed)
        if data is not None:
            copy["/ColorSpace"] = image.get("/ColorSpace", Name.DeviceRGB)
            copy["/BitsPerComponent"] = 8
            copy.write(data, filter=Name.DCTDecode)
            return copy
    copy["/ColorSpace"] = Name.DeviceRGB
    store(copy, Raw(pixels.astype(np.uint16), 8))
    if soft is not None:
        copy["/SMask"] = _cleared(pdf, soft, changed)
    return copy


def _cleared(pdf: Pdf, soft: Stream, changed: Mask) -> Object:
    """The soft mask, clear where ink went."""
    raw = read_raw(soft)
    height, width = raw.values.shape[:2]
    there = cv2.resize(changed.astype(np.uint8), (width, height), interpolation=cv2.INTER_AREA) > 0
    raw.values[there] = _clear_level(soft, raw)
    copy = pdf.make_stream(b"")
    for key in _MASK_KEYS:
        if key in soft:
            copy[key] = soft[key]
    store(copy, raw)
    return copy
