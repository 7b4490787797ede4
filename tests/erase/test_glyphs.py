"""Text where it is hard to reach: forms, columns, hidden runs."""

from __future__ import annotations

import pikepdf
import pymupdf
import pytest
from pikepdf import Array, Dictionary, Name

from redactor.erase.frames import page_frame
from redactor.erase.glyphs import glyphs_of, rewrite
from tests.erase.drawn import code, raw_pdf
from tests.erase.look import assert_only_gone, changed_outside

NAMES = f"BT /F0 12 Tf 20 50 Td {code('李娜、王伟、赵强')} Tj ET"
PAINTED = "/Pattern cs /P0 scn 20 20 100 100 re f"
TWICE = "q 1 0 0 1 40 150 cm /Fm Do Q q 1 0 0 1 40 50 cm /Fm Do Q"


@pytest.mark.parametrize("nth", [0, 1])
def test_form_drawn_twice_loses_the_name_at_one_place(bench, nth):
    bench.write(raw_pdf(TWICE, forms={"Fm": NAMES}))

    assert_only_gone(bench.erase_value("王伟", nth=nth), "王伟", nth=nth)


def test_form_drawn_twice_loses_the_name_at_both_places(bench):
    bench.write(raw_pdf(TWICE, forms={"Fm": NAMES}))

    erased = bench.erase(bench.say("王伟"), bench.say("王伟", nth=1))

    assert erased.text() == "李娜、、赵强" * 2 + "[姓名]" * 2


def test_form_shared_by_two_pages_stays_whole_on_the_other(bench):
    bench.write(raw_pdf("/Fm Do", "/Fm Do", forms={"Fm": NAMES}))

    erased = bench.erase_value("王伟", page_no=2)

    assert erased.text(1) == "李娜、王伟、赵强"
    assert changed_outside(erased, 1) == 0
    assert_only_gone(erased, "王伟", page_no=2)


def test_form_in_a_form_loses_the_name(bench):
    def change(pdf):
        forms = pdf.pages[0].obj["/Resources"]["/XObject"]
        forms["/Outer"]["/Resources"]["/XObject"] = {"/Inner": forms["/Inner"]}

    outer = "q 2 0 0 2 10 20 cm /Inner Do Q"
    bench.write(raw_pdf("/Outer Do", forms={"Outer": outer, "Inner": NAMES}, change=change))

    assert_only_gone(bench.erase_value("王伟"), "王伟")


def vertical(content):
    def change(pdf):
        fonts = pdf.pages[0].obj["/Resources"]["/Font"]
        fonts["/F0"]["/Encoding"] = pikepdf.Name("/Identity-V")

    return raw_pdf(content, change=change)


def test_neighbours_in_a_column_stay(bench):
    bench.write(vertical(f"BT /F0 14 Tf 200 280 Td {code('李娜、王伟、赵强')} Tj ET"))

    assert_only_gone(bench.erase_value("王伟"), "王伟")


def test_neighbouring_columns_stay(bench):
    bench.write(
        vertical(
            f"BT /F0 14 Tf 200 280 Td {code('一二三四五六')} Tj -16 0 Td "
            f"{code('李娜王伟赵强')} Tj -16 0 Td {code('七八九十一二')} Tj ET"
        )
    )

    assert_only_gone(bench.erase(bench.say_each("王伟")), "王伟")


def test_turned_column_loses_the_name_alone(bench):
    turned = f"q 0 1 -1 0 300 40 cm BT /F0 14 Tf 20 200 Td {code('李娜王伟赵强')} Tj ET Q"
    bench.write(vertical(turned))

    assert_only_gone(bench.erase(bench.say_each("王伟")), "王伟")


def test_repeated_glyph_in_a_column_goes_once(bench):
    bench.write(vertical(f"BT /F0 14 Tf 200 280 Td {code('王伟王王伟伟')} Tj ET"))

    assert_only_gone(bench.erase_value("王伟", nth=1), "王伟", nth=1)


def test_mark_of_a_column_covers_its_ink_and_reads_downwards(bench):
    bench.write(vertical(f"BT /F0 14 Tf 200 280 Td {code('李娜王伟赵强')} Tj ET"))

    (mark,) = bench.erase_value("王伟").marks

    along = (mark.quad.tr[0] - mark.quad.tl[0], mark.quad.tr[1] - mark.quad.tl[1])
    assert abs(along[0]) < 0.01 and along[1] > 20


def test_upright_glyphs_placed_one_below_the_other_get_one_mark(bench):
    stack = " ".join(
        f"BT /F0 12 Tf 200 {250 - 13 * i} Td {code(c)} Tj ET" for i, c in enumerate("李娜王伟赵强")
    )
    bench.write(raw_pdf(stack))

    erased = bench.erase(bench.say_each("王伟"))

    assert len(erased.marks) == 1
    assert_only_gone(erased, "王伟")


def _tile(pdf):
    """A pattern that draws a letter."""
    tile = pdf.make_stream(f"BT /F0 12 Tf 4 4 Td {code('王')} Tj ET".encode())
    tile.update(
        {"/Type": Name.Pattern, "/PatternType": 1, "/PaintType": 1, "/TilingType": 1}
        | {"/BBox": Array([0, 0, 20, 20]), "/XStep": 20, "/YStep": 20}
        | {"/Resources": Dictionary(Font=pdf.pages[0].obj["/Resources"]["/Font"])}
    )
    return pdf.make_indirect(tile)


def _on_page(pdf):
    pdf.pages[0].obj["/Resources"]["/Pattern"] = Dictionary(P0=_tile(pdf))


def _in_form(pdf):
    pdf.pages[0].obj["/Resources"]["/XObject"]["/Fm"]["/Resources"]["/Pattern"] = Dictionary(
        P0=_tile(pdf)
    )


@pytest.mark.parametrize(
    "content, forms, change",
    [(PAINTED, {}, _on_page), ("/Fm Do", {"Fm": PAINTED}, _in_form)],
    ids=["page", "form"],
)
def test_a_pattern_without_its_glyphs_is_drawn_anew(content, forms, change):
    with pymupdf.open("pdf", raw_pdf(content, forms=forms, change=change)) as document:
        page = document[0]
        frame = page_frame(page)
        assert is_printed(page)

        rewrite(page, frame, lambda: True)

        assert not is_printed(page)


def is_printed(page):
    return min(page.get_pixmap(alpha=False).samples) < 128


def test_a_walk_leaves_known_what_glyphs_look_like(bench, monkeypatch):
    """To ask a page for its document has MuPDF forget them, of every page of every document."""
    bench.write(raw_pdf(NAMES))
    monkeypatch.delattr(pymupdf.mupdf.PdfPage, "doc")

    with pymupdf.open(bench.working) as document:
        assert len(glyphs_of(document[0], page_frame(document[0]))) == 8
