from __future__ import annotations

import pytest

from redactor.config import weights
from redactor.errors import MissingModelError
from redactor.ocr.engine import PaddleOcrEngine


def _engine(detector: str, recogniser: str, careful: str = "") -> PaddleOcrEngine:
    try:
        for name in (detector, recogniser, careful or recogniser):
            weights.check(name)
    except MissingModelError as error:
        pytest.skip(str(error))
    return PaddleOcrEngine(detector, recogniser, careful=careful)


@pytest.fixture(scope="session")
def engine() -> PaddleOcrEngine:
    return _engine("PP-OCRv6_tiny_det", "PP-OCRv6_small_rec")


@pytest.fixture(scope="session")
def tiny_engine() -> PaddleOcrEngine:
    return _engine("PP-OCRv6_tiny_det", "PP-OCRv6_tiny_rec")


@pytest.fixture(scope="session")
def cascade() -> PaddleOcrEngine:
    return _engine("PP-OCRv6_tiny_det", "PP-OCRv6_tiny_rec", "PP-OCRv6_small_rec")
