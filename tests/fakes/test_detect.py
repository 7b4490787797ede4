import numpy as np
import pytest

from redactor.fakes.detect import MAGENTA, FakeDetector
from redactor.ports import Image, RegionDetector
from tests.contracts.region_detector import RegionDetectorContract


class TestFakeDetector(RegionDetectorContract):
    @pytest.fixture
    def detector(self) -> RegionDetector:
        return FakeDetector()

    def sight(self) -> Image:
        return np.full((120, 90, 3), MAGENTA, np.uint8)
