"""One line a document: what became of it, and what is true of it. Written and read as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.scoring.carriers import own_values
from benchmarks.scoring.compare import Fault
from benchmarks.scoring.judge import ItemResult, Judgement, judge
from benchmarks.scoring.outputs import MISSING, Output, about, read_outputs, sha256
from benchmarks.truth import ASK, OPEN, REDACT, Facts, Item, read_facts, read_items

RELEASED, HELD, NONE = "release", "held", "none"
FOUND, FLAGGED, SILENT = "found", "flagged", "silent"


@dataclass(frozen=True, slots=True)
class Row:
    """One document. ``judgement`` of one without a finished file says only what was to be done."""

    applicant: str
    document: str  # its number in the folder; file names may hold a name
    kind: str  # file type
    status: str
    place: str  # where its finished file lies
    clean: bool  # passed without a question
    questions: int  # places asked about
    needless: int  # questions about places that no person need settle
    bytes_in: int
    bytes_out: int
    flagged: frozenset[int]  # items a person is sent to, by number
    judgement: Judgement
    facts: Facts | None = None
    question_ids: frozenset[str] = frozenset()

    @property
    def faulty(self) -> bool:
        return self.place != NONE and bool(self.judgement.leaks or self.judgement.damage)

    @property
    def false_release(self) -> bool:
        return self.place == RELEASED and self.faulty

    @property
    def false_clean(self) -> bool:
        """Passed by itself, whether or not its dossier was released in the end."""
        return self.clean and self.faulty

    def outcome(self, result: ItemResult) -> str:
        """``found``, ``flagged`` or ``silent``, of an item that had to go."""
        if self.place != NONE and not result.how:
            return FOUND
        return FLAGGED if self.place == NONE or result.number in self.flagged else SILENT


def score_dossier(out: Path, samples: Path, applicant: str) -> list[Row]:
    """One row for each file of one applicant, by file name."""
    items = read_items(samples / "truth" / f"{applicant}.jsonl")
    facts_path = samples / "truth" / f"{applicant}.documents.jsonl"
    facts = {f.doc: f for f in read_facts(facts_path)} if facts_path.is_file() else {}
    outputs = read_outputs(out, applicant)
    values = own_values(items)
    return [
        row_of(
            source,
            outputs.get(sha256(source), MISSING),
            [i for i in items if i.doc == source.name],
            values,
            facts.get(source.name),
        )
        for source in sorted((samples / "dossiers" / applicant).iterdir())
    ]


def row_of(
    source: Path,
    output: Output,
    items: list[Item],
    values: tuple[str, ...],
    facts: Facts | None,
) -> Row:
    """Judge one file. ``items`` are its labels, ``values`` the applicant's of the whole dossier."""
    place, judgement, size = NONE, _untouched(items), 0
    if output.path is not None and output.path.is_file():
        place = RELEASED if output.released else HELD
        data = output.path.read_bytes()
        size = len(data)
        judgement = judge(source, data, items, output.path.name, values)
    due = [i for i in items if i.expected == ASK]
    return Row(
        applicant=source.parent.name,
        document=source.name.split("_", 1)[0],
        kind=source.suffix.lstrip("."),
        status=output.status,
        place=place,
        clean=output.clean,
        questions=len(output.questions),
        needless=sum(not any(about(q, i) for i in due) for q in output.questions),
        bytes_in=source.stat().st_size,
        bytes_out=size,
        flagged=frozenset(n for n, item in enumerate(items) if output.flags(item)),
        judgement=judgement,
        facts=facts,
        question_ids=output.question_ids,
    )


def _untouched(items: list[Item]) -> Judgement:
    results = [
        ItemResult(n, i.page, i.category, i.owner, i.expected, i.trap, "no_output")
        if i.expected == REDACT
        else ItemResult(n, i.page, i.category, i.owner, i.expected, i.trap, "")
        for n, i in enumerate(items)
        if i.expected != OPEN
    ]
    return Judgement(tuple(results))


def as_record(row: Row) -> dict[str, Any]:
    """A row for JSON; no values, no file names."""
    record = asdict(row)
    record["flagged"] = sorted(row.flagged)
    record["question_ids"] = sorted(row.question_ids)
    if row.facts is not None:
        record["facts"] = {k: v for k, v in record["facts"].items() if k != "doc"}
    return record


def from_record(record: Mapping[str, Any]) -> Row:
    """A row out of JSON. KeyError or TypeError when it is of another shape."""
    fields = dict(record)
    judged = dict(fields.pop("judgement"))
    results = tuple(ItemResult(**r) for r in judged.pop("results"))
    faults = tuple(Fault(**f) for f in judged.pop("other_faults"))
    facts = fields.pop("facts")
    flagged = frozenset(fields.pop("flagged"))
    question_ids = frozenset(fields.pop("question_ids", ()))  # older rows have none
    return Row(
        **fields,
        flagged=flagged,
        judgement=Judgement(results, faults, **judged),
        facts=None if facts is None else Facts(doc="", **facts),
        question_ids=question_ids,
    )
