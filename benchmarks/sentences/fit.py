"""``python -m benchmarks.sentences.fit FILE --write``: the weights of ``recognise/sense.toml``.

FILE is text that people have tagged (the People's Daily of January 1998, ``word/tag`` a word,
``nr`` people); it stays outside the repository. Its words that could be names are no people;
its people are, under their own names and with names put in their place. The dev frames of the trap
sentences join them. Logistic regression; every third name, by its letters, is held back, and the
shares of those beyond each threshold are printed.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from benchmarks.sentences.families import Maker, own_word, profile_of, sentences
from benchmarks.sentences.people import GIVEN, Named
from benchmarks.sentences.people import SURNAMES as COMPOSED
from benchmarks.sentences.sentence import KEEP, REDACT, Sentence
from redactor.config.weights import check
from redactor.recognise import sense
from redactor.recognise.borders import SURE, SURE_WORD, is_careful, margins_at, may_be_new
from redactor.recognise.lac import Lac
from redactor.recognise.pinyin import SURNAMES
from redactor.recognise.words import ending_cost, surname_cost, word_tags
from redactor.textnorm import is_han

_MOST = 4  # of one name
_LONGEST = 120  # characters of a line
_FRAMES_WEIGHT = 0.6  # of a made-up sentence against one of others
_RIDGE = 3.0
_THRESHOLDS = (-5, -4.5, -4, -3, -2, -1, 1, 2, 3, 3.5, 4, 5)
_END = "。！？；"
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """A name or a word at a place, and whether it is a person there."""

    text: str = field(repr=False)
    start: int
    end: int
    is_person: bool
    source: str

    @property
    def name(self) -> str:
        return self.text[self.start : self.end]


def tagged_lines(text: str) -> Iterator[list[tuple[str, str]]]:
    """The words of each sentence with their tags; surname and given name as one word."""
    for line in text.splitlines():
        words: list[tuple[str, str]] = []
        for token in line.split():
            word, _, tag = token.rpartition("/")
            if tag == "nr" and words and words[-1][1] == "nr" and words[-1][0] in SURNAMES:
                words[-1] = (words[-1][0] + word, tag)
            else:
                words.append((word, tag))
            if word in _END or sum(len(w) for w, _ in words) > _LONGEST:
                yield words
                words = []
        yield words


def of_text(text: str, rng: random.Random) -> Iterator[Case]:
    """The two-character words and people of a tagged text, and people under other names."""
    listed = [w for w, tag in word_tags().items() if not tag.startswith("nr") and _is_likely(w)]
    for words in tagged_lines(text):
        line, start = "".join(w for w, _ in words), 0
        for word, tag in words:
            end = start + len(word)
            if tag == "nr" and word[0] in SURNAMES and 2 <= len(word) <= 3:
                composed = rng.choice(COMPOSED) + rng.choice(GIVEN)
                for name in (word, rng.choice(listed), composed):
                    if len(name) == 2:
                        yield Case(line[:start] + name + line[end:], start, start + 2, True, "text")
            elif len(word) == 2 and tag and tag != "nr" and _may_be_name(word):
                yield Case(line, start, end, False, "text")
            start = end


def _may_be_name(word: str) -> bool:
    return word[0] in SURNAMES and is_han(word[1])


def _is_likely(word: str) -> bool:
    if len(word) != 2 or not _may_be_name(word):
        return False
    return surname_cost(word[0]) < 7.5 and ending_cost(word[1]) < 8.5


def of_frames(seed: int, count: int) -> Iterator[Case]:
    """The own names and traps of dev sentences, and listed words as names in the same frames."""
    for family in ("word", "near_name", "homonym"):
        for sentence in sentences(family, "dev", seed, count):
            yield from _cases(sentence)
    rng = random.Random(seed)
    words = sorted(filter(_is_likely, word_tags()))
    for number in range(count // 20):
        maker, named = Maker("word", "dev", seed, number), Named(rng.choice(words), "two")
        for _ in range(10):
            parts = own_word(maker, named)
            yield from _cases(maker.sentence("own_word", parts, profile_of(named.text)))


def _cases(sentence: Sentence) -> Iterator[Case]:
    for span in sentence.spans:
        own = sentence.text[span.start : span.end] == sentence.profile.names[0]
        if own and (KEEP in span.allowed) != (REDACT in span.allowed):
            person = REDACT in span.allowed
            yield Case(sentence.text, span.start, span.end, person, "frames")


def _touched(case: Case) -> bool:
    """Whether a Han character stands right beside the name: elsewhere its company tells."""
    around = case.text[case.start - 1 : case.start] + case.text[case.end : case.end + 1]
    return any(map(is_han, around))


def weighed(
    cases: Iterable[Case], kind: sense.Kind, lac: Lac, most: int
) -> tuple[list[Case], list[dict[str, float]]]:
    """Those of the kind that the readings leave open, and their signs; ``most`` of each answer."""
    kept: list[Case] = []
    signs: list[dict[str, float]] = []
    seen, full = Counter[object](), Counter[object]()
    for case in cases:
        answer = (case.is_person, case.source)
        if seen[case.name, answer] >= _MOST or full[answer] >= most or not _touched(case):
            continue
        listed = is_careful(case.name, lac)
        if listed != (kind is sense.Kind.WORD) or not (listed or may_be_new(case.name)):
            continue
        margins = margins_at(case.text, case.start, case.end, lac, careful=listed)
        if margins.verdict.margin <= (-SURE_WORD if listed else SURE):
            continue
        seen[case.name, answer] += 1
        full[answer] += 1
        kept.append(case)
        signs.append(sense.signs(sense.Standing(case.text, case.start, case.end, margins), lac))
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
    for source in ("text", "frames"):
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
    parser.add_argument("--most", type=int, default=3000, help="cases of each answer and source")
    parser.add_argument("--write", action="store_true", help="replace sense.toml")
    args = parser.parse_args(arguments)
    lac, lines = Lac(check("lac")), args.file.read_text(encoding="utf-8").splitlines()
    text = "\n".join(random.Random(1).sample(lines, len(lines)))
    written = "# Weights of the signs of sense.py, written by benchmarks.sentences.fit.\n"
    for kind in sense.Kind:
        made = (c for seed in (101, 102) for c in of_frames(seed, 2000))
        kept, signs = weighed(chain(made, of_text(text, random.Random(2))), kind, lac, args.most)
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
