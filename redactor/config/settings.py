"""``configs/default.toml`` → ``Settings``."""

from __future__ import annotations

import math
from dataclasses import Field, fields
from pathlib import Path
from typing import Any

from redactor.config.messages import Message
from redactor.config.records import Limits, OcrSettings, Settings
from redactor.config.toml_file import (
    CONFIGS,
    Table,
    kind_fault,
    parse_toml,
    raise_faults,
    read_bytes,
    unknown_keys,
)

_SECTIONS: dict[str, type[Limits] | type[OcrSettings]] = {"limits": Limits, "ocr": OcrSettings}
_MAY_BE_ZERO = frozenset({"workers", "cache_mb", "range_pages"})
_WORDS = {"device": ("cpu", "gpu")}
_SHARES = frozenset({"line_confidence_floor", "doubtful_share"})


def load_settings(path: Path | None = None) -> Settings:
    """Settings of the TOML file ``path``, or of ``configs/default.toml``.

    A key that the file leaves out keeps its default. Raises ConfigError with every fault.
    """
    path = path or CONFIGS / "default.toml"
    table = parse_toml(read_bytes(path, path.name), path.name)
    faults: list[Message] = []
    settings: Settings = _build(Settings, table, "", faults)
    raise_faults(path.name, faults)
    return settings


def _build(record: type[Any], table: Table, prefix: str, faults: list[Message]) -> Any:
    known = {field.name: field for field in fields(record)}
    faults += unknown_keys(table, known, prefix)
    values: dict[str, Any] = {}
    for name, field in known.items():
        if name not in table:
            continue
        if name in _SECTIONS and record is Settings:
            if fault := kind_fault(prefix + name, table[name], "dict"):
                faults.append(fault)
            else:
                values[name] = _build(_SECTIONS[name], table[name], f"{name}.", faults)
        elif fault := _value_fault(prefix + name, table[name], field):
            faults.append(fault)
        else:
            values[name] = float(table[name]) if field.type == "float" else table[name]
    return record(**values)


def _value_fault(key: str, value: Any, field: Field[Any]) -> Message | None:
    kind = str(field.type)  # annotations are strings here: "int", "float", "str"
    if fault := kind_fault(key, value, kind):
        return fault
    if field.name in _WORDS:
        words = _WORDS[field.name]
        text = "{key} must be one of: {choices}."
        return None if value in words else Message(text, key=key, choices=", ".join(words))
    if kind == "str":
        return None
    if field.name in _SHARES:
        right = 0 <= value <= 1
        return None if right else Message("{key} must lie between 0 and 1.", key=key)
    if field.name in _MAY_BE_ZERO:
        return None if value >= 0 else Message("{key} must not be less than 0.", key=key)
    if not math.isfinite(value) or value <= 0:
        return Message("{key} must be greater than 0.", key=key)
    return None
