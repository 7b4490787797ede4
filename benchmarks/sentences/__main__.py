"""``python -m benchmarks.sentences --split dev --seed 1``: five families of trap sentences.

The program's recogniser and policy beside two simple ways: every place where an own value is
printed, and what a tagger calls a person or an organisation. ``--show`` prints the sentences
that went wrong: for ``dev`` only.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.draw import SPLITS
from benchmarks.scoring.tables import wilson
from benchmarks.sentences.families import FAMILIES, sentences
from benchmarks.sentences.judge import (
    Decider,
    Means,
    Outcome,
    entities,
    judge,
    program,
    substring,
    why,
)
from benchmarks.sentences.sentence import REDACT, Sentence
from redactor.config.rules import load_rules
from redactor.config.weights import check
from redactor.recognise.analyzer import build_analyzer
from redactor.recognise.lac import Lac
from redactor.recognise.people import People

_HEADS = ("family", "way", "sentences", "wrong redaction", "silent miss", "needless ASK", "due ASK")


@dataclass(slots=True)
class Row:
    """One family by one way: counts of sentences, and of places where a question is due."""

    family: str
    way: str
    sentences: int = 0
    with_own: int = 0
    wrong: int = 0
    missed: int = 0
    needless: int = 0
    due: int = 0
    asked: int = 0

    def add(self, sentence: Sentence, outcome: Outcome) -> None:
        self.sentences += 1
        self.with_own += bool(sentence.with_allowed(REDACT))
        self.wrong += outcome.wrong
        self.missed += outcome.missed
        self.needless += outcome.needless
        self.due += outcome.due
        self.asked += outcome.asked


def _cell(hits: int, total: int) -> str:
    """Count, rate and the upper end of its 95 % interval."""
    share = 100 * hits / total if total else 0.0
    return f"{hits} ({share:.2f} % ≤ {100 * wilson(hits, total)[1]:.2f} %)"


def _line(row: Row) -> tuple[str, ...]:
    counts = (_cell(n, row.sentences) for n in (row.wrong, row.missed, row.needless))
    due = f"{row.asked} of {row.due}" if row.due else "none"
    return row.family, row.way, str(row.sentences), *counts, due


def table(rows: Iterable[Row]) -> str:
    """The rows as a Markdown table; rates are shares of sentences."""
    lines = [_HEADS, ("---",) * len(_HEADS), *map(_line, rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line, make the sentences, judge, print."""
    args = _arguments(arguments)
    lac, people = Lac(check("lac")), People(check("spacy_names"))
    means = Means(build_analyzer(people, lac), lac, people, load_rules("neimenggu-2026"))
    ways: dict[str, Decider] = {
        "redactor": program(means),
        "substring": substring,
        "tagger": entities(lac),
    }
    rows: list[Row] = []
    traps, start = Counter[tuple[str, str, str]](), time.perf_counter()
    for family in args.family or FAMILIES:
        mine = {way: Row(family, way) for way in ways}
        for sentence in sentences(family, args.split, args.seed, args.per_family):
            for way, decider in ways.items():
                outcome = judge(sentence, decider(sentence))
                mine[way].add(sentence, outcome)
                if way == "redactor" and (wrongs := _wrongs(outcome)):
                    traps.update((family, sentence.trap, kind) for kind in wrongs)
                    if args.show:
                        print(_shown(sentence, wrongs), why(means, sentence))
        rows += mine.values()
    print(table(rows))
    for (family, trap, kind), count in sorted(traps.items()) if args.split == "dev" else ():
        print(f"{count:5} {family} {trap} {kind}")
    print(f"split {args.split}, seed {args.seed}, {time.perf_counter() - start:.0f} s")
    if args.json:
        args.json.write_text(json.dumps([asdict(r) for r in rows], indent=1), encoding="utf-8")
    return 0


def _wrongs(outcome: Outcome) -> list[str]:
    return [k for k in ("wrong", "missed", "needless") if getattr(outcome, k)]


def _shown(sentence: Sentence, wrongs: Sequence[str]) -> str:
    """What went wrong with a sentence, whose it is, and its text on one line."""
    text = sentence.text.replace("\n", "⏎").replace("\t", "⇥")
    profile = sentence.profile
    own = (*profile.names, *(e.full for e in profile.employers))
    return " ".join(["+".join(wrongs), sentence.trap, *own, "|", text, "|"])


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Trap sentences and what is decided on them.")
    parser.add_argument("--split", choices=SPLITS, default="dev", help="names and frames")
    parser.add_argument("--seed", type=int, default=1, help="draws names and sentences")
    parser.add_argument("--per-family", type=int, default=2000, help="how many sentences each")
    parser.add_argument("--family", choices=tuple(FAMILIES), action="append", help="only these")
    parser.add_argument("--show", action="store_true", help="print what went wrong: dev only")
    parser.add_argument("--json", type=Path, help="file for the counts")
    args = parser.parse_args(arguments)
    if args.show and args.split != "dev":
        parser.error("--show is for the dev split: nobody looks at test sentences")
    return args


if __name__ == "__main__":
    sys.exit(main())
