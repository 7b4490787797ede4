"""Where a spotted value stands: its first and last character whole."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from redactor.config.spotting import SpottingTable, Thresholds
from redactor.datatypes import Candidate, Entity
from redactor.ocr.paddle import Floats, Probabilities
from redactor.ocr.reading import LineReader
from redactor.ocr.spotting import Spotter

_CLASSES = {"任": 1, "赵": 2, "赟": 3, "贺": 4, "某": 5}
_FRAME = 8.0  # pixels
_STEP = 5  # frames from one character to the next


class _Reads:
    """A recogniser that reads 任赵贺某, whatever it is shown, and takes 贺 for 赟 now and then."""

    characters = ("blank", *_CLASSES, " ")

    def __init__(self, shown: tuple[float, ...]) -> None:
        self._frames = np.full((4 * _STEP, len(self.characters)), 1e-7, np.float32)
        self._frames[:, 0] = 0.5
        for n, label in enumerate((1, 2, 4, 5)):
            first = _STEP * n + 2 - len(shown) // 2
            self._frames[first : first + len(shown), label] = shown
            if label == 4:
                self._frames[first : first + len(shown), 3] = 0.3

    def batches(self, strips: list[Floats]) -> list[list[int]]:
        return [list(range(len(strips)))]

    def probabilities(self, strips: list[Floats]) -> list[Probabilities]:
        return [Probabilities(self._frames, _FRAME) for _ in strips]


@pytest.mark.parametrize("shown", [(0.4, 0.9), (0.9,), (0.7, 0.8, 0.9), (0.9, 0.8, 0.7)])
def test_characters_of_a_spotted_value_are_not_shared_with_what_was_read(
    shown: tuple[float, ...],
) -> None:
    image = np.full((60, 220, 3), 255, np.uint8)
    places = [(20 + 40 * n, 50 + 40 * n) for n in range(4)]
    for left, right in places:
        cv2.rectangle(image, (left, 15), (right, 45), (0, 0, 0), -1)
    limits = SpottingTable("r", {"name": Thresholds(-3.0, -9.0)})
    spotter = Spotter([Candidate(0, Entity.NAME, "赵赟")], _CLASSES, limits)
    reader = LineReader(_Reads(shown), spotter, 0.8)  # type: ignore[arg-type]
    corners = np.array([(18, 12), (176, 12), (176, 48), (18, 48)], np.float32)
    (line,) = reader.read(image, [corners])
    (spotted,) = line.spotted
    for place, (left, right) in zip(spotted.corners, places[1:3], strict=True):
        assert left - 10 < place[0][0] <= left and right <= place[1][0] < right + 10
