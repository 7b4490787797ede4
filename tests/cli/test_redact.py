import json

import pytest

from redactor.config.toml_file import CONFIGS
from tests.cli.pretend import write_source

PROFILE = CONFIGS / "profile.example.toml"

pytestmark = pytest.mark.usefixtures("no_models")


def test_files_of_one_applicant_are_released(run, tmp_path):
    files = [write_source(tmp_path / f"{n}.pdf") for n in (1, 2)]
    said = run("redact", *files, "--profile", PROFILE, "--out", tmp_path / "out")
    assert said.code == 0
    assert len(list((tmp_path / "out/release/2026-0001").iterdir())) == 2


def test_one_bad_file_holds_the_others(run, tmp_path):
    files = [write_source(tmp_path / "1.pdf"), write_source(tmp_path / "王伟.pdf", "leak")]
    said = run("redact", *files, "--profile", PROFILE, "--out", tmp_path / "out")
    assert said.code == 11
    assert not list((tmp_path / "out/release").iterdir())
    assert "王伟" not in said.text


def test_a_file_that_is_not_there_stops_before_anything_is_made(run, tmp_path):
    there = write_source(tmp_path / "1.pdf")
    said = run(
        "redact", there, tmp_path / "王伟.pdf", "--profile", PROFILE, "--out", tmp_path / "out"
    )
    assert said.code == 3
    assert "文件不存在" in said.err
    assert "王伟" not in said.text
    assert not (tmp_path / "out").exists()


def test_a_second_run_redoes_the_dossier_and_keeps_one_release(run, tmp_path):
    source = write_source(tmp_path / "1.pdf")
    for _ in range(2):
        assert run("redact", source, "--profile", PROFILE, "--out", tmp_path / "out").code == 0
    assert len(list((tmp_path / "out/release").rglob("*.pdf"))) == 1
    summary = json.loads((tmp_path / "out/summary.json").read_text("utf-8"))
    assert summary["dossiers"]["released"] == 1
