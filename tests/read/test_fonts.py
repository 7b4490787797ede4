import numpy as np
import pytest

from redactor.config.records import OcrSettings
from redactor.datatypes import Char, OcrPage, TextSource
from redactor.fakes.load import FakePage, FakePageSource, FakePiece
from redactor.read import FontTrust, read_page
from redactor.read.fonts import Trust
from redactor.rows import to_page_text

TEXT = "工作单位云岭设计院"
FALSE = ("完全不同的另外文字", 0.97)
TRUE = (TEXT, 0.97)


def chars(text=TEXT, size=12.0):
    return FakePiece(text, 60, 100, size).chars()


def strip(piece):
    return np.zeros((48, 200, 3), np.uint8)


class Reader:
    def __init__(self, *answers):
        self.answers, self.calls = answers, 0

    def read_strip(self, image):
        self.calls += 1
        return self.answers[min(self.calls, len(self.answers)) - 1]


@pytest.mark.parametrize(
    "answers, trust",
    [
        ([TRUE], Trust.TRUE),
        ([("工作单位云岭设汁院", 0.9)], Trust.TRUE),  # an OCR slip
        ([FALSE], Trust.FALSE),
        ([("完全不同的另外文字", 0.4)], Trust.DOUBTFUL),
        ([("", 0.0)], Trust.DOUBTFUL),
        ([FALSE, TRUE, TRUE], Trust.TRUE),  # one strip under a seal
        ([TRUE, FALSE, FALSE], Trust.FALSE),
    ],
)
def test_font_is_judged_by_what_is_seen(answers, trust):
    pieces = [chars(), chars(), chars()]

    assert FontTrust().look(0, pieces, strip, Reader(*answers)) is trust


def test_width_and_radicals_do_not_speak_against_a_font():
    reader = Reader(("A12西安", 0.95))

    assert FontTrust().look(0, [chars("Ａ１２⻄安")], strip, reader) is Trust.TRUE


def test_true_font_is_looked_at_once_a_document():
    fonts, reader = FontTrust(), Reader(TRUE)
    for _ in range(5):
        fonts.look(3, [chars(), chars()], strip, reader)

    assert reader.calls == 2


def test_few_characters_that_cannot_be_read_cost_no_ocr():
    reader = Reader(("", 0.0))

    assert FontTrust().look(0, [chars("王伟")], strip, reader) is Trust.UNSEEN
    assert FontTrust().look(0, [chars("★")], strip, reader) is Trust.UNSEEN


def test_short_font_that_says_something_else_is_false():
    assert FontTrust().look(0, [chars("王伟")], strip, Reader(("李娜", 0.95))) is Trust.FALSE


@pytest.mark.parametrize(
    "seen, score, trust",
    [(TEXT, 0.9, Trust.TRUE), ("完全不同的另外文字", 0.9, Trust.FALSE), ("?", 0.3, Trust.DOUBTFUL),
     ("", 0.0, Trust.DOUBTFUL)],
)  # fmt: skip
def test_ocr_of_the_page_settles_a_doubt(seen, score, trust):
    assert FontTrust().settle(0, [(TEXT, seen, score)]) is trust


def test_font_that_ocr_can_never_read_is_taken_in_the_end():
    fonts = FontTrust()
    for _ in range(3):
        fonts.settle(0, [(TEXT, "", 0.0)])

    assert fonts.of(0) is Trust.TRUE


def pages(*texts):
    return FakePageSource([FakePage([FakePiece(t, 60, 100)]) for t in texts])


class TrueOcr:
    """Sees other characters than a mis-mapped layer says."""

    name = "fake"

    def __init__(self, seen):
        self.seen, self.pages = seen, []

    def read(self, image, geometry, page_no, candidates=(), regions=None):
        self.pages.append(page_no)
        line = [Char(c.text, c.quad, 0.95, 0, TextSource.OCR) for c in chars(self.seen)]
        return OcrPage(to_page_text(page_no, [line]), (), 0, 0, 1)


def test_every_page_in_a_false_font_is_read_by_ocr():
    source, fonts = pages(TEXT, TEXT, TEXT), FontTrust()
    ocr = TrueOcr("完全不同的另外文字")

    readings = [
        read_page(source, n, ocr, Reader(FALSE), fonts, (), OcrSettings()) for n in (1, 2, 3)
    ]

    assert ocr.pages == [1, 2, 3]
    assert [r.text.text for r in readings] == ["完全不同的另外文字\n"] * 3
    assert not any(r.trusted_layer for r in readings)


def test_font_misread_on_a_strip_is_cleared_by_ocr():
    source, fonts = pages(TEXT, TEXT), FontTrust()
    ocr = TrueOcr(TEXT)

    readings = [read_page(source, n, ocr, Reader(FALSE), fonts, (), OcrSettings()) for n in (1, 2)]

    assert ocr.pages == [1]
    assert all(r.trusted_layer for r in readings)
    assert [r.text.text for r in readings] == [TEXT + "\n"] * 2
