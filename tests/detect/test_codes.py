import logging
import math
from pathlib import Path

import numpy as np
import pymupdf
import pytest
import zxingcpp
from PIL import Image as Pictures
from PIL import ImageDraw

from redactor.datatypes import Char, DocClass, Entity, Evidence, Finding, PageText, TextSource
from redactor.detect import codes
from redactor.detect.codes import CodeDetector, _Symbol
from redactor.geometry import PageGeometry, PtQuad
from redactor.ports import Image, PageView, RegionDetector
from tests.contracts.region_detector import RegionDetectorContract
from tests.detect.drawn import MM, PT, code, dense, form, shown, stamped

QR = zxingcpp.BarcodeFormat.QRCode
CODE128 = zxingcpp.BarcodeFormat.Code128
PERSONAL = "https://zcps.example/v?sn=NM2026" + "8F3A61C2" * 3
BLANK = PageText(1, ())
PUBLIC = frozenset({Evidence.PUBLIC_PAYLOAD})
ODD = Path(__file__).parents[3] / "shared" / "corpus"


class TestCodeDetector(RegionDetectorContract):
    @pytest.fixture
    def detector(self) -> RegionDetector:
        return CodeDetector()

    def sight(self) -> Image:
        return np.asarray(code(PERSONAL, QR, 20))


def found_in(
    picture: Pictures.Image,
    dpi: float = 200,
    domains: tuple[str, ...] = (),
    text: PageText = BLANK,
) -> list[Finding]:
    image = np.ascontiguousarray(np.asarray(picture.convert("RGB")))
    height, width = image.shape[:2]
    geometry = PageGeometry(width * 72 / dpi, height * 72 / dpi, 0, dpi)
    view = PageView(1, image, geometry, text, (), DocClass.FORM)
    return list(CodeDetector(domains).find(view))


def page_with(symbol: Pictures.Image, x: int = 1200, y: int = 90) -> Pictures.Image:
    page, _ = form()
    page.paste("white", (x - 40, y - 40, x + symbol.width + 40, y + symbol.height + 40))
    page.paste(symbol, (x, y))
    return page


def quad_at(x: float, y: float, width: float, height: float) -> PtQuad:
    return PtQuad(
        *(
            (a * PT, b * PT)
            for a, b in ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        )
    )


def assert_covers(finding: Finding, wanted: PtQuad, spare_mm: float = 2.0) -> None:
    (quad,) = finding.quads
    middle = wanted.centre
    for x, y in wanted.corners:  # a hair inside: corners are found to a pixel
        assert quad.contains((x + 0.02 * (middle[0] - x), y + 0.02 * (middle[1] - y)))
    for corner in quad.corners:
        assert min(math.dist(corner, c) for c in wanted.corners) <= spare_mm * 72 / 25.4


@pytest.mark.parametrize("angle", [0, 7, 45, 90, 180, 270])
def test_tilted_qr_code_is_covered_by_a_tilted_quad(angle: int) -> None:
    symbol = code(PERSONAL, QR, 20)
    turned = symbol.rotate(
        angle, expand=True, fillcolor="white", resample=Pictures.Resampling.BICUBIC
    )
    page = page_with(turned)
    (found,) = found_in(page)
    area = (
        abs(
            sum(
                a[0] * b[1] - a[1] * b[0]
                for a, b in zip(
                    found.quads[0].corners,
                    found.quads[0].corners[1:] + found.quads[0].corners[:1],
                    strict=True,
                )
            )
        )
        / 2
    )
    assert area == pytest.approx((21 * 72 / 25.4) ** 2, rel=0.06)
    assert (
        math.dist(
            found.quads[0].centre, ((1200 + turned.width / 2) * PT, (90 + turned.height / 2) * PT)
        )
        < 2
    )


@pytest.mark.parametrize("angle", [0, 3, 90, 183])
@pytest.mark.parametrize("width_mm", [25, 50])
def test_bar_code_is_covered_over_its_whole_height(angle: int, width_mm: int) -> None:
    symbol = code("NM2026150102", CODE128, width_mm, 9)
    width, height = symbol.size
    turned = symbol.rotate(
        angle, expand=True, fillcolor="white", resample=Pictures.Resampling.BICUBIC
    )
    (found,) = found_in(page_with(turned, x=900))
    middle_x, middle_y = 900 + turned.width / 2, 90 + turned.height / 2
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    around = quad_at(-width / 2, -height / 2, width, height)
    wanted = PtQuad(
        *(
            (middle_x * PT + x * cos + y * sin, middle_y * PT - x * sin + y * cos)
            for x, y in around.corners
        )
    )
    assert found.entity is Entity.BARCODE
    assert_covers(found, wanted)


def test_code_under_a_red_seal_is_read_in_colour() -> None:
    page = stamped(page_with(code(PERSONAL, QR, 20)), 1280, 170, radius=100)
    (found,) = found_in(page)
    assert found.found_by == "code.zxing"


def test_code_under_a_seal_is_read_on_a_grey_copy() -> None:
    page = stamped(page_with(code(PERSONAL, QR, 20)), 1280, 170, radius=100).convert("L")
    (found,) = found_in(page)
    assert found.found_by == "code.zxing"


def test_code_struck_through_is_still_found_whole() -> None:
    page = page_with(code(PERSONAL, QR, 20))
    ImageDraw.Draw(page).rectangle((1250, 140, 1320, 200), fill="black")
    (found,) = found_in(page)
    assert found.found_by == "code.unreadable"
    assert not found.evidence
    assert_covers(found, quad_at(1200, 90, 20 * MM, 20 * MM))


def flecked(page: Pictures.Image, share: float = 0.08) -> Pictures.Image:
    """As worn toner shows it: flecks of paper in the ink."""
    image = np.asarray(page).copy()
    rng = np.random.default_rng(5)
    for y, x in zip(
        rng.integers(0, len(image), round(share * image.shape[0] * image.shape[1] / 9)),
        rng.integers(0, image.shape[1], round(share * image.shape[0] * image.shape[1] / 9)),
        strict=True,
    ):
        image[y : y + 3, x : x + 3] = 250
    return Pictures.fromarray(image)


@pytest.mark.parametrize("angle", [0, 90, 180])
def test_bar_code_that_a_decoder_cannot_read_on_the_page_is_found_whole(angle: int) -> None:
    symbol = code("NM2026150102", CODE128, 45, 11)
    turned = symbol.rotate(angle, expand=True, fillcolor="white")
    page = flecked(page_with(turned, x=900))
    assert not zxingcpp.read_barcodes(page)
    (found,) = found_in(page)
    assert found.entity is Entity.BARCODE
    assert_covers(found, quad_at(900, 90, *turned.size), spare_mm=3.0)


@pytest.mark.parametrize("angle", [0, 90])
def test_code_whose_finders_are_full_of_flecks_is_found_whole(angle: int) -> None:
    symbol = code(PERSONAL, QR, 30).rotate(angle)
    page = flecked(page_with(symbol, x=900), share=0.08)
    assert not zxingcpp.read_barcodes(page)
    (found,) = found_in(page)
    assert (found.entity, found.found_by) == (Entity.QR_CODE, "code.unreadable")
    assert_covers(found, quad_at(900, 90, *symbol.size), spare_mm=3.0)


def test_even_bars_are_no_code() -> None:
    page, _ = form()
    draw = ImageDraw.Draw(page)
    for x in range(900, 1240, 8):  # hatching
        draw.rectangle((x, 90, x + 3, 170), fill="black")
    assert found_in(page) == []


def test_tall_narrow_letters_are_no_code() -> None:
    """VIRTUAL REALITY, set condensed: even strokes, and a wider gap between words."""
    page, _ = form()
    draw = ImageDraw.Draw(page)
    for x in (900 + 8 * n + 12 * (n // 9) for n in range(54)):
        draw.rectangle((x, 90, x + 3, 170), fill="black")
    assert found_in(page) == []


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_code_that_is_half_covered_is_found_whole(turn: int) -> None:
    symbol = code(PERSONAL, QR, 20)
    side = symbol.width
    ImageDraw.Draw(symbol).rectangle((0, 0.67 * side, side, side), fill="white")
    page = page_with(symbol.rotate(turn))
    assert not zxingcpp.read_barcodes(page)
    (found,) = found_in(page)
    assert (found.entity, found.found_by) == (Entity.QR_CODE, "code.unreadable")
    assert_covers(found, quad_at(1200, 90, side, side), spare_mm=1.0)


def test_characters_that_are_nested_squares_are_no_code() -> None:
    page, _ = form()
    draw = ImageDraw.Draw(page)
    for x in (900, 1000):  # 回, and a box that is ticked by a dot, thrice
        for y in (90, 190):
            if (x, y) != (1000, 190):
                draw.rectangle((x, y, x + 40, y + 40), outline="black", width=5)
                draw.rectangle((x + 13, y + 13, x + 27, y + 27), outline="black", width=4)
    assert found_in(page) == []


def test_character_that_a_decoder_takes_for_a_small_code_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """回 is the finder of a Micro QR code."""
    page = Pictures.new("RGB", (1654, 2339), "white")
    draw = ImageDraw.Draw(page)
    draw.rectangle((900, 90, 940, 130), outline="black", width=5)
    draw.rectangle((913, 103, 927, 117), outline="black", width=4)
    seen = _Symbol(((900, 90), (940, 90), (940, 130), (900, 130)), Entity.QR_CODE, False, "")
    monkeypatch.setattr(codes, "_read", lambda *_: iter([seen]))
    hui = Char("回", quad_at(898, 88, 44, 44), 1.0, 0, TextSource.TEXT_LAYER)
    assert len(found_in(page)) == 1
    assert found_in(page, text=PageText(1, (hui,))) == []


@pytest.mark.parametrize("factor", [2, 3])
def test_small_code_on_a_coarse_scan_is_found(factor: int) -> None:
    page = page_with(code(PERSONAL, QR, 20))
    coarse = page.resize((page.width // factor, page.height // factor), Pictures.Resampling.LANCZOS)
    assert len(found_in(coarse, 200 / factor)) == 1


def test_two_codes_are_two_findings() -> None:
    page = page_with(code(PERSONAL, QR, 20))
    page.paste("white", (60, 40, 500, 320))
    page.paste(code("NM2026150102", CODE128, 30, 9), (100, 100))
    assert sorted(f.entity for f in found_in(page)) == [Entity.BARCODE, Entity.QR_CODE]


@pytest.mark.parametrize(
    "payload, public",
    [
        ("https://doi.org/10.1234/abc", True),
        ("10.1234/j.issn.1000-0887.2020.01.001", True),
        ("https://www.journal.example/article/7", True),
        ("https://journal.example.evil.example2/article/7", False),
        (PERSONAL, False),
    ],
)
def test_only_a_public_place_is_public(payload: str, public: bool) -> None:
    (found,) = found_in(page_with(code(payload, QR, 25)), domains=("journal.example",))
    assert (found.evidence == PUBLIC) is public


def test_journal_number_is_public_and_serial_number_is_not() -> None:
    ean = zxingcpp.BarcodeFormat.EAN13
    (journal,) = found_in(page_with(code("9771000088008", ean, 30, 12)))
    (goods,) = found_in(page_with(code("6901234567892", ean, 30, 12)))
    assert journal.evidence == PUBLIC
    assert not goods.evidence


def test_payload_is_neither_kept_nor_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    (found,) = found_in(page_with(code(PERSONAL, QR, 20)))
    assert found.value == "zcps.example"
    assert "8F3A61C2" not in repr(found) + found.value + caplog.text
    (serial,) = found_in(page_with(code("NM2026150102", CODE128, 40, 9)))
    assert serial.value == ""


@pytest.mark.parametrize("font_size", [5, 7, 9, 12, 16])
def test_dense_print_holds_no_code(font_size: int) -> None:
    assert found_in(dense(font_size)[0]) == []


def test_decoder_is_spared_print_that_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    page, text = form()
    image = np.ascontiguousarray(np.asarray(page))
    geometry = PageGeometry(page.width * PT, page.height * PT, 0, 200)
    asked: list[Image] = []
    monkeypatch.setattr(zxingcpp, "read_barcodes", lambda image, **_: asked.append(image) or [])
    assert list(CodeDetector().find(PageView(1, image, geometry, text, (), DocClass.FORM))) == []
    assert sum(part.size for part in asked) < 0.2 * page.width * page.height


def test_page_of_a_few_pixels_holds_no_code() -> None:
    assert found_in(Pictures.new("RGB", (3, 5), "white")) == []


def test_code_amid_print_that_was_read_is_found() -> None:
    page, text = form()
    page.paste(code(PERSONAL, QR, 14), (1330, 400))
    image = np.ascontiguousarray(np.asarray(page))
    geometry = PageGeometry(page.width * PT, page.height * PT, 0, 200)
    (found,) = CodeDetector().find(PageView(1, image, geometry, text, (), DocClass.FORM))
    assert found.found_by == "code.zxing"


def test_ruled_table_holds_no_code() -> None:
    page, _ = dense(9)
    draw = ImageDraw.Draw(page)
    for i in range(90):
        draw.line((80 + i * 16, 80, 80 + i * 16, 2250), fill="black", width=1 + i % 3)
    for i in range(60):
        draw.line((80, 80 + i * 36, 1570, 80 + i * 36), fill="black", width=1)
    assert found_in(page) == []


@pytest.mark.skipif(not ODD.is_dir(), reason="the corpus is not here")
def test_real_forms_hold_no_code() -> None:
    for path in sorted((ODD / "forms").glob("*.pdf")):
        with pymupdf.open(path) as document:
            assert found_in(shown(document[0])) == [], path.name


@pytest.mark.parametrize("side_mm", [8, 9])
def test_data_matrix_of_small_modules_is_read(side_mm: int) -> None:
    page = page_with(code("NM2026-0301-8841", zxingcpp.BarcodeFormat.DataMatrix, side_mm))
    size = round(page.width * 0.75), round(page.height * 0.75)
    (finding,) = found_in(page.resize(size, Pictures.Resampling.LANCZOS), 150)
    assert finding.found_by == "code.zxing"
