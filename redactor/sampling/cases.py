"""Complaints → labelled cases: what the benchmark takes in, on the office's own machine.

A case is a place on a page of the *original* and what should happen there: ``redact`` for a
leak, ``keep`` for what was covered needlessly. All originals of such a dossier go with it, for a
dossier is decided as a whole. No reviewer ever saw them: the folder stays where ``private`` is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from redactor.config.records import Limits
from redactor.errors import OutputError
from redactor.geometry import PageGeometry, PtQuad
from redactor.load.document import load
from redactor.load.naming import folder_no
from redactor.sampling.book import SampleBook
from redactor.sampling.records import Complaint, Flaw, Sample, Unit
from redactor.store.ledger import DocumentEntry
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
    """Write ``target/cases.jsonl`` and ``target/dossiers`` with the originals; of signed samples.

    Raises OutputError when ``target`` is not empty, or the files cannot be written.
    """
    if target.exists() and any(target.iterdir()):
        raise OutputError("the target folder is not empty", code="not_empty")
    signed = [s for s in SampleBook(out).all() if s.signed is not None]
    with LocalStore(out).open_ledger() as ledger:
        entries = {e.applicant_id: ledger.documents(e.applicant_id) for e in ledger.all()}
    cases = []
    with output_errors("the cases cannot be written"):
        private_folder(target)
        for sample in signed:
            for unit in sample.units:
                found = entries.get(unit.applicant_id, ())
                cases += _of_unit(out, target, sample, unit, found, limits)
        lines = "".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases)
        (target / "cases.jsonl").write_text(lines, encoding="utf-8")
    return Exported(len(cases), sum(bool(case["original"]) for case in cases))


def _of_unit(
    out: Path,
    target: Path,
    sample: Sample,
    unit: Unit,
    dossier: Sequence[DocumentEntry],
    limits: Limits,
) -> list[Json]:
    if not unit.complaints:
        return []
    copies = {d.output: _copied(d, target, unit.applicant_id) for d in dossier}
    source = next((d for d in dossier if d.output == unit.output), None)
    places = _places(out / unit.output, unit.complaints, limits)
    return [
        {
            "sample": sample.sample_id,
            "applicant_id": unit.applicant_id,
            "number": unit.number,
            "output_sha256": unit.sha256,
            "original": copies.get(unit.output, ""),
            "source_sha256": source.source_sha256 if source else "",
            "page": complaint.page,
            "page_pt": [round(geometry.width_pt, 2), round(geometry.height_pt, 2)],
            "quads": [quad.rounded],
            "category": complaint.category,
            "expected": _EXPECTED[complaint.fault],
            "trap": "spot_check",
        }
        for complaint, (geometry, quad) in zip(unit.complaints, places, strict=True)
    ]


def _copied(source: DocumentEntry, target: Path, applicant_id: str) -> str:
    """The path of the copy; its name keeps the number of the checklist's item and nothing else of
    the upload's. Empty: what came in a zip is gone.
    """
    if not source.source.is_file():
        return ""
    number = folder_no(source.source.name)
    name = f"{number:02d}_{source.source_sha256[:16]}{source.source.suffix.lower()}"
    for folder in (target / "dossiers", target / "dossiers" / applicant_id):
        private_folder(folder)
    with suppress(FileExistsError):  # of an earlier case
        copy_private(source.source, target / "dossiers" / applicant_id / name)
    return f"dossiers/{applicant_id}/{name}"


def _places(
    path: Path, complaints: tuple[Complaint, ...], limits: Limits
) -> Iterator[tuple[PageGeometry, PtQuad]]:
    """The pages and the boxes, in points of the unrotated page: it is that of the original."""
    with TemporaryDirectory(prefix="redactor-") as work, load(path, Path(work), limits) as document:
        for complaint in complaints:
            geometry = document.geometry(complaint.page, 72.0)
            width, height = geometry.image_size
            x0, y0, x1, y1 = complaint.share
            corners = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
            box = geometry.quad_to_pt([(x * width, y * height) for x, y in corners])
            yield geometry, box
