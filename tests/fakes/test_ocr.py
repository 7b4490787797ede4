import numpy as np
import pytest

from benchmarks.drawn_pages import Drawn
from redactor.fakes.ocr import FakeOcrEngine, FakeTextReader
from redactor.ports import OcrEngine, TextReader
from tests.contracts.ocr_engine import (
    NAME,
    NUMBER,
    PAGE_NO,
    OcrEngineContract,
    TextReaderContract,
    drawn,
    lines_of,
)

__all__ = ["drawn"]  # a fixture of the contract


class TestFakeOcrEngine(OcrEngineContract):
    @pytest.fixture
    def engine(self, drawn: Drawn) -> OcrEngine:
        return FakeOcrEngine({PAGE_NO: lines_of(drawn)})


class TestFakeTextReader(TextReaderContract):
    @pytest.fixture
    def reader(self) -> TextReader:
        return FakeTextReader(NAME)


def test_erased_line_is_gone_for_the_fake(drawn: Drawn) -> None:
    erased = drawn.image.copy()
    erased[: erased.shape[0] // 4] = 255
    page = FakeOcrEngine({PAGE_NO: lines_of(drawn)}).read(erased, drawn.geometry, PAGE_NO)
    assert page.text.text.split() == [NUMBER]


def test_low_score_makes_every_line_doubtful(drawn: Drawn) -> None:
    engine = FakeOcrEngine({PAGE_NO: lines_of(drawn)}, score=0.4)
    page = engine.read(drawn.image, drawn.geometry, PAGE_NO)
    assert page.doubtful_lines == page.lines == len(page.doubtful) == 2


def test_page_not_given_is_blank(drawn: Drawn) -> None:
    assert FakeOcrEngine({}).read(np.zeros((9, 9, 3), np.uint8), drawn.geometry, 1).lines == 0
