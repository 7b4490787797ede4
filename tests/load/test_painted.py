"""Bars that were drawn over a scan: the scan below them is whole."""

import pymupdf
import pytest

from redactor.config.records import Limits
from redactor.load.document import load
from redactor.load.painted import painted_over, painted_pages
from tests.dossier.hand_made import ID, NAME, draw

WHITE, BLACK = (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)


@pytest.fixture
def scan(tmp_path):
    """A page that is one picture, and where the name stands on it."""
    with pymupdf.open(draw(tmp_path / "live.pdf")) as pdf:
        (place,) = pdf[0].search_for(NAME)
    return draw(tmp_path / "scan.pdf", flat=True), place


def painted(path, place, colour, turn=0, annotation=False):
    with pymupdf.open(path) as pdf:
        if annotation:
            drawn = pdf[0].add_rect_annot(place)
            drawn.set_colors(stroke=colour, fill=colour)
            drawn.update()
        else:
            pdf[0].draw_rect(place, color=colour, fill=colour)
        pdf[0].set_rotation(turn)
        pdf.save(target := path.with_name("painted.pdf"))
    return target


@pytest.mark.parametrize("turn", [0, 90])
@pytest.mark.parametrize("annotation", [False, True])
@pytest.mark.parametrize("colour", [WHITE, BLACK])
def test_what_was_painted_over_is_not_in_the_working_copy(scan, tmp_path, colour, annotation, turn):
    path = painted(*scan, colour, turn, annotation)
    assert painted_pages(path) == (1,)
    with load(path, tmp_path, Limits()) as document:
        shown = document.render(1, 100.0)
        working = document.working_pdf
    with pymupdf.open(working) as pdf, pymupdf.open(path) as before:
        assert not painted_over(pdf[0])
        assert pdf[0].rotation == turn and pdf[0].rect == before[0].rect
    assert shown.min() < 100  # the rest of the page is there


def test_a_bar_in_the_scan_itself_and_one_over_empty_paper_stay(scan, tmp_path):
    assert painted_pages(draw(tmp_path / "b.pdf", ((1, NAME), (1, ID)), flat=True)) == ()
    assert painted_pages(painted(scan[0], pymupdf.Rect(300, 600, 400, 620), BLACK)) == ()


def test_a_bar_over_live_text_is_not_about_pictures(tmp_path):
    assert painted_pages(draw(tmp_path / "c.pdf", ((1, NAME),))) == ()
