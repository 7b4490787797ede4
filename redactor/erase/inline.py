"""Inline pictures (``BI … EI``) as picture objects, which can be edited and named."""

from __future__ import annotations

import contextlib
import re

from pikepdf import Array, Name, Object, Pdf, PdfInlineImage, Stream

from redactor.erase.content import (
    Op,
    bytes_of,
    is_form,
    lookup,
    page_resources,
    parse,
    unparse,
    with_xobjects,
    write_page,
)
from redactor.erase.faults import UNCERTAIN, EraseError

_INLINE = re.compile(rb"(?<![^\s\]>)])BI[\s/]")
_LONG_PX, _SHORT_PX = 48, 12  # a picture's sides: less holds no name

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


def lift_large(pdf: Pdf) -> None:
    """Make picture objects of the inline pictures that may hold a name: what is done with what
    nobody sees of a picture is done with objects.
    """
    for obj in pdf.objects:
        with contextlib.suppress(*UNCERTAIN):
            if obj.get("/Type") == Name.Page:
                _lift(pdf, obj, page_resources(obj))
            elif is_form(obj) and "/Resources" in obj:
                _lift(pdf, obj, obj["/Resources"])


def _lift(pdf: Pdf, container: Object, resources: Object) -> None:
    if not _INLINE.search(bytes_of(container)):
        return
    added: dict[str, Object] = {}
    ops = []
    for op in parse(container):
        if op.name == "BI" and may_hold_a_name(op.operands[0].width, op.operands[0].height):
            name = f"/RdI{len(added)}"
            added[name] = inline_as_xobject(pdf, op, resources)
            op = Op("Do", [Name(name)])
        ops.append(op)
    if added:
        if isinstance(container, Stream):
            container.write(unparse(ops))
        else:
            write_page(pdf, container, ops)
        container["/Resources"] = with_xobjects(resources, added)


def may_hold_a_name(width: int, height: int) -> bool:
    """Whether so many pixels are enough for a name."""
    return min(width, height) >= _SHORT_PX and max(width, height) >= _LONG_PX
