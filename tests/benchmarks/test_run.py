"""A run of the benchmark: its seed, its twelve, what it does again and what not."""

from __future__ import annotations

import json

import pytest

from benchmarks import run
from benchmarks.reporting.__main__ import merged, read_part
from benchmarks.reporting.page import Part
from benchmarks.run import Job, applicants, make_job, score, taken
from benchmarks.scoring.report import as_json

HASH = "0123abcd" + "0" * 32


@pytest.fixture
def job(tmp_path):
    for number in range(1, 21):
        (tmp_path / "samples" / "dossiers" / f"BM-{number:02d}").mkdir(parents=True)
    return Job("dev", 7, 20, tmp_path)


def test_test_split_takes_its_seed_from_the_commit(monkeypatch):
    monkeypatch.setattr(run, "commit", lambda: HASH)
    assert make_job("test", 60, None).seed == 0x0123ABCD
    assert make_job("dev", 60, None).seed == run.DEV_SEED
    assert make_job("test", 60, 5).seed == 5


def test_each_mix_has_a_folder_of_its_own():
    assert make_job("test", 6, 5, "ordinary").folder != make_job("test", 6, 5).folder


def test_commit_with_changes_is_named_so(monkeypatch):
    answers = {"rev-parse": HASH, "status": " M file"}
    monkeypatch.setattr(run, "_git", lambda word, *rest: answers[word])
    assert run.commit_name() == HASH[:12] + "+"
    answers["status"] = ""
    assert run.commit_name() == HASH[:12]


def test_peers_get_the_same_twelve_every_time(job):
    names = taken(job)
    assert len(names) == 12 == len(set(names)) and names == taken(job)
    assert names == sorted(names) and set(names) < set(applicants(job))
    assert names != taken(Job("dev", 8, 20, job.folder))


def test_judged_dossier_is_judged_again_only_when_its_output_changed(
    job, monkeypatch, make_row, make_result
):
    calls = []

    def judge(out, samples, applicant):
        calls.append(applicant)
        return [make_row(make_result(how="text"))]

    monkeypatch.setattr(run, "score_dossier", judge)
    (job.folder / "rows").mkdir()
    task = (job, "BM-01")
    first = run._scored(task)
    assert run._scored(task) == first and calls == ["BM-01"]
    audit = job.out / "private" / "audit"
    audit.mkdir(parents=True)
    (audit / "BM-01.json").write_text("{}")
    run._scored(task)
    assert calls == ["BM-01", "BM-01"]


def test_nothing_to_judge_is_no_row(job):
    assert score(job, 1, []) == []


@pytest.fixture
def part(tmp_path, make_row, make_result):
    def write(name, **about):
        known = {"commit": "abc", "split": "test", "seed": "1", "date": "2026-11-21"}
        path = tmp_path / name
        record = {"about": known | about, **as_json([make_row(make_result(how="text"))])}
        path.write_text(json.dumps(record))
        return read_part(path)

    return write


def test_parts_of_one_commit_are_merged(part):
    one, two = part("1"), part("2", seed="2")
    whole = merged([one, two])
    assert [r.applicant for r in whole.rows] == ["1/A", "2/A"]
    assert isinstance(whole, Part)


def test_parts_of_two_commits_are_not_merged(part):
    with pytest.raises(ValueError, match="different commits"):
        merged([part("1"), part("2", commit="def")])
