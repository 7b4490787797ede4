"""Pictures drawn small: what only a closer look shows is read, where it stands on the page."""

import io

import numpy as np
import pymupdf
import pytest
from PIL import Image

from redactor.config.records import Limits, OcrSettings
from redactor.datatypes import Char, OcrPage, PageText, Picture, TextSource
from redactor.geometry import PtBox, PtQuad
from redactor.load import load
from redactor.read import FontTrust, read_page
from redactor.read.fine_print import closer_looks
from tests.read.conftest import FakeReader

DPI = 200.0


def placed(width_pt, height_pt, width_px, height_px, x=50.0):
    box = PtBox(x, 50, x + width_pt, 50 + height_pt)
    return Picture(PtQuad.from_box(box), width_px, height_px)


def print_everywhere(dpi, box):
    image = np.full((300, 300, 3), 255, np.uint8)
    image[100:120, 50:250] = 0
    return image


@pytest.mark.parametrize(
    "picture, dpi",
    [
        (placed(40, 56, 1240, 1754), 2232),  # a page of A4 as a stamp
        (placed(3, 2, 1000, 600), 21_600),
        (placed(0.5, 0.4, 3000, 2400), 345_600),  # 2,400 pixels tell all
        (placed(130, 180, 1240, 1754), 687),
        (placed(180, 255, 2480, 3508), None),  # large enough as it stands
        (placed(130, 180, 1240, 500), None),  # stretched
        (placed(71, 99, 295, 413), None),  # a portrait of 300 dpi
        (placed(4, 4, 32, 32), None),  # a bullet
        (placed(0, 56, 1240, 1754), None),
    ],
)
def test_pictures_that_need_a_closer_look(picture, dpi):
    looks, _ = closer_looks([picture], DPI, print_everywhere)

    assert [round(look.dpi, -2) for look in looks] == ([] if dpi is None else [round(dpi, -2)])


def test_pictures_over_each_other_are_looked_at_once():
    both = [placed(40, 40, 500, 500), placed(40, 40, 900, 900)]

    looks, are_all = closer_looks(both, DPI, print_everywhere)

    assert [round(look.dpi) for look in looks] == [1620]
    assert are_all


@pytest.mark.parametrize("count, told", [(40, True), (41, False), (9000, False)])
def test_more_pictures_than_are_looked_at_are_told_and_the_largest_come_first(count, told):
    pictures = [placed(9, 9, 500, 500, x=50 + i) for i in range(count - 1)]
    pictures.append(placed(30, 30, 2000, 2000, x=9))

    looks, are_all = closer_looks(pictures, DPI, print_everywhere)

    assert (len(looks), are_all) == (40, told)
    assert looks[0].box.width == pytest.approx(30)


def test_pictures_of_one_colour_are_not_counted():
    def draw(dpi, box):
        return np.full((300, 300, 3), 255, np.uint8) if box.x0 > 60 else print_everywhere(dpi, box)

    pictures = [placed(9, 9, 500, 500, x=50 + i) for i in range(90)]

    looks, are_all = closer_looks(pictures, DPI, draw)

    assert (len(looks), are_all) == (11, True)


class Closely:
    """Sees the one black box of a picture, when it is at least ten pixels wide."""

    name = "closely"

    def __init__(self):
        self.calls = []

    def read(self, image, geometry, page_no, candidates=(), regions=None):
        self.calls.append((round(geometry.dpi), regions))
        ys, xs = np.nonzero(image[:, :, 0] < 100)
        if not len(xs) or np.ptp(xs) < 10:
            return OcrPage(PageText(page_no, ()), (), 0, 0, 0)
        x0, x1, y0, y1 = xs.min(), xs.max() + 1, ys.min(), ys.max() + 1
        quad = geometry.quad_to_pt(((x0, y0), (x1, y0), (x1, y1), (x0, y1)))
        char = Char("伟", quad, 0.9, 0, TextSource.OCR)
        return OcrPage(PageText(page_no, (char,)), (), 0, 0, 1, hiding=(quad,))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("side", [10.0, 40.0])
def test_print_of_a_small_picture_is_read_where_it_stands(tmp_path, turn, side):
    pixels = np.full((1000, 1000), 255, np.uint8)
    pixels[200:300, 600:700] = 0
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    with pymupdf.open() as document:
        page = document.new_page(width=300, height=400)
        page.insert_image(pymupdf.Rect(100, 250, 100 + side, 250 + side), stream=out.getvalue())
        page.set_rotation(turn)
        document.save(tmp_path / "a.pdf")
    ocr = Closely()

    with load(tmp_path / "a.pdf", tmp_path, Limits()) as source:
        reader = FakeReader(("", 0.0))
        reading = read_page(source, 1, ocr, reader, FontTrust(), (), OcrSettings())

    (char,) = [c for c in reading.text.chars if c.quad is not None]
    x, y = char.quad.centre
    assert (x, y) == pytest.approx((100 + 0.65 * side, 250 + 0.25 * side), abs=0.02 * side)
    assert char.quad.box.width == pytest.approx(side / 10, rel=0.1)
    assert reading.hiding == (char.quad,)
    assert reading.used_ocr


def test_page_with_more_small_pictures_than_are_looked_at_is_unread(tmp_path):
    pixels = np.full((500, 500), 255, np.uint8)
    pixels[200:300, 100:400] = 0
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    with pymupdf.open() as document:
        page = document.new_page(width=300, height=400)
        for number in range(41):
            x, y = 10 + 28 * (number % 10), 10 + 30 * (number // 10)
            page.insert_image(pymupdf.Rect(x, y, x + 20, y + 20), stream=out.getvalue())
        document.save(tmp_path / "a.pdf")

    with load(tmp_path / "a.pdf", tmp_path, Limits()) as source:
        reader = FakeReader(("", 0.0))
        reading = read_page(source, 1, Closely(), reader, FontTrust(), (), OcrSettings())

    assert "small_pictures" in reading.unread
