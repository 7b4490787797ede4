"""Places deep in fonts, pictures and numbers that hold text: each function plants one there."""

from __future__ import annotations

import io

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from tests.erase import made_fonts as made
from tests.erase.carriers import WHO, wrap
from tests.erase.corners import _LATIN, _draw, _fax, _resources, _tint
from tests.erase.drawn import han, picture, scan

PHONE = 15412345678
_SAID = WHO.encode()


# Pictures -----------------------------------------------------------------------------------


def _faxed(pdf, data, **parms):
    image = picture(pdf, data + _SAID, 80, 60, ColorSpace=Name.DeviceGray)
    image["/BitsPerComponent"], image["/Filter"] = 1, Name.CCITTFaxDecode
    image["/DecodeParms"] = Dictionary(Columns=80, Rows=60, BlackIs1=True, **parms)
    _draw(pdf, image)


def _group3(options):
    """A bitonal picture in fax coding (T.4), bare; ``options`` as TIFF's tag has them."""
    out = io.BytesIO()
    tags = {292: options}
    scan(80, 60).convert("1").save(out, "TIFF", compression="group3", tiffinfo=tags)
    with Image.open(io.BytesIO(out.getvalue())) as tiff:
        at, size = tiff.tag_v2[273][0], tiff.tag_v2[279][0]
    return out.getvalue()[at : at + size]


def tail_of_a_fax_by_lines(pdf):
    _faxed(pdf, _group3(4), K=0, EndOfLine=True, EncodedByteAlign=True)


def tail_of_a_fax_in_two_ways(pdf):
    _faxed(pdf, _group3(5), K=4, EndOfLine=True)


def tail_of_a_fax_without_end(pdf):
    whole = _fax(scan(80, 60))
    _faxed(
        pdf,
        whole[: whole.rindex(b"\x00\x10\x01")] if b"\x00\x10\x01" in whole else whole[:-3],
        K=-1,
    )


def tail_of_run_lengths(pdf):
    data = scan(80, 60, "L").tobytes()
    runs = [data[i : i + 128] for i in range(0, len(data), 128)]
    packed = b"".join(bytes([len(run) - 1]) + run for run in runs) + b"\x80"
    image = picture(pdf, packed + _SAID, 80, 60, ColorSpace=Name.DeviceGray)
    image["/Filter"] = Name.RunLengthDecode
    _draw(pdf, image)


def tail_of_a_bare_inline_picture(pdf):
    head = b"q 40 0 0 40 200 20 cm BI /W 4 /H 4 /CS /G /BPC 8 ID "
    wrap(pdf, head + b"\x10\x90" * 8 + _SAID + b" EI Q ", b"")


def picture_of_no_size(pdf):
    pixels = _SAID.ljust(80 * 60, b"\xff")
    _resources(pdf)["/XObject"]["/Im"] = picture(pdf, pixels, 80, 60, ColorSpace=Name.DeviceGray)
    wrap(pdf, b"q 0 0 0 0 200 20 cm /Im Do Q ", b"")


# Fonts --------------------------------------------------------------------------------------


def _with_table(program, tag):
    with TTFont(io.BytesIO(program), recalcTimestamp=False) as font:
        table = DefaultTable(tag)
        table.data = (font.reader[tag] if tag in font else b"") + _SAID
        font[tag] = table
        out = io.BytesIO()
        font.save(out)
    return out.getvalue()


def tail_of_the_table(tag):
    """Of a TrueType program, behind what the table says itself that it holds."""

    def plant(pdf):
        program = _with_table(made.truetype("李娜赵强"), tag)
        file = made.file_of(pdf, "/FontFile2", program)
        _resources(pdf)["/Font"]["/T1"] = made.simple(pdf, "TrueType", file, "李娜赵强", 1)
        wrap(pdf, b"BT /T1 12 Tf 10 90 Td <0102> Tj ET ", b"")

    plant.__name__ = f"tail_of_{tag.replace('/', '')}"
    return plant


def a_table_of_the_other_kind(pdf):
    descriptor = _resources(pdf)["/Font"]["/F0"]["/DescendantFonts"][0]["/FontDescriptor"]
    descriptor["/FontFile2"].write(_with_table(han()[1], "CFF "))


def words_of_a_type1_font(pdf):
    data, clear, secret = made.type1("李娜赵强", [1, 2, 3, 4])
    head = data[:clear].replace(b": Made", b": " + _SAID).replace(b"/Made", b"/" + _LATIN.encode())
    info = b"% " + _SAID + b"\n/FontInfo 2 dict dup begin /Notice (\\(" + _SAID + b"\\) (" + _SAID
    head = head.replace(b"/FontType", info + b")) def end def /FontType", 1)
    lengths = {"Length1": len(head), "Length2": secret, "Length3": 0}
    file = made.file_of(pdf, "/FontFile", head + data[clear:] + b"% " + _SAID, **lengths)
    _resources(pdf)["/Font"]["/T1"] = made.simple(pdf, "Type1", file, "李娜赵强", 1)
    wrap(pdf, b"BT /T1 12 Tf 10 90 Td <0102> Tj ET ", b"")


def program_that_is_no_font(pdf):
    file = made.file_of(pdf, "/FontFile2", _SAID * 9)
    _resources(pdf)["/Font"]["/T1"] = made.simple(pdf, "TrueType", file, "李娜赵强", 1)
    wrap(pdf, b"BT /T1 12 Tf 10 90 Td <0102> Tj ET ", b"")


# Character maps -----------------------------------------------------------------------------

_HEX = WHO.encode("utf-16-be").hex().encode()


def encoding_that_says(words):
    """A font's own map from codes to glyphs with ``words`` in it."""

    def plant(pdf):
        text = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap " + words
        text += b" 1 begincodespacerange <0000> <ffff> endcodespacerange 1 begincidrange "
        cmap = pdf.make_stream(text + b"<0000> <ffff> 0 endcidrange endcmap end end")
        cmap["/Type"], cmap["/CMapName"] = Name.CMap, Name(f"/{WHO}")
        collection = Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0)
        cmap["/CIDSystemInfo"] = collection
        _resources(pdf)["/Font"]["/F0"]["/Encoding"] = cmap

    return plant


def text_map_that_says(words):
    def plant(pdf):
        stream = _resources(pdf)["/Font"]["/F0"]["/ToUnicode"]
        stream.write(stream.read_bytes().replace(b"begincmap", b"begincmap " + words, 1))

    return plant


_SPACES = b"1 begincodespacerange <" + _HEX + b"> <" + _HEX + b"> endcodespacerange "
_BASE = b"/" + _SAID + b" usecmap "
_COLLECTION = (
    b"/CIDSystemInfo 3 dict dup begin /Registry (" + _LATIN.encode() + b") def /Ordering ("
    + _LATIN.encode() + b") def /Supplement 0 def end def % " + _SAID + b"\n"
)  # fmt: skip


def _named(plant, name):
    plant.__name__ = name
    return plant


# Numbers ------------------------------------------------------------------------------------


def number_of_an_operator(pdf):
    wrap(pdf, b"q %d w [%d 3] 0 d %d.5 0 m n 0.%d w Q " % ((PHONE,) * 4), b"")


def number_between_letters(pdf):
    wrap(pdf, b"BT /helv 9 Tf 20 20 Td [ (x) %d ] TJ ET " % PHONE, b"")


def numbers_of_a_font(pdf):
    font = _resources(pdf)["/Font"]["/F0"]["/DescendantFonts"][0]
    font["/DW"] = font["/FontDescriptor"]["/Flags"] = PHONE
    font["/FontDescriptor"]["/FontBBox"] = Array([0, 0, 900, PHONE])


def numbers_of_a_state(pdf):
    state = Dictionary(ML=PHONE, FL=PHONE, D=Array([Array([PHONE]), 0]))
    _resources(pdf)["/ExtGState"] = Dictionary(G0=state)
    wrap(pdf, b"q /G0 gs Q ", b"")


def number_of_a_function(pdf):
    ink = Array(
        [Name.Separation, Name.Gold, Name.DeviceRGB, _tint(pdf, f"{{ {PHONE} pop dup dup }}")]
    )
    _resources(pdf)["/ColorSpace"] = Dictionary(C0=ink)
    wrap(pdf, b"q /C0 cs 0.5 sc 300 20 10 10 re f Q ", b"")


NUMBERS = [
    number_of_an_operator, number_between_letters, numbers_of_a_font, numbers_of_a_state,
    number_of_a_function,
]  # fmt: skip
DEPTHS = [
    tail_of_a_fax_by_lines, tail_of_a_fax_in_two_ways, tail_of_a_fax_without_end,
    tail_of_run_lengths, picture_of_no_size, tail_of_a_bare_inline_picture,
    *map(tail_of_the_table, ("head", "hhea", "maxp", "OS/2", "gasp")), a_table_of_the_other_kind,
    words_of_a_type1_font, program_that_is_no_font,
    _named(encoding_that_says(_COLLECTION), "collection_of_an_encoding"),
    _named(encoding_that_says(_BASE), "base_of_an_encoding"),
    _named(text_map_that_says(_BASE), "base_of_a_text_map"),
    _named(text_map_that_says(_SPACES), "codes_of_a_text_map"),
]  # fmt: skip
