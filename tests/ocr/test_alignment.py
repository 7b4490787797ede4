"""How well texts fit a line's class probabilities."""

from __future__ import annotations

import numpy as np
import pytest

from redactor.ocr.alignment import FLOOR, fits

CLASSES = {"王": 1, "伟": 2, "玮": 3}


def frames(*shown: tuple[int, float]) -> np.ndarray:
    """One frame for each character shown with its probability, 玮 behind it; blanks between."""
    out = np.full((2 * len(shown), 5), 1e-7, np.float32)
    for n, (label, probability) in enumerate(shown):
        out[2 * n, label] = probability
        out[2 * n, 3] += 1 - probability
        out[2 * n + 1, 0] = 1.0
    return out


def test_what_is_read_fits_whole_and_what_lies_behind_it_by_its_odds() -> None:
    read, behind, absent = fits(frames((1, 1.0), (2, 0.8)), ["王伟", "王玮", "王某"], CLASSES)
    assert read == pytest.approx(0.0, abs=1e-4)
    assert behind == pytest.approx(np.log(0.2 / 0.8) / 2, abs=1e-3)
    assert absent == pytest.approx(FLOOR / 2, abs=0.2)


def test_no_frames_fit_nothing() -> None:
    assert fits(np.zeros((0, 5), np.float32), ["王伟"], CLASSES) == (FLOOR,)
