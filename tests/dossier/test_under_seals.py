"""Own seals on copies without colour, over print that goes and over print that stays (case 24)."""

from __future__ import annotations

import pytest

from redactor.config.rules import load_rules
from redactor.datatypes import (
    Action,
    Decision,
    DocumentDecisions,
    Entity,
    Evidence,
    Finding,
    Likeness,
    TextSource,
)
from redactor.dossier.under_seals import with_plain_seals
from redactor.fakes.pages import reading_of
from redactor.geometry import PtBox, PtQuad, hull_box

UNIT = "包头市云岭水务设计院"


@pytest.mark.parametrize(
    ("under", "only_ink", "action"),
    [
        ("", False, "redact"),
        ("2026年5月", False, "ask"),  # a date that stays
        ("同意推荐", False, "redact"),  # of no line that goes on outside: read of the ring
        ("", True, "ask"),  # what goes of the name is but a seal's ink
    ],
)
def test_own_seal_over_print(under: str, only_ink: bool, action: str) -> None:
    reading = reading_of(f"意见\n{UNIT}\n　　　{under}", TextSource.OCR)
    quads = [c.quad for c in reading.text.chars if c.quad is not None]
    name = tuple(quads[2 : 2 + len(UNIT)])
    box = hull_box(quads[6:])
    seal = PtQuad.from_box(PtBox(name[3].box.x0, box.y0 - 5, name[-1].box.x0, box.y1 + 5))
    findings = (
        Finding(Entity.EMPLOYER, 1, name, 1.0, "own.employer", UNIT, Likeness.EXACT),
        Finding(
            *(Entity.SEAL, 1, (seal,), 1.0, "seal.grey", UNIT, Likeness.EXACT),
            evidence=frozenset({Evidence.OVER_TEXT}),
        ),
    )
    decided = DocumentDecisions(
        "d1",
        (
            Decision(findings[0], Action.REDACT, "own_exact", only_ink=only_ink),
            Decision(findings[1], Action.ASK, "seal_over_text"),
        ),
    )
    settled = with_plain_seals(decided, [reading], load_rules("neimenggu-2026"))
    assert settled.decisions[1].action.value == action
