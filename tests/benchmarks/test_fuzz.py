"""Mutants are made again from their numbers, and what becomes of them is told apart."""

from __future__ import annotations

import argparse
import io
from pathlib import Path
from random import Random

import pikepdf
import pytest

from benchmarks.fuzz.__main__ import run
from benchmarks.fuzz.bases import Base
from benchmarks.fuzz.bytewise import mutate_bytes
from benchmarks.fuzz.objectwise import mutate_objects
from benchmarks.fuzz.results import (
    DIED,
    ERROR,
    HANG,
    HELD,
    LEAKED,
    RELEASED,
    UNFORESEEN,
    UNPROVEN,
    Result,
    lost,
    result_of,
    table,
)
from benchmarks.fuzz.working import Order
from benchmarks.odd_files.planting import PLANTED
from benchmarks.odd_files.readers import CLEAN, COULD_NOT_LOOK, LEAK
from redactor.assemble import Recipe
from redactor.audit.records import DocumentRecord, DossierRecord
from redactor.config.records import Settings
from redactor.config.rules import load_rules
from redactor.datatypes import DossierStatus, Status
from redactor.errors import WorkerError
from tests.erase.drawn import code, raw_pdf

SAMPLES = Path(__file__).parents[2] / "sample_docs"
PAGE = raw_pdf(f"BT /F0 12 Tf 60 200 Td {code('李娜、王伟')} Tj ET /Fm Do", forms={"Fm": "n"})
FREE, HOLD = DossierStatus.RELEASED, DossierStatus.HELD


def order(folder: Path, number: int) -> Order:
    base = Base("drawn", folder / "000.pdf", "Blue River")
    base.path.write_bytes(PAGE)
    recipe = Recipe(Settings(), load_rules("neimenggu-2026"))
    return Order(5, number, (base,), folder, recipe)


def test_a_mutant_is_made_again_by_its_number(tmp_path) -> None:
    made = [order(tmp_path, number).made() for number in range(40)]
    assert made == [order(tmp_path, number).made() for number in range(40)]
    assert len(set(made)) > 30


def test_what_must_not_come_out_are_the_planted_values_and_the_chosen_words(tmp_path) -> None:
    assert order(tmp_path, 1).base.values == (*PLANTED, "Blue River")


def test_bytes_are_changed(tmp_path) -> None:
    changed = [mutate_bytes(PAGE, PAGE, Random(seed), 1) for seed in range(40)]
    assert sum(data != PAGE for data in changed) > 30
    assert mutate_bytes(b"", PAGE, Random(1), 3) == b""


def test_changed_objects_stand_in_files_that_open() -> None:
    opened = 0
    for seed in range(40):
        data = mutate_objects(PAGE, Random(seed), 1)
        try:
            with pikepdf.open(io.BytesIO(data)) as pdf:
                opened += len(pdf.pages) > 0
        except pikepdf.PdfError:
            continue
    assert opened > 25


def result(status, *, code="", reasons=(), readers=None) -> str:
    document = DocumentRecord(
        "d01", 11, "a.pdf", "0" * 64, Status.CLEAN, reasons=reasons, error_code=code
    )
    record = DossierRecord("F-1", status, reasons, (document,), {}, "")
    return result_of(1, "drawn", record, readers or {}, 1.0).kind


@pytest.mark.parametrize(
    "got, kind",
    [
        (result(FREE, readers={"text": CLEAN}), RELEASED),
        (result(FREE, readers={"text": CLEAN, "bytes": LEAK}), LEAKED),
        (result(FREE, readers={"text": CLEAN, "bytes": COULD_NOT_LOOK}), UNPROVEN),
        (result(HOLD, reasons=("question",)), HELD),
        (result(HOLD), UNFORESEEN),
        (result(HOLD, code="corrupt"), ERROR),
        (result(HOLD, code="timeout"), HANG),
        (result(HOLD, code="missing_model"), UNFORESEEN),
        (lost(1, "drawn", WorkerError("the worker died")).kind, DIED),
        (lost(1, "drawn", KeyError("x")).kind, UNFORESEEN),
    ],
)
def test_outcomes_are_told_apart(got, kind) -> None:
    assert got == kind


def test_table_names_what_must_not_be() -> None:
    lines = "\n".join(table([Result(7, "drawn", LEAKED, (), {"text": LEAK})]))
    assert "leak: 7 drawn" in lines


@pytest.mark.slow
def test_mutants_of_the_samples_neither_leak_nor_hang(tmp_path) -> None:
    given = argparse.Namespace(
        **{"samples": SAMPLES, "corpus": tmp_path / "none", "seed": 3, "first": 1, "count": 8},
        **{"seconds": 300.0, "ocr": "fake", "workers": 1, "keep": None},
    )
    results = list(run(given, tmp_path))
    assert len(results) == 8
    assert {r.kind for r in results} <= {RELEASED, HELD, ERROR, DIED}
