"""The words about cases and questions against the program they speak of."""

import re
from pathlib import Path
from typing import get_args

import pytest

import redactor
from redactor.audit.words import catalogue
from redactor.config.cases import cases, questions, unheeded
from redactor.config.records import RulePack
from redactor.config.rules import SWITCHES, load_rules

PACKAGE = Path(redactor.__file__).parent
HAN = re.compile(r"[\u3400-\u9fff]")
# RULES.md: "Ambiguous in the rule and needing the office's word".
OPEN = {
    "own_seal": 24,
    "former_employers": 35,
    "title_employer": 30,
    "certificate_number": 54,
    "certificate_code": 67,
    "birth": 59,
    "own_leaders": 21,
    "references": 13,
    "reference_initials": 12,
    "school_employer": 38,
}


def heeded():
    """Switches that the program reads outside of the configuration and its display."""
    sources = [
        path.read_text("utf-8")
        for path in PACKAGE.rglob("*.py")
        if path.relative_to(PACKAGE).parts[0] not in ("config", "cli")
    ]
    text = "\n".join(sources)
    return {name for name in SWITCHES if re.search(rf"\brules\.{name}\b", text)}


def test_there_are_85_cases_in_order():
    assert list(cases()) == list(range(1, 86))


@pytest.mark.parametrize("number", range(1, 86))
def test_every_case_speaks_both_languages_and_of_things_there_are(number):
    case = cases()[number]
    for texts in filter(None, (case.title, case.says, case.later)):
        assert set(texts) == {"zh", "en"}
        assert all(texts.values())
        assert HAN.search(texts["zh"])
        assert not HAN.search(texts["en"])
    assert case.example
    assert set(case.switches) <= set(SWITCHES)
    assert set(case.reasons) <= set(catalogue()["reason"])


def test_every_switch_belongs_to_a_case():
    assert {switch for case in cases().values() for switch in case.switches} == set(SWITCHES)


def test_nobody_is_told_that_a_dead_switch_works_or_a_live_one_does_not():
    assert set(SWITCHES) - heeded() == unheeded()


def test_the_ten_open_questions_are_those_of_the_rules():
    assert {question.switch: question.case for question in questions()} == OPEN


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.switch)
def test_a_question_offers_the_choices_of_its_switch(question):
    assert set(question.choices) == set(get_args(SWITCHES[question.switch]))
    assert question.switch in cases()[question.case].switches
    for texts in (question.ask, *question.choices.values()):
        assert HAN.search(texts["zh"])
        assert not HAN.search(texts["en"])


def test_the_base_pack_writes_out_the_defaults_of_the_open_questions():
    defaults = RulePack("x", "x", {}, {})
    pack = load_rules("neimenggu-2026")
    for switch in OPEN:
        assert getattr(pack, switch) == getattr(defaults, switch)
