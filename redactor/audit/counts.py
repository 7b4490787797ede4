"""Totals over documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from redactor.audit.records import DocumentRecord
from redactor.datatypes import Action, Entity


def decided(documents: Iterable[DocumentRecord]) -> dict[str, dict[str, int]]:
    """Findings by category and action; categories nobody found are left out."""
    totals: dict[Entity, Counter[str]] = {}
    for document in documents:
        for decision in document.decisions:
            totals.setdefault(decision.finding.entity, Counter())[decision.action.value] += 1
    return {
        entity.value: {action.value: totals[entity][action.value] for action in Action}
        for entity in Entity
        if entity in totals
    }


def stages(documents: Iterable[DocumentRecord]) -> Counter[str]:
    """Seconds by stage of the work, where a counter counts."""
    seconds: Counter[str] = Counter()
    for document in documents:
        seconds.update(document.seconds)
    return seconds


def marked(documents: Iterable[DocumentRecord]) -> dict[str, int]:
    """Marks drawn, by category; categories without a mark are left out."""
    totals = Counter(mark.entity for document in documents for mark in document.marks)
    return {entity.value: totals[entity] for entity in Entity if totals[entity]}
