"""What of PaddleOCR's is done otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from redactor.ocr.paddle import _paddleocr


def test_descriptions_of_models_are_not_parsed_in_python(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _paddleocr()
    from paddlex.inference.utils.io import YAMLReader

    monkeypatch.setattr(yaml, "FullLoader", None)
    told = tmp_path / "inference.yml"
    told.write_text(
        "PostProcess:\n  character_dict:\n  - 一\n  - '1'\n  - \u3000\n", encoding="utf-8"
    )
    assert YAMLReader().read(told) == {"PostProcess": {"character_dict": ["一", "1", "\u3000"]}}
