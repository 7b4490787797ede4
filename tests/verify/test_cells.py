"""Print whose every glyph was read before is not read again; all else is."""

from __future__ import annotations

import pymupdf
import pytest

from redactor.config.records import Limits, OcrSettings, Settings
from redactor.geometry import PtBox
from redactor.ocr.engine import PaddleOcrEngine
from redactor.verify import verify_document
from redactor.verify.cells import Cells
from redactor.verify.characters import printed
from redactor.verify.lines import lines_of_print
from redactor.verify.typeset import typeset
from redactor.verify.windows import Window
from tests.verify.conftest import PROFILE

LINE = "兹有同志材料齐全现予公示无异议请审核批准"
MARK = (152, 88, 176, 103)


class Counting:
    """An engine that counts how often it is asked."""

    def __init__(self, engine: PaddleOcrEngine) -> None:
        self.engine, self.name, self.asked = engine, engine.name, 0

    def read(self, *given, **more):
        self.asked += 1
        return self.engine.read(*given, **more)


@pytest.fixture(scope="module")
def second() -> PaddleOcrEngine:
    return PaddleOcrEngine.second(OcrSettings())


def drawn(draw, width: float = 400) -> pymupdf.Page:
    page = pymupdf.open().new_page(width=width, height=200)
    page.insert_font(fontname="F0", fontbuffer=pymupdf.Font("cjk").buffer)
    draw(page)
    # As a reader of the file sees it.
    return pymupdf.open(stream=page.parent.tobytes())[0]


def write(page: pymupdf.Page, text: str, x: float = 20, size: float = 12, **more) -> None:
    page.insert_text((x, 100), text, fontname="F0", fontsize=size, **more)


def seen(page: pymupdf.Page, cells: Cells, engine) -> list[str | None]:
    """What each line of a page is proven to show."""
    windows = [Window(line, line.box) for line in lines_of_print(page, printed(page)) or ()]
    found = cells.proven(windows, page, [], engine)
    return [None if glyphs is None else "".join(g.text for g in glyphs) for glyphs in found]


@pytest.mark.slow
class TestProof:
    def test_a_glyph_is_read_once_whatever_its_size_and_place(self, second) -> None:
        cells, engine = Cells(), Counting(second)
        assert seen(drawn(lambda p: write(p, LINE)), cells, engine) == [LINE]
        assert engine.asked == 1
        again = drawn(lambda p: write(p, LINE[::-1], x=33.3, size=9.7))
        assert seen(again, cells, engine) == [LINE[::-1]] and engine.asked == 1
        assert seen(drawn(lambda p: write(p, LINE + "姓")), cells, engine) == [LINE + "姓"]
        assert engine.asked == 2

    def test_a_page_that_ends_at_the_border_of_a_pixel(self, second) -> None:
        page = drawn(lambda p: write(p, "材料"), width=612.0005 * 72 / 110)
        assert page.rect.width * 110 / 72 > 612
        assert seen(page, Cells(), second) == ["材料"]

    def test_print_on_a_shade_and_bold_by_a_second_copy_is_proven(self, second) -> None:
        def bold_on_shade(page: pymupdf.Page) -> None:
            page.draw_rect((10, 80, 300, 110), color=None, fill=(0.9, 0.9, 0.9))
            write(page, "材料齐全")
            write(page, "材料齐全", x=20.4)

        (text,) = seen(drawn(bold_on_shade), Cells(), second)
        assert text is not None and set(text) == set("材料齐全")

    @pytest.mark.parametrize(
        "draw",
        [
            lambda p: write(p, "亻韦", morph=(pymupdf.Point(20, 100), pymupdf.Matrix(0.5, 1))),
            lambda p: (write(p, "人"), write(p, "一")),  # seen as 大
            lambda p: (write(p, "旺"), p.draw_rect((5, 80, 24, 110), color=None, fill=(1, 1, 1))),
            lambda p: write(p, "王", render_mode=1),
        ],
    )
    def test_what_may_show_something_else_is_not(self, second, draw) -> None:
        assert set(seen(drawn(draw), Cells(), second)) <= {None}

    @pytest.mark.parametrize("width", [30_000, 300, -500])
    def test_a_glyph_with_a_width_that_is_not_its_own(self, second, width) -> None:
        page = drawn(lambda p: write(p, "材料伟齐全"))
        number = pymupdf.Font("cjk").has_glyph(ord("伟"))
        document = page.parent
        for xref in range(1, document.xref_length()):
            if "CIDFontType" in document.xref_get_key(xref, "Subtype")[1]:
                document.xref_set_key(xref, "W", f"[{number} [{width}]]")
        page = pymupdf.open(stream=document.tobytes())[0]
        assert "伟" not in "".join(filter(None, seen(page, Cells(), second)))

    @pytest.mark.parametrize("left, proven", [(32.4, True), (31.6, True), (31.2, False)])
    def test_a_glyph_that_touches_a_mark_is_proven_where_all_its_ink_is_seen(
        self, second, left, proven
    ) -> None:
        mark = (left, 86, left + 30, 104)  # 料 ends at 32

        def beside_mark(page: pymupdf.Page) -> None:
            write(page, "料")
            page.draw_rect(mark, color=(0.55, 0.55, 0.55), fill=(1, 1, 1), width=0.4)

        page = drawn(beside_mark)
        windows = [Window(line, line.box) for line in lines_of_print(page, printed(page)) or ()]
        (found,) = Cells().proven(windows, page, [PtBox(*mark)], second)
        assert (found is not None) is proven

    def test_white_space_that_is_drawn_is_seen(self, second) -> None:
        page = drawn(lambda p: write(p, "材料伟齐全"))
        lying(page.parent, "伟", "\u3000")
        assert "伟" not in page.parent[0].get_text()
        assert seen(pymupdf.open(stream=page.parent.tobytes())[0], Cells(), second) == [None]


def lying(document: pymupdf.Document, shown: str, said: str) -> None:
    """Have the font say of one of its glyphs something else than it shows."""
    entry = f"1 beginbfchar <{pymupdf.Font('cjk').has_glyph(ord(shown)):04x}> <{ord(said):04x}> "
    for xref in range(1, document.xref_length()):
        if document.xref_is_stream(xref) and b"begincmap" in (text := document.xref_stream(xref)):
            entries = entry.encode() + b"endbfchar endcmap"
            document.update_stream(xref, text.replace(b"endcmap", entries))


@pytest.mark.slow
@pytest.mark.parametrize("shown", ["王伟", "王卫"])
def test_a_font_that_lies_about_one_glyph_of_a_page_that_is_known(bench, second, shown) -> None:
    def page(document: pymupdf.Document) -> None:
        document[0].insert_font(fontname="F0", fontbuffer=pymupdf.Font("cjk").buffer)
        write(document[0], LINE[:11])
        write(document[0], f"现予{shown}公示无异议", x=180)

    cells = Cells()
    # Every glyph of the page, and what is said in the name's stead, has been seen before.
    known = f"{LINE}{shown}佳"
    assert seen(drawn(lambda p: write(p, known)), cells, second) == [known]
    bench.write(page)
    with pymupdf.open(bench.original) as document:
        lying(document, shown[1], "佳")
        data = document.tobytes()
    bench.original.write_bytes(data)
    bench.redact(MARK)
    verdict = verify_document(
        *(bench.original, bench.redacted, bench.marks, [], PROFILE, second, [], [], Settings()),
        cells=cells,
    )
    assert {leak.where for leak in verdict.leaks} == {"ocr"}


@pytest.mark.slow
def test_what_stands_before_and_behind_a_mark_is_no_name(bench, second) -> None:
    def page(document: pymupdf.Document) -> None:
        text = "材料齐全现予公示无异王佳佳伟大同志"
        document[0].insert_text((20, 100), text, fontname="china-s", fontsize=12)

    bench.write(page)
    bench.redact((152, 88, 176, 103))
    assert "ocr" not in {leak.where for leak in bench.verify(second).leaks}


@pytest.mark.slow
def test_a_name_that_begins_in_a_proven_line_and_ends_in_one_that_lies(bench, second) -> None:
    def page(document: pymupdf.Document) -> None:
        document[0].insert_font(fontname="F0", fontbuffer=pymupdf.Font("cjk").buffer)
        write(document[0], LINE[:11])
        write(document[0], "公示王", x=180)
        document[0].insert_text((20, 118), "伟", fontname="F0", fontsize=12)

    bench.write(page)
    with pymupdf.open(bench.original) as document:
        lying(document, "伟", "佳")
        data = document.tobytes()
    bench.original.write_bytes(data)
    bench.redact(MARK, (44, 106, 68, 121))
    assert {leak.where for leak in bench.verify(second).leaks} == {"ocr"}


def test_nothing_is_drawn_larger_than_pages_may_be(bench, scripted) -> None:
    def page(document: pymupdf.Document) -> None:
        document[0].insert_text((20, 100), LINE, fontname="china-s", fontsize=12)

    bench.write(page)
    bench.redact(MARK)
    asked = []
    for megapixels in (60, 0.3):  # at 110 dpi the page has 0.47
        reader, settings = scripted(), Settings(limits=Limits(max_page_megapixels=megapixels))
        verify_document(
            *(bench.original, bench.redacted, bench.marks, [], PROFILE, reader, [], [], settings)
        )
        asked.append(len(reader.asked))
    assert asked[0] == asked[1] + 1  # a sheet of glyphs


@pytest.mark.parametrize("colour", [(0,), (0, 0, 1), (0, 0, 0, 1)])
def test_glyphs_alone_are_of_the_colour_that_the_page_shows(colour) -> None:
    found = typeset(drawn(lambda p: write(p, LINE, color=colour)))
    assert found is not None and (found.alone == found.shown).all()
