"""The real readers: a file that was read in ranges comes out as one that was read in one piece."""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
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
from redactor.execute.serial import SerialExecutor
from redactor.plan import plan_batch
from redactor.store.local import LocalStore

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

    roster = folder / "roster.csv"
    roster.write_text("编号,姓名,工作单位\nT-1,王伟,云岭水务设计院\n", encoding="utf-8")
    store = LocalStore(folder / f"out{range_pages}")
    pipeline.read_page = noted
    try:
        with store.open_ledger() as ledger, store.work_folder() as work:
            settings = replace(load_settings(), range_pages=range_pages)
            recipe = Recipe(settings, load_rules("neimenggu-2026"))
            recipe = remembering(recipe, store, ledger)
            plan = plan_batch(folder / "in", load_roster(roster), recipe, store, ledger, work)
            run_batch(plan, SerialExecutor(), ledger, lambda result: None)
    finally:
        pipeline.read_page = read_page
    record = json.loads((store.audit / "T-1.json").read_text("utf-8"))
    for document in record["documents"]:
        del document["seconds"]
        if document["output"]:
            written = (store.root / document["output"]).read_bytes()
            assert hashlib.sha256(written).hexdigest() == document["output_sha256"]
    del record["seconds"], record["finished_at"]
    return record, read


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
