"""Glyphs of the value go; no other glyph moves, changes or fades."""

from __future__ import annotations

import ctypes
import io
import re

import pikepdf
import pypdfium2
import pypdfium2.raw
import pytest
from fontTools.ttLib import TTFont
from pikepdf import Array

from redactor.erase import text
from redactor.geometry import PtBox, PtQuad
from tests.erase import made_fonts as made
from tests.erase.conftest import erasure
from tests.erase.drawn import code, han, noise, picture, raw_pdf, type3_font
from tests.erase.look import assert_only_gone, changed_outside, letters, said

LAYOUTS = {
    "one string": f"BT /F0 12 Tf 60 200 Td {code('作者：李娜、王伟、赵强')} Tj ET",
    "negative character spacing": (
        f"BT /F0 12 Tf -1.5 Tc 60 200 Td {code('李娜、王伟、赵强')} Tj ET"
    ),
    "wide character spacing": f"BT /F0 12 Tf 6 Tc 60 200 Td {code('李娜、王伟、赵强')} Tj ET",
    "condensed": f"BT /F0 12 Tf 60 Tz 60 200 Td {code('李娜、王伟、赵强')} Tj ET",
    "stretched": f"BT /F0 12 Tf 150 Tz 3 Tc 60 200 Td {code('李娜、王伟、赵强')} Tj ET",
    "kerning array": (
        f"BT /F0 12 Tf 60 200 Td [{code('李')} 120 {code('娜、')} -250 {code('王')} 90 "
        f"{code('伟、')} 40 {code('赵强')}] TJ ET"
    ),
    "kerning array under scaling": (
        f"BT /F0 12 Tf 80 Tz 1 Tc 60 200 Td [{code('李娜、')} -250 {code('王')} 90 "
        f"{code('伟、')} 400 {code('赵强')}] TJ {code('一二')} Tj ET"
    ),
    "one operator a glyph": (
        "BT /F0 12 Tf 60 200 Td "
        + " ".join(f"{code(c)} Tj 11 0 Td" for c in "李娜、王伟、赵强")
        + " ET"
    ),
    "raised and in a text matrix": (
        f"BT /F0 1 Tf 12 0 0 12 60 200 Tm 0.3 Ts {code('李娜、王伟、赵强')} Tj 0 -2 Td "
        f"{code('一二三')} Tj ET"
    ),
    "two lines tight above each other": (
        f"BT /F0 12 Tf 10 TL 60 200 Td {code('一二三四五六七')} Tj T* "
        f"{code('李娜、王伟、赵强')} Tj T* {code('七八九十一二三')} Tj ET"
    ),
    "quote operators": (
        f"BT /F0 12 Tf 16 TL 60 200 Td {code('一二三')} Tj {code('李娜、王伟、赵强')} ' "
        f'0 1 {code("四五六")} " {code("七八")} Tj ET'
    ),
    "value at the start": f"BT /F0 12 Tf 60 200 Td {code('王伟、李娜')} Tj {code('赵强')} Tj ET",
    "value alone": f"BT /F0 12 Tf 60 200 Td {code('王伟')} Tj ET",
    "two fonts on the line": (
        f"BT /F0 12 Tf 60 200 Td {code('李娜、王伟')} Tj /helv 12 Tf (, Zhao Qiang) Tj ET"
    ),
    "scaled by the matrix in force": (
        f"q 0.5 0 0 0.5 0 0 cm BT /F0 24 Tf 120 400 Td {code('李娜、王伟、赵强')} Tj ET Q"
    ),
    "inside a clip path": (
        f"q 50 190 300 30 re W n BT /F0 12 Tf 60 200 Td {code('李娜、王伟、赵强')} Tj ET Q"
    ),
    "outlined": (f"BT /F0 12 Tf 2 Tr 0.3 w 60 200 Td {code('李娜、王伟、赵强')} Tj ET"),
}


@pytest.mark.parametrize("content", LAYOUTS.values(), ids=LAYOUTS)
def test_neighbours_of_a_name_stay_exactly(bench, content):
    bench.write(raw_pdf(content))

    assert_only_gone(bench.erase_value("王伟"), "王伟")


def test_places_are_told_with_as_few_digits_as_before(bench):
    """MuPDF holds 1.2 as 1.1999999: PDFium may set a line so little off on the next pixel."""
    lines = " ".join(f"{code(text)} Tj 0 -1.2 Td" for text in ("一二", "李娜、王伟", "三四"))
    bench.write(raw_pdf(f"BT /F0 1 Tf 10 0 0 10 60 234.9998 Tm {lines} {code('七八')} Tj ET"))

    result = bench.erase_value("王伟")

    with pikepdf.open(result.path) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
    moves = content[: content.index(b"ET")]
    assert re.search(rb"-1\.2 T[dD]", moves)
    assert not re.search(rb"\.\d{6}", moves)


@pytest.mark.parametrize("scale", [1, 10])
def test_places_told_each_by_itself_stay_the_same_number(bench, scale):
    """MuPDF's filter tells the way from the one before, which ends at 265.99997 for 266."""
    size, own = 10 / scale, f"{scale} 0 0 {scale}"
    places = ((49.505144, 260), (69.26453, 240.5039), (171.91, 200), (266, 143.22), (24, 90.1))
    lines = "".join(
        f"{own} {x} {y} Tm {code(text)} Tj 0 {-1.3 * size} Td {code('三')} Tj "
        for (x, y), text in zip(places, ("一二", "李娜、王伟", "三四", "五六", "七八"), strict=True)
    )
    bench.write(raw_pdf(f"BT /F0 {size} Tf {lines} ET"))

    erased = bench.erase_value("王伟")

    assert set(_pdfium_places(erased.path)) >= set(_pdfium_places(bench.working)) - {
        place for place in _pdfium_places(bench.working) if place[0] in "王伟"
    }


def test_a_line_of_a_hundred_ways_does_not_drift(bench):
    """MuPDF adds the ways up in single precision; none may look as if another had been told."""
    ways = "".join(f"({char}) Tj 1.64976 0 Td " for char in "the quick brown fox jumps over " * 5)
    below = f"0 -20 Td {code('李娜、王伟')} Tj"
    start = "BT /helv 3 Tf 0.998067 0 0 1 36 280 Tm"
    bench.write(raw_pdf(f"{start} {ways} /F0 12 Tf -200 0 Td {below} ET"))

    result = bench.erase_value("王伟")

    with pikepdf.open(result.path) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
    assert set(re.findall(rb"(1\.6\d+) 0 T[dD]", content)) == {b"1.64976"}


def _pdfium_places(path):
    """Each letter and its origin, to the last digit that PDFium holds."""
    with pypdfium2.PdfDocument(path) as document:
        text = document[0].get_textpage()
        x, y = ctypes.c_double(), ctypes.c_double()
        for i in range(text.count_chars()):
            pypdfium2.raw.FPDFText_GetCharOrigin(text, i, x, y)
            char = chr(pypdfium2.raw.FPDFText_GetUnicode(text, i))
            if not char.isspace():
                yield char, x.value, y.value


SIMPLE = {
    "word spacing": "BT /helv 12 Tf 9 Tw 60 200 Td (Li Na Wang Wei Zhao Qiang) Tj ET",
    "kerned": "BT /helv 12 Tf 60 200 Td [(Li Na W) 80 (ang) -300 ( Wei ) 60 (Zhao)] TJ ET",
    "stretched with spaces": "BT /helv 12 Tf 130 Tz 2 Tc 4 Tw 60 200 Td (Li Wang Wei Zhao) Tj ET",
}


@pytest.mark.parametrize("content", SIMPLE.values(), ids=SIMPLE)
def test_neighbours_of_a_word_in_a_simple_font_stay(bench, content):
    bench.write(raw_pdf(content))

    assert_only_gone(bench.erase_value("Wang"), "Wang")


def test_neighbours_in_a_type3_font_stay(bench):
    def change(pdf):
        pdf.pages[0].obj["/Resources"]["/Font"]["/T3"] = type3_font(pdf, "李娜王伟赵强")

    bench.write(raw_pdf("BT /T3 14 Tf 60 200 Td (ABCDEF) Tj ET", change=change))

    assert_only_gone(bench.erase_value("王伟"), "王伟")


def test_all_copies_of_a_name_printed_bold_by_overprinting_go(bench):
    copies = "".join(
        f"BT /F0 12 Tf {60 + 0.2 * i} 200 Td {code('李娜王伟赵强')} Tj ET " for i in range(4)
    )
    bench.write(raw_pdf(copies))

    erased = bench.erase_value("王伟")

    assert erased.text().count("李娜") == 4
    assert "王" not in erased.text() and "伟" not in erased.text()


# The second letter of one glyph has no place of its own: extraction puts it where the pen is then,
# which is where the neighbour stands, behind in what runs to the right, before in Arabic.
JOINED = {
    "fi and another": ({1: "o", 2: "fi", 3: "n"}, "n"),
    "fi and an i": ({1: "o", 2: "fi", 3: "i"}, "i"),
    "ffi": ({1: "o", 2: "ffi", 3: "i"}, "i"),
    "the neighbour is joined, too": ({1: "fi", 2: "ffi", 3: "n"}, "n"),
    "lam-hah behind an alef": ({1: "\u0637", 2: "\u0644\u062e", 3: "\u0627"}, "\u0627"),
}


@pytest.mark.parametrize(("texts", "value"), JOINED.values(), ids=JOINED)
def test_letters_joined_in_one_glyph_stay_whole_beside_what_goes(bench, texts, value):
    def change(pdf):
        descriptor = made.file_of(pdf, "/FontFile2", made.truetype("李娜王"))
        font = made.simple(pdf, "TrueType", descriptor, "李娜王", first=1)
        font.ToUnicode = made.to_unicode(pdf, texts, 1)
        pdf.pages[0].obj["/Resources"]["/Font"]["/Own"] = font

    bench.write(raw_pdf("BT /Own 12 Tf 60 200 Td <010203> Tj ET", change=change))
    before = letters(bench.working)
    last = max(x.origin[0] for x in before if x.text == value)

    erased = bench.erase(erasure((last, 85, last + 12, 105)))

    left = sorted(x.text for x in letters(erased.path))
    stay = sorted("".join(texts.values())[:-1] + erased.tokens())
    assert left == stay, "and no picture of the page"


@pytest.mark.parametrize("copies", [1, 2])
def test_content_is_walked_again_only_where_extraction_does_not_tell_each_glyph(
    bench, monkeypatch, copies
):
    walked = []
    again = text.places_of
    monkeypatch.setattr(text, "places_of", lambda *given: walked.append(1) or again(*given))
    bench.write(
        raw_pdf(
            "".join(
                f"BT /F0 12 Tf {60 + 0.01 * i} 200 Td {code('李娜 王伟赵强')} Tj ET "
                for i in range(copies)
            )
        )
    )

    assert "王" not in bench.erase_value("王伟").text()
    assert len(walked) == copies - 1


def test_longer_name_that_holds_the_value_is_kept(bench):
    bench.write(raw_pdf(f"BT /F0 12 Tf 60 200 Td {code('王伟李娜、王伟')} Tj ET"))

    assert_only_gone(bench.erase_value("王伟", nth=1), "王伟", nth=1)


def test_watermark_letter_over_the_name_stays(bench):
    mark = f"q 0.8 g BT /F0 160 Tf 20 150 Td {code('一')} Tj ET Q "
    bench.write(raw_pdf(mark + f"BT /F0 12 Tf 92 205 Td {code('王伟')} Tj ET"))

    erased = bench.erase_value("王伟")

    assert "一" in erased.text()
    assert "王" not in erased.text()


def test_value_is_in_no_object_of_the_file(bench):
    bench.write(raw_pdf("BT /helv 12 Tf 60 200 Td (Li Na, Wangwei, Zhao) Tj ET"))
    assert b"Wangwei" in said(bench.working)

    erased = bench.erase_value("Wangwei", token="[X]")

    assert not erased.holds("Wangwei")
    assert not erased.holds("Wang")


def test_glyph_codes_of_the_value_are_in_no_stream(bench):
    bench.write(raw_pdf(f"BT /F0 12 Tf 60 200 Td {code('李娜、王伟、赵强')} Tj ET"))
    gone = code("王伟")[1:-1]

    erased = bench.erase_value("王伟")

    assert bytes.fromhex(gone) not in erased.said()
    assert gone.encode() not in erased.said().lower()


def test_text_next_to_a_ruling_leaves_the_ruling(bench):
    table = "0.6 w 56 196 m 340 196 l S 56 214 m 340 214 l S 58 190 m 58 220 l S "
    bench.write(raw_pdf(table + f"BT /F0 12 Tf 60 200 Td {code('王伟')} Tj ET"))

    assert_only_gone(bench.erase_value("王伟"), "王伟")


def test_rulings_between_the_cells_of_a_number_stay_visible(bench):
    rulings = " ".join(f"{56 + 18 * i} 192 m {56 + 18 * i} 214 l S" for i in range(7))
    digits = " ".join(f"BT /helv 12 Tf {61 + 18 * i} 198 Td ({i}) Tj ET" for i in range(6))
    bench.write(raw_pdf(f"0.8 w {rulings} {digits}"))

    erased = bench.erase_value("012345", token="")

    assert erased.text() == ""
    for i in range(7):
        line = PtQuad.from_box(PtBox(56 + 18 * i - 0.3, 90, 56 + 18 * i + 0.3, 104))
        assert erased.shade(line, inset_pt=-0.5) < 100


def test_two_values_on_one_line_go_and_the_one_between_stays(bench):
    bench.write(raw_pdf(f"BT /F0 12 Tf 60 200 Td {code('王伟李娜王伟')} Tj ET"))

    erased = bench.erase(bench.say("王伟"), bench.say("王伟", nth=1))

    assert erased.text() == "李娜[姓名][姓名]"
    assert [erased.under(m) for m in erased.marks] == ["[姓名]", "[姓名]"]


def test_line_boxes_three_times_the_size_take_the_right_line(bench):
    """Boxes of both lines overlap; only the glyph's own box says which one is meant."""
    with TTFont(io.BytesIO(han()[1])) as font:
        font["hhea"].ascent = font["OS/2"].usWinAscent = 2100 * font["head"].unitsPerEm // 1000
        font["hhea"].descent, font["OS/2"].usWinDescent = -1100, 1100
        out = io.BytesIO()
        font.save(out)

    def change(pdf):
        child = pdf.pages[0].obj["/Resources"]["/Font"]["/F0"]["/DescendantFonts"][0]
        child["/FontDescriptor"]["/FontFile2"] = pdf.make_stream(out.getvalue())
        child["/FontDescriptor"]["/Ascent"], child["/FontDescriptor"]["/Descent"] = 2100, -1100

    first, second, third = code("一二三四五六"), code("李娜王伟赵强"), code("七八九十一二")
    lines = f"{first} Tj 0 -7 Td {second} Tj 0 -7 Td {third} Tj"
    bench.write(raw_pdf(f"BT /F0 6 Tf 60 200 Td {lines} ET", change=change))

    erased = bench.erase_value("王伟")

    assert erased.text() == "一二三四五六李娜赵强七八九十一二" + erased.tokens()


@pytest.mark.parametrize("size", [12, 24])
def test_text_on_a_background_picture_leaves_no_white_rim(bench, size):
    def change(pdf):
        image = picture(pdf, noise(400, 304).tobytes(), 400, 304)
        pdf.pages[0].obj["/Resources"]["/XObject"]["/Im"] = image

    ground = "q 400 0 0 300 0 0 cm /Im Do Q "
    text = f"BT /F0 {size} Tf 60 200 Td {code('李娜、王伟、赵强')} Tj ET"
    bench.write(raw_pdf(ground + text, change=change))

    assert_only_gone(bench.erase_value("王伟"), "王伟")


def test_mark_covers_the_ink_of_a_font_without_a_height(bench):
    def flat(pdf):
        font = type3_font(pdf, "ABCDEFGHIJKLMNOP")  # as high as wide in the end
        font["/FontBBox"], font["/FontMatrix"] = Array([0, 0, 1, -1]), Array([1, 0, 0, 1, 0, 0])
        pdf.pages[0].obj["/Resources"]["/Font"]["/T3"] = font

    bench.write(raw_pdf("BT /T3 0.024 Tf 60 200 Td (ABPC) Tj ET", change=flat))

    erased = bench.erase_value("P")

    assert changed_outside(erased) == 0
    assert "P" not in erased.text()
