"""``python -m benchmarks.ner``: how well people's names are found in single lines of text.

Exact spans, on made-up lines of templates and names that the model was never trained on
(``models/made_text``), for the model of our own, for LAC, and for both together as the program
uses them. ``--text FILE`` adds text with labels that nobody here made: CoNLL (a character and
its tag a line; BIO or BMES) or CLUENER's JSON lines. Such text stays outside the repository.
``--plain FILE`` adds text without names: the share of its lines with a false one.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from models.made_text.lines import Lines
from models.made_text.names import KINDS
from redactor.config import weights
from redactor.recognise.lac import Lac
from redactor.recognise.people import People, by_lac, in_line

SEED = 4  # of the test's lines; the training has another
Span = tuple[int, int]
Finder = Callable[[str], Sequence[Span]]
_NAME_TAGS = ("PER", "NAME", "PERSON", "NR")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line and the names in it."""

    text: str
    names: frozenset[Span]
    is_trap: bool = False


@dataclass(slots=True)
class Score:
    """Counts of exact spans, and of lines without a name in which one was seen."""

    right: int = 0
    found: int = 0
    there: int = 0
    plain: int = 0
    plain_wrong: int = 0

    def add(self, found: frozenset[Span], names: frozenset[Span]) -> None:
        """Count one line."""
        self.right += len(found & names)
        self.found += len(found)
        self.there += len(names)
        if not names:
            self.plain += 1
            self.plain_wrong += bool(found)

    def row(self) -> str:
        """Precision, recall, F1, and the share of lines without a name that got one."""
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.there if self.there else 0.0
        f1 = 2 * self.right / (self.found + self.there) if self.found + self.there else 0.0
        named = f"{precision:9.3f}{recall:9.3f}{f1:9.3f}" if self.there else " " * 27
        plain = f"{self.plain_wrong / self.plain:12.2%}" if self.plain else ""
        return named + plain


def made_up(part: str, kind: str | None, count: int, share: float) -> list[Labelled]:
    """Lines of a held-out part, a share of them with names: of one kind only, or of all."""
    lines = Lines(SEED, part, kind).draw(count, share)
    return [
        Labelled(x.text, frozenset((p.start, p.end) for p in x.people), x.is_trap) for x in lines
    ]


def read_labelled(path: Path) -> list[Labelled]:
    """Labelled text in CoNLL form or as CLUENER's JSON lines."""
    text = path.read_text(encoding="utf-8")
    return list(_cluener(text) if text.lstrip().startswith("{") else _conll(text))


def _cluener(text: str) -> Iterator[Labelled]:
    for line in filter(None, text.splitlines()):
        entry = json.loads(line)
        places = entry["label"].get("name", {}).values()
        # The last place of a span is in it.
        yield Labelled(entry["text"], frozenset((a, b + 1) for spans in places for a, b in spans))


def _conll(text: str) -> Iterator[Labelled]:
    for block in text.replace("\r", "").split("\n\n"):
        rows = [line.split() for line in block.split("\n") if len(line.split()) >= 2]
        if rows:
            tags = [row[-1] for row in rows]
            yield Labelled("".join(row[0][0] for row in rows), frozenset(_tagged(tags)))


def _tagged(tags: Sequence[str]) -> Iterator[Span]:
    start = None
    for i, tag in enumerate([*tags, "O"]):
        place, _, kind = tag.partition("-")
        is_name = kind.upper().startswith(_NAME_TAGS)
        if start is not None and (not is_name or place in ("B", "S")):
            yield start, i
            start = None
        if is_name and start is None:
            start = i


def finders() -> dict[str, Finder]:
    """The three ways to look for people, by name."""
    people = People(weights.check("spacy_names"))
    lac = Lac(weights.check("lac"))
    ways: dict[str, Finder] = {
        "ours": people.spans,
        "LAC": lambda line: by_lac(line, lac),
        "both": lambda line: in_line(line, lac, people),
    }
    return {name: partial(_in_pieces, find) for name, find in ways.items()}


def _in_pieces(find: Finder, line: str) -> list[Span]:
    """Cells are looked at one by one, as the program does."""
    found, place = [], 0
    for piece in line.split("\t"):
        found += [(place + start, place + end) for start, end in find(piece)]
        place += len(piece) + 1
    return found


def report(title: str, lines: Iterable[Labelled], ways: dict[str, Finder]) -> dict[str, Score]:
    """Print a block of the table; the scores by way."""
    lines = list(lines)
    scores = {}
    for name, find in ways.items():
        score = Score()
        start = time.process_time()
        for line in lines:
            score.add(frozenset(find(line.text)), line.names)
        spent = (time.process_time() - start) * 1000 / max(1, len(lines))
        print(f"{title:24}{name:6}{score.row():40}{spent:8.2f}", flush=True)
        scores[name] = score
    return scores


def main(argv: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=2000, help="lines of each made-up kind")
    parser.add_argument("--part", choices=("dev", "test"), default="test")
    parser.add_argument("--text", type=Path, action="append", default=[])
    parser.add_argument("--plain", type=Path, action="append", default=[])
    args = parser.parse_args(argv)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    ways = finders()
    print(f"{'':30}precision   recall       F1   false lines  ms a line")
    report(f"{args.part}, all names", made_up(args.part, None, args.lines, 1.0), ways)
    for kind in KINDS:
        report(f"{args.part}, {kind}", made_up(args.part, kind, args.lines, 1.0), ways)
    nobody = made_up(args.part, None, args.lines * 2, 0.0)
    report(f"{args.part}, no name", [x for x in nobody if not x.is_trap], ways)
    report(f"{args.part}, look-alikes", [x for x in nobody if x.is_trap], ways)
    for path in args.text:
        report(path.name, read_labelled(path), ways)
    for path in args.plain:
        text = path.read_text(encoding="utf-8").split("\n")
        report(path.name, [Labelled(x.strip(), frozenset()) for x in text if x.strip()], ways)


if __name__ == "__main__":
    main()
