"""The public audit of a dossier: for the spot-check. It must not give the name away.

Schema: ``schema/public-1.json``. Built from marks, never from decisions, but for two totals:

* a mark has page, place and category; nothing tells how it was found, what it replaces, or in
  which order it was found (they are sorted by place);
* what was kept or asked about has no place, no category and no reason, and its total is only a
  band of a width that one look-alike more or less seldom changes: a kept 王伟民 beside one mark
  would say it all, and "kept: 1" says nearly as much. Everything kept counts in it, strangers and
  their organisations too, so that a band tells of the dossier's size, not of its look-alikes;
* upload names, hashes of sources, timings, scores, warnings and error details stay private, and
  so do the document's reasons: ``homonym`` is one. Reasons of the dossier come from a fixed list.
"""

from __future__ import annotations

from typing import Any

from redactor.audit import counts
from redactor.audit.records import DocumentRecord, DossierRecord
from redactor.datatypes import Action, DossierStatus, Mark

Json = dict[str, Any]

# Why a dossier is held, in words that say nothing about any value.
PUBLIC_REASONS = frozenset(
    {
        "question",
        "unread",
        "leak",
        "damage",
        "failed",
        "quarantined",
        "no_documents",
        "not_in_roster",
    }
)
_QUARANTINE = frozenset({"secrecy", "wrong_person"})
_BANDS = ((10, "under_10"), (100, "10_to_99"), (1000, "100_to_999"))


def public_audit(dossier: DossierRecord) -> Json:
    """The dossier as JSON without personal data."""
    released = dossier.status is DossierStatus.RELEASED
    actions = [d.action for document in dossier.documents for d in document.decisions]
    return {
        "schema_version": 1,
        "kind": "public",
        "applicant_id": dossier.applicant_id,
        "status": dossier.status.value,
        "reasons": sorted({public_reason(word) for word in dossier.reasons}),
        "finished_at": dossier.finished_at,
        "versions": dict(dossier.versions),
        "totals": {
            "redacted": counts.marked(dossier.documents),
            "kept": band(actions.count(Action.KEEP)),
            "asked": band(actions.count(Action.ASK)),
        },
        "documents": [
            _document(number, document, released)
            for number, document in enumerate(dossier.documents, start=1)
        ],
    }


def band(count: int) -> str:
    """A total as one of a few wide bands."""
    return next((name for limit, name in _BANDS if count < limit), "1000_and_more")


def public_reason(word: str) -> str:
    """``word`` if it may be told; else the kindred word of the fixed list."""
    if word in PUBLIC_REASONS:
        return word
    return "quarantined" if word in _QUARANTINE else "question"


def _document(number: int, document: DocumentRecord, released: bool) -> Json:
    return {
        "number": number,
        "folder_no": document.folder_no,
        "output": document.output if released else None,
        "output_sha256": document.output_sha256 if released else None,
        "status": document.status.value,
        "pages": document.pages,
        "marks": [_mark(mark) for mark in sorted(document.marks, key=_place)],
    }


def _mark(mark: Mark) -> Json:
    return {"page": mark.page_no, "quad": mark.quad.rounded, "category": mark.entity.value}


def _place(mark: Mark) -> tuple[int, float, float, str]:
    box = mark.quad.box
    return mark.page_no, round(box.y0, 2), round(box.x0, 2), mark.entity.value
