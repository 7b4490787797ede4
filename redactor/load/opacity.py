"""JPEG 2000 pictures with planes besides their colours, which readers draw otherwise.

PDFium goes by such an opacity only where the dictionary asks for it, MuPDF always: what one reader
hides, another shows. A soft mask beside the picture means the same to all of them, and of planes
that nobody draws, which may be a page of print, none is left.
"""

from __future__ import annotations

import io
import re

import numpy as np
import pymupdf
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from redactor.errors import InputError

_COMPONENTS = {"DeviceGray": 1, "CalGray": 1, "Indexed": 1, "DeviceRGB": 3, "CalRGB": 3, "Lab": 3}
_FAMILY = re.compile(r"/(\w+)")
_PROFILE = re.compile(r"/ICCBased\s+(\d+) 0 R")
_DEVICE = {1: "/DeviceGray", 3: "/DeviceRGB"}


def set_opacity_apart(document: pymupdf.Document, xref: int) -> None:
    """Let the picture ``xref`` have its colours alone, and a soft mask where it asks for one.

    Raises InputError where it has such planes and cannot be decoded.
    """
    if document.xref_get_key(xref, "Filter")[1].strip("[] ") != "/JPXDecode":
        return
    data = document.xref_stream_raw(xref)
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.mode not in ("LA", "RGBA"):
                return
            count = _colours(document, xref) or len(picture.getbands()) - 1
            planes = np.asarray(picture)
    except UnidentifiedImageError:
        return  # of five planes, or no picture: MuPDF says what it is
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise InputError("a picture is damaged; scan it again", code="corrupt") from error
    if count not in _DEVICE or count >= planes.shape[2]:
        return
    asked = document.xref_get_key(xref, "SMaskInData")[1] not in ("null", "0")
    if asked:
        mask = document.get_new_xref()
        document.update_object(mask, "<</Type/XObject/Subtype/Image>>")
        _write(document, mask, planes[:, :, -1:])
        document.xref_set_key(xref, "SMask", f"{mask} 0 R")
    _write(document, xref, planes[:, :, :count])


def _colours(document: pymupdf.Document, xref: int) -> int:
    """How many components the colour space of the dictionary has; 0 where it tells none."""
    kind, told = document.xref_get_key(xref, "ColorSpace")
    if kind == "xref":
        told = document.xref_object(int(told.split()[0]))
    if profile := _PROFILE.search(told):
        return int(document.xref_get_key(int(profile[1]), "N")[1])
    family = _FAMILY.search(told)
    return _COMPONENTS.get(family[1], 4) if family else 0


def _write(document: pymupdf.Document, xref: int, samples: NDArray[np.uint8]) -> None:
    height, width, parts = samples.shape
    document.update_stream(xref, samples.tobytes(), new=True, compress=True)
    for key in ("SMaskInData", "Decode", "DecodeParms"):
        if document.xref_get_key(xref, key)[0] != "null":
            document.xref_set_key(xref, key, "null")
    if document.xref_get_key(xref, "ColorSpace")[0] == "null":
        document.xref_set_key(xref, "ColorSpace", _DEVICE[parts])
    for key, number in (("Width", width), ("Height", height), ("BitsPerComponent", 8)):
        document.xref_set_key(xref, key, str(number))
