"""Which weights the program knows, where they lie, and whether they are whole.

The manifest (``models/manifest.toml``) says what every file must hash to; ``models/fetch.py``
lays the files out. Nothing here downloads anything.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from redactor.errors import MissingModelError

_PROJECT_ROOT = Path(__file__).resolve().parents[2]
_REMEDY = "run models/fetch.py"


@dataclass(frozen=True, slots=True)
class WeightFile:
    """One file of a model, relative to the models folder."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Weights:
    """One model of the manifest."""

    name: str
    folder: str
    licence: str
    origin: str
    files: tuple[WeightFile, ...]

    @property
    def sha256(self) -> str:
        """One hash over the model's files, in the order of their names."""
        lines = sorted(f"{f.file} {f.sha256}" for f in self.files)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def models_dir() -> Path:
    """The models folder: ``$REDACTOR_MODELS``, else ``models/`` of the project."""
    configured = os.environ.get("REDACTOR_MODELS")
    return Path(configured) if configured else _PROJECT_ROOT / "models"


@cache
def _read_manifest(path: Path) -> dict[str, Weights]:
    try:
        raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        models = [
            Weights(
                name=m["name"],
                folder=m["folder"],
                licence=m["licence"],
                origin=m["origin"],
                files=tuple(WeightFile(f["file"], f["sha256"]) for f in m["files"]),
            )
            for m in raw["models"]
        ]
    except FileNotFoundError as error:
        raise MissingModelError("no models/manifest.toml; install from the project") from error
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise MissingModelError("models/manifest.toml is not as expected") from error
    return {model.name: model for model in models}


def known() -> dict[str, Weights]:
    """Every model of the manifest by name, in its order."""
    # The project's own manifest wins: one lying beside foreign weights would vouch for them.
    own = _PROJECT_ROOT / "models" / "manifest.toml"
    return _read_manifest(own if own.is_file() else models_dir() / "manifest.toml")


def named(name: str) -> Weights:
    """The model called ``name``; MissingModelError when the manifest has none."""
    try:
        return known()[name]
    except KeyError as error:
        raise MissingModelError(f"no model {name!r} in models/manifest.toml") from error


@cache
def _sha256(path: str, size: int, mtime_ns: int) -> str:
    with Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def faults(name: str) -> tuple[str, ...]:
    """What is wrong with a model's files, one line each; empty when it is whole."""
    found = []
    for entry in named(name).files:
        path = models_dir() / entry.file
        try:
            stat = path.stat()
            actual = _sha256(str(path), stat.st_size, stat.st_mtime_ns)
        except OSError:
            found.append(f"{entry.file} is missing")
            continue
        if actual != entry.sha256:
            found.append(f"{entry.file} has a wrong SHA-256")
    return tuple(found)


def check(name: str) -> Path:
    """The folder of a model whose files are all there and hash as they should.

    A file is hashed once per process as long as its size and time stay the same.
    Raises MissingModelError otherwise.
    """
    if wrong := faults(name):
        raise MissingModelError(f"model {name}: {'; '.join(wrong)}; {_REMEDY}")
    return models_dir() / named(name).folder


def weights_version(names: Iterable[str] | None = None) -> str:
    """A short hash over the manifest's hashes of these models (all of them by default).

    It goes into every audit record: other weights may read, and so decide, differently.
    """
    chosen = known() if names is None else {name: named(name) for name in names}
    lines = sorted(f"{name} {weights.sha256}" for name, weights in chosen.items())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]
