"""Whatever a PDF carries besides its pages is gone: one carrier a row, a name planted in each."""

from __future__ import annotations

import pytest

from tests.erase.carriers import CARRIERS, PAGE, WHO
from tests.erase.corners import CORNERS
from tests.erase.depths import DEPTHS, NUMBERS, PHONE
from tests.erase.drawn import raw_pdf
from tests.erase.everywhere import (
    PLANTED,
    draw_everything,
    in_every_array,
    in_every_dictionary,
)
from tests.erase.look import changed_outside, holds, said


@pytest.mark.parametrize("plant", [*CARRIERS, *CORNERS, *DEPTHS])
def test_name_in_a_carrier_is_gone(bench, plant):
    # Without the way by ``load``, which drops some carriers itself.
    bench.source.write_bytes(raw_pdf(PAGE, change=plant))
    bench.working = bench.source
    assert holds(said(bench.working), WHO)

    erased = bench.erase()

    assert not holds(erased.said(), WHO)
    assert "李娜、赵强" in erased.text()
    assert changed_outside(erased) == 0


@pytest.mark.parametrize("plant", NUMBERS)
def test_a_number_that_is_a_phone_is_gone(bench, plant):
    bench.source.write_bytes(raw_pdf(PAGE, change=plant))
    bench.working = bench.source
    assert str(PHONE).encode() in said(bench.working)

    erased = bench.erase()

    assert str(PHONE).encode() not in erased.said()
    assert changed_outside(erased) == 0


def test_what_draws_the_page_stays_as_it_is(bench):
    bench.write(raw_pdf(PAGE, change=draw_everything))

    assert changed_outside(bench.erase()) == 0


EVERYWHERE = {
    **{f"{kind} of its key": in_every_dictionary(kind, f"/{WHO}") for kind in PLANTED},
    **{f"{kind} of any key": in_every_dictionary(kind, "/Zhang") for kind in PLANTED},
    **{f"{kind} among others": in_every_array(kind) for kind in PLANTED if kind != "stream"},
}


@pytest.mark.parametrize("plant", EVERYWHERE.values(), ids=EVERYWHERE)
def test_a_name_in_every_object_at_once_is_gone(bench, plant):
    bench.source.write_bytes(raw_pdf(PAGE, change=plant))
    bench.working = bench.source

    assert not holds(bench.erase().said(), WHO)
