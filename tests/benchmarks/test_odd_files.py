"""Odd PDFs: values planted are seen by the readers, and outcomes are told apart."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pymupdf
import pytest

from benchmarks.odd_files.outcomes import (
    CRASH,
    ERROR,
    HELD,
    LEAKED,
    RELEASED,
    UNPROVEN,
    outcome_of,
    table,
)
from benchmarks.odd_files.planting import PLANTED, Order, Ready, make_ready
from benchmarks.odd_files.readers import CLEAN, COULD_NOT_LOOK, LEAK, in_words, judge, opens
from redactor.audit.records import DocumentRecord, DossierRecord
from redactor.datatypes import DossierStatus, Status
from tests.erase.carriers import CARRIERS, PAGE, WHO
from tests.erase.corners import CORNERS
from tests.erase.drawn import raw_pdf

ALL_CLEAN = {"objects": CLEAN, "text": CLEAN, "bytes": CLEAN}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "odd.pdf"


@pytest.mark.parametrize("plant", [*CARRIERS, *CORNERS])
def test_a_reader_sees_the_name_in_every_carrier(path, plant) -> None:
    path.write_bytes(raw_pdf(PAGE, change=plant))
    assert LEAK in judge(path, [WHO]).values()


def test_a_file_without_the_name_is_clean(path) -> None:
    path.write_bytes(raw_pdf(PAGE))
    assert judge(path, [WHO]) == ALL_CLEAN


@pytest.mark.parametrize("name, verdict", [("李娜", CLEAN), (WHO, LEAK)])
def test_names_in_chinese_code_are_read(path, name, verdict) -> None:
    """PDF names may hold any bytes; most are no UTF-8."""
    marker = b"/Zz" + b"".join(b"#%02x" % byte for byte in name.encode("gb18030"))
    plain = raw_pdf(PAGE)
    path.write_bytes(plain.replace(b"/Type /Page", b"/Kk " + marker + b" /Type /Page", 1))
    assert judge(path, [WHO])["objects"] == verdict


def test_what_no_reader_opens_is_not_clean(path) -> None:
    path.write_bytes(b"%PDF-1.7\n")
    assert judge(path, [WHO]) == ALL_CLEAN | dict.fromkeys(("objects", "text"), COULD_NOT_LOOK)
    assert not opens(path)


@pytest.mark.parametrize(
    "text, found",
    [
        ("from Blue River.", True),
        ("blue\nriver", True),
        ("Blue Rivers", False),
        ("欧阳 明珠", True),
        ("欧阳明", False),
    ],
)
def test_words_are_found_whole(text, found) -> None:
    assert in_words(text, ["Blue River", "欧阳明珠"]) is found


def test_values_are_planted_behind_the_file_as_it_was(path, tmp_path) -> None:
    with pymupdf.open() as document:
        document.new_page().insert_text((60, 100), "Blue River Board")
        document.save(path)
    ready = make_ready(Order(path, tmp_path / "A001.pdf"))
    assert (ready.how, ready.opens, ready.pictures) == ("appended", True, False)
    assert ready.chosen == "Blue River"
    assert ready.path.read_bytes().startswith(path.read_bytes())
    assert set(ready.carriers) == {"author", "bookmark", "note", "attachment", "link"}
    assert judge(ready.path, PLANTED)["text"] == LEAK


def test_nothing_is_planted_in_a_locked_file(path, tmp_path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path, encryption=pikepdf.Encryption(owner="a", user="b"))
    ready = make_ready(Order(path, tmp_path / "A001.pdf"))
    assert (ready.how, ready.opens) == ("", False)
    assert ready.path.read_bytes() == path.read_bytes()


def _outcome(status, *, code="", reasons=(), readers=ALL_CLEAN):
    document = DocumentRecord(
        "d01", 11, "a.pdf", "0" * 64, Status.CLEAN, reasons=reasons, error_code=code
    )
    record = DossierRecord("A001", status, reasons, (document,), {}, "")
    ready = Ready(Path("a.pdf"), "appended", "", True, False)
    return outcome_of("odd_pdf/a.pdf", ready, record, readers, 1.0)


HOLD, FREE = DossierStatus.HELD, DossierStatus.RELEASED


@pytest.mark.parametrize(
    "outcome, kind",
    [
        (_outcome(FREE), RELEASED),
        (_outcome(FREE, readers=ALL_CLEAN | {"bytes": LEAK}), LEAKED),
        (_outcome(FREE, readers=ALL_CLEAN | {"text": COULD_NOT_LOOK}), UNPROVEN),
        (_outcome(HOLD, reasons=("question",)), HELD),
        (_outcome(HOLD), CRASH),
        (_outcome(HOLD, code="corrupt", reasons=("failed",)), ERROR),
        (_outcome(HOLD, code="timeout", reasons=("failed",)), CRASH),
        (_outcome(HOLD, code="missing_model", reasons=("failed",)), CRASH),
    ],
)
def test_outcomes_are_told_apart(outcome, kind) -> None:
    assert outcome.outcome == kind


def test_table_names_what_ought_to_be_released() -> None:
    lines = "\n".join(table([_outcome(FREE), _outcome(HOLD, reasons=("question",))]))
    assert "1 of 2 released" in lines
    assert "not released: odd_pdf/a.pdf: held (question)" in lines
