"""What happens to a page between the printer and the upload, each kind at four levels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.generator.effects import Scan


@dataclass(frozen=True, slots=True)
class Damage:
    """One kind of damage at one level: 1 slight … 4 hard to read."""

    kind: str
    level: int


NO_DAMAGE = Damage("none", 0)
LEVELS = (1, 2, 3, 4)
KINDS = ("resolution", "skew", "blur", "noise", "jpeg", "perspective")


def scan_for(damage: Damage, *, coloured: bool, rng: np.random.Generator) -> Scan:
    """A scanner's draw with the given damage on top; all else about it is ordinary."""
    raise NotImplementedError
