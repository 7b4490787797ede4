"""``python -m benchmarks.peers --split test --dossiers 60``: peers on twelve dossiers of a run.

The twelve are drawn at random from the run's, the same ones each time; our own row on them
stands beside the peers'. ``--samples DIR`` judges peers on any folder that ``benchmarks.draw``
wrote, without us.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pymupdf

from benchmarks.draw import SPLITS
from benchmarks.peers.catalogue import PEERS
from benchmarks.peers.profiles import read_roster
from benchmarks.peers.run import DONE, FLAGGED, RAN, FileOutcome, PeerRun, run_peer
from benchmarks.run import Job, draw, make_job, score, taken
from benchmarks.scoring.carriers import own_values
from benchmarks.scoring.outputs import Output
from benchmarks.scoring.report import rates
from benchmarks.scoring.rows import Row, row_of
from benchmarks.scoring.tables import totals
from benchmarks.truth import read_items

_NOTE = (
    "flagged of a peer: the file was held as a whole or not taken; peers get the roster's values"
)


def rows_of(run: PeerRun, samples: Path) -> list[Row]:
    """A peer's files as rows, judged like ours."""
    rows = []
    for file in run.files:
        truth = read_items(samples / "truth" / f"{file.applicant}.jsonl")
        items = [i for i in truth if i.doc == file.source.name]
        rows.append(row_of(file.source, _output(file), items, own_values(truth), None))
    return rows


def _output(file: FileOutcome) -> Output:
    """What a peer does not release it holds as a whole: every page of it waits for a person."""
    done = file.status == DONE
    pages = frozenset() if done else frozenset(range(1, page_count(file.source) + 1))
    return Output("clean" if done else file.status, file.output, done, unread=pages)


def page_count(source: Path) -> int:
    """Pages of a PDF, frames of a picture."""
    with pymupdf.open(source) as document:
        return len(document)


def record(name: str, rows: Sequence[Row], **more: Any) -> dict[str, Any]:
    """One row of the table of peers; no value of anybody is in it."""
    return {"name": name, "rates": rates(totals(rows)) if rows else {}, **more}


def peer_record(run: PeerRun, samples: Path) -> dict[str, Any]:
    """What one peer did, or why it did nothing."""
    pages = sum(page_count(f.source) for f in run.files if f.status in (DONE, FLAGGED))
    seconds = sum(f.seconds for f in run.files if f.status in (DONE, FLAGGED))
    return record(
        run.peer.name,
        rows_of(run, samples) if run.status == RAN else (),
        version=run.version,
        licence=run.peer.licence,
        mode=run.peer.mode,
        status=run.status if not run.reason else f"{run.status}: {run.reason}",
        seconds_a_page=seconds / pages if pages else None,
    )


def our_record(job: Job, names: Sequence[str], workers: int) -> dict[str, Any]:
    """Our own row on the same dossiers, from the run's output."""
    rows = score(job, workers, names)
    audits = [json.loads((job.out / "private/audit" / f"{n}.json").read_bytes()) for n in names]
    documents: list[Mapping[str, Any]] = [d for audit in audits for d in audit["documents"]]
    pages = sum(d["pages"] for d in documents)
    seconds = sum(sum(d["seconds"].values()) for d in documents)
    return record(
        "redactor",
        rows,
        version=documents[0]["versions"]["program"],
        licence="AGPL-3.0-or-later",
        mode="redactor batch",
        status=RAN,
        seconds_a_page=seconds / pages,
    )


def as_line(entry: Mapping[str, Any]) -> str:
    """One row for the terminal."""
    told = [f"{entry['name']} {entry['version']}: {entry['status']}"]
    keys = ("false_release", "automatic_release", "silently_missed", "flagged", "damage")
    for key in keys if entry["rates"] else ():
        rate = entry["rates"][key]
        told.append(f"{key} {rate['hits']}/{rate['of']}")
    return ", ".join(told)


def compare(
    samples: Path, names: Iterable[str], out: Path, peers: Sequence[str], limit_s: float
) -> Iterator[dict[str, Any]]:
    """Each peer's record in turn; printed as they come."""
    roster = read_roster(samples)
    chosen = [roster[name] for name in names]
    for peer in peers:
        run = run_peer(peer, samples / "dossiers", chosen, out, limit_s)
        entry = peer_record(run, samples)
        print(as_line(entry), flush=True)
        yield entry


def main() -> None:
    """Parse the command line, run, print, write."""
    names = [p.name for p in PEERS]
    parser = argparse.ArgumentParser(description="Run the peers and judge their output.")
    parser.add_argument("--split", choices=SPLITS, default="dev", help="of the run")
    parser.add_argument("--dossiers", type=int, default=60, help="of the run")
    parser.add_argument("--seed", type=int, help="of the run, where it is not the split's own")
    parser.add_argument("--samples", type=Path, help="this folder instead of a run's")
    parser.add_argument("--out", type=Path, help="folder for the peers' files")
    parser.add_argument("--peer", action="append", choices=names, help="this one (repeatable)")
    parser.add_argument("--timeout", type=float, default=120.0, help="seconds for one file")
    parser.add_argument("--workers", type=int, default=2, help="processes that judge our files")
    parser.add_argument("--json", type=Path, help="file to write")
    args = parser.parse_args()
    job = make_job(args.split, args.dossiers, args.seed)
    entries = []
    if args.samples:
        samples = args.samples
        chosen = sorted(p.name for p in (samples / "dossiers").iterdir())
    else:
        draw(job, args.workers)
        samples, chosen = job.samples, taken(job)
        entries.append(our_record(job, chosen, args.workers))
        print(as_line(entries[0]), flush=True)
    out = args.out or job.folder / "peers"
    for entry in compare(samples, chosen, out, args.peer or names, args.timeout):
        entries.append(entry)
        if args.json:  # after each: some take an hour
            table = {"dossiers": len(chosen), "note": _NOTE, "rows": entries}
            args.json.write_text(json.dumps(table, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
