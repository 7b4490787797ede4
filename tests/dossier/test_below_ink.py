"""What comes to light below an own stamp or seal whose ink went."""

from __future__ import annotations

import pytest

from redactor.config.rules import load_rules
from redactor.datatypes import (
    Action,
    Damage,
    Decision,
    DocumentDecisions,
    Entity,
    Finding,
    Ink,
    Leak,
    Likeness,
    Verdict,
)
from redactor.dossier.below_ink import with_bared
from redactor.geometry import PtBox, PtQuad

RULES = load_rules("neimenggu-2026")
STAMP, NAME, BESIDE = (
    PtQuad.from_box(PtBox(*box)) for box in ((0, 0, 50, 50), (10, 20, 40, 32), (60, 20, 90, 32))
)


def leak(quad: PtQuad = NAME, where: str = "ocr", entity: Entity = Entity.NAME) -> Leak:
    return Leak(where, entity, 1, (quad,))


@pytest.mark.parametrize(
    ("leaks", "only_ink", "bared"),
    [
        ((leak(), leak()), True, 1),  # two readings of one place
        ((leak(entity=Entity.EMPLOYER),), True, 1),
        ((leak(), leak(BESIDE)), True, None),
        ((leak(), leak(where="pixels", entity=Entity.SIGNATURE)), True, None),
        ((leak(),), False, None),
        ((), True, None),
    ],
)
def test_name_below_the_own_stamp_goes(
    leaks: tuple[Leak, ...], only_ink: bool, bared: int | None
) -> None:
    ink = Ink("red", (STAMP,))
    stamp = Finding(
        *(Entity.SIGNATURE, 1, (STAMP,), 0.9, "signature.stamp"), likeness=Likeness.EXACT, ink=ink
    )
    decided = DocumentDecisions(
        "d1", (Decision(stamp, Action.REDACT, "own_signature", only_ink=only_ink),)
    )
    found = with_bared(decided, Verdict(leaks=leaks), RULES)
    if bared is None:
        assert found is None
    else:
        assert found is not None
        added = found.decisions[1:]
        assert [(d.action, d.only_ink, bool(d.token)) for d in added] == [
            (Action.REDACT, False, True)
        ] * bared


def test_damage_does_not_hide_behind_it() -> None:
    decided = DocumentDecisions("d1", ())
    assert with_bared(decided, Verdict(damage=(Damage("pixels", 1),)), RULES) is None
