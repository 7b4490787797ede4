"""Which finished file belongs to which source: the one thing taken from the program's audit."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

RELEASED_STATUSES = frozenset({"clean", "nothing_found"})


@dataclass(frozen=True, slots=True)
class Output:
    """What the program says it did with one source file."""

    status: str  # a document status, or "missing" when the audit has no such source
    path: Path | None  # the finished file or the held proposal; None when there is none
    released: bool  # it lies under release/


def read_outputs(out: Path, applicant: str) -> dict[str, Output]:
    """The records of one applicant by SHA-256 of the source.

    An audit that is absent gives no records; one of another shape raises ValueError.
    """
    path = out / "private" / "audit" / f"{applicant}.json"
    if not path.is_file():
        return {}
    try:
        records = json.loads(path.read_text(encoding="utf-8"))["documents"]
        return {r["source_sha256"]: _output(out, r) for r in records}
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise ValueError(f"the audit of {applicant} is not as expected") from error


def _output(out: Path, record: dict[str, str | None]) -> Output:
    relative = record["output"]
    status = str(record["status"])
    if relative is None:
        return Output(status, None, False)
    path = (out / relative).resolve()
    if not path.is_relative_to(out.resolve()):
        raise ValueError("an output lies outside the output folder")
    return Output(status, path, Path(relative).parts[0] == "release")


def sha256(path: Path) -> str:
    """Hash of a file's bytes, hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
