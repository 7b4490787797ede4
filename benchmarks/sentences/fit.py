"""``python -m benchmarks.sentences.fit FILE --write``: the weights of ``recognise/sense.toml``.

FILE is text that people have tagged (the People's Daily of January 1998, ``word/tag`` a word,
``nr`` people); it stays outside the repository. Its words that could be names are no people;
its people are, under their own names and with names put in their place. The dev frames of the trap
sentences join them. First fit the network of ``fit_slot``: it takes the other half of FILE.
Logistic regression; every third name, by its letters, is held back, and the shares of those beyond
each threshold are printed.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from benchmarks.sentences.cases import Case, halves, is_touched, of_frames, of_phrases, of_text
from benchmarks.sentences.recipe import recipe
from redactor.config.weights import check
from redactor.recognise import sense
from redactor.recognise.borders import SURE, SURE_WORD, is_careful, margins_at, may_be_new
from redactor.recognise.lac import Lac
from redactor.recognise.rivals import Reading
from redactor.recognise.words import word_count

_MOST = 4  # of one name
_FRAMES_WEIGHT = 0.6  # of a made-up sentence against one of others
_RARE = 60  # times a word stands in the texts of jieba's list
_UNLISTED = {"listed": 1.0, "count": 0.0, "count_as_name": 0.0}  # the signs of such a word
_RIDGE = 3.0
_THRESHOLDS = (-5, -4.5, -4, -3, -2, -1, 1, 2, 3, 3.5, 4, 5)
Vector = NDArray[np.float64]


def weighed(
    cases: Iterable[Case], kind: sense.Kind, lac: Lac, most: int
) -> tuple[list[Case], list[dict[str, float]]]:
    """Those of the kind that the readings leave open, and their signs; ``most`` of each answer."""
    kept: list[Case] = []
    signs: list[dict[str, float]] = []
    seen, full = Counter[object](), Counter[object]()
    for case in cases:
        answer = (case.is_person, case.source)
        if seen[case.name, answer] >= _MOST or full[answer] >= most or not is_touched(case):
            continue
        listed = is_careful(case.name, lac)
        # Hardly a word of this text is in no list: those that few texts have stand in for them.
        as_new = listed and kind is sense.Kind.NEW and word_count(case.name) < _RARE
        listed = listed and not as_new
        if listed != (kind is sense.Kind.WORD) or not (listed or may_be_new(case.name)):
            continue
        margins = margins_at(case.text, case.start, case.end, lac, careful=listed)
        verdict = margins.verdict
        if verdict.rival is Reading.NAME and verdict.margin <= (-SURE_WORD if listed else SURE):
            continue
        seen[case.name, answer] += 1
        full[answer] += 1
        kept.append(case)
        found = sense.signs(sense.Standing(case.text, case.start, case.end, margins), lac)
        signs.append(found | _UNLISTED if as_new else found)
    return kept, signs


def fitted(cases: Sequence[Case], rows: Vector) -> Vector:
    """Weights by Newton's method on standardised signs, in the signs' own units."""
    truth = np.array([c.is_person for c in cases], float)
    trust = np.array([1.0 if c.source == "text" else _FRAMES_WEIGHT for c in cases])
    share = trust @ truth / trust.sum()
    trust *= np.where(truth == 1, 0.5 / share, 0.5 / (1 - share))  # as if half were people
    mean, spread = rows.mean(0), rows.std(0) + 1e-6
    mean[0], spread[0] = 0.0, 1.0
    units = (rows - mean) / spread
    weights = np.zeros(rows.shape[1])
    for _ in range(40):
        chance = 1 / (1 + np.exp(-units @ weights))
        slope = units.T @ (trust * (chance - truth)) + _RIDGE * weights
        curve = (units.T * (trust * chance * (1 - chance))) @ units + _RIDGE * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    weights /= spread
    weights[0] -= (mean * weights)[1:].sum()
    return weights


def report(cases: Sequence[Case], rows: Vector) -> None:
    """Fit on two thirds of the names; of the others, the share in each step of the odds."""
    held = np.array([crc32(c.name.encode()) % 3 == 0 for c in cases])
    training = [c for c, back in zip(cases, held, strict=True) if not back]
    odds = rows @ fitted(training, rows[~held])
    steps = (-np.inf, *_THRESHOLDS, np.inf)
    for source in ("text", "phrases", "frames"):
        for person in (False, True):
            mine = np.array([c.is_person is person and c.source == source for c in cases])
            if not len(those := odds[held & mine]):
                continue
            shares = [100 * np.mean((a < those) & (those <= b)) for a, b in pairwise(steps)]
            print(f"{source} {'people' if person else 'words':6} {len(those):5}", end=" ")
            print(" ".join(f"{s:.1f} |{b:g}|" for s, b in zip(shares, steps[1:], strict=True)))


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line, fit both kinds, print, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[2])
    parser.add_argument("file", type=Path, help="tagged text, UTF-8")
    parser.add_argument("--most", type=int, default=2500, help="cases of each answer and source")
    parser.add_argument("--write", action="store_true", help="replace sense.toml")
    args = parser.parse_args(arguments)
    lac, (_, text) = Lac(check("lac")), halves(args.file)
    written = (
        "# Weights of the signs of sense.py, written by benchmarks.sentences.fit.\n\n[made_of]\n"
    )
    written += "".join(f'{k} = "{v}"\n' for k, v in recipe(text=args.file).items())
    for kind in sense.Kind:
        made = (c for seed in (101, 102) for c in of_frames(seed, 2000))
        theirs = of_text(text, random.Random(2)), of_phrases(text, random.Random(3))
        kept, signs = weighed(chain(made, *theirs), kind, lac, args.most)
        names = list(signs[0])
        rows = np.array([[row[n] for n in names] for row in signs])
        print(kind.value)
        report(kept, rows)
        pairs = zip(names, fitted(kept, rows), strict=True)
        written += f"\n[{kind.value}]\n" + "".join(f"{n} = {w:.3f}\n" for n, w in pairs)
    if args.write:
        Path(sense.__file__).with_suffix(".toml").write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
