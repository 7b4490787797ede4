"""A rule pack's file and those it inherits from, by ``extends``."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from redactor.config.messages import Message
from redactor.config.toml_file import (
    CONFIGS,
    Table,
    kind_fault,
    parse_toml,
    raise_fault,
    read_bytes,
)

RULES = CONFIGS / "rules"


@dataclass(frozen=True, slots=True)
class PackFile:
    """One file of a chain, as read."""

    path: Path
    data: bytes = field(repr=False)
    table: Table = field(repr=False)

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.path.stem


def rule_packs() -> tuple[str, ...]:
    """Names of the committed rule packs."""
    return tuple(sorted(path.stem for path in RULES.glob("*.toml")))


def read_chain(name_or_path: str | Path) -> tuple[PackFile, ...]:
    """The pack's own file first, then its parent, and so on.

    A text is a path when it ends in ``.toml`` or names a folder. A parent is named without
    folder and ending; it is looked for beside the child, then among the committed packs. Raises
    ConfigError when a file cannot be read, is unknown, or inherits from itself.
    """
    path = _find(name_or_path)
    files: list[PackFile] = []
    while True:
        data = read_bytes(path, path.name)
        file = PackFile(path, data, parse_toml(data, path.name))
        files.append(file)
        if "extends" not in file.table:
            return tuple(files)
        path = _parent(file)
        if path.resolve() in {known.path.resolve() for known in files}:
            raise_fault(
                Message(
                    "extends: a pack cannot inherit from itself: {chain}.",
                    chain=(*(known.name for known in files), path.stem),
                )
            )


def version_of(files: Sequence[PackFile]) -> str:
    """A hash over the whole chain: a changed parent changes every child."""
    # No TOML file holds a NUL: two chains never give the same bytes.
    return hashlib.sha256(b"\0".join(file.data for file in files)).hexdigest()[:12]


def _find(name_or_path: str | Path) -> Path:
    path = Path(name_or_path)
    if isinstance(name_or_path, Path) or path.suffix == ".toml" or len(path.parts) > 1:
        return path
    named = RULES / f"{name_or_path}.toml"
    if not named.is_file():
        raise_fault(
            Message("There is no rule pack of that name; there are: {packs}.", packs=rule_packs())
        )
    return named


def _parent(child: PackFile) -> Path:
    name = child.table["extends"]
    if fault := kind_fault("extends", name, "str"):
        raise_fault(fault)
    for folder in (child.path.parent, RULES):
        # A bare name only: a pack must not reach into other folders.
        if Path(name).name == name and (folder / f"{name}.toml").is_file():
            return folder / f"{name}.toml"
    raise_fault(
        Message(
            "{pack}: extends names no rule pack; there are: {packs}.",
            pack=child.name,
            packs=rule_packs(),
        )
    )
