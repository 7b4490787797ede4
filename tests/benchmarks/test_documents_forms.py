"""The forms, the card, the lists: what is the applicant's is labelled, and nothing else goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, replace
from functools import cache

import numpy as np
import pytest

from benchmarks.generator.canvas import A4, Canvas, Glyph
from benchmarks.generator.dev import DEV
from benchmarks.generator.documents import (
    assessment_years,
    catalogue,
    long_form,
    notice_table,
    pieces,
    submission,
    training,
)
from benchmarks.generator.fonts import face
from benchmarks.generator.labels import other, own
from benchmarks.generator.people import APPLICANTS, WANG_WEI, Applicant, Past
from benchmarks.generator.strangers import random_applicant
from benchmarks.generator.style import Style, random_style
from benchmarks.truth import ASK, KEEP, REDACT, Item, Quad

LAYOUTS = (long_form, submission, catalogue, training, assessment_years, notice_table)
LONG = replace(
    WANG_WEI,
    name="阿拉坦乌云其木",
    latin="Alatanwuyunqimu",
    work=replace(
        WANG_WEI.work,
        full="呼伦样例自治旗白桦苏木农牧业技术推广与综合服务中心",
        short="白桦苏木农牧技术推广服务中心",
        former="样例自治旗白桦人民公社农牧业机械技术推广站",
        english="Baihua Sumu Agricultural Technology Extension and Service Center",
        domain="baihuasumu-extension-center.example",
    ),
)
EARLIER = replace(
    WANG_WEI,
    past=Past("云川旗青禾苏木农牧业综合保障中心", "呼格吉勒"),
    work=replace(WANG_WEI.work, parent="包头市云岭集团"),
)


def _people() -> Iterator[tuple[Applicant, Style]]:
    """Known ones, the longest that fits a form, one with a past, a word that trades use, and
    strangers.
    """
    for applicant in (*APPLICANTS, LONG):
        yield applicant, Style()
    yield EARLIER, Style()
    yield replace(APPLICANTS[1], name="苏木", name_is_word=True, words=("苏木乡镇",)), Style()
    for number in (1, 2):
        rng = np.random.default_rng((77, number))
        yield random_applicant(number, rng, DEV), random_style(rng, DEV.faces)


PEOPLE = tuple(_people())


@pytest.fixture(scope="module", autouse=True)
def pictures_drawn_once() -> Iterator[None]:
    """A few faces and seals stand on dozens of pages."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("portrait", "seal"):
            patch.setattr(pieces, name, cache(getattr(pieces, name)))
        yield


@pytest.fixture(
    scope="module", params=LAYOUTS, ids=lambda module: module.__name__.rsplit(".", 1)[1]
)
def drawn(request: pytest.FixtureRequest) -> list[tuple[Applicant, list[Canvas]]]:
    """Every applicant's pages in one layout."""
    return [(a, draw(request.param, a, style)) for a, style in PEOPLE]


def draw(layout, applicant: Applicant = WANG_WEI, style: Style | None = None) -> list[Canvas]:
    return layout.build(applicant, style or Style(), np.random.default_rng(5))


# -- what a page says, read off its glyphs --------------------------------------------------
def _box(glyph: Glyph) -> Quad | None:
    bounds = face(glyph.face).ink(glyph.char)
    if bounds is None:
        return None
    x0, y0, x1, y1 = (v * glyph.size for v in bounds)
    left, right, top, low = glyph.x + x0, glyph.x + x1, glyph.y - y1, glyph.y - y0
    return (left, top), (right, top), (right, low), (left, low)


def _inked(c: Canvas) -> list[tuple[str, Quad]]:
    boxes = ((glyph.char.lower(), _box(glyph)) for glyph in c.glyphs)
    return [(char, box) for char, box in boxes if box is not None]


def own_values(a: Applicant) -> list[str]:
    work = astuple(a.work)[:5]
    values = (a.name, a.latin, a.id_number, a.phone, a.email, a.address, *work, *astuple(a.past))
    return ["".join(v.split()).lower() for v in values if v]


def strays(c: Canvas, a: Applicant) -> list[str]:
    """Own values among the glyphs that no label of the applicant's covers.

    Inside a longer text of somebody else (王伟民 holds 王伟), or where a person is to be asked,
    a value is none.
    """
    label = {q: i for i in c.items for q in i.quads}
    inked = _inked(c)
    text = "".join(char for char, _ in inked)
    found = []
    for value in own_values(a):
        start = text.find(value)
        while start >= 0:
            items = {label.get(quad) for _, quad in inked[start : start + len(value)]}
            if not all(_accounts_for(item, value) for item in items):
                found.append(value)
            start = text.find(value, start + 1)
    return found


def _accounts_for(item: Item | None, value: str) -> bool:
    if item is None:
        return False
    return item.owner == "self" or item.expected == "ask" or len(item.inked) > len(value)


# -- the checker can fail ---------------------------------------------------------------------
@pytest.mark.parametrize(
    "parts, found",
    [
        ("姓名：王伟", ["王伟"]),
        (["审核人：", other("王伟")], ["王伟"]),
        (["姓名：", own("王伟", "name")], []),
        (["作者：", other("王伟民")], []),
        ("联系 15412345678", ["15412345678"]),
    ],
)
def test_unlabelled_own_value_is_noticed(parts, found):
    c = Canvas()
    c.text(50, 100, parts)
    assert strays(c, WANG_WEI) == found


# -- every layout -----------------------------------------------------------------------------
def test_every_own_value_is_labelled(drawn):
    for applicant, pages in drawn:
        assert [strays(c, applicant) for c in pages] == [[]] * len(pages), applicant.number
        assert any(i.category == "name" and i.expected == REDACT for c in pages for i in c.items)


def test_a_third_of_the_labels_are_keeps(drawn):
    for _, pages in drawn:
        items = [i for c in pages for i in c.items]
        assert 3 * sum(i.expected == KEEP for i in items) >= len(items)


def test_no_glyph_touches_another_or_a_ruled_line(drawn):
    """Labelled or not: text that is too long for its cell would."""
    for applicant, pages in drawn:
        for c in pages:
            boxes = np.array([[*q[0], *q[2]] for _, q in _inked(c)])
            assert boxes.min() > 8
            assert boxes[:, 2].max() < c.width - 8 and boxes[:, 3].max() < c.height - 8
            lines = np.array([[s.x0, s.y0, s.x1, s.y1] for s in c.strokes if not s.fill])
            lines = np.hstack(
                [np.minimum(lines[:, :2], lines[:, 2:]), np.maximum(*np.split(lines, 2, 1))]
            )
            assert not _overlaps(boxes, boxes, 0.8, but_itself=True), applicant.number
            assert not _overlaps(boxes, lines, -0.1), applicant.number


def test_nothing_that_is_judged_lies_under_the_employers_seal(drawn):
    for applicant, pages in drawn:
        for c in pages:
            under = [i for i in c.items if not i.is_picture and i.category != "seal_text"]
            boxes = np.array([[*q[0], *q[2]] for i in under for q in i.quads])
            seals = [[*i.quads[0][0], *i.quads[0][2]] for i in c.items if i.trap == "own_seal"]
            if seals:
                assert not _overlaps(boxes, np.array(seals), 0.0), applicant.number


def _overlaps(one, two, least: float, *, but_itself: bool = False) -> bool:
    shared = np.minimum(one[:, None, 2:], two[None, :, 2:])
    shared -= np.maximum(one[:, None, :2], two[None, :, :2])
    both = (shared > least).all(axis=2)
    if but_itself:
        np.fill_diagonal(both, False)
    return bool(both.any())


# -- one layout each --------------------------------------------------------------------------
def _only(pages: list[Canvas], **wanted: str) -> list[Item]:
    items = [i for c in pages for i in c.items]
    return [i for i in items if all(getattr(i, k) == v for k, v in wanted.items())]


@pytest.mark.parametrize("layout", [long_form, submission])
def test_id_is_spread_over_18_boxes(layout):
    pages = draw(layout)
    c = next(c for c in pages if _only([c], trap="one_digit_a_cell"))
    (number,) = _only([c], trap="one_digit_a_cell")
    assert number.text == WANG_WEI.id_number and len(number.quads) == 18
    middle = (number.quads[0][0][1] + number.quads[0][2][1]) / 2
    rules = {s.x0 for s in c.strokes if s.x0 == s.x1 and min(s.y0, s.y1) < middle < max(s.y0, s.y1)}
    for left, right in zip(number.quads, number.quads[1:], strict=False):
        assert any(left[1][0] < x < right[0][0] for x in rules)


def test_long_form_names_its_applicant_on_all_eight_pages():
    pages = draw(long_form)
    assert len(pages) == 8
    for c in pages:
        assert [i.text for i in _only([c], trap="running_footer")] == [WANG_WEI.name]


def test_forms_tell_a_past_that_no_roster_has():
    pages = draw(long_form, EARLIER)
    assert len(_only(pages, trap="earlier", expected=REDACT)) == 2  # its field, and the career
    assert [i.text for i in _only(pages, trap="former_name")] == ["呼格吉勒"]
    assert [i.expected for i in _only(pages, trap="parent")] == [ASK]
    assert not any(_only(draw(long_form), trap=t) for t in ("earlier", "former_name", "parent"))


def test_submission_is_two_sides_of_a3_with_an_upright_name():
    pages = draw(submission)
    assert [(round(c.width), round(c.height)) for c in pages] == [(1191, round(A4[1]))] * 2
    (name,) = _only(pages, trap="vertical_cell")
    middles = [(q[0][0] + q[1][0]) / 2 for q in name.quads]
    tops = [q[0][1] for q in name.quads]
    assert max(middles) - min(middles) < 2 and tops == sorted(tops)
    assert not {WANG_WEI.name} & {i.text for i in _only(pages, trap="signature", owner="other")}


def test_catalogue_keeps_the_number_and_its_eleven_parts():
    pages = draw(catalogue)
    assert [i.expected for i in _only(pages, text=WANG_WEI.number)] == [KEEP]
    assert {str(n) for n in range(1, 12)} <= {"".join(w) for w in _words(pages[0])}


def _words(c: Canvas) -> list[str]:
    """Runs of digits that stand in one line."""
    words, end = [""], (0.0, 0.0)
    for char, quad in _inked(c):
        near = abs(quad[3][1] - end[1]) < 1 and 0 <= quad[0][0] - end[0] < 2
        words += [] if near and char.isdigit() else [""]
        words[-1] += char
        end = (quad[1][0], quad[3][1])
    return words


def test_card_has_another_bodys_seal_over_part_of_the_photo():
    pages = draw(training)
    (photo,), (seal,) = _only(pages, category="photo"), _only(pages, trap="seal_over_photo")
    assert (photo.expected, seal.expected, seal.owner) == (REDACT, "open", "org")
    (p0, _, p1, _), (s0, _, s1, _) = photo.quads[0], seal.quads[0]
    assert s0[0] < p1[0] < s1[0] and s0[1] < p1[1] and s0[0] > p0[0]


def test_assessments_of_three_years_have_a_page_each():
    pages = draw(assessment_years)
    for c, year in zip(pages, ("2023", "2024", "2025"), strict=True):
        assert _only([c], text=year, expected=KEEP)
        assert _only([c], trap="signature", owner="self")
        assert _only([c], trap="signature", owner="other")


def test_notice_loses_the_own_row_only():
    pages = draw(notice_table)
    gone = _only(pages, expected=REDACT)
    assert [(i.text, i.trap) for i in gone] == [
        (WANG_WEI.name, "own_row"),
        (WANG_WEI.work.full, "own_row"),
    ]
    rows = _only(pages, category="name", trap="other_row") + _only(pages, trap="near_name")
    assert len(rows) == 7 and {i.expected for i in rows} == {KEEP}
    assert [i.expected for i in _only(pages, trap="file_number")] == [KEEP]
