"""The lot: every released file of an output folder, and how risky each one is.

What the reviewer sees comes from the public audit; only the weights come from the private one, and
they say in one number what the public audit must not: a name inside a longer name was kept here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from redactor.datatypes import Action, DossierStatus, Likeness
from redactor.errors import OutputError

Json = dict[str, Any]
_NEAR = {e.value for e in Likeness} - {Likeness.OTHER.value, Likeness.NONE.value}
_UNSURE = 0.9  # a decision below it was read with doubt
_MOST = 4.0  # no sign counts for more, or one long file would be all the sample


@dataclass(frozen=True, slots=True)
class LotFile:
    """One released file. ``weight``: 1 is an ordinary one."""

    applicant_id: str
    number: int  # of the document in its public audit
    folder_no: int
    pages: int
    output: str
    sha256: str
    weight: float = field(default=1.0, repr=False)


def released_lot(out: Path) -> tuple[LotFile, ...]:
    """All released files, by name: a drawing can be done again from its seed."""
    try:
        return tuple(sorted(_released(out), key=lambda f: f.output))
    except (KeyError, TypeError, ValueError):  # of an earlier version of the program
        raise OutputError("a report is not of this version", code="no_report") from None


def _released(out: Path) -> Iterator[LotFile]:
    for path in sorted((out / "public").glob("*.json")):
        public = _read(path)
        if public.get("kind") != "public" or public["status"] != DossierStatus.RELEASED:
            continue
        key = public["applicant_id"]
        private = _read(out / "private/audit" / f"{key}.json")
        for told, known in zip(public["documents"], private["documents"], strict=True):
            if told["output"] is None:
                continue
            yield LotFile(
                key,
                told["number"],
                told["folder_no"],
                told["pages"],
                told["output"],
                told["output_sha256"],
                weight_of(known),
            )


def weight_of(document: Json) -> float:
    """How much rather than an ordinary file this one should be looked at.

    One more each for a scan, a person's answer and a warning; kept look-alikes and doubtful
    readings count by their number.
    """
    decisions: list[Json] = document["decisions"]
    kept = [d for d in decisions if d["action"] == Action.KEEP]
    near = len([d for d in kept if d["likeness"] in _NEAR])
    gone = [d for d in decisions if d["action"] == Action.REDACT]
    unsure = len([d for d in gone if d["score"] < _UNSURE])
    spotted = any("spotted" in d["found_by"] for d in decisions)
    scan = spotted or bool(document["source_kind"] != "pdf")
    asked = any(d["question"] for d in decisions)
    signs = sum((scan, asked, bool(document["warnings"])))
    return 1.0 + signs + min(_MOST, near / 2) + min(_MOST, unsure / 2)


def _read(path: Path) -> Json:
    try:
        found: Json = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        kind = type(error).__name__
        raise OutputError(f"a report cannot be read ({kind})", code="no_report") from None
    return found
