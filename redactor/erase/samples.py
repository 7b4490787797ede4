"""Pictures of any coding as plain samples, and back without loss.

Samples are the *stored* values, before Decode, palette or colour space: what is not painted is
written back as it was read.
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass

import numpy as np
import pikepdf
import pymupdf
from numpy.typing import NDArray
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from redactor.coding import Coded, bilevel, deflated
from redactor.erase.faults import EraseError

Samples = NDArray[np.uint16]  # height x width x components

PLAIN_FILTERS = frozenset(
    (
        "/FlateDecode",
        "/LZWDecode",
        "/RunLengthDecode",
        "/ASCII85Decode",
        "/ASCIIHexDecode",
        "/Fl",
        "/LZW",
        "/RL",
        "/A85",
        "/AHx",
    )
)
_DEVICE = {1: Name.DeviceGray, 3: Name.DeviceRGB, 4: Name.DeviceCMYK}
_MAX_SAMPLES = 400_000_000


@dataclass(frozen=True, slots=True)
class Raw:
    """Stored samples with ``bits`` a component (1, 2, 4, 8 or 16)."""

    values: Samples
    bits: int

    @property
    def top(self) -> int:
        """The largest value a sample can hold."""
        return (1 << self.bits) - 1


def filters_of(image: Object) -> list[str]:
    """Names of a stream's filters, outermost first."""
    value = image.get("/Filter")
    if value is None:
        return []
    return [str(f) for f in value] if isinstance(value, Array) else [str(value)]


def parms_of_coding(image: Object) -> Object | None:
    """What the innermost filter of a picture needs to know."""
    parms = image.get("/DecodeParms")
    if isinstance(parms, Array) and len(parms) == len(filters_of(image)):
        return parms[-1]
    return parms


def components_of(space: Object | None, depth: int = 0) -> int:
    """How many components a colour space has; 0 when that cannot be told."""
    if space is None or depth > 4:
        return 0
    if isinstance(space, Name):
        simple = {"/DeviceGray": 1, "/G": 1, "/CalGray": 1, "/DeviceRGB": 3, "/RGB": 3}
        return (simple | {"/DeviceCMYK": 4, "/CMYK": 4, "/I": 1, "/Indexed": 1}).get(str(space), 0)
    if not isinstance(space, Array) or not len(space):
        return 0
    match str(space[0]):
        case "/ICCBased":
            return int(space[1].get("/N", 0))
        case "/CalRGB" | "/Lab" | "/DeviceRGB" | "/RGB":
            return 3
        case "/CalGray" | "/Indexed" | "/I" | "/Separation" | "/DeviceGray" | "/G":
            return 1
        case "/DeviceCMYK" | "/CMYK":
            return 4
        case "/DeviceN":
            return len(space[1])
    return 0


def read_raw(image: Stream) -> Raw:
    """The stored samples of a picture. Raises EraseError when they cannot be decoded."""
    width, height = int(image["/Width"]), int(image["/Height"])
    if width < 1 or height < 1 or width * height > _MAX_SAMPLES:
        raise EraseError("a picture has no sensible size")
    if all(f in PLAIN_FILTERS for f in filters_of(image)):
        return _unpacked(image, width, height)
    return _decoded(image)


def _unpacked(image: Stream, width: int, height: int) -> Raw:
    stencil = bool(image.get("/ImageMask", False))
    bits = 1 if stencil else int(image.get("/BitsPerComponent", 8))
    parts = 1 if stencil else components_of(image.get("/ColorSpace"))
    if bits not in (1, 2, 4, 8, 16) or parts < 1:
        raise EraseError("a picture's samples are of an unknown kind")
    stride = (width * parts * bits + 7) // 8
    data = np.zeros(stride * height, np.uint8)
    read = np.frombuffer(image.read_bytes(), np.uint8)[: stride * height]
    data[: len(read)] = read
    rows = data.reshape(height, stride)
    if bits == 16:
        values = rows.reshape(height, -1, 2).astype(np.uint16)
        flat = np.asarray((values[:, :, 0] << 8) | values[:, :, 1], np.uint16)
    elif bits == 8:
        flat = rows.astype(np.uint16)
    else:
        single = np.unpackbits(rows, axis=1).reshape(height, -1, bits).astype(np.uint16)
        weights = (1 << np.arange(bits - 1, -1, -1)).astype(np.uint16)
        flat = np.asarray((single * weights).sum(axis=2), np.uint16)
    return Raw(flat[:, : width * parts].reshape(height, width, parts).copy(), bits)


def _decoded(image: Stream) -> Raw:
    """Decoded by MuPDF, from a PDF of its own that asks for the stored values."""
    bilevel = filters_of(image)[-1] in ("/CCITTFaxDecode", "/CCF", "/JBIG2Decode")
    with Pdf.new() as small:
        copy = small.copy_foreign(image) if image.is_indirect else image
        space = image.get("/ColorSpace")
        stencil = bool(image.get("/ImageMask", False))
        parts = 1 if bilevel or stencil else components_of(space)
        for key in ("/SMask", "/Mask", "/Decode", "/ImageMask", "/SMaskInData"):
            if key in copy:
                del copy[key]
        if parts in _DEVICE:
            copy["/ColorSpace"] = _DEVICE[parts]
        if bilevel:
            copy["/BitsPerComponent"] = 1
        small.Root["/Kept"] = copy
        small.add_blank_page()
        out = io.BytesIO()
        small.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    with pymupdf.open("pdf", out.getvalue()) as document:
        number = int(document.xref_get_key(document.pdf_catalog(), "Kept")[1].split()[0])
        try:
            pixmap = pymupdf.Pixmap(document, number)
        except (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase) as error:
            raise EraseError("a picture cannot be decoded") from error
        parts = pixmap.n - pixmap.alpha
        rows = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.h, pixmap.stride)
        flat = rows[:, : pixmap.w * pixmap.n].reshape(pixmap.h, pixmap.w, pixmap.n)[:, :, :parts]
    if bilevel:
        return Raw((flat[:, :, :1] >= 128).astype(np.uint16), 1)
    return Raw(flat.astype(np.uint16), 8)


def store(image: Stream, raw: Raw) -> None:
    """Write samples into ``image`` without loss; its colour space and Decode stay."""
    height, width, parts = raw.values.shape
    image["/Width"], image["/Height"] = width, height
    if not image.get("/ImageMask", False):
        image["/BitsPerComponent"] = raw.bits
    if raw.bits == 1 and parts == 1:
        coded = bilevel(raw.values[:, :, 0].astype(bool))
    elif raw.bits == 8:
        coded = deflated(raw.values.astype(np.uint8))
    else:
        coded = Coded(zlib.compress(_packed(raw), 6), "FlateDecode")
    parms = Dictionary({f"/{key}": value for key, value in coded.parms.items()})
    image.write(coded.data, filter=Name(f"/{coded.filter}"), decode_parms=parms or None)


def _packed(raw: Raw) -> bytes:
    height = raw.values.shape[0]
    flat = raw.values.reshape(height, -1)
    if raw.bits == 16:
        return flat.astype(">u2").tobytes()
    shifts = np.arange(raw.bits - 1, -1, -1)
    single = ((flat[:, :, None] >> shifts) & 1).astype(np.uint8).reshape(height, -1)
    return np.packbits(single, axis=1).tobytes()
