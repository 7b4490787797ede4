"""What becomes of values that only a label, a row or the ID number told. Pure."""

from __future__ import annotations

from redactor.config.records import RulePack
from redactor.datatypes import ONE_PARTY_CLASSES, Action, DocClass, Evidence, Finding, Likeness
from redactor.ruling import Ruling, by_switch


def _certificate(finding: Finding, doc_class: DocClass, rules: RulePack) -> Ruling:
    """Case 54: it stays for the reviewers, unless the ID number or birth date is in it."""
    if finding.likeness is Likeness.EXACT:
        return Action.REDACT, "own_number"
    if Evidence.OWN_DOCUMENT not in finding.evidence:
        return Action.KEEP, "other_number"
    return by_switch(rules.certificate_number, finding, "certificate_number")


def _birth(finding: Finding, doc_class: DocClass, rules: RulePack) -> Ruling:
    """Case 59: only the identity card's whole date goes, unless the switch says more."""
    own = finding.likeness is not Likeness.OTHER or Evidence.OWN_DOCUMENT in finding.evidence
    if not own:
        return Action.KEEP, "other_number"
    if doc_class is DocClass.ID_CARD:
        return Action.REDACT, "own_birth"
    redact = rules.birth == "redact"
    return (Action.REDACT, "own_birth") if redact else (Action.KEEP, "switch_keep")


def _private(finding: Finding, doc_class: DocClass, rules: RulePack) -> Ruling:
    """Case 61: marriage, illness, place of birth, where a value stands in an own field."""
    own = Evidence.OWN_DOCUMENT in finding.evidence
    return (Action.ASK, "private_field") if own else (Action.KEEP, "other_number")


def _postcode(finding: Finding, doc_class: DocClass, rules: RulePack) -> Ruling:
    own = Evidence.OWN_DOCUMENT in finding.evidence
    return (Action.REDACT, "own_field") if own else (Action.KEEP, "other_number")


def _office(finding: Finding, doc_class: DocClass, rules: RulePack) -> Ruling:
    """Cases 47, 51 and 52: the own employer's address and account, as its phone, tell who it is."""
    beside = Evidence.EMPLOYER_BESIDE in finding.evidence
    return (Action.REDACT, "own_field") if beside else (Action.KEEP, "other_number")


def _contact(finding: Finding, doc_class: DocClass, rules: RulePack) -> Ruling:
    """Cases 27 and 53: a site or code that the profile lacks, where the own employer has it."""
    seen = finding.evidence
    code = finding.found_by == "presidio.unit_code"
    own_form = code and Evidence.OWN_DOCUMENT in seen and doc_class in ONE_PARTY_CLASSES
    if code and Evidence.NO_OWN_VALUE not in seen:
        return Action.KEEP, "other_org"
    if Evidence.EMPLOYER_BESIDE in seen or own_form:
        return Action.REDACT, "own_field"
    return Action.KEEP, "other_org"


def _station(finding: Finding, doc_class: DocClass, rules: RulePack) -> Ruling:
    """Cases 35 and 36: a unit that only its row, field or sentence makes the applicant's."""
    seen = finding.evidence
    whose = {Evidence.OWN_DOCUMENT, Evidence.OWN_ROW}
    if not seen & whose or Evidence.OTHER_ROW in seen:
        return Action.KEEP, "other_org"
    action = Action(rules.former_employers)
    return action, "own_field" if action is Action.REDACT else "switch_keep"


def _beside(finding: Finding, doc_class: DocClass, rules: RulePack) -> Ruling:
    """Case 35: a unit right before the own name, where no row or field says what it is."""
    if rules.former_employers == "keep":
        return Action.KEEP, "switch_keep"
    return Action.ASK, "former_employer"


def _former_name(finding: Finding, doc_class: DocClass, rules: RulePack) -> Ruling:
    """Case 18: a former name that only its field tells."""
    own = Evidence.OWN_DOCUMENT in finding.evidence
    return (Action.REDACT, "own_field") if own else (Action.ASK, "not_in_profile")


BIRTH = ("presidio.birth", "own.birth")
# What only a label, a row or the ID number told, by its recogniser.
LABELLED = {
    **dict.fromkeys(BIRTH, _birth),
    "presidio.certificate": _certificate,
    "presidio.private": _private,
    "presidio.postcode": _postcode,
    "presidio.office_address": _office,
    "presidio.unit_account": _office,
    "presidio.site": _contact,
    "presidio.unit_code": _contact,
    "career.unit": _station,
    "career.told": _station,
    "career.beside": _beside,
    "field.former_name": _former_name,
}
