import numpy as np
import pymupdf
import pytest

from redactor.config.records import Limits
from redactor.datatypes import Char, TextSource
from redactor.geometry import PageGeometry, PtBox, PtQuad
from redactor.load import load
from redactor.read.strips import cut_strip, place_of, runs_along


def strip_of(tmp_path, turn=0, rotation=0, slope=0.0, *, alone=False):
    """The strip of a line drawn in one direction on a page turned in another.

    ``alone``: nothing is drawn of the page but what the strip is said to be cut from.
    """
    path = tmp_path / f"{turn}-{rotation}-{slope}.pdf"
    with pymupdf.open() as document:
        page = document.new_page(width=400, height=400)
        morph = (pymupdf.Point(200, 200), pymupdf.Matrix(slope)) if slope else None
        page.insert_text((200, 200), "国赢LF", fontname="china-s", fontsize=12, rotate=turn,
                         morph=morph)  # fmt: skip
        page.set_rotation(rotation)
        document.save(path)
    with load(path, tmp_path, Limits()) as source:
        chars = [c for c in source.text_layer(1).chars if c.quad]
        assert runs_along(chars)
        geometry = source.geometry(1, 200)
        near = [place_of(geometry, chars)] if alone else None
        return cut_strip(source.render(1, 200, near), geometry, chars)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_strip_is_upright_whichever_way_the_line_runs(tmp_path, turn, rotation):
    expected, strip = strip_of(tmp_path), strip_of(tmp_path, turn, rotation)

    assert strip.shape == expected.shape
    assert np.abs(strip.astype(int) - expected).mean() < 20
    assert (strip.min(axis=2) < 128).mean() > 0.05


@pytest.mark.parametrize("slope", [-20, 7, 30])
def test_skewed_line_is_laid_straight(tmp_path, slope):
    expected, strip = strip_of(tmp_path), strip_of(tmp_path, slope=slope)

    width = min(strip.shape[1], expected.shape[1])
    assert abs(strip.shape[1] - expected.shape[1]) <= 3
    assert np.abs(strip[:, :width].astype(int) - expected[:, :width]).mean() < 25


@pytest.mark.parametrize("turn, rotation, slope", [(0, 0, 0), (90, 0, 0), (0, 90, 0), (0, 0, 20)])
def test_strip_is_the_same_where_its_place_alone_is_drawn(tmp_path, turn, rotation, slope):
    whole = strip_of(tmp_path, turn, rotation, slope)

    assert (strip_of(tmp_path, turn, rotation, slope, alone=True) == whole).all()


def test_strip_of_a_page_longer_than_can_be_warped():
    strips = []
    for height in (720.0, 14_400.0):
        geometry = PageGeometry(144.0, height, 0, 200.0)
        image = np.full((int(height * 200 / 72), 400, 3), 255, np.uint8)
        image[-200:-170, 60:90] = 0
        y = height - 75.0
        quads = [PtQuad.from_box(PtBox(x, y, x + 16, y + 16)) for x in (18.0, 34.0)]
        chars = [Char("国", quad, 1.0, 0, TextSource.TEXT_LAYER) for quad in quads]
        strips.append(cut_strip(image, geometry, chars))
    short, long = strips
    assert short.shape == long.shape
    assert np.abs(short.astype(int) - long).max() <= 2
    assert long.min() == 0
