"""Findings and rule pack → decisions. Pure: no I/O, no model, no clock.

The tie-breaker (RULES.md (b)): an exact own value goes; with contradicting context a person is
asked; an inexact one goes only where OCR read it, weakly, in a place that is the applicant's; a
clear, different value is another's and stays; everything between is asked. A label alone never
redacts a value far from the profile.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from redactor.config.records import RulePack
from redactor.datatypes import (
    HOLDER_CLASSES,
    OF_A_PERSON,
    Action,
    Decision,
    DocClass,
    DocumentDecisions,
    DocumentFindings,
    Entity,
    Evidence,
    Finding,
    Likeness,
    TextSource,
)
from redactor.policy_employers import rule_employer
from redactor.policy_labelled import BIRTH, LABELLED
from redactor.policy_pictures import goes_as_ink, rule_picture, without_noise
from redactor.ruling import Ruling, by_switch, own_reason

_LABELS = frozenset({Evidence.SELF_LABEL, Evidence.AUTHOR_LINE})
_INITIALS = frozenset({"own.initials", "own.initials_marked", "own.initials_lone"})


def decide(documents: Sequence[DocumentFindings], rules: RulePack) -> tuple[DocumentDecisions, ...]:
    """One answer for each document of a dossier, in the same order."""
    decided = [_document(document, rules) for document in documents]
    told = {
        d.finding.value
        for document in decided
        for d in document.decisions
        if d.action is Action.REDACT and d.finding.is_short_form
    }
    return tuple(_with_told(document, told, rules) for document in decided)


def _with_told(document: DocumentDecisions, told: Set[str], rules: RulePack) -> DocumentDecisions:
    """Case 23: what one document shows to be a short form of the own employer needs no question."""
    decisions = tuple(
        replace(d, action=Action.REDACT, reason="own_spelling", token=_token(d.finding, rules))
        if d.reason == "alias_unconfirmed" and d.finding.value in told
        else d
        for d in document.decisions
    )
    return replace(document, decisions=decisions)


def _document(document: DocumentFindings, rules: RulePack) -> DocumentDecisions:
    decisions = []
    cards = {f.page_no for f in document.findings if f.entity is Entity.ID_CARD}
    for finding in document.findings:
        if finding.entity is Entity.SECRECY:
            continue
        doc_class = document.doc_class
        if doc_class is DocClass.ID_CARD and cards and finding.page_no not in cards:
            doc_class = DocClass.CERTIFICATE  # behind the copy of the card other papers follow
        action, reason = _rule(finding, doc_class, rules)
        token = _token(finding, rules) if action is Action.REDACT else ""
        ink = action is Action.REDACT and goes_as_ink(finding, rules)
        decisions.append(Decision(finding, action, reason, "" if ink else token, only_ink=ink))
    decisions = without_noise(_with_owners(decisions, rules))
    return DocumentDecisions(
        document.doc_id,
        tuple(decisions),
        guard_of(document, decisions),
        tells_of_others=document.tells_of_others,
    )


def _with_owners(decisions: Sequence[Decision], rules: RulePack) -> list[Decision]:
    """What stands with a name or a short form goes, or is asked about, with it (cases 45, 46, 49
    and 51).
    """
    owners = {
        (d.finding.page_no, d.finding.quads[0]): d.action
        for action in (Action.KEEP, Action.ASK, Action.REDACT)  # the gravest word counts
        for d in decisions
        if d.action is action and d.finding.may_own and d.finding.quads
    }

    def ruled(decision: Decision) -> Decision:
        finding = decision.finding
        owner = owners.get((finding.page_no, finding.owner)) if finding.owner else None
        if decision.action is Action.REDACT or owner in (None, Action.KEEP):
            return decision
        if owner is Action.ASK:
            return replace(decision, action=Action.ASK, reason="with_name")
        if _is_unlike(finding.evidence):  # it may be a namesake's
            return replace(decision, action=Action.ASK, reason="not_in_profile")
        action, reason = _switched(finding.entity, (Action.REDACT, "own_field"), rules)
        token = _token(finding, rules) if action is Action.REDACT else ""
        return replace(decision, action=action, reason=reason, token=token)

    return [ruled(d) for d in decisions]


def answered(decision: Decision, action: Action, rules: RulePack) -> Decision:
    """The decision once a person has said REDACT or KEEP."""
    ink = action is Action.REDACT and goes_as_ink(decision.finding, rules)
    token = _token(decision.finding, rules) if action is Action.REDACT and not ink else ""
    return replace(decision, action=action, reason=f"answered_{action}", token=token, only_ink=ink)


def guard_of(document: DocumentFindings, decisions: Sequence[Decision]) -> str:
    """The word for why the whole document is held, or empty."""
    if document.is_secret:
        return "secrecy"
    if document.holder_is_other:
        return "wrong_person"
    if document.holder_is_stranger:
        return "no_holder"
    own = any(d.action is not Action.KEEP for d in decisions)
    if not own and document.well_read and document.doc_class in HOLDER_CLASSES:
        return "no_holder"
    return ""


def warnings_of(decided: DocumentDecisions) -> tuple[str, ...]:
    """Fixed words for what the office should know of a document (cases 44, 45, 82).

    Another person's data stays, for only own data goes; but the applicant need not hand
    it in.
    """
    others_id = any(
        d.finding.entity is Entity.ID_NUMBER
        and d.action is Action.KEEP
        and Evidence.VALID_OTHER in d.finding.evidence
        for d in decided.decisions
    )
    warnings = {"third_party_id": others_id, "third_party_sensitive": decided.tells_of_others}
    return tuple(word for word, holds in warnings.items() if holds)


def _rule(finding: Finding, doc_class: DocClass, rules: RulePack) -> Ruling:
    pictured = rule_picture(finding, doc_class, rules)
    if pictured is not None:
        return _switched(finding.entity, pictured, rules)
    match finding.entity:
        case _ if finding.found_by in LABELLED:
            ruling = LABELLED[finding.found_by](finding, doc_class, rules)
        case _ if finding.likeness is Likeness.OTHER:
            ruling = _other(finding, doc_class, rules)
        case _ if finding.likeness is Likeness.CLOSE:
            ruling = _close(finding)
        case Entity.NAME:
            ruling = _name(finding, rules)
        case Entity.EMPLOYER:
            ruling = rule_employer(finding, rules)
        case Entity.EMAIL if finding.likeness in (Likeness.SPELLING, Likeness.ALIAS):
            ruling = _named_mail(finding)
        case _:
            ruling = Action.REDACT, own_reason(finding)
    return _switched(finding.entity, ruling, rules)


def _switched(entity: Entity, ruling: Ruling, rules: RulePack) -> Ruling:
    """The rule pack's word on the category: it can only soften a redaction."""
    wanted = rules.categories.get(entity, Action.REDACT)
    if ruling[0] is Action.REDACT and wanted is not Action.REDACT:
        return wanted, "switch_keep" if wanted is Action.KEEP else "unsure_owner"
    return ruling


# What makes half a name the applicant's: where it stands, and who else is named there.
_SPEAKS_OF_ONE = frozenset(
    {
        Evidence.OWN_DOCUMENT,
        Evidence.NAMED_ON_PAGE,
        Evidence.GIVEN_OF_TWO,
        Evidence.SELF_LABEL,
    }
)


def _half_name(finding: Finding, rules: RulePack) -> Ruling:
    """王工, 伟同志, or another transliteration: many people's (cases 9, 10 and 17)."""
    seen = finding.evidence
    variant = finding.found_by == "own.name_variant"
    if seen & {Evidence.NAME_SHARED, Evidence.OTHER_ROLE, Evidence.OTHER_ROW}:
        return Action.KEEP, "other_person"
    if variant:
        return Action.ASK, "name_variant"
    if not seen & _SPEAKS_OF_ONE:
        return Action.KEEP, "other_person"
    return Action(rules.surname_title), finding.found_by.removeprefix("own.")


def _named_mail(finding: Finding) -> Ruling:
    """The own name before the @: the applicant's in a place that is (cases 49, 50).

    Surname and initials (wangw@) are many people's: the page's other words do not make it one's.
    """
    sure = {
        Evidence.SELF_LABEL,
        Evidence.OWN_DOCUMENT,
        Evidence.AUTHOR_LINE,
        Evidence.AUTHOR_NOTE,
    }
    if finding.likeness is Likeness.SPELLING:
        sure |= {Evidence.NAMED_ON_PAGE}
    if Evidence.OTHER_ROLE not in finding.evidence and finding.evidence & sure:
        return Action.REDACT, "own_spelling"
    return Action.ASK, "near_miss"


def _name(finding: Finding, rules: RulePack) -> Ruling:
    seen = finding.evidence
    if finding.likeness is Likeness.PART:
        own = Evidence.SELF_LABEL in seen
        return (Action.REDACT, "own_part_masked") if own else (Action.KEEP, "masked_already")
    if Evidence.LONGER_NAME in seen:
        return Action.KEEP, "inside_longer_name"
    if Evidence.INSIDE_WORD in seen:
        told = Evidence.SELF_LABEL in seen
        return (Action.ASK, "border_unsure") if told else (Action.KEEP, "inside_word")
    if finding.likeness is Likeness.ALIAS:
        return _half_name(finding, rules)
    if Evidence.TWICE_IN_LIST in seen:
        return Action.ASK, "homonym"
    if seen & {Evidence.OTHER_ROLE, Evidence.OTHER_ROW} and Evidence.OWN_ROW not in seen:
        return by_switch(rules.homonym, finding, "homonym")
    if Evidence.BORDER_UNSURE in seen:
        return Action.ASK, "border_unsure"
    if finding.found_by in _INITIALS and Evidence.AUTHOR_LINE not in seen:
        if Evidence.REFERENCE in seen:
            return by_switch(rules.reference_initials, finding, "reference_initials")
        return Action.ASK, "near_miss"
    # 学员陆续返校: what is a label elsewhere is none there.
    sure = OF_A_PERSON - _LABELS if Evidence.RATHER_WORD in seen else OF_A_PERSON
    if Evidence.CAREFUL_NAME in seen and not seen & sure:
        return Action.ASK, "careful_name"
    if Evidence.REFERENCE in seen:
        return by_switch(rules.references, finding, "reference_kept")
    return Action.REDACT, own_reason(finding)


def _close(finding: Finding) -> Ruling:
    """An OCR slip away from an own value (case 16, 43)."""
    seen, entity = finding.evidence, finding.entity
    # Among authors a name read clearly is rather another author's.
    listed = Evidence.AUTHOR_LINE in seen and Evidence.LOOKS_ALIKE not in seen
    own_place = Evidence.SELF_LABEL in seen or listed
    if Evidence.OTHER_ROLE in seen:
        return Action.ASK, "homonym"
    if Evidence.LONGER_NAME in seen:
        told = Evidence.SELF_LABEL in seen
        return (Action.ASK, "near_miss") if told else (Action.KEEP, "inside_longer_name")
    if seen & {Evidence.OWN_HAND, Evidence.OWN_SEAL}:
        return Action.REDACT, "own_ocr_close"  # which hides a character, and tells whose it is
    if Evidence.SPOT_SURE in seen:
        # One in a thousand near names is taken for the own one: on the own form it is hardly there.
        own_place |= Evidence.OWN_DOCUMENT in seen and _is_whole_name(seen)
        sure = own_place or entity is not Entity.NAME
        return (Action.REDACT, "own_spotted") if sure else (Action.ASK, "near_miss")
    if Evidence.VALID_OTHER in seen:
        asked = entity is Entity.PHONE and own_place
        return (Action.ASK, "near_miss") if asked else (Action.KEEP, "other_number")
    if Evidence.SPOT_ASK in seen:
        return Action.ASK, "near_miss"
    domain = entity is Entity.EMPLOYER and Evidence.LOOKS_ALIKE in seen
    if entity in (Entity.ID_NUMBER, Entity.EMAIL) or own_place or domain:
        return Action.REDACT, "own_ocr_close"
    return Action.ASK, "near_miss"


def _is_whole_name(seen: Set[Evidence]) -> bool:
    """Whether a name's borders say that it is one, and nobody else's."""
    plain = Evidence.WORD_BORDER in seen and Evidence.CAREFUL_NAME not in seen
    against = {
        Evidence.INSIDE_WORD,
        Evidence.BORDER_UNSURE,
        Evidence.OTHER_ROW,
        Evidence.TWICE_IN_LIST,
    }
    return not seen & against and (plain or bool(seen & OF_A_PERSON))


def _other(finding: Finding, doc_class: DocClass, rules: RulePack) -> Ruling:
    """A value that is not the profile's."""
    match finding.entity:
        case Entity.NAME:
            return _leader(finding, rules)
        case Entity.EMPLOYER:
            return Action.KEEP, "other_org"
        case _:
            return _other_number(finding, doc_class, rules)


def _leader(finding: Finding, rules: RulePack) -> Ruling:
    """Case 21: another person stays; a head of the own employer as the switch says."""
    seen = finding.evidence
    own = Evidence.LEADER in seen and seen & {Evidence.EMPLOYER_BESIDE, Evidence.OWN_DOCUMENT}
    if own and rules.own_leaders != "keep":
        return Action(rules.own_leaders), "own_leader"
    return Action.KEEP, "other_person"


def _other_number(finding: Finding, doc_class: DocClass, rules: RulePack) -> Ruling:
    seen = finding.evidence
    own_field = Evidence.SELF_LABEL in seen and Evidence.OWN_DOCUMENT in seen
    form = doc_class in HOLDER_CLASSES
    if Evidence.AUTHOR_NOTE in seen and (
        finding.entity is Entity.EMAIL or Evidence.NO_OWN_VALUE in seen
    ):
        return Action.REDACT, "own_mail" if finding.entity is Entity.EMAIL else "own_number"
    if Evidence.PUBLIC_PHONE in seen:
        return Action.KEEP, "other_number"
    own_paper = form or doc_class is DocClass.SUMMARY
    of_office = (own_field and own_paper) or seen & {Evidence.EMPLOYER_BESIDE, Evidence.AUTHOR_NOTE}
    if finding.entity is Entity.PHONE and of_office and _is_landline(finding):
        return by_switch(rules.employer_phone, finding, "switch_keep")
    if finding.entity is Entity.EMAIL and Evidence.EMPLOYER_BESIDE in seen:
        return by_switch(rules.employer_phone, finding, "switch_keep")
    if Evidence.SELF_LABEL in seen and (
        Evidence.OWN_ROW in seen or (own_field and form and Evidence.HOLDERS_FIELD in seen)
    ):
        if _is_unlike(seen):
            return Action.ASK, "not_in_profile"  # is it wrong, or the roster's?
        return Action.REDACT, "own_field"  # another phone than the profile's (case 46)
    if Evidence.NO_OWN_VALUE in seen and Evidence.SELF_LABEL in seen:
        if Evidence.OTHER_ROW in seen and Evidence.OWN_DOCUMENT not in seen:
            return Action.KEEP, "other_number"  # a patient's address
        # Nothing in the profile to be far from: the field on the own form decides.
        own = own_field and (form or finding.entity in (Entity.ADDRESS, Entity.NUMBER))
        return (Action.REDACT, "own_field") if own else (Action.ASK, "not_in_profile")
    return Action.KEEP, "other_number"


def _is_unlike(seen: Set[Evidence]) -> bool:
    """Whether it is a whole ID number, and another than the roster's."""
    return Evidence.VALID_OTHER in seen and Evidence.NO_OWN_VALUE not in seen


def _is_landline(finding: Finding) -> bool:
    return re.match(r"\(?0|\(\)|[2-9]\d{6,7}(?!\d)|\d{3,6}$", finding.value) is not None


def _token(finding: Finding, rules: RulePack) -> str:
    """What the mark says: from the rule pack's fixed list, never derived from the value."""
    if finding.entity is Entity.NAME and Evidence.AUTHOR_LINE in finding.evidence:
        if rules.author_token == "bar":
            return ""
        if finding.source is TextSource.TEXT_LAYER:
            return rules.tokens["author"]
    if finding.entity is Entity.EMPLOYER and finding.grade and rules.employer_grade:
        return rules.tokens["employer_grade"].format(grade=finding.grade)
    if finding.found_by in BIRTH:
        return ""  # no token of the pack means a date
    return rules.tokens.get(finding.entity.value, "")
