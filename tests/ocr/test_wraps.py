"""Values that begin at the end of one line and end at the start of the next."""

from __future__ import annotations

import numpy as np
import pytest

from redactor.config.spotting import SpottingTable, Thresholds
from redactor.datatypes import Band, Candidate, Entity
from redactor.ocr.halves import Half
from redactor.ocr.layout import Line
from redactor.ocr.paddle import Floats
from redactor.ocr.reading import PlacedHalf, ReadLine, SpottedPlace
from redactor.ocr.spotting import Spotter
from redactor.ocr.wraps import cut_off, pairs_of

_CHARS = "云岭设计院现任在王伟佛王0123456789X"
_CLASSES = {char: i + 1 for i, char in enumerate(dict.fromkeys(_CHARS))}
_LIMITS = Thresholds(-3.0, -9.0)
_TABLE = SpottingTable("r", {"name": _LIMITS, "employer": _LIMITS, "id_number": _LIMITS})
_ID = Candidate(2, Entity.ID_NUMBER, "15990119850412000X")
_EMPLOYER = Candidate(0, Entity.EMPLOYER, "云岭设计院")


def _frames(text: str, doubts: dict[str, tuple[str, float]] | None = None) -> Floats:
    """Six frames a character, the third and fourth its own. ``doubts``: what else a character
    is taken for, and the probability that is left for itself.
    """
    frames = np.full((6 * len(text), len(_CLASSES) + 2), 1e-7, np.float32)
    frames[:, 0] = 1.0
    for i, char in enumerate(text):
        rows = slice(6 * i + 2, 6 * i + 4)
        frames[rows, 0] = 1e-7
        other, left = (doubts or {}).get(char, (char, 1.0))
        frames[rows, _CLASSES[other]] = 1 - left if other != char else 1.0
        frames[rows, _CLASSES[char]] = left
    return frames


def _halves(frames: Floats, candidate: Candidate = _EMPLOYER) -> list[Half]:
    return list(Spotter([candidate], _CLASSES, _TABLE).look(frames).halves)


def _line(halves: list[Half], top: float, left: float = 0.0, right: float = 300.0) -> ReadLine:
    corners = np.array([[left, top], [right, top], [right, top + 20], [left, top + 20]], np.float32)
    cell = ((0.0, top), (1.0, top), (1.0, top + 20), (0.0, top + 20))

    def placed(half: Half) -> PlacedHalf:
        place = SpottedPlace(half.hit, (cell,) * len(half.text), "read")
        return PlacedHalf(half, lambda: place)

    return ReadLine(Line(corners, ()), (), True, halves=tuple(map(placed, halves)))


def test_end_of_a_line_holds_the_beginning_of_a_value():
    (half,) = _halves(_frames("现任云岭"))
    assert (half.hit.text, half.rest, half.is_tail) == ("云岭", "设计院", True)
    assert half.hit.score == pytest.approx(0.0, abs=1e-4)
    assert half.hit.frames == pytest.approx((14.5, 20.5))


def test_start_of_a_line_holds_the_end_of_a_value():
    (half,) = _halves(_frames("设计院现任"))
    assert (half.hit.text, half.rest, half.is_tail) == ("设计院", "云岭", False)
    assert half.hit.frames == pytest.approx((2.5, 8.5, 14.5))


def test_half_in_the_midst_of_a_line_is_none():
    assert not _halves(_frames("现云岭任"))


def test_misread_halves_of_two_lines_are_one_value():
    tail = _halves(_frames("现任云岭", {"岭": ("现", 0.1)}))
    head = _halves(_frames("设计院现任", {"计": ("任", 0.1)}))
    (pair,) = pairs_of([_line(tail, 0), _line(head, 30)])
    place = pair.place
    assert pair.is_misread
    assert (pair.upper, pair.lower, place.hit.text, place.hit.band) == (
        0,
        1,
        "云岭设计院",
        Band.ASK,
    )
    assert len(place.corners) == 5
    assert place.hit.score == pytest.approx(4 * np.log(0.1 / 0.9), abs=0.2)


def test_halves_of_a_name_are_put_together():
    name = Candidate(1, Entity.NAME, "王伟")
    tail = _halves(_frames("现任王"), name)
    head = _halves(_frames("伟现任", {"伟": ("佛", 0.3)}), name)
    (pair,) = pairs_of([_line(tail, 0), _line(head, 30)])
    assert (pair.place.hit.text, pair.band) == ("王伟", Band.SURE)


@pytest.mark.parametrize(
    ("top", "left", "right"),
    [(120.0, 0.0, 300.0), (30.0, 400.0, 700.0), (30.0, 0.0, 600.0), (-30.0, 0.0, 300.0)],
)
def test_lines_that_do_not_follow_each_other_hold_no_value(top, left, right):
    tail = _halves(_frames("现任云岭", {"岭": ("现", 0.1)}))
    head = _halves(_frames("设计院现任"))
    assert not pairs_of([_line(tail, 0), _line(head, top, left, right)])


def test_what_both_lines_spell_is_left_to_the_reader_of_the_text():
    tail, head = _halves(_frames("现任云岭")), _halves(_frames("设计院现任"))
    (pair,) = pairs_of([_line(tail, 0), _line(head, 30)])
    assert not pair.is_misread


def test_halves_that_miss_a_part_are_no_value():
    tail, head = _halves(_frames("现任云岭", {"岭": ("现", 0.1)})), _halves(_frames("计院现任"))
    assert not pairs_of([_line(tail, 0), _line(head, 30)])


@pytest.mark.parametrize(
    ("text", "seen"),
    [("任15990119850412", [14]), ("119850412000X在", [13]), ("任159901198504", []), ("云岭", [])],
)
def test_most_of_a_number_at_the_end_of_a_line_is_asked_about(text, seen):
    found = cut_off([_line(_halves(_frames(text), _ID), 0)], ())
    assert [len(place.corners) for place in found] == seen
    assert all(place.hit.band is Band.ASK for place in found)


def test_number_that_goes_on_in_the_next_line_is_not_cut_off():
    lines = [_line(_halves(_frames("任15990119850412"), _ID), 0)]
    lines.append(_line(_halves(_frames("000X在"), _ID), 30))
    assert not cut_off(lines, pairs_of(lines))


def test_most_of_an_employer_is_not_asked_about():
    assert not cut_off([_line(_halves(_frames("岭设计院在")), 0)], ())
