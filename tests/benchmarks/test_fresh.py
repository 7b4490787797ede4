"""Random dossiers: the same for a seed, unlike the samples, readable."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.fresh import draw_people
from benchmarks.samples.documents import assessment, award, contract, form, notice, paper
from benchmarks.samples.people import APPLICANTS, id_number


def _pages(applicant, style):
    yield from form.build(applicant, style)
    yield from paper.build(applicant, style)
    yield from award.build(applicant, style, np.random.default_rng(1))
    yield from assessment.build(applicant, style)
    yield from notice.build(applicant, style)
    yield from contract.build(applicant, style)


def test_same_seed_same_people():
    assert draw_people(3, 5) == draw_people(3, 5)
    assert draw_people(3, 5) != draw_people(4, 5)


def test_fresh_people_are_not_the_samples():
    known = {a.name for a in APPLICANTS}
    people = [a for a, _ in draw_people(11, 30)]
    assert len({a.name for a in people}) == 30
    assert not known & {a.name for a in people}


def test_fresh_numbers_are_valid_and_nobodys():
    for applicant, _ in draw_people(12, 30):
        assert id_number(applicant.id_number[:17]) == applicant.id_number
        assert applicant.id_number.startswith("1599") and applicant.phone.startswith("154")
        assert (int(applicant.id_number[16]) % 2 == 0) == applicant.female


@pytest.mark.parametrize("seed", [21, 22, 23])
def test_nothing_overlaps_and_nothing_leaves_the_page(seed):
    """Whatever is drawn: no labelled glyph on another, none over the margin."""
    for applicant, style in draw_people(seed, 2):
        for canvas in _pages(applicant, style):
            boxes = np.array(
                [[*q[0], *q[2]] for i in canvas.items if not i.is_picture for q in i.quads]
            )
            assert boxes[:, :2].min() > 8
            assert boxes[:, 2].max() < canvas.width - 8
            assert boxes[:, 3].max() < canvas.height - 8
            shared = np.minimum(boxes[:, None, 2:], boxes[None, :, 2:]) - np.maximum(
                boxes[:, None, :2], boxes[None, :, :2]
            )
            both = (shared > 0.8).all(axis=2)
            np.fill_diagonal(both, False)
            assert not both.any()
