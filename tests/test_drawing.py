"""Whether a picture may stand on a page, told without drawing it; and parts of a page drawn."""

import numpy as np
import pymupdf
import pytest

from redactor.drawing import drawn_near, may_draw_pictures
from redactor.geometry import PxBox
from redactor.levels import pixels_of
from redactor.load.painted import painted_over


def picture(page: pymupdf.Page) -> None:
    pixmap = pymupdf.Pixmap(pymupdf.csGRAY, (0, 0, 8, 8))
    page.insert_image((100, 100, 130, 130), pixmap=pixmap)


def inline(page: pymupdf.Page) -> None:
    pymupdf.TOOLS._insert_contents(page, b"q BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI Q", 1)


def form(page: pymupdf.Page) -> None:
    with pymupdf.open() as other:
        picture(other.new_page())
        page.show_pdf_page(page.rect, other)


def note(page: pymupdf.Page) -> None:
    page.add_text_annot((50, 50), "样例")


def of_resources(entry: str, value: str):
    def draw(page: pymupdf.Page) -> None:
        page.parent.xref_set_key(page.xref, "Resources", f"<</{entry} {value}>>")

    return draw


def table(page: pymupdf.Page) -> None:
    page.draw_line((60, 100), (200, 100))
    page.draw_rect((60, 200, 260, 230), color=None, fill=(0.9, 0.9, 0.9))


@pytest.mark.parametrize(
    "draw, may",
    [
        (table, False),
        (picture, True),
        (inline, True),
        (form, True),
        (note, True),
        (of_resources("Pattern", "<</P0 null>>"), True),
        (of_resources("Font", "<</T0 <</Type /Font /Subtype /Type3>> >>"), True),
        (of_resources("ExtGState", "<</G0 <</SMask /None>> >>"), False),
        (of_resources("ExtGState", "<</G0 <</SMask <</S /Alpha>> >> >>"), True),
    ],
)
def test_a_picture_comes_from_resources_or_content(draw, may: bool) -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_text((60, 60), "姓名 BIM", fontname="china-s")
        draw(page)
        assert may_draw_pictures(document.reload_page(page)) is may


def test_content_that_cannot_be_read_may_draw_anything(monkeypatch) -> None:
    def read_contents(_: pymupdf.Page) -> bytes:
        raise RuntimeError

    monkeypatch.setattr(pymupdf.Page, "read_contents", read_contents)
    with pymupdf.open() as document:
        assert may_draw_pictures(document.new_page())


@pytest.mark.parametrize("draw", [table, picture])
def test_a_page_without_pictures_is_not_drawn_to_find_them(draw, monkeypatch) -> None:
    drawn: list[bool] = []
    monkeypatch.setattr(pymupdf.Page, "get_bboxlog", lambda _: drawn.append(True) or [])
    with pymupdf.open() as document:
        draw(page := document.new_page())
        assert not painted_over(page)
    assert bool(drawn) is (draw is picture)


@pytest.mark.parametrize("turn", [0, 90])
def test_parts_of_a_page_are_drawn_as_in_the_whole_and_nothing_else(turn: int) -> None:
    with pymupdf.open() as document:
        page = document.new_page(width=300, height=200)
        for y in range(20, 200, 20):
            page.insert_text((20, y), "国赢测试 LF 2024", fontname="china-s", fontsize=11)
        page.set_rotation(turn)
        whole = pixels_of(page.get_pixmap(matrix=pymupdf.Matrix(2, 2), alpha=False))
        near = [PxBox(37.2, 80, 180, 121.7), PxBox(-30, 300, 90, 370), PxBox(900, 9, 990, 19)]
        parts = drawn_near(page.get_displaylist(), 2, near)
    assert parts.shape == whole.shape
    inside = np.zeros(whole.shape[:2], bool)
    inside[80:122, 37:180] = inside[300:370, :90] = True
    assert (parts[inside] == whole[inside]).all()
    assert (whole[inside] < 255).any()
    assert not parts[~inside].any()
