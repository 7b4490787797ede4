"""Certificates, proofs, papers and summaries: what is drawn is labelled, and enough of it stays."""

from __future__ import annotations

import io
from dataclasses import fields, replace
from functools import cache

import numpy as np
import pymupdf
import pytest
import zxingcpp
from PIL import Image

from benchmarks.generator.canvas import Canvas, Span
from benchmarks.generator.dev import DEV
from benchmarks.generator.dossiers import roster_row
from benchmarks.generator.fonts import face
from benchmarks.generator.labels import own
from benchmarks.generator.people import APPLICANTS, Past, Workplace
from benchmarks.generator.render import to_pdf
from benchmarks.generator.strangers import random_applicant
from benchmarks.generator.style import Style, random_style
from benchmarks.generator.watermark import slanted, tile, turned
from benchmarks.truth import ASK, KEEP, OPEN, REDACT

NAMES = (
    "certificate_booklet",
    "appointment_letter",
    "patent_and_register",
    "id_card_copy",
    "insurance_months",
    "summary_report",
    "paper_single_column",
    "award_portrait",
)
ALL = {t.name: t for t in DEV.templates}
TEMPLATES = {name: ALL[name] for name in NAMES}


def _person(number):
    """Three drawn at random, then those of the samples."""
    if number > 3:
        return APPLICANTS[number - 4], Style()
    rng = np.random.default_rng((61, number))
    return random_applicant(number, rng, DEV), random_style(rng, DEV.faces)


@cache
def _pages(name, number, seed=5):
    return TEMPLATES[name].draw(*_person(number), np.random.default_rng(seed))


PEOPLE, WANG_WEI = range(1, 7), 4


def _own_values(a):
    work = [getattr(a.work, f.name) for f in fields(Workplace) if f.name != "grade"]
    values = [a.name, a.latin, a.latin.upper(), a.id_number, a.phone, a.email, a.address, *work]
    return {"".join(v.split()) for v in values if v}


def _quad(glyph):
    """Where a drawn glyph's ink lies, worked out anew."""
    x0, low, x1, top = (v * glyph.size for v in face(glyph.face).ink(glyph.char))
    left, right, high, foot = glyph.x + x0, glyph.x + x1, glyph.y - top, glyph.y - low
    quad = ((left, high), (right, high), (right, foot), (left, foot))
    return turned(quad, glyph.turn) if glyph.turn else quad


@pytest.mark.parametrize("name", NAMES)
def test_every_own_value_that_is_drawn_is_labelled(name):
    for person in PEOPLE:
        a, _ = _person(person)
        for canvas in _pages(name, person):
            glyphs = [g for g in canvas.glyphs if not g.char.isspace()]
            text = "".join(g.char for g in glyphs)
            labelled = {np.round(q, 3).tobytes() for i in canvas.items for q in i.quads}
            for value in _own_values(a):
                start = text.find(value)
                while start >= 0:
                    run = glyphs[start : start + len(value)]
                    assert all(np.round(_quad(g), 3).tobytes() in labelled for g in run), value
                    start = text.find(value, start + 1)


@pytest.mark.parametrize("name", NAMES)
def test_a_third_stays_and_something_goes(name):
    for person in PEOPLE:
        items = [i for c in _pages(name, person) for i in c.items]
        assert sum(i.expected == KEEP for i in items) * 3 >= len(items)
        assert any(i.expected == REDACT and i.category == "name" for i in items)


@pytest.mark.parametrize("name", NAMES)
def test_what_goes_is_the_applicants_and_no_common_word(name):
    """The scorer looks for every redacted text in the whole file: 男 would be found anywhere."""
    for person in PEOPLE:
        items = [i for c in _pages(name, person) for i in c.items]
        gone = [i for i in items if i.expected == REDACT]
        assert all(i.owner == "self" for i in gone)
        assert all(i.is_picture or len(i.inked) >= 2 for i in gone)


@pytest.mark.parametrize("name, times", [("certificate_booklet", 1), ("contract", 2)])
def test_papers_of_an_earlier_day_name_the_employer_of_that_day(name, times):
    a, style = _person(WANG_WEI)
    a = replace(a, past=Past("云川旗样例乡水利服务站"))
    pages = ALL[name].draw(a, style, np.random.default_rng(5))
    gone = [
        i.text for c in pages for i in c.items if i.category == "employer" and i.owner == "self"
    ]
    assert gone == ["云川旗样例乡水利服务站"] * times


def test_certificate_tells_in_english_what_no_roster_does():
    a, style = _person(WANG_WEI)
    a = replace(a, english_listed=False)
    (c,) = ALL["certificate_booklet"].draw(a, style, np.random.default_rng(5))
    told = {i.text for i in c.items if i.expected == REDACT}
    assert {a.latin, a.work.english} <= told
    assert a.work.english not in roster_row(1, a)


def test_card_keeps_nothing_but_its_labels():
    (canvas,) = _pages("id_card_copy", WANG_WEI)
    gone = {i.category for i in canvas.items if i.expected == REDACT}
    assert gone == {"name", "birth", "address", "id_number", "photo", "issuer", "validity"}
    assert {i.category for i in canvas.items if i.expected == OPEN} == {"sex", "ethnic"}
    assert sum(i.trap == "card_label" and i.expected == KEEP for i in canvas.items) == 9


def test_inventors_keep_their_order_and_only_the_own_name_goes():
    for seed in range(4):
        first, _ = _pages("patent_and_register", WANG_WEI, seed)
        named = [i for i in first.items if i.category == "name" and i.trap != "signer"]
        assert sorted(i.text for i in named if i.expected == KEEP) == ["李娜", "王伟民", "赵强"]
        assert [i.text for i in named if i.expected == REDACT] == ["王伟"]
        lefts = [i.quads[0][0][0] for i in named]
        assert lefts == sorted(lefts)


def test_bar_code_says_the_patents_number():
    first, _ = _pages("patent_and_register", WANG_WEI)
    with pymupdf.open(stream=to_pdf([first]).data, filetype="pdf") as document:
        page = document[0].get_pixmap(dpi=200)
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.tobytes("png"))).convert("L"))
    (number,) = [i.text for i in first.items if i.trap == "barcode_number"]
    assert [code.text for code in found] == [number]


def test_own_seal_is_not_scored_and_the_issuers_stays():
    for name, expected in (("appointment_letter", OPEN), ("certificate_booklet", KEEP)):
        items = _pages(name, WANG_WEI)[0].items
        assert [i.expected for i in items if i.category == "seal"] == [expected]


def test_initials_are_settled_among_the_authors_alone():
    """Case 12: W. Wang goes in the author block; in a reference only a person can say."""
    spellings = set()
    for seed in range(12):
        pages = _pages("paper_single_column", WANG_WEI, seed)
        items = [i for c in pages for i in c.items]
        spellings |= {i.text for i in items if i.trap == "pinyin"}
        assert [i.text for i in items if i.expected == ASK] == ["WANG W"]
    assert spellings == {"WANG Wei", "W. Wang", "Wei Wang", "Wang, Wei"}


def test_screenshot_shows_the_own_name_as_pixels_under_its_label():
    """The login name is no text of the page, and there is ink where its label lies."""
    made = to_pdf(_pages("summary_report", WANG_WEI))
    (item,) = [i for i in made.items if i.trap == "screenshot" and i.text == "王伟"]
    with pymupdf.open(stream=made.data, filetype="pdf") as document:
        page = document[item.page - 1]
        for quad in item.quads:
            box = pymupdf.Rect(quad[0], quad[2])
            assert page.get_text("text", clip=box).strip() == ""
            shade = np.frombuffer(page.get_pixmap(dpi=200, clip=box).samples, np.uint8)
            assert np.ptp(shade) > 120  # white letters on the bar


def test_watermark_stands_on_every_page_and_on_no_other_ink():
    for person in PEOPLE:
        a, _ = _person(person)
        for canvas in _pages("summary_report", person):
            slanting = [g for g in canvas.glyphs if g.turn and not g.char.isspace()]
            level = [g for g in canvas.glyphs if not g.turn and not g.char.isspace()]
            assert "".join(g.char for g in slanting).count(a.name) >= 3
            boxes = np.array([np.ravel([_quad(g)[0], _quad(g)[2]]) for g in level])
            for quad in map(_quad, slanting):
                low, high = np.min(quad, axis=0), np.max(quad, axis=0)
                apart = (boxes[:, 2:] < low) | (boxes[:, :2] > high)
                assert apart.any(axis=1).all()


def test_slanting_label_lies_on_the_slanting_ink():
    c = Canvas(200, 100)
    slanted(c, 40, 70, [own("一一一", "name")], 30, 25.0)
    (item,) = c.items
    with pymupdf.open(stream=to_pdf([c]).data, filetype="pdf") as document:
        pixmap = document[0].get_pixmap(dpi=288)
    grey = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3)[..., 0]
    ys, xs = np.nonzero(grey[:310] < 215)  # above the page's mark
    corners = np.array(item.quads).reshape(-1, 2)
    ink = np.array([xs.min(), ys.min(), xs.max() + 1, ys.max() + 1]) / 4
    assert ink == pytest.approx([*corners.min(axis=0), *corners.max(axis=0)], abs=0.8)


def test_page_without_room_has_no_watermark():
    c = Canvas(120, 120)
    for y in range(8, 120, 8):
        c.text(0, y, "一" * 15, size=8)
    assert tile(c, [Span("王伟")]) == 0
