"""Real readings of drawn pages."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from benchmarks.drawn_pages import A3_PT, Drawn, Run, dense_runs, draw, scanned, table_runs
from benchmarks.generator.fonts import face
from benchmarks.ocr_boxes import score_page
from redactor.datatypes import Band, Candidate, Entity, OcrPage
from redactor.errors import MissingModelError
from redactor.geometry import PageGeometry, PtBox
from redactor.ocr.engine import PaddleOcrEngine
from redactor.ocr.reading import LineReader
from redactor.ports import KnownLine, OcrEngine, TextReader
from tests.contracts.ocr_engine import OcrEngineContract, TextReaderContract, drawn

__all__ = ["drawn"]  # a fixture of the contract
pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
_SMALL_PT = (200.0, 150.0)  # a page on which there is nothing to read


class TestPaddleOcrEngine(OcrEngineContract, TextReaderContract):
    @pytest.fixture
    def engine(self, engine: PaddleOcrEngine) -> OcrEngine:
        return engine

    @pytest.fixture
    def reader(self, engine: PaddleOcrEngine) -> TextReader:
        return engine


class TestTinyEngine(OcrEngineContract):
    @pytest.fixture
    def engine(self, tiny_engine: PaddleOcrEngine) -> OcrEngine:
        return tiny_engine


class TestCascade(OcrEngineContract, TextReaderContract):
    @pytest.fixture
    def engine(self, cascade: PaddleOcrEngine) -> OcrEngine:
        return cascade

    @pytest.fixture
    def reader(self, cascade: PaddleOcrEngine) -> TextReader:
        return cascade


def test_cascade_reads_again_where_an_own_value_may_be_misread(
    cascade: PaddleOcrEngine, tiny_engine: PaddleOcrEngine
) -> None:
    """Tiny has no 赟: it alone can only take it for another character."""
    page = _name_in_a_line("赵赟", 14, poor=False)
    own = [Candidate(3, Entity.NAME, "赵赟")]
    assert "赵赟" not in tiny_engine.read(page.image, page.geometry, 1, own).text.text
    read = cascade.read(page.image, page.geometry, 1, own)
    assert "赵赟" in read.text.text or [s.candidate_id for s in read.spotted] == [3]


def test_cascade_leaves_lines_alone_that_hold_no_own_value(cascade: PaddleOcrEngine) -> None:
    page = draw(dense_runs(11)[:4])
    own = [Candidate(0, Entity.NAME, "欧阳明珠")]
    with patch.object(LineReader, "read", autospec=True, side_effect=LineReader.read) as read:
        cascade.read(page.image, page.geometry, 1, own)
    assert read.call_count == 1


@pytest.mark.parametrize(
    "text, times", [("包头市云岭水务设计院", 1), ("包头市云峰水务设计院", 2), ("云岭", 2)]
)
def test_cascade_trusts_a_long_value_that_is_read_clearly(
    cascade: PaddleOcrEngine, text: str, times: int
) -> None:
    """A short one may be the look-alike of another, and a long one misread."""
    page = _name_in_a_line(text, 14, poor=False)
    own = [Candidate(0, Entity.EMPLOYER, "包头市云岭水务设计院"), Candidate(1, Entity.NAME, "云岭")]
    with patch.object(LineReader, "read", autospec=True, side_effect=LineReader.read) as read:
        cascade.read(page.image, page.geometry, 1, own[:1] if len(text) > 2 else own)
    assert read.call_count == times


@pytest.mark.parametrize("said, times", [("王 伟同志", 1), ("王佛同志", 2), ("", 2)])
def test_cascade_leaves_a_line_alone_that_reads_as_it_is_said_to(
    cascade: PaddleOcrEngine, said: str, times: int
) -> None:
    page = draw([Run("王伟同志", 200, 300, 14)])
    known = KnownLine(page.geometry.to_pixels(PtBox(197, 297, 259, 317)), said)
    own = [Candidate(0, Entity.NAME, "王伟")]
    with patch.object(LineReader, "read", autospec=True, side_effect=LineReader.read) as read:
        text = cascade.read(page.image, page.geometry, 1, own, lines=[known]).text.text
    assert (text, read.call_count) == ("王伟同志\n", times)


def _assert_boxes_fit(engine: PaddleOcrEngine, page: Drawn, right: float = 0.99) -> OcrPage:
    read = engine.read(page.image, page.geometry, 1)
    score = score_page(page, read)
    assert score.right >= right
    assert score.centred >= 0.999
    assert score.covered >= 0.998
    assert score.alien <= 0.002
    return read


@pytest.mark.parametrize("skew", [-5.0, -3.0, 3.0, 5.0])
def test_boxes_fit_the_glyphs_of_a_skewed_page(engine: PaddleOcrEngine, skew: float) -> None:
    _assert_boxes_fit(engine, draw(dense_runs(11)[:6], skew_deg=skew))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_fit_the_glyphs_of_a_turned_page(engine: PaddleOcrEngine, turn: int) -> None:
    read = _assert_boxes_fit(engine, draw(dense_runs(12)[:6], turn=turn))
    assert read.turn == turn


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_name_alone_on_a_turned_page_is_read(engine: PaddleOcrEngine, turn: int) -> None:
    page = draw([Run("王伟", 200, 300, 14)], turn=turn)
    assert engine.read(page.image, page.geometry, 1).text.text == "王伟\n"


def test_boxes_fit_in_a_ruled_form(engine: PaddleOcrEngine) -> None:
    runs, rulings = table_runs(rows=6)
    _assert_boxes_fit(engine, draw(runs, rulings=rulings))


def test_boxes_fit_in_a_poor_scan_of_a_form(engine: PaddleOcrEngine) -> None:
    runs, rulings = table_runs(rows=6)
    _assert_boxes_fit(engine, scanned(draw(runs, skew_deg=1, rulings=rulings)))


def test_small_print_on_a_large_page_is_found(engine: PaddleOcrEngine) -> None:
    _assert_boxes_fit(engine, draw(dense_runs(13, size_pt=8)[:8], page_pt=A3_PT))


def test_line_longer_than_the_recogniser_takes_is_read_whole(engine: PaddleOcrEngine) -> None:
    text = "".join(run.text for run in dense_runs(14))[:150]
    _assert_boxes_fit(engine, draw([Run(text, 20, 100, 7)], page_pt=A3_PT[::-1]))


def test_row_of_a_table_reads_from_left_to_right(engine: PaddleOcrEngine) -> None:
    runs, rulings = table_runs(rows=3)
    page = draw(runs[1:], rulings=rulings)
    text = engine.read(page.image, page.geometry, 1).text.text
    row = "姓名\t王伟\t身份证号\t15990119850412000X\t手机\t15400000001\n"
    assert text == row * 3


def test_stacked_characters_read_downwards_with_upright_quads(engine: PaddleOcrEngine) -> None:
    page = draw([Run("工作单位", 80, 100, 14, down=True), Run("王伟", 200, 100, 14, down=True)])
    read = _assert_boxes_fit(engine, page)
    assert sorted(read.text.text.split()) == ["工作单位", "王伟"]
    for char in read.text.chars:
        if char.quad is not None:
            assert char.quad.tl[0] < char.quad.tr[0]
            assert char.quad.tl[1] < char.quad.bl[1]


def test_wide_gap_in_a_row_is_a_tab(engine: PaddleOcrEngine) -> None:
    page = draw([Run("姓名", 80, 100, 12), Run("王伟", 160, 100, 12)])
    assert engine.read(page.image, page.geometry, 1).text.text == "姓名\t王伟\n"


def test_noise_does_not_crash_and_is_never_sure(engine: PaddleOcrEngine) -> None:
    rng = np.random.default_rng(3)
    page = draw([], page_pt=_SMALL_PT)
    noise = rng.integers(0, 256, page.image.shape, dtype=np.uint8)
    read = engine.read(noise, page.geometry, 1)
    assert read.doubtful_lines == read.lines


@pytest.mark.parametrize("level", [0, 12, 255])
def test_flat_page_has_no_lines(engine: PaddleOcrEngine, level: int) -> None:
    page = draw([], page_pt=_SMALL_PT)
    assert engine.read(np.full_like(page.image, level), page.geometry, 1).lines == 0


def test_name_in_white_on_dark_has_fitting_boxes(engine: PaddleOcrEngine) -> None:
    page = draw([Run("申报人王伟现从事卫生技术工作", 80, 100, 14)])
    image = 255 - page.image
    read = engine.read(image, page.geometry, 1)
    score = score_page(page, read)
    assert score.right == 1
    assert score.covered >= 0.99


def _name_in_a_line(name: str, size_pt: float, poor: bool) -> Drawn:
    runs = [Run(f"申报人{name}同志任现职以来", 80, 100, size_pt)]
    page = draw(runs, dpi=150, page_pt=(400, 200))
    return scanned(page) if poor else page


@pytest.mark.parametrize("poor", [False, True])
@pytest.mark.parametrize("size_pt", [9.0, 12.0, 16.0])
def test_rare_name_read_as_a_look_alike_is_spotted(
    engine: PaddleOcrEngine, size_pt: float, poor: bool
) -> None:
    """沄 is decoded as 法 even in clean print."""
    page = _name_in_a_line("于沄", size_pt, poor)
    read = engine.read(page.image, page.geometry, 4, [Candidate(7, Entity.NAME, "于沄")])
    assert "于沄" not in read.text.text
    (spotted,) = read.spotted
    assert (spotted.candidate_id, spotted.page_no) == (7, 4)
    assert spotted.band is Band.SURE or (poor and size_pt < 10)  # then a person is asked
    assert spotted.score < 0
    assert "于沄" not in spotted.read_as
    for quad, cell in zip(spotted.quads, page.cells[3:5], strict=True):
        x, _ = page.geometry.point_to_px(quad.centre)
        assert cell[0, 0] <= x <= cell[1, 0]


@pytest.mark.parametrize(
    "printed, own", [("于法", "于沄"), ("赵赞", "赵赟"), ("王玮", "王伟"), ("李浩然", "李澔然")]
)
@pytest.mark.parametrize("poor", [False, True])
def test_look_alike_of_the_own_name_is_not_surely_spotted(
    engine: PaddleOcrEngine, printed: str, own: str, poor: bool
) -> None:
    page = _name_in_a_line(printed, 12, poor)
    read = engine.read(page.image, page.geometry, 1, [Candidate(1, Entity.NAME, own)])
    assert not [s for s in read.spotted if s.band is Band.SURE]


def test_misread_name_is_spotted_over_a_line_end(cascade: PaddleOcrEngine) -> None:
    runs = [Run("主持县级课题两项，申报人于", 80, 100, 12), Run("沄同志任现职以来", 80, 120, 12)]
    page = draw(runs, dpi=150, page_pt=(400, 200))
    read = cascade.read(page.image, page.geometry, 1, [Candidate(7, Entity.NAME, "于沄")])
    (spotted,) = read.spotted
    assert (spotted.candidate_id, spotted.band) == (7, Band.SURE)
    for quad, cell in zip(spotted.quads, page.cells[12:14], strict=True):
        x, y = page.geometry.point_to_px(quad.centre)
        assert cell[0, 0] <= x <= cell[1, 0] and cell[0, 1] <= y <= cell[3, 1]


def test_exactly_read_value_is_not_reported_as_spotted(engine: PaddleOcrEngine) -> None:
    page = draw([Run("姓名：王伟，手机15400000001。", 80, 100, 12)])
    candidates = [
        Candidate(1, Entity.NAME, "王伟"),
        Candidate(2, Entity.PHONE, "15400000001"),
        Candidate(3, Entity.NAME, "赵敏"),
    ]
    assert engine.read(page.image, page.geometry, 1, candidates).spotted == ()


def test_one_wrong_digit_is_not_surely_the_own_number(engine: PaddleOcrEngine) -> None:
    page = draw([Run("手机15400000001。", 80, 100, 12)])
    near = [Candidate(1, Entity.PHONE, "15400000007")]
    spotted = engine.read(page.image, page.geometry, 1, near).spotted
    assert not [s for s in spotted if s.band is Band.SURE]


def test_changed_weights_are_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, engine: PaddleOcrEngine
) -> None:
    monkeypatch.setenv("REDACTOR_MODELS", str(tmp_path))
    with pytest.raises(MissingModelError):
        PaddleOcrEngine()


_OFFLINE = """
import socket, sys
def refuse(*args, **kwargs):
    raise OSError("no network in this test")
socket.socket.connect = socket.socket.connect_ex = refuse
socket.getaddrinfo = socket.create_connection = refuse
from benchmarks.drawn_pages import Run, draw
from redactor.ocr.engine import PaddleOcrEngine
page = draw([Run("王伟", 80, 100, 14)], dpi=150, page_pt=(300, 200))
text = PaddleOcrEngine().read(page.image, page.geometry, 1).text.text
sys.exit(0 if text == "王伟\\n" else 3)
"""


def test_reading_leaves_home_empty_and_needs_no_network(
    engine: PaddleOcrEngine, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    keep = {k: v for k, v in os.environ.items() if k in ("PATH", "REDACTOR_MODELS", "LANG")}
    env = keep | {
        "HOME": str(home),
        "TMPDIR": str(temporary),
        "PYTHONPATH": str(ROOT),
        "OMP_NUM_THREADS": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", _OFFLINE], env=env, cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    assert list(home.iterdir()) == []
    assert not [p for p in temporary.rglob("*") if p.is_file()]


def test_line_on_its_side_is_not_read_backwards_as_stacked_characters(
    tiny_engine: PaddleOcrEngine,
) -> None:
    page = Image.new("RGB", (1240, 900), "white")
    strip = Image.new("RGB", (700, 60), "white")
    font = ImageFont.truetype(BytesIO(face("serif").data), 28)
    for n in range(6):
        said = "年度考核登记表各项任务完成情况良好"
        ImageDraw.Draw(page).text((100, 100 + n * 110), said, 0, font=font)
    ImageDraw.Draw(strip).text((10, 8), "姓名：苏日娜 联系电话：15458460313", 0, font=font)
    page.paste(strip.transpose(Image.Transpose.ROTATE_90), (1000, 100))
    geometry = PageGeometry(1240 * 72 / 150, 900 * 72 / 150, 0, 150)
    own = [Candidate(0, Entity.NAME, "苏日娜")]
    assert "苏日娜" in tiny_engine.read(np.asarray(page), geometry, 1, own).text.text
