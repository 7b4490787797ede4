"""Own values that come to light when the ink of an own stamp or seal has gone: they go, too."""

from __future__ import annotations

from dataclasses import replace

from redactor.config.records import RulePack
from redactor.datatypes import (
    Action,
    Decision,
    DocumentDecisions,
    Entity,
    Evidence,
    Finding,
    Leak,
    Likeness,
    TextSource,
    Verdict,
)
from redactor.geometry import PtQuad
from redactor.policy import answered

_PRINT = frozenset({Entity.NAME, Entity.EMPLOYER})


def with_bared(
    decided: DocumentDecisions, verdict: Verdict, rules: RulePack
) -> DocumentDecisions | None:
    """The decisions with the names that the second look read where such ink had hidden them; None
    where it found anything else, or nothing.

    What stands below the own stamp at the own label, or below the own seal, and reads as the own
    name is nobody else's.
    """
    if not verdict.leaks or not all(_is_bared(leak, decided) for leak in verdict.leaks):
        return None
    seen: list[PtQuad] = []
    bared = []
    for leak in verdict.leaks:  # of which several may be readings of one place
        if not all(any(known.contains(q.centre) for known in seen) for q in leak.quads):
            bared.append(_decision(leak, rules))
            seen.extend(leak.quads)
    return replace(decided, decisions=(*decided.decisions, *bared))


def _is_bared(leak: Leak, decided: DocumentDecisions) -> bool:
    inks = [
        quad
        for d in decided.decisions
        if d.only_ink and d.action is Action.REDACT and d.finding.page_no == leak.page_no
        for quad in d.finding.quads
    ]
    read = leak.where == "ocr" and leak.entity in _PRINT and leak.quads
    return bool(read) and all(any(i.contains(q.centre) for i in inks) for q in leak.quads)


def _decision(leak: Leak, rules: RulePack) -> Decision:
    assert leak.page_no is not None
    finding = Finding(
        leak.entity,
        leak.page_no,
        leak.quads,
        1.0,
        "verify.below_ink",
        likeness=Likeness.EXACT,
        evidence=frozenset({Evidence.OCR}),
        source=TextSource.OCR,
    )
    asked = Decision(finding, Action.ASK, "own_exact")
    return replace(answered(asked, Action.REDACT, rules), reason="own_exact")
