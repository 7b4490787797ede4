"""``python -m benchmarks.kills [--rounds N] [--command N] [--seed N]``: kill -9 at random moments.

A batch of drawn dossiers is begun and, at a random moment, it or one of its workers is killed.
Then release, ledger, reports and hold must be what an undisturbed run leaves, byte by byte: no
partial dossier before the second run, every input accounted for once after it. The rounds of
``--command`` run ``redactor batch`` itself; the others save the time for imports and networks.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from benchmarks.kills.rounds import rounds, undisturbed
from benchmarks.kills.running import Batch
from benchmarks.small import draw_small
from redactor.assemble import Recipe
from redactor.config.roster import load_roster
from redactor.config.rules import load_rules
from redactor.config.settings import load_settings

SAMPLES = Path(__file__).parents[2] / "sample_docs"
_DOCUMENTS = 3


def lay_out(samples: Path, folder: Path) -> Batch:
    """Short dossiers in ``folder`` for the samples' roster, one with a file that is none."""
    roster = samples / "roster.csv"
    for profile in load_roster(roster).profiles:
        target = folder / "in" / profile.applicant_id
        target.mkdir(parents=True)
        for number in range(1, _DOCUMENTS + 1):
            path = target / f"{number:02d}.pdf"
            draw_small(path, profile.names[0], profile.id_numbers[0], number)
    (target / "09.pdf").write_bytes(b"%PDF-1.7\n")
    return Batch(folder / "in", roster, Recipe(load_settings(None), load_rules("neimenggu-2026")))


def main() -> int:
    """Lay out, run, kill, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--command", type=int, default=0, help="further rounds by command line")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--samples", type=Path, default=SAMPLES)
    parser.add_argument("--json", type=Path, help="write every round here")
    given = parser.parse_args()
    done = []
    with tempfile.TemporaryDirectory(prefix="kills-") as name:
        batch = lay_out(given.samples, Path(name))
        commanded = Batch(batch.folder, batch.roster, batch.recipe, command=True)
        for kind, count in ((batch, given.rounds), (commanded, given.command)):
            if not count:
                continue
            reference, seconds = undisturbed(kind, Path(name) / f"whole-{kind.command}")
            told = Counter(status.value for status in reference.statuses.values())
            print(f"undisturbed: {seconds:.1f} s, {dict(told)}", flush=True)
            for found in rounds(kind, Path(name), reference, seconds, count, given.seed):
                done.append(found)
                for fault in found.faults:
                    print(f"round {found.number}, {found.whom} killed: {fault}", flush=True)
    killed = Counter(found.whom for found in done)
    print(f"{len(done)} rounds, killed: {dict(killed)}")
    print("applicants done at the kill:", dict(sorted(Counter(f.done for f in done).items())))
    print(f"rounds with a fault: {sum(bool(f.faults) for f in done)}")
    if given.json:
        given.json.write_text(json.dumps([asdict(f) for f in done], indent=1), encoding="utf-8")
    return int(any(f.faults for f in done))


if __name__ == "__main__":
    sys.exit(main())
