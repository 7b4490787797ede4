"""Turned, cropped, shifted and skewed: what is erased is what is seen there."""

from __future__ import annotations

import math

import pikepdf
import pymupdf
import pytest

from redactor.datatypes import Entity, Erasure
from redactor.geometry import PtBox, PtQuad, hull_box
from tests.erase.conftest import erasure
from tests.erase.drawn import code, raw_pdf, scan
from tests.erase.look import assert_only_gone, patch

LINES = (
    f"BT /F0 12 Tf 60 170 Td {code('一二三四五六七')} Tj 0 -14 Td {code('李娜、王伟、赵强')} Tj "
    f"0 -14 Td {code('七八九十一二三')} Tj ET"
)


def turned_page(rotation, crop=None, media=None, unit=None):
    def change(pdf):
        page = pdf.pages[0].obj
        page["/Rotate"] = rotation
        if crop:
            page["/CropBox"] = pikepdf.Array(crop)
        if media:
            page["/MediaBox"] = pikepdf.Array(media)
        if unit:
            page["/UserUnit"] = unit

    return change


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (30, 20, 380, 280)])
def test_name_on_a_turned_and_cropped_page_goes_alone(bench, rotation, crop):
    bench.write(raw_pdf(LINES, change=turned_page(rotation, crop)))

    assert_only_gone(bench.erase_value("王伟"), "王伟")


@pytest.mark.parametrize(
    "options",
    [{"media": (-50, -40, 350, 260)}, {"unit": 2.0}, {"media": (20, 10, 420, 310), "unit": 1.5}],
    ids=str,
)
@pytest.mark.parametrize("rotation", [0, 90])
def test_name_on_a_page_with_its_own_origin_or_unit_goes_alone(bench, rotation, options):
    bench.write(raw_pdf(LINES, change=turned_page(rotation, **options)))

    assert_only_gone(bench.erase_value("王伟"), "王伟")


@pytest.mark.parametrize("degrees", [-30, 3, 5, 45, 90, 135, 180, 270])
def test_name_on_a_line_turned_by_the_matrix_goes_alone(bench, degrees):
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    # Three lines around the middle of the page.
    matrix = f"{cos:.6f} {sin:.6f} {-sin:.6f} {cos:.6f} 200 150 cm"
    lines = f"1 0 0 1 -110 -155 cm {LINES}"
    bench.write(raw_pdf(f"q {matrix} {lines} Q"))

    assert_only_gone(bench.erase_value("王伟"), "王伟")


@pytest.mark.parametrize("degrees", [3, 30])
def test_mark_lies_along_the_line(bench, degrees):
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    matrix = f"{cos:.6f} {sin:.6f} {-sin:.6f} {cos:.6f} 60 100 Tm"
    bench.write(raw_pdf(f"BT /F0 12 Tf {matrix} {code('李娜、王伟、赵强')} Tj ET"))

    (mark,) = bench.erase_value("王伟").marks

    quad = mark.quad
    slope = math.degrees(math.atan2(quad.tl[1] - quad.tr[1], quad.tr[0] - quad.tl[0]))
    assert slope == pytest.approx(degrees, abs=0.5)


def test_slanted_text_goes_alone(bench):
    slanted = f"BT /F0 12 Tf 1 0 0.3 1 60 150 Tm {code('李娜、王伟、赵强')} Tj ET"
    bench.write(raw_pdf(slanted))

    erased = bench.erase_value("王伟")

    assert erased.text() == "李娜、、赵强[姓名]"


def test_skewed_quad_blanks_a_scan_along_the_quad_only(bench):
    def draw(document):
        page = document.new_page(width=400, height=300)
        page.insert_image(page.rect, pixmap=_pixmap(scan(800, 600)))

    bench.draw(draw)
    # A parallelogram over three boxes, 20 degrees uphill: an upright hull would eat six more.
    quad = PtQuad((100, 140), (190, 107), (197, 126), (107, 159))

    erased = bench.erase(Erasure(1, Entity.NAME, (quad,), ""))

    with pymupdf.open(erased.path) as document:
        page = document[0]
        under = pymupdf.Pixmap(document, page.get_images()[0][0])
    inside = [under.pixel(round(2 * x), round(2 * y)) for x, y in ((150, 133), (110, 148))]
    assert all(min(p) >= 250 for p in inside)
    corner = PtBox(hull_box([quad]).x0, 110, 122, 114)
    before = patch(erased.working, PtQuad.from_box(corner), inset_pt=0)
    after = patch(erased.path, PtQuad.from_box(corner), inset_pt=0)
    assert (before == after).all() and before.min() < 60


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_token_of_a_photo_is_upright_for_the_reader(bench, rotation):
    bench.write(raw_pdf(LINES, change=turned_page(rotation)))

    erased = bench.erase(erasure((250, 40, 340, 130), token="[照片]", photo=True))

    with pymupdf.open(erased.path) as document:
        page = document[0]
        spans = [
            line
            for block in page.get_text("dict")["blocks"]
            for line in block["lines"]
            if "照片" in "".join(s["text"] for s in line["spans"])
        ]
        direction = pymupdf.Point(spans[0]["dir"]) * page.rotation_matrix
        start = pymupdf.Point(0, 0) * page.rotation_matrix
    assert tuple(direction - start) == pytest.approx((1, 0), abs=1e-3)


def _pixmap(image):
    return pymupdf.Pixmap(pymupdf.csRGB, image.width, image.height, image.tobytes(), False)
