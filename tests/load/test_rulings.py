"""Pages that draw only text and ruling lines, and pages that draw anything else."""

from collections.abc import Callable

import pymupdf
import pytest

from redactor.load.rulings import draws_text_and_rulings

Draw = Callable[[pymupdf.Page], object]
_GREY = (0.9, 0.9, 0.9)


def _table(page: pymupdf.Page) -> None:
    for y in range(100, 400, 20):
        page.draw_line((60, y), (500, y), width=0.75)
    for x in (60, 140, 300, 500):
        page.draw_line((x, 100), (x, 380), width=0.75)
    page.draw_rect((60, 400, 500, 430), color=None, fill=_GREY)
    page.draw_rect((60, 440, 500, 440.8), color=None, fill=(0, 0, 0))
    page.draw_rect((55, 95, 505, 445))


def _bars(page: pymupdf.Page) -> None:
    for i in range(22):
        page.draw_line((100 + 2.5 * i, 100), (100 + 2.5 * i, 130), width=0.7)


def _modules(page: pymupdf.Page) -> None:
    for i in range(21):
        page.draw_rect((100 + 12 * i, 100, 112 + 12 * i, 112), color=None, fill=(0, 0, 0))


def _picture(page: pymupdf.Page) -> None:
    pixmap = pymupdf.Pixmap(pymupdf.csRGB, (0, 0, 8, 8))
    pixmap.clear_with(120)
    page.insert_image((100, 100, 200, 240), pixmap=pixmap)


def _band(page: pymupdf.Page, down: float = 0.0) -> None:
    """A line over footnotes as word processors draw it: a polygon, left open."""
    polygon = f"54 91 m 176 {91 - down} l 176 {90.5 - down} l 90 90.5 l 54 90.5 l f"
    pymupdf.TOOLS._insert_contents(page, polygon.encode(), 1)


@pytest.mark.parametrize(
    "draw, only",
    [
        (lambda page: None, True),
        (_band, True),
        (lambda page: _band(page, down=9.0), False),
        (_table, True),
        (_picture, False),
        (_bars, False),
        (_modules, False),
        (lambda page: page.draw_circle((200, 200), 60), False),  # the rim of a seal
        (lambda page: page.draw_line((100, 100), (160, 130)), False),  # a stroke of a hand
        (lambda page: page.draw_line((100, 100), (400, 100), width=30), False),
        (lambda page: page.draw_polyline([(9, 9), (99, 9), (99, 99)], fill=(0, 0, 0)), False),
    ],
)
def test_only_text_and_thin_straight_lines_count(draw: Draw, only: bool) -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_text((60, 60), "12345")
        draw(page)
        assert draws_text_and_rulings(page, page.get_bboxlog()) is only


def test_shading_is_no_ruling() -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        page.draw_line((100, 100), (160, 100))
        shading = document.get_new_xref()
        document.update_object(
            shading,
            "<</ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 100 0]"
            " /Function <</FunctionType 2 /Domain [0 1] /C0 [1 0 0] /C1 [0 0 1] /N 1>>>>",
        )
        resources = f"<</Shading <</Sh {shading} 0 R>>>>"
        document.xref_set_key(page.xref, "Resources", resources)
        contents = page.get_contents()[0]
        document.update_stream(contents, document.xref_stream(contents) + b"\n/Sh sh\n")
        page = document.reload_page(page)
        assert not draws_text_and_rulings(page, page.get_bboxlog())
