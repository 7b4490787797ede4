"""What becomes of the own employer, former ones, short forms and affiliations. Pure."""

from __future__ import annotations

from redactor.config.records import RulePack
from redactor.datatypes import Action, Evidence, Finding, Likeness
from redactor.ruling import Ruling, by_switch, own_reason


def rule_employer(finding: Finding, rules: RulePack) -> Ruling:
    """The ruling on the own employer, or what is likely to be it."""
    seen = finding.evidence
    if Evidence.OWN_AFFILIATION in seen and finding.likeness is Likeness.ALIAS:
        return _affiliation(finding)
    if finding.likeness is Likeness.ALIAS:
        if Evidence.LONGER_ORG in seen:
            return Action.KEEP, "other_org"
        if finding.found_by == "own.parent" and Evidence.SCHOOL_ROW in seen:
            return by_switch(rules.school_employer, finding, "school_row")
        if seen & {Evidence.EMPLOYER_BESIDE, Evidence.OWN_SEAL}:
            return Action.REDACT, "own_spelling"
        own = _is_own_alias(finding)
        if finding.found_by == "own.parent" and not own and Evidence.NAMED_ON_PAGE not in seen:
            return Action.KEEP, "other_org"  # what it writes to all of its branches
        return (Action.REDACT, "own_field") if own else (Action.ASK, "alias_unconfirmed")
    if Evidence.LONGER_ORG in seen:
        return Action.ASK, "longer_org"
    if Evidence.SCHOOL_ROW in seen:
        return by_switch(rules.school_employer, finding, "school_row")
    if finding.found_by == "own.former_employer":
        return _former(finding, rules)
    if Evidence.IN_TITLE in seen:
        return by_switch(rules.title_employer, finding, "switch_keep")
    return Action.REDACT, own_reason(finding)


def _is_own_alias(finding: Finding) -> bool:
    """Whether a likely short form stands where an own document gives its holder's employer.

    In that place a unit the profile does not know at all would go too (case 35); anywhere else a
    person confirms the form first (case 23).
    """
    seen = finding.evidence
    place = seen & {Evidence.SELF_LABEL, Evidence.HISTORY_ROW}
    return finding.is_short_form and bool(place) and Evidence.OWN_DOCUMENT in seen


def _affiliation(finding: Finding) -> Ruling:
    """What the marks of a paper's author list lead to from the applicant.

    A likely short form of the employer there is the employer; so is what stands at the mark
    that means the employer in the other language. A profile without employer has nothing that
    this place could be far from. Any other institution may be the employer of those days or
    a place of study: a person decides.
    """
    seen = finding.evidence
    if Evidence.LONGER_ORG in seen:
        return Action.ASK, "longer_org"
    sure = seen & {Evidence.TWIN_AFFILIATION, Evidence.NO_OWN_VALUE}
    if sure or finding.found_by != "paper.affiliation":
        return Action.REDACT, "own_affiliation"
    return Action.ASK, "own_affiliation"


def _former(finding: Finding, rules: RulePack) -> Ruling:
    """Case 35: the switch in rows that tell of the career; elsewhere a question, unless kept.

    An own 单位 field and an own affiliation say who worked there as plainly as such a row.
    """
    seen = finding.evidence
    own_field = {Evidence.SELF_LABEL, Evidence.OWN_DOCUMENT} <= seen
    told = own_field or seen & {Evidence.HISTORY_ROW, Evidence.OWN_AFFILIATION}
    if told or rules.former_employers == "keep":
        return by_switch(rules.former_employers, finding, "switch_keep")
    return Action.ASK, "former_employer"
