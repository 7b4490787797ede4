"""What every ``OcrEngine`` and ``TextReader`` must do. Subclass, give the fixture, and run."""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np
import pytest

from benchmarks.drawn_pages import Drawn, Run, draw
from redactor.datatypes import OcrPage, TextSource
from redactor.geometry import PtBox, PxBox, hull_box
from redactor.ports import Image, KnownLine, OcrEngine, TextReader

NAME = "申报人王伟同志"
NUMBER = "15990119850412000X"
PAGE_NO = 3
RUNS = (Run(NAME, 80, 100, 16), Run(NUMBER, 80, 300, 16))


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return draw(RUNS, dpi=150)


def lines_of(drawn: Drawn) -> list[tuple[str, PtBox]]:
    """What a fake must be told to read ``drawn``."""
    name, number = drawn.cells[: len(NAME)], drawn.cells[len(NAME) :]
    return [
        (text, hull_box(drawn.geometry.quad_to_pt(cell.tolist()) for cell in cells))
        for text, cells in ((NAME, name), (NUMBER, number))
    ]


def read(engine: OcrEngine, drawn: Drawn, regions: list[PxBox] | None = None) -> OcrPage:
    return engine.read(drawn.image, drawn.geometry, PAGE_NO, (), regions)


class OcrEngineContract(ABC):
    """``engine`` reads the page with ``RUNS`` (page number ``PAGE_NO``)."""

    @pytest.fixture
    @abstractmethod
    def engine(self) -> OcrEngine: ...

    def test_every_printed_character_is_read(self, engine: OcrEngine, drawn: Drawn) -> None:
        page = read(engine, drawn).text
        assert page.page_no == PAGE_NO
        assert page.text.split() == [NAME, NUMBER]

    def test_each_character_has_its_own_quad_in_its_own_cell(
        self, engine: OcrEngine, drawn: Drawn
    ) -> None:
        quads = [c.quad for c in read(engine, drawn).text.chars if c.quad is not None]
        assert len(quads) == len(drawn.text)
        for quad, cell in zip(quads, drawn.cells, strict=True):
            x, _ = drawn.geometry.point_to_px(quad.centre)
            width = cell[1, 0] - cell[0, 0]
            assert abs(x - cell[:, 0].mean()) < 0.5 * width + 6

    def test_separators_have_no_quad_and_characters_have_one(
        self, engine: OcrEngine, drawn: Drawn
    ) -> None:
        for char in read(engine, drawn).text.chars:
            assert (char.quad is None) == char.text.isspace()
            assert char.source is TextSource.OCR
            assert 0 <= char.score <= 1

    def test_each_line_ends_in_a_newline_and_has_its_number(
        self, engine: OcrEngine, drawn: Drawn
    ) -> None:
        page = read(engine, drawn)
        numbers = {c.line for c in page.text.chars}
        assert page.text.text.endswith("\n")
        assert len(numbers) == page.lines == 2

    def test_regions_limit_what_is_read(self, engine: OcrEngine, drawn: Drawn) -> None:
        middle = drawn.image.shape[0] // 4
        upper = PxBox(0, 0, drawn.image.shape[1], middle)
        assert read(engine, drawn, [upper]).text.text.split() == [NAME]

    def test_line_whose_end_lies_in_a_region_is_read(self, engine: OcrEngine, drawn: Drawn) -> None:
        """A mark may stand at the end of a line whose middle is far from it."""
        box = drawn.geometry.to_pixels(lines_of(drawn)[0][1])
        end = PxBox(box.x1 - 4, box.y0, box.x1, box.y1)
        assert read(engine, drawn, [end]).text.text.split() == [NAME]

    def test_lines_that_are_told_are_read(self, engine: OcrEngine, drawn: Drawn) -> None:
        known = [KnownLine(drawn.geometry.to_pixels(box)) for _, box in lines_of(drawn)]
        page = engine.read(drawn.image, drawn.geometry, PAGE_NO, (), None, known)
        assert page.text.text.split() == [NAME, NUMBER]
        upper = PxBox(0, 0, drawn.image.shape[1], drawn.image.shape[0] // 4)
        page = engine.read(drawn.image, drawn.geometry, PAGE_NO, (), [upper], known)
        assert page.text.text.split() == [NAME]

    def test_no_regions_read_nothing(self, engine: OcrEngine, drawn: Drawn) -> None:
        page = read(engine, drawn, [])
        assert page.text.text == ""
        assert page.lines == 0

    def test_blank_page_has_no_text(self, engine: OcrEngine, drawn: Drawn) -> None:
        blank = np.full_like(drawn.image, 255)
        page = engine.read(blank, drawn.geometry, PAGE_NO)
        assert page.text.chars == ()
        assert (page.lines, page.doubtful_lines) == (0, 0)

    def test_image_is_not_altered(self, engine: OcrEngine, drawn: Drawn) -> None:
        before = drawn.image.copy()
        read(engine, drawn)
        assert np.array_equal(before, drawn.image)

    def test_same_image_reads_the_same(self, engine: OcrEngine, drawn: Drawn) -> None:
        assert read(engine, drawn) == read(engine, drawn)


class TextReaderContract(ABC):
    """``reader`` reads the strip that ``strip`` draws."""

    @pytest.fixture
    @abstractmethod
    def reader(self) -> TextReader: ...

    @staticmethod
    def strip() -> Image:
        page = draw([Run(NAME, 10, 10, 16)], dpi=150, page_pt=(140, 40))
        return page.image

    def test_strip_is_read(self, reader: TextReader) -> None:
        text, score = reader.read_strip(self.strip())
        assert text == NAME
        assert 0.8 <= score <= 1

    def test_blank_strip_has_no_text_and_no_confidence(self, reader: TextReader) -> None:
        assert reader.read_strip(np.full((40, 300, 3), 255, np.uint8)) == ("", 0.0)
