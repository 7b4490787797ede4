"""``python -m benchmarks.propose SAMPLES``: proposed profiles against the roster's truth.

Only the name is given, as an applicant would type it; pages are read once and kept, as
``benchmarks.decisions`` keeps them. ``--show`` prints the values: for ``dev`` only.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.decisions import CACHE, Dossier, dossiers, make_parts, read
from redactor.datatypes import Profile
from redactor.dossier.propose import proposals, recogniser_of
from redactor.pipeline import Parts
from redactor.recognise.candidates import Proposal
from redactor.textnorm import folded

# What the roster of a drawn dossier knows; other keys are listed and not judged.
_JUDGED = ("id_number", "phone", "email", "employer", "employer_former", "employer_english")


def truth(profile: Profile) -> dict[str, set[str]]:
    """Folded true values by the profile's keys."""
    main = [e for e in profile.employers if not e.is_former]
    values = {
        "id_number": profile.id_numbers,
        "phone": profile.phones,
        "email": profile.emails,
        "employer": [e.full for e in main],
        "employer_short": [n for e in main for n in e.short],
        "employer_former": [n for e in main for n in e.former],
        "employer_english": [n for e in main for n in e.english],
    }
    return {key: {folded(v) for v in found} for key, found in values.items()}


def proposed(dossier: Dossier, parts: Parts, cache: Path) -> tuple[Proposal, ...]:
    """What is proposed for the applicant of a dossier, from the name alone."""
    name = dossier.profile.names[0]
    nameless = replace(dossier, profile=Profile(dossier.applicant, names=(name,)))
    documents = [d for d in read(nameless, parts, cache) if d is not None]
    return proposals(documents, name, recogniser_of(name, parts)).proposals


def judge(found: tuple[Proposal, ...], true: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    """``(key, word)`` for each true value and each proposal that is none."""
    for key in _JUDGED:
        mine = [p for p in found if p.key == key]
        for value in true[key]:
            hits = [p for p in mine if folded(p.value) == value]
            sure = any(p.sure for p in hits)
            yield key, "sure" if sure else "to confirm" if hits else "missing"
        for one in mine:
            if folded(one.value) not in true[key]:
                yield key, "wrong, sure" if one.sure else "wrong, to confirm"


def main() -> int:
    """Parse the command line, propose, print."""
    parser = argparse.ArgumentParser(description="Proposed profiles against the roster.")
    parser.add_argument("samples", type=Path, nargs="+", help="folders of benchmarks.draw")
    parser.add_argument("--cache", type=Path, default=CACHE, help="folder of readings")
    parser.add_argument("--show", action="store_true", help="print values: dev only")
    args = parser.parse_args()
    parts = make_parts()
    counts: dict[str, Counter[str]] = {key: Counter() for key in _JUDGED}
    for dossier in (d for folder in args.samples for d in dossiers(folder)):
        found = proposed(dossier, parts, args.cache)
        for key, word in judge(found, truth(dossier.profile)):
            counts[key][word] += 1
        for one in found if args.show else ():
            sure = "sure" if one.sure else "    "
            print(
                f"{dossier.applicant} {one.key:16} {sure} {one.why:13} {one.documents} {one.value}"
            )
    for key, words in counts.items():
        print(f"{key:18}", ", ".join(f"{n} {word}" for word, n in words.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
