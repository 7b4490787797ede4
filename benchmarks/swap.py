"""``python -m benchmarks.swap --split dev --dossiers 8 --pairs 50``: files under a wrong profile.

Dossier A is decided as if it were B's: nothing may go that is not B's, and the dossier must be
held as somebody else's. Twice: for a person at home who gives one profile, and in a batch whose
roster names A as well. Pages are read once and kept; ``--samples`` takes drawn dossiers instead
of drawing. ``--show`` prints what went: for ``dev`` only.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import permutations
from pathlib import Path

import numpy as np
from pypinyin import lazy_pinyin

from benchmarks.decisions import CACHE, Dossier, dossiers, make_parts, read, settle
from benchmarks.draw import SPLITS, draw_dossiers
from benchmarks.generator.dossiers import write_dossiers
from redactor.datatypes import Action, Decision, DocumentDecisions, Others, Profile
from redactor.pipeline import Parts, ReadDocument
from redactor.textnorm import folded

Documents = Sequence[ReadDocument | None]
_WRONG_FILE = ("wrong_person", "no_holder")


@dataclass(slots=True)
class Tally:
    """Counts over pairs of dossiers."""

    way: str  # "alone", "roster"
    pairs: int = 0
    redacted: int = 0  # marks on what is not B's
    asked: int = 0  # questions
    guarded: int = 0  # pairs with a document held as somebody else's
    documents: int = 0
    held: int = 0  # of the documents


def own_values(profile: Profile) -> frozenset[str]:
    """What a mark may stand on: the profile's values, folded, names in Latin letters too."""
    values = [*profile.names, *profile.id_numbers, *profile.phones, *profile.emails]
    values += [p for n in profile.names for p in _latin(n)]
    for e in profile.employers:
        values += [e.full, *e.short, *e.former, *e.english, *e.domains, e.code]
    return frozenset(folded(v) for v in values if v)


def _latin(name: str) -> Iterator[str]:
    """Family name first and last."""
    syllables = lazy_pinyin(name.replace("·", ""))
    yield "".join(syllables)
    yield "".join(syllables[1:] + syllables[:1])


def is_own(text: str, values: frozenset[str]) -> bool:
    """Whether a marked text is one of the values, or a part of a longer one."""
    plain = "".join(c for c in folded(text) if c.isalnum() or c in "@.")
    return any(plain == v or v in plain or (len(plain) >= 4 and plain in v) for v in values)


def marked(decision: Decision, document: ReadDocument) -> str:
    """The text under a mark."""
    quads = set(decision.finding.quads)
    page = next(p for p in document.pages if p.page_no == decision.finding.page_no)
    return "".join(c.text for c in page.text.chars if c.quad in quads)


def compare(
    documents: Documents,
    decided: Sequence[DocumentDecisions | None],
    profile: Profile,
    tally: Tally,
) -> Iterator[str]:
    """Count one pair; gives the marks that stand on nothing of the profile's."""
    values, guards = own_values(profile), 0
    tally.pairs += 1
    for document, one in zip(documents, decided, strict=True):
        if document is None or one is None:
            continue
        tally.documents += 1
        guards += one.guard in _WRONG_FILE
        for decision in one.decisions:
            tally.asked += decision.action is Action.ASK
            if decision.action is Action.REDACT and decision.finding.value:
                text = marked(decision, document)
                if not is_own(text, values):
                    tally.redacted += 1
                    yield f"{decision.finding.found_by} {decision.reason} {text}"
    tally.held += guards
    tally.guarded += guards > 0


def pairs_of(count: int, wanted: int, seed: int) -> list[tuple[int, int]]:
    """``wanted`` ordered pairs of different dossiers."""
    every = list(permutations(range(count), 2))
    order = np.random.default_rng(seed).permutation(len(every))
    return [every[int(n)] for n in order[:wanted]]


def _unspotted(documents: Documents) -> Documents:
    """Without what was spotted: that was looked for by the numbers of A's values, not of B's."""
    return [
        None
        if document is None
        else replace(document, pages=tuple(replace(p, spotted=()) for p in document.pages))
        for document in documents
    ]


def others_of(profiles: Sequence[Profile], own: int) -> Others:
    """The rest of the roster, as a batch sees it."""
    rest = [p for n, p in enumerate(profiles) if n != own]
    return Others(
        frozenset(folded(n) for p in rest for n in p.names),
        frozenset(folded(i) for p in rest for i in p.id_numbers),
    )


def swap(
    samples: Path, wanted: int, seed: int, cache: Path, parts: Parts, *, show: bool
) -> list[Tally]:
    """The tallies of both ways over the dossiers of a folder."""
    mine: list[Dossier] = list(dossiers(samples))
    profiles = [d.profile for d in mine]
    readings = [_unspotted(read(d, parts, cache)) for d in mine]
    tallies = [Tally("alone"), Tally("roster")]
    for a, b in pairs_of(len(mine), wanted, seed):
        for tally, others in zip(tallies, (Others(), others_of(profiles, b)), strict=True):
            decided = settle(profiles[b], readings[a], parts, others)
            guarded = tally.guarded
            for line in compare(readings[a], decided, profiles[b], tally):
                if show:
                    print(f"{tally.way} {mine[a].applicant} as {mine[b].applicant}: {line}")
            if show and tally.guarded == guarded:
                classes = Counter(d.doc_class for d in readings[a] if d is not None)
                print(f"{tally.way} {mine[a].applicant} as {mine[b].applicant}: {dict(classes)}")
    return tallies


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line, draw, read, swap, print."""
    parser = argparse.ArgumentParser(description="Dossiers under the wrong profile.")
    parser.add_argument("--split", choices=SPLITS, default="dev", help="what is drawn from")
    parser.add_argument("--seed", type=int, default=1, help="draws dossiers and pairs")
    parser.add_argument("--dossiers", type=int, default=8, help="how many are drawn")
    parser.add_argument("--pairs", type=int, default=50, help="how many are swapped")
    parser.add_argument("--samples", type=Path, help="drawn dossiers, instead of drawing")
    parser.add_argument("--cache", type=Path, default=CACHE, help="folder of readings")
    parser.add_argument("--show", action="store_true", help="print what went wrong: dev only")
    parser.add_argument("--json", type=Path, help="file for the counts")
    args = parser.parse_args(arguments)
    if args.show and args.split != "dev":
        parser.error("--show is for the dev split: nobody looks at test pages")
    parts = make_parts()
    with tempfile.TemporaryDirectory() as folder:
        samples = args.samples or Path(folder)
        if args.samples is None:
            workers = min(2, os.cpu_count() or 1)
            drawn = draw_dossiers(args.split, args.seed, args.dossiers, workers)
            write_dossiers(samples, drawn)
        tallies = swap(samples, args.pairs, args.seed, args.cache, parts, show=args.show)
    for t in tallies:
        print(
            f"{t.way}: {t.pairs} pairs, redacted not B's {t.redacted}, asked {t.asked}, "
            f"guards {t.guarded} of {t.pairs}, documents held {t.held} of {t.documents}"
        )
    if args.json:
        args.json.write_text(json.dumps([asdict(t) for t in tallies], indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
