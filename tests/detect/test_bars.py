"""Bars that somebody drew; print, rules, photos and codes are none."""

import numpy as np
import pymupdf
import pytest

from redactor.detect.bars import find_bars, print_juts_out
from redactor.geometry import PageGeometry

DPI = 100.0
GEOMETRY = PageGeometry(595, 842, 0, DPI)


def drawn(draw):
    with pymupdf.open() as pdf:
        page = pdf.new_page(width=595, height=842)
        draw(page)
        pixmap = page.get_pixmap(dpi=int(DPI))
        image = np.frombuffer(pixmap.samples, np.uint8)
        return image.reshape(pixmap.height, pixmap.width, 3).copy()


def bars(draw):
    return [q.box for q in find_bars(drawn(draw), GEOMETRY)]


@pytest.mark.parametrize("colour", [(0, 0, 0), (0.3, 0.3, 0.3), (0.1, 0.1, 0.5)])
def test_a_bar_is_found_where_it_stands(colour):
    (box,) = bars(lambda p: p.draw_rect((100, 100, 140, 114), color=colour, fill=colour))
    assert abs(box.x0 - 100) < 1.5 and abs(box.x1 - 140) < 1.5
    assert abs(box.y0 - 100) < 1.5 and abs(box.y1 - 114) < 1.5


@pytest.mark.parametrize("shift", [0.1, 0.25, 0.4, 0.6])
def test_a_bar_that_ends_between_two_pixels_is_found(shift):
    rect = (142 + shift, 166 + shift, 240 + shift, 182.8 + shift)
    assert len(bars(lambda p: p.draw_rect(rect, color=(0, 0, 0), fill=(0, 0, 0)))) == 1


def test_a_bar_that_touches_the_rules_of_a_table_is_found():
    def draw(page):
        page.draw_rect((100, 100, 160, 116), color=(0, 0, 0), fill=(0, 0, 0))
        for y in (100, 116):
            page.draw_line((50, y), (500, y), width=1.5)

    assert len(bars(draw)) == 1


@pytest.mark.parametrize("shift", [0.0, 0.3, 0.7])
@pytest.mark.parametrize("size", [(14, 12), (13.5, 11), (11, 13.5)])
def test_a_bar_over_one_character_is_found_though_it_is_nearly_square(size, shift):
    rect = (100 + shift, 100 + shift, 100 + shift + size[0], 100 + shift + size[1])
    assert len(bars(lambda p: p.draw_rect(rect, color=None, fill=(0, 0, 0)))) == 1


@pytest.mark.parametrize("shift", [0.0, 0.2, 0.4, 0.6])
@pytest.mark.parametrize("side", [9.0, 9.4, 10.0, 12.3, 14.0])
def test_a_square_between_two_pixels_is_none(side, shift):
    rect = (100 + shift, 100, 100 + shift + side, 100 + side)
    assert not bars(lambda p: p.draw_rect(rect, color=None, fill=(0, 0, 0)))


def test_a_black_square_over_a_photo_is_found():
    (box,) = bars(lambda p: p.draw_rect((400, 80, 470, 150), fill=(0, 0, 0)))
    assert abs(box.width - 70) < 3


@pytest.mark.parametrize(
    "draw",
    [
        lambda p: p.insert_text((72, 90), "专业技术职称评审表", fontsize=26, fontname="china-s"),
        lambda p: p.draw_line((50, 300), (545, 300), width=3),
        lambda p: p.draw_rect((50, 300, 545, 330), fill=(0.85, 0.85, 0.85)),  # a tinted row
        lambda p: p.draw_rect((100, 100, 112, 112), fill=(0, 0, 0)),  # a tick box, a code's eye
        lambda p: p.draw_rect((0, 0, 595, 842), fill=(0, 0, 0)),  # a dark page
    ],
    ids=["print", "rule", "tint", "square", "page"],
)
def test_what_is_no_bar(draw):
    assert bars(draw) == []


def test_white_print_on_a_dark_banner_is_no_bar():
    def draw(page):
        page.draw_rect((50, 50, 545, 90), fill=(0, 0, 0.3))
        text = "内蒙古自治区专业技术人员继续教育证书"
        page.insert_text((70, 78), text, fontsize=22, fontname="china-s", color=(1, 1, 1))

    assert bars(draw) == []


@pytest.mark.parametrize("at", [66, 130])
def test_the_rest_of_a_banner_beside_its_print_is_no_bar(at):
    def draw(page):
        page.draw_rect((60, 100, 180, 112), color=(0, 0, 0), fill=(0, 0, 0))
        page.insert_text((at, 109.5), "Part 1:", fontsize=9, fontname="hebo", color=(1, 1, 1))

    assert bars(draw) == []


def test_bars_over_cells_side_by_side_are_found():
    def draw(page):
        for x in (60, 101, 142):
            page.draw_rect((x, 100, x + 40, 112), color=(0, 0, 0), fill=(0, 0, 0), width=0)

    assert len(bars(draw)) == 3


def _covered(page, words, share, upright=False):
    """Words of which a bar covers this share from below, or from above when it is negative."""
    size, x, y = 14, 100, 300
    for i, word in enumerate(words):
        at = (x, y + 16 * i) if upright else (x + 14 * i, y)
        page.insert_text(at, word, fontsize=size, fontname="china-s")
    wide = 14 * (1 if upright else len(words))
    tall = 16 * len(words) if upright else 16
    top, foot = y - 13, y - 13 + tall
    height = abs(share) * tall
    rect = (x, foot - height, x + wide, foot) if share > 0 else (x, top, x + wide, top + height)
    page.draw_rect(rect, color=None, fill=(0, 0, 0))


@pytest.mark.parametrize(("share", "juts"), [(0.5, True), (0.6, True), (-0.6, True), (1.0, False)])
@pytest.mark.parametrize("words", ["王伟", "欧阳明珠", "云岭水务设计院"])
def test_heads_and_feet_that_a_bar_leaves_are_seen(words, share, juts):
    image = drawn(lambda page: _covered(page, words, share))
    (bar,) = find_bars(image, GEOMETRY)
    assert print_juts_out(image, GEOMETRY, bar) is juts


@pytest.mark.parametrize(
    "draw",
    [
        lambda p: p.draw_line((50, 315), (400, 315), width=1),  # the line to write on
        lambda p: [p.draw_line((x, 200), (x, 400), width=1) for x in (105, 125)],  # of a table
        lambda p: p.insert_text((100, 328), "考核结果优秀", fontsize=12, fontname="china-s"),
        lambda p: p.insert_text((100, 284), "考核结果优秀", fontsize=12, fontname="china-s"),
        lambda p: p.insert_text((100, 300), "gyjpqy", fontsize=14),  # tails of letters
    ],
)
def test_rulings_other_lines_and_tails_do_not_jut_out(draw):
    def all_of(page):
        draw(page)
        page.draw_rect((100, 287, 150, 301), color=None, fill=(0, 0, 0))

    image = drawn(all_of)
    (bar,) = find_bars(image, GEOMETRY)
    assert not print_juts_out(image, GEOMETRY, bar)
