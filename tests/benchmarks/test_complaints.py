"""A reviewer's complaints from the signed sample to the benchmark's own scorer."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.complaints import take_in
from benchmarks.score import score_samples
from benchmarks.truth import OPEN, REGION, read_items
from redactor.config.records import Limits
from redactor.sampling.book import SampleBook
from redactor.sampling.cases import export_cases
from redactor.sampling.draw import Wanted
from redactor.sampling.records import Complaint, Flaw
from tests.cli.pretend import HEADER, PEOPLE, write_roster
from tests.dossier.hand_made import LINES
from tests.dossier.hand_made import draw as draw_form
from tests.sampling.released import SECRET, draw, make_released

ROOT = Path(__file__).parents[2]
NAME_BOX = (0.13, 0.07, 0.3, 0.12)  # the name on the original
GRADE_BOX = (0.13, 0.24, 0.5, 0.29)  # 考核等次：优秀


def complained(out, *complaints):
    book = SampleBook(out)
    sample = book.draw(Wanted(risk=0))
    for index in range(len(sample.units)):
        book.judge(sample.sample_id, index, "r", good=True)
    for complaint in complaints:
        book.complain(sample.sample_id, 0, "r", complaint)
    book.sign(sample.sample_id, "r")
    return sample.units[0]


@pytest.fixture
def cases(tmp_path):
    """Two complaints about one file, as the office exports them."""
    out = make_released(tmp_path)
    leak = Complaint(Flaw.LEAK, 1, NAME_BOX, "name")
    unit = complained(out, leak, Complaint(Flaw.OVER, 1, GRADE_BOX, "name"))
    target = tmp_path / "cases"
    export_cases(out, target, Limits())
    people = {unit.applicant_id: PEOPLE["T-3"]}  # whose name SECRET is
    roster = write_roster(tmp_path / "r.csv", people)
    assert HEADER in roster.read_text("utf-8")
    taken = take_in(target, roster)
    assert (taken.labels, taken.dossiers, taken.lost) == (2, 1, 0)
    return out, target, unit


def faults(out, target, unit):
    rows = [row for row in score_samples(out, target) if row.applicant == unit.applicant_id]
    return sorted((f.kind, f.trap) for row in rows for f in row.judgement.faults)


def test_a_leak_is_a_label_on_the_own_value_alone(cases):
    _, target, unit = cases
    items = read_items(target / "truth" / f"{unit.applicant_id}.jsonl")
    leak, over, *rest = items
    assert (leak.text, leak.expected, leak.trap) == (SECRET, "redact", "spot_check")
    assert over.text.startswith("考核等次") and over.expected == "keep"
    assert {(i.expected, i.category) for i in rest} == {(OPEN, REGION)}


def test_the_scorer_tells_whether_the_complaints_are_settled(cases):
    out, target, unit = cases
    audit = out / "private/audit" / f"{unit.applicant_id}.json"
    finished = out / next(
        d["output"]
        for d in json.loads(audit.read_text("utf-8"))["documents"]
        if d["output"] == unit.output
    )
    draw(finished, SECRET, pages=2)  # as the original: the name is there, and so is the grade
    assert ("leak", "spot_check") in faults(out, target, unit)
    assert ("damage", "spot_check") not in faults(out, target, unit)
    draw(finished, "\u3000" * 8, pages=2)
    assert faults(out, target, unit) == []


def test_a_box_that_holds_no_value_is_a_label_as_a_whole(tmp_path):
    out = make_released(tmp_path)
    unit = complained(out, Complaint(Flaw.LEAK, 1, GRADE_BOX, "employer"))
    export_cases(out, tmp_path / "cases", Limits())
    roster = write_roster(tmp_path / "r.csv", {unit.applicant_id: PEOPLE["T-1"]})
    assert take_in(tmp_path / "cases", roster).labels == 1
    first = read_items(tmp_path / "cases/truth" / f"{unit.applicant_id}.jsonl")[0]
    assert (first.category, first.expected, first.text) == (REGION, "redact", "")


@pytest.mark.slow
def test_a_complaint_goes_through_the_whole_benchmark(tmp_path):
    folder = tmp_path / "in" / "T-1"
    folder.mkdir(parents=True)
    draw_form(folder / "05_年度考核表.pdf", lines=(*LINES[:4], (72, 260, "简称：云上院")))
    roster = write_roster(tmp_path / "roster.csv", {"T-1": PEOPLE["T-1"]})
    out, cases = tmp_path / "out", tmp_path / "cases"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def run(*words: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", *map(str, words)]
        return subprocess.run(
            command, check=False, capture_output=True, text=True, cwd=ROOT, env=environment
        )

    batch = ("redactor", "batch", tmp_path / "in", "--roster", roster, "--out", out)
    assert run(*batch).returncode == 0
    # The reviewer knows the short name 云上院, which the roster does not have.
    complained(out, Complaint(Flaw.LEAK, 1, (0.18, 0.29, 0.28, 0.32), "employer"))
    assert run("redactor", "sample", out, "--export", cases).returncode == 0
    assert run("benchmarks.complaints", cases, "--roster", roster).returncode == 0
    results = tmp_path / "results.json"
    judge = ("benchmarks.run", "--given", cases, "--results", results, "--workers", 1)
    assert run(*judge).returncode == 0
    told = json.loads(results.read_text("utf-8"))
    assert told["worst"] == [] and told["about"]["split"] == "given"
    row = told["documents"][0]
    leaks = [r for r in row["judgement"]["results"] if r["trap"] == "spot_check" and r["how"]]
    assert len(leaks) == 1  # it is still there: the case is open
    mended = roster.read_text("utf-8").replace("联系电话", "联系电话,单位简称")
    mended = mended.replace("15412345678", "15412345678,云上院")
    (cases / "roster.csv").write_text(mended, "utf-8")
    assert run(*judge).returncode == 0
    row = json.loads(results.read_text("utf-8"))["documents"][0]
    assert not any(r["how"] for r in row["judgement"]["results"] if r["expected"] == "redact")
    for made in (ROOT / "build/bench").glob("given-*"):
        shutil.rmtree(made)
