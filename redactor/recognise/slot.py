"""Whether the words around a place lead one to expect a person there, whatever it holds.

A plain noun and a plain name are put in the place, one after the other, and LAC's scores of every
tag there and close by are read by a small network: what LAC knows of a word (采收白菊) cannot
mislead it, for the word is gone. Its weights are fitted by ``benchmarks.sentences.fit_slot``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from redactor.recognise.lac import Lac, sentence_around

_STAND_INS = ("文件", "王伟")
_BESIDE = 2  # characters on each side whose tags are looked at
_REACH = 60  # and those that LAC sees
_LEAST = -15.0
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Network:
    """One hidden layer of tanh. ``hidden`` has a row for each of the tags' scores."""

    hidden: Vector
    bias: Vector
    out: Vector
    always: float

    def odds(self, tags: Vector) -> Vector:
        """Logarithms of the odds of a person, of one place or of a row each."""
        found: Vector = np.tanh(tags @ self.hidden + self.bias) @ self.out + self.always
        return found


def tags_around(text: str, start: int, end: int, lac: Lac) -> Vector:
    """LAC's scores of all tags around ``text[start:end]``, once a noun and once a name stands
    there; the best of each character is 0.
    """
    first, last = sentence_around(text, start, end)
    before, after = text[max(first, start - _REACH) : start], text[end : min(last, end + _REACH)]
    return np.concatenate([_tags_of(before, word, after, lac) for word in _STAND_INS])


def _tags_of(before: str, word: str, after: str, lac: Lac) -> Vector:
    scores = lac.scores(before + word + after)
    scores = np.maximum(scores - scores.max(1, keepdims=True), _LEAST)
    rim = np.full((_BESIDE, scores.shape[1]), _LEAST)
    padded = np.concatenate([rim, scores, rim])
    found: Vector = padded[len(before) : len(before) + len(word) + 2 * _BESIDE].ravel()
    return found.astype(float)


def expects_person(text: str, start: int, end: int, lac: Lac) -> float:
    """Logarithm of the odds that ``text[start:end]`` is a place for a person: 0 is even."""
    return float(_network().odds(tags_around(text, start, end, lac)))


@cache
def _network() -> Network:
    found = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    hidden, bias, out = (np.array(found[part]) for part in ("hidden", "bias", "out"))
    return Network(hidden, bias, out, found["always"])
