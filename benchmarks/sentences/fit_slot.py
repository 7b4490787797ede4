"""``python -m benchmarks.sentences.fit_slot FILE --write``: the network of ``recognise/slot.json``.

FILE as for ``fit``, of which this takes one half; beside it the lines that the name model is
trained on, and the dev frames of the trap sentences. A name at the place is never seen, so no name
need be held back; but the frames are those of the test split, so how well it does on frames that
it has not seen is printed too: trained without them.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.sentences.cases import (
    Case,
    halves,
    is_touched,
    of_frames,
    of_model_lines,
    of_phrases,
    of_text,
)
from benchmarks.sentences.recipe import recipe
from redactor.config.weights import check
from redactor.recognise import slot
from redactor.recognise.lac import Lac
from redactor.recognise.slot import Network, Vector, tags_around

_NETWORKS, _HIDDEN, _ROUNDS, _BATCH = 3, 32, 15, 128
_STEP, _DECAY = 2e-3, 1e-4
_MOMENTS = 0.9, 0.999  # of Adam
_SPREAD = 0.3  # added to that of a sign, so that none that hardly varies grows large
_MOST = {"text": 15000, "phrases": 9000, "model": 10000, "frames": 8000}  # of each answer
_SHARES = (0.005, 0.01, 0.02, 0.05)


def cases(path: Path, lac: Lac) -> Iterator[Case]:
    """Those of all sources, as many of each answer as are wanted."""
    text, full = halves(path)[0], Counter[tuple[str, bool]]()
    theirs = of_text(text, random.Random(5)), of_phrases(text, random.Random(6))
    sources: tuple[Iterable[Case], ...] = (*theirs, of_model_lines(7, 16000, lac))
    for source in (*sources, of_frames(201, 4000)):
        for case in source:
            answer = case.source, case.is_person
            if full[answer] < _MOST[case.source] and is_touched(case):
                full[answer] += 1
                yield case
            elif sum(full[case.source, a] for a in (True, False)) == 2 * _MOST[case.source]:
                break


def fitted(rows: Vector, truth: Vector) -> Network:
    """The mean of a few networks, which differ by up to two at a single place, as one."""
    nets = [_fitted(rows, truth, seed) for seed in range(_NETWORKS)]
    return Network(
        np.hstack([n.hidden for n in nets]),
        np.hstack([n.bias for n in nets]),
        np.hstack([n.out for n in nets]) / len(nets),
        sum(n.always for n in nets) / len(nets),
    )


def _fitted(rows: Vector, truth: Vector, seed: int) -> Network:
    """A network by Adam, the answers weighed as if half were people."""
    mean, spread = rows.mean(0), rows.std(0) + _SPREAD
    units, rng = (rows - mean) / spread, np.random.default_rng(seed)
    trust = np.where(truth == 1, 0.5 / truth.mean(), 0.5 / (1 - truth.mean()))
    weights = [
        rng.normal(0, 1 / np.sqrt(rows.shape[1]), (rows.shape[1], _HIDDEN)),
        np.zeros(_HIDDEN),
        rng.normal(0, 0.3, _HIDDEN),
        np.zeros(1),
    ]
    first, second = ([np.zeros_like(w) for w in weights] for _ in range(2))
    batches = len(rows) // _BATCH
    for number in range(_ROUNDS * batches):
        if number % batches == 0:
            parts = np.array_split(rng.permutation(len(rows)), batches)
        part = parts[number % batches]
        step = _STEP * (1 - number / (_ROUNDS * batches))
        for k, slope in enumerate(_slopes(weights, units[part], truth[part], trust[part])):
            first[k] += (1 - _MOMENTS[0]) * (slope - first[k])
            second[k] += (1 - _MOMENTS[1]) * (slope**2 - second[k])
            towards = first[k] / (1 - _MOMENTS[0] ** (number + 1))
            weights[k] -= (
                step * towards / (np.sqrt(second[k] / (1 - _MOMENTS[1] ** (number + 1))) + 1e-8)
            )
    hidden, bias, out, always = weights
    return Network(hidden / spread[:, None], bias - mean / spread @ hidden, out, float(always[0]))


def _slopes(weights: Sequence[Vector], units: Vector, truth: Vector, trust: Vector) -> list[Vector]:
    """Of the logarithm of the likelihood, for each array of weights."""
    hidden, bias, out, always = weights
    inner = np.tanh(units @ hidden + bias)
    error = trust * (1 / (1 + np.exp(-(inner @ out + always[0]))) - truth) / len(truth)
    back = np.outer(error, out) * (1 - inner**2)
    return [
        units.T @ back + _DECAY * hidden,
        back.sum(0),
        inner.T @ error + _DECAY * out,
        np.array([error.sum()]),
    ]


def report(odds: Vector, truth: Vector) -> str:
    """How many words have lower odds than all but a few people, and the reverse."""
    people, words = odds[truth == 1], odds[truth == 0]
    return " ".join(
        f"{100 * share:g} %: {np.mean(words < np.quantile(people, share)):.2f}"
        f" {np.mean(people > np.quantile(words, 1 - share)):.2f}"
        for share in _SHARES
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line, fit, print, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[2])
    parser.add_argument("file", type=Path, help="tagged text, UTF-8")
    parser.add_argument("--write", action="store_true", help="replace slot.json")
    args = parser.parse_args(arguments)
    lac = Lac(check("lac"))
    kept = list(cases(args.file, lac))
    rows = np.array([tags_around(c.text, c.start, c.end, lac) for c in kept])
    truth = np.array([c.is_person for c in kept], float)
    frames = np.array([c.source == "frames" for c in kept])
    third = np.random.default_rng(9).random(len(kept)) < 1 / 3
    for name, training, held in (
        ("frames, trained without any", ~frames, frames),
        ("places held back", ~third, third),
    ):
        odds = fitted(rows[training], truth[training]).odds(rows[held])
        print(f"{name}: {held.sum()} places; {report(odds, truth[held])}")
    if args.write:
        network = fitted(rows, truth)
        parts: dict[str, object] = {"made_of": recipe(text=args.file)}
        parts |= {k: np.round(getattr(network, k), 4).tolist() for k in Network.__slots__}
        written = json.dumps(parts, indent=0).replace(",\n", ",").replace("],[", "],\n[")
        Path(slot.__file__).with_suffix(".json").write_text(written + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
