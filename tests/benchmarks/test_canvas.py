"""Drawing and scanning: labels follow the ink."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.generator.canvas import Canvas, Label, Span
from benchmarks.generator.effects import Scan, apply_scan, map_point, warp_matrix
from benchmarks.generator.fonts import face
from benchmarks.generator.labels import rich, with_words

NAME = Label("name", "self", "redact")


def test_each_inked_character_has_one_box():
    c = Canvas()
    c.text(50, 100, ["姓名：", Span("Wang Wei", NAME)])
    (item,) = c.items
    assert len(item.quads) == 7  # the space leaves no ink
    lefts = [q[0][0] for q in item.quads]
    assert lefts == sorted(lefts)


def test_box_is_the_glyphs_ink():
    c = Canvas()
    c.text(50, 100, Span("一", NAME), size=100)
    (tl, _, br, _) = c.items[0].quads[0]
    assert br[1] - tl[1] < 15 < 80 < br[0] - tl[0]  # a flat stroke


def test_label_wraps_over_lines():
    c = Canvas()
    c.paragraph(50, 100, 60, ["某某", Span("甲乙丙丁戊己", NAME)], size=10, indent=0)
    (item,) = c.items
    assert len({round(q[3][1] / 14) for q in item.quads}) == 2


def test_no_line_starts_with_a_comma_or_ends_with_a_bracket():
    c = Canvas()
    lines = c._wrap(c._cells("甲乙丙，丁戊（己庚", 10, None), 30, 0)
    assert ["".join(cell.char for cell in line) for line in lines] == ["甲乙丙，", "丁戊", "（己庚"]


def test_unknown_character_is_refused():
    with pytest.raises(KeyError):
        face("serif").advance("\U0001f600")


def test_template_without_its_span_is_refused():
    with pytest.raises(KeyError):
        rich("授予{name}同志")


def test_trap_words_are_labelled_whole():
    parts = with_words("用于东方明珠塔灯光", ("明珠塔", "东方明珠塔"))
    assert [p.text for p in parts if isinstance(p, Span)] == ["东方明珠塔"]


@pytest.mark.parametrize("scan", [Scan(skew=2.5), Scan(skew=-1.5, perspective=0.02)])
def test_scan_matrix_says_where_the_ink_went(scan):
    image = np.full((1000, 800, 3), 255, np.uint8)
    image[300:310, 600:610] = 0
    moved, matrix = apply_scan(image, scan, np.random.default_rng(1))
    ys, xs = np.nonzero(moved < 110)
    points = (605 * 72 / scan.dpi, 305 * 72 / scan.dpi)
    x, y = map_point(matrix, points)
    assert (xs.mean() + 0.5, ys.mean() + 0.5) == pytest.approx((x, y), abs=0.3)


def test_straight_scan_moves_nothing():
    assert np.allclose(warp_matrix(100, 200, Scan()), np.eye(3))
