"""Boxes of characters from middles and ink given here: no recogniser runs."""

from __future__ import annotations

import numpy as np
import pytest

from redactor.ocr.columns import _Fit, columns_of
from redactor.ocr.edges import _steadied, advance, character_boxes
from redactor.ocr.ink import Ink

_EM, _MARGIN = 22.5, 7
_FRAME = 4.5  # pixels: a recogniser knows a middle no better than to one of its columns
_LINE = "参与编写技术规范，主持县级课题两项，发表论文若干篇。联系邮箱单位"


def _line(text: str, mark_em: float) -> tuple[Ink, list[float], list[tuple[int, int]]]:
    """A line whose marks have cells of ``mark_em``: ink, middles by frames, columns of ink."""
    spans, at = [], float(_MARGIN)
    for char in text:
        mark = char in "，。"
        left, right = (0.08, 0.36) if mark else (0.04, 0.96)
        spans.append((round(at + left * _EM), round(at + right * _EM)))
        at += (mark_em if mark else 1.0) * _EM
    height = round(0.9 * _EM)
    mask = np.zeros((height + 2 * _MARGIN, round(at) + 3 * _MARGIN), np.bool_)
    for left, right in spans:
        mask[_MARGIN : _MARGIN + height, left:right] = True
    columns = mask.sum(axis=0, dtype=np.int64)
    ink = Ink(mask, columns, columns.astype(float), _MARGIN, _MARGIN + height)
    middles = [round((a + b) / 2 / _FRAME) * _FRAME - _MARGIN for a, b in spans]
    return ink, middles, spans


@pytest.mark.parametrize("mark_em", [0.5, 1.0])
def test_marks_cell_does_not_shift_the_middles_beside_it(mark_em: float) -> None:
    """With 0.7 em for every mark they were 0.3 em off: half of a mark."""
    ink, middles, spans = _line(_LINE, mark_em)
    widths = np.array([advance(char) for char in _LINE])
    steadied, _ = _steadied(np.array(middles) + _MARGIN, widths, ink)
    true = np.array([(a + b) / 2 for a, b in spans])
    assert np.abs(steadied - true).max() <= 0.11 * _EM


@pytest.mark.parametrize("mark_em", [0.5, 0.7, 1.0])
def test_mark_is_in_its_own_box_however_wide_its_cell(mark_em: float) -> None:
    ink, middles, spans = _line(_LINE, mark_em)
    boxes = character_boxes(_LINE, middles, ink, _MARGIN)
    for box, (left, right) in zip(boxes, spans, strict=True):
        assert box.left + _MARGIN <= left
        assert box.right + _MARGIN >= right


@pytest.mark.parametrize("touching", [1, 7])
def test_character_that_touches_another_line_is_as_high_as_its_neighbours(touching: int) -> None:
    """In close print 原 hangs together with 防 under it, and a mark over it took half of that."""
    ink, middles, spans = _line("嘎查动物防疫站点", 1.0)
    for left, right in spans[:touching]:
        ink.mask[: _MARGIN + 9, left:right] = ink.mask[_MARGIN + 9 :, left:right] = True
    boxes = character_boxes("嘎查动物防疫站点", middles, ink, _MARGIN)
    higher = [box.bottom - box.top > 1.3 * (ink.bottom - ink.top) for box in boxes]
    assert sum(higher) == (0 if touching == 1 else touching)


def test_character_whose_ink_is_lost_gets_its_usual_cell() -> None:
    """A pen's ring hangs characters together: they are taken for a ruling, their ink is gone."""
    ink, middles, spans = _line("嘎查动物防疫站", 1.0)
    lost = ink.columns.copy()
    mask = ink.mask.copy()
    left, right = spans[2][0], spans[3][1]  # two characters beside each other
    lost[left:right], mask[:, left:right] = 0, False
    bare = Ink(mask, lost, lost.astype(float), ink.top, ink.bottom)
    boxes = character_boxes("嘎查动物防疫站", middles, bare, _MARGIN)
    for box, (start, end) in zip(boxes, spans, strict=True):
        assert box.left + _MARGIN <= start + 2
        assert box.right + _MARGIN >= end - 2
    assert all(a.right <= b.left for a, b in zip(boxes, boxes[1:], strict=False))


def test_leaders_between_two_characters_are_fitted_like_any_others() -> None:
    """In a list of contents a title has no other character near it than dots."""
    text = "设计规范" + "…" * 9 + "站"
    ink, middles, _ = _line(text, 1.0)
    assert len(character_boxes(text, middles, ink, _MARGIN)) == len(text)


def test_raised_marks_do_not_shift_the_names_before_them() -> None:
    """At 0.556 em each they drew the last character's middle to its left half."""
    text = "文泽珍a，司马晴a，，司马杰b"
    middles = np.array([39, 71, 103, 128, 141, 178, 216, 248, 267, 280, 299, 337, 368, 406, 425.0])
    columns = np.zeros(460, np.int64)
    ink = Ink(np.zeros((46, 460), np.bool_), columns, columns.astype(float), 7, 39)
    steadied, _ = _steadied(middles, np.array([advance(c) for c in text]), ink)
    assert np.abs(steadied - middles).max() <= 4


def test_thin_letter_misjudged_by_its_own_width_takes_its_ink() -> None:
    """The first l of "metallurgical" stood two columns right of its box, and was left behind."""
    spans = [(10, 20), (24, 27), (31, 34), (38, 49)]  # a l l u
    columns = np.zeros(70, np.int64)
    for left, right in spans:
        columns[left:right] = 20
    ink = Ink(np.zeros((34, 70), np.bool_), columns, columns.astype(float), 7, 27)
    middles, widths = np.array([15.0, 20.8, 32.5, 43.5]), np.array([11.0, 5.2, 5.2, 11.0])
    found = columns_of(middles, widths, _shared(middles, widths), ink)
    for (left, right), (start, end) in zip(found, spans, strict=True):
        assert left <= start and end <= right


def _shared(middles: np.ndarray, widths: np.ndarray) -> np.ndarray:
    return middles[:-1] + np.diff(middles) * widths[:-1] / (widths[:-1] + widths[1:])


@pytest.mark.parametrize("text", ["检科）", "（科检"])
def test_mark_that_hugs_a_character_takes_no_half_of_it(text: str) -> None:
    """At 100 dpi the gap between 科 and its mark is blurred; that within 科 is clear."""
    spans = [(10, 30), (33, 47), (49, 52), (55, 58)]  # 检, 科 in two parts, ）
    columns, middles = np.zeros(70, np.int64), np.array([20.0, 42.0, 57.0])
    for left, right in spans:
        columns[left:right] = 14
    columns[52:55] = 1
    if text[0] == "（":
        columns, middles = columns[::-1].copy(), 70 - middles[::-1]
    mask = np.zeros((36, 70), np.bool_)
    mask[8:22] = columns >= 14
    mask[8:10] |= columns > 0
    ink = Ink(mask, columns, columns.astype(float), 8, 28)
    boxes = character_boxes(text, list(middles - _MARGIN), ink, _MARGIN)
    assert boxes[1].left + _MARGIN <= (33 if text[0] == "检" else 70 - 52)
    assert boxes[1].right + _MARGIN >= (52 if text[0] == "检" else 70 - 33)


@pytest.mark.parametrize("gap", [0, 30])  # ends the line, or a word does
def test_letter_set_wider_than_usual_is_whole_before_a_blank(gap: int) -> None:
    """Of "Shen Chong" the n was cut between its stems."""
    spans = [(20, 31), (33, 46), (48, 58), (61, 75), (75 + gap, 75 + gap + 13)]
    columns = np.zeros(130, np.int64)
    for left, right in spans[: 5 if gap else 4]:
        columns[left:right] = 2
        columns[left : left + 3] = columns[right - 3 : right] = 16
    ink = Ink(np.zeros((36, 130), np.bool_), columns, columns.astype(float), 7, 29)
    middles, widths = (
        np.array([25.6, 39.0, 51.1, 63.2, 112.0]),
        np.array([15, 12.3, 12.3, 12.3, 15]),
    )
    count = 5 if gap else 4
    middles, widths = middles[:count], widths[:count]
    found = columns_of(middles, widths, _shared(middles, widths), ink)
    assert found[3][0] <= 61 and 75 <= found[3][1] < 75 + 13


@pytest.mark.parametrize(
    ("stem", "taken"),
    [((39, 46), True), ((41, 44), False), ((34, 46), False)],
)
def test_stem_that_no_box_holds_is_the_letters_that_it_hugs(
    stem: tuple[int, int], taken: bool
) -> None:
    """The m of "wlmq" is wider than usual: its first stem stood between two marks."""
    spans = [(10, 29), stem, (46, 62), (64, 78)] if stem[1] == 46 else [(10, 29), stem, (49, 78)]
    columns = np.zeros(90, np.int64)
    for left, right in [*spans, (31, 36) if stem[0] > 36 else (31, 33)]:
        columns[left:right] = 12
    ink = Ink(np.zeros((34, 90), np.bool_), columns, columns.astype(float), 9, 24)
    middles, widths = np.array([20.0, 33.5, 55.0, 71.0]), np.array([15.0, 5.8, 18.7, 12.3])
    fit = _Fit(middles, widths, ink, [9, 30, 46, 63], [30, 38, 63, 79])
    fit.gather()
    assert (fit.lefts[2] <= stem[0]) is taken


@pytest.mark.parametrize("mark", ["1,2", "a,b"])
def test_character_of_strokes_before_a_raised_figure_keeps_its_last(mark: str) -> None:
    """雷霁川¹,²: the third stroke of 川 was the 1's, and stayed beside the mark."""
    strokes = [(25, 56), (59, 90), (92, 99), (106, 109), (117, 120), (126, 136), (139, 144)]
    columns = np.zeros(200, np.int64)
    for left, right in [*strokes, (148, 160)]:
        columns[left:right] = 24
    mask = np.zeros((68, 200), np.bool_)
    mask[16:52] = columns > 0
    ink = Ink(mask, columns, columns.astype(float), 16, 52)
    boxes = character_boxes("雷霁川" + mark, [25.0, 56, 87, 111, 127, 142], ink, 16)
    assert boxes[2].right + 16 >= 120
    assert boxes[3].left + 16 <= 126 and boxes[3].right + 16 >= 136


def test_last_stem_before_a_raised_letter_is_the_names() -> None:
    """Of Yuwenᵃ the a's box began amid the n."""
    mask = np.zeros((68, 200), np.bool_)
    for left, right in ((100, 118), (122, 126), (131, 134)):  # u, and the stems of n
        mask[24:48, left:right] = True
    mask[24:26, 122:134] = True  # its arch
    mask[18:34, 138:146] = True
    columns = mask.sum(axis=0, dtype=np.int64)
    ink = Ink(mask, columns, columns.astype(float), 24, 48)
    boxes = character_boxes("una", [93.0, 107.0, 119.0], ink, 16)
    assert boxes[1].right + 16 >= 134
    assert boxes[2].left + 16 <= 138


def test_letter_before_a_raised_mark_keeps_its_ink() -> None:
    """The a of "Yiᵃ," is half as wide as it should be: the i had its ink taken, and was left."""
    spans = [(322, 340), (345, 350), (354, 361), (365, 366)]  # Y i a ,
    columns = np.zeros(384, np.int64)
    for left, right in spans:
        columns[left:right] = 12
    columns[340:343] = 2, 2, 1  # a serif
    ink = Ink(np.zeros((37, 384), np.bool_), columns, columns.astype(float), 7, 30)
    middles, widths = np.array([333.6, 343.5, 351.9, 365.7]), np.array([22.5, 8.6, 18.4, 8.6])
    found = columns_of(middles, widths, _shared(middles, widths), ink)
    for (left, right), (start, end) in zip(found, spans, strict=True):
        assert left <= start and end <= right


def _columns(*spans: tuple[int, int]) -> Ink:
    columns = np.zeros(120, np.int64)
    for left, right in spans:
        columns[left:right] = 20
    return Ink(np.zeros((40, 120), np.bool_), columns, columns.astype(float), 9, 31)


@pytest.mark.parametrize("mark", [(66, 82), (66, 73), (64, 90)])
def test_mark_of_rank_that_was_not_read_is_not_the_names(mark: tuple[int, int]) -> None:
    """沈翀▲: the mark stood close behind the name, and went with it."""
    ink = _columns((16, 38), (40, 62), mark)
    middles, widths = np.array([27.5, 51.0]), np.array([24.0, 24.0])
    (_, last) = columns_of(middles, widths, _shared(middles, widths), ink)
    assert 62 <= last[1] <= mark[0]


def test_mark_before_a_name_that_was_not_read_is_not_the_names() -> None:
    ink = _columns((30, 46), (50, 72), (74, 96))
    middles, widths = np.array([61.5, 85.0]), np.array([24.0, 24.0])
    (first, _) = columns_of(middles, widths, _shared(middles, widths), ink)
    assert 46 <= first[0] <= 50


@pytest.mark.parametrize("off", [-3.0, 0.0, 3.0])
@pytest.mark.parametrize(
    "strokes",
    [
        [(40, 43), (49, 52), (59, 62)],  # 川
        [(40, 56), (60, 62)],  # 引
        [(40, 50), (53, 62)],  # 林
    ],
)
def test_last_stroke_beyond_a_gap_stays_the_names(
    strokes: list[tuple[int, int]], off: float
) -> None:
    ink = _columns((16, 38), *strokes)
    middles, widths = np.array([27.5, 51.0 + off]), np.array([24.0, 24.0])
    (_, last) = columns_of(middles, widths, _shared(middles, widths), ink)
    assert last[1] >= 62
