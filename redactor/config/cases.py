"""The 85 cases of RULES.md (b) and the ten open questions, in short words for people."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent

Texts = Mapping[str, str]  # language ("zh", "en") → text


@dataclass(frozen=True, slots=True)
class Case:
    """What happens in one case."""

    no: int
    title: Texts
    example: str
    says: Texts
    switches: tuple[str, ...] = ()  # fields of RulePack that decide it
    reasons: tuple[str, ...] = ()  # words of the reports
    later: Texts = field(default_factory=dict)  # what this version does not do yet


@dataclass(frozen=True, slots=True)
class Question:
    """An open question: a switch, and what each of its choices does."""

    switch: str
    case: int
    ask: Texts
    example: str
    choices: Mapping[str, Texts]


@cache
def cases() -> Mapping[int, Case]:
    """Every case by its number."""
    return {
        entry["no"]: Case(
            **{
                **entry,
                "switches": tuple(entry.get("switches", ())),
                "reasons": tuple(entry.get("reasons", ())),
            }
        )
        for entry in _read("cases.toml")["case"]
    }


@cache
def questions() -> tuple[Question, ...]:
    """The open questions, in the order of RULES.md."""
    return tuple(Question(**entry) for entry in _read("questions.toml")["question"])


@cache
def unheeded() -> frozenset[str]:
    """Switches that can be set already and that nothing obeys yet."""
    return frozenset(_read("cases.toml")["unheeded"])


def cases_of(switch: str) -> tuple[int, ...]:
    """The numbers of the cases that a switch decides."""
    return tuple(case.no for case in cases().values() if switch in case.switches)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / name).read_text(encoding="utf-8"))
