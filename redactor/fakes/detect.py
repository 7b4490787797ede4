"""A region detector without a model: it finds a patch of one colour."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from redactor.datatypes import Entity, Evidence, Finding, Likeness
from redactor.geometry import PtQuad, PxBox
from redactor.ports import PageView

MAGENTA = (255, 0, 255)  # in no document; survives rendering, not JPEG


class FakeDetector:
    """Finds the upright box round all pixels of exactly one colour, as one picture."""

    name = "fake"

    def __init__(
        self,
        entity: Entity = Entity.PHOTO,
        colour: tuple[int, int, int] = MAGENTA,
        evidence: frozenset[Evidence] = frozenset(),
    ) -> None:
        """``evidence`` is passed on to the finding, to steer the policy."""
        self._entity = entity
        self._colour = np.array(colour, np.uint8)
        self._evidence = evidence

    def find(self, view: PageView) -> Iterable[Finding]:
        """One finding, or none when the colour is not on the page."""
        rows, cols = np.nonzero((view.image == self._colour).all(axis=2))
        if not len(rows):
            return
        box = PxBox(
            float(cols.min()), float(rows.min()), float(cols.max()) + 1, float(rows.max()) + 1
        )
        yield Finding(
            entity=self._entity,
            page_no=view.page_no,
            quads=(PtQuad.from_box(view.geometry.to_points(box)),),
            score=1.0,
            found_by="fake.colour",
            likeness=Likeness.NONE,
            evidence=self._evidence,
        )
