"""Pages of tight places: every own value is labelled, and lies on the page."""

from __future__ import annotations

import pytest

from benchmarks.crowded import documents
from benchmarks.truth import REDACT


@pytest.mark.parametrize("seed", [3, 4])
def test_own_values_lie_on_the_page(seed: int) -> None:
    (dossier,) = documents(seed, 1, level=0)
    (document,) = dossier.documents
    own = [item for item in document.made.items if item.expected == REDACT]
    places = {item.trap for item in own}
    assert dossier.applicant.name in {item.text for item in own}
    assert {"head", "head_latin"} & places and "foot" in places
    for item in document.made.items:
        for x, y in (corner for quad in item.quads for corner in quad):
            assert -5 < x < 600 and -5 < y < 847
