"""``redactor export``: release, public reports and a receipt, with hashes checked again."""

from __future__ import annotations

import json
import shutil
from gettext import gettext as _
from pathlib import Path

import click

from redactor.errors import ConfigError, ExitCode, LeakError, OutputError
from redactor.files import sha256_of
from redactor.store.writing import copy_private, output_errors, private_folder


def run(out: Path, target: Path) -> int:
    """Copy what may be handed on; raises LeakError when a released file is not the verified one."""
    if not (out / "summary.json").is_file():
        raise ConfigError("this is no output folder of redactor", code="no_output")
    if target.exists() and any(target.iterdir()):
        raise OutputError("the target folder is not empty", code="not_empty")
    verified = _verified(out)
    found = sorted(p for p in (out / "release").rglob("*") if p.is_file())
    for path in found:
        if verified.get(path.relative_to(out).as_posix()) != sha256_of(path):
            raise LeakError("a released file is not the one that was verified", code="changed")
    receipt = []
    with output_errors("the export cannot be written"):
        private_folder(target)
        try:
            for path in [*found, *sorted(p for p in (out / "public").rglob("*") if p.is_file())]:
                relative = path.relative_to(out)
                private_folder((target / relative).parent)
                copy_private(path, target / relative)
                receipt.append(f"{sha256_of(target / relative)}  {relative.as_posix()}")
            (target / "receipt.sha256").write_text("\n".join(receipt) + "\n", encoding="utf-8")
        except BaseException:
            shutil.rmtree(target, ignore_errors=True)
            raise
    line = _("{n} released files copied, hashes checked. Receipt: {path}")
    click.echo(line.format(n=len(found), path=target / "receipt.sha256"))
    return int(ExitCode.OK)


def _verified(out: Path) -> dict[str, str]:
    """Hash of every verified output, by its path relative to ``out``."""
    hashes = {}
    for path in (out / "private" / "audit").glob("*.json"):
        audit = json.loads(path.read_text(encoding="utf-8"))
        for document in audit.get("documents", []):
            if document["output"]:
                hashes[document["output"]] = document["output_sha256"]
    return hashes
