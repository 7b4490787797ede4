"""A person's edits over the decisions of a document."""

import pytest

from redactor.config.rules import load_rules
from redactor.datatypes import Action, Decision, DocumentDecisions, Entity, Finding
from redactor.dossier.editing import with_edits
from redactor.edits import BY_HAND, Edit
from redactor.geometry import PtBox, PtQuad
from redactor.pipeline import erasures

SHA = "a" * 64
HERE = PtQuad.from_box(PtBox(10, 10, 40, 20))
LINE = PtQuad.from_box(PtBox(9, 9, 41, 21))
AWAY = PtQuad.from_box(PtBox(100, 10, 140, 20))


@pytest.fixture(scope="module")
def rules():
    return load_rules("neimenggu-2026")


def edited(rules, action, *edits):
    finding = Finding(Entity.NAME, 1, (HERE,), 1.0, "own.name")
    decided = DocumentDecisions("d01", (Decision(finding, action, "own_exact"),))
    return with_edits(decided, SHA, edits, rules).decisions


def edit(action, quad=LINE, entity=Entity.NAME, sha=SHA, page=1):
    return Edit(sha, page, (quad,), action, entity)


def test_what_is_not_mine_stays_and_what_is_mine_goes(rules):
    (kept,) = edited(rules, Action.REDACT, edit(Action.KEEP))
    assert (kept.action, kept.reason, kept.token) == (Action.KEEP, "answered_keep", "")
    (gone,) = edited(rules, Action.ASK, edit(Action.REDACT))
    assert (gone.action, gone.reason, gone.token) == (Action.REDACT, "answered_redact", "[姓名]")


def test_the_last_word_holds(rules):
    (decision,) = edited(rules, Action.REDACT, edit(Action.KEEP), edit(Action.REDACT))
    assert decision.action is Action.REDACT


@pytest.mark.parametrize(
    "other",
    [
        edit(Action.KEEP, sha="b" * 64),
        edit(Action.KEEP, page=2),
        edit(Action.KEEP, entity=Entity.PHONE),
        edit(Action.KEEP, quad=AWAY),
    ],
)
def test_an_edit_of_another_place_changes_nothing(rules, other):
    (decision,) = edited(rules, Action.REDACT, other)
    assert decision.action is Action.REDACT


def test_a_drawn_box_is_an_area_that_goes_as_a_plain_bar(rules):
    _, drawn = edited(rules, Action.KEEP, edit(Action.REDACT, quad=AWAY))
    assert (drawn.reason, drawn.token, drawn.finding.found_by) == ("drawn", "", BY_HAND)
    (erasure,) = erasures([drawn])
    assert erasure.of_picture and erasure.quads == (AWAY,)
