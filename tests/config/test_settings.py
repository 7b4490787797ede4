import re
from dataclasses import fields
from pathlib import Path

import pytest

from redactor.config.records import Limits, OcrSettings, Settings
from redactor.config.settings import load_settings
from redactor.config.toml_file import CONFIGS
from redactor.errors import ConfigError


def settings_of(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "my.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path)


def faults_of(tmp_path, text):
    with pytest.raises(ConfigError) as caught:
        settings_of(tmp_path, text)
    return caught.value.faults


def test_committed_file_holds_every_default_with_its_value():
    assert load_settings() == Settings()
    text = (CONFIGS / "default.toml").read_text(encoding="utf-8")
    for record in (Settings, Limits, OcrSettings):
        for field in fields(record):
            assert re.search(rf"^\[?{field.name}\b", text, re.MULTILINE), field.name


def test_what_is_left_out_keeps_its_default(tmp_path):
    settings = settings_of(tmp_path, "workers = 3\n[ocr]\ndpi = 150\n")
    assert settings == Settings(workers=3, ocr=OcrSettings(dpi=150.0))
    assert isinstance(settings.ocr.dpi, float)


def test_every_fault_is_told_at_once_and_names_its_key(tmp_path):
    faults = faults_of(
        tmp_path,
        """
        workers = -1
        colour = "red"
        render_dpi = true
        [limits]
        max_pages = "many"
        max_file_mb = 0
        max_page_megapixels = inf
        [ocr]
        detector = ""
        device = "tpu"
        doubtful_share = 1.5
        speed = 3
        """,
    )
    named = [
        "colour",
        "limits.max_file_mb",
        "limits.max_page_megapixels",
        "limits.max_pages",
        "ocr.detector",
        "ocr.device",
        "ocr.doubtful_share",
        "ocr.speed",
        "render_dpi",
        "workers",
    ]
    assert sorted(fault.split()[0] for fault in faults) == named
    assert all(fault.endswith(".") for fault in faults)


def test_section_must_be_a_table(tmp_path):
    assert faults_of(tmp_path, "ocr = 3") == ("ocr must be a table.",)


def test_broken_toml_names_the_place_and_not_the_content(tmp_path):
    (fault,) = faults_of(tmp_path, "workers = 1\ndetector = 王伟\n")
    assert "line 2" in fault
    assert "王" not in fault


def test_windows_byte_order_mark_is_no_fault(tmp_path):
    assert settings_of(tmp_path, "\ufeffworkers = 3\n").workers == 3


def test_missing_file_is_a_fault(tmp_path):
    with pytest.raises(ConfigError) as caught:
        load_settings(tmp_path / "absent.toml")
    assert "absent.toml cannot be read" in caught.value.faults[0]


def test_text_that_is_not_utf8_is_a_fault(tmp_path):
    path = tmp_path / "my.toml"
    path.write_bytes("# 设置".encode("gb18030"))
    with pytest.raises(ConfigError, match="UTF-8"):
        load_settings(path)


@pytest.mark.parametrize("name", ["laptop", "office-server", "ray-cluster"])
def test_examples_are_without_fault(name):
    assert load_settings(CONFIGS / f"{name}.toml") != Settings()
