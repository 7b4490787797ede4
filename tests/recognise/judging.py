"""What is decided on a page drawn in characters, as plain tuples for tables of cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from redactor.config.records import RulePack
from redactor.config.rules import load_rules
from redactor.datatypes import DocumentFindings, Employer, Entity, Profile, TextSource
from redactor.fakes.pages import reading_of
from redactor.policy import decide

Find = Callable[..., DocumentFindings]
Ruled = tuple[str, str, str]  # action, reason, the text it is about
RULES = load_rules("neimenggu-2026")
EMPLOYER = Employer(
    "包头市云岭水务设计院有限公司",
    short=("云岭设计院",),
    english=("Yunling Water Design Institute",),
    code="91159900MA0N12345K",
)
WANG_WEI = Profile(
    "T-1",
    names=("王伟",),
    id_numbers=("15990119850412000X",),
    phones=("15412345678",),
    emails=("wangwei@yunling-wd.example",),
    employers=(EMPLOYER,),
)


def at(*employers: Employer) -> Profile:
    """The applicant at other employers."""
    return replace(WANG_WEI, employers=employers)


def ruled(
    find: Find,
    text: str,
    entity: Entity,
    profile: Profile = WANG_WEI,
    rules: RulePack = RULES,
    source: TextSource = TextSource.TEXT_LAYER,
) -> list[Ruled]:
    """Decisions on findings of one kind, in page order."""
    chars = {c.quad: c.text for c in reading_of(text, source).text.chars if c.quad}
    document = find(text, profile, source)
    decisions = [d for d in decide([document], rules)[0].decisions if d.finding.entity is entity]
    decisions.sort(key=lambda d: (d.finding.quads[0].tl[1], d.finding.quads[0].tl[0]))
    return [
        (d.action.value, d.reason, "".join(chars[q] for q in d.finding.quads)) for d in decisions
    ]


def not_kept(found: list[Ruled]) -> list[tuple[str, str]]:
    """Action and text of what is not simply left alone."""
    return [(action, text) for action, _, text in found if action != "keep"]


def former(find: Find, text: str, unit: str, switch: str, profile: Profile = WANG_WEI) -> list[str]:
    """Actions on an employer of the past, or another's, printed with ``unit``, by the switch."""
    rules = replace(RULES, former_employers=switch)  # type: ignore[arg-type]
    found = ruled(find, text, Entity.EMPLOYER, profile, rules)
    return [action for action, _, printed in found if unit in printed]
