"""The held-out third: its pages are readable, wholly labelled, and nobody else's."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import held_out
from benchmarks.generator.dev import DEV
from benchmarks.generator.fonts import face_for
from benchmarks.generator.pool import NAME_KINDS
from benchmarks.generator.strangers import random_applicant
from benchmarks.generator.style import random_style
from benchmarks.held_out import POOL
from benchmarks.truth import KEEP, REDACT

_ALL = DEV + POOL
_LEAST = 0.25  # of names, employers, typefaces and layouts of the test split
each_template = pytest.mark.parametrize("template", POOL.templates, ids=lambda t: t.name)


def _dossiers(template, seeds):
    """Applicants of the test split in one layout: the applicant and the pages."""
    for seed in seeds:
        rng = np.random.default_rng(seed)
        applicant = random_applicant(seed % 90 + 1, rng, _ALL)
        style = random_style(rng, POOL.faces)
        yield applicant, template.draw(applicant, style, np.random.default_rng(seed))


@each_template
def test_nothing_overlaps_and_nothing_leaves_the_page(template, readable):
    for _, pages in _dossiers(template, range(31, 36)):
        for page in pages:
            readable(page)


@each_template
def test_a_third_is_kept_and_something_goes(template):
    for _, pages in _dossiers(template, range(41, 43)):
        items = [item for page in pages for item in page.items]
        kept = sum(item.expected == KEEP for item in items)
        assert kept >= len(items) / 3
        assert any(item.expected == REDACT for item in items)


def _own_values(a):
    values = [a.latin, a.id_number, a.phone, a.email, a.work.domain, a.address]
    values += [a.work.full, a.work.short, a.work.former, a.work.english]
    return values if a.name_is_word else [a.name, *values]  # a word also stands in plain texts


@each_template
def test_every_own_value_drawn_is_labelled(template):
    for applicant, pages in _dossiers(template, range(51, 57)):
        for page in pages:
            drawn = "".join(glyph.char for glyph in page.glyphs)
            labelled = "\n".join(item.text for item in page.items)
            for value in _own_values(applicant):
                assert drawn.count(value) <= labelled.count(value), template.name


def test_own_name_is_to_go_wherever_it_stands_alone():
    for template in POOL.templates:
        for applicant, pages in _dossiers(template, range(61, 63)):
            alone = [i for p in pages for i in p.items if i.text == applicant.name]
            kept = [i for i in alone if i.expected == KEEP]
            assert alone and not kept


@each_template
def test_same_seed_same_pages(template):
    first, second = ([p.glyphs for _, ps in _dossiers(template, [71]) for p in ps] for _ in "ab")
    assert first == second


def test_layouts_differ_in_kind_and_one_is_long():
    lengths = [
        len(pages) for template in POOL.templates for _, pages in _dossiers(template, range(81, 83))
    ]
    assert len({template.kind for template in POOL.templates}) >= 8
    assert max(lengths) in (4, 5, 6) and min(lengths) >= 1


def test_all_kinds_of_names_are_there():
    assert {entry.kind for entry in POOL.names} == set(NAME_KINDS)
    assert len(POOL.names) >= 20 and len(POOL.employers) >= 12


def test_phrases_hold_the_word_and_the_word_holds_the_name():
    for entry in POOL.names:
        assert (entry.kind == "word") == bool(entry.phrases)
        for word, sentence in entry.phrases:
            assert entry.text in word and word in sentence


def test_employers_take_every_place_name_and_number():
    spans = {"p": "某", "m": "某", "n": "一", "P": "Mou", "M": "Mou", "N": "1"}
    for entry in POOL.employers:
        texts = (entry.full, entry.short, entry.former, entry.english)
        assert len({text.format(**spans) for text in texts}) == 4
        assert entry.topic.named_project.count("{short}") == 1


@pytest.mark.parametrize("typeface", POOL.faces)
def test_typefaces_draw_every_name(typeface):
    for char in {char for entry in POOL.names for char in entry.text}:
        assert face_for(typeface, char)


def test_nothing_is_shared_with_what_may_be_looked_at():
    assert not {e.text for e in POOL.names} & {e.text for e in DEV.names}
    assert not {e.full for e in POOL.employers} & {e.full for e in DEV.employers}
    assert not {t.name for t in POOL.templates} & {t.name for t in DEV.templates}
    assert not set(POOL.faces) & set(DEV.faces)
    assert not set(POOL.places) & set(DEV.places)
    assert not set(POOL.marks) & set(DEV.marks)


@pytest.mark.parametrize("part", ["names", "employers", "faces", "templates"])
def test_a_good_part_is_held_out(part):
    held, known = len(getattr(held_out.POOL, part)), len(getattr(DEV, part))
    assert held / (held + known) >= _LEAST
