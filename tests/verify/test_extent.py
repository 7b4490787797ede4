"""A mark may not cover more than was decided."""

from __future__ import annotations

import pymupdf
import pytest

from redactor.geometry import PtBox, PtQuad
from tests.verify.conftest import Bench

NAME = (100.0, 88.0, 124.0, 102.0)  # 王伟 at 12 pt
FEET = (100.0, 100.0, 124.0, 100.1)  # the same in a font whose boxes have no height
WIDE = (100.0, 88.0, 148.0, 102.0)  # with 李娜 behind it

Box = tuple[float, float, float, float]


@pytest.fixture
def page(bench: Bench) -> Bench:
    document = pymupdf.open()
    document.new_page().insert_text((100, 100), "王伟李娜、赵强", fontsize=12, fontname="china-s")
    document.save(bench.original)
    return bench


def quads(*rects: Box) -> dict[int, list[PtQuad]]:
    return {1: [PtQuad.from_box(PtBox(*rect)) for rect in rects]}


def damage(bench: Bench, decided: dict[int, list[PtQuad]] | None) -> list[str]:
    return [d.what for d in bench.verify(decided=decided).damage]


@pytest.mark.parametrize("decided", [NAME, FEET])
def test_mark_over_the_decided_name_is_no_damage(page: Bench, decided: Box) -> None:
    page.redact(NAME)

    assert damage(page, quads(decided)) == []


@pytest.mark.parametrize("decided", [NAME, FEET])
def test_mark_over_a_neighbour_is_damage(page: Bench, decided: Box) -> None:
    page.redact(WIDE)

    assert damage(page, quads(decided)) == ["mark"]


def test_wide_mark_over_blank_paper_is_no_damage(page: Bench) -> None:
    blank = (60.0, 88.0, 124.0, 102.0)
    page.redact(blank)

    assert damage(page, quads(NAME)) == []


def test_mark_where_nothing_was_decided_is_damage(page: Bench) -> None:
    page.redact(NAME)

    assert damage(page, {}) == ["mark"]


def test_marks_are_taken_as_they_are_without_decisions(page: Bench) -> None:
    page.redact(WIDE)

    assert damage(page, None) == []


def test_stroke_at_the_edge_of_a_small_quad_is_no_neighbour(bench: Bench) -> None:
    """The last stroke of 川 at 7 pt stands within a pixel of its quad's side."""
    document = pymupdf.open()
    document.new_page().draw_rect((106.6, 91, 107.1, 98), fill=(0, 0, 0), width=0)
    document.save(bench.original)
    bench.redact((100.0, 90.0, 108.0, 99.0))

    assert damage(bench, quads((100.0, 90.0, 107.2, 99.0))) == []


@pytest.mark.parametrize("top", [99.0, 99.2, 99.4, 99.6])
def test_ruling_that_a_mark_touches_is_no_damage(bench: Bench, top: float) -> None:
    document = pymupdf.open()
    page = document.new_page()
    page.draw_line((80, top + 0.3), (180, top + 0.3), width=0.6)
    page.insert_text((100, 97), "王伟", fontsize=8, fontname="china-s")
    document.save(bench.original)
    bench.redact((100.0, 88.0, 116.0, 99.0))

    assert damage(bench, quads((100.0, 88.0, 116.0, 98.5))) == []
