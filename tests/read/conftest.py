"""Readers that look at nothing: they know what is drawn on a ``FakePageSource``."""

import pytest

from redactor.config.records import OcrSettings
from redactor.datatypes import Char, OcrPage, PageText, TextSource
from redactor.fakes.load import FakePage, FakePageSource, FakePiece
from redactor.geometry import PtQuad, hull_box
from redactor.read import FontTrust, read_page
from redactor.rows import to_page_text


class FakeOcr:
    """Gives what is drawn on a page, wherever it may look; ``says`` replaces the true text."""

    name = "fake"

    def __init__(self, source, says=None, score=0.95, doubtful=0, blind=False, error=None):
        self.source, self.says, self.score = source, says or {}, score
        self.doubtful, self.blind, self.error = doubtful, blind, error
        self.calls = []

    def read(self, image, geometry, page_no, candidates=(), regions=None):
        self.calls.append((page_no, geometry.dpi, regions))
        if self.error:
            raise self.error
        lines = []
        for piece in () if self.blind else self.source.pages[page_no - 1].pieces:
            if not piece.drawn:
                continue
            text = self.says.get(piece.text, piece.text)
            chars = [
                Char(t, c.quad, self.score, 0, TextSource.OCR)
                for t, c in zip(text, piece.chars(), strict=True)
            ]
            x, y = geometry.quad_to_px(chars[len(chars) // 2].quad)[0]
            if regions is None or any(r.x0 <= x <= r.x1 and r.y0 <= y + 1 <= r.y1 for r in regions):
                lines.append(chars)
        text = to_page_text(page_no, lines) if lines else PageText(page_no, ())
        poor = tuple(
            PtQuad.from_box(hull_box([c.quad for c in line if c.quad]))
            for line in lines[: self.doubtful]
        )
        return OcrPage(text, (), 0, self.doubtful, len(lines), poor=poor)


class FakeReader:
    """Reads strips: gives its answers one after the other, the last again and again."""

    def __init__(self, *answers):
        self.answers, self.strips = list(answers), []

    def read_strip(self, image):
        self.strips.append(image.shape)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


ALL_TRUE = FakeReader(("", 0.0))  # stands for: each piece is read as it is written


@pytest.fixture
def reading():
    """Read one page of pieces; gives the reading and the OCR engine that was at hand."""

    def read(*pieces, reader=ALL_TRUE, page=None, **ocr_options):
        source = FakePageSource([page or FakePage(pieces)])
        ocr = FakeOcr(source, **ocr_options)
        if reader is ALL_TRUE:
            said = sorted((p.text for p in pieces if p.in_layer and p.drawn), key=len)
            reader = FakeReader(*[(text, 0.99) for text in said[::-1] or [""]])
        result = read_page(source, 1, ocr, reader, FontTrust(), (), OcrSettings())
        return result, ocr

    return read


__all__ = ["FakeOcr", "FakePage", "FakePiece", "FakeReader"]
