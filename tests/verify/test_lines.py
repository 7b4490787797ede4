"""Lines of pages that are drawn of print and rulings alone; of others they are searched."""

from pathlib import Path

import pymupdf
import pypdfium2
import pytest

from redactor.datatypes import Entity, Mark
from redactor.geometry import PtBox, PtQuad
from redactor.verify.characters import printed
from redactor.verify.lines import is_of_print, lines_of_print
from redactor.verify.render import frame_of

BLACK = (0, 0, 0)


@pytest.fixture
def of_print(tmp_path: Path):
    """Whether the page that ``draw`` makes counts as print and rulings, with these marks."""

    def look(draw, *marks: tuple[float, float, float, float]) -> bool:
        path = tmp_path / "page.pdf"
        with pymupdf.open() as document:
            page = document.new_page(width=400, height=500)
            page.set_cropbox((20, 30, 400, 500))
            page.insert_text((60, 60), "姓名 工作单位", fontname="china-s")
            draw(page)
            document.save(path)
            frames = [frame_of(page) for page in document]
        quads = [PtQuad.from_box(PtBox(*mark)) for mark in marks]
        with pypdfium2.PdfDocument(path) as document:
            given = [Mark(1, Entity.NAME, q, "") for q in quads]
            return is_of_print(document[0], 1, frames[0], given)

    return look


def table(page: pymupdf.Page) -> None:
    for y in (100, 120, 140):
        for x in (60, 160, 260):
            page.draw_line((x, y), (x + 100, y))
            page.draw_line((x, y), (x, y + 20))
    page.draw_rect((60, 200, 360, 230), color=None, fill=(0.9, 0.9, 0.9))
    page.draw_rect((60, 240, 360, 240.7), color=None, fill=BLACK)


def small(page: pymupdf.Page) -> None:
    page.draw_rect((120, 80, 150, 90), fill=(1, 1, 1))


def picture(page: pymupdf.Page) -> None:
    pixmap = pymupdf.Pixmap(pymupdf.csGRAY, (0, 0, 8, 8))
    pixmap.clear_with(0)
    page.insert_image((100, 100, 130, 130), pixmap=pixmap)


def drawn_letter(page: pymupdf.Page) -> None:
    """工 of three strokes."""
    for line in ((100, 100, 112, 100), (106, 100, 106, 112), (100, 112, 112, 112)):
        page.draw_line(line[:2], line[2:])


def test_print_and_rulings_are_told_from_drawings(of_print) -> None:
    assert of_print(lambda page: None) and of_print(table)
    assert not of_print(picture)
    assert not of_print(drawn_letter)
    assert not of_print(lambda page: page.draw_bezier((9, 50), (50, 80), (90, 50), (120, 90)))
    assert not of_print(lambda page: page.draw_line((50, 50), (120, 90)))
    assert not of_print(lambda page: page.draw_line((50, 90), (120, 90), width=9))
    assert not of_print(lambda page: page.draw_rect((50, 90, 120, 99), fill=BLACK))


def test_what_lies_in_a_mark_is_ours(of_print) -> None:
    assert of_print(small, (120, 80, 150, 90)) and not of_print(small)
    assert not of_print(small, (200, 50, 230, 60))


def lines(draw) -> list[PtBox] | None:
    with pymupdf.open() as document:
        page = document.new_page(width=400, height=500)
        draw(page)
        found = lines_of_print(page, printed(page))
        return None if found is None else [line.box for line in found]


def test_every_glyph_lies_in_a_line() -> None:
    def draw(page: pymupdf.Page) -> None:
        page.insert_text((60, 60), "姓名 王伟", fontname="china-s", fontsize=12)
        page.insert_text((260, 60), "工作单位", fontname="china-s", fontsize=12)
        page.insert_text((60, 76), "包头市水利局", fontname="china-s", fontsize=12)

    left, right, below = sorted(lines(draw) or (), key=lambda box: (box.y0, box.x0))
    assert left.x0 <= 60 and 114 <= left.x1 < 200 and left.y0 < 51 and 61 < left.y1 < 68
    assert right.x0 <= 260 and right.x1 >= 308
    assert below.y0 < 67 and below.x1 >= 132


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_lines_of_turned_print_are_searched(turn: int) -> None:
    assert lines(lambda page: page.insert_text((200, 200), "2026-11", rotate=turn)) is None
    assert lines(lambda page: page.insert_text((200, 200), "2026-11")) is not None
    assert lines(lambda page: (page.insert_text((9, 9), "2026"), page.set_rotation(turn))) is None
