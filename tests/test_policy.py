"""The ruling on single findings: the table of RULES.md (b), case by case.

``tests/recognise/test_decisions.py`` goes from a page of text to the decision; here the findings
are given, so that each row of the table stands alone.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from redactor.config.records import RulePack
from redactor.config.rules import load_rules
from redactor.datatypes import (
    Action,
    Decision,
    DocClass,
    DocumentDecisions,
    DocumentFindings,
    Entity,
    Evidence,
    Finding,
    Ink,
    Likeness,
    TextSource,
)
from redactor.geometry import PtBox, PtQuad
from redactor.policy import decide

RULES = load_rules("neimenggu-2026")
QUAD = PtQuad.from_box(PtBox(10, 10, 20, 20))
REDACT, KEEP, ASK = Action.REDACT, Action.KEEP, Action.ASK
NAME, ID, ORG, PHONE = Entity.NAME, Entity.ID_NUMBER, Entity.EMPLOYER, Entity.PHONE
EXACT, SPELLING, CLOSE = Likeness.EXACT, Likeness.SPELLING, Likeness.CLOSE
PART, ALIAS, OTHER = Likeness.PART, Likeness.ALIAS, Likeness.OTHER
E = Evidence


def found(
    entity: Entity,
    likeness: Likeness = EXACT,
    *evidence: Evidence,
    by: str = "own",
    value: str = "",
    source: TextSource = TextSource.TEXT_LAYER,
    grade: str = "",
) -> Finding:
    seen = frozenset(evidence)
    return Finding(entity, 1, (QUAD,), 0.9, by, value, likeness, seen, source, grade)


def test_birth_date_behind_the_copy_of_the_card_stays() -> None:
    card = found(Entity.ID_CARD, Likeness.NONE, E.OWN_ROW, by="card.value")
    birth = found(Entity.NUMBER, EXACT, E.OWN_DOCUMENT, by="own.birth")
    findings = (card, birth, replace(birth, page_no=2))
    (document,) = decide([DocumentFindings("d01", DocClass.ID_CARD, findings, True)], RULES)
    assert [d.action for d in document.decisions] == [REDACT, REDACT, KEEP]


def rule(
    finding: Finding, doc_class: DocClass = DocClass.OTHER, rules: RulePack = RULES
) -> Decision:
    (document,) = decide([DocumentFindings("d01", doc_class, (finding,), True)], rules)
    (decision,) = document.decisions
    return decision


def ruling(
    finding: Finding, doc_class: DocClass = DocClass.OTHER, rules: RulePack = RULES
) -> tuple[Action, str]:
    decision = rule(finding, doc_class, rules)
    return decision.action, decision.reason


# Names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "likeness, evidence, expected",
    [
        (EXACT, {E.SELF_LABEL}, (REDACT, "own_exact")),  # 1
        (EXACT, {E.AUTHOR_LINE}, (REDACT, "own_exact")),  # 2, 3
        (EXACT, {E.STANDS_ALONE}, (REDACT, "own_exact")),  # 4
        (EXACT, {E.WORD_BORDER}, (REDACT, "own_exact")),  # 73
        (EXACT, set(), (REDACT, "own_exact")),
        (SPELLING, {E.AUTHOR_LINE}, (REDACT, "own_spelling")),  # 11
        (EXACT, {E.OTHER_ROLE}, (ASK, "homonym")),  # 5
        (EXACT, {E.OTHER_ROLE, E.SELF_LABEL}, (ASK, "homonym")),
        (EXACT, {E.OTHER_ROW}, (ASK, "homonym")),
        (EXACT, {E.OTHER_ROLE, E.OWN_ROW}, (REDACT, "own_exact")),  # own ID in the row
        (EXACT, {E.TWICE_IN_LIST, E.AUTHOR_LINE}, (ASK, "homonym")),  # 6
        (EXACT, {E.LONGER_NAME}, (KEEP, "inside_longer_name")),  # 7
        (EXACT, {E.LONGER_NAME, E.AUTHOR_LINE}, (KEEP, "inside_longer_name")),
        (EXACT, {E.LONGER_NAME, E.SELF_LABEL}, (KEEP, "inside_longer_name")),
        (EXACT, {E.LONGER_NAME, E.OTHER_ROLE}, (KEEP, "inside_longer_name")),
        (EXACT, {E.BORDER_UNSURE}, (ASK, "border_unsure")),  # 7, 王伟民事案件
        (EXACT, {E.INSIDE_WORD}, (KEEP, "inside_word")),  # 8
        (EXACT, {E.INSIDE_WORD, E.SELF_LABEL}, (ASK, "border_unsure")),
        (EXACT, {E.CAREFUL_NAME}, (ASK, "careful_name")),  # 8, 高峰 in prose
        (EXACT, {E.CAREFUL_NAME, E.WORD_BORDER}, (ASK, "careful_name")),
        (EXACT, {E.CAREFUL_NAME, E.SELF_LABEL}, (REDACT, "own_exact")),
        (EXACT, {E.CAREFUL_NAME, E.AUTHOR_LINE}, (REDACT, "own_exact")),
        (EXACT, {E.CAREFUL_NAME, E.NER_PERSON}, (REDACT, "own_exact")),
        (EXACT, {E.REFERENCE}, (REDACT, "own_exact")),  # 13
        (OTHER, {E.NER_PERSON}, (KEEP, "other_person")),  # 21, 72
        (OTHER, {E.NER_PERSON, E.SELF_LABEL, E.OWN_DOCUMENT}, (KEEP, "other_person")),
        (PART, {E.SELF_LABEL}, (REDACT, "own_part_masked")),  # 80
        (PART, set(), (KEEP, "masked_already")),  # 81
    ],
)
def test_name(likeness: Likeness, evidence: set[Evidence], expected: tuple[Action, str]) -> None:
    assert ruling(found(NAME, likeness, *evidence)) == expected


def test_initials_go_in_a_line_of_authors_only() -> None:
    """Case 12: W. Wang."""
    assert rule(found(NAME, SPELLING, by="own.initials")).action is ASK
    assert rule(found(NAME, SPELLING, E.AUTHOR_LINE, by="own.initials")).action is REDACT


# Values that OCR read with a slip -----------------------------------------------------------


@pytest.mark.parametrize(
    "entity, evidence, expected",
    [
        (NAME, {E.SELF_LABEL}, (REDACT, "own_ocr_close")),  # 16
        (NAME, {E.AUTHOR_LINE}, (REDACT, "own_ocr_close")),
        (NAME, set(), (ASK, "near_miss")),
        (NAME, {E.STANDS_ALONE}, (ASK, "near_miss")),
        (NAME, {E.SELF_LABEL, E.OTHER_ROLE}, (ASK, "homonym")),
        (NAME, {E.SELF_LABEL, E.SPOT_SURE}, (REDACT, "own_spotted")),
        (NAME, {E.SPOT_SURE}, (ASK, "near_miss")),
        (NAME, {E.SPOT_SURE, E.WORD_BORDER}, (ASK, "near_miss")),
        (NAME, {E.SPOT_SURE, E.OWN_DOCUMENT}, (ASK, "near_miss")),
        (NAME, {E.SPOT_SURE, E.OWN_DOCUMENT, E.WORD_BORDER}, (REDACT, "own_spotted")),
        (NAME, {E.SPOT_SURE, E.OWN_DOCUMENT, E.BORDER_UNSURE}, (ASK, "near_miss")),
        (
            NAME,
            {E.SPOT_SURE, E.OWN_DOCUMENT, E.WORD_BORDER, E.CAREFUL_NAME},
            (ASK, "near_miss"),
        ),
        (NAME, {E.SPOT_ASK, E.OWN_DOCUMENT, E.WORD_BORDER}, (ASK, "near_miss")),
        (NAME, {E.SELF_LABEL, E.SPOT_ASK}, (ASK, "near_miss")),
        (Entity.EMPLOYER, {E.SPOT_ASK}, (ASK, "near_miss")),
        (Entity.EMPLOYER, {E.SPOT_ASK, E.OWN_SEAL}, (REDACT, "own_ocr_close")),
        (Entity.EMPLOYER, {E.OTHER_ROLE, E.OWN_SEAL}, (ASK, "homonym")),
        (Entity.NAME, {E.SPOT_ASK, E.OWN_HAND}, (REDACT, "own_ocr_close")),
        (Entity.NAME, {E.SPOT_SURE, E.OWN_HAND}, (REDACT, "own_ocr_close")),
        (ID, set(), (REDACT, "own_ocr_close")),  # 43, M2: at least 14 equal digits
        (ID, {E.SELF_LABEL}, (REDACT, "own_ocr_close")),
        (ID, {E.VALID_OTHER}, (KEEP, "other_number")),  # the string is itself a valid number
        (ID, {E.VALID_OTHER, E.SELF_LABEL}, (KEEP, "other_number")),
        (ID, {E.SPOT_SURE}, (REDACT, "own_spotted")),
        (ID, {E.SPOT_ASK}, (ASK, "near_miss")),
        (PHONE, {E.SELF_LABEL}, (REDACT, "own_ocr_close")),
        (PHONE, set(), (ASK, "near_miss")),
        (PHONE, {E.VALID_OTHER}, (KEEP, "other_number")),
        (PHONE, {E.VALID_OTHER, E.SELF_LABEL}, (ASK, "near_miss")),
        (ORG, {E.SELF_LABEL}, (REDACT, "own_ocr_close")),
        (ORG, set(), (ASK, "near_miss")),
        (ORG, {E.SPOT_SURE}, (REDACT, "own_spotted")),
    ],
)
def test_close_reading(
    entity: Entity, evidence: set[Evidence], expected: tuple[Action, str]
) -> None:
    seen = {E.OCR, *evidence}
    assert ruling(found(entity, CLOSE, *seen, by="near.ocr", source=TextSource.OCR)) == expected


@pytest.mark.parametrize(
    "evidence, expected",
    [
        ({E.SELF_LABEL, E.LOOKS_ALIKE}, (REDACT, "own_ocr_close")),
        ({E.AUTHOR_LINE}, (REDACT, "own_ocr_close")),
        ({E.AUTHOR_LINE, E.LOOKS_ALIKE}, (ASK, "near_miss")),  # rather another author
        ({E.LOOKS_ALIKE}, (ASK, "near_miss")),
    ],
)
def test_look_alike_read_clearly(evidence: set[Evidence], expected: tuple[Action, str]) -> None:
    """Case 16."""
    finding = found(Entity.NAME, CLOSE, E.OCR, *evidence, by="near.ocr", source=TextSource.OCR)
    assert ruling(finding) == expected


# Half names -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["surname_title", "given_name"])
@pytest.mark.parametrize(
    "evidence, action",
    [
        (set(), KEEP),
        ({E.NAMED_ON_PAGE}, ASK),
        ({E.OWN_DOCUMENT}, ASK),
        ({E.OWN_DOCUMENT, E.NAME_SHARED}, KEEP),
        ({E.OWN_DOCUMENT, E.OTHER_ROLE}, KEEP),
        ({E.NAMED_ON_PAGE, E.OTHER_ROW}, KEEP),
    ],
)
def test_half_a_name(kind: str, evidence: set[Evidence], action: Action) -> None:
    """Cases 9 and 10: only where the subject is clearly the applicant."""
    reason = "other_person" if action is KEEP else kind
    assert ruling(found(Entity.NAME, ALIAS, *evidence, by=f"own.{kind}")) == (
        action,
        reason,
    )


@pytest.mark.parametrize("switch", ["ask", "keep", "redact"])
def test_half_a_name_obeys_its_switch(switch: str) -> None:
    finding = found(Entity.NAME, ALIAS, E.OWN_DOCUMENT, by="own.surname_title")
    rules = replace(RULES, surname_title=switch)
    assert ruling(finding, rules=rules) == (Action(switch), "surname_title")


def test_other_transliteration_is_asked_about_whatever_the_switch() -> None:
    """Case 17."""
    finding = found(Entity.NAME, ALIAS, by="own.name_variant")
    rules = replace(RULES, surname_title="redact")
    assert ruling(finding, rules=rules) == (ASK, "name_variant")


# Numbers and addresses ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "entity, likeness, reason",
    [
        (entity, likeness, reason)
        for entity in (ID, PHONE, Entity.EMAIL, Entity.ADDRESS, Entity.NUMBER)
        for likeness, reason in (
            (EXACT, "own_exact"),
            (SPELLING, "own_spelling"),
            (PART, "own_part_masked"),
        )
        if (entity, likeness) != (Entity.EMAIL, SPELLING)
    ],
)
def test_own_number_goes_wherever_it_stands(
    entity: Entity, likeness: Likeness, reason: str
) -> None:
    """Cases 39 to 46, 49, 51, 52."""
    assert ruling(found(entity, likeness)) == (REDACT, reason)
    assert ruling(found(entity, likeness, E.OTHER_ROLE, E.OTHER_ROW)) == (REDACT, reason)


@pytest.mark.parametrize(
    "likeness, evidence, expected",
    [
        (SPELLING, {E.SELF_LABEL}, (REDACT, "own_spelling")),
        (SPELLING, {E.NAMED_ON_PAGE}, (REDACT, "own_spelling")),
        (SPELLING, set(), (ASK, "near_miss")),
        (SPELLING, {E.SELF_LABEL, E.OTHER_ROLE}, (ASK, "near_miss")),
        (ALIAS, {E.AUTHOR_LINE}, (REDACT, "own_spelling")),
        (ALIAS, {E.NAMED_ON_PAGE}, (ASK, "near_miss")),
        (ALIAS, set(), (ASK, "near_miss")),
    ],
)
def test_mailbox_made_of_the_name(
    likeness: Likeness, evidence: set[Evidence], expected: tuple[Action, str]
) -> None:
    """Cases 49, 50: wangwei@ is written out, wangw@ many people's."""
    assert ruling(found(Entity.EMAIL, likeness, *evidence)) == expected


@pytest.mark.parametrize("entity", [ID, PHONE, Entity.EMAIL])
@pytest.mark.parametrize("doc_class", list(DocClass))
def test_clear_value_of_somebody_else_stays(entity: Entity, doc_class: DocClass) -> None:
    """Cases 44, 45, 48: a label alone never redacts a value far from the profile."""
    seen = (E.VALID_OTHER, E.SELF_LABEL, E.OWN_DOCUMENT)
    finding = found(entity, OTHER, *seen, value="15487650000")
    assert ruling(finding, doc_class) == (KEEP, "other_number")


@pytest.mark.parametrize(
    "doc_class, evidence, expected",
    [
        (DocClass.FORM, {E.SELF_LABEL, E.OWN_DOCUMENT}, (REDACT, "own_field")),
        (DocClass.FORM, {E.SELF_LABEL}, (ASK, "not_in_profile")),
        (DocClass.PAPER, {E.SELF_LABEL, E.OWN_DOCUMENT}, (ASK, "not_in_profile")),
        (DocClass.FORM, {E.OWN_DOCUMENT}, (KEEP, "other_number")),
    ],
)
def test_value_of_a_kind_that_the_profile_lacks(
    doc_class: DocClass, evidence: set[Evidence], expected: tuple[Action, str]
) -> None:
    assert ruling(found(PHONE, OTHER, E.NO_OWN_VALUE, *evidence), doc_class) == expected


@pytest.mark.parametrize(
    "value, doc_class, expected",
    [
        ("04725990000", DocClass.FORM, (REDACT, "own_exact")),  # 47
        ("(0472)5990000", DocClass.FORM, (REDACT, "own_exact")),
        ("15487650000", DocClass.FORM, (KEEP, "other_number")),
        ("04716928486", DocClass.NOTICE, (KEEP, "other_number")),  # 48
    ],
)
def test_landline_in_the_own_field(
    value: str, doc_class: DocClass, expected: tuple[Action, str]
) -> None:
    finding = found(PHONE, OTHER, E.SELF_LABEL, E.OWN_DOCUMENT, value=value)
    action, reason = ruling(finding, doc_class)
    assert action is expected[0]
    assert action is REDACT or reason == expected[1]


# Employers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "likeness, evidence, expected",
    [
        (EXACT, {E.SELF_LABEL}, (REDACT, "own_exact")),  # 22
        (EXACT, {E.OTHER_ROLE}, (REDACT, "own_exact")),  # 32: still the applicant's employer
        (SPELLING, set(), (REDACT, "own_spelling")),  # 23
        (ALIAS, set(), (ASK, "alias_unconfirmed")),
        (ALIAS, {E.LONGER_ORG}, (KEEP, "other_org")),
        (ALIAS, {E.SELF_LABEL, E.OWN_DOCUMENT}, (REDACT, "own_field")),
        (ALIAS, {E.HISTORY_ROW, E.OWN_DOCUMENT}, (REDACT, "own_field")),
        (ALIAS, {E.SELF_LABEL}, (ASK, "alias_unconfirmed")),
        (ALIAS, {E.EMPLOYER_BESIDE}, (REDACT, "own_spelling")),
        (ALIAS, {E.OWN_SEAL}, (REDACT, "own_spelling")),
        (ALIAS, {E.OWN_SEAL, E.LONGER_ORG}, (KEEP, "other_org")),
        (EXACT, {E.LONGER_ORG}, (ASK, "longer_org")),  # 29
        (EXACT, {E.LONGER_ORG, E.SELF_LABEL}, (ASK, "longer_org")),
        (EXACT, {E.IN_TITLE}, (REDACT, "own_exact")),  # 30
        (EXACT, {E.SCHOOL_ROW}, (KEEP, "school_row")),  # 38
        (OTHER, {E.NER_ORG}, (KEEP, "other_org")),  # 25, 33
        (OTHER, {E.NER_ORG, E.SELF_LABEL, E.OWN_DOCUMENT}, (KEEP, "other_org")),
    ],
)
def test_employer(
    likeness: Likeness, evidence: set[Evidence], expected: tuple[Action, str]
) -> None:
    assert ruling(found(ORG, likeness, *evidence)) == expected


@pytest.mark.parametrize(
    "evidence, expected",
    [
        ({E.HISTORY_ROW}, (REDACT, "own_exact")),  # 35
        ({E.OWN_AFFILIATION}, (REDACT, "own_exact")),
        ({E.SELF_LABEL, E.OWN_DOCUMENT}, (REDACT, "own_exact")),
        ({E.SELF_LABEL}, (ASK, "former_employer")),
        (set(), (ASK, "former_employer")),
    ],
)
def test_former_employer(evidence: set[Evidence], expected: tuple[Action, str]) -> None:
    assert ruling(found(ORG, EXACT, *evidence, by="own.former_employer")) == expected


@pytest.mark.parametrize(
    "evidence, by, expected",
    [
        ({E.OWN_AFFILIATION}, "own.alias", (REDACT, "own_affiliation")),  # 23, 32
        ({E.OWN_AFFILIATION, E.LONGER_ORG}, "own.alias", (ASK, "longer_org")),
        ({E.OWN_AFFILIATION}, "paper.affiliation", (ASK, "own_affiliation")),
        ({E.OWN_AFFILIATION, E.TWIN_AFFILIATION}, "paper.affiliation", (REDACT, "own_affiliation")),
        ({E.OWN_AFFILIATION, E.NO_OWN_VALUE}, "paper.affiliation", (REDACT, "own_affiliation")),
    ],
)
def test_affiliation(evidence: set[Evidence], by: str, expected: tuple[Action, str]) -> None:
    assert ruling(found(ORG, Likeness.ALIAS, *evidence, by=by), DocClass.PAPER) == expected


# Pictures -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "doc_class, evidence, expected",
    [
        (DocClass.FORM, {E.SINGLE_PORTRAIT}, (REDACT, "own_photo")),  # 62
        (DocClass.CERTIFICATE, {E.SINGLE_PORTRAIT}, (REDACT, "own_photo")),
        (DocClass.ID_CARD, {E.SINGLE_PORTRAIT}, (REDACT, "own_photo")),
        (DocClass.PAPER, {E.SINGLE_PORTRAIT}, (ASK, "photo_unsure")),
        (DocClass.OTHER, set(), (ASK, "photo_unsure")),
        (DocClass.FORM, {E.SEVERAL_FACES}, (ASK, "several_faces")),  # 63
        (DocClass.FORM, {E.SEVERAL_FACES, E.SINGLE_PORTRAIT}, (ASK, "several_faces")),
        (DocClass.CERTIFICATE, {E.SEVERAL_FACES, E.OWN_ROW}, (REDACT, "own_photo")),
        (DocClass.SUMMARY, {E.SEVERAL_FACES, E.OWN_ROW}, (ASK, "several_faces")),
    ],
)
def test_photo(doc_class: DocClass, evidence: set[Evidence], expected: tuple[Action, str]) -> None:
    assert ruling(found(Entity.PHOTO, Likeness.NONE, *evidence), doc_class) == expected


def test_what_is_spotted_in_a_code_that_goes_is_no_question() -> None:
    code = found(Entity.QR_CODE)
    noise = found(Entity.EMPLOYER, Likeness.CLOSE, E.SPOT_ASK, by="own.spotted")
    both = DocumentFindings("d01", DocClass.FORM, (noise, code), True)
    form, paper = decide([both, replace(both, doc_class=DocClass.PAPER)], RULES)
    assert [d.finding.entity for d in form.decisions] == [Entity.QR_CODE]
    assert [d.action for d in paper.decisions] == [ASK, ASK]  # the code itself stays for now


@pytest.mark.parametrize(
    "read",
    [
        found(Entity.NAME, Likeness.CLOSE, E.OCR, by="near.ocr"),
        found(Entity.NAME, EXACT, E.OCR, E.INSIDE_WORD, E.SELF_LABEL, by="own.name"),
    ],
)
def test_what_a_hand_that_goes_was_read_as_is_no_question(read: Finding) -> None:
    hand = found(Entity.SIGNATURE, Likeness.NONE, E.SELF_LABEL)
    document = DocumentFindings("d01", DocClass.FORM, (read, hand), True)
    (alone,) = decide([replace(document, findings=(read,))], RULES)
    (both,) = decide([document], RULES)
    assert [d.action for d in alone.decisions] == [ASK]
    assert [d.finding.entity for d in both.decisions] == [Entity.SIGNATURE]


def test_what_script_that_goes_was_read_as_is_no_question() -> None:
    read = found(Entity.NAME, Likeness.CLOSE, E.OCR, E.SPOT_ASK, by="own.spotted")
    script = found(Entity.SCRIPT, Likeness.NONE, E.OWN_ROW)
    (both,) = decide([DocumentFindings("d01", DocClass.OTHER, (read, script), True)], RULES)
    assert [d.finding.entity for d in both.decisions] == [Entity.SCRIPT]


@pytest.mark.parametrize("entity", [Entity.QR_CODE, Entity.BARCODE])
@pytest.mark.parametrize(
    "doc_class, evidence, expected",
    [
        (DocClass.FORM, set(), (REDACT, "own_code")),  # 66
        (DocClass.CERTIFICATE, set(), (REDACT, "own_code")),  # 67
        (DocClass.PAPER, {E.PUBLIC_PAYLOAD}, (KEEP, "public_code")),  # 68
        (DocClass.FORM, {E.PUBLIC_PAYLOAD}, (KEEP, "public_code")),
        (DocClass.PAPER, set(), (ASK, "code_unknown")),
        (DocClass.OTHER, set(), (ASK, "code_unknown")),
    ],
)
def test_code(
    entity: Entity, doc_class: DocClass, evidence: set[Evidence], expected: tuple[Action, str]
) -> None:
    assert ruling(found(entity, Likeness.NONE, *evidence), doc_class) == expected


# Switches -----------------------------------------------------------------------------------

_SWITCHED = [
    ("homonym", found(NAME, EXACT, E.OTHER_ROLE), DocClass.FORM),
    ("references", found(NAME, EXACT, E.REFERENCE), DocClass.PAPER),
    (
        "reference_initials",
        found(NAME, Likeness.SPELLING, E.REFERENCE, by="own.initials"),
        DocClass.PAPER,
    ),
    ("title_employer", found(ORG, EXACT, E.IN_TITLE), DocClass.PAPER),
    (
        "former_employers",
        found(ORG, EXACT, E.HISTORY_ROW, by="own.former_employer"),
        DocClass.FORM,
    ),
    ("own_leaders", found(NAME, OTHER, E.LEADER, E.OWN_DOCUMENT), DocClass.FORM),
    (
        "certificate_number",
        found(Entity.NUMBER, OTHER, E.OWN_DOCUMENT, by="presidio.certificate"),
        DocClass.CERTIFICATE,
    ),
    ("school_employer", found(ORG, EXACT, E.SCHOOL_ROW), DocClass.FORM),
    (
        "employer_phone",
        found(PHONE, OTHER, E.SELF_LABEL, E.OWN_DOCUMENT, value="04725990000"),
        DocClass.FORM,
    ),
    ("certificate_code", found(Entity.QR_CODE, Likeness.NONE), DocClass.CERTIFICATE),
]


@pytest.mark.parametrize("wanted", ["redact", "keep", "ask"])
@pytest.mark.parametrize("switch, finding, doc_class", _SWITCHED, ids=[s for s, *_ in _SWITCHED])
def test_switch_has_the_last_word_on_its_case(
    switch: str, finding: Finding, doc_class: DocClass, wanted: str
) -> None:
    rules = replace(RULES, **{switch: wanted})
    assert rule(finding, doc_class, rules).action == wanted


@pytest.mark.parametrize("switch, finding, doc_class", _SWITCHED, ids=[s for s, *_ in _SWITCHED])
def test_switch_touches_its_own_case_only(
    switch: str, finding: Finding, doc_class: DocClass
) -> None:
    plain = [found(NAME, EXACT, E.SELF_LABEL), found(ORG, EXACT, E.SELF_LABEL), found(ID)]
    for wanted in ("redact", "keep", "ask"):
        rules = replace(RULES, **{switch: wanted})
        assert [ruling(f, doc_class, rules) for f in plain] == [(REDACT, "own_exact")] * 3


_REDACTED = {
    NAME: found(NAME, EXACT, E.SELF_LABEL),
    ID: found(ID),
    ORG: found(ORG),
    PHONE: found(PHONE),
    Entity.EMAIL: found(Entity.EMAIL),
    Entity.ADDRESS: found(Entity.ADDRESS),
    Entity.NUMBER: found(Entity.NUMBER),
    Entity.PHOTO: found(Entity.PHOTO, Likeness.NONE, E.SINGLE_PORTRAIT),
    Entity.QR_CODE: found(Entity.QR_CODE, Likeness.NONE),
    Entity.BARCODE: found(Entity.BARCODE, Likeness.NONE),
    Entity.ID_CARD: found(Entity.ID_CARD, Likeness.NONE, E.OWN_ROW),
    Entity.SIGNATURE: found(Entity.SIGNATURE, Likeness.NONE, E.SELF_LABEL),
    Entity.FINGERPRINT: found(Entity.FINGERPRINT, Likeness.NONE, E.SELF_LABEL),
    Entity.SEAL: found(Entity.SEAL),
}


@pytest.mark.parametrize("entity", list(_REDACTED))
@pytest.mark.parametrize("wanted", list(Action))
def test_category_may_be_softened(entity: Entity, wanted: Action) -> None:
    rules = replace(RULES, categories={**RULES.categories, entity: wanted})
    assert rule(_REDACTED[entity], DocClass.FORM, rules).action is wanted


def test_category_never_hardens_what_is_kept_or_asked() -> None:
    rules = replace(RULES, categories=dict.fromkeys(Entity, REDACT))
    assert rule(found(NAME, EXACT, E.LONGER_NAME), rules=rules).action is KEEP
    assert rule(found(NAME, EXACT, E.TWICE_IN_LIST), rules=rules).action is ASK


def test_category_that_no_pack_names_is_redacted() -> None:
    assert rule(found(ID), rules=replace(RULES, categories={})).action is REDACT


# Tokens -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "finding, changes, token",
    [
        (found(NAME, EXACT, E.SELF_LABEL), {}, "[姓名]"),
        (found(NAME, EXACT, E.AUTHOR_LINE), {}, "申报人"),
        (found(NAME, EXACT, E.AUTHOR_LINE, source=TextSource.OCR), {}, "[姓名]"),
        (found(NAME, EXACT, E.AUTHOR_LINE), {"author_token": "bar"}, ""),
        (found(ORG, grade="旗县区"), {}, "[工作单位·旗县区]"),  # 36
        (found(ORG, grade="旗县区"), {"employer_grade": False}, "[工作单位]"),
        (found(ORG), {}, "[工作单位]"),
        (found(ID), {}, "[身份证号]"),
        (found(PHONE), {}, "[手机号码]"),
    ],
)
def test_token(finding: Finding, changes: dict[str, object], token: str) -> None:
    assert rule(finding, rules=replace(RULES, **changes)).token == token


@pytest.mark.parametrize(
    "finding", [found(NAME, EXACT, E.LONGER_NAME), found(NAME, EXACT, E.OTHER_ROLE)]
)
def test_what_stays_gets_no_token(finding: Finding) -> None:
    assert rule(finding).token == ""


# Guards of the whole document ---------------------------------------------------------------


def guard_of(
    findings: Iterable[Finding], doc_class: DocClass = DocClass.FORM, **of: bool
) -> DocumentDecisions:
    document = DocumentFindings(
        "d01",
        doc_class,
        tuple(findings),
        of.get("well_read", True),
        of.get("holder_is_other", False),
        of.get("holder_is_stranger", False),
    )
    return decide([document], RULES)[0]


SECRET = Finding(Entity.SECRECY, 1, (), 1.0, "secrecy.mark")
OWN = found(NAME, EXACT, E.SELF_LABEL)
STRANGER = found(NAME, OTHER, E.NER_PERSON)


def test_secrecy_mark_stops_everything() -> None:
    """Case 83: whatever else is found, and in a document of somebody else too."""
    decided = guard_of([OWN, SECRET], holder_is_other=True)
    assert decided.guard == "secrecy"
    assert all(d.finding.entity is not Entity.SECRECY for d in decided.decisions)


@pytest.mark.parametrize("findings", [[], [STRANGER], [OWN]])
def test_document_of_another_applicant_is_held(findings: list[Finding]) -> None:
    """Case 85: another applicant of the roster stands in the holder's field."""
    assert guard_of(findings, holder_is_other=True).guard == "wrong_person"


@pytest.mark.parametrize(
    "doc_class, guard",
    [
        (DocClass.FORM, "no_holder"),
        (DocClass.CHECKLIST, "no_holder"),
        (DocClass.TRAINING_CARD, "no_holder"),
        (DocClass.CERTIFICATE, "no_holder"),
        (DocClass.ASSESSMENT, "no_holder"),
        (DocClass.ID_CARD, "no_holder"),
        (DocClass.CONTRACT, ""),
        (DocClass.PAPER, ""),
        (DocClass.NOTICE, ""),
        (DocClass.OTHER, ""),
    ],
)
def test_document_that_must_name_its_holder(doc_class: DocClass, guard: str) -> None:
    assert guard_of([STRANGER], doc_class).guard == guard
    assert guard_of([], doc_class).guard == guard
    assert guard_of([OWN, STRANGER], doc_class).guard == ""


def test_own_values_do_not_clear_a_strangers_document() -> None:
    """A colleague's form names the own employer too."""
    assert guard_of([OWN], holder_is_stranger=True).guard == "no_holder"
    assert guard_of([OWN], holder_is_stranger=True, holder_is_other=True).guard == "wrong_person"


def test_question_counts_as_a_holder() -> None:
    assert guard_of([found(NAME, EXACT, E.OTHER_ROLE)]).guard == ""


def test_kept_look_alike_is_no_holder() -> None:
    assert guard_of([found(NAME, EXACT, E.LONGER_NAME)]).guard == "no_holder"


def test_badly_read_document_is_not_taken_for_a_wrong_file() -> None:
    """It is held for being unread, which is another reason."""
    assert guard_of([STRANGER], well_read=False).guard == ""


def test_documents_are_answered_in_their_order() -> None:
    documents = [
        DocumentFindings("d02", DocClass.PAPER, (OWN,), True),
        DocumentFindings("d01", DocClass.FORM, (), True),
    ]
    answers = decide(documents, RULES)
    assert [(a.doc_id, a.guard) for a in answers] == [("d02", ""), ("d01", "no_holder")]
    assert decide([], RULES) == ()


# Pictures ------------------------------------------------------------------------------------

INK = Ink("red", (QUAD,))


@pytest.mark.parametrize(
    "likeness, evidence, ink, switch, action, reason, only_ink",
    [
        (EXACT, (), INK, "ring", REDACT, "own_seal", True),
        (Likeness.CLOSE, (E.OVER_TEXT,), INK, "ring", REDACT, "own_seal", True),
        (EXACT, (), None, "ring", REDACT, "own_seal", False),
        (EXACT, (E.OVER_TEXT,), None, "ring", ASK, "seal_over_text", False),
        (EXACT, (), INK, "cover", REDACT, "own_seal", False),
        (EXACT, (E.OVER_TEXT,), INK, "cover", ASK, "seal_over_text", False),
        (EXACT, (), INK, "keep", KEEP, "switch_keep", False),
        (OTHER, (E.OVER_TEXT,), INK, "cover", KEEP, "other_seal", False),
        (Likeness.NONE, (), INK, "ring", ASK, "seal_unread", False),
    ],
)
def test_seal(
    likeness: Likeness,
    evidence: tuple[Evidence, ...],
    ink: Ink | None,
    switch: str,
    action: Action,
    reason: str,
    only_ink: bool,
) -> None:
    finding = replace(found(Entity.SEAL, likeness, *evidence), ink=ink)
    decision = rule(finding, rules=replace(RULES, own_seal=switch))
    assert (decision.action, decision.reason) == (action, reason)
    assert decision.only_ink is only_ink
    assert (decision.token == "[单位印章]") is (action is REDACT and not only_ink)


@pytest.mark.parametrize("doc_class", [DocClass.PAPER, DocClass.OTHER, DocClass.AWARD])
def test_portrait_goes_by_the_name_beside_it(doc_class: DocClass) -> None:
    own = found(Entity.PHOTO, EXACT, E.SEVERAL_FACES)
    assert ruling(own, doc_class) == (REDACT, "named_photo")
    assert ruling(replace(own, likeness=OTHER), doc_class) == (KEEP, "other_photo")


def test_portrait_that_text_is_printed_on_is_asked_about() -> None:
    finding = replace(found(Entity.PHOTO, Likeness.NONE, E.SINGLE_PORTRAIT), score=0.9)
    assert ruling(finding, DocClass.FORM) == (REDACT, "own_photo")
    printed_on = replace(finding, evidence=finding.evidence | {E.OVER_TEXT})
    assert ruling(printed_on, DocClass.FORM) == (ASK, "photo_unsure")


def test_somebody_elses_signature_stays_and_at_an_own_label_is_asked_about() -> None:
    finding = found(Entity.SIGNATURE, Likeness.NONE, E.OTHER_ROW)
    assert ruling(finding) == (KEEP, "other_signature")
    finding = found(Entity.SIGNATURE, Likeness.NONE, E.SELF_LABEL, E.OTHER_ROW)
    assert ruling(finding) == (ASK, "signature_unsure")


def test_signature_at_a_label_that_names_nobody_is_asked_about() -> None:
    assert ruling(found(Entity.SIGNATURE, Likeness.NONE)) == (ASK, "signature_unsure")


def test_stamp_of_somebody_else_over_print_stays() -> None:
    finding = found(Entity.SIGNATURE, Likeness.OTHER, E.BORDER_UNSURE)
    assert ruling(finding) == (KEEP, "other_signature")


def test_own_signature_that_runs_over_print_that_stays_is_asked_about() -> None:
    finding = found(Entity.SIGNATURE, Likeness.EXACT, E.SELF_LABEL, E.BORDER_UNSURE)
    assert ruling(finding) == (ASK, "signature_unsure")


@pytest.mark.parametrize(("wider", "asked"), [(2.0, False), (24.0, True)])
def test_nobody_is_asked_whether_a_stamp_that_was_read_is_a_portrait(
    wider: float, asked: bool
) -> None:
    """Cut into its ground it is as dark as a half covered photo."""
    stamp, photo = (
        replace(
            found(entity, Likeness.NONE, *seen, by=by), quads=(PtQuad.from_box(box),), score=0.4
        )
        for entity, seen, by, box in (
            (Entity.SIGNATURE, {E.OTHER_ROW}, "signature.stamp", PtBox(240, 740, 304, 802)),
            (Entity.PHOTO, set(), "photo.rectangle", PtBox(242 - wider, 740, 304, 802)),
        )
    )
    (document,) = decide([DocumentFindings("d01", DocClass.FORM, (stamp, photo), True)], RULES)
    assert (ASK in {d.action for d in document.decisions}) is asked


@pytest.mark.parametrize("foot, asked", [(44, False), (60, True)])
def test_nobody_is_asked_about_a_stamp_that_goes_with_the_print_it_lies_on(
    foot: float, asked: bool
) -> None:
    """Three lines of the own employer in a narrow cell of a noisy copy pass for a square stamp."""
    lines = tuple(PtQuad.from_box(PtBox(10, 14 * n, 60, 14 * n + 10)) for n in range(1, 4))
    employer = replace(found(ORG, EXACT), quads=lines)
    at = PtQuad.from_box(PtBox(16, foot - 32, 50, foot))
    stamp = replace(
        found(Entity.SIGNATURE, Likeness.NONE, E.BORDER_UNSURE, by="signature.stamp"), quads=(at,)
    )
    (document,) = decide([DocumentFindings("d01", DocClass.OTHER, (employer, stamp), True)], RULES)
    assert [d.action for d in document.decisions] == [REDACT, *[ASK] * asked]


@pytest.mark.parametrize(
    "likeness, expected",
    [
        (Likeness.EXACT, (REDACT, "own_signature")),
        (Likeness.CLOSE, (REDACT, "own_signature")),
        (Likeness.OTHER, (KEEP, "other_signature")),
        (Likeness.NONE, (ASK, "signature_unsure")),
    ],
)
def test_stamp_away_from_labels_is_whose_name_it_says(
    likeness: Likeness, expected: tuple[Action, str]
) -> None:
    assert ruling(found(Entity.SIGNATURE, likeness)) == expected


# Purity -------------------------------------------------------------------------------------

any_finding = some.builds(
    lambda entity, likeness, evidence, by, source: found(
        entity, likeness, *evidence, by=by, source=source
    ),
    some.sampled_from([e for e in Entity if e is not Entity.SECRECY]),
    some.sampled_from(list(Likeness)),
    some.sets(some.sampled_from(list(Evidence)), max_size=6),
    some.sampled_from(["own.name", "own.initials", "own.former_employer", "near.ocr"]),
    some.sampled_from(list(TextSource)),
)


@given(some.lists(any_finding, max_size=6), some.sampled_from(list(DocClass)))
def test_same_findings_same_answer(findings: list[Finding], doc_class: DocClass) -> None:
    document = DocumentFindings("d01", doc_class, tuple(findings), True)
    before = copy.deepcopy(document)
    assert decide([document], RULES) == decide([before], RULES)
    assert document == before


@given(some.lists(any_finding, min_size=1, max_size=6), some.sampled_from(list(DocClass)))
def test_each_finding_is_ruled_on_by_itself(findings: list[Finding], doc_class: DocClass) -> None:
    """One question or look-alike never changes what becomes of another finding.

    Guesses in a picture that goes, names read there, stamps on print that goes, and a short form
    that another place tells are the exception; they have tests of their own.
    """
    findings = [replace(f, value=f"{f.value}{n}") for n, f in enumerate(findings)]
    findings = [replace(f, found_by="near") if f.found_by == "near.ocr" else f for f in findings]
    findings = [
        replace(f, evidence=f.evidence - {E.OCR}) if f.entity is NAME else f for f in findings
    ]
    together = decide([DocumentFindings("d01", doc_class, tuple(findings), True)], RULES)[0]
    assert list(together.decisions) == [rule(f, doc_class) for f in findings]


@given(any_finding, some.sampled_from(list(DocClass)))
def test_nothing_of_another_person_is_ever_redacted(finding: Finding, doc_class: DocClass) -> None:
    """ "只脱敏自己的信息，不要过度脱敏": neither a stranger nor a longer name."""
    seen, exact = finding.evidence, finding.likeness in (EXACT, SPELLING)
    stranger = finding.likeness is OTHER and finding.entity in (NAME, ORG)
    longer = finding.entity is NAME and exact and E.LONGER_NAME in seen
    if stranger or longer:
        assert rule(finding, doc_class).action is KEEP


@given(any_finding, some.sampled_from(list(DocClass)))
def test_mark_says_a_fixed_word_or_nothing(finding: Finding, doc_class: DocClass) -> None:
    decision = rule(replace(finding, value="王伟"), doc_class)
    grades = {RULES.tokens["employer_grade"].format(grade=g) for g in ("区直", "旗县区")}
    assert decision.token in {"", *RULES.tokens.values(), *grades}
    if decision.action is not REDACT:
        assert decision.token == ""
