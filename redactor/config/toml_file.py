"""TOML files read strictly: every fault collected, none of them quoting a value."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from redactor.errors import ConfigError

PROJECT_ROOT = Path(__file__).resolve().parents[2]
CONFIGS = PROJECT_ROOT / "configs"

Table = dict[str, Any]

_MAX_BYTES = 1_000_000
_PLACE = re.compile(r"\(at [^()]*\)$")
_KINDS = {
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "str": "a text that is not empty",
    "list": "a list",
    "dict": "a table",
}


def raise_faults(what: str, faults: list[str]) -> None:
    """Raise ConfigError with every fault; do nothing when there is none."""
    if faults:
        number = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        lines = "\n".join(f"  {fault}" for fault in faults)
        raise ConfigError(f"{what} has {number}:\n{lines}", faults=tuple(faults))


def read_bytes(path: Path, what: str, max_bytes: int = _MAX_BYTES) -> bytes:
    """The whole file; ConfigError when it is missing, unreadable or too large.

    ``what`` stands for the file in messages: its name may hold a person's name.
    """
    try:
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        fault = f"{what} cannot be read: {error.strerror}."
        raise ConfigError(fault, faults=(fault,)) from None
    if len(data) > max_bytes:
        fault = f"{what} is larger than {max_bytes // 1_000_000} MB; is it the right file?"
        raise ConfigError(fault, faults=(fault,))
    return data


def parse_toml(data: bytes, what: str) -> Table:
    """The file's table; ConfigError names the line, never its content."""
    try:
        text = data.decode("utf-8-sig")  # Windows editors put a BOM in front
    except UnicodeDecodeError:
        fault = f"{what} is not UTF-8 text; save it as UTF-8 and try again."
        raise ConfigError(fault, faults=(fault,)) from None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        # The message may quote a character of a value: keep only the place.
        place = _PLACE.search(str(error))
        fault = f"{what} is not valid TOML{' ' + place[0] if place else ''}."
        raise ConfigError(fault, faults=(fault,)) from None


def kind_fault(key: str, value: object, kind: str) -> str:
    """A sentence when ``value`` is not of ``kind`` (a Python type's name), else empty."""
    # bool is an int to Python, but `pages = true` is a mistake.
    right = {
        "bool": isinstance(value, bool),
        "int": isinstance(value, int) and not isinstance(value, bool),
        "float": isinstance(value, (int, float)) and not isinstance(value, bool),
        "str": isinstance(value, str) and bool(value.strip()),
        "list": isinstance(value, list),
        "dict": isinstance(value, dict),
    }[kind]
    return "" if right else f"{key} must be {_KINDS[kind]}."


def unknown_keys(table: Mapping[str, object], known: Iterable[str], prefix: str) -> list[str]:
    """A sentence for each key of ``table`` that nobody would read."""
    names = list(known)
    return [
        f"{prefix}{key} is not a known key; known are: {', '.join(names)}."
        for key in table
        if key not in names
    ]
