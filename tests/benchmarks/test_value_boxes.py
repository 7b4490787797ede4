"""Places of values against their ink: what is left over, and what neighbours lose."""

from __future__ import annotations

import numpy as np

from benchmarks.drawn_pages import Drawn, Run, draw
from benchmarks.drawn_scans import damaged
from benchmarks.generator.damage import Damage
from benchmarks.value_boxes import Fit, Placed, _taken_out, as_table
from redactor.geometry import PtQuad

VALUE = Placed("Han", "solid", 2, 4)


def _drawn() -> Drawn:
    return draw([Run("姓名王伟汉族", 20, 20, 12)], dpi=150, page_pt=(200, 60))


def _quads(drawn: Drawn, shift: float = 0.0) -> list[PtQuad]:
    cells = drawn.cells[VALUE.start : VALUE.end].astype(float)
    width = cells[0, 1, 0] - cells[0, 0, 0]
    moved = cells + np.array([shift * width, 0.0])
    return [drawn.geometry.quad_to_pt((float(x), float(y)) for x, y in c) for c in moved]


def test_true_cells_take_out_the_value_and_nothing_else():
    drawn = _drawn()
    assert _taken_out(drawn, _quads(drawn), VALUE) == ((0.0, 0.0), 0.0, 0)


def test_place_beside_the_value_leaves_and_harms():
    drawn = _drawn()
    shows, harmed, lost = _taken_out(drawn, _quads(drawn, 0.5), VALUE)
    assert shows[0] > 0.2 and shows[1] == 0.0
    assert harmed > 0.2 and lost > 0


def test_labels_follow_the_ink_through_damage():
    drawn = damaged(_drawn(), Damage("skew", 4), 3, 200.0)
    assert drawn.geometry.dpi == 200.0
    assert max(_taken_out(drawn, _quads(drawn), VALUE)[0]) <= 0.02
    dark = drawn.image.min(axis=2) < 128
    assert (drawn.labels[dark] > 0).mean() > 0.9


def test_table_counts_values_by_script_and_damage():
    fits = [
        Fit("Han", "solid", 150.0, "blur", 1, True, (0.0, 0.3), 0.2, 5, 1000),
        Fit("digits", "solid", 150.0, "none", 0, True, (0.0, 0.0), 0.0, 0, 1000),
        Fit("digits", "solid", 150.0, "none", 0, False),
    ]
    row = as_table(fits).split("\n")[1].split()
    assert row == ["all", "3", "66.67", "50.00", "75.00", "50.00", "50.00", "0.250"]
