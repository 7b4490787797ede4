import numpy as np
import pytest

from redactor.datatypes import Band, Candidate, Entity, OcrPage, PageText, Spotted
from redactor.geometry import PageGeometry, PxBox
from redactor.ocr.remembered import RememberingEngine
from redactor.ports import KnownLine, StripText

GEOMETRY = PageGeometry(595.0, 842.0, 0, 100.0)
NAME = Candidate(1, Entity.NAME, "王伟")
IMAGE = np.zeros((40, 30, 3), np.uint8)
OTHER = np.ones((40, 30, 3), np.uint8)


class Engine:
    """Counts what it is asked to read."""

    name = "counting"

    def __init__(self) -> None:
        self.calls = 0

    def read(self, image, geometry, page_no, candidates=(), regions=None, lines=None) -> OcrPage:
        self.calls += 1
        spotted = tuple(Spotted(c.candidate_id, page_no, 0.0, Band.SURE, ()) for c in candidates)
        return OcrPage(PageText(page_no, ()), spotted, 0, 0, 1)

    def read_strip(self, image) -> tuple[str, float]:
        self.calls += 1
        return "strip", 0.5

    def spot_strip(self, image, candidates) -> StripText:
        self.calls += 1
        return StripText("spot", 0.5)


class Dict(dict):
    put = dict.__setitem__


@pytest.fixture
def engine() -> Engine:
    return Engine()


def remembering(engine: Engine, kept: Dict, identity: str = "first") -> RememberingEngine:
    return RememberingEngine(engine, kept, identity)


def test_an_identical_page_is_read_once_whatever_its_number(engine):
    kept = Dict()
    first = remembering(engine, kept).read(IMAGE, GEOMETRY, 3, [NAME])
    again = remembering(engine, kept).read(IMAGE.copy(), GEOMETRY, 7, [NAME])
    assert engine.calls == 1
    assert (first.text.page_no, first.spotted[0].page_no) == (3, 3)
    assert (again.text.page_no, again.spotted[0].page_no) == (7, 7)


@pytest.mark.parametrize(
    "another",
    [
        (OTHER, GEOMETRY, 1, [NAME]),
        (IMAGE.reshape(30, 40, 3), GEOMETRY, 1, [NAME]),
        (IMAGE, PageGeometry(595.0, 842.0, 90, 100.0), 1, [NAME]),
        (IMAGE, GEOMETRY, 1, []),
        (IMAGE, GEOMETRY, 1, [Candidate(1, Entity.NAME, "李娜")]),
        (IMAGE, GEOMETRY, 1, [NAME], [PxBox(0, 0, 5, 5)]),
        (IMAGE, GEOMETRY, 1, [NAME], []),
    ],
)
def test_anything_else_is_read(engine, another):
    kept = Dict()
    remembering(engine, kept).read(IMAGE, GEOMETRY, 1, [NAME])
    remembering(engine, kept).read(*another)
    assert engine.calls == 2


def test_a_line_of_which_something_else_is_said_is_read(engine):
    kept = Dict()
    for said in ("王伟", "王佛", "王伟"):
        known = [KnownLine(PxBox(0, 0, 5, 5), said)]
        remembering(engine, kept).read(IMAGE, GEOMETRY, 1, [NAME], None, known)
    assert engine.calls == 2


def test_the_second_reading_is_never_answered_by_the_first(engine):
    kept = Dict()
    remembering(engine, kept, "first").read(IMAGE, GEOMETRY, 1, [NAME])
    remembering(engine, kept, "second").read(IMAGE, GEOMETRY, 1, [NAME])
    assert engine.calls == 2


def test_a_changed_reader_is_not_answered_for_by_an_older_one(engine, monkeypatch):
    kept = Dict()
    remembering(engine, kept).read(IMAGE, GEOMETRY, 1)
    monkeypatch.setattr("redactor.ocr.remembered._code", lambda: "other")
    remembering(engine, kept).read(IMAGE, GEOMETRY, 1)
    assert engine.calls == 2


def test_strips_are_read_once_each_way(engine):
    kept = Dict()
    for _ in range(2):
        one = remembering(engine, kept)
        assert one.read_strip(IMAGE) == ("strip", 0.5)
        assert one.spot_strip(IMAGE, [NAME]).text == "spot"
        assert one.spot_strip(IMAGE, []).text == "spot"
    assert engine.calls == 3
