"""What the policy says of one finding: an action and its reason, a fixed word."""

from __future__ import annotations

from redactor.datatypes import Action, Finding, Likeness

Ruling = tuple[Action, str]


def own_reason(finding: Finding) -> str:
    """The usual word for why an own value goes."""
    return {
        Likeness.EXACT: "own_exact",
        Likeness.SPELLING: "own_spelling",
        Likeness.PART: "own_part_masked",
    }.get(finding.likeness, "own_exact")


def by_switch(switch: str, finding: Finding, reason: str) -> Ruling:
    """A three-way switch: redact with the usual reason, or keep or ask with its own."""
    if switch == "redact":
        return Action.REDACT, own_reason(finding)
    return Action(switch), reason
