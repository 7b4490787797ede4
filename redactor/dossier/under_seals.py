"""Own seals over print that goes itself: a mark over one takes nothing that stays (case 24)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from redactor.config.records import RulePack
from redactor.datatypes import (
    Action,
    Char,
    Decision,
    DocumentDecisions,
    Entity,
    PageReading,
    TextSource,
)
from redactor.geometry import PtQuad, hull_box
from redactor.policy import answered

_OF_A_DATE = "年月日0123456789"
_HEM_PT = 2.0  # about a seal, as its detector looks for print below it
_NOT_PRINT = frozenset({Entity.SEAL, Entity.SIGNATURE, Entity.FINGERPRINT, Entity.PHOTO})


def with_plain_seals(
    decided: DocumentDecisions, pages: Sequence[PageReading], rules: RulePack
) -> DocumentDecisions:
    """No question about an own seal that lies over the employer's name alone, or another value that
    goes: it is covered.
    """
    texts = {page.page_no: page.text.chars for page in pages}
    gone: defaultdict[int, list[PtQuad]] = defaultdict(list)
    for decision in decided.decisions:
        finding = decision.finding
        whole = decision.action is Action.REDACT and not decision.only_ink
        if whole and finding.entity not in _NOT_PRINT:
            gone[finding.page_no].extend(finding.quads)
    decisions = tuple(
        replace(answered(d, Action.REDACT, rules), reason="own_seal")
        if d.reason == "seal_over_text" and _takes_nothing(d, texts, gone[d.finding.page_no])
        else d
        for d in decided.decisions
    )
    return replace(decided, decisions=decisions)


def _takes_nothing(
    seal: Decision, texts: Mapping[int, Sequence[Char]], gone: Sequence[PtQuad]
) -> bool:
    """Whether all print below goes: whatever is of a line that runs on outside, or of a text layer.
    A date may stand below it whole.
    """
    box = hull_box(seal.finding.quads).grown(_HEM_PT)
    below: list[Char] = []
    outside: set[int] = set()
    for char in texts.get(seal.finding.page_no, ()):
        if char.quad is None or char.text.isspace():
            continue
        x, y = char.quad.centre
        if box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1:
            below.append(char)
        else:
            outside.add(char.line)
    print_below = [
        c
        for c in below
        if c.line in outside or c.source is TextSource.TEXT_LAYER or c.text in _OF_A_DATE
    ]
    return bool(print_below) and all(
        any(quad.contains(c.quad.centre) for quad in gone) for c in print_below if c.quad
    )
