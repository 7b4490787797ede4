"""What every ``RegionDetector`` must do. Subclass it, say what the detector finds, and run."""

from __future__ import annotations

import pickle
from abc import ABC, abstractmethod

import numpy as np
import pytest

from redactor.datatypes import PICTURES, DocClass, Finding, Likeness, PageText
from redactor.geometry import PageGeometry, PtBox, hull_box
from redactor.ports import Image, PageView, RegionDetector

A4_PT = (595.0, 842.0)
DPI = 200.0


def white_page(rotation: int = 0, dpi: float = DPI) -> tuple[Image, PageGeometry]:
    """An empty A4 page, as shown when turned by ``rotation``, and its geometry."""
    geometry = PageGeometry(*A4_PT, rotation, dpi)
    width, height = geometry.image_size
    return np.full((round(height), round(width), 3), 255, np.uint8), geometry


def view_of(
    image: Image,
    geometry: PageGeometry,
    page_no: int = 3,
    doc_class: DocClass = DocClass.FORM,
    text: PageText | None = None,
) -> PageView:
    return PageView(page_no, image, geometry, text or PageText(page_no, ()), (), doc_class)


class RegionDetectorContract(ABC):
    """Tests that hold for any detector; ``detector`` and ``sight`` are what it is about."""

    @pytest.fixture
    @abstractmethod
    def detector(self) -> RegionDetector: ...

    @abstractmethod
    def sight(self) -> Image:
        """A picture the detector must find, at 200 dpi."""

    def page_with_sight(self, rotation: int = 0) -> tuple[PageView, PtBox]:
        """A page with one sight, standing upright as shown; and where, in points."""
        image, geometry = white_page(rotation)
        sight = self.sight()
        height, width = sight.shape[:2]
        x, y = 900, 400
        image[y : y + height, x : x + width] = sight
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        return view_of(image, geometry), geometry.quad_to_pt(corners).box

    def test_empty_page_gives_nothing(self, detector: RegionDetector) -> None:
        assert list(detector.find(view_of(*white_page()))) == []

    @pytest.mark.parametrize("rotation", [0, 90, 180, 270])
    def test_sight_is_covered_in_points_of_the_unrotated_page(
        self, detector: RegionDetector, rotation: int
    ) -> None:
        view, box = self.page_with_sight(rotation)
        (found,) = detector.find(view)
        covered = hull_box(found.quads)
        assert covered.overlap(box) >= 0.9 * box.area
        assert covered.area <= 1.35 * box.area

    def test_finding_is_of_a_picture_on_that_page(self, detector: RegionDetector) -> None:
        (found,) = detector.find(self.page_with_sight()[0])
        assert found.page_no == 3
        assert found.entity in PICTURES
        assert len(found.quads) == 1
        assert 0 < found.score <= 1
        assert found.likeness is Likeness.NONE
        assert found.source is None
        assert found.found_by.startswith(detector.name + ".")

    def test_same_page_gives_the_same_findings(self, detector: RegionDetector) -> None:
        view, _ = self.page_with_sight()
        first, second = list(detector.find(view)), list(detector.find(view))
        assert first == second

    def test_page_is_left_alone_even_if_writable(self, detector: RegionDetector) -> None:
        view, _ = self.page_with_sight()
        before = view.image.copy()
        list(detector.find(view))
        assert np.array_equal(view.image, before)

    def test_page_may_be_read_only(self, detector: RegionDetector) -> None:
        view, _ = self.page_with_sight()
        view.image.setflags(write=False)
        assert len(list(detector.find(view))) == 1

    def test_findings_survive_pickling(self, detector: RegionDetector) -> None:
        found: list[Finding] = list(detector.find(self.page_with_sight()[0]))
        assert pickle.loads(pickle.dumps(found)) == found
