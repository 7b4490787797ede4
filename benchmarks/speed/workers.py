"""``python -m benchmarks.speed.workers [--dossiers N] [--rounds N]``: two workers over one.

``redactor batch`` over the same dense scans: one worker, two, and two on a Ray cluster of this
machine where Ray is there, in turn. Told from each batch's own clock, so an idle machine of two
cores or more is needed; the best round of each counts.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.draw import draw_people
from benchmarks.generator.dossiers import write_dossiers
from benchmarks.speed.dense import dense_dossier

_SEED = 1185
_WAYS = {
    "one": ("--workers", "1"),
    "two": ("--workers", "2"),
    "ray": ("--workers", "2", "--executor", "ray", "--ray-address", "local"),
}
FINISHED = (0, 10, 11)  # exit codes: all released, some held, some of them for a leak


def run(samples: Path, out: Path, options: tuple[str, ...]) -> float:
    """Seconds of one batch, start of the workers included."""
    roster = ("--roster", str(samples / "roster.csv"), "--out", str(out))
    command = (sys.executable, "-m", "redactor", "batch", str(samples / "dossiers"), *roster)
    done = subprocess.run([*command, *options], stdout=subprocess.DEVNULL)
    if done.returncode not in FINISHED:
        raise RuntimeError(f"the batch ended with {done.returncode}")
    return float(json.loads((out / "summary.json").read_text(encoding="utf-8"))["seconds"])


def measure(samples: Path, folder: Path, ways: list[str], rounds: int) -> dict[str, float]:
    """The best of so many rounds, in seconds, by way."""
    best: dict[str, float] = {}
    for number in range(rounds):
        for way in ways:
            seconds = run(samples, folder / f"{way}-{number}", _WAYS[way])
            best[way] = min(seconds, best.get(way, seconds))
            print(f"round {number + 1}, {way}: {seconds:.1f} s", flush=True)
    return best


def main() -> None:
    """Draw, run and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--dossiers", type=int, default=6, help="of six dense scans each")
    parser.add_argument("--rounds", type=int, default=2)
    there = list(_WAYS) if importlib.util.find_spec("ray") else ["one", "two"]
    parser.add_argument("--ways", nargs="+", choices=there, default=there)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="workers-") as text:
        folder = Path(text)
        people = draw_people("dev", _SEED, given.dossiers)
        write_dossiers(folder / "drawn", map(dense_dossier, people))
        best = measure(folder / "drawn", folder, given.ways, given.rounds)
    for way, other in (("two", "one"), ("ray", "two")):
        if {way, other} <= set(best):
            print(f"{way}: {best[other] / best[way]:.2f} times {other}")


if __name__ == "__main__":
    main()
