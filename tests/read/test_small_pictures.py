"""Portraits and codes in pictures drawn small: found where they stand on the page."""

import io
from functools import partial

import pymupdf
import pytest
import zxingcpp
from PIL import Image

from redactor.config.records import Limits
from redactor.datatypes import DocClass, Entity, PageReading, PageText
from redactor.detect.codes import CodeDetector
from redactor.fakes.detect import FakeDetector
from redactor.load import load
from redactor.read.small_pictures import find_in_small_pictures


class Photos(FakeDetector):
    name = "photo"


@pytest.fixture
def found(tmp_path):
    """What is found in the small pictures of a page with one of this size, and the page."""

    def look(picture, box, detectors, known=(), turn=0):
        with pymupdf.open() as document:
            page = document.new_page(width=300, height=400)
            page.insert_image(pymupdf.Rect(*box), stream=picture)
            page.set_rotation(turn)
            document.save(tmp_path / "a.pdf")
        with load(tmp_path / "a.pdf", tmp_path, Limits()) as source:
            text, pictures = PageText(1, ()), source.pictures(1)
            reading = PageReading(1, source.geometry(1, 100.0), text, pictures=pictures)
            draw = partial(source.render_part, 1)
            kind = list(DocClass)[0]
            return list(find_in_small_pictures(reading, kind, (), detectors, draw, known))

    return look


def with_patch():
    sheet = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 400, 400))
    sheet.clear_with(255)
    sheet.set_rect(pymupdf.IRect(100, 200, 200, 300), (255, 0, 255))
    return sheet.tobytes("png")


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("side", [8.0, 40.0])
def test_what_a_detector_finds_stands_where_it_is_on_the_page(found, side, turn):
    (finding,) = found(with_patch(), (100, 200, 100 + side, 200 + side), [Photos()], turn=turn)

    box = finding.quads[0].box
    expected = (100 + side / 4, 200 + side / 2, 100 + side / 2, 200 + side * 3 / 4)
    assert (box.x0, box.y0, box.x1, box.y1) == pytest.approx(expected, abs=side / 40)
    assert finding.entity is Entity.PHOTO


def test_what_is_known_is_not_found_again(found):
    place = (100, 200, 120, 220)
    known = found(with_patch(), place, [Photos()])

    assert found(with_patch(), place, [Photos()], known) == []


def test_picture_drawn_as_large_as_its_pixels_is_seen_on_the_page(found):
    assert found(with_patch(), (50, 100, 250, 300), [Photos()]) == []


def test_only_portraits_and_codes_are_looked_for(found):
    assert found(with_patch(), (100, 200, 120, 220), [FakeDetector()]) == []


@pytest.mark.parametrize("side", [6, 12])
def test_code_of_two_to_four_millimetres_is_read(found, side):
    code = zxingcpp.create_barcode("https://x.example/1599", zxingcpp.BarcodeFormat.QRCode)
    coded = io.BytesIO()
    Image.fromarray(code.to_image(scale=10)).save(coded, "PNG")
    findings = found(coded.getvalue(), (100, 200, 100 + side, 200 + side), [CodeDetector(())])

    assert [f.found_by for f in findings] == ["code.zxing"]
