"""A name and the applicant's files → the rest of a profile, as proposals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from redactor.datatypes import DocClass, DocumentFindings, Profile
from redactor.dossier.job import SourceDocument
from redactor.errors import ExitCode, RedactorError
from redactor.pipeline import Parts, ReadDocument, read_document
from redactor.recognise.candidates import Proposal
from redactor.recognise.findings import DossierRecogniser
from redactor.recognise.flow import lay_out
from redactor.recognise.paper import affiliation_fields
from redactor.recognise.proposal import own_documents, propose
from redactor.recognise.secrecy import has_secrecy_mark


@dataclass(frozen=True, slots=True)
class ProposalJob:
    """All a worker needs; picklable."""

    name: str = field(repr=False)
    sources: tuple[SourceDocument, ...]
    work_dir: Path  # private, empty, removed by the caller


@dataclass(frozen=True, slots=True)
class FileFault:
    """A file that was left out: a fixed word, and the exit code it stands for."""

    doc_id: str
    code: str
    exit_code: int


@dataclass(frozen=True, slots=True)
class Proposed:
    """What came of it. ``own`` are the documents that name the applicant as their holder."""

    proposals: tuple[Proposal, ...]
    own: tuple[str, ...]
    faults: tuple[FileFault, ...] = ()


def propose_profile(job: ProposalJob, parts: Parts, on_page: Callable[[], None]) -> Proposed:
    """Read every file and propose. A file that cannot be read is told, and stops nothing."""
    recogniser = recogniser_of(job.name, parts)
    read: list[ReadDocument] = []
    faults = []
    for source in job.sources:
        if source.fault:
            faults.append(FileFault(source.doc_id, source.fault, int(ExitCode.INPUT)))
            continue
        try:
            document = read_document(
                source.doc_id, source.path, job.work_dir, recogniser.candidates(), parts, on_page
            )
        except RedactorError as error:
            faults.append(FileFault(source.doc_id, error.code, int(error.exit_code)))
            continue
        document.working_pdf.unlink(missing_ok=True)
        if any(has_secrecy_mark(page.text) for page in document.pages):
            faults.append(FileFault(source.doc_id, "secrecy", int(ExitCode.REVIEW)))
        else:
            read.append(document)
    found = replace(proposals(read, job.name, recogniser), faults=tuple(faults))
    return found


def recogniser_of(name: str, parts: Parts) -> DossierRecogniser:
    """A recogniser that knows the applicant's name and nothing else."""
    return DossierRecogniser(
        parts.analyzer,
        parts.lac,
        parts.people,
        Profile("applicant", names=(name,)),
        suggest_aliases=False,
    )


def proposals(read: Sequence[ReadDocument], name: str, recogniser: DossierRecogniser) -> Proposed:
    """What the documents that were read say of their holder."""
    recogniser.learn_names(d.pages for d in read)
    documents = [_with_affiliations(recogniser.document(d.doc_id, d.pages), d) for d in read]
    return Proposed(propose(documents, name), own_documents(documents, name))


def _with_affiliations(document: DocumentFindings, read: ReadDocument) -> DocumentFindings:
    if document.doc_class is not DocClass.PAPER:
        return document
    own = [
        f for page in read.pages for f in affiliation_fields(lay_out(page.text), document.findings)
    ]
    return replace(document, holders=(*document.holders, *own))
