"""Pages changed so that they say the same in another way: turned, scaled, wrapped, hidden."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

_MATRICES = (
    b"0 1 -1 0 300 50",
    b"-1 0 0 1 500 0",
    b"1 0 0 -1 0 700",
    b".5 .1 -.1 .5 60 80",
    b"3 0 0 3 -200 -900",
    b"1 0 .4 1 0 0",
    b"0 0 0 0 0 0",
    b"1 0 0 1 9000 9000",
    b"1e-7 0 0 1e7 0 0",
)
_STATES = (b"3 Tr", b"7 Tr", b"2 Tr 0.4 w", b"40 Tz", b"900 Tz", b"-3 Tc", b"9 Ts", b"1 1 1 rg")
_CLIPS = (b"0 0 5 5 re W n", b"0 0 9999 9999 re W* n", b"1 1 1 rg 0 0 600 900 re f", b"Q Q Q")
_BOXES = ([0, 0, 0, 0], [0, 0, 200, 200], [600, 800, 0, 0], [-500, -500, 900, 1400], [0, 0, 1, 9e5])
_WRAPS = 12


def _page(pdf: Pdf, rng: Random) -> Any:
    return rng.choice(list(pdf.pages)).obj


def _content(page: Any) -> bytes:
    parts = page.Contents if isinstance(page.Contents, Array) else [page.Contents]
    return b"\n".join(part.read_bytes() for part in parts)


def _before(pdf: Pdf, rng: Random) -> None:
    """Another matrix, text state or clip in front of all that is drawn."""
    page = _page(pdf, rng)
    head = rng.choice(
        (*(m + b" cm" for m in _MATRICES), *_STATES, *_CLIPS, rng.choice(_STATES) + b" q" * 40)
    )
    page.Contents = pdf.make_stream(head + b"\n" + _content(page))


def _behind(pdf: Pdf, rng: Random) -> None:
    """Something drawn over all, or the page drawn again."""
    page = _page(pdf, rng)
    content = _content(page)
    tail = rng.choice((*_CLIPS, content, b"BI /W 9 /H 9 /BPC 8 /CS /G ID", b"BT (", b"/OC /P BDC"))
    page.Contents = pdf.make_stream(content + b"\n" + tail)


def _in_pieces(pdf: Pdf, rng: Random) -> None:
    """The content cut anywhere into several streams, in the middle of words too."""
    page = _page(pdf, rng)
    content = _content(page)
    cuts = sorted(rng.randrange(len(content) + 1) for _ in range(rng.randint(1, 9)))
    ends = [0, *cuts, len(content)]
    pieces = [pdf.make_stream(content[a:b]) for a, b in zip(ends, ends[1:], strict=False)]
    if rng.random() < 0.2:
        pieces.append(rng.choice(pieces))
    page.Contents = pdf.make_indirect(Array(pieces))


def _wrap(pdf: Pdf, rng: Random) -> None:
    """The content put into forms inside forms, at times without resources of their own."""
    page = _page(pdf, rng)
    form = _form(pdf, page, _content(page), page.get("/Resources", Dictionary()))
    for _ in range(rng.choice((0, 1, _WRAPS))):
        form = _form(pdf, page, b"q /Fz Do Q", Dictionary(XObject=Dictionary(Fz=form)))
    if rng.random() < 0.3:
        del form["/Resources"]
    users = [page, _page(pdf, rng)] if rng.random() < 0.3 else [page]
    for user in users:
        user.Resources = Dictionary(XObject=Dictionary(Fz=form))
        user.Contents = pdf.make_stream(rng.choice((b"/Fz Do", b"q /Fz Do Q /Fz Do")))


def _form(pdf: Pdf, page: Any, content: bytes, resources: Any) -> Any:
    box = page.get("/MediaBox", Array([0, 0, 595, 842]))
    form = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=box)
    form.Resources = resources
    return form


def _draws_itself(pdf: Pdf, rng: Random) -> None:
    page = _page(pdf, rng)
    form = _form(pdf, page, b"/Fz Do " * rng.choice((1, 2, 8)) + _content(page), Dictionary())
    form.Resources = pdf.make_indirect(Dictionary(XObject=Dictionary(Fz=form)))
    page.Resources = Dictionary(XObject=Dictionary(Fz=form))
    page.Contents = pdf.make_stream(b"/Fz Do")


def _doubling(pdf: Pdf, rng: Random) -> None:
    """Each form draws the next one twice and more: a small file with endless work."""
    page = _page(pdf, rng)
    form = _form(pdf, page, b"0 0 9 9 re f", Dictionary())
    for _ in range(rng.choice((6, 12, 40))):
        form = _form(pdf, page, b"/Fz Do " * 3, Dictionary(XObject=Dictionary(Fz=form)))
    page.Resources.XObject = Dictionary(Fz=form)
    page.Contents = pdf.make_stream(_content(page) + b"\n/Fz Do")


def _layered(pdf: Pdf, rng: Random) -> None:
    """The content in a layer that is off, or that asks for itself."""
    page = _page(pdf, rng)
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="layer"))
    state = Name.OFF if rng.random() < 0.7 else Name.ON
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary({str(state): [layer]}))
    page.Resources.Properties = Dictionary(Lz=layer)
    page.Contents = pdf.make_stream(b"/OC /Lz BDC\n" + _content(page) + b"\nEMC")


def _boxes(pdf: Pdf, rng: Random) -> None:
    page = _page(pdf, rng)
    page[rng.choice(("/MediaBox", "/CropBox", "/TrimBox"))] = Array(list(rng.choice(_BOXES)))


def _turned(pdf: Pdf, rng: Random) -> None:
    page = _page(pdf, rng)
    page.Rotate = rng.choice((90, 180, 270, -90, 45, 720, 10**9))
    if rng.random() < 0.3:
        page.UserUnit = rng.choice((0, 0.01, 3, 75_000))


def _fonts(pdf: Pdf, rng: Random) -> None:
    """Fonts that say what they do not show, or show what they do not say."""
    fonts = [
        o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == Name.Font
    ]
    font, other = rng.choice(fonts), rng.choice(fonts)
    way = rng.randrange(5)
    if way == 0:
        del font["/ToUnicode"]
    elif way == 1:
        font.ToUnicode, other.ToUnicode = other.ToUnicode, font.ToUnicode
    elif way == 2:
        font.Encoding = rng.choice((Name("/Identity-V"), Name("/GBK-EUC-H"), Name.WinAnsiEncoding))
    elif way == 3:
        key = rng.choice(("/Widths", "/W", "/DW", "/FirstChar", "/FontDescriptor"))
        del font[key]
    else:
        for key in list(other.keys()):
            font[key] = other[key]


def _noted(pdf: Pdf, rng: Random) -> None:
    """Notes of odd kinds over a page, with its own content for a look."""
    page = _page(pdf, rng)
    look = _form(pdf, page, _content(page), page.get("/Resources", Dictionary()))
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name("/" + rng.choice(("Stamp", "FreeText", "Widget", "Redact", "Nil", "Popup"))),
        Rect=Array(list(rng.choice(_BOXES))),
        AP=Dictionary(N=look),
        F=rng.choice((0, 2, 4, 32)),
    )
    page.Annots = Array([pdf.make_indirect(note)])


PAGE_CHANGES: tuple[Callable[[Pdf, Random], None], ...] = (
    _before,
    _before,
    _behind,
    _in_pieces,
    _wrap,
    _draws_itself,
    _doubling,
    _layered,
    _boxes,
    _turned,
    _fonts,
    _noted,
)
