"""Libraries imported without parts of theirs."""

import subprocess
import sys

import pytest

from redactor.lean import without


def test_a_part_is_stood_in_for_within_the_block_alone(tmp_path, monkeypatch) -> None:
    for name, text in {
        "user": "from lean_part.deep.er import Thing, make\nimport lean_part.other as o\n"
        "made, what = make(), o.anything\nclass Own(Thing): pass\n",
        "lean_part/__init__": "raise RuntimeError('the true one')\n",
        "lean_particle": "true = 1\n",
    }.items():
        path = tmp_path / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with without("lean_part"):
        import lean_particle
        import user
    assert lean_particle.true == 1, "another module whose name begins alike"
    assert isinstance(user.made, object) and issubclass(user.Own, user.Thing)
    assert not [name for name in sys.modules if name.split(".")[0] == "lean_part"]
    with pytest.raises(RuntimeError, match="the true one"):
        import lean_part  # noqa: F401


def test_the_readers_come_without_what_they_do_not_use() -> None:
    code = (
        "import sys; from redactor.ocr.paddle import _paddleocr; _paddleocr()\n"
        "print(*sys.modules); import openpyxl; print(openpyxl.Workbook().active.title)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded, title = done.stdout.splitlines()
    assert "paddlex.inference.models.text_recognition" in loaded.split()
    assert not {"pandas", "aiohttp", "openpyxl"} & set(loaded.split())
    assert title == "Sheet"


def test_a_worker_comes_without_recognisers_that_nobody_asks() -> None:
    code = "import sys; import redactor.work; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert {"presidio_analyzer", "presidio_anonymizer", "spacy"} <= set(loaded)
    assert not [name for name in loaded if name.startswith("presidio_analyzer.predefined")]
    assert not {"tldextract", "requests", "phonenumbers", "spacy.cli"} & set(loaded)
