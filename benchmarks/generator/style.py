"""How a dossier's pages are laid out: typefaces, sizes, table widths. Part of the seed's draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Style:
    """One applicant's layout. Sizes in points."""

    body_face: str = "serif"
    form_face: str = "serif"
    body_size: float = 10.5
    paper_size: float = 8.6
    row_height: float = 25.0
    margin: float = 52.0
    label_width: float = 66.0  # of a form's label cell


def random_style(rng: np.random.Generator, faces: Sequence[str]) -> Style:
    """Looks nobody tuned to: for pages not seen while the program was written."""
    return Style(
        body_face=str(rng.choice(faces)),
        form_face=str(rng.choice(faces)),
        body_size=float(rng.uniform(9.5, 12)),
        paper_size=float(rng.uniform(8.0, 9.2)),
        row_height=float(rng.uniform(22, 28)),
        margin=float(rng.uniform(44, 62)),
        label_width=float(rng.uniform(60, 78)),
    )
