"""Bars that were drawn over a scan: the scan below them is whole."""

import io

import numpy as np
import pymupdf
import pytest
from PIL import Image

from redactor.config.records import Limits
from redactor.load.document import load
from redactor.load.painted import painted_over
from tests.dossier.hand_made import ID, NAME, draw

WHITE, BLACK = (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)


@pytest.fixture
def scan(tmp_path):
    """A page that is one picture, and where the name stands on it."""
    with pymupdf.open(draw(tmp_path / "live.pdf")) as pdf:
        (place,) = pdf[0].search_for(NAME)
    return draw(tmp_path / "scan.pdf", flat=True), place


def _bar(colour):
    """A picture of one colour, as programs for notes put it on a page."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), tuple(round(255 * v) for v in colour)).save(out, "PNG")
    return out.getvalue()


def painted(path, place, colour, turn=0, kind="path"):
    with pymupdf.open(path) as pdf:
        if kind == "picture":
            pdf[0].insert_image(place, stream=_bar(colour), keep_proportion=False)
        elif kind == "annotation":
            drawn = pdf[0].add_rect_annot(place)
            drawn.set_colors(stroke=colour, fill=colour)
            drawn.update()
        else:
            pdf[0].draw_rect(place, color=colour, fill=colour)
        pdf[0].set_rotation(turn)
        pdf.save(target := path.with_name("painted.pdf"))
    return target


@pytest.mark.parametrize("turn", [0, 90])
@pytest.mark.parametrize("kind", ["path", "annotation", "picture"])
@pytest.mark.parametrize("colour", [WHITE, BLACK])
def test_what_was_painted_over_is_not_in_the_working_copy(scan, tmp_path, colour, kind, turn):
    path = painted(*scan, colour, turn, kind)
    with load(path, tmp_path, Limits()) as document:
        assert document.painted == (1,)
        shown = document.render(1, 100.0)
        working = document.working_pdf
    with pymupdf.open(working) as pdf, pymupdf.open(path) as before:
        assert not painted_over(pdf[0])
        assert pdf[0].rotation == turn and pdf[0].rect == before[0].rect
    assert shown.min() < 100  # the rest of the page is there


@pytest.mark.parametrize("kind", ["path", "annotation"])
def test_bar_over_a_bitonal_scan_that_is_drawn_as_a_stencil(scan, tmp_path, kind):
    path, place = scan
    with pymupdf.open(path) as pdf, pymupdf.open() as stencilled:
        shown = pdf[0].get_pixmap(dpi=150, colorspace=pymupdf.csGRAY)
        bits = np.packbits(
            np.frombuffer(shown.samples, np.uint8).reshape(shown.h, -1) > 128, axis=1
        )
        page = stencilled.new_page(width=pdf[0].rect.width, height=pdf[0].rect.height)
        page.insert_image(page.rect, stream=_bar(BLACK))
        xref = page.get_images()[0][0]
        told = f"<</Type/XObject/Subtype/Image/ImageMask true/Width {shown.w}/Height {shown.h}>>"
        stencilled.update_object(xref, told)
        stencilled.update_stream(xref, bits.tobytes())
        stencilled.save(stencil := tmp_path / "stencil.pdf")

    with load(stencil, tmp_path, Limits()) as document:
        assert document.painted == ()
        assert document.render(1, 100.0).min() < 50
    with load(painted(stencil, place, BLACK, kind=kind), tmp_path, Limits()) as document:
        assert document.painted == (1,)


@pytest.mark.parametrize(
    "draw_file",
    [
        pytest.param(
            lambda scan, folder: draw(folder / "b.pdf", ((1, NAME), (1, ID)), flat=True),
            id="bar-in-the-scan",
        ),
        pytest.param(
            lambda scan, folder: painted(scan[0], pymupdf.Rect(300, 600, 400, 620), BLACK),
            id="bar-over-empty-paper",
        ),
        pytest.param(lambda scan, folder: draw(folder / "c.pdf", ((1, NAME),)), id="live-text"),
    ],
)
def test_a_page_that_hides_no_picture_stays(scan, tmp_path, draw_file):
    with load(draw_file(scan, tmp_path), tmp_path, Limits()) as document:
        assert document.painted == ()
