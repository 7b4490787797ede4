"""Dossiers worked through without a model: what comes of a file is written into the file."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pymupdf

from redactor.audit.records import DocumentRecord, DossierRecord
from redactor.datatypes import RELEASABLE, DossierStatus, Entity, Leak, Status, Verdict
from redactor.dossier.job import DossierJob, Outcome, SourceDocument
from redactor.files import sha256_of
from redactor.questions import Place, Question, Reply, question_id

ALIAS = "云岭设计院"
HEADER = "编号,姓名,身份证号,工作单位,联系电话"
PEOPLE = {
    "T-1": "王伟,15990119850412000X,包头市云岭水务设计院有限公司,15412345678",
    "T-2": "乌兰,15990219900215004X,云川旗青禾苏木中心卫生院,15412345679",
    "T-3": "欧阳明珠,159903198803070068,包头市星澜稀土材料研究院,15412345680",
}


def write_roster(path: Path, people: dict[str, str] | None = None) -> Path:
    """A roster of made-up people."""
    rows = [f"{key},{values}" for key, values in (PEOPLE if people is None else people).items()]
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def write_source(path: Path, word: str = "clean") -> Path:
    """A file that ``process`` will make ``word`` of: clean, leak, question, corrupt, crash.

    ``question`` asks about a short form, until that is answered.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(f"%PDF-1.7\n{word}\n".encode())
    return path


def write_folders(root: Path, keys: Iterable[str] = PEOPLE) -> Path:
    """One folder with one good file for each."""
    for key in keys:
        write_source(root / key / "01_评审表.pdf")
    return root


def write_zip(path: Path, names: Iterable[str]) -> Path:
    """A zip of good files."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "%PDF-1.7\nclean\n")
    return path


def process(job: DossierJob, parts: object, on_page: Callable[[], None]) -> Outcome:
    """Stands for ``redactor.dossier.process.process``."""
    made = [_document(job, source) for source in job.sources]
    on_page()
    records = tuple(record for record, _ in made)
    released = bool(records) and all(r.status in RELEASABLE for r in records)
    reasons = {word for r in records for word in r.reasons}
    record = DossierRecord(
        applicant_id=job.applicant_id,
        status=DossierStatus.RELEASED if released else DossierStatus.HELD,
        reasons=tuple(sorted(reasons)) if records else ("no_documents",),
        documents=records,
        versions={"program": "0", "rules": "r", "weights": "w"},
        finished_at="2026-05-01T00:00:00+00:00",
        questions=tuple(_question(job, d.doc_id) for d in records if "question" in d.reasons),
    )
    nothing = tuple(None for _ in made)
    return Outcome(record, tuple(path for _, path in made), nothing, nothing, peak_memory_mb=1.0)


def _document(job: DossierJob, source: SourceDocument) -> tuple[DocumentRecord, Path | None]:
    word = source.path.read_bytes().split(b"\n")[1].decode() if not source.fault else ""
    if word == "interrupt":
        raise KeyboardInterrupt
    if word == "crash":
        raise ValueError("王伟")  # a foreign error may hold a value
    record = DocumentRecord(
        doc_id=source.doc_id,
        folder_no=source.folder_no,
        untrusted_name=source.untrusted_name,
        source_sha256=sha256_of(source.path),
        status=Status.FAILED,
        reasons=("failed",),
        error_code=source.fault or "corrupt",
        exit_code=3,
    )
    if source.fault or word == "corrupt":
        return record, None
    target = job.work_dir / f"{job.applicant_id}_{source.doc_id}.pdf"
    with pymupdf.open() as pdf:
        pdf.new_page(width=100, height=100)
        pdf.save(target)
    record = replace(
        record,
        pages=1,
        status=Status.CLEAN,
        reasons=(),
        error_code="",
        exit_code=0,
        output_sha256=sha256_of(target),
        verdict=Verdict(),
    )
    if word == "leak":
        leak = Verdict(leaks=(Leak("text", Entity.NAME, 1),))
        record = replace(record, status=Status.NEEDS_REVIEW, reasons=("leak",), verdict=leak)
    if word == "question" and not _replies(job) & {Reply.REDACT, Reply.KEEP}:
        record = replace(record, status=Status.NEEDS_REVIEW, reasons=("question",))
    return record, target


def _question(job: DossierJob, doc_id: str) -> Question:
    number = question_id(job.question_key, job.profile.applicant_id, "alias_unconfirmed", ALIAS)
    places = (Place(doc_id, 7, 1), Place(doc_id, 7, 2))
    context = ("由", "承担设计")
    return Question(number, "alias_unconfirmed", Entity.EMPLOYER, ALIAS, ALIAS, context, places)


def _replies(job: DossierJob) -> set[Reply]:
    return {answer.reply for answer in job.answers}
