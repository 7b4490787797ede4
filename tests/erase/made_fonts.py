"""Font programs made here, of every kind a PDF embeds: glyph ``i`` is a box of its own height."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
from fontTools.cffLib import CFFFontSet, FDArrayIndex, FDSelect, FontDict, PrivateDict, SubrsIndex
from fontTools.fontBuilder import FontBuilder
from fontTools.misc import eexec
from fontTools.misc.psCharStrings import T1CharString, T2CharString
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name

WIDTH = 1000


def high(i: int) -> int:
    return 300 + 60 * i


def names(letters: str) -> list[str]:
    return [f"uni{ord(c):04X}" for c in letters]


def truetype(letters: str) -> bytes:
    """TrueType; glyph ids count from 1."""
    builder = _builder(letters, is_ttf=True)
    glyphs = {}
    for i, name in enumerate([".notdef", *names(letters)]):
        pen = TTGlyphPen(None)
        if i:
            pen.moveTo((100, 0))
            for point in ((800, 0), (800, high(i)), (100, high(i))):
                pen.lineTo(point)
            pen.closePath()
        glyphs[name] = pen.glyph()
    builder.setupGlyf(glyphs)
    return _finished(builder, letters)


def opentype(letters: str, subrs: bool = False) -> bytes:
    """OpenType with a name-keyed CFF table; with ``subrs`` each outline is a subroutine."""
    builder = _builder(letters, is_ttf=False)
    programs = {".notdef": T2CharString(program=[WIDTH, "endchar"])}
    for i, name in enumerate(names(letters), 1):
        programs[name] = T2CharString(program=[WIDTH, *_box2(i), "endchar"])
    builder.setupCFF("Made", {}, programs, {})
    data = _finished(builder, letters)
    if not subrs:
        return data
    font = builder.font
    top = font["CFF "].cff[0]
    top.Private.Subrs = SubrsIndex()
    for i, name in enumerate(names(letters), 1):
        top.Private.Subrs.append(T2CharString(program=[*_box2(i), "return"], private=top.Private))
        glyph = top.CharStrings[name]
        glyph.program = [WIDTH, i - 1 - 107, "callsubr", "endchar"]
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def cff(letters: str, subrs: bool = False) -> bytes:
    """The bare name-keyed CFF program of ``opentype``."""
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(opentype(letters, subrs))) as font:
        return font.reader["CFF "]


def cid_cff(cids: Sequence[int]) -> bytes:
    """A CID-keyed program of the collection Adobe-GB1; glyph ids count from 1."""
    builder = _builder("", is_ttf=False)
    builder.setupCFF("Made", {}, {".notdef": T2CharString(program=["endchar"])}, {})
    cffs: CFFFontSet = builder.font["CFF "].cff
    top = cffs[0]
    font_dict = FontDict()
    font_dict.Private = PrivateDict()
    font_dict.FontName = "Made-FD"
    top.FDArray, top.FDSelect = FDArrayIndex(), FDSelect()
    top.FDArray.append(font_dict)
    top.ROS, top.CIDCount = ("Adobe", "GB1", 5), max(cids) + 1
    top.charset = [".notdef", *(f"cid{cid:05d}" for cid in cids)]
    top.FDSelect.gidArray = [0] * len(top.charset)
    top.CharStrings.fdSelect, top.CharStrings.fdArray = top.FDSelect, top.FDArray
    for i, cid in enumerate(cids, 1):
        glyph = T2CharString(program=[*_box2(i), "endchar"], private=font_dict.Private)
        top.CharStrings.charStrings[f"cid{cid:05d}"] = glyph
    del top.Private
    top.rawDict.pop("Private", None)
    top.rawDict.pop("Encoding", None)
    top.order = ["ROS", *(k for k in top.order if k not in ("Private", "Encoding"))]
    top.order += ["CIDCount", "FDArray", "FDSelect"]
    out = io.BytesIO()
    cffs.compile(out, builder.font)
    return out.getvalue()


def type1(letters: str, codes: Sequence[int]) -> tuple[bytes, int, int]:
    """A Type 1 program with a built-in encoding, its outlines in subroutines from 5 on."""
    puts = "".join(f"dup {c} /{n} put\n" for c, n in zip(codes, names(letters), strict=True))
    clear = (
        "%!PS-AdobeFont-1.0: Made\n11 dict begin\n/FontName /Made def\n/FontType 1 def\n"
        "/PaintType 0 def\n/FontMatrix [0.001 0 0 0.001 0 0] readonly def\n"
        "/FontBBox {0 0 1000 1000} readonly def\n/Encoding 256 array\n"
        f"0 1 255 {{1 index exch /.notdef put}} for\n{puts}readonly def\n"
        "currentdict end\ncurrentfile eexec\n"
    ).encode()
    returns = [_code1(["return"])] * 5
    subrs = [*returns, *(_code1([*_box1(i), "return"]) for i in range(1, len(letters) + 1))]
    private = b"dup /Private 8 dict dup begin\n/RD {string currentfile exch readstring pop} "
    private += b"executeonly def\n/ND {noaccess def} executeonly def\n/NP {noaccess put} "
    private += b"executeonly def\n/BlueValues [] def\n/password 5839 def\n"
    private += b"/Subrs %d array\n" % len(subrs)
    for i, code in enumerate(subrs):
        private += b"dup %d %d RD " % (i, len(code)) + code + b" NP\n"
    glyphs = {".notdef": _code1([0, WIDTH, "hsbw", "endchar"])}
    for i, name in enumerate(names(letters), 5):
        glyphs[name] = _code1([0, WIDTH, "hsbw", i, "callsubr", "endchar"])
    private += b"ND\n2 index /CharStrings %d dict dup begin\n" % len(glyphs)
    for name, code in glyphs.items():
        private += b"/%s %d RD " % (name.encode(), len(code)) + code + b" ND\n"
    private += b"end\nend\nreadonly put\nnoaccess put\ndup/FontName get exch definefont pop\n"
    private += b"mark currentfile closefile\n"
    secret, _ = eexec.encrypt(b"abcd" + private, 55665)
    return clear + secret + b"0" * 512 + b"\ncleartomark\n", len(clear), len(secret)


def _code1(program: list[object]) -> bytes:
    code = T1CharString(program=program)
    code.compile()
    return eexec.encrypt(b"\0\0\0\0" + code.bytecode, 4330)[0]


def _box1(i: int) -> list[object]:
    return [100, 0, "rmoveto", 700, "hlineto", high(i), "vlineto", -700, "hlineto", "closepath"]


def _box2(i: int) -> list[object]:
    return [100, 0, "rmoveto", 700, high(i), -700, "hlineto"]


def _builder(letters: str, *, is_ttf: bool) -> FontBuilder:
    builder = FontBuilder(1000, isTTF=is_ttf)
    builder.setupGlyphOrder([".notdef", *names(letters)])
    builder.setupCharacterMap({ord(c): n for c, n in zip(letters, names(letters), strict=True)})
    return builder


def _finished(builder: FontBuilder, letters: str) -> bytes:
    metrics = dict.fromkeys([".notdef", *names(letters)], (WIDTH, 100))
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupOS2()
    builder.setupPost()
    builder.setupNameTable({"familyName": "Made", "styleName": "Regular"})
    out = io.BytesIO()
    builder.font.save(out)
    return out.getvalue()


# In a PDF ---------------------------------------------------------------------------------


def to_unicode(pdf: pikepdf.Pdf, texts: dict[int, str], size: int) -> pikepdf.Stream:
    rows = [
        f"<{code:0{2 * size}x}> <{text.encode('utf-16-be').hex()}>" for code, text in texts.items()
    ]
    low, high_ = "00" * size, "ff" * size
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        f"1 begincodespacerange <{low}> <{high_}> endcodespacerange",
        f"{len(rows)} beginbfchar",
        *rows,
        "endbfchar endcmap end end",
    ]
    return pdf.make_stream("\n".join(lines).encode())


def file_of(pdf: pikepdf.Pdf, key: str, data: bytes, **entries: object) -> Dictionary:
    """A descriptor with a font program."""
    stream = pdf.make_stream(data)
    for name, value in entries.items():
        stream[f"/{name}"] = value
    return Dictionary(
        {
            "/Type": Name.FontDescriptor,
            "/FontName": Name("/AAAAAA+Made"),
            "/Flags": 4,
            "/FontBBox": Array([0, 0, 1000, 1000]),
            "/ItalicAngle": 0,
            "/Ascent": 800,
            "/Descent": -200,
            "/CapHeight": 800,
            "/StemV": 80,
            key: stream,
        }
    )


def simple(
    pdf: pikepdf.Pdf, kind: str, descriptor: Dictionary, letters: str, first: int = 65
) -> pikepdf.Object:
    """A simple font with ``letters`` as codes from ``first`` on, named by differences."""
    differences = Array([first, *(Name(f"/{n}") for n in names(letters))])
    texts = {first + i: c for i, c in enumerate(letters)}
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name(f"/{kind}"),
            BaseFont=Name("/AAAAAA+Made"),
            FirstChar=first,
            LastChar=first + len(letters) - 1,
            Widths=Array([WIDTH] * len(letters)),
            FontDescriptor=pdf.make_indirect(descriptor),
            Encoding=Dictionary(Type=Name.Encoding, Differences=differences),
            ToUnicode=to_unicode(pdf, texts, 1),
        )
    )


def composite(
    pdf: pikepdf.Pdf,
    kind: str,
    descriptor: Dictionary,
    texts: dict[int, str],
    encoding: pikepdf.Object = Name("/Identity-H"),  # noqa: B008
    cid_of: dict[int, int] | None = None,
    **entries: object,
) -> pikepdf.Object:
    """A composite font; ``texts`` by code, ``cid_of`` where codes are not CIDs."""
    cids = [(cid_of or {}).get(code, code) for code in texts]
    widths = Array()
    for cid in cids:
        widths.extend([cid, Array([WIDTH])])
    info = Dictionary(Registry=b"Adobe", Ordering=b"GB1", Supplement=5)
    child = Dictionary(
        Type=Name.Font,
        Subtype=Name(f"/{kind}"),
        BaseFont=Name("/AAAAAA+Made"),
        CIDSystemInfo=info,
        DW=500,
        W=widths,
        FontDescriptor=pdf.make_indirect(descriptor),
    )
    for name, value in entries.items():
        child[f"/{name}"] = value
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/AAAAAA+Made"),
            Encoding=encoding,
            DescendantFonts=Array([pdf.make_indirect(child)]),
            ToUnicode=to_unicode(pdf, texts, 2),
        )
    )
