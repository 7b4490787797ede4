"""TOML files read strictly: every fault collected, none of them quoting a value."""

from __future__ import annotations

import errno
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from redactor.config.messages import Message
from redactor.errors import ConfigError

PROJECT_ROOT = Path(__file__).resolve().parents[2]
CONFIGS = PROJECT_ROOT / "configs"

Table = dict[str, Any]

_MAX_BYTES = 1_000_000
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)$")
_KINDS = {
    "bool": Message("true or false"),
    "int": Message("a whole number"),
    "float": Message("a number"),
    "str": Message("a text that is not empty"),
    "list": Message("a list"),
    "dict": Message("a table"),
}

_REASONS = {
    errno.ENOENT: Message("there is no such file"),
    errno.EACCES: Message("no right to read it"),
    errno.EPERM: Message("no right to read it"),
    errno.EISDIR: Message("it is a folder"),
    errno.EIO: Message("the disk fails"),
}


def raise_faults(what: str, faults: list[Message]) -> None:
    """Raise ConfigError with every fault; do nothing when there is none."""
    if not faults:
        return
    error = ConfigError(
        Message("{what} has {number} fault(s):", what=what, number=len(faults)),
        faults=tuple(faults),
    )
    error.add_note("\n".join(faults))  # for whoever reads a traceback
    raise error


def raise_fault(fault: Message) -> NoReturn:
    """Raise ConfigError for the one fault after which nothing else can be looked at."""
    raise ConfigError(fault, faults=(fault,)) from None


def read_bytes(path: Path, what: str, max_bytes: int = _MAX_BYTES) -> bytes:
    """The whole file; ConfigError when it is missing, unreadable or too large.

    ``what`` stands for the file in messages: its name may hold a person's name.
    """
    try:
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        raise_fault(Message("{what} cannot be read: {why}.", what=what, why=_why(error)))
    if len(data) > max_bytes:
        size = max_bytes // 1_000_000
        raise_fault(
            Message("{what} is larger than {size} MB; is it the right file?", what=what, size=size)
        )
    return data


def parse_toml(data: bytes, what: str) -> Table:
    """The file's table; ConfigError names the line, never its content."""
    try:
        text = data.decode("utf-8-sig")  # Windows editors put a BOM in front
    except UnicodeDecodeError:
        raise_fault(Message("{what} is not UTF-8 text; save it as UTF-8 and try again.", what=what))
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        # The message may quote a character of a value: keep only the place.
        place = _PLACE.search(str(error))
        if place is None:
            raise_fault(Message("{what} is not valid TOML: it ends too early.", what=what))
        raise_fault(
            Message(
                "{what} is not valid TOML (line {line}, column {column}).",
                what=what,
                line=place[1],
                column=place[2],
            )
        )


def _why(error: OSError) -> Message:
    """The reason in the system's words that we know, without the file's name."""
    return _REASONS.get(error.errno or 0, Message("the system refuses"))


def kind_fault(key: str, value: object, kind: str) -> Message | None:
    """A sentence when ``value`` is not of ``kind`` (a Python type's name)."""
    # bool is an int to Python, but `pages = true` is a mistake.
    right = {
        "bool": isinstance(value, bool),
        "int": isinstance(value, int) and not isinstance(value, bool),
        "float": isinstance(value, (int, float)) and not isinstance(value, bool),
        "str": isinstance(value, str) and bool(value.strip()),
        "list": isinstance(value, list),
        "dict": isinstance(value, dict),
    }[kind]
    return None if right else Message("{key} must be {kind}.", key=key, kind=_KINDS[kind])


def unknown_keys(table: Mapping[str, object], known: Iterable[str], prefix: str) -> list[Message]:
    """A sentence for each key of ``table`` that nobody would read."""
    names = tuple(known)
    return [
        Message("{key} is not a known key; known are: {known}.", key=f"{prefix}{key}", known=names)
        for key in table
        if key not in names
    ]
