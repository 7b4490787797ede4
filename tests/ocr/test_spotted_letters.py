"""Latin values in the recogniser's probabilities."""

from __future__ import annotations

import numpy as np
import pytest

from redactor.config.spotting import SpottingTable, Thresholds
from redactor.datatypes import Candidate, Entity
from redactor.ocr.paddle import Floats
from redactor.ocr.spotting import Spotter

_CHARS = "王伟任WangewiYuLdr0123456789@.x"
_CLASSES = {char: i + 1 for i, char in enumerate(dict.fromkeys(_CHARS))}
_LIMITS = Thresholds(-3.0, -9.0)
_TABLE = SpottingTable("r", {"name": _LIMITS, "email": _LIMITS})
_OWN = (
    Candidate(0, Entity.NAME, "王伟"),
    Candidate(1, Entity.NAME, "Wang Wei"),
    Candidate(2, Entity.EMAIL, "wangwei@Yu.Ld"),
)


def _frames(text: str, misread: str = "", as_: str = "") -> Floats:
    """Three frames a character; ``misread`` is rather taken for ``as_``."""
    frames = np.full((3 * len(text), len(_CLASSES) + 2), 1e-7, np.float32)
    frames[:, 0] = 1.0
    for i, char in enumerate(text):
        column = _CLASSES.get(char, len(_CLASSES) + 1)
        frames[3 * i + 1, 0] = 1e-7
        frames[3 * i + 1, column] = 1.0
        if char == misread:
            frames[3 * i + 1, column], frames[3 * i + 1, _CLASSES[as_]] = 0.3, 0.7
    return frames


def _seen(frames: Floats) -> list[str]:
    return [hit.text for hit in Spotter(_OWN, _CLASSES, _TABLE).look(frames).hits]


@pytest.mark.parametrize(
    ("text", "misread", "as_", "found"),
    [
        ("Wang Wei", "g", "9", ["WangWei"]),
        ("wangwei@Yu.Ld", "L", "r", ["wangwei@Yu.Ld"]),
        ("任王伟任", "伟", "d", ["王伟"]),  # no letters: the Han name alone is looked for
        ("Wang Wei", "", "", []),  # as it is read exactly, the text has it
        ("Ladrud", "", "", []),
    ],
)
def test_misread_letter(text: str, misread: str, as_: str, found: list[str]) -> None:
    assert _seen(_frames(text, misread, as_)) == found


def test_latin_values_do_not_change_what_other_lines_hold() -> None:
    line = _frames("任王伟任0123", "伟", "x")
    both = Spotter(_OWN, _CLASSES, _TABLE).look(line)
    alone = Spotter(_OWN[:1], _CLASSES, _TABLE).look(line)
    assert both == alone
