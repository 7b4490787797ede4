"""A model that is absent or changed stops the program, by name, before any page is read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from redactor.assemble import Recipe, build_parts, weight_names
from redactor.config import weights
from redactor.config.records import OcrSettings, Settings
from redactor.config.rules import load_rules
from redactor.errors import ExitCode, MissingModelError

RECIPE = Recipe(Settings(), load_rules("neimenggu-2026"))
EVERY = weight_names(RECIPE.settings)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A models folder with nothing in it."""
    monkeypatch.setenv("REDACTOR_MODELS", str(tmp_path))
    return tmp_path


@pytest.fixture
def one_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A models folder with LAC in it, of which one byte is another."""
    source = weights.models_dir() / "lac"
    if not source.is_dir():
        pytest.skip("the weights are not laid out")
    shutil.copytree(source, tmp_path / "lac")
    monkeypatch.setenv("REDACTOR_MODELS", str(tmp_path))
    assert weights.check("lac") == tmp_path / "lac"
    path = tmp_path / "lac" / "tag.dic"
    data = bytearray(path.read_bytes())
    data[0] ^= 1
    path.write_bytes(data)
    return tmp_path


def test_manifest_knows_every_model_that_a_run_needs() -> None:
    assert set(EVERY) <= set(weights.known())


@pytest.mark.parametrize("name", EVERY)
def test_missing_model_is_told_by_name(empty: Path, name: str) -> None:
    with pytest.raises(MissingModelError, match=name) as error:
        weights.check(name)
    assert "is missing" in str(error.value) and "models/fetch.py" in str(error.value)
    assert error.value.exit_code is ExitCode.MISSING_MODEL == 7


@pytest.mark.parametrize("name", EVERY)
def test_message_names_no_folder_of_this_machine(empty: Path, name: str) -> None:
    with pytest.raises(MissingModelError) as error:
        weights.check(name)
    assert str(empty) not in str(error.value)


def test_changed_model_is_refused(one_changed: Path) -> None:
    with pytest.raises(MissingModelError, match=r"lac.*tag\.dic has a wrong SHA-256"):
        weights.check("lac")
    assert weights.faults("lac") == ("lac/tag.dic has a wrong SHA-256",)


def test_change_within_one_process_is_seen(one_changed: Path) -> None:
    """Hashes are remembered by size and time of change, never by name alone."""
    assert weights.faults("lac")
    shutil.rmtree(one_changed / "lac")
    assert len(weights.faults("lac")) == len(weights.named("lac").files)


def test_parts_are_not_built_without_their_models(empty: Path) -> None:
    with pytest.raises(MissingModelError, match="model "):
        build_parts(RECIPE)


def test_unknown_model_is_told_by_name(empty: Path) -> None:
    settings = Settings(ocr=OcrSettings(recogniser="PP-OCRv9_huge_rec"))
    assert "PP-OCRv9_huge_rec" in weight_names(settings)
    with pytest.raises(MissingModelError, match="PP-OCRv9_huge_rec"):
        weights.check("PP-OCRv9_huge_rec")


def test_manifest_beside_foreign_weights_vouches_for_nothing(empty: Path) -> None:
    """Else a folder of weights could bring the hashes that make it look right."""
    (empty / "lac").mkdir()
    (empty / "lac" / "evil.onnx").write_bytes(b"x")
    (empty / "manifest.toml").write_text(
        'schema = 1\n[[models]]\nname = "lac"\nfolder = "lac"\nlicence = ""\norigin = ""\n'
        'files = [{ file = "lac/evil.onnx" }]\n'
    )
    with pytest.raises(MissingModelError, match="lac"):
        weights.check("lac")


def test_other_weights_are_another_version() -> None:
    """The version goes into every record: it must change with the hashes, not with the order."""
    assert weights.weights_version(["lac", "centerface"]) == weights.weights_version(
        ["centerface", "lac"]
    )
    assert weights.weights_version(["lac"]) != weights.weights_version(["centerface"])
    assert weights.weights_version(EVERY) != weights.weights_version(EVERY[1:])
