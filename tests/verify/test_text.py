"""Places of characters as PDFium gives them, in points of the unrotated crop box."""

from __future__ import annotations

import pymupdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redactor.verify.characters import printed
from redactor.verify.kept import Kept
from redactor.verify.needles import needles_of
from redactor.verify.orders import Glyph, as_drawn, baselines, rows, spell, stacks
from redactor.verify.render import frame_of
from redactor.verify.text import find_in_orders, page_glyphs
from redactor.verify.views import BREAK, find_hits


def page_with(rotation, media, crop, unit, text="abcdefgh"):
    """A one-page file whose text runs up from a point of user space at an angle."""
    doc = pymupdf.open()
    page = doc.new_page(width=300, height=300)
    page.insert_font("F0", fontbuffer=pymupdf.Font("helv").buffer, set_simple=True)
    content = f"BT /F0 11 Tf 0.94 0.34 -0.34 0.94 {crop[0] + 30} {crop[1] + 40} Tm ({text}) Tj ET"
    xref = doc.get_new_xref()
    doc.update_object(xref, "<<>>")
    doc.update_stream(xref, content.encode())
    doc.xref_set_key(page.xref, "Contents", f"{xref} 0 R")
    doc.xref_set_key(page.xref, "MediaBox", f"[{' '.join(map(str, media))}]")
    doc.xref_set_key(page.xref, "CropBox", f"[{' '.join(map(str, crop))}]")
    doc.xref_set_key(page.xref, "Rotate", str(rotation))
    if unit != 1:
        doc.xref_set_key(page.xref, "UserUnit", str(unit))
    return doc.tobytes()


boxes = st.tuples(
    st.integers(-50, 50), st.integers(-50, 50), st.integers(200, 300), st.integers(200, 300)
)


@settings(max_examples=60, deadline=None)
@given(
    rotation=st.sampled_from([0, 90, 180, 270]),
    crop=boxes,
    margin=st.tuples(*[st.integers(-15, 40)] * 4),
    unit=st.sampled_from([1, 2]),
)
def test_two_libraries_put_characters_at_the_same_place(rotation, crop, margin, unit) -> None:
    media = (
        crop[0] - margin[0],
        crop[1] - margin[1],
        crop[2] + margin[2],
        crop[3] + margin[3],
    )
    data = page_with(rotation, media, crop, unit)
    with pymupdf.open("pdf", data) as doc, pypdfium2.PdfDocument(data) as other:
        wanted = {c.text: c.box for c in printed(doc[0])}
        page = other[0]
        glyphs = {g.text: g.box for g in page_glyphs(page, frame_of(doc[0]))}
        page.close()
    assert wanted.keys() == glyphs.keys() == set("abcdefgh")
    for text, box in wanted.items():
        (x, y), (u, v) = box.centre, glyphs[text].centre
        assert abs(x - u) < 2.5 * unit and abs(y - v) < 2.5 * unit


def from_rows(*lines: tuple[str, float, float], size: float = 12.0) -> list[Glyph]:
    from redactor.geometry import PtBox

    return [
        Glyph(c, PtBox(x + size * i, y - size, x + size * (i + 1), y), size)
        for text, x, y in lines
        for i, c in enumerate(text)
    ]


@pytest.fixture
def geometry():
    with pymupdf.open() as doc:
        return frame_of(doc.new_page(width=600, height=800)).geometry


def test_rows_run_left_to_right_whatever_the_order_of_drawing(geometry) -> None:
    glyphs = from_rows(("伟", 112, 100), ("下行", 100, 130), ("王", 100, 100))
    text, _ = spell(glyphs, rows(baselines(glyphs, geometry)))
    assert text == f"王伟{BREAK}下行{BREAK}"


def test_cells_far_apart_are_not_read_together(geometry) -> None:
    glyphs = from_rows(("王", 100, 100), ("伟", 300, 100))
    assert spell(glyphs, rows(baselines(glyphs, geometry)))[0] == f"王{BREAK}伟{BREAK}"


def test_spread_characters_of_a_row_are_one_text(geometry, profile) -> None:
    glyphs = from_rows(*[(c, 50 + 20 * i, 100) for i, c in enumerate("15990119850412000X")])
    text, _ = spell(glyphs, rows(baselines(glyphs, geometry)))
    assert len(find_hits(text, needles_of(profile))) == 1


def test_prose_is_not_read_downwards(geometry) -> None:
    glyphs = from_rows(("甲王乙", 100, 100), ("丙伟丁", 100, 116))
    assert "王伟" not in spell(glyphs, stacks(baselines(glyphs, geometry)))[0]


def test_a_narrow_cell_is_read_downwards(geometry) -> None:
    glyphs = from_rows(("王", 100, 100), ("性别", 130, 100), ("伟", 101, 116), ("民族", 130, 116))
    assert "王伟" in spell(glyphs, stacks(baselines(glyphs, geometry)))[0]


def test_narrow_cells_beside_each_other_are_read_downwards(geometry) -> None:
    """Rulings part them, that lie closer than characters of one line may."""
    cells = [
        (c, 100 + 15 * n, 100 + 13 * i)
        for n, name in enumerate(("赵强", "王伟", "李娜"))
        for i, c in enumerate(name)
    ]
    glyphs = from_rows(*cells)
    assert "王伟" in spell(glyphs, stacks(baselines(glyphs, geometry)))[0]


@pytest.mark.parametrize("x, found", [(50, 1), (80, 0)], ids=["flush", "another_cell"])
def test_a_cell_is_read_over_its_line_end(geometry, profile, x, found) -> None:
    glyphs = from_rows(
        *(("负责人（签字）：王", 50, 20), ("审核（签字）：李", 190, 20)),
        *(("伟", x, 36), ("娜", 190, 36)),
    )
    order, needles = range(len(glyphs)), needles_of(profile)
    assert len(find_in_orders(glyphs, order, geometry, needles, Kept({}), 1)) == found


def test_words_drawn_apart_are_apart() -> None:
    glyphs = from_rows(("by", 10, 100), ("Wang", 60, 100), ("Wei", 110, 100), ("and", 150, 100))
    assert spell(glyphs, as_drawn(glyphs))[0] == "by Wang Wei and"


def test_index_letter_is_no_part_of_the_word(profile) -> None:
    glyphs = from_rows(("Wang", 0, 100), ("Wei", 60, 100))
    glyphs += [Glyph("a", glyphs[-1].box, 7.0)]
    text, _ = spell(glyphs, [0, 1, 2, 3, 4, 5, 6, 7])
    assert text == "WangWei a"
    assert find_hits(text, needles_of(profile))
