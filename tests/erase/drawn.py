"""Pages for these tests, drawn by hand: content streams, fonts, pictures. Nobody is real."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import pikepdf
import pymupdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw

LETTERS = (
    "李娜、王伟赵强作者姓名：单位云岭水务设计院证书编号电话申报人一二三四五六七八九十第页（）。"
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz:.,-"
)
HAN = {"fontname": "china-s", "fontsize": 12}
WIDTH, HEIGHT = 400, 300


@lru_cache(maxsize=1)
def han() -> tuple[pymupdf.Font, bytes]:
    """A font of ``LETTERS``, cut out of the one MuPDF carries."""
    with TTFont(io.BytesIO(pymupdf.Font("cjk").buffer), recalcTimestamp=False) as whole:
        cutter = subset.Subsetter(subset.Options(layout_features=[], hinting=False))
        cutter.populate(text=LETTERS)
        cutter.subset(whole)
        out = io.BytesIO()
        whole.save(out)
    return pymupdf.Font(fontbuffer=out.getvalue()), out.getvalue()


def code(text: str) -> str:
    """``text`` as a hexadecimal string of the font ``/F0``, which ``raw_pdf`` brings."""
    return "<" + "".join(f"{han()[0].has_glyph(ord(c)):04x}" for c in text) + ">"


def raw_pdf(
    *contents: str,
    size: tuple[float, float] = (WIDTH, HEIGHT),
    forms: Mapping[str, str] | None = None,
    change: Callable[[pikepdf.Pdf], None] | None = None,
) -> bytes:
    """A page for each content stream. ``/F0`` is Type 0 (Han), ``/helv`` a simple font.

    ``forms`` are form XObjects by name (without the slash), shared by all pages; ``change``
    has the last word.
    """
    with pymupdf.open() as document:
        for _ in contents:
            page = document.new_page(width=size[0], height=size[1])
            page.insert_font(fontname="F0", fontbuffer=han()[1], set_simple=False)
            page.insert_font(fontname="helv")
        data = document.tobytes(garbage=4)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = pdf.pages[0].obj["/Resources"]["/Font"]
        made = {f"/{name}": _form(pdf, inner, size, fonts) for name, inner in (forms or {}).items()}
        for page, content in zip(pdf.pages, contents, strict=True):
            page.obj["/Contents"] = pdf.make_stream(content.encode("latin-1"))
            page.obj["/Resources"] = Dictionary(Font=fonts, XObject=Dictionary(made))
        if change:
            change(pdf)
        out = io.BytesIO()
        # Else pikepdf would rewrite planted XMP.
        pdf.save(out, fix_metadata_version=False)
        return out.getvalue()


def _form(
    pdf: pikepdf.Pdf, content: str, size: tuple[float, float], fonts: pikepdf.Object
) -> pikepdf.Object:
    form = pdf.make_stream(content.encode("latin-1"))
    form["/Type"], form["/Subtype"] = Name.XObject, Name.Form
    form["/BBox"] = Array([0, 0, *size])
    form["/Resources"] = Dictionary(Font=fonts)
    return form


def picture(pdf: pikepdf.Pdf, data: bytes, width: int, height: int, **entries: Any) -> Any:
    """A picture XObject; RGB of 8 bits and uncompressed where ``entries`` do not say."""
    image = pdf.make_stream(data)
    image["/Type"], image["/Subtype"] = Name.XObject, Name.Image
    image["/Width"], image["/Height"] = width, height
    given = {"ColorSpace": Name.DeviceRGB, "BitsPerComponent": 8, **entries}
    for key, value in given.items():
        if value is not None:
            image[f"/{key}"] = value
    return image


def type3_font(pdf: pikepdf.Pdf, letters: str) -> pikepdf.Object:
    """A Type 3 font with ``letters`` as codes 65, 66 …; each glyph is a box of its own height."""
    procedures, to_unicode = Dictionary(), []
    for i, letter in enumerate(letters):
        high = 400 + 40 * i
        box = f"1000 0 0 0 1000 1000 d1 100 0 700 {high} re f"
        procedures[f"/g{i}"] = pdf.make_stream(box.encode())
        to_unicode.append(f"<{65 + i:02x}> <{ord(letter):04x}>")
    names = Array([65, *(Name(f"/g{i}") for i in range(len(letters)))])
    cmap = "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "1 begincodespacerange <00> <ff> endcodespacerange",
            f"{len(to_unicode)} beginbfchar",
            *to_unicode,
            "endbfchar endcmap end end",
        ]
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, 0, 1000, 1000]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            CharProcs=procedures,
            Encoding=Dictionary(Type=Name.Encoding, Differences=names),
            FirstChar=65,
            LastChar=64 + len(letters),
            Widths=Array([1000] * len(letters)),
            ToUnicode=pdf.make_stream(cmap.encode()),
            Resources=Dictionary(),
        )
    )


def scan(width: int = 400, height: int = 300, mode: str = "RGB") -> Image.Image:
    """A page as a scanner sees it: lines of black boxes, the ground not quite white.

    At one pixel a point, boxes stand at x = 40 + 24 i (16 wide) and y = 40 + 30 j (14 high).
    """
    scale = width / 400
    image = Image.new("RGB", (width, height), (250, 248, 240))
    draw = ImageDraw.Draw(image)
    for y in range(40, 260, 30):
        for x in range(40, 360, 24):
            box = [v * scale for v in (x, y, x + 16, y + 14)]
            draw.rectangle(box, fill=(20, 20, 30))
    return image.convert(mode, dither=Image.Dither.NONE) if mode == "1" else image.convert(mode)


def jpeg(image: Image.Image, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", **{"quality": 85, **options})
    return out.getvalue()


def noise(width: int, height: int) -> Image.Image:
    """Soft coloured noise, as paper and a camera give it."""
    rng = np.random.default_rng(7)
    coarse = rng.integers(120, 220, (height // 8, width // 8, 3), np.uint8)
    return Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC)
