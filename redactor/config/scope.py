"""The series and level table: who needs a blind copy (RULES.md F4 to F6, F15)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Literal, get_args, get_type_hints

from redactor.config.messages import Message
from redactor.config.records import Scope
from redactor.config.toml_file import kind_fault, unknown_keys
from redactor.textnorm import folded

LEVELS = ("正高级", "副高级", "高级", "中级", "初级")

# What stands in the column 申报资格等级; the notices write 正高级, 高级, 中（初）级.
_LEVEL_WORDS = {
    **{level: level for level in LEVELS},
    "正高": "正高级",
    "副高": "副高级",
    "助理级": "初级",
    "员级": "初级",
    "初级(助理级)": "初级",
    "初级(员级)": "初级",
}
_MODES: tuple[str, ...] = get_args(get_type_hints(Scope)["mode"])
_MARKS = re.compile(r"[“”\"'()·,、/-]")
_ENDINGS = re.compile(r"(?:职称|专业|系列)+$")
_Fit = Literal["yes", "perhaps", "no"]


def level_of(text: str, title: str = "") -> str:
    """One of ``LEVELS`` for the roster's word; empty when it is none of them.

    Without a word the title tells: 正高级工程师, 高级工程师. No other title does: 助理研究员 is
    of the middle level, 助理工程师 is not.
    """
    if word := folded(text):
        return _LEVEL_WORDS.get(word, "")
    plain = folded(title)
    if plain.startswith("正高级"):
        return "正高级"
    return "高级" if plain.startswith("高级") else ""


def blind_copy(table: Sequence[Scope], series: str, level: str) -> Scope | None:
    """The first line that speaks of this applicant; None when none does.

    ``series`` and ``level`` are the roster's, empty where it says nothing. What is not known for
    sure never frees an applicant of the blind copy.
    """
    for line in table:
        fits = {_series_fits(line, series), _level_fits(line, level)}
        if fits == {"yes"} or (line.mode == "blind" and "no" not in fits):
            return line
    return None


def _series_fits(line: Scope, series: str) -> _Fit:
    if not line.series:
        return "yes"
    if not series:
        return "perhaps"
    found = _plain(series)
    names = [_plain(name) for name in line.series]
    # 工程系列水利专业 is of the 工程系列, 技工院校教师 is no 教师.
    within = any(found == name or found.startswith(f"{name}系列") for name in names)
    return "yes" if within else "no"


def _plain(series: str) -> str:
    return _ENDINGS.sub("", _MARKS.sub("", folded(series)))


def _level_fits(line: Scope, level: str) -> _Fit:
    if not line.levels or level in line.levels:
        return "yes"
    if not level or (level == "高级" and {"正高级", "副高级"} & set(line.levels)):
        return "perhaps"
    return "yes" if level in ("正高级", "副高级") and "高级" in line.levels else "no"


def parse_scope(lines: Any, faults: list[Message]) -> tuple[Scope, ...]:
    """The table of a rule pack, ``[[scope]]``; look at ``faults`` before using it."""
    if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
        faults.append(Message("scope must be a list of tables: [[scope]]."))
        return ()
    return tuple(_line(line, f"scope.{number}.", faults) for number, line in enumerate(lines, 1))


def _line(line: dict[str, Any], where: str, faults: list[Message]) -> Scope:
    faults += unknown_keys(line, ("series", "level", "mode", "quote"), where)
    mode, quote = line.get("mode"), line.get("quote")
    if mode not in _MODES:
        faults.append(
            Message("{key} must be one of: {choices}.", key=f"{where}mode", choices=_MODES)
        )
    if fault := kind_fault(f"{where}quote", quote, "str"):
        faults.append(fault)
    levels = _texts(line, "level", where, faults)
    if not set(levels) <= set(LEVELS):
        faults.append(
            Message("{key} must be a list of: {choices}.", key=f"{where}level", choices=LEVELS)
        )
    series = _texts(line, "series", where, faults)
    if mode == "not_required" and not (series or levels):
        faults.append(Message("{key} would free everybody: name a series.", key=f"{where}mode"))
    return Scope(mode, str(quote), series, levels)  # type: ignore[arg-type]


def _texts(line: dict[str, Any], key: str, where: str, faults: list[Message]) -> tuple[str, ...]:
    texts = line.get(key, [])
    if not isinstance(texts, list) or any(kind_fault(key, text, "str") for text in texts):
        faults.append(Message("{key} must be a list of texts.", key=where + key))
        return ()
    return tuple(texts)
