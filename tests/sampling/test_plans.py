"""The plans against the standard's own properties, and their chances against the binomial."""

from __future__ import annotations

import random

import pytest

from redactor.errors import ConfigError
from redactor.sampling.plans import accept_probability, acceptance_plan, wilson
from redactor.sampling.tables import AQLS, LETTERS, LEVELS, LOTS, PLANS, SIZES

# Examples of textbooks and of the pages named in ``tables``.
KNOWN = [
    (50, "II", "1.0", ("E", 13, 0)),  # an examination question: (13; 0, 1)
    (3000, "II", "2.5", ("K", 125, 7)),
    (5000, "II", "4.0", ("L", 200, 14)),
    (5000, "II", "2.5", ("L", 200, 10)),
    (350, "II", "0.65", ("J", 80, 1)),
    (100, "I", "6.5", ("D", 8, 1)),
]


@pytest.mark.parametrize("lot, level, aql, expected", KNOWN)
def test_known_plans(lot, level, aql, expected):
    plan = acceptance_plan(lot, level, aql)
    assert (plan.letter, plan.size, plan.accept) == expected
    assert plan.reject == plan.accept + 1


def test_a_small_lot_is_looked_at_whole():
    assert acceptance_plan(7, "II", "0.65").size == 7


def test_what_the_tables_do_not_tell_is_not_offered():
    for lot, level, aql in ((600_000, "III", "1.0"), (100, "IV", "1.0"), (100, "II", "0.1")):
        with pytest.raises(ConfigError):
            acceptance_plan(lot, level, aql)
    with pytest.raises(ConfigError):
        acceptance_plan(0)


def cells():
    """Every plan that stands in the tables itself: letter, AQL, size, accept."""
    for letter in LETTERS:
        for aql, cell in zip(AQLS, PLANS[letter].split(), strict=True):
            if cell.isdecimal():
                yield letter, aql, SIZES[letter], int(cell) - 1


@pytest.mark.parametrize("letter, aql, size, accept", cells())
def test_the_producers_risk_at_the_aql_is_that_of_the_standard(letter, aql, size, accept):
    """Lots at the AQL are mostly accepted: the standard says from about 88 % at Ac 0 upwards."""
    chance = accept_probability(size, accept, float(aql) / 100)
    assert 0.86 < chance < 0.999, chance
    if accept:
        assert chance > 0.9


@pytest.mark.parametrize("letter, aql, size, accept", cells())
def test_a_lot_ten_times_worse_is_mostly_refused(letter, aql, size, accept):
    if accept:
        assert accept_probability(size, accept, min(1, 10 * float(aql) / 100)) < 0.3


def test_larger_samples_accept_more_faults_and_the_same_diagonal():
    steps = {accept for *_, accept in cells()}
    assert steps == {0, 1, 2, 3, 5, 7, 10, 14, 21}
    for aql in AQLS:
        accepts = [a for _, q, _, a in cells() if q == aql]
        assert accepts == sorted(set(accepts))


def test_every_lot_has_a_plan_of_its_size_or_more():
    for level in set(LEVELS) - {"III"}:
        for aql in AQLS:
            sizes = [acceptance_plan(lot, level, aql).size for lot in (*LOTS, 10**7)]
            assert sizes == sorted(sizes)


def test_the_binomial_is_what_drawing_gives():
    generator = random.Random(1)
    taken = sum(sum(generator.random() < 0.04 for _ in range(32)) <= 2 for _ in range(20_000))
    assert taken / 20_000 == pytest.approx(accept_probability(32, 2, 0.04), abs=0.01)


def test_wilson_by_hand():
    low, high = wilson(4, 23)  # of the readme: 7.0 % … 37.1 %
    assert (round(low, 3), round(high, 3)) == (0.07, 0.371)
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(0, 20)[0] == 0.0 and wilson(20, 20)[1] == pytest.approx(1.0)
