"""Fonts of the finished file hold no glyph that its pages do not show, and name none."""

from __future__ import annotations

import io
import logging
import struct
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.misc import eexec
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

from redactor.erase.cmaps import cut_to_unicode, parse_cmap
from redactor.erase.code_reader import reader_of
from redactor.erase.faults import EraseError
from redactor.erase.subset import drop_unused_glyphs
from tests.erase import made_fonts as made
from tests.erase.drawn import code, han, raw_pdf, type3_font
from tests.erase.look import Erased, assert_only_gone, changed_outside, letters

TEXT = "李娜王伟赵强"  # what the made fonts hold; 王伟 goes
MARK = "[姓名]"
Make = Callable[[pikepdf.Pdf], pikepdf.Object]


def document(make: Make, content: str, pages: int = 1) -> bytes:
    """Pages whose font ``/M`` is made by ``make``."""

    def change(pdf: pikepdf.Pdf) -> None:
        font = make(pdf)
        for page in pdf.pages:
            page.obj["/Resources"]["/Font"] = Dictionary(M=font)

    return raw_pdf(*[content] * pages, change=change)


def shown(hexadecimal: str) -> str:
    return f"BT /M 20 Tf 60 200 Td <{hexadecimal}> Tj ET"


def fonts(path: Path) -> list[dict]:
    """Of each font but the marks': its dictionary, CIDFont, program and what it says it holds."""
    found = []
    with pikepdf.open(path) as pdf:
        for obj in pdf.objects:
            if not isinstance(obj, Dictionary) or obj.get("/Type") != Name.Font:
                continue
            if str(obj.get("/Subtype")).startswith("/CIDFont"):
                continue
            told = _told(obj.get("/ToUnicode"))
            if told and told <= set(MARK):
                continue
            child = obj.get("/DescendantFonts", [obj])[0]
            descriptor = child.get("/FontDescriptor", Dictionary())
            files = [descriptor[k] for k in descriptor.keys() if "FontFile" in k]  # noqa: SIM118
            found.append(
                {
                    "told": told,
                    "program": files[0].read_bytes() if files else b"",
                    "lengths": [int(files[0].get(f"/Length{i}", 0)) for i in (1, 2, 3)]
                    if files
                    else [],
                    "names": {str(n)[1:] for n in _differences(obj) if isinstance(n, Name)},
                    "widths": _widths(child),
                    "procedures": set(obj.get("/CharProcs", {}).keys()),
                    "encoding": obj.Encoding.read_bytes()
                    if isinstance(obj.get("/Encoding"), pikepdf.Stream)
                    else b"",
                    "to_gid": child.CIDToGIDMap.read_bytes()
                    if isinstance(child.get("/CIDToGIDMap"), pikepdf.Stream)
                    else b"",
                }
            )
    return found


def _told(stream: pikepdf.Object | None) -> set[str]:
    if stream is None:
        return set()
    said = set()
    for entry in parse_cmap(stream.read_bytes()).entries:
        for i in range(entry.high - entry.low + 1):
            said.add(chr(int.from_bytes(entry.target) + i))
    return said


def _differences(font: pikepdf.Object) -> list:
    encoding = font.get("/Encoding")
    return list(encoding.get("/Differences", [])) if isinstance(encoding, Dictionary) else []


def _widths(font: pikepdf.Object) -> set[int]:
    """The codes or CIDs that have a width."""
    if "/Widths" in font:
        return {int(font.FirstChar) + i for i, width in enumerate(font.Widths) if width}
    items, found = list(font.get("/W", [])), set()
    while items:
        first, second = int(items[0]), items[1]
        last = first + len(second) - 1 if isinstance(second, Array) else int(second)
        found |= set(range(first, last + 1))
        items = items[2:] if isinstance(second, Array) else items[3:]
    return found


def outlines(program: bytes) -> set[int]:
    """Glyph ids with an outline in a TrueType program."""
    with TTFont(io.BytesIO(program)) as font:
        table = font["glyf"]
        order = font.getGlyphOrder()
        return {i for i, name in enumerate(order) if table[name].numberOfContours}


def only(erased: Erased) -> dict:
    (font,) = fonts(erased.path)
    return font


# The kinds of fonts -----------------------------------------------------------------------


def test_truetype_of_a_composite_font(bench):
    bench.write(raw_pdf(f"BT /F0 12 Tf 60 200 Td {code('李娜、王伟、赵强')} Tj ET"))

    erased = bench.erase_value("王伟")

    assert_only_gone(erased, "王伟")
    font = only(erased)
    kept = {han()[0].has_glyph(ord(c)) for c in "李娜、赵强"}
    assert font["told"] == set("李娜、赵强")
    gone = {han()[0].has_glyph(ord(c)) for c in "王伟一二三"}
    assert kept <= outlines(font["program"])
    assert not gone & outlines(font["program"])
    with TTFont(io.BytesIO(font["program"])) as program:
        assert set(map(chr, program.getBestCmap())) == set("李娜、赵强")
        assert "name" not in program and "GSUB" not in program
        order = program.getGlyphOrder()
        # Han characters share one width; Latin letters would be known by theirs.
        latin = {han()[0].has_glyph(ord(c)) for c in "AWim"}
        assert {program["hmtx"][order[i]][0] for i in latin} == {0}


def test_truetype_of_a_simple_font_with_differences(bench):
    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        descriptor = made.file_of(pdf, "/FontFile2", made.truetype(TEXT))
        return made.simple(pdf, "TrueType", descriptor, TEXT, first=1)

    bench.write(document(make, shown("010203040506")))

    erased = bench.erase_value("王伟")

    assert_only_gone(erased, "王伟")
    font = only(erased)
    assert font["told"] == set("李娜赵强")
    assert font["names"] == set(made.names("李娜赵强"))
    assert font["widths"] == {1, 2, 5, 6}
    assert outlines(font["program"]) - {0} == {1, 2, 5, 6}
    with TTFont(io.BytesIO(font["program"])) as program:
        names = set(program.getGlyphOrder())
        assert set(made.names("李娜赵强")) <= names
        assert not set(made.names("王伟")) & names


def test_cid_keyed_cff_forgets_the_cids(bench):
    """A CID of Adobe-GB1 is a character, so that a glyph was there must not be seen."""
    cids = [4000, 300, 1234, 5678, 90, 2500]
    texts = dict(zip(cids, TEXT, strict=True))

    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        data = made.cid_cff(sorted(cids))
        descriptor = made.file_of(pdf, "/FontFile3", data, Subtype=Name.CIDFontType0C)
        return made.composite(pdf, "CIDFontType0", descriptor, texts)

    bench.write(document(make, shown("".join(f"{cid:04x}" for cid in cids))))

    erased = bench.erase_value("王伟")

    assert_only_gone(erased, "王伟")
    font = only(erased)
    kept = {cid for cid, c in texts.items() if c not in "王伟"}
    assert font["told"] == set("李娜赵强")
    assert font["widths"] == kept
    top = cff_of(font["program"])[0]
    assert {name for name in top.charset} == {".notdef", *(f"cid{c:05d}" for c in kept)}
    assert top.CIDCount == 0xFFFF


def cff_of(program: bytes) -> CFFFontSet:
    cff = CFFFontSet()
    cff.decompile(io.BytesIO(program), None)
    return cff


@pytest.mark.parametrize("first", [65, 1])
def test_named_cff_of_a_simple_font(bench, first):
    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        data = made.cff(TEXT, subrs=True)
        descriptor = made.file_of(pdf, "/FontFile3", data, Subtype=Name.Type1C)
        return made.simple(pdf, "Type1", descriptor, TEXT, first=first)

    bench.write(document(make, shown("".join(f"{first + i:02x}" for i in range(6)))))

    erased = bench.erase_value("王伟")

    assert_only_gone(erased, "王伟")
    font = only(erased)
    assert font["told"] == set("李娜赵强")
    top = cff_of(font["program"])[0]
    assert set(top.charset) == {".notdef", *made.names("李娜赵强")}
    assert not any(name.encode() in font["program"] for name in made.names("王伟"))
    sizes = [len(top.Private.Subrs[i].bytecode) for i in range(6)]
    assert [size > 1 for size in sizes] == [True, True, False, False, True, True]


def test_named_cff_of_a_composite_font_keeps_glyph_ids(bench):
    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        descriptor = made.file_of(pdf, "/FontFile3", made.cff(TEXT), Subtype=Name.CIDFontType0C)
        texts = dict(enumerate(TEXT, 1))
        return made.composite(pdf, "CIDFontType0", descriptor, texts)

    bench.write(document(make, shown("000100020003000400050006")))

    erased = bench.erase_value("王伟")

    assert_only_gone(erased, "王伟")
    top = cff_of(only(erased)["program"])[0]
    sizes = [len(top.CharStrings.charStringsIndex[i].bytecode) for i in range(7)]
    assert [size > 3 for size in sizes] == [False, True, True, False, False, True, True]
    assert not any(name.encode() in only(erased)["program"] for name in made.names("王伟"))


def test_opentype_with_cff(bench):
    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        descriptor = made.file_of(
            pdf, "/FontFile3", made.opentype(TEXT, subrs=True), Subtype=Name.OpenType
        )
        return made.composite(pdf, "CIDFontType0", descriptor, dict(enumerate(TEXT, 1)))

    bench.write(document(make, shown("000100020003000400050006")))

    erased = bench.erase_value("王伟")

    assert_only_gone(erased, "王伟")
    with TTFont(io.BytesIO(only(erased)["program"])) as program:
        assert set(map(chr, program.getBestCmap())) == set("李娜赵强")
        top = program["CFF "].cff[0]
        sizes = [len(top.Private.Subrs[i].bytecode) for i in range(6)]
        assert [size > 1 for size in sizes] == [True, True, False, False, True, True]


@pytest.mark.parametrize("named", [True, False], ids=["differences", "built-in encoding"])
def test_type1(bench, named):
    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        data, clear, secret = made.type1(TEXT, range(65, 71))
        lengths = {"Length1": clear, "Length2": secret, "Length3": len(data) - clear - secret}
        font = made.simple(pdf, "Type1", made.file_of(pdf, "/FontFile", data, **lengths), TEXT)
        if not named:
            del font["/Encoding"]
        return font

    bench.write(document(make, "BT /M 20 Tf 60 200 Td (ABCDEF) Tj ET"))

    erased = bench.erase_value("王伟")

    assert_only_gone(erased, "王伟")
    font = only(erased)
    assert font["told"] == set("李娜赵强")
    clear, secret, _ = font["lengths"]
    program = font["program"]
    private = eexec.decrypt(program[clear : clear + secret], 55665)[0]
    assert private.endswith(b"mark currentfile closefile\n")
    for name, there in [
        *((n, True) for n in made.names("李娜赵强")),
        *((n, False) for n in made.names("王伟")),
    ]:
        assert (f"/{name} ".encode() in program[:clear]) is there
        assert (f"/{name} ".encode() in private) is there
    gone, kept = (int(private.split(b"dup %d " % i)[1].split(b" ")[0]) for i in (7, 5))
    assert gone == 5 < kept


def test_type1_says_nothing_where_it_is_encrypted(bench):
    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        data, clear, length = made.type1(TEXT, range(65, 71))
        private = eexec.decrypt(data[clear : clear + length], 55665)[0]
        private = private.replace(
            b"/password", b"% Wangwm\n/Who (Wangwm \\(\\) (Wangwm)) def /password"
        )
        secret = eexec.encrypt(private + b"Wangwm", 55665)[0]
        data = data[:clear] + secret + data[clear + length :]
        lengths = {"Length1": clear, "Length2": len(secret), "Length3": 0}
        return made.simple(pdf, "Type1", made.file_of(pdf, "/FontFile", data, **lengths), TEXT)

    bench.write(document(make, "BT /M 20 Tf 60 200 Td (ABCDEF) Tj ET"))

    erased = bench.erase()

    font = only(erased)
    clear, secret, _ = font["lengths"]
    private = eexec.decrypt(font["program"][clear : clear + secret], 55665)[0]
    assert b"Wangwm" not in private
    assert b"/Who () def" in private
    assert private.endswith(b"closefile\n")
    assert changed_outside(erased) == 0


def test_type3(bench):
    bench.write(document(lambda pdf: type3_font(pdf, TEXT), "BT /M 20 Tf 60 200 Td (ABCDEF) Tj ET"))

    erased = bench.erase_value("王伟")

    assert_only_gone(erased, "王伟")
    font = only(erased)
    assert font["procedures"] == {"/g0", "/g1", "/g4", "/g5"}
    assert font["names"] == {"g0", "g1", "g4", "g5"}
    assert font["told"] == set("李娜赵强")
    assert font["widths"] == {65, 66, 69, 70}


@pytest.mark.parametrize(
    "name, left",
    [("0", "0"), ("113", "113"), ("BT", "BT"), ("a17", "a17"), ("Wangwei", "shape.x1")],
)
def test_type3_glyphs_keep_names_that_readers_take_codes_from(bench, name, left):
    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        font = type3_font(pdf, "李")
        font["/CharProcs"] = Dictionary({f"/{name}": font["/CharProcs"]["/g0"]})
        font["/Encoding"]["/Differences"] = Array([65, Name(f"/{name}")])
        return font

    bench.write(document(make, "BT /M 20 Tf 60 200 Td (A) Tj ET"))

    assert only(bench.erase())["names"] == {left}


def test_form_that_only_a_dropped_type3_glyph_draws():
    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        font = type3_font(pdf, TEXT)
        table = Dictionary()
        for i in range(6):
            form = pdf.make_stream(f"100 0 700 {400 + i} re f".encode())
            form["/Type"], form["/Subtype"] = Name.XObject, Name.Form
            form["/BBox"] = Array([0, 0, 1000, 1000])
            table[f"/I{i}"] = form
            procedure = f"1000 0 0 0 1000 1000 d1 /I{i} Do"
            font["/CharProcs"][f"/g{i}"] = pdf.make_stream(procedure.encode())
        font["/Resources"] = Dictionary(XObject=table)
        return font

    with pikepdf.open(io.BytesIO(document(make, "BT /M 20 Tf 60 200 Td (ABEF) Tj ET"))) as pdf:
        drop_unused_glyphs(pdf)
        font = pdf.pages[0].obj["/Resources"]["/Font"]["/M"]
        assert set(font["/Resources"]["/XObject"].keys()) == {"/I0", "/I1", "/I4", "/I5"}


# Encodings --------------------------------------------------------------------------------


def test_predefined_encoding_with_a_map_to_glyphs(bench):
    codes = [int.from_bytes(c.encode("gbk")) for c in TEXT]
    reader = reader_of("GBK-EUC-H")
    cid_of = {c: next(iter(reader.cids(c))) for c in codes}

    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        table = bytearray(2 * (max(cid_of.values()) + 1))
        for gid, c in enumerate(codes, 1):
            struct.pack_into(">H", table, 2 * cid_of[c], gid)
        descriptor = made.file_of(pdf, "/FontFile2", made.truetype(TEXT))
        return made.composite(
            pdf,
            "CIDFontType2",
            descriptor,
            dict(zip(codes, TEXT, strict=True)),
            Name("/GBK-EUC-H"),
            cid_of,
            CIDToGIDMap=pdf.make_stream(bytes(table)),
        )

    bench.write(document(make, shown("".join(f"{c:04x}" for c in codes))))

    erased = bench.erase_value("王伟")

    assert_only_gone(erased, "王伟")
    font = only(erased)
    assert font["told"] == set("李娜赵强")
    assert outlines(font["program"]) - {0} == {1, 2, 5, 6}
    assert font["widths"] == {cid_of[c] for c in (*codes[:2], *codes[4:])}
    gids = {g for (g,) in struct.iter_unpack(">H", font["to_gid"])}
    assert gids == {0, 1, 2, 5, 6}


def test_embedded_encoding(bench):
    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        stream = pdf.make_stream(
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            b"/CMapName /Own def /CMapType 1 def\n"
            b"1 begincodespacerange <0000> <ffff> endcodespacerange\n"
            b"1 begincidrange <4100> <4105> 1 endcidrange\n1 begincidchar <4200> 3 endcidchar\n"
            b"endcmap end end"
        )
        stream["/Type"], stream["/CMapName"] = Name.CMap, Name("/Own")
        info = Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0)
        stream["/CIDSystemInfo"] = info
        descriptor = made.file_of(pdf, "/FontFile2", made.truetype(TEXT))
        texts = {0x4100 + i: c for i, c in enumerate(TEXT)}
        cids = {c: c - 0x40FF for c in texts}
        entries = {"CIDToGIDMap": Name.Identity}
        return made.composite(pdf, "CIDFontType2", descriptor, texts, stream, cids, **entries)

    bench.write(document(make, shown("410041014102410341044105")))

    erased = bench.erase_value("王伟")

    assert_only_gone(erased, "王伟")
    font = only(erased)
    encoding = parse_cmap(font["encoding"])
    assert {e.low: e.target for e in encoding.entries} == {
        0x4100: 1,
        0x4101: 2,
        0x4104: 5,
        0x4105: 6,
    }
    assert outlines(font["program"]) - {0} == {1, 2, 5, 6}
    assert font["widths"] == {1, 2, 5, 6}


def test_map_to_text_is_cut_inside_a_range():
    cmap = parse_cmap(
        b"1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        b"3 beginbfrange <0010> <0020> <4e00> <0030> <0032> [<0041> <00660069> <0043>]\n"
        b"<0040> <0041> <d842dfb7> endbfrange 1 beginbfchar <0050> <5f20> endbfchar"
    )

    cut = parse_cmap(cut_to_unicode(cmap, {0x11, 0x12, 0x31, 0x41}))

    said = {(e.low, e.high): e.target for e in cut.entries}
    assert said == {
        (0x11, 0x12): b"\x4e\x01",
        (0x31, 0x31): b"\0f\0i",
        (0x41, 0x41): b"\xd8\x42\xdf\xb8",
    }
    assert cut.spaces == [(b"\0\0", b"\xff\xff")]


def test_strings_of_mixed_widths_fall_into_codes():
    assert reader_of("GBK-EUC-H").codes(["A王b".encode("gbk")]) == {0x41, 0xCDF5, 0x62}
    assert reader_of("UniGB-UTF16-H").codes(["王𠮷".encode("utf-16-be")]) == {0x738B, 0xD842DFB7}
    assert reader_of("No-Such-Map") is None


# Where a font is used ---------------------------------------------------------------------


def test_glyphs_that_another_page_or_a_form_shows_stay(bench):
    first = f"BT /F0 12 Tf 60 200 Td {code('李娜王伟赵强')} Tj ET"
    # The form shows text in the font that is in force where it is drawn.
    second = "BT /F0 12 Tf ET /Fm Do"
    form = f"BT 60 150 Td {code('王')} Tj ET"
    bench.write(raw_pdf(first, second, forms={"Fm": form}))

    erased = bench.erase_value("王伟")

    assert_only_gone(erased, "王伟")
    assert [x.text for x in letters(erased.path, 2)] == ["王"]
    font = only(erased)
    assert font["told"] == set("李娜王赵强")
    held = outlines(font["program"])
    assert {han()[0].has_glyph(ord(c)) for c in "李娜王赵强"} <= held
    assert han()[0].has_glyph(ord("伟")) not in held


def test_two_fonts_that_share_a_program(bench):
    def change(pdf: pikepdf.Pdf) -> None:
        descriptor = made.file_of(pdf, "/FontFile2", made.truetype(TEXT))
        texts = dict(enumerate(TEXT, 1))
        one = made.composite(pdf, "CIDFontType2", descriptor, texts, CIDToGIDMap=Name.Identity)
        two = pdf.make_indirect(Dictionary(one))
        three = made.simple(pdf, "TrueType", one.DescendantFonts[0].FontDescriptor, TEXT)
        pdf.pages[0].obj["/Resources"]["/Font"] = Dictionary(A=one, B=two, C=three)

    content = "BT /A 20 Tf 60 200 Td <000100030004> Tj /B 20 Tf <0005> Tj /C 20 Tf (BF) Tj ET"
    bench.write(raw_pdf(content, change=change))

    erased = bench.erase_value("王伟")

    assert_only_gone(erased, "王伟")
    told = sorted("".join(sorted(font["told"])) for font in fonts(erased.path))
    assert told == ["娜强", "李赵"]  # equal fonts have become one
    (program,) = {font["program"] for font in fonts(erased.path)}
    assert outlines(program) - {0} == {1, 2, 5, 6}


def test_composite_glyph_keeps_its_parts(bench):
    """é is put together of e and an accent; e goes from the page and stays in the font."""
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        with TTFont(io.BytesIO(made.truetype("eüé"))) as font:
            pen = TTGlyphPen(font["glyf"])
            for name in made.names("eü"):
                pen.addComponent(name, (1, 0, 0, 1, 0, 0))
            font["glyf"][made.names("é")[0]] = pen.glyph()
            out = io.BytesIO()
            font.save(out)
        descriptor = made.file_of(pdf, "/FontFile2", out.getvalue())
        texts = {1: "e", 2: "ü", 3: "é"}
        return made.composite(pdf, "CIDFontType2", descriptor, texts, CIDToGIDMap=Name.Identity)

    bench.write(document(make, shown("000100020003")))

    erased = bench.erase_value("eü")

    assert_only_gone(erased, "eü")
    font = only(erased)
    assert outlines(font["program"]) - {0} == {1, 2, 3}
    assert font["told"] == {"é"}


# What cannot be cut -----------------------------------------------------------------------


def test_program_that_cannot_be_read_stays_and_is_reported(bench, caplog):
    garbage = b"\0\1\0\0" + b"no font " * 20

    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        return made.simple(pdf, "TrueType", made.file_of(pdf, "/FontFile2", garbage), TEXT)

    bench.write(document(make, "BT /M 20 Tf 60 200 Td (ABCDEF) Tj ET"))

    with caplog.at_level(logging.WARNING):
        erased = bench.erase_value("王伟")

    font = only(erased)
    assert font["program"] == garbage
    assert font["told"] == set("李娜赵强")
    assert font["names"] == set(made.names("李娜赵强"))
    assert "font_not_cut" in caplog.text


def test_damaged_widths_leave_the_font_whole(bench, caplog):
    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        descriptor = made.file_of(pdf, "/FontFile2", made.truetype(TEXT))
        texts = dict(enumerate(TEXT, 1))
        entries = {"CIDToGIDMap": Name.Identity, "W": Array([Name.Odd, 1, 2])}
        return made.composite(pdf, "CIDFontType2", descriptor, texts, **entries)

    bench.write(document(make, shown("000100020003000400050006")))

    with caplog.at_level(logging.WARNING):
        erased = bench.erase_value("王伟")

    with pikepdf.open(erased.path) as pdf:
        told = [_told(o.ToUnicode) for o in pdf.objects if _has_text_map(o)]
    assert set("李娜赵强") in told
    assert not any(set("王伟") & t for t in told)
    assert "font_not_cut" in caplog.text


def _has_text_map(obj: pikepdf.Object) -> bool:
    return isinstance(obj, Dictionary) and "/ToUnicode" in obj


def test_a_map_to_text_without_measure_is_refused(bench):
    """Forty million bytes that pack to a few thousand took a minute to read."""

    def swell(pdf):
        font = pdf.pages[0].obj["/Resources"]["/Font"]["/F0"]
        font["/ToUnicode"].write(font["/ToUnicode"].read_bytes() + b"<00> " * 1_000_000)

    bench.write(raw_pdf(f"BT /F0 12 Tf 60 200 Td {code('李娜')} Tj ET", change=swell))
    with pytest.raises(EraseError):
        bench.erase()
