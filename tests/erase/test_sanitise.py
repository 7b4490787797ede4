"""Whatever a PDF carries besides its pages is gone: one carrier a row, a name planted in each."""

from __future__ import annotations

import pytest

from tests.erase.carriers import CARRIERS, PAGE, WHO
from tests.erase.corners import CORNERS
from tests.erase.drawn import raw_pdf
from tests.erase.look import changed_outside, holds, said


@pytest.mark.parametrize("plant", [*CARRIERS, *CORNERS])
def test_name_in_a_carrier_is_gone(bench, plant):
    # Without the way by ``load``, which drops some carriers itself.
    bench.source.write_bytes(raw_pdf(PAGE, change=plant))
    bench.working = bench.source
    assert holds(said(bench.working), WHO)

    erased = bench.erase()

    assert not holds(erased.said(), WHO)
    assert "李娜、赵强" in erased.text()
    assert changed_outside(erased) == 0
