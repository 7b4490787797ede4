"""Sightings of known values: what is printed, what is seen, what is a false alarm."""

from __future__ import annotations

import numpy as np

from benchmarks.spotting.contents import draw_content, near_values
from benchmarks.spotting.curves import as_svg, as_table, curve
from benchmarks.spotting.limits import limits_of, section, write
from benchmarks.spotting.scores import LineScore, Match, read_scores, write_scores
from benchmarks.spotting.sheets import LINES, draw_sheet
from benchmarks.spotting.sightings import NEVER, Sighting, sightings
from benchmarks.spotting.tallies import KINDS, Tally, of_lines, of_pages
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


def _own(score: float) -> Sighting:
    return Sighting("name", True, score, score == 0.0, True, "blur", 1)


def _near(score: float) -> Sighting:
    return Sighting("name", False, score, False, False, "blur", 1)


def test_curve_rises_with_laxer_thresholds():
    tally = Tally((_own(0.0), _own(-5.0)), (_near(-6.0), _near(NEVER)), (_near(-6.0),), 100)
    points = curve(tally, near=False)
    assert points[0] == (0.0, 0.5)
    assert points[-1] == (10.0, 1.0)
    assert [a for a, _ in points] == sorted(a for a, _ in points)
    assert curve(tally, near=True)[-1] == (500.0, 1.0)


def test_table_and_plot_name_every_matcher():
    seen = {"PP-OCRv6_tiny_rec": [Sighting("name", True, -0.1, False, True, "blur", 1)]}
    tallies = of_pages(seen, {"PP-OCRv6_tiny_rec": 10})
    table = as_table(tallies)
    assert "decoded          0/1" in table and "ask >" in table
    assert as_svg(tallies).count('fill="none"') == 2  # the curve, and the ring of one edit


def test_thresholds_keep_alarms_on_near_values_within_the_target():
    near = (_near(-4.0), *(_near(-5.0) for _ in range(24)), _near(-8.0))
    near += tuple(_near(NEVER) for _ in range(974))
    limits = limits_of(Tally((_own(-2.0),), near, (), 1000))
    assert (limits.sure, limits.ask) == (-5.0, -8.0)


def test_alarm_elsewhere_ends_the_sure_band():
    limits = limits_of(Tally((_own(-1.0),), (_near(NEVER),), (_near(-2.0),), 2000))
    assert (limits.sure, limits.ask) == (-2.0, -12.0)


def test_written_thresholds_take_the_place_of_those_before(tmp_path):
    path = tmp_path / "spotting.toml"
    path.write_text("# head\n[a_rec]\nx = 1\n\n[a_rec.kinds]\nk = 1\n\n# b\n[b_rec]\nx = 2\n")
    write(path, {"a_rec": "[a_rec]\nx = 3\n"})
    assert path.read_text() == "# head\n[a_rec]\nx = 3\n\n# b\n[b_rec]\nx = 2\n"


def test_section_names_the_weights():
    assert "weights_sha256 = " in section("PP-OCRv6_tiny_rec", {})


def test_scores_survive_their_file(tmp_path):
    match = Match("name", -1.5, False, True, True)
    line = LineScore("r", 3, 150.0, "blur", 2, 0.9, match, (match,), (), {"name": 2})
    write_scores(tmp_path / "scores.jsonl", [line])
    assert read_scores(tmp_path / "scores.jsonl") == [line]
    tally = of_lines([line])["r"]["name"]
    assert (len(tally.own), len(tally.near), tally.far_lines) == (1, 1, 2)
    assert set(of_lines([line])["r"]) == set(KINDS)


def test_near_values_differ_from_what_is_printed():
    rng = np.random.default_rng(5)
    contents = [draw_content(rng) for _ in range(60)]
    assert all(near.text not in c.text for c in contents for near in c.near)
    longest = max(len(near_values(rng, c.value)) for c in contents if c.value)
    assert longest >= 3


def test_sheet_knows_where_its_lines_are():
    sheet = draw_sheet(3, 1, 200.0)
    assert len(sheet.lines) == len(sheet.middles) == LINES
    height, width = sheet.image.shape[:2]
    assert all(0 < x < width and 0 < y < height for line in sheet.middles for x, y in line)
