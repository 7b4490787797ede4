"""Parts of embedded pictures blanked in the pictures' own pixels."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

import numpy as np
from pikepdf import Array, Name, Object, Pdf, Stream

from redactor.erase.faults import EraseError
from redactor.erase.jpeg_blocks import blank_jpeg
from redactor.erase.masks import Polygon, polygon_mask
from redactor.erase.samples import Raw, components_of, filters_of, read_raw, store
from redactor.erase.whites import is_inverted, is_plain_decode, white_of, without_palette

_JPEG = ("/DCTDecode", "/DCT")
# What a copy keeps of a picture's dictionary; the coding is written anew.
_KEPT = (
    "/Type",
    "/Subtype",
    "/Width",
    "/Height",
    "/ColorSpace",
    "/BitsPerComponent",
    "/Intent",
    "/ImageMask",
    "/Decode",
    "/Interpolate",
    "/Mask",
    "/SMask",
)


def blanked(pdf: Pdf, image: Stream, polygons: Sequence[Polygon]) -> Stream:
    """A copy of ``image`` with ``polygons`` (unit square, y up) white; the rest is kept.

    A JPEG stays a JPEG where it can; everything else is written without loss. Masks become
    clear there, so that no shape can be read from them; opaque would paint, as a block, pixels
    of a picture too coarse to be white just there. Raises EraseError when the picture cannot be
    decoded.
    """
    copy = _copied(pdf, image)
    if not _blank_in_jpeg(image, copy, polygons):
        _blank_samples(image, copy, polygons)
    soft, mask = image.get("/SMask"), image.get("/Mask")
    if isinstance(soft, Stream):
        copy["/SMask"] = _clear_soft_mask(pdf, soft, polygons)
    if isinstance(mask, Stream):
        copy["/Mask"] = _clear_stencil(pdf, mask, polygons)
    elif isinstance(mask, Array):
        # A colour key counts in stored values; white must not fall into it and turn clear.
        _keep_colour_key_off_white(copy, mask)
    return copy


def all_white(pdf: Pdf) -> Stream:
    """A picture of one white pixel, to stand where a whole picture was."""
    white = pdf.make_stream(b"\xff")
    white["/Type"], white["/Subtype"] = Name.XObject, Name.Image
    white["/Width"], white["/Height"] = 1, 1
    white["/ColorSpace"], white["/BitsPerComponent"] = Name.DeviceGray, 8
    return white


def _copied(pdf: Pdf, image: Stream) -> Stream:
    copy = pdf.make_stream(b"")
    for key in _KEPT:
        if key in image:
            copy[key] = image[key]
    return copy


def _blank_in_jpeg(
    image: Stream, copy: Stream, polygons: Sequence[Polygon], *, black: bool = False
) -> bool:
    """Blank a JPEG block by block into ``copy``; False when that is not possible."""
    filters = filters_of(image)
    if not filters or filters[-1] not in _JPEG or len(filters) != 1:
        return False
    space = image.get("/ColorSpace")
    parts = components_of(space)
    # For a colour space where white is not "all samples full" the samples must be rewritten.
    if (
        parts not in (1, 3)
        or isinstance(space, Array)
        and str(space[0])
        not in (
            "/ICCBased",
            "/CalRGB",
            "/CalGray",
        )
    ):
        return False
    inverted = is_inverted(image)
    if not inverted and not is_plain_decode(image):
        return False
    parms = image.get("/DecodeParms")
    if parms is not None and "/ColorTransform" in (
        parms[0] if isinstance(parms, Array) and len(parms) else parms
    ):
        return False
    data = blank_jpeg(image.read_raw_bytes(), polygons, inverted=inverted != black)
    if data is None:
        return False
    copy.write(data, filter=Name.DCTDecode)
    return True


def _blank_samples(image: Stream, copy: Stream, polygons: Sequence[Polygon]) -> None:
    raw = read_raw(image)
    if filters_of(image)[-1:] == ["/JPXDecode"]:
        adopt_jpx(copy, raw)
    white = white_of(copy, raw)
    if white is None:
        raw = without_palette(copy, raw)
        white = white_of(copy, raw)
    if white is None or len(white) != raw.values.shape[2]:
        raise EraseError("a picture's white is not known")
    _fill(raw, polygons, white)
    store(copy, raw)


def adopt_jpx(copy: Stream, raw: Raw) -> None:
    """JPEG 2000 may bring its own colour space, which the samples then no longer name."""
    parts = raw.values.shape[2]
    if components_of(copy.get("/ColorSpace")) != parts:
        device = {1: Name.DeviceGray, 3: Name.DeviceRGB, 4: Name.DeviceCMYK}.get(parts)
        if device is None:
            raise EraseError("a picture has an unknown colour space")
        copy["/ColorSpace"] = device


def _clear_soft_mask(pdf: Pdf, mask: Stream, polygons: Sequence[Polygon]) -> Stream:
    copy = _copied(pdf, mask)
    if "/Matte" in mask:
        copy["/Matte"] = mask["/Matte"]
    if not _blank_in_jpeg(mask, copy, polygons, black=True):
        raw = read_raw(mask)
        _fill(raw, polygons, raw.top if is_inverted(mask) else 0)
        store(copy, raw)
    return copy


def _clear_stencil(pdf: Pdf, mask: Stream, polygons: Sequence[Polygon]) -> Stream:
    """In an explicit mask 1 is clear, unless Decode turns it round."""
    copy = _copied(pdf, mask)
    raw = read_raw(mask)
    _fill(raw, polygons, 0 if is_inverted(mask) else 1)
    store(copy, raw)
    return copy


def _fill(raw: Raw, polygons: Sequence[Polygon], value: int | tuple[int, ...]) -> None:
    height, width = raw.values.shape[:2]
    raw.values[polygon_mask(polygons, height, width)] = value


def _keep_colour_key_off_white(copy: Object, key: Array) -> None:
    with contextlib.suppress(TypeError, ValueError):
        bounds = np.array([int(v) for v in key]).reshape(-1, 2)
        top = (1 << int(copy.get("/BitsPerComponent", 8))) - 1
        if (bounds[:, 1] >= top).all():
            # White was the clear colour: under a white mark, on whatever ground, that is blank.
            return
        copy["/Mask"] = key
