"""The private audit of a dossier: for the office and the applicant, values masked.

Schema: ``schema/private-1.json``.
"""

from __future__ import annotations

from typing import Any

from redactor.audit import counts
from redactor.audit.mask import masked_file_name, masked_value
from redactor.audit.places import around, lines
from redactor.audit.records import DocumentRecord, DossierRecord
from redactor.datatypes import Decision, Mark, Verdict

Json = dict[str, Any]


def private_audit(dossier: DossierRecord) -> Json:
    """The dossier as JSON. No value of the profile stands in it unmasked, nor a file's name."""
    return {
        "schema_version": 1,
        "kind": "private",
        "applicant_id": dossier.applicant_id,
        "status": dossier.status.value,
        "reasons": list(dossier.reasons),
        "error_code": dossier.error_code,
        "notes": list(dossier.notes),
        "finished_at": dossier.finished_at,
        "seconds": round(dossier.seconds, 3),
        "versions": dict(dossier.versions),
        "counts": counts.decided(dossier.documents),
        "questions": len(dossier.questions),
        "documents": [_document(d, dict(dossier.versions)) for d in dossier.documents],
    }


def _document(document: DocumentRecord, versions: dict[str, str]) -> Json:
    return {
        "doc_id": document.doc_id,
        "folder_no": document.folder_no,
        "source": masked_file_name(document.untrusted_name),
        "source_sha256": document.source_sha256,
        "source_kind": document.source_kind,
        "output": document.output,
        "output_sha256": document.output_sha256,
        "status": document.status.value,
        "reasons": list(document.reasons),
        "error_code": document.error_code,
        "exit_code": document.exit_code,
        "pages": document.pages,
        "doc_class": document.doc_class.value,
        "decisions": [_decision(d) for d in document.decisions],
        "marks": [_mark(m) for m in document.marks],
        "verdict": None if document.verdict is None else _verdict(document.verdict),
        "unread": {str(no): list(words) for no, words in sorted(document.unread.items())},
        "seconds": {stage: round(s, 3) for stage, s in document.seconds.items()},
        "warnings": list(document.warnings),
        "question": document.question,
        "versions": versions,
    }


def _decision(decision: Decision) -> Json:
    finding = decision.finding
    return {
        "page": finding.page_no,
        "quad": around(finding.quads),
        "runs": [run.rounded for run in lines(finding.quads)],
        "entity": finding.entity.value,
        "action": decision.action.value,
        "reason": decision.reason,
        "score": round(finding.score, 4),
        "found_by": finding.found_by,
        "masked": masked_value(finding),
        "likeness": finding.likeness.value,
        "evidence": sorted(e.value for e in finding.evidence),
        "token": decision.token,
        "question": decision.question,
    }


def _mark(mark: Mark) -> Json:
    return {
        "page": mark.page_no,
        "quad": mark.quad.rounded,
        "entity": mark.entity.value,
        "token": mark.token,
    }


def _verdict(verdict: Verdict) -> Json:
    return {
        "passed": verdict.passed,
        "leaks": [
            {
                "where": leak.where,
                "entity": leak.entity.value,
                "page": leak.page_no,
                "quad": around(leak.quads),
            }
            for leak in verdict.leaks
        ],
        "damage": [
            {"what": harm.what, "page": harm.page_no, "amount": round(harm.amount, 2)}
            for harm in verdict.damage
        ],
        "unread_pages": list(verdict.unread_pages),
        "checks": dict(verdict.checks),
    }
