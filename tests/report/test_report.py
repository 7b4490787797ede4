"""The report tells what the folder holds, names nobody, and fetches nothing."""

from __future__ import annotations

import json
import re

import pymupdf
import pytest

from redactor.config.records import Limits
from redactor.errors import OutputError
from redactor.report.gather import gather
from redactor.report.page import report_page
from redactor.report.paper import report_pdf
from redactor.store.local import LocalStore
from tests.sampling.released import SECRET, make_released


@pytest.fixture
def out(tmp_path):
    return make_released(tmp_path)


def pdf_text(data):
    with pymupdf.open("pdf", data) as pdf:
        return "".join(page.get_text() for page in pdf), pdf.page_count


def test_totals_are_those_of_the_folder(out):
    report = gather(out, Limits())
    assert (report.released, report.held, report.exempt) == (3, 1, 0)
    assert (report.documents, report.pages) == (6, 12)
    assert report.held_because == {"question": 1}
    assert report.categories == {"name": 12} and report.kinds == {"other": (6, 0)}
    assert report.release_rate == 0.75 and len(report.thumbs) == 6


def test_page_and_pdf_tell_the_same_and_name_nobody(out):
    report = gather(out, Limits())
    page, (text, _) = report_page(report), pdf_text(report_pdf(report))
    for told in ("批次报告", "已放行", "75 %", "待人工确认", "姓名", "T-3"):
        assert told in page and told in text
    assert SECRET not in page and SECRET not in text
    english, (paper, _) = report_page(report, "en"), pdf_text(report_pdf(report, "en"))
    assert "dossiers released" in english and "dossiers released" in paper
    assert not re.search(r"[\u4e00-\u9fff]", paper)


def test_nothing_is_fetched_and_nothing_runs(out):
    page = report_page(gather(out, Limits()))
    assert "http" not in page.replace("http-equiv", "") and "<script" not in page
    assert all(src.startswith("data:image/jpeg") for src in re.findall(r'src="([^"]*)"', page))


def test_a_long_report_turns_the_page(out):
    report = gather(out, Limits())
    many = dict.fromkeys(("form", "paper", "award", "patent", "notice", "other"), (3, 2))
    from dataclasses import replace

    long = replace(report, kinds=many, thumbs=report.thumbs * 4)
    assert pdf_text(report_pdf(long))[1] == 3


def test_an_empty_folder_has_a_report(tmp_path):
    store = LocalStore(tmp_path / "out")
    report = gather(store.root, Limits())
    assert report.total == 0 and report.release_rate is None
    assert "–" in report_page(report) and pdf_text(report_pdf(report))[1] == 1


def test_markup_in_an_audit_stays_text(out):
    path = out / "public/T-1.json"
    audit = json.loads(path.read_text("utf-8"))
    audit["versions"] = {"program": "<script>"}
    audit["finished_at"] = "9"
    path.write_text(json.dumps(audit), encoding="utf-8")
    assert "<script>" not in report_page(gather(out, Limits()))


def test_a_broken_audit_is_told(out):
    (out / "public/T-1.json").write_text("{", encoding="utf-8")
    with pytest.raises(OutputError):
        gather(out, Limits())


def test_a_report_does_not_outlive_what_it_shows(out):
    store = LocalStore(out)
    store.write_text("public/report.html", "x")
    store.withdraw("T-1")
    assert not (out / "public/report.html").exists()
