import pymupdf
import pytest

from redactor.config.records import Limits, OcrSettings
from redactor.datatypes import OcrPage, PageText, Picture, TextSource
from redactor.errors import MissingModelError
from redactor.fakes.load import FakePage, FakePiece
from redactor.geometry import PtBox, PtQuad
from redactor.load import load
from redactor.read import FontTrust, read_page
from tests.read.conftest import FakeReader

LINE = FakePiece("工作单位云岭设计院", 60, 100)
NAME = FakePiece("姓名王伟", 60, 140)


def scan(*pieces):
    """The pieces as drawn pixels only."""
    return [FakePiece(p.text, p.x_pt, p.y_pt, in_layer=False) for p in pieces]


def test_page_with_a_true_layer_needs_no_ocr(reading):
    result, ocr = reading(LINE, NAME)

    assert ocr.calls == []
    assert result.text.text == "工作单位云岭设计院\n姓名王伟\n"
    assert (result.used_ocr, result.trusted_layer, result.unread) == (False, True, ())
    assert result.geometry.dpi == 0


def test_print_that_was_checked_is_plain_and_nothing_else_is(reading):
    plain, _ = reading(LINE, NAME)
    scanned, _ = reading(*scan(LINE, NAME))
    tiny = Picture(PtQuad.from_box(PtBox(9, 9, 12, 12)), 3, 3)
    pictured, _ = reading(page=FakePage((LINE, NAME), pictures=(tiny,)))
    hidden, _ = reading(LINE, NAME, FakePiece("李", 300, 100, drawn=False))
    unchecked, _ = reading(LINE, NAME, FakePiece("李", 300, 100, font=1))
    boxes, _ = reading(LINE, NAME, FakePiece("■" * 40, 30, 200), FakePiece("■" * 70, 30, 240))

    assert plain.plain
    found = (scanned, pictured, hidden, unchecked, boxes)
    assert [reading.plain for reading in found] == [False] * 5


def test_print_that_ocr_had_to_confirm_is_plain_as_well(reading):
    unsure = FakeReader(("", 0.3))  # a strip of it was not read at all
    confirmed, ocr = reading(LINE, NAME, reader=unsure)
    beside, _ = reading(LINE, NAME, *scan(FakePiece("李娜签字", 300, 300)), reader=unsure)

    assert len(ocr.calls) == 1 and confirmed.used_ocr
    assert (confirmed.plain, beside.plain) == (True, False)


def test_scan_is_read_as_a_whole(reading):
    result, ocr = reading(*scan(LINE, NAME))

    assert ocr.calls == [(1, OcrSettings().dpi, None)]
    assert result.text.text == "工作单位云岭设计院\n姓名王伟\n"
    assert result.used_ocr and result.unread == ()
    assert result.geometry.dpi == OcrSettings().dpi


def test_blank_page_is_read_and_empty(reading):
    result, ocr = reading()

    assert ocr.calls == []
    assert (result.text.text, result.unread, result.trusted_layer) == ("", (), True)


def test_hidden_layer_of_a_scan_is_not_believed(reading):
    hidden = FakePiece("李娜的旧文字", 60, 100, drawn=False)

    result, ocr = reading(hidden, *scan(LINE))

    assert result.text.text == "工作单位云岭设计院\n"
    assert not result.trusted_layer and len(ocr.calls) == 1


def test_hidden_text_on_a_blank_page_must_go(reading):
    result, _ = reading(FakePiece("李娜的旧文字", 60, 100, drawn=False))

    assert (result.text.text, result.trusted_layer) == ("", False)


def test_few_hidden_characters_are_told_to_the_eraser(reading):
    result, ocr = reading(LINE, NAME, FakePiece("李", 300, 100, drawn=False))

    assert ocr.calls == [] and "李" not in result.text.text
    assert not result.trusted_layer


def test_drawn_name_beside_layer_text_is_read_by_ocr(reading):
    name = FakePiece("王伟", 300, 140, in_layer=False)

    result, ocr = reading(LINE, FakePiece("姓名", 60, 140), name)

    assert result.text.text == "工作单位云岭设计院\n姓名\t王伟\n"
    (region,) = ocr.calls[0][2]
    scale = OcrSettings().dpi / 72
    assert region.x0 <= 300 * scale + 8 and region.x1 >= 324 * scale - 8
    assert [c.source for c in result.text.chars if c.text in "王伟"] == [TextSource.OCR] * 2
    assert [c.source for c in result.text.chars if c.text in "姓名"] == [TextSource.TEXT_LAYER] * 2
    assert result.trusted_layer and result.unread == ()


def picture_of(piece):
    size = piece.size_pt
    box = PtBox(piece.x_pt, piece.y_pt, piece.x_pt + len(piece.text) * size, piece.y_pt + size)
    return Picture(PtQuad.from_box(box.grown(20)), 400, 100)


def test_picture_is_read_by_ocr_and_joined(reading):
    name = FakePiece("王伟", 300, 200, in_layer=False)
    page = FakePage([LINE, name], [picture_of(name)])

    result, ocr = reading(LINE, name, page=page)

    assert result.text.text == "工作单位云岭设计院\n王伟\n"
    assert len(ocr.calls[0][2]) == 1
    assert result.pictures == tuple(page.pictures)


def test_blank_picture_needs_no_ocr(reading):
    page = FakePage([LINE], [picture_of(FakePiece("空", 300, 300))])

    _, ocr = reading(LINE, page=page)

    assert ocr.calls == []


def test_ocr_of_layer_text_is_not_doubled(reading):
    page = FakePage([LINE, NAME, *scan(FakePiece("图", 300, 300))], [picture_of(LINE)])

    result, ocr = reading(LINE, NAME, page=page)

    assert ocr.calls and result.text.text.count("云岭") == 1


def test_both_stay_where_layer_and_picture_contradict_each_other(reading):
    page = FakePage([LINE], [picture_of(LINE)])

    result, _ = reading(LINE, page=page, says={LINE.text: "另一个人的另一句话"})

    assert "云岭" in result.text.text and "另一个人" in result.text.text


def test_garbled_layer_is_read_by_ocr(reading):
    page = FakePage([LINE, NAME], garbled=3)

    result, ocr = reading(LINE, NAME, page=page)

    assert ocr.calls[0][2] is None
    assert not result.trusted_layer
    assert {c.source for c in result.text.chars} == {TextSource.OCR}


def test_without_a_line_reader_no_layer_is_believed(reading):
    result, ocr = reading(LINE, NAME, reader=None, says={LINE.text: "看得见的是别的字吧"})

    assert ocr.calls[0][2] is None
    assert not result.trusted_layer
    assert "看得见" in result.text.text and "云岭" not in result.text.text


def test_layer_that_ocr_confirms_is_kept(reading):
    result, ocr = reading(LINE, NAME, reader=None)

    assert ocr.calls[0][2] is None
    assert result.trusted_layer
    assert {c.source for c in result.text.chars} == {TextSource.TEXT_LAYER}


@pytest.mark.parametrize("error", [RuntimeError("x"), ValueError("x")], ids=["runtime", "value"])
def test_failed_ocr_is_never_silent(reading, error):
    result, _ = reading(*scan(LINE), error=error)

    assert result.unread == ("ocr_failed",)


def test_missing_model_stops_everything(reading):
    with pytest.raises(MissingModelError):
        reading(*scan(LINE), error=MissingModelError("weights"))


@pytest.mark.parametrize("doubtful, words", [(2, ()), (3, ("low_confidence",))])
def test_doubtful_lines_make_a_page_unread(reading, doubtful, words):
    lines = [FakePiece("看不清的一行字", 60, 100 + 30 * n, in_layer=False) for n in range(4)]

    assert reading(*lines, doubtful=doubtful)[0].unread == words


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("동해물과 백두산이 마르고", ()),
        ("ولد جميع الناس أحرارا", ()),
        ("Все люди рождаются", ()),
        ("ᠮᠣᠩᠭᠣᠯᠪᠢᠴᠢᠭ", ("low_confidence",)),  # an own name may stand in it
        ("看不清的一行字", ("low_confidence",)),
    ],
)
def test_lines_that_the_layer_tells_in_a_script_nobody_reads_are_read(reading, line, words):
    lines = [FakePiece(f"{line}{n}", 60, 100 + 30 * n) for n in range(4)]
    unclear = FakeReader(("一十厂", 0.3))

    assert reading(*lines, reader=unclear, doubtful=4, score=0.3)[0].unread == words


def test_ink_that_gave_no_text_makes_a_page_unread(reading):
    lines = [FakePiece("看不见的一行字有很多", 60, 100 + 30 * n, in_layer=False) for n in range(4)]

    assert reading(*lines, blind=True)[0].unread == ("ink_without_text",)


class NoOcr:
    name = "none"

    def read(self, image, geometry, page_no, candidates=(), regions=None):
        raise AssertionError(f"OCR of page {page_no} was not needed: {regions}")


class EchoReader:
    """Knows the one text of the document."""

    def __init__(self, text):
        self.text = text

    def read_strip(self, image):
        return self.text, 0.99


def drawn_form(path):
    """A form as offices print them: grid, headings, check boxes, filled cells, underlines."""
    with pymupdf.open() as document:
        page = document.new_page()
        text = "专业技术职称评审表内容"
        for row in range(20):
            y = 80 + 34 * row
            page.draw_rect((50, y, 545, y + 34), width=0.7)
            for column in range(4):
                x = 50 + 124 * column
                page.draw_line((x, y), (x, y + 34))
                page.insert_text((x + 4, y + 22), text[: 9 - column], fontname="china-s",
                                 fontsize=(9, 10.5, 12, 8)[column])  # fmt: skip
            page.draw_rect((530, y + 12, 538, y + 20), width=0.7)
            page.draw_line((60, y + 26), (120, y + 26), width=0.5)
        page.draw_rect((50, 40, 545, 70), fill=(0.1, 0.2, 0.5))
        page.insert_text((60, 62), text, fontname="china-s", fontsize=16, color=(1, 1, 1))
        document.save(path)
    return text


@pytest.mark.parametrize("rotation", [0, 90])
def test_drawn_form_is_read_without_ocr(tmp_path, rotation):
    text = drawn_form(tmp_path / "form.pdf")
    with pymupdf.open(tmp_path / "form.pdf") as document:
        document[0].set_rotation(rotation)
        document.save(tmp_path / "turned.pdf")

    with load(tmp_path / "turned.pdf", tmp_path, Limits()) as source:
        result = read_page(source, 1, NoOcr(), EchoReader(text[:9]), FontTrust(), (), OcrSettings())

    assert not result.used_ocr and result.trusted_layer
    assert result.text.text.startswith(text + "\n" + text[:9] + "\t")


def test_glyphs_drawn_as_lines_are_seen(tmp_path):
    text = drawn_form(tmp_path / "form.pdf")
    with pymupdf.open(tmp_path / "form.pdf") as document:
        page = document[0]
        shape = page.new_shape()
        for x in (300, 314):  # 王 and 田, stroke by stroke
            shape.draw_line((x, 792), (x + 10, 792))
            shape.draw_line((x, 797), (x + 10, 797))
            shape.draw_line((x, 802), (x + 10, 802))
            shape.draw_line((x + 5, 792), (x + 5, 802))
        shape.finish(width=1.2)
        shape.commit()
        document.save(tmp_path / "drawn.pdf")

    class Spy(NoOcr):
        def read(self, image, geometry, page_no, candidates=(), regions=None):
            self.regions = [geometry.to_points(r) for r in regions]
            return OcrPage(PageText(page_no, ()), (), 0, 0, 0)

    spy = Spy()
    with load(tmp_path / "drawn.pdf", tmp_path, Limits()) as source:
        result = read_page(source, 1, spy, EchoReader(text[:9]), FontTrust(), (), OcrSettings())

    assert result.used_ocr
    (region,) = spy.regions
    assert region.x0 < 301 and region.x1 > 323 and region.y0 < 793 and region.y1 > 801
