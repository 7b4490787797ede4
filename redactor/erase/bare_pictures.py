"""Picture objects without what they carry besides the picture, whatever codes them."""

from __future__ import annotations

import contextlib
import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, PdfInlineImage, Stream

from redactor.erase.coded_pictures import bare_jbig2, bare_jpeg
from redactor.erase.faults import UNCERTAIN
from redactor.erase.jpeg2000 import bare_jpx
from redactor.erase.overfull import is_one_region, is_overfull_jpeg
from redactor.erase.samples import (
    PLAIN_FILTERS,
    components_of,
    filters_of,
    parms_of_coding,
    read_raw,
    store,
)

# Short names, as inline pictures have them, for the coding that a reader must know.
_CODINGS = {
    "/DCT": "/DCTDecode",
    "/CCF": "/CCITTFaxDecode",
    **{n: n for n in ("/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode")},
}

_RUN_LENGTHS = frozenset(("/RunLengthDecode", "/RL"))
_PNG = range(10, 16)  # predictors by which a row's first byte names its own


def clean_picture(image: Stream) -> None:
    """Leave the picture what its pixels are made of."""
    filters = filters_of(image)
    if not filters or filters[-1] not in _CODINGS:
        _cut_tail(image)
        return
    coding = _CODINGS[filters[-1]]
    data, parms = _innermost(image, filters)
    if data is None:
        return  # damaged, or in a coding qpdf does not know: it is copied as it is
    match coding:
        case "/DCTDecode":
            bare = bare_jpeg(data)
            if is_overfull_jpeg(bare) and _code_anew(image):
                return
        case "/JPXDecode":
            bare = bare_jpx(data)
        case "/JBIG2Decode":
            bare, parms = bare_jbig2(data), None
            if not is_one_region(image, bare):
                if not _code_anew(image):
                    image.write(b"")  # nobody can draw it
                return
        case _:
            _code_anew(image)
            return
    image.write(bare, filter=Name(coding), decode_parms=parms)


def _code_anew(image: Stream) -> bool:
    """Code a picture from the pixels that are drawn: what else its data say is gone.

    So does a fax always: nothing marks the end of its last row. False for a damaged one, which is
    left as it is.
    """
    with contextlib.suppress(*UNCERTAIN):
        store(image, read_raw(image))
        return True
    return False


def carries_more(inline: PdfInlineImage) -> bool:
    """Whether an inline picture may hold more than its pixels: it is coded, or has a tail."""
    given = filters_of(inline.obj)
    if not all(f in PLAIN_FILTERS for f in given):
        return True
    space = inline.obj.get("/ColorSpace")
    length = _length(inline.obj, 1 if inline.image_mask else components_of(space))
    if length is None or isinstance(space, Array):
        return True
    # The parser leaves the white space before EI with the data.
    return len(given) > 0 or len(inline.read_raw_bytes().rstrip()) > length


def _innermost(image: Stream, filters: list[str]) -> tuple[bytes | None, Any]:
    """The coded picture without the filters around it, and what its own coding needs to know."""
    own = parms_of_coding(image)
    own = own if isinstance(own, Dictionary) else None
    data = image.read_raw_bytes()
    if len(filters) == 1:
        return data, own
    with Pdf.new() as scratch:
        outer = scratch.make_stream(data)
        outer["/Filter"] = Array([Name(f) for f in filters[:-1]])
        parms = image.get("/DecodeParms")
        if isinstance(parms, Array) and len(parms) == len(filters):
            outer["/DecodeParms"] = Array([_numbers(parms[i]) for i in range(len(filters) - 1)])
        try:
            return outer.read_bytes(), own
        except pikepdf.PdfError:
            return None, own


def _numbers(parms: Object) -> Dictionary:
    """The parameters of a filter such as Flate, which are numbers: free of their document."""
    given = parms if isinstance(parms, Dictionary) else Dictionary()
    return Dictionary({k: v for k, v in given.items() if isinstance(v, int)})


def _cut_tail(image: Stream) -> None:
    """Drop bytes behind the last row: no reader shows them."""
    parts = 1 if image.get("/ImageMask", False) else components_of(image.get("/ColorSpace"))
    length = _length(image, parts)
    predictor = length and _predictor(image, parts)
    if length is None:
        rewrite(image)
    elif predictor and _holds_only(image, length + int(image["/Height"])):
        image.write(image.read_raw_bytes(), filter=Name.FlateDecode, decode_parms=predictor)
    else:
        rewrite(image, length)


def unpack_run_lengths(pdf: Pdf) -> None:
    """Rewrite what is packed by run lengths: qpdf unpacks it for nobody who does not ask."""
    for obj in pdf.objects:
        given = filters_of(obj) if isinstance(obj, Stream) else []
        if not _RUN_LENGTHS.isdisjoint(given) and PLAIN_FILTERS.issuperset(given):
            with contextlib.suppress(pikepdf.PdfError):  # damaged: it is copied as it is
                obj.write(obj.read_bytes(pikepdf.StreamDecodeLevel.specialized))


def rewrite(stream: Stream, length: int | None = None) -> None:
    """A stream's decoded data anew, cut to ``length``: what lay behind the coded ones is gone."""
    given = filters_of(stream)
    if not all(f in PLAIN_FILTERS for f in given) or (not given and length is None):
        return
    with contextlib.suppress(pikepdf.PdfError):  # damaged: it is copied as it is
        stream.write(stream.read_bytes()[:length])


def _predictor(image: Stream, parts: int) -> Dictionary | None:
    """The parameters of a picture coded by PNG's predictors; None where it is not.

    It stays as it is coded, for qpdf knows no predictors in writing and the picture would grow.
    """
    if filters_of(image) != ["/FlateDecode"]:
        return None
    parms = image.get("/DecodeParms")
    parms = parms[0] if isinstance(parms, Array) and len(parms) == 1 else parms
    said = dict(parms.items()) if isinstance(parms, Dictionary) else {}
    bits, width = int(image.get("/BitsPerComponent", 8)), int(image["/Width"])
    usual = {"/Colors": 1, "/Columns": 1, "/BitsPerComponent": 8}
    fits = [said.get(key, value) for key, value in usual.items()] == [parts, width, bits]
    if said.get("/Predictor") not in _PNG or not fits:
        return None
    return Dictionary(Predictor=_PNG[-1], Colors=parts, Columns=width, BitsPerComponent=bits)


def _holds_only(image: Stream, length: int) -> bool:
    """Whether Flate holds so many bytes, and nothing behind them."""
    inflate = zlib.decompressobj()
    try:
        data = inflate.decompress(image.read_raw_bytes(), length + 1)
    except zlib.error:
        return False
    return len(data) == length and inflate.eof and not inflate.unused_data


def _length(image: Object, parts: int) -> int | None:
    """Bytes of a picture's samples; None where its entries do not tell."""
    if parts < 1:
        return None
    bits = 1 if image.get("/ImageMask", False) else int(image.get("/BitsPerComponent", 8))
    return (int(image["/Width"]) * parts * bits + 7) // 8 * int(image["/Height"])
