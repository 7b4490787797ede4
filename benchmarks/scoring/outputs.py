"""Which finished file belongs to which source, and what the program left to a person."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.truth import Item, Quad, quad_of

RELEASED_STATUSES = frozenset({"clean", "nothing_found"})


Question = tuple[int, Quad]  # page, place


@dataclass(frozen=True, slots=True)
class Output:
    """What the program says it did with one source file.

    ``questions`` and ``unread`` are the only words of its own that are believed, and only
    against it: they tell an item that was missed silently from one that a person is asked about.
    """

    status: str  # a document status, or "missing" when the audit has no such source
    path: Path | None  # the finished file or the held proposal; None when there is none
    released: bool  # it lies under release/
    questions: tuple[Question, ...] = ()
    unread: frozenset[int] = field(default=frozenset())  # pages told to be unread or not clean
    question_ids: frozenset[str] = frozenset()  # one id stands for many places, over the dossier

    @property
    def clean(self) -> bool:
        """Whether it passed without a question."""
        return self.status in RELEASED_STATUSES

    def flags(self, item: Item) -> bool:
        """Whether a person is sent to the item: its page, or a question about its place."""
        if not self.clean and (self.path is None or item.page in self.unread):
            return True
        return any(about(question, item) for question in self.questions)


MISSING = Output("missing", None, False)


def about(question: Question, item: Item) -> bool:
    """Whether a question's place touches an item's."""
    page, place = question
    return page == item.page and any(_overlap(place, quad) for quad in item.quads)


def _overlap(one: Quad, other: Quad) -> bool:
    (ax, ay), (bx, by) = _sides(one), _sides(other)
    return all(min(p[1], q[1]) > max(p[0], q[0]) for p, q in ((ax, bx), (ay, by)))


def _sides(quad: Quad) -> tuple[tuple[float, float], tuple[float, float]]:
    xs, ys = [x for x, _ in quad], [y for _, y in quad]
    return (min(xs), max(xs)), (min(ys), max(ys))


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


def _output(out: Path, record: Mapping[str, Any]) -> Output:
    status, relative = str(record["status"]), record["output"]
    asked = [d for d in record.get("decisions", ()) if d["action"] == "ask"]
    questions = tuple((int(d["page"]), quad_of(d["quad"])) for d in asked)
    unread = _unread(record)
    ids = frozenset(filter(None, [record.get("question"), *(d.get("question") for d in asked)]))
    if relative is None:
        return Output(status, None, False, questions, unread, ids)
    path = (out / relative).resolve()
    if not path.is_relative_to(out.resolve()):
        raise ValueError("an output lies outside the output folder")
    return Output(status, path, Path(relative).parts[0] == "release", questions, unread, ids)


def _unread(record: Mapping[str, Any]) -> frozenset[int]:
    """Pages that were not read, or in which the program's own second look found a leak."""
    verdict = record.get("verdict") or {}
    pages = {int(page) for page in record.get("unread", ())}
    pages |= {int(page) for page in verdict.get("unread_pages", ())}
    pages |= {int(leak["page"]) for leak in verdict.get("leaks", ()) if leak.get("page")}
    return frozenset(pages)


def sha256(path: Path) -> str:
    """Hash of a file's bytes, hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
