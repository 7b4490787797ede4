"""A page drawn with one of nearly everything, and a way to plant a name in every object of it."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from tests.erase import made_fonts as made
from tests.erase.carriers import WHO, stream, wrap
from tests.erase.corners import _fax, _flate, _grey, _profile, _segment, _tint
from tests.erase.drawn import jpeg, picture, scan, type3_font

_LETTERS = "李娜赵强一二"
_LARGE = Array([0, 0, 9, 9])


def draw_everything(pdf: Pdf) -> None:
    """Pictures of every coding, colour spaces, shadings, patterns, states, forms and fonts."""
    resources = pdf.pages[0].obj["/Resources"]
    for number, image in enumerate(_pictures(pdf)):
        resources["/XObject"][f"/Im{number}"] = image
        wrap(pdf, f"q 20 0 0 15 {10 + 25 * number} 20 cm /Im{number} Do Q ".encode(), b"")
    spaces, colours = _spaces(pdf), ("0.5 0.5 0.5", "0.5 0.5 0.5", "0.5", "50 0 0", "0.5", "0.5")
    resources["/ColorSpace"] = Dictionary({f"/A{i}": space for i, space in enumerate(spaces)})
    for number, colour in enumerate(colours):
        at = 60 + 20 * number
        wrap(pdf, f"q /A{number} cs {colour} sc {at} 60 10 10 re f Q ".encode(), b"")
    resources["/Shading"] = Dictionary(S0=_axial(pdf), S1=_radial(), S2=_mesh(pdf))
    wrap(pdf, b"q 200 60 20 20 re W n /S0 sh /S1 sh /S2 sh Q ", b"")
    resources["/Pattern"] = Dictionary(P0=_tile(pdf), P1=_shaded(pdf))
    wrap(pdf, b"q /Pattern cs /P0 scn 240 60 10 10 re f /P1 scn 260 60 10 10 re f Q ", b"")
    resources["/ExtGState"] = Dictionary(G0=_state(pdf), G1=Dictionary(ca=1, SMask=Name("/None")))
    wrap(pdf, b"q /G1 gs Q q /G0 gs 300 90 5 5 re f Q ", b"")
    resources["/XObject"]["/Fm"] = _form(pdf)
    wrap(pdf, b"/Fm Do ", b"")
    for number, font in enumerate(_fonts(pdf)):
        resources["/Font"][f"/T{number}"] = font
        shown = "<00010002>" if font["/Subtype"] == Name.Type0 else "<0102>"
        shown = "(AB)" if font["/Subtype"] == Name.Type3 else shown
        wrap(pdf, f"BT /T{number} 12 Tf {10 + 40 * number} 90 Td {shown} Tj ET ".encode(), b"")
    pdf.pages[0].obj["/Group"] = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB, I=True, K=False)
    intent = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, DestOutputProfile=_icc(pdf))
    pdf.Root["/OutputIntents"] = Array([intent])


def objects_of(pdf: Pdf) -> Iterator[tuple[str, Object]]:
    """Every dictionary, array and stream below the catalogue once, and the way to it."""
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[str, Object]] = [("", pdf.Root)]
    while waiting:
        way, obj = waiting.pop()
        if not isinstance(obj, Dictionary | Array | Stream) or obj.objgen in seen:
            continue
        if obj.is_indirect:
            seen.add(obj.objgen)
        yield way, obj
        if isinstance(obj, Array):
            waiting += [(way, value) for value in obj]
        else:
            table = obj.stream_dict if isinstance(obj, Stream) else obj
            waiting += [(way + k, v) for k, v in table.items() if k != "/Parent"]


_NAME = Name(f"/{WHO}")
PLANTED: dict[str, Callable[[Pdf], object]] = {
    "name": lambda _pdf: _NAME,
    "string": lambda _pdf: String(WHO),
    "array": lambda _pdf: Array([_NAME, String(WHO)]),
    "dictionary": lambda _pdf: Dictionary({f"/{WHO}": _NAME}),
    "stream": lambda pdf: stream(pdf, WHO),
}
# An array's length means something here: more pages, more profiles, another box.
_MEASURED = ("/Kids", "/OutputIntents", "Box", "/Matrix", "/DescendantFonts")


def in_every_dictionary(kind: str, key: str) -> Callable[[Pdf], None]:
    """Another entry in each dictionary and stream."""

    def plant(pdf: Pdf) -> None:
        draw_everything(pdf)
        for _, obj in list(objects_of(pdf)):
            if not isinstance(obj, Array):
                obj[key] = PLANTED[kind](pdf)

    return plant


def in_every_array(kind: str) -> Callable[[Pdf], None]:
    """Another item at the end of each array."""

    def plant(pdf: Pdf) -> None:
        draw_everything(pdf)
        for way, obj in list(objects_of(pdf)):
            if isinstance(obj, Array) and not way.endswith(_MEASURED):
                obj.append(PLANTED[kind](pdf))

    return plant


def _pictures(pdf: Pdf) -> Iterator[Stream]:
    yield picture(pdf, jpeg(scan(80, 60)), 80, 60, Filter=Name.DCTDecode)
    masked = _grey(pdf)
    masked["/SMask"] = _grey(pdf)
    yield masked
    yield _flate(pdf)
    grey = Name.DeviceGray
    fax = picture(pdf, _fax(scan(80, 60)), 80, 60, ColorSpace=grey, BitsPerComponent=1)
    fax["/Filter"] = Name.CCITTFaxDecode
    fax["/DecodeParms"] = Dictionary(K=-1, Columns=80, Rows=60)
    yield fax
    region = struct.pack(">IIIIB", 80, 60, 0, 0, 0) + b"\x01" + _fax(scan(80, 60))
    page = _segment(0, 48, struct.pack(">IIIIBH", 80, 60, 0, 0, 0, 0))
    jbig2 = picture(pdf, page + _segment(2, 38, region), 80, 60, ColorSpace=grey)
    jbig2["/BitsPerComponent"], jbig2["/Filter"] = 1, Name.JBIG2Decode
    jbig2["/DecodeParms"] = Dictionary(JBIG2Globals=pdf.make_stream(_segment(9, 62, b"\0" * 4, 0)))
    yield jbig2
    out = io.BytesIO()
    scan(80, 60).save(out, "JPEG2000")
    yield picture(pdf, out.getvalue(), 80, 60, Filter=Name.JPXDecode)
    stencil = picture(pdf, b"\xf0" * 600, 80, 60, ColorSpace=None, BitsPerComponent=1)
    stencil["/ImageMask"] = True
    yield stencil
    space = Array([Name.Indexed, Name.DeviceRGB, 15, String(bytes(range(48)))])
    yield picture(pdf, b"\x10" * 40 * 60, 80, 60, ColorSpace=space, BitsPerComponent=4)


def _icc(pdf: Pdf) -> Stream:
    profile = pdf.make_stream(_profile())
    profile["/N"], profile["/Alternate"] = 3, Name.DeviceRGB
    profile["/Range"] = Array([0, 1] * 3)
    return profile


def _sampled(pdf: Pdf) -> Stream:
    function = pdf.make_stream(bytes(range(12)))
    function["/FunctionType"], function["/BitsPerSample"] = 0, 8
    function["/Domain"], function["/Range"] = Array([0, 1]), Array([0, 1] * 3)
    function["/Size"], function["/Encode"] = Array([4]), Array([0, 3])
    function["/Decode"] = Array([0, 1] * 3)
    return function


def _spaces(pdf: Pdf) -> tuple[Array, ...]:
    white = Array([0.95, 1, 1.08])
    ink = Array([Name.Separation, Name.Gold, Name.DeviceRGB, _sampled(pdf)])
    process = Dictionary(
        ColorSpace=Name.DeviceCMYK,
        Components=Array([Name.Cyan, Name.Magenta, Name.Yellow, Name.Black]),
    )
    inks = Dictionary(Subtype=Name.NChannel, Process=process, Colorants=Dictionary(Gold=ink))
    return (
        Array([Name.ICCBased, _icc(pdf)]),
        Array([Name.CalRGB, Dictionary(WhitePoint=white, Gamma=Array([2, 2, 2]))]),
        Array([Name.DeviceN, Array([Name.Gold]), Name.DeviceRGB, _tint(pdf), inks]),
        Array([Name.Lab, Dictionary(WhitePoint=white, Range=Array([-100, 100] * 2))]),
        Array([Name.CalGray, Dictionary(WhitePoint=white, Gamma=2)]),
        ink,
    )


def _blend() -> Dictionary:
    ends = {"/C0": Array([0, 0, 0]), "/C1": Array([1, 1, 1])}
    return Dictionary({"/FunctionType": 2, "/Domain": Array([0, 1]), "/N": 1, **ends})


def _axial(pdf: Pdf) -> Dictionary:
    joined = Dictionary(FunctionType=3, Functions=Array([_blend(), _sampled(pdf)]))
    joined["/Domain"], joined["/Bounds"] = Array([0, 1]), Array([0.5])
    joined["/Encode"] = Array([0, 1, 0, 1])
    coords = Array([200, 60, 220, 80])
    return Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=coords, Function=joined)


def _radial() -> Dictionary:
    coords = Array([210, 70, 0, 210, 70, 5])
    return Dictionary(ShadingType=3, ColorSpace=Name.DeviceRGB, Coords=coords, Function=_blend())


def _mesh(pdf: Pdf) -> Stream:
    mesh = pdf.make_stream(b"\0\0\0\xff\0\0" * 3)
    mesh["/ShadingType"], mesh["/ColorSpace"] = 4, Name.DeviceRGB
    mesh["/BitsPerCoordinate"] = mesh["/BitsPerComponent"] = mesh["/BitsPerFlag"] = 8
    mesh["/Decode"] = Array([200, 220, 60, 80, 0, 1, 0, 1, 0, 1])
    return mesh


def _tile(pdf: Pdf) -> Stream:
    tile = stream(pdf, "0 0 2 2 re f", Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1)
    tile["/BBox"], tile["/XStep"], tile["/YStep"] = Array([0, 0, 5, 5]), 5, 5
    tile["/Resources"], tile["/Matrix"] = Dictionary(), Array([1, 0, 0, 1, 0, 0])
    return tile


def _shaded(pdf: Pdf) -> Dictionary:
    state = Dictionary(ca=1, BM=Name.Normal)
    return Dictionary(PatternType=2, Shading=_axial(pdf), ExtGState=state)


def _form(pdf: Pdf) -> Stream:
    form = stream(pdf, "0 0 2 2 re f", Type=Name.XObject, Subtype=Name.Form, BBox=_LARGE)
    form["/Matrix"], form["/FormType"] = Array([1, 0, 0, 1, 0, 0]), 1
    form["/Group"] = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    form["/Resources"] = Dictionary()
    return form


def _state(pdf: Pdf) -> Dictionary:
    mask = Dictionary(Type=Name.Mask, S=Name.Luminosity, G=_form(pdf), TR=Name.Identity)
    mask["/BC"] = Array([0.5])
    state = Dictionary(Type=Name.ExtGState, ca=1, CA=1, BM=Name.Normal, SMask=mask)
    state["/BG"], state["/UCR"] = _tint(pdf, "{ }"), _tint(pdf, "{ }")
    state["/Font"] = Array([pdf.pages[0].obj["/Resources"]["/Font"]["/F0"], 12])
    state["/D"], state["/TR2"] = Array([Array([3, 2]), 0]), Name.Default
    return state


def _fonts(pdf: Pdf) -> Iterator[Object]:
    yield type3_font(pdf, "AB")
    program = made.file_of(pdf, "/FontFile2", made.truetype(_LETTERS))
    yield made.simple(pdf, "TrueType", program, _LETTERS, first=1)
    program = made.file_of(pdf, "/FontFile3", made.cff(_LETTERS), Subtype=Name.Type1C)
    yield made.simple(pdf, "Type1", program, _LETTERS, first=1)
    data, plain, coded = made.type1(_LETTERS, range(1, 7))
    lengths = {"Length1": plain, "Length2": coded, "Length3": 0}
    yield made.simple(pdf, "Type1", made.file_of(pdf, "/FontFile", data, **lengths), _LETTERS, 1)
    texts = dict(enumerate(_LETTERS, 1))
    cff = made.cid_cff(list(texts))
    program = made.file_of(pdf, "/FontFile3", cff, Subtype=Name.CIDFontType0C)
    yield made.composite(pdf, "CIDFontType0", program, texts)
    program = made.file_of(pdf, "/FontFile2", made.truetype(_LETTERS))
    glyphs = pdf.make_stream(b"".join(struct.pack(">H", i) for i in range(7)))
    down = {"W2": Array([1, Array([-1000, 500, 880])]), "DW2": Array([880, -1000])}
    yield made.composite(pdf, "CIDFontType2", program, texts, CIDToGIDMap=glyphs, **down)
