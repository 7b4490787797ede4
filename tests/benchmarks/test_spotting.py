"""Sightings of known values: what is printed, what is seen, what is a false alarm."""

from __future__ import annotations

from benchmarks.spotting.curves import as_svg, as_table, curve
from benchmarks.spotting.sightings import NEVER, Sighting, sightings
from benchmarks.truth import REDACT, Item
from redactor.datatypes import Band, Candidate, Char, Entity, OcrPage, PageText, Spotted, TextSource
from redactor.geometry import PtBox, PtQuad

NAME = Candidate(0, Entity.NAME, "王伟")


def _quad(column: int, row: int) -> PtQuad:
    return PtQuad.from_box(PtBox(10.0 * column, 20.0 * row, 10.0 * column + 10, 20.0 * row + 10))


def _page(*lines: str, spotted: tuple[Spotted, ...] = ()) -> OcrPage:
    chars = []
    for row, line in enumerate(lines):
        chars += [Char(c, _quad(i, row), 0.9, row, TextSource.OCR) for i, c in enumerate(line)]
        chars.append(Char("\n", None, 1.0, row, TextSource.OCR))
    return OcrPage(PageText(1, tuple(chars)), spotted, 0, 0, len(lines))


def _item(text: str, column: int, row: int) -> Item:
    quads = tuple(_quad(column + i, row).corners for i in range(len(text)))
    return Item("a.pdf", 1, quads, text, "name", "self", REDACT)


def _spot(score: float, column: int, row: int) -> Spotted:
    quads = (_quad(column, row), _quad(column + 1, row))
    return Spotted(0, 1, score, Band.ASK, quads)


def _seen(page: OcrPage, *items: Item) -> list[Sighting]:
    return list(sightings(page, items, [NAME], "blur", 2))


def test_decoded_value_scores_nought():
    (one,) = _seen(_page("姓名王伟"), _item("王伟", 2, 0))
    assert (one.own, one.exact, one.near, one.score) == (True, True, True, 0.0)


def test_misread_value_has_the_score_of_its_alignment():
    page = _page("姓名王佛", spotted=(_spot(-3.0, 2, 0),))
    (one,) = _seen(page, _item("王伟", 2, 0))
    assert (one.own, one.exact, one.near, one.score) == (True, False, True, -3.0)


def test_value_that_nobody_saw_is_a_miss_of_every_matcher():
    (one,) = _seen(_page("姓名口口"), _item("王伟", 2, 0))
    assert (one.exact, one.near, one.score) == (False, False, NEVER)


def test_sightings_elsewhere_are_false_alarms_of_their_matcher():
    page = _page("姓名王伟", "王玮著", spotted=(_spot(-2.0, 0, 1),))
    own, spotted, edited = _seen(page, _item("王伟", 2, 0))
    assert own.own and not spotted.own and not edited.own
    assert (spotted.score, spotted.near) == (-2.0, False)
    assert (edited.score, edited.near) == (NEVER, True)


def test_curve_rises_with_laxer_thresholds():
    mine = [
        Sighting("name", True, 0.0, True, True, "blur", 1),
        Sighting("name", True, -5.0, False, True, "blur", 3),
        Sighting("name", False, -6.0, False, False, "blur", 3),
    ]
    points = curve(mine, 100)
    assert points[0] == (0.0, 0.5)
    assert points[-1] == (10.0, 1.0)
    assert [a for a, _ in points] == sorted(a for a, _ in points)


def test_table_and_plot_name_every_matcher():
    seen = {"PP-OCRv6_tiny_rec": [Sighting("name", True, -0.5, False, True, "blur", 1)]}
    table = as_table(seen, {"PP-OCRv6_tiny_rec": 10})
    assert "decoded         0/1" in table and "sure > -1       1/1" in table
    assert as_svg(seen, {"PP-OCRv6_tiny_rec": 10}).count("<circle") == 4
