"""The totals of a batch. No personal data, and no applicant numbers either.

Schema: ``schema/summary-1.json``. Every table that shows what was released shows the automatic
release rate beside it: holding everything is no success.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from redactor.audit import counts
from redactor.audit.records import DocumentRecord, DossierRecord
from redactor.datatypes import RELEASABLE, Action, DossierStatus, Entity, Status

Json = dict[str, Any]


@dataclass(slots=True)
class Totals:
    """Adds dossiers up one by one and forgets them: a batch may have fifty thousand."""

    dossiers: Counter[DossierStatus] = field(default_factory=Counter)
    documents: Counter[Status] = field(default_factory=Counter)
    held_because: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    stages: Counter[str] = field(default_factory=Counter)  # seconds
    decided: Counter[tuple[str, str]] = field(default_factory=Counter)  # entity, action or "marks"
    pages: int = 0
    unread_pages: int = 0
    leaks: int = 0
    damage: int = 0
    questions: int = 0

    def add(self, dossier: DossierRecord) -> None:
        """Take one finished dossier."""
        self.dossiers[dossier.status] += 1
        if dossier.status is DossierStatus.HELD:
            self.held_because.update(set(dossier.reasons))
        self.questions += len(dossier.questions)
        for document in dossier.documents:
            self._add(document)
        self.stages.update(counts.stages(dossier.documents))
        for entity, actions in counts.decided(dossier.documents).items():
            self.decided.update({(entity, action): n for action, n in actions.items()})
        for entity, marks in counts.marked(dossier.documents).items():
            self.decided[entity, "marks"] += marks

    def _add(self, document: DocumentRecord) -> None:
        self.documents[document.status] += 1
        if document.error_code:
            self.errors[document.error_code] += 1
        self.pages += document.pages
        self.unread_pages += len(document.unread)
        if document.verdict:
            self.leaks += len(document.verdict.leaks)
            self.damage += len(document.verdict.damage)

    def summary(
        self,
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
        # What needs no blind copy was not opened: it is no success of the program.
        exempt = self.dossiers[DossierStatus.NOT_REQUIRED]
        worked = self.dossiers.total() - exempt
        released = self.dossiers[DossierStatus.RELEASED]
        return {
            "schema_version": 1,
            "kind": "summary",
            "versions": dict(versions),
            "dossiers": {
                "total": self.dossiers.total(),
                "released": released,
                "held": worked - released,
                "not_required": exempt,
                "unchanged": unchanged,
                "automatic_release_rate": _rate(released, worked),
                "held_because": dict(sorted(self.held_because.items())),
            },
            "documents": {
                "total": self.documents.total(),
                "by_status": {status.value: self.documents[status] for status in Status},
                "automatic_release_rate": _rate(
                    sum(self.documents[status] for status in RELEASABLE - {Status.NOT_REQUIRED}),
                    self.documents.total() - self.documents[Status.NOT_REQUIRED],
                ),
                "errors": dict(sorted(self.errors.items())),
            },
            "categories": self._categories(),
            # Questions, not places: one answer settles all that a question stands for.
            "questions_per_dossier": _rate(self.questions, worked),
            "pages": self.pages,
            "unread_pages": self.unread_pages,
            "leaks": self.leaks,
            "damage": self.damage,
            "seconds": round(seconds, 3),
            "pages_per_minute": round(60 * self.pages / seconds, 2) if seconds > 0 else None,
            "seconds_by_stage": {stage: round(n, 3) for stage, n in self.stages.items()},
            "peak_memory_mb": round(peak_memory_mb, 1),
        }

    def _categories(self) -> Json:
        seen = {entity for entity, _ in self.decided}
        columns = [*(action.value for action in Action), "marks"]
        return {
            entity.value: {column: self.decided[entity.value, column] for column in columns}
            for entity in Entity
            if entity.value in seen
        }


def _rate(part: int, whole: int) -> float | None:
    """A quotient to four places; None when there is nothing to speak of."""
    return round(part / whole, 4) if whole else None
