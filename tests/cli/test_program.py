"""The program as a user starts it: its own process, its workers, the true models."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pymupdf
import pytest

from redactor.config.toml_file import CONFIGS
from tests.cli.pretend import PEOPLE, write_roster

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
PROFILE = CONFIGS / "profile.example.toml"


def write_pdf(path: Path, name: str, id_number: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with pymupdf.open() as pdf:
        page = pdf.new_page()
        lines = ["年度考核登记表", f"姓名：{name}", f"身份证号：{id_number}", "审核人：李娜"]
        for number, line in enumerate(lines):
            page.insert_text((60, 80 + 40 * number), line, fontname="china-s", fontsize=14)
        pdf.save(path)
    return path


def start(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "redactor", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1", "REDACTOR_LANG": "zh"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell that runs tests in the background lets them ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


def finish(*arguments: object) -> tuple[int, str]:
    process = start(*arguments)
    out, err = process.communicate(timeout=300)
    return process.returncode, out + err


def test_a_redacted_file_is_clean_and_the_original_is_not(tmp_path):
    source = write_pdf(tmp_path / "王伟.pdf", "王伟", "15990119850412000X")
    out = tmp_path / "out"
    code, said = finish("redact", source, "--profile", PROFILE, "--out", out)
    assert code == 0, said
    (released,) = (out / "release/2026-0001").iterdir()
    with pymupdf.open(released) as pdf:
        text = pdf[0].get_text()
    assert "王伟" not in text
    assert "李娜" in text
    code, said = finish("verify", source, released, "--profile", PROFILE)
    assert code == 0, said
    code, said = finish("verify", source, source, "--profile", PROFILE)
    assert code == 11
    assert "漏遮：姓名" in said
    assert "15990" not in said


def test_ctrl_c_between_two_dossiers_and_the_run_after_it(tmp_path):
    for key, values in PEOPLE.items():
        name, id_number = values.split(",")[:2]
        write_pdf(tmp_path / "in" / key / "05_考核表.pdf", name, id_number)
    with pymupdf.open(tmp_path / "in/T-2/05_考核表.pdf") as pdf:
        password = {"encryption": pymupdf.PDF_ENCRYPT_AES_256, "user_pw": "x"}
        pdf.save(tmp_path / "in/T-2/06_公示.pdf", **password)
    roster, out = write_roster(tmp_path / "roster.csv"), tmp_path / "out"
    command = ("batch", tmp_path / "in", "--roster", roster, "--out", out, "--workers", 1)
    process = start(*command)
    assert process.stderr is not None
    assert any("1/3" in line for line in process.stderr)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert list((out / "private/work").iterdir()) == []
    done = [path.name for path in (out / "release").iterdir()]
    assert "T-1" in done
    for path in (out / "release").rglob("*.pdf"):
        with pymupdf.open(path) as pdf:
            assert pdf.page_count == 1
    code, said = finish(*command)
    assert code == 4, said
    assert sorted(path.name for path in (out / "release").iterdir()) == ["T-1", "T-3"]
    assert "T-2：已暂扣" in said
    assert "文件有密码" in said
    assert not any(values.split(",")[0] in said for values in PEOPLE.values())
