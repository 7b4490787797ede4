"""Complaints → labelled cases: what the benchmark takes in, on the office's own machine.

A case is a place on a page of the *original* and what should happen there: ``redact`` for a
leak, ``keep`` for what was covered needlessly. The folder holds originals, which no reviewer ever
saw: it stays where ``private`` is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from redactor.config.records import Limits
from redactor.errors import OutputError
from redactor.geometry import PtQuad
from redactor.load.document import load
from redactor.sampling.book import SampleBook
from redactor.sampling.records import Complaint, Flaw, Sample, Unit
from redactor.store.ledger import DocumentEntry, Ledger
from redactor.store.local import LocalStore
from redactor.store.writing import copy_private, output_errors, private_folder

Json = dict[str, Any]
_EXPECTED = {Flaw.LEAK: "redact", Flaw.OVER: "keep"}


@dataclass(frozen=True, slots=True)
class Exported:
    """How many cases there are, and how many of them have their original beside them."""

    cases: int
    whole: int


def export_cases(out: Path, target: Path, limits: Limits) -> Exported:
    """Write ``target/cases.jsonl`` and the originals it names; of signed samples only.

    Raises OutputError when ``target`` is not empty, or the files cannot be written.
    """
    if target.exists() and any(target.iterdir()):
        raise OutputError("the target folder is not empty", code="not_empty")
    signed = [s for s in SampleBook(out).all() if s.signed is not None]
    with Ledger(LocalStore(out).ledger_path) as ledger:
        entries = [d for e in ledger.all() for d in ledger.documents(e.applicant_id)]
    sources = {d.output: d for d in entries if d.output}
    cases = []
    with output_errors("the cases cannot be written"):
        private_folder(target)
        for sample in signed:
            for unit in sample.units:
                cases += _of_unit(out, target, sample, unit, sources.get(unit.output), limits)
        lines = "".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases)
        (target / "cases.jsonl").write_text(lines, encoding="utf-8")
    return Exported(len(cases), sum(bool(case["original"]) for case in cases))


def _of_unit(
    out: Path,
    target: Path,
    sample: Sample,
    unit: Unit,
    source: DocumentEntry | None,
    limits: Limits,
) -> list[Json]:
    if not unit.complaints:
        return []
    original = _copied(source, target) if source else ""
    quads = _quads(out / unit.output, unit.complaints, limits)
    return [
        {
            "sample": sample.sample_id,
            "applicant_id": unit.applicant_id,
            "number": unit.number,
            "output_sha256": unit.sha256,
            "original": original,
            "source_sha256": source.source_sha256 if source else "",
            "page": complaint.page,
            "quads": [quad.rounded],
            "category": complaint.category,
            "expected": _EXPECTED[complaint.fault],
            "trap": "spot_check",
        }
        for complaint, quad in zip(unit.complaints, quads, strict=True)
    ]


def _copied(source: DocumentEntry, target: Path) -> str:
    """The name of the copy, with nothing of the upload's. Empty: what came in a zip is gone."""
    name = f"{source.source_sha256[:16]}{source.source.suffix.lower()}"
    if not source.source.is_file():
        return ""
    with suppress(FileExistsError):  # of an earlier case
        copy_private(source.source, target / name)
    return name


def _quads(path: Path, complaints: tuple[Complaint, ...], limits: Limits) -> Iterator[PtQuad]:
    """Where the boxes are, in points of the unrotated page: it is that of the original."""
    with TemporaryDirectory(prefix="redactor-") as work, load(path, Path(work), limits) as document:
        for complaint in complaints:
            geometry = document.geometry(complaint.page, 72.0)
            width, height = geometry.image_size
            x0, y0, x1, y1 = complaint.share
            corners = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
            yield geometry.quad_to_pt([(x * width, y * height) for x, y in corners])
