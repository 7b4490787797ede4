"""Peers: what the runner makes of good, broken and missing ones; the two plain ones at work."""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path

import numpy as np
import pymupdf
import pytest
from PIL import Image

from benchmarks.peers import process, venvs
from benchmarks.peers.adapters.plain_paddle import hits
from benchmarks.peers.catalogue import PEERS
from benchmarks.peers.profiles import latin, profile, read_roster
from benchmarks.peers.run import run_peer

ADAPTERS = Path(process.__file__).parent / "adapters"
REQUIREMENTS = Path(venvs.__file__).parent / "requirements"
PYTHON = Path(sys.executable)
ROW = {
    "编号": "T-1",
    "姓名": "王伟",
    "身份证号": "15990119850412000X",
    "联系电话": "15412345678",
    "邮箱": "wangwei@yunling-wd.example",
    "工作单位": "云岭水务设计院",
    "单位简称": "云岭院",
    "单位曾用名": "",
    "单位英文名": "Yunling Institute",
}
LINES = ("申报人：王伟", "校核人：李敏", "单位：云岭水务设计院")


@pytest.fixture
def dossiers(tmp_path):
    """One applicant's folder, still empty."""
    (tmp_path / "dossiers" / "T-1").mkdir(parents=True)
    return tmp_path / "dossiers"


def text_page(path: Path) -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        for number, line in enumerate(LINES):
            page.insert_text((72, 100 + 40 * number), line, fontname="china-s", fontsize=16)
        document.save(path)


def run(name: str, dossiers: Path, **options):
    options = {"timeout_s": 60.0, "python": PYTHON, **options}
    return run_peer(name, dossiers, [ROW], dossiers.parent / "out", **options)


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """Puts an adapter of ours in the place of plain-pymupdf's."""

    def put(code: str) -> None:
        folder = tmp_path / "adapters"
        folder.mkdir()
        (folder / "__init__.py").touch()
        (folder / "protocol.py").write_bytes((ADAPTERS / "protocol.py").read_bytes())
        head = "import os, socket, sys, time, json\nfrom .protocol import *\n"
        tail = "\nsys.exit(serve('stand-in', 'pymupdf', start))\n"
        (folder / "plain_pymupdf.py").write_text(head + code + tail, encoding="utf-8")
        monkeypatch.setattr(process, "_ADAPTERS", folder)

    return put


def three_files(dossiers: Path) -> None:
    for number in (1, 2, 3):
        (dossiers / "T-1" / f"{number}.pdf").write_bytes(b"x")


def test_plain_pymupdf_removes_own_values_and_keeps_the_others(dossiers):
    text_page(dossiers / "T-1" / "01_王伟.pdf")
    result = run("plain-pymupdf", dossiers)
    assert (result.status, result.version) == ("ran", pymupdf.VersionBind)
    (file,) = result.files
    assert file.status == "done" and file.output.name == "01.pdf"
    with pymupdf.open(file.output) as document:
        text = document[0].get_text()
    assert "王伟" not in text and "云岭" not in text
    assert "李敏" in text and "申报人" in text


def test_image_file_becomes_a_page_of_the_size_it_states(dossiers):
    image = Image.new("RGB", (620, 310), "white")
    image.save(dossiers / "T-1" / "1.jpg", dpi=(150, 150))
    image.save(
        dossiers / "T-1" / "2.tif", dpi=(100, 100), save_all=True, append_images=[image.copy()]
    )
    sizes = []
    for file in run("plain-pymupdf", dossiers).files:
        with pymupdf.open(file.output) as document:
            sizes.append([(round(p.rect.width, 1), round(p.rect.height, 1)) for p in document])
    assert sizes == [[(297.6, 148.8)], [(446.4, 223.2)] * 2]


@pytest.mark.slow
def test_plain_paddle_blacks_own_name_out_of_a_scan(dossiers):
    with pymupdf.open() as document:
        page = document.new_page(width=400, height=260)
        for number, line in enumerate(LINES):
            page.insert_text((60, 60 + 60 * number), line, fontname="china-s", fontsize=20)
        pixmap = page.get_pixmap(dpi=200)
    image = Image.frombytes("RGB", (pixmap.width, pixmap.height), pixmap.samples)
    image.save(dossiers / "T-1" / "scan.jpg", dpi=(200, 200), quality=95)
    (file,) = run("plain-paddle", dossiers).files
    assert (file.status, file.reason) == ("done", "")
    with pymupdf.open(file.output) as document:
        after = document[0].get_pixmap(dpi=200, colorspace=pymupdf.csGRAY)
    grey = np.frombuffer(after.samples, np.uint8).reshape(after.height, after.width)

    def dark(x: float, baseline: float) -> float:
        scale = 200 / 72
        top, bottom = int((baseline - 14) * scale), int((baseline - 2) * scale)
        return float((grey[top:bottom, int((x + 4) * scale) : int((x + 36) * scale)] < 60).mean())

    assert dark(140, 60) > 0.9  # 王伟, the fifth and sixth character
    assert dark(140, 120) < 0.6  # 李敏


def test_value_is_found_across_words_and_takes_whole_boxes():
    words = [(w, (n, 0.0, n + 1.0, 1.0)) for n, w in enumerate(["王", "伟", "ID15990", "12"])]
    assert [box[0] for box in hits(words, ("王 伟",))] == [0, 1]
    assert [box[0] for box in hits(words, ("1599012",))] == [2, 3]
    assert hits(words, ("伟王",)) == []


def test_file_that_crashes_a_peer_costs_that_file_alone(dossiers, stand_in):
    three_files(dossiers)
    stand_in(
        "def start(jobs):\n"
        "    def redact(source, output):\n"
        "        if source.name == '2.pdf': os._exit(9)\n"
        "        output.write_bytes(b'done')\n"
        "    return redact\n"
    )
    files = run("plain-pymupdf", dossiers).files
    assert [(f.status, f.reason) for f in files] == [
        ("done", ""),
        ("failed", "crashed"),
        ("done", ""),
    ]
    assert [f.output is None for f in files] == [False, True, False]


def test_hanging_file_is_ended_and_the_next_one_still_read(dossiers, stand_in):
    three_files(dossiers)
    stand_in(
        "def start(jobs):\n"
        "    def redact(source, output):\n"
        "        if source.name == '1.pdf': time.sleep(600)\n"
        "        output.write_bytes(b'done')\n"
        "    return redact\n"
    )
    files = run("plain-pymupdf", dossiers, timeout_s=1.5).files
    assert [(f.status, f.reason) for f in files] == [
        ("failed", "timeout"),
        ("done", ""),
        ("done", ""),
    ]


def test_peer_that_takes_too_long_is_stopped_between_dossiers(dossiers, stand_in):
    three_files(dossiers)
    stand_in("def start(jobs):\n    return lambda source, output: output.write_bytes(b'done')\n")
    files = run("plain-pymupdf", dossiers, budget_s=-1.0).files
    assert [(f.status, f.reason) for f in files] == [("failed", "time_limit")] * 3


def test_error_in_a_file_is_told_by_its_kind_alone(dossiers, stand_in):
    three_files(dossiers)
    stand_in(
        "def start(jobs):\n"
        "    def redact(source, output):\n"
        "        if source.name == '1.pdf': raise ValueError('王伟')\n"
        "        if source.name == '2.pdf': raise Refused(FLAGGED, 'asks')\n"
        "    return redact\n"
    )
    files = run("plain-pymupdf", dossiers).files
    assert [(f.status, f.reason) for f in files] == [
        ("failed", "error_ValueError"),
        ("flagged", "asks"),
        ("failed", "no_output"),
    ]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("def start(jobs):\n    import no_such_peer\n", "error_ModuleNotFoundError"),
        ("def start(jobs):\n    raise Stop('needs_tesseract')\n", "needs_tesseract"),
        ("os._exit(1)\n", "crashed_at_start"),
        ("time.sleep(600)\n", "timeout_at_start"),
    ],
)
def test_peer_that_cannot_start_becomes_a_row(dossiers, stand_in, code, reason):
    three_files(dossiers)
    stand_in(code)
    result = run("plain-pymupdf", dossiers, start_s=3.0)
    assert (result.status, result.reason, result.files) == ("not_started", reason, ())


def test_adapter_has_no_network_and_none_of_our_variables(dossiers, stand_in, monkeypatch):
    three_files(dossiers)
    monkeypatch.setenv("PEER_TEST_SECRET", "1")
    stand_in(
        "def start(jobs):\n"
        "    def redact(source, output):\n"
        "        seen = [n for _, n in socket.if_nameindex()]\n"
        "        output.write_text(json.dumps([seen, dict(os.environ)]))\n"
        "    return redact\n"
    )
    result = run("plain-pymupdf", dossiers)
    interfaces, variables = json.loads(result.files[0].output.read_text())
    assert "PEER_TEST_SECRET" not in variables
    assert variables["https_proxy"] == variables["HTTP_PROXY"] == "http://127.0.0.1:9"
    assert not Path(variables["HOME"]).exists()  # the values went with it
    if process.offline_prefix():
        assert (result.offline, interfaces) == ("namespace", ["lo"])


def test_output_of_an_earlier_run_does_not_pass_for_this_one(dossiers, stand_in):
    three_files(dossiers)
    old = dossiers.parent / "out" / "plain-pymupdf" / "T-1" / "01.pdf"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"old")
    stand_in("def start(jobs):\n    return lambda source, output: None\n")
    assert run("plain-pymupdf", dossiers).files[0].output is None
    assert not old.exists()


def test_peer_whose_licence_forbids_it_is_not_installed(dossiers):
    result = run("yindun-desensitize", dossiers, python=None)
    assert (result.status, result.reason) == ("not_installed", "licence")


def test_failed_install_becomes_a_row(dossiers, tmp_path, monkeypatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    pins = tmp_path / "pins"
    pins.mkdir()
    (pins / "blankout.txt").write_text("blankout==0.0.0\n", encoding="utf-8")
    monkeypatch.setattr(venvs, "REQUIREMENTS", pins)
    with pytest.raises(venvs.NotInstalled, match="^install_failed$"):
        venvs.prepare("blankout", tmp_path / "envs")
    with pytest.raises(venvs.NotInstalled, match="^no_requirements$"):
        venvs.prepare("redactron", tmp_path / "envs")

    def failing(name: str) -> Path:
        return venvs.prepare(name, tmp_path / "envs")

    monkeypatch.setattr("benchmarks.peers.run.prepare", failing)
    result = run("redactron", dossiers, python=None)
    assert (result.status, result.reason) == ("not_installed", "no_requirements")


def test_environment_is_kept_until_its_pins_change(tmp_path, monkeypatch):
    pins, calls = tmp_path / "pins", []
    pins.mkdir()
    (pins / "x.txt").write_text("# nothing\n", encoding="utf-8")
    monkeypatch.setattr(venvs, "REQUIREMENTS", pins)

    def pretend(command, log, timeout_s):
        calls.append(command)
        python = tmp_path / "envs" / "x" / "venv" / "bin" / "python"
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()

    monkeypatch.setattr(venvs, "_run", pretend)
    for _ in range(2):
        venvs.prepare("x", tmp_path / "envs")
    assert len(calls) == 2  # venv and pip, once
    (pins / "x.txt").write_text("# other\n", encoding="utf-8")
    venvs.prepare("x", tmp_path / "envs")
    assert len(calls) == 4


def test_adapters_import_nothing_of_ours():
    for path in ADAPTERS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            for name in names:
                assert name.split(".")[0] in sys.stdlib_module_names, (path.name, name)


def test_every_peer_that_runs_has_an_adapter_and_exact_pins():
    for peer in PEERS:
        if peer.barred:
            assert not (ADAPTERS / f"{peer.module}.py").exists()
            continue
        assert (ADAPTERS / f"{peer.module}.py").is_file()
        lines = (REQUIREMENTS / f"{peer.name}.txt").read_text(encoding="utf-8").splitlines()
        pins = [line for line in lines if line and not line.startswith("#")]
        assert all(line.count("==") == 1 and "/" not in line for line in pins)
        wanted = peer.distribution.replace("-", "_")
        assert wanted in {p.split("==")[0].lower().replace("-", "_") for p in pins}


def test_profile_holds_own_values_of_the_row(tmp_path):
    columns = ",".join(ROW)
    (tmp_path / "roster.csv").write_text(
        f"\ufeff{columns}\n{','.join(ROW.values())}\n", encoding="utf-8"
    )
    made = profile(read_roster(tmp_path)["T-1"])
    assert made["employers"] == ["云岭水务设计院", "云岭院", "Yunling Institute"]
    assert made["id_number"] == "15990119850412000X"
    assert latin("欧阳明珠") == ["Ouyang Mingzhu", "Mingzhu Ouyang", "Ouyangmingzhu"]
    assert latin("李·娜仁")[0] == "Li Naren"
