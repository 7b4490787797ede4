"""People by two opinions: LAC, and a small spaCy model of our own.

The model is strong on Mongolian names in Han transliteration, which LAC takes apart
(阿拉坦|其其格). How it is made and what it is worth: ``models/README.md``.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

import spacy
from presidio_analyzer import EntityRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts
from spacy.language import Language
from spacy.tokens import Doc

from redactor.errors import MissingModelError
from redactor.recognise.lac import Lac
from redactor.recognise.lexicon import MONGOLIAN, REGIONAL_WORDS
from redactor.recognise.pinyin import split_name
from redactor.recognise.runs import is_named
from redactor.textnorm import fold_char

_MAX_CHARS = 256
_CACHE_LINES = 4096
_PIECE = re.compile(r"[^\n\t]+")
# Two characters in a row that such names are spelled with, or an interpunct: 7 % of the lines of
# five notices, 97 % of made-up names. On other lines LAC is asked alone.
_DOT = re.compile(r"[·•・‧]")
_MAY_BE_MONGOLIAN = re.compile(rf"[{''.join(sorted(set(''.join(MONGOLIAN))))}]{{2}}|[·•・‧]")
_REGIONAL = re.compile("|".join(sorted(REGIONAL_WORDS, key=len, reverse=True)))
# What the model sees there besides is a mistake; a name may be set wide (王　伟).
_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
_NAME = re.compile(rf"[{_HAN}][{_HAN}·•・‧\s]*[{_HAN}]")
Span = tuple[int, int]


def plain(line: str) -> str:
    """``line`` as the model sees it, character for character: no widths, digits or letters."""
    return "".join(map(_plain_char, line))


def _plain_char(char: str) -> str:
    folded = fold_char(char)[:1]
    if not folded:
        return "_"
    if folded.isdigit():
        return "0"
    return "a" if "a" <= folded <= "z" else folded


def as_doc(nlp: Language, line: str) -> Doc:
    """``line`` for the model: one token a character."""
    return Doc(nlp.vocab, words=list(plain(line)), spaces=[False] * len(line))


class People:
    """The model. One a process; remembers the lines it has seen last."""

    def __init__(self, folder: Path) -> None:
        if not (folder / "meta.json").is_file():
            raise MissingModelError("model spacy_names is missing; run models/fetch.py")
        self.folder = folder
        # The recogniser is disabled in the pipeline: Presidio runs that on whole pages.
        self.nlp = spacy.load(folder)
        self._ner = self.nlp.get_pipe("ner")
        self._seen: OrderedDict[str, tuple[Span, ...]] = OrderedDict()

    def spans(self, line: str) -> tuple[Span, ...]:
        """The names of people in one line of text, in order; of its first 256 characters.

        About 2 ms a line, and many at once cost as much: ask only where it can matter.
        """
        if line in self._seen:
            self._seen.move_to_end(line)
            return self._seen[line]
        doc = self._ner(as_doc(self.nlp, line[:_MAX_CHARS]))
        spans = ((e.start, e.end) for e in doc.ents)
        found = self._seen[line] = tuple(s for s in spans if _NAME.fullmatch(line, *s))
        if len(self._seen) > _CACHE_LINES:
            self._seen.popitem(last=False)
        return found


def by_lac(line: str, lac: Lac) -> tuple[Span, ...]:
    """The people LAC sees; it takes some figures for people, and single characters."""
    spans = ((t.start, t.end) for t in lac.tokens(line) if t.tag == "PER")
    return tuple(s for s in spans if _NAME.fullmatch(line, *s))


def in_line(line: str, lac: Lac, people: People) -> tuple[Span, ...]:
    """The people in one line by both opinions, less what one says and the other contradicts.

    Mongolian names are the model's. Han names are LAC's, the better one on them; where what it
    names is a listed word, or has no surname, the model must see somebody there too.
    """
    theirs = [s for s in by_lac(line, lac) if not _begins_in_place(line, s[0])]
    certain = [s for s in theirs if _has_han_form(line[slice(*s)])]
    if certain == theirs and not _MAY_BE_MONGOLIAN.search(line):
        return tuple(theirs)
    seen = people.spans(line)
    ours = [s for s in seen if _is_mongolian(line, *s, lac) and not _is_two(line, s, certain)]
    kept = [t for t in theirs if t in certain or _touches(t, seen)]
    return tuple(sorted([*(t for t in kept if not _touches(t, ours)), *ours]))


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _is_two(line: str, span: Span, certain: Sequence[Span]) -> bool:
    """Whether a dot parts two whole Han names: 马凯俊·袁云文, as OCR reads a semicolon."""
    dotted = _DOT.search(line, *span) is not None
    return dotted and sum(_touches(t, [span]) for t in certain) > 1


def _begins_in_place(line: str, start: int) -> bool:
    return any(m.start() <= start < m.end() for m in _REGIONAL.finditer(line))


def _has_han_form(name: str) -> bool:
    return bool(split_name(name)[0]) and is_named(name)


def _is_mongolian(line: str, start: int, end: int, lac: Lac) -> bool:
    """Whether a span of the model is spelled like such a name, and no part of a place.

    Of four characters and more no name is Han but those with a compound surname.
    """
    name = "".join(line[start:end].split())
    longer = len(name) >= 4 and not split_name(name)[0]
    if not longer and not _MAY_BE_MONGOLIAN.search(name):
        return False
    if _begins_in_place(line, start) or (not is_named(name) and name not in MONGOLIAN):
        return False
    units = (t for t in lac.tokens(line) if t.tag in ("LOC", "ORG"))
    return not any(t.start <= start and end < t.end for t in units)


class PeopleRecogniser(EntityRecognizer):  # type: ignore[misc]
    """PERSON by both opinions, as Presidio results."""

    def __init__(self, lac: Lac, people: People) -> None:
        self.lac, self.people = lac, people
        super().__init__(supported_entities=["PERSON"], supported_language="zh", name="People")

    def load(self) -> None:
        """The weights are loaded by the ``Lac`` and ``People`` handed in."""

    def analyze(
        self, text: str, entities: Sequence[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """People in each line piece of ``text``."""
        return [
            RecognizerResult("PERSON", piece.start() + start, piece.start() + end, 0.8)
            for piece in _PIECE.finditer(text)
            for start, end in in_line(piece.group(), self.lac, self.people)
        ]
