"""``python -m benchmarks.peers --samples DIR --out DIR [--peer NAME ...]``: the peers' rows.

DIR has ``dossiers/``, ``truth/`` and ``roster.csv``, as ``benchmarks.draw`` writes them. Columns:
files released / held / asked about or not taken, then leaked and damaged items of all that was
put out, and the same for released files alone.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from benchmarks.peers.catalogue import PEERS
from benchmarks.peers.profiles import read_roster
from benchmarks.peers.run import DONE, RAN, PeerRun, run_peer
from benchmarks.scoring.carriers import own_values
from benchmarks.scoring.judge import Judgement, judge
from benchmarks.truth import read_items


def judgements(run: PeerRun, samples: Path) -> list[tuple[bool, Judgement]]:
    """Every file that was put out: whether it was released, and what is true of it."""
    found = []
    for file in run.files:
        if file.output is None:
            continue
        items = read_items(samples / "truth" / f"{file.applicant}.jsonl")
        mine = [i for i in items if i.doc == file.source.name]
        data = file.output.read_bytes()
        judged = judge(file.source, data, mine, file.output.name, own_values(items))
        found.append((file.status == DONE, judged))
    return found


def _shares(judged: list[Judgement]) -> str:
    redact, keep = sum(j.redact for j in judged), sum(j.keep for j in judged)
    leaked = sum(j.redact_leaked for j in judged)
    damaged = sum(j.keep_damaged for j in judged)
    clean = sum(not j.faults for j in judged)
    return (
        f"leaked {leaked}/{redact}, damaged {damaged}/{keep}, "
        f"without fault {clean}/{len(judged)} files"
    )


def row(run: PeerRun, samples: Path) -> str:
    """One peer's figures as text; no value of anybody is in it."""
    head = f"{run.peer.name} {run.version}".strip()
    if run.status != RAN:
        return f"{head}: {run.status} ({run.reason})"
    ends = Counter(f"{f.status} {f.reason}".strip() for f in run.files)
    judged = judgements(run, samples)
    seconds = sum(f.seconds for f in run.files)
    lines = [f"{head}: {', '.join(f'{n} {word}' for word, n in sorted(ends.items()))}"]
    lines.append(f"  put out:  {_shares([j for _, j in judged])}, {seconds:.0f} s")
    lines.append(f"  released: {_shares([j for released, j in judged if released])}")
    return "\n".join(lines)


def main() -> None:
    """Parse the command line, run, print."""
    names = [p.name for p in PEERS]
    parser = argparse.ArgumentParser(description="Run the peers and judge their output.")
    parser.add_argument("--samples", type=Path, required=True, help="dossiers, roster and truth")
    parser.add_argument("--out", type=Path, required=True, help="folder for finished files")
    parser.add_argument("--peer", action="append", choices=names, help="this one (repeatable)")
    parser.add_argument("--timeout", type=float, default=180.0, help="seconds for one file")
    args = parser.parse_args()
    roster = read_roster(args.samples)
    for name in args.peer or names:
        run = run_peer(name, args.samples / "dossiers", roster.values(), args.out, args.timeout)
        print(row(run, args.samples), flush=True)


if __name__ == "__main__":
    main()
