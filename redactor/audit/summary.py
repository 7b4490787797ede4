"""The totals of a batch. No personal data, and no applicant numbers either.

Schema: ``schema/summary-1.json``. Every table that shows what was released shows the automatic
release rate beside it: holding everything is no success.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from redactor.audit import counts
from redactor.audit.records import DocumentRecord, DossierRecord
from redactor.datatypes import RELEASABLE, Action, DossierStatus, Entity, Status

Json = dict[str, Any]


def summary(
    dossiers: Iterable[DossierRecord],
    *,
    seconds: float,
    peak_memory_mb: float,
    versions: Mapping[str, str],
    unchanged: int = 0,
) -> Json:
    """Totals as JSON.

    ``seconds`` is the wall clock of the batch; ``peak_memory_mb`` that of the largest worker;
    ``unchanged`` counts dossiers done by an earlier run, which are in no other total.
    """
    done = tuple(dossiers)
    documents = [document for dossier in done for document in dossier.documents]
    released = sum(dossier.status is DossierStatus.RELEASED for dossier in done)
    exempt = sum(dossier.status is DossierStatus.NOT_REQUIRED for dossier in done)
    # What needs no blind copy was not opened: it is no success of the program.
    worked = [document for document in documents if document.status is not Status.NOT_REQUIRED]
    pages = sum(document.pages for document in documents)
    return {
        "schema_version": 1,
        "kind": "summary",
        "versions": dict(versions),
        "dossiers": {
            "total": len(done),
            "released": released,
            "held": len(done) - released - exempt,
            "not_required": exempt,
            "unchanged": unchanged,
            "automatic_release_rate": _rate(released, len(done) - exempt),
            "held_because": _tally(d.reasons for d in done if d.status is DossierStatus.HELD),
        },
        "documents": {
            "total": len(documents),
            "by_status": _by_status(documents),
            "automatic_release_rate": _rate(
                sum(document.status in RELEASABLE for document in worked), len(worked)
            ),
            "errors": _tally((d.error_code,) for d in documents if d.error_code),
        },
        "categories": _categories(documents),
        # Questions, not places: one answer settles all that a question stands for.
        "questions_per_dossier": _rate(sum(len(d.questions) for d in done), len(done) - exempt),
        "pages": pages,
        "unread_pages": sum(len(document.unread) for document in documents),
        "leaks": sum(len(d.verdict.leaks) for d in documents if d.verdict),
        "damage": sum(len(d.verdict.damage) for d in documents if d.verdict),
        "seconds": round(seconds, 3),
        "pages_per_minute": round(60 * pages / seconds, 2) if seconds > 0 else None,
        "seconds_by_stage": _stages(documents),
        "peak_memory_mb": round(peak_memory_mb, 1),
    }


def _rate(part: int, whole: int) -> float | None:
    """A quotient to four places; None when there is nothing to speak of."""
    return round(part / whole, 4) if whole else None


def _tally(words: Iterable[Iterable[str]]) -> dict[str, int]:
    totals = Counter(word for group in words for word in set(group))
    return dict(sorted(totals.items()))


def _by_status(documents: Iterable[DocumentRecord]) -> dict[str, int]:
    totals = Counter(document.status for document in documents)
    return {status.value: totals[status] for status in Status}


def _categories(documents: list[DocumentRecord]) -> Json:
    decided, marks = counts.decided(documents), counts.marked(documents)
    nothing = {action.value: 0 for action in Action}
    return {
        entity.value: {
            **decided.get(entity.value, nothing),
            "marks": marks.get(entity.value, 0),
        }
        for entity in Entity
        if entity.value in decided or entity.value in marks
    }


def _stages(documents: Iterable[DocumentRecord]) -> dict[str, float]:
    totals: dict[str, float] = {}
    for document in documents:
        for stage, seconds in document.seconds.items():
            totals[stage] = totals.get(stage, 0.0) + seconds
    return {stage: round(seconds, 3) for stage, seconds in totals.items()}
