"""Of lines of print, the second reading looks at windows round the marks, and at no less."""

from __future__ import annotations

import pikepdf
import pymupdf
import pytest

from redactor.config.records import OcrSettings
from redactor.datatypes import Char, PageText, TextSource
from redactor.geometry import PtBox, PtQuad
from redactor.ocr.engine import PaddleOcrEngine
from redactor.verify.orders import Glyph
from redactor.verify.windows import PrintedLine, Window, windows_of

MARK = (160.0, 88.0, 184.0, 103.0)
LINE = "兹有申报人材料齐全现予公示无异议请审核批准并上报上级部门"


def line(text: str = LINE, size: float = 12.0, y: float = 100.0) -> PrintedLine:
    """Characters set solid from x = 20 on."""
    boxes = [PtBox(20 + size * i, y - size, 20 + size * (i + 1), y) for i in range(len(text))]
    chars = tuple(Glyph(c, box, size) for c, box in zip(text, boxes, strict=True))
    return PrintedLine(PtBox(18, y - size, 22 + size * len(text), y + 3), chars)


def around(x0: float, x1: float) -> PtBox:
    return PtBox(x0, 60, x1, 130)


def test_a_window_holds_what_is_near_and_characters_beyond() -> None:
    (window,) = windows_of([line()], [around(120, 180)])
    assert window.is_cut
    assert 20 < window.box.x0 <= 120 - 12 and 180 + 12 <= window.box.x1 < 260
    assert {(window.box.x0 - 20) % 12, (window.box.x1 - 20) % 12} == {0.0}
    assert window.said in LINE and "公示" in window.said


def test_a_line_is_cut_at_the_wider_gap() -> None:
    spread = line()
    moved = [
        Glyph(c.text, PtBox(c.box.x0 + 6, c.box.y0, c.box.x1 + 6, c.box.y1), c.size)
        for c in spread.chars[16:]
        if c.box
    ]
    (window,) = windows_of(
        [PrintedLine(spread.box, (*spread.chars[:16], *moved))], [around(120, 180)]
    )
    assert window.box.x1 == 20 + 16 * 12 + 3


@pytest.mark.parametrize(
    "text, region",
    [
        (LINE, around(30, 300)),  # little would be left out
        (LINE.replace("上级", "\ue000\ufffd"), around(120, 180)),  # of these nobody knows
    ],
)
def test_a_line_is_read_whole(text: str, region: PtBox) -> None:
    (window,) = windows_of([line(text)], [region])
    assert not window.is_cut


def test_lines_away_from_the_marks_are_not_read_and_marks_far_apart_have_two_windows() -> None:
    assert not list(windows_of([line(y=300)], [around(120, 180)]))
    long = line(LINE * 3)
    assert len(list(windows_of([long], [around(120, 180), around(700, 760)]))) == 2
    assert len(list(windows_of([long], [around(120, 180), around(190, 260)]))) == 1


def reading(text: str) -> PageText:
    """What is seen from the sixth character of the line on."""
    boxes = [PtBox(80 + 12 * i, 89, 92 + 12 * i, 101) for i in range(len(text))]
    return PageText(
        1,
        tuple(
            Char(c, PtQuad.from_box(box), 1.0, 0, TextSource.OCR)
            for c, box in zip(text, boxes, strict=True)
        ),
    )


@pytest.mark.parametrize(
    "seen, is_read", [("材料齐全现予公示", True), ("王伟同志现予公示", False), ("", False)]
)
def test_a_window_is_believed_where_it_reads_what_is_said(seen: str, is_read: bool) -> None:
    window = Window(line(), PtBox(20 + 5 * 12, 88, 20 + 13 * 12, 103))
    assert window.is_read_by(reading(seen)) is is_read


@pytest.mark.parametrize(
    "seen, is_cut",
    [
        ("现予公示包头", True),
        ("现予公示包", False),
        ("院有限公司现予公示", True),
        ("现予包头公示", False),
        ("岭水务设计", True),
        ("现予公示1599-0", True),
    ],
)
def test_a_value_that_may_go_on_beyond_the_window_is_seen(seen: str, is_cut: bool) -> None:
    whole = line()
    window = Window(whole, PtBox(20 + 5 * 12, 88, 20 + 15 * 12, 103))
    assert window.said == "材料齐全现予公示无异"
    own = ("包头市云岭水务设计院有限公司", "15990119850412000x")
    assert window.cuts_one_of(own, reading(seen)) is is_cut
    assert not Window(whole, whole.box).cuts_one_of(own, reading(seen))
    assert window.cuts_one_of(("无异议请",), reading(seen))


def test_bold_print_drawn_twice_is_said_once() -> None:
    bold = line("公公示示", size=6.0)
    boxes = [PtBox(20, 94, 32, 106), PtBox(20.3, 94, 32.3, 106)]
    boxes += [PtBox(32, 94, 44, 106), PtBox(32.3, 94, 44.3, 106)]
    chars = tuple(Glyph(c.text, b, 12) for c, b in zip(bold.chars, boxes, strict=True))
    box = PtBox(18, 90, 50, 110)
    assert Window(PrintedLine(box, chars), box).said == "公示"


class Noting:
    """An engine that notes which lines it was told of."""

    def __init__(self, engine: PaddleOcrEngine) -> None:
        self.engine, self.name, self.told = engine, engine.name, []

    def read(self, image, geometry, page_no, candidates=(), regions=None, lines=None):
        self.told.append(None if lines is None else [bool(line.said) for line in lines])
        return self.engine.read(image, geometry, page_no, candidates, regions, lines)


@pytest.fixture(scope="module")
def second() -> PaddleOcrEngine:
    return PaddleOcrEngine.second(OcrSettings())


@pytest.mark.slow
class TestReading:
    """One line with a mark in its middle, longer than its window; some of it in a font that lies
    about what it shows.
    """

    def draw(self, bench, *pieces: tuple[float, str]) -> None:
        def page(document: pymupdf.Document) -> None:
            document[0].insert_text((20, 100), LINE[:11], fontname="china-s", fontsize=12)
            font = pymupdf.Font("cjk").buffer
            document[0].insert_font(fontname="F0", fontbuffer=font)
            for x, text in pieces:
                document[0].insert_text((x, 100), text, fontname="F0", fontsize=12)

        bench.write(page)
        with pikepdf.open(bench.original, allow_overwriting_input=True) as pdf:
            maps = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and _is_map(o)]
            for stream in maps:
                stream.write(_LIE)
            pdf.save(bench.original)
        bench.redact((152, 88, 176, 103))

    def test_print_that_is_as_it_is_said_is_read_glyph_by_glyph(self, bench, second) -> None:
        bench.write(lambda d: d[0].insert_text((20, 100), LINE, fontname="china-s", fontsize=12))
        bench.redact((152, 88, 176, 103))
        reader = Noting(second)
        verdict = bench.verify(reader)
        assert verdict.passed and reader.told == [[False]]  # a sheet of its glyphs
        assert verdict.checks["ocr_characters"] < 24

    @pytest.mark.parametrize(
        "pieces",
        [
            [(178, "王伟同志现予公示无异议请审核")],  # beside the mark
            [(180, "现予王伟公示无异议请审核批准")],  # a second copy 30 pt away
            [(180, "现予包头市云岭水务设计院有限公司")],  # ends far out of the window
        ],
    )
    def test_what_the_text_does_not_say_is_found(self, bench, second, pieces) -> None:
        self.draw(bench, *pieces)
        reader = Noting(second)
        leaks = bench.verify(reader).leaks
        assert {leak.where for leak in leaks} == {"ocr"}
        _, windows, lines = reader.told  # behind a sheet of glyphs
        assert any(windows) and not any(lines)


# Every glyph is said to be 一, 丁, 丂 … by its number.
_LIE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Lie def 1 begincodespacerange <0000> <FFFF> endcodespacerange
100 beginbfrange
%s
endbfrange endcmap end end""" % b"\n".join(
    b"<%02X00> <%02XFF> <%02X00>" % (high, high, 0x4E + high % 0x50) for high in range(100)
)


def _is_map(stream: pikepdf.Stream) -> bool:
    return b"begincmap" in stream.read_bytes()
