"""Applicants whose series needs no blind copy: told, recorded, and not worked on."""

import json

import jsonschema
import pytest

from redactor.audit.schemas import schema
from redactor.datatypes import DossierStatus, Status
from redactor.store.ledger import Ledger
from tests.cli.pretend import HEADER, PEOPLE, write_source

SERIES = {"T-1": "工程系列,高级", "T-2": "中小学教师系列,高级", "T-3": "卫生系列,中级"}


@pytest.fixture
def mixed(office):
    """T-2 is a teacher of a school."""
    write_rows(office, SERIES)
    return office


def write_rows(office, series):
    rows = [f"{key},{values},{series[key]}" for key, values in PEOPLE.items()]
    head = f"{HEADER},职称系列,申报资格等级"
    office.roster.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


def batch(office, *more):
    return office.batch("--rules", "kunqu-2026", *more)


def read(office, path):
    return json.loads((office.out / path).read_text("utf-8"))


def test_who_needs_no_blind_copy_is_told_with_the_notice(mixed):
    said = batch(mixed)
    assert said.code == 0
    assert "待处理 2 份材料共 2 个文件" in said.out
    assert "1 位申报人不需要脱敏（依据：中小学教师、" in said.out
    assert "：T-2" in said.out
    assert "放行 2 份，暂扣 0 份" in said.out
    assert "1 份不需要脱敏，未处理" in said.out
    assert mixed.released() == ["T-1/T-1_d01.pdf", "T-3/T-3_d01.pdf"]


def test_a_dry_run_tells_it_too(mixed):
    said = batch(mixed, "--dry-run")
    assert said.code == 0
    assert "不需要脱敏" in said.out
    assert "T-1：" in said.out and "T-2：1" not in said.out


def test_the_default_pack_has_no_table_and_frees_nobody(mixed):
    mixed.batch()
    assert len(mixed.released()) == 3


def test_reports_and_summary_say_so_and_fit_their_schemas(mixed):
    batch(mixed)
    for kind, path in (("private", "private/audit/T-2.json"), ("public", "public/T-2.json")):
        audit = read(mixed, path)
        jsonschema.Draft202012Validator(schema(kind)).validate(audit)
        assert audit["status"] == "not_required"
        assert audit["reasons"] == []
        assert [d["status"] for d in audit["documents"]] == ["not_required"]
    summary = read(mixed, "summary.json")
    jsonschema.Draft202012Validator(schema("summary")).validate(summary)
    told = summary["dossiers"]
    assert (told["total"], told["released"], told["held"], told["not_required"]) == (3, 2, 0, 1)
    # What was not opened is no success: it counts in no rate.
    assert told["automatic_release_rate"] == 1.0
    assert summary["documents"]["by_status"]["not_required"] == 1


def test_pages_for_people_do_not_claim_that_anybody_looked(mixed):
    batch(mixed)
    for path in ("private/audit/T-2.html", "public/T-2.html"):
        page = (mixed.out / path).read_text("utf-8")
        assert "不需要脱敏" in page
        assert "没有发现" not in page and "暂扣" not in page
    assert "不需要脱敏" in (mixed.out / "public/summary.html").read_text("utf-8")


def test_the_ledger_knows_it_and_the_next_run_leaves_it_alone(mixed):
    batch(mixed)
    with Ledger(mixed.out / "private/ledger.sqlite") as ledger:
        entry = ledger.dossier("T-2")
        assert (entry.status, entry.exit_code) == (DossierStatus.NOT_REQUIRED, 0)
        assert [d.status for d in ledger.documents("T-2")] == [Status.NOT_REQUIRED]
    said = batch(mixed)
    assert said.code == 0
    assert "1 份不需要脱敏，未处理" in said.out
    assert "未变化：已放行 2 份，暂扣 0 份" in said.out


def test_nothing_of_it_is_opened(mixed):
    write_source(mixed.folder / "T-2" / "02.pdf", "crash")
    (mixed.folder / "T-2" / "03.docx").touch()
    assert batch(mixed).code == 0


def test_without_a_folder_it_is_not_missed(mixed):
    (mixed.folder / "T-2").rename(mixed.folder.parent / "away")
    said = batch(mixed)
    assert "没有文件夹" not in said.text
    assert "1 位申报人不需要脱敏" in said.out


def test_a_corrected_series_withdraws_what_was_released(mixed):
    write_rows(mixed, {**SERIES, "T-2": "卫生系列,高级"})
    batch(mixed)
    assert len(mixed.released()) == 3
    write_rows(mixed, SERIES)
    said = batch(mixed)
    assert said.code == 0
    assert mixed.released() == ["T-1/T-1_d01.pdf", "T-3/T-3_d01.pdf"]


def test_a_series_that_the_pack_does_not_know_is_worked_on_and_noted(mixed):
    said = mixed.batch("--rules", "baotou-2025")
    assert said.code == 0
    assert "2 位申报人的系列和级别规则包没有说明，按需要脱敏处理：T-1、T-2" in said.err
    assert len(mixed.released()) == 3
    assert read(mixed, "private/audit/T-2.json")["notes"] == ["scope_unknown"]
    assert read(mixed, "private/audit/T-3.json")["notes"] == []
    assert "规则包没有说明" in (mixed.out / "private/audit/T-2.html").read_text("utf-8")


def test_one_applicant_may_be_told_so(office, tmp_path):
    profile = tmp_path / "me.toml"
    profile.write_text('name = "王伟"\n职称系列 = "中小学教师"\n', encoding="utf-8")
    source = write_source(tmp_path / "1.pdf")
    out = tmp_path / "mine"
    said = office.run("redact", source, "--profile", profile, "--out", out, "--rules", "kunqu-2026")
    assert said.code == 0
    assert "1 份不需要脱敏，未处理" in said.out
    assert not list((out / "release").iterdir())
