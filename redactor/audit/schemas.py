"""The published JSON Schemas (2020-12) of the audit files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

_FOLDER = Path(__file__).parent / "schema"


def schema(kind: Literal["private", "public", "summary"], version: int = 1) -> dict[str, Any]:
    """The schema of one kind of file; its ``schema_version`` is ``version``."""
    text = (_FOLDER / f"{kind}-{version}.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded
