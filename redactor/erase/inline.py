"""Inline pictures (``BI … EI``) as picture objects, which can be edited and named."""

from __future__ import annotations

from pikepdf import Array, Name, Object, Pdf, PdfInlineImage, Stream

from redactor.erase.content import Op, lookup
from redactor.erase.faults import EraseError

# What an inline picture's dictionary may hold (ISO 32000-1, table 93), abbreviations expanded.
_KEYS = (
    "/BitsPerComponent",
    "/ColorSpace",
    "/Decode",
    "/DecodeParms",
    "/Filter",
    "/Height",
    "/ImageMask",
    "/Interpolate",
    "/Width",
    "/Intent",
)
_DEVICE = ("/DeviceGray", "/DeviceRGB", "/DeviceCMYK")


def inline_as_xobject(pdf: Pdf, op: Op, resources: Object) -> Stream:
    """The inline picture ``op`` as a new XObject, its colour space looked up."""
    inline = op.operands[0]
    if not isinstance(inline, PdfInlineImage):
        raise EraseError("an inline picture cannot be read")
    source = inline.obj
    # The parser leaves the white space before EI with the data; decoders stop before it.
    image = pdf.make_stream(inline.read_raw_bytes())
    image["/Type"], image["/Subtype"] = Name.XObject, Name.Image
    for key in _KEYS:
        if key in source:
            image[key] = source[key]
    space = image.get("/ColorSpace")
    if isinstance(space, Name) and str(space) not in _DEVICE:
        named = lookup(resources, "/ColorSpace", space)
        if named is None:
            raise EraseError("an inline picture names a colour space that is not there")
        image["/ColorSpace"] = named
    return image


def says_more(op: Op) -> bool:
    """Whether an inline picture names a colour space among the resources, or says what no reader
    asks.
    """
    given = op.operands[0].obj
    space = given.get("/ColorSpace")
    if isinstance(space, Name) and str(space) not in _DEVICE:
        return True
    decode = given.get("/Decode")
    odd = isinstance(decode, Array) and any(isinstance(v, Object) for v in decode)
    return odd or not set(given.keys()).issubset(_KEYS)
