"""A module may import from its own folder and from the rows below it, nothing else."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1] / "redactor"
ROWS = [  # top first
    {"__main__"},
    {"cli"},
    {"web"},
    {"handover", "rehearsal", "capacity"},
    {"selfcheck", "sampling", "report"},
    {"batch"},
    {"work"},
    {"plan"},
    {"assemble"},
    {"dossier"},
    {"pipeline"},
    {"verify"},
    {"load", "read", "ocr", "recognise", "detect", "policy", "erase", "audit", "execute", "store"},
    {"policy_employers", "policy_labelled", "policy_pictures"},
    {"ruling"},
    {"config", "fakes"},
    {"ports"},
    {"rows", "questions", "edits"},
    {"datatypes"},
    {"pagetext", "keys", "drawing", "glyphs"},
    {
        "errors",
        "geometry",
        "textnorm",
        "cnid",
        "coding",
        "files",
        "lean",
        "levels",
        "memory",
        "platforms",
    },
    {"frozen"},
]
RANK = {name: row for row, names in enumerate(ROWS) for name in names}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "redactor":
                yield from (f"redactor.{alias.name}" for alias in node.names)
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_imports_point_down() -> None:
    wrong = []
    for path in ROOT.rglob("*.py"):
        part = path.relative_to(ROOT).parts[0].removesuffix(".py")
        for name in imports(path):
            if part == "__init__" or not name.startswith("redactor."):
                continue
            target = name.split(".")[1]
            if target == "__version__":
                continue
            if target != part and RANK[target] <= RANK[part]:
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")

    assert wrong == []


def test_every_module_has_a_row() -> None:
    parts = {p.relative_to(ROOT).parts[0].removesuffix(".py") for p in ROOT.rglob("*.py")}

    assert parts - {"__init__"} <= set(RANK)


def test_a_worker_loads_no_reader_of_rosters_and_no_command_line_of_a_library() -> None:
    code = "import sys, redactor.work; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "redactor.pipeline" in loaded
    assert not loaded & {"openpyxl", "redactor.config.roster", "spacy.cli"}
