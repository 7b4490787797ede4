"""What an engine cannot read even in clean print is known before a scan is trusted."""

from __future__ import annotations

import pytest

from redactor.datatypes import Candidate, Entity, OcrPage, PageText
from redactor.ocr.engine import PaddleOcrEngine
from redactor.ocr.self_test import illegible


class _Blind:
    """Reads nothing."""

    name = "blind"

    def read(self, image, geometry, page_no, candidates=(), regions=None, lines=None) -> OcrPage:
        boxes = [line.box for line in lines]
        self.shown = [image[round(b.y0) : round(b.y1), round(b.x0) : round(b.x1)] for b in boxes]
        return OcrPage(PageText(page_no, ()), (), 0, 0, 0)


def _names(*texts: str) -> list[Candidate]:
    return [Candidate(i, Entity.NAME, text) for i, text in enumerate(texts)]


def test_engine_that_reads_nothing_can_read_no_name():
    assert illegible(_Blind(), _names("王伟", "其力嘎")) == {0, 1}


def test_only_the_recogniser_is_tested_each_line_is_shown_whole_where_it_stands():
    engine = _Blind()
    illegible(engine, _names("王伟"))
    assert len(engine.shown) == 6
    for line in engine.shown:
        inked = line.min(axis=2) < 128
        assert inked.any()
        assert not any(edge.any() for edge in (inked[0], inked[-1], inked[:, 0], inked[:, -1]))


def test_character_without_a_glyph_cannot_be_tested_and_so_is_not_trusted():
    assert illegible(_Blind(), _names("王\U0003106c")) == {0}


@pytest.mark.slow
def test_usual_and_most_rare_names_are_legible(cascade: PaddleOcrEngine):
    assert illegible(cascade, _names("王伟", "其力嘎", "李·娜仁", "赵赟", "刘翀")) == frozenset()


@pytest.mark.slow
def test_character_that_never_comes_out_of_the_recogniser_is_illegible(cascade: PaddleOcrEngine):
    assert illegible(cascade, _names("周彣", "周文")) == {0}
