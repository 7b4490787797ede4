"""Copies that another program or a hand made: no word against good ones, one against each bad."""

from __future__ import annotations

import pymupdf
import pytest

_ROW = (60, 100)
_OWN = "王伟"
_OTHERS = ((60, 160, "审核人：赵强"), (60, 220, "毕业院校：内蒙古农业大学"))


def _draw(doc):
    page = doc[0]
    page.insert_text(_ROW, f"姓名：{_OWN}", fontsize=14, fontname="china-s")
    for x, y, text in _OTHERS:
        page.insert_text((x, y), text, fontsize=14, fontname="china-s")
    page.draw_rect((40, 60, 360, 300))


@pytest.fixture
def copy(bench):
    """Make the redacted copy in a way of its own, and verify it."""
    bench.write(_draw)

    def verify(change):
        with pymupdf.open(bench.original) as doc:
            rect = tuple(doc[0].search_for(_OWN)[0])
            bench.redact(rect)  # ours: what was to go
            out = change(doc, pymupdf.Rect(rect)) or doc
            out.save(bench.redacted, garbage=4)
        return bench.verify(foreign=True)

    return verify


def _filled(fill, grow=0, text=None):
    def change(doc, rect):
        doc[0].add_redact_annot(rect + (-grow, -grow, grow, grow), fill=fill, text=text)
        doc[0].apply_redactions()

    return change


def _as_picture(doc, rect):
    _filled((0, 0, 0))(doc, rect)
    out = pymupdf.open()
    page = out.new_page(width=doc[0].rect.width, height=doc[0].rect.height)
    shot = doc[0].get_pixmap(dpi=200).tobytes("jpeg", jpg_quality=80)
    page.insert_image(page.rect, stream=shot)
    return out


def _printed_again(doc, rect):
    _filled((0, 0, 0))(doc, rect)
    out = pymupdf.open()
    page = out.new_page(width=doc[0].rect.width, height=doc[0].rect.height)
    page.show_pdf_page(page.rect, doc, 0)
    return out


GOOD = {
    "black": _filled((0, 0, 0)),
    "white": _filled((1, 1, 1)),
    "nothing": _filled(False),
    "another word": _filled((1, 1, 1), text="***"),
    "larger, over the colon": _filled((0, 0, 0), grow=4),
    "a picture of the page": _as_picture,
    "printed again": _printed_again,
    "a title of its own": lambda doc, rect: (
        _filled((0, 0, 0))(doc, rect) or doc.set_metadata({"title": "scan"})
    ),
}


@pytest.mark.parametrize("change", GOOD.values(), ids=GOOD)
def test_a_good_copy_is_not_accused(copy, change):
    assert copy(change).passed


def test_text_of_others_that_went_is_told(copy):
    def change(doc, rect):
        _filled((0, 0, 0))(doc, rect)
        _filled((0, 0, 0))(doc, doc[0].search_for("赵强")[0])

    assert {harm.what for harm in copy(change).damage} == {"pixels"}


def test_a_bar_over_the_whole_row_is_told(copy):
    verdict = copy(lambda doc, rect: _filled((0, 0, 0))(doc, pymupdf.Rect(50, 80, 300, 106)))

    assert {harm.what for harm in verdict.damage} == {"pixels"}


def test_white_paint_over_text_of_others_is_told(copy):
    def change(doc, rect):
        _filled((0, 0, 0))(doc, rect)
        doc[0].draw_rect(doc[0].search_for("农业")[0], color=(1, 1, 1), fill=(1, 1, 1))

    assert {harm.what for harm in copy(change).damage} == {"pixels"}


def test_a_ruling_that_went_is_told(copy):
    def change(doc, rect):
        _filled((0, 0, 0))(doc, rect)
        doc[0].draw_rect((200, 295, 300, 305), color=(1, 1, 1), fill=(1, 1, 1))

    assert {harm.what for harm in copy(change).damage} == {"pixels"}


def test_a_value_that_is_still_there_is_told(copy):
    verdict = copy(lambda doc, rect: None)

    assert {"text", "pixels"} <= {leak.where for leak in verdict.leaks}


def test_live_text_below_a_bar_is_told(copy):
    def change(doc, rect):
        doc[0].draw_rect(rect, color=(0, 0, 0), fill=(0, 0, 0))

    assert "text" in {leak.where for leak in copy(change).leaks}


def test_an_own_name_in_the_title_is_told(copy):
    def change(doc, rect):
        _filled((0, 0, 0))(doc, rect)
        doc.set_metadata({"title": _OWN})

    assert copy(change).leaks
