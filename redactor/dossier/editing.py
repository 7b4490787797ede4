"""A person's edits put over the decisions of one document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from redactor.config.records import RulePack
from redactor.datatypes import Action, Decision, DocumentDecisions, Evidence, Finding, Likeness
from redactor.edits import BY_HAND, Edit
from redactor.policy import answered


def with_edits(
    decided: DocumentDecisions, source_sha256: str, edits: Sequence[Edit], rules: RulePack
) -> DocumentDecisions:
    """The decisions as a person left them; a box that fits no finding is one of its own."""
    decisions = list(decided.decisions)
    for edit in edits:
        if edit.source_sha256 != source_sha256:
            continue
        here = [n for n, d in enumerate(decisions) if _is_meant(edit, d)]
        for n in here:
            decisions[n] = answered(decisions[n], edit.action, rules)
        if edit.action is Action.REDACT and not here:
            decisions.append(_drawn(edit))
    return replace(decided, decisions=tuple(decisions))


def _is_meant(edit: Edit, decision: Decision) -> bool:
    """Whether the edit is about this finding: of its kind, and all of it lies in the edit."""
    finding = decision.finding
    return (
        finding.page_no == edit.page_no
        and finding.entity is edit.entity
        and bool(finding.quads)
        and all(any(q.contains(part.centre) for q in edit.quads) for part in finding.quads)
    )


def _drawn(edit: Edit) -> Decision:
    finding = Finding(
        entity=edit.entity,
        page_no=edit.page_no,
        quads=edit.quads,
        score=1.0,
        found_by=BY_HAND,
        likeness=Likeness.NONE,
        evidence=frozenset[Evidence](),
    )
    # A plain bar: nobody knows whether the token of the category would be true.
    return Decision(finding, Action.REDACT, "drawn")
