"""The real readers: a file that was read in ranges comes out as one that was read in one piece.

Also on a Ray cluster, and when one of its workers is lost.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from redactor import pipeline
from redactor.assemble import Recipe
from redactor.batch import remembering, run_batch
from redactor.config.roster import load_roster
from redactor.config.rules import load_rules
from redactor.config.settings import load_settings
from redactor.execute.cluster import RayExecutor
from redactor.execute.local import LocalExecutor
from redactor.execute.serial import SerialExecutor
from redactor.plan import RangeTask, Task, plan_batch
from redactor.ports import Executor
from redactor.store.local import LocalStore
from tests.execute.ray_nodes import cluster

pytestmark = pytest.mark.slow
_PRINTED = 3  # the page with a text layer
_PAGES = 5


def write_file(path: Path, *, secret: int = 0) -> None:
    """Scanned pages and a printed one; ``secret`` is the page with a secrecy mark."""
    with pymupdf.open() as drawn, pymupdf.open() as file:
        for number in range(1, _PAGES + 1):
            page = drawn.new_page(width=400, height=300)
            head = "机密★10年" if number == secret else "年度工作总结"
            lines = (head, f"第{number}项 申报人：王伟", "工作单位：云岭水务设计院")
            for row, line in enumerate(lines, 1):
                page.insert_text((40, 50 * row), line, fontname="china-s", fontsize=14)
            if number == _PRINTED:
                file.insert_pdf(drawn, from_page=number - 1)
                continue
            copy = file.new_page(width=400, height=300)
            copy.insert_image(copy.rect, pixmap=page.get_pixmap(dpi=200))
        path.parent.mkdir(parents=True)
        file.save(path)


def run(folder: Path, range_pages: int) -> tuple[dict[str, Any], list[int]]:
    """The record of the dossier in ``folder / "in"``, and the pages in the order of reading."""
    read: list[int] = []
    read_page = pipeline.read_page

    def noted(source, page_no, *more):
        read.append(page_no)
        return read_page(source, page_no, *more)

    pipeline.read_page = noted
    try:
        record = record_of(folder, f"out{range_pages}", range_pages, SerialExecutor())
    finally:
        pipeline.read_page = read_page
    return record, read


def record_of(folder: Path, out: str, range_pages: int, executor: Executor) -> dict[str, Any]:
    """What is told of the dossier but its times; the files it names are there."""
    roster = folder / "roster.csv"
    roster.write_text("编号,姓名,工作单位\nT-1,王伟,云岭水务设计院\n", encoding="utf-8")
    store = LocalStore(folder / out)
    with store.open_ledger() as ledger, store.work_folder() as work:
        settings = replace(load_settings(), range_pages=range_pages)
        recipe = Recipe(settings, load_rules("neimenggu-2026"))
        recipe = remembering(recipe, store, ledger)
        plan = plan_batch(folder / "in", load_roster(roster), recipe, store, ledger, work)
        run_batch(plan, executor, ledger, lambda result: None)
    record = json.loads((store.audit / "T-1.json").read_text("utf-8"))
    for document in record["documents"]:
        del document["seconds"]
        if document["output"]:
            written = (store.root / document["output"]).read_bytes()
            assert hashlib.sha256(written).hexdigest() == document["output_sha256"]
    del record["seconds"], record["finished_at"]
    return record


def both(folder: Path, secret: int) -> list[tuple[dict[str, Any], list[int]]]:
    write_file(folder / "in" / "T-1" / "01.pdf", secret=secret)
    return [run(folder, range_pages) for range_pages in (0, 2)]


def in_a_worker(folder: Path, secret: int = 0) -> list[tuple[dict[str, Any], list[int]]]:
    # As in a batch: a process of its own, in which nobody drew other pages before.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(both, folder, secret).result()


def test_ranges_change_no_decision_no_mark_and_no_byte(tmp_path):
    (whole, read_whole), (cut, read_cut) = in_a_worker(tmp_path)

    assert cut == whole
    (document,) = cut["documents"]
    assert (document["pages"], document["status"]) == (_PAGES, "clean")
    assert read_whole == [1, 2, 3, 4, 5]
    # In ranges, and then of the whole file only the page whose fonts are the file's.
    assert read_cut == [1, 2, 3, 4, 5, _PRINTED]


def test_behind_a_secrecy_mark_in_the_first_range_nothing_is_read(tmp_path):
    (whole, read_whole), (cut, read_cut) = in_a_worker(tmp_path, secret=2)

    assert cut == whole
    assert [d["reasons"] for d in cut["documents"]] == [["secrecy"]]
    assert (read_whole, read_cut) == ([1, 2], [1, 2, 2])


class Losing:
    """An executor one of whose workers is killed, once, at the moment that ``doomed`` knows."""

    def __init__(self, inner: Executor, doomed: Callable[..., object]) -> None:
        self._inner, self._doomed = inner, doomed

    def map(self, task, jobs, more=None):
        return self._inner.map(partial(self._doomed, task), jobs, more)


def in_a_range(mark: Path, task: Callable[[Any], Any], job: Task | RangeTask) -> object:
    """Die when the second page of a range was read."""
    if isinstance(job, RangeTask) and job.pages.first > 1 and not mark.exists():
        mark.touch()
        _die_after(pipeline, "read_page", 2)
    return task(job)


def when_published(mark: Path, task: Callable[[Any], Any], job: Task | RangeTask) -> object:
    """Die when the dossier stands in the release, and nothing is told of it yet."""
    if isinstance(job, Task) and job.is_cut and not mark.exists():
        mark.touch()
        _die_after(LocalStore, "publish", 1)
    return task(job)


def _die_after(owner: Any, name: str, calls: int) -> None:
    true, left = getattr(owner, name), [calls]

    def dying(*given: Any) -> Any:
        done = true(*given)
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    setattr(owner, name, dying)


@pytest.fixture(scope="module")
def ray_address():
    with cluster() as nodes:
        nodes.start(cpus=2)
        yield nodes.address


@pytest.fixture(scope="module")
def dossier(ray_address, tmp_path_factory):
    """A folder with a dossier in ``in``, and its record by the ranges that workers here read."""
    folder = tmp_path_factory.mktemp("ranges")
    write_file(folder / "in" / "T-1" / "01.pdf")
    return folder, record_of(folder, "local", 2, LocalExecutor(1))


def test_ranges_on_a_cluster_come_out_as_on_this_machine(dossier, ray_address):
    folder, here = dossier
    there = record_of(folder, "ray", 2, RayExecutor(ray_address, workers=2))

    assert there == here
    assert there["status"] == "released" and there["documents"][0]["pages"] == _PAGES


@pytest.mark.parametrize("moment", [in_a_range, when_published])
def test_a_worker_of_a_cluster_that_is_lost_midway_loses_nothing(dossier, ray_address, moment):
    folder, here = dossier
    mark = folder / moment.__name__
    executor = Losing(RayExecutor(ray_address, workers=2), partial(moment, mark))

    assert record_of(folder, f"out-{mark.name}", 2, executor) == here
    assert mark.exists(), "no worker was lost"
    release = folder / f"out-{mark.name}" / "release"
    assert [path.name for path in release.glob("*/*")] == ["T-1_1_01.pdf"]
