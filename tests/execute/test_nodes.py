"""A batch on three nodes of a Ray cluster, each with a network of its own; one is killed midway."""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from benchmarks.fuzz.fakes import use_fakes
from benchmarks.kills.running import Batch
from benchmarks.kills.state import faults, state_of
from benchmarks.small import small_batch
from redactor.assemble import Recipe
from redactor.config.rules import load_rules
from redactor.config.settings import load_settings
from redactor.datatypes import DossierStatus
from redactor.execute.cluster import RayExecutor
from redactor.execute.local import LocalExecutor
from redactor.store.local import LocalStore
from tests.execute.ray_nodes import Cluster, cluster, networks
from tests.servers import postgres_server

pytestmark = pytest.mark.slow  # the nodes take half a minute to start
_DOSSIERS, _NODES = 15, 3
_CHOSEN, _DOOMED = "chosen", "doomed"


class Through:
    """An executor that has another function do the jobs, given the one that was to do them."""

    def __init__(self, inner, function):
        self._inner, self._function = inner, function

    def map(self, task, jobs, more=None):
        return self._inner.map(partial(self._function, task), jobs, more)


def with_fakes(task, job):
    use_fakes()
    return task(job)


def noted(notes: Path, task, job):
    """Note where this job is begun; of a node that is to go a release is the last act."""
    import ray

    here = ray.util.get_node_ip_address()
    (notes / f"{job.applicant_id}@{here}").touch()
    while len({path.name.partition("@")[2] for path in notes.glob("*@*")}) < _NODES:
        time.sleep(0.05)  # a batch done before the last node came would show nothing
    if not here.endswith(".1") and is_first(notes / _CHOSEN):
        publish = LocalStore.publish

        def last_act(*given, **named):
            publish(*given, **named)
            (notes / _DOOMED).write_text(f"{job.applicant_id}@{here}")
            time.sleep(600)

        LocalStore.publish = last_act
    return with_fakes(task, job)


def is_first(note: Path) -> bool:
    """Whether of all nodes this one made the note: two may have come as far at once."""
    try:
        note.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def kill_doomed(nodes: Cluster, notes: Path, over: threading.Event) -> None:
    while not over.wait(0.05):
        if (notes / _DOOMED).exists() and (told := (notes / _DOOMED).read_text()):
            nodes.kill(int(told.rpartition(".")[2]) - 1)
            return


def test_a_batch_whose_node_is_killed_midway_accounts_for_every_input_once(tmp_path):
    recipe = Recipe(load_settings(), load_rules("neimenggu-2026"))
    batch = Batch(*small_batch(tmp_path, _DOSSIERS, a_dossier=1), recipe)
    batch.run_with(Through(LocalExecutor(1), with_fakes), tmp_path / "here")
    here = state_of(tmp_path / "here")
    assert set(here.statuses.values()) == {DossierStatus.RELEASED} and len(here.released) == 15

    notes, out, came = tmp_path / "notes", tmp_path / "there", Counter()
    notes.mkdir()
    with postgres_server() as ledger, networks(_NODES) as places, cluster(places=places) as nodes:
        for _ in places:
            nodes.start()
        over = threading.Event()
        killing = threading.Thread(target=kill_doomed, args=(nodes, notes, over))
        killing.start()
        executor = Through(RayExecutor(nodes.address), partial(noted, notes))
        try:
            replace(batch, ledger=ledger.make("ledger")).run_with(
                executor, out, lambda result: came.update([result.record.applicant_id])
            )
        finally:
            over.set()
            killing.join()
        found = list(faults(out, here))

    lost, _, node = (notes / _DOOMED).read_text().partition("@")
    begun = sorted(path.name for path in notes.glob(f"{lost}@*"))
    assert len(begun) == 2 and f"{lost}@{node}" in begun  # and done again elsewhere
    assert found == []
    assert came == Counter(list(here.statuses))
