"""Fields and watermarks with ink that nobody could read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from redactor.datatypes import (
    Action,
    Char,
    Decision,
    DocClass,
    DocumentDecisions,
    Entity,
    Finding,
    Likeness,
    PageReading,
    PageText,
    TextSource,
)
from redactor.dossier.doubts import with_hiding_lines
from redactor.dossier.poor_places import has_unread_field, has_unread_watermark, watermark_on
from redactor.fakes.pages import reading_of
from redactor.geometry import PtBox, PtQuad
from redactor.pipeline import ReadDocument

_SIZE = 10.0


def _line(text: str, at: tuple[float, float], number: int, degrees: float = 0.0) -> list[Char]:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))

    def spot(along: float, across: float) -> tuple[float, float]:
        return at[0] + along * cos - across * sin, at[1] + along * sin + across * cos

    return [
        Char(
            char,
            PtQuad(
                spot(n * _SIZE, 0),
                spot((n + 1) * _SIZE, 0),
                spot((n + 1) * _SIZE, _SIZE),
                spot(n * _SIZE, _SIZE),
            ),
            0.99,
            number,
            TextSource.OCR,
        )
        for n, char in enumerate(text)
    ]


def _page(lines: Sequence[list[Char]], poor: tuple[PtQuad, ...] = ()) -> PageReading:
    chars: list[Char] = []
    for line in lines:
        chars += [*line, Char("\n", None, 1.0, line[-1].line, TextSource.OCR)]
    text = PageText(1, tuple(chars))
    return PageReading(1, reading_of("").geometry, text, used_ocr=True, poor=poor)


def _is_unread(page: PageReading, settled: Sequence[PtQuad]) -> bool:
    mark = watermark_on([(page, settled)])
    return mark is not None and has_unread_watermark(page, settled, mark)


def _box(x0: float, y0: float, x1: float, y1: float) -> PtQuad:
    return PtQuad.from_box(PtBox(x0, y0, x1, y1))


@pytest.mark.parametrize(
    ("label", "ink", "found"),
    [
        ("姓名：", _box(60, 98, 120, 118), True),
        ("身份证号码", _box(90, 95, 260, 115), True),
        ("工作单位：", _box(400, 98, 460, 118), False),  # too far to be its value
        ("审核人签名：", _box(90, 98, 150, 118), False),  # somebody else signs
        ("姓名：", _box(60, 150, 120, 170), False),
        ("手写补充：", _box(60, 300, 300, 380), True),
    ],
)
def test_ink_that_reads_as_nothing_in_a_field(label: str, ink: PtQuad, found: bool) -> None:
    page = _page([_line("年度考核表", (20, 20), 0), _line(label, (20, 100), 1)], (ink,))
    assert has_unread_field(page, []) is found


def test_field_with_its_value_read_is_no_doubt() -> None:
    lines = [_line("姓名：", (20, 100), 0), _line("王伟", (60, 100), 1)]
    page = _page(lines, (_box(60, 104, 80, 116),))
    value = lines[1][0].quad
    assert value is not None
    assert not has_unread_field(page, [value])


@pytest.mark.parametrize(
    ("behind", "found"), [("（盖章）：", False), ("(签字盖章)", False), ("包头一建", True)]
)
def test_rest_of_a_label_that_a_seal_hides_is_no_value(behind: str, found: bool) -> None:
    rest = [replace(c, score=0.5) for c in _line(behind, (45, 100), 2)]
    lines = [_line("技术合同", (20, 20), 0), _line("甲方", (20, 100), 1), rest]
    assert has_unread_field(_page(lines, (_box(45, 98, 95, 112),)), []) is found


@pytest.mark.parametrize(
    ("name", "marked", "found"),
    [("", True, True), ("王伟", True, False), ("李娜", True, False), ("", False, False)],
)
def test_mark_in_place_of_the_name_that_it_crosses(name: str, marked: bool, found: bool) -> None:
    lines = [
        _line("学历认定表", (150, 40), 0),
        _line("姓名", (20, 100), 1),
        _line("性别", (260, 100), 2),
        _line("工作单位某某学校", (20, 140), 3),
    ]
    lines += [_line("仅限人社局存档", (35, 130), 4, -30.0)] * marked
    lines += [_line(name, (50, 100), 5)] if name else []
    own = [c.quad for c in lines[-1] if c.quad is not None] if name == "王伟" else []
    assert has_unread_field(_page(lines), own) is found


def _marked(rest: list[Char], page_degrees: float = 0.0) -> tuple[PageReading, list[PtQuad]]:
    plain = [
        _line("本人完成两项课题并通过验收", (40, 60 + 30 * n), n, page_degrees) for n in range(8)
    ]
    marks = [
        _line("王伟1234", (60, 400), 20, page_degrees - 16),
        _line("王伟1234", (300, 420), 21, page_degrees - 16),
    ]
    settled = [c.quad for m in marks for c in m[:2] if c.quad is not None]
    return _page([*plain, *marks, rest]), settled


@pytest.mark.parametrize(
    ("text", "at", "degrees", "found"),
    [
        ("34", (200, 600), -16.0, True),  # a stamp hides the beginning
        ("34", (200, 600), 164.0, True),  # and it is read upside down
        ("仅供申报使用", (200, 600), -7.0, False),  # the stamp itself
        ("34", (200, 600), 0.0, False),
        ("和城乡建设", (200, 600), -14.0, False),  # of a seal's ring
    ],
)
def test_rest_of_a_watermark(
    text: str, at: tuple[float, float], degrees: float, found: bool
) -> None:
    page, settled = _marked(_line(text, at, 30, degrees))
    assert _is_unread(page, settled) is found


def test_turned_page_has_no_watermark_for_that() -> None:
    page, settled = _marked(_line("日期", (200, 600), 30, 176.0), 176.0)
    assert not _is_unread(page, settled)


@pytest.mark.parametrize("degrees", [0.0, -89.5])
def test_pieces_of_a_ring_do_not_tilt_a_page_of_few_words(degrees: float) -> None:
    own = [_line("王伟同志为工程师", (60, 60 + 60 * n), n, degrees) for n in range(2)]
    words = [_line("兹聘任", (60, 300), 10, degrees), _line("此聘", (60, 360), 11, degrees)]
    ring = [
        _line("国营", (300, 400), 12, degrees + 89),
        _line("塔拉", (340, 370), 13, degrees + 29),
    ]
    settled = [c.quad for m in own for c in m[:2] if c.quad is not None]
    assert not _is_unread(_page([*own, *words, *ring]), settled)


def test_cut_copies_of_another_mark_do_not_tilt_a_page_of_few_words() -> None:
    own = [_line("王伟同志为工程师", (60, 60 + 60 * n), n) for n in range(2)]
    words = [_line("兹证明以下工程属实", (60, 300), 10), _line("特此证明", (60, 360), 11)]
    copies = ("仅供评审使用", "供评审使用", "仅供评审", "仅供评审使", "使用", "仅供评申")
    marks = [_line(text, (60, 420 + 60 * n), 20 + n, -30.0) for n, text in enumerate(copies)]
    settled = [c.quad for m in own for c in m[:2] if c.quad is not None]
    assert not _is_unread(_page([*own, *words, *marks]), settled)


def test_end_of_a_mark_that_is_a_line_of_its_own() -> None:
    end = 60 + 6 * _SIZE * math.cos(math.radians(16)), 400 - 6 * _SIZE * math.sin(math.radians(16))
    page, settled = _marked(_line("56", end, 30, -16.0))
    assert not _is_unread(page, settled)


@pytest.mark.parametrize(("text", "found"), [("234", False), ("235", True)])
def test_end_of_a_mark_whose_first_figure_was_not_read(text: str, found: bool) -> None:
    name = _line("王伟", (200, 600), 30, -16.0)
    marked, settled = _marked(name)
    turn = math.radians(16)
    end = _line(text, (200 + 40 * math.cos(turn), 600 - 40 * math.sin(turn)), 31, -16.0)
    page = replace(marked, text=PageText(1, (*marked.text.chars, *end)))
    own = [c.quad for c in name if c.quad is not None]
    assert _is_unread(page, [*settled, *own]) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("单位负责人：徐泽伟1234", True),  # read together with what it runs into
        ("受理编号：1234", False),
        ("联系电话：15400001234", False),
    ],
)
def test_end_of_a_mark_behind_other_words(text: str, found: bool) -> None:
    page, settled = _marked(_line(text, (40, 600), 30))
    assert _is_unread(page, settled) is found


def test_page_of_marks_alone_lies_as_its_few_other_words_do() -> None:
    marks = [_line("王伟1234", (60, 60 + 60 * n), n, -9.0) for n in range(9)]
    settled = [c.quad for m in marks for c in m[:2] if c.quad is not None]
    words = [_line("单位审核意见", (300, 100 + 60 * n), 20 + n) for n in range(3)]
    rest = _line("34", (200, 640), 30, -9.0)
    assert not _is_unread(_page([*marks, *words]), settled)
    assert _is_unread(_page([*marks, *words, rest]), settled)


def test_mark_that_one_page_of_a_file_says_is_known_on_the_others() -> None:
    page, settled = _marked(_line("日期", (200, 700), 30))
    words = [_line("单位审核意见", (40, 60 + 30 * n), n) for n in range(8)]
    second = _page([*words, _line("34", (200, 600), 30, -16.0)])
    mark = watermark_on([(page, settled), (second, [])])
    assert mark is not None
    assert not has_unread_watermark(page, settled, mark)
    assert has_unread_watermark(second, [], mark)


def test_beginning_of_a_mark_whose_boxes_dance() -> None:
    start = _line("王伟", (200, 600), 30, -16.0)
    second = start[1].quad
    assert second is not None
    start[1] = replace(start[1], quad=PtQuad(*((x, y + 3) for x, y in second.corners)))
    page, settled = _marked([*start, *_line("1234", (220, 596), 31, -16.0)])
    settled += [c.quad for c in start if c.quad is not None]
    assert not _is_unread(page, settled)


@pytest.mark.parametrize("on_ring", [True, False])
def test_pieces_of_an_own_ring_are_no_copies_of_a_watermark(on_ring: bool) -> None:
    page, settled = _marked([replace(c, score=0.6) for c in _line("效E", (200, 600), 30, -16)])
    name = Finding(Entity.NAME, 1, tuple(settled), 1.0, "own.name", "王伟", Likeness.EXACT)
    seal = Finding(
        Entity.SEAL, 1, (_box(40, 300, 420, 460),), 1.0, "seal.red", "王伟", Likeness.EXACT
    )
    ring = Decision(seal, Action.REDACT, "own_seal", only_ink=True)
    decided = DocumentDecisions(
        "d", (Decision(name, Action.REDACT, "own_exact"), *[ring] * on_ring)
    )
    read = ReadDocument("d", Path("d.pdf"), "pdf", (page,), DocClass.OTHER, (), {})
    (seen,) = with_hiding_lines(read, decided).pages
    assert bool(seen.unread) is not on_ring


def test_lines_that_all_say_own_values_do_not_slant_beside_a_watermark_of_others() -> None:
    plain = [_line(f"兹证明王伟同志第{n}项工作属实", (40, 60 + 30 * n), n) for n in range(3)]
    words = [_line("任职资格证明", (200, 20), 10), _line("特此证明", (40, 160), 11)]
    marks = [_line("复印无效", (60 + 90 * n, 400), 20 + n, -28) for n in range(8)]
    poor = [replace(c, score=0.6) for c in _line("复E", (200, 600), 40, -28)]
    settled = [c.quad for line in plain for c in line[3:5] if c.quad is not None]
    assert not _is_unread(_page([*plain, *words, *marks, poor]), settled)
