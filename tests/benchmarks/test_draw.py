"""Random dossiers: the same for a seed, unlike the samples, readable."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.generator.dev import DEV
from benchmarks.generator.people import APPLICANTS, id_number
from benchmarks.generator.strangers import random_applicant
from benchmarks.generator.style import random_style


def _people(seed, count):
    for number in range(1, count + 1):
        rng = np.random.default_rng((seed, number))
        yield random_applicant(number, rng, DEV), random_style(rng, DEV.faces)


def test_same_seed_same_people():
    assert list(_people(3, 5)) == list(_people(3, 5))
    assert list(_people(3, 5)) != list(_people(4, 5))


def test_fresh_people_are_not_the_samples():
    known = {a.name for a in APPLICANTS}
    assert not known & {a.name for a, _ in _people(11, 30)}


def test_fresh_numbers_are_valid_and_nobodys():
    for applicant, _ in _people(12, 30):
        assert id_number(applicant.id_number[:17]) == applicant.id_number
        assert applicant.id_number.startswith("1599") and applicant.phone.startswith("154")
        assert (int(applicant.id_number[16]) % 2 == 0) == applicant.female


@pytest.mark.parametrize("seed", [21, 22, 23])
def test_nothing_overlaps_and_nothing_leaves_the_page(seed):
    """Whatever is drawn: no labelled glyph on another, none over the margin."""
    for applicant, style in _people(seed, 2):
        for canvas in (
            p for t in DEV.templates for p in t.draw(applicant, style, np.random.default_rng(seed))
        ):
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
