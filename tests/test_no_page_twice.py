"""The real readers: after a change of the rules no page is read by OCR again."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pymupdf
import pytest

from redactor.assemble import KeptReadings, Recipe
from redactor.config.rules import load_rules
from redactor.config.settings import load_settings
from redactor.datatypes import DossierStatus, Employer, Others, Profile
from redactor.dossier.job import SourceDocument
from redactor.ocr.engine import PaddleOcrEngine
from redactor.plan import Task
from redactor.work import run_task

pytestmark = pytest.mark.slow
PROFILE = Profile("7", names=("王伟",), employers=(Employer("云岭水务设计院"),))


def write_scan(path: Path) -> None:
    with pymupdf.open() as drawn, pymupdf.open() as scan:
        page = drawn.new_page(width=400, height=300)
        for row, line in enumerate(("申报人：王伟", "工作单位：云岭水务设计院", "项目验收合格"), 1):
            page.insert_text((40, 50 * row), line, fontname="china-s", fontsize=14)
        copy = scan.new_page(width=400, height=300)
        copy.insert_image(copy.rect, pixmap=page.get_pixmap(dpi=200))
        scan.save(path)


def counted(reads: Counter[str]) -> None:
    """Count how often the engines of this process are asked to read a page, or a strip."""
    for name in ("read", "read_strip", "spot_strip", "fits_round"):
        true = getattr(PaddleOcrEngine, name)

        def counting(*args, true=true, name=name, **kwargs):
            reads[name] += 1
            return true(*args, **kwargs)

        setattr(PaddleOcrEngine, name, counting)


def in_a_worker(folder: Path) -> tuple[list[int], bool]:
    """Readings of three runs, and whether the second decided as the first."""
    reads: Counter[str] = Counter()
    counted(reads)
    scan = folder / "scan.pdf"
    write_scan(scan)
    rules = load_rules("neimenggu-2026")
    kept = KeptReadings(folder / "readings", b"s" * 32)
    totals, decided = [], []
    more = replace(PROFILE, phones=("15412345678",))
    for version, profile in (("one", PROFILE), ("another", PROFILE), ("another", more)):
        recipe = Recipe(load_settings(), replace(rules, version=version), kept)
        document = SourceDocument("d01", scan, scan.name, 11)
        task = Task(recipe, folder / "out", "7", "7", (document,), profile, Others(), version)
        record = run_task(task).record
        assert record.status is DossierStatus.RELEASED
        (one,) = record.documents
        decided.append(
            [(d.action, d.reason, d.finding.page_no, d.finding.quads) for d in one.decisions]
        )
        totals.append(reads.total())
        reads.clear()
    return totals, decided[0] == decided[1]


def test_after_a_change_of_the_rules_no_page_is_read_again(tmp_path):
    # As in a batch: a process of its own, in which nobody drew other pages before.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        (first, after_rules, after_roster), same = pool.submit(in_a_worker, tmp_path).result()

    assert first >= 2  # the page, and the finished page anew
    assert (after_rules, same) == (0, True)
    assert after_roster >= 1  # another value to look for
