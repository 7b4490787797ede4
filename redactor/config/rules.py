"""``configs/rules/<name>.toml`` → ``RulePack``."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from string import Formatter
from typing import Any, get_args, get_type_hints

from redactor.config.messages import Message
from redactor.config.records import RulePack
from redactor.config.toml_file import (
    CONFIGS,
    Table,
    kind_fault,
    parse_toml,
    raise_fault,
    raise_faults,
    read_bytes,
    unknown_keys,
)
from redactor.datatypes import Action, DocClass, Entity

RULES = CONFIGS / "rules"

_CATEGORIES = {str(e): e for e in Entity if e is not Entity.SECRECY}
# What a mark may say: one token a category, the author's label, and the grade's pattern.
_TOKENS = dict.fromkeys([*_CATEGORIES, "author", "employer_grade"])
_MAX_TOKEN = 20
_FILE_NAME_FIELDS = {"applicant_id": "1", "folder_no": "01", "number": 1}
_OWN_KEYS = ("name", "version", "categories", "tokens")
_SWITCHES = {name: hint for name, hint in get_type_hints(RulePack).items() if name not in _OWN_KEYS}
_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


def load_rules(name_or_path: str | Path) -> RulePack:
    """The rule pack ``configs/rules/<name>.toml``, or the one at a path.

    A text is a path when it ends in ``.toml`` or names a folder. Every category and token must
    be given, so that nothing is decided in silence; a switch that is left out keeps its
    default. Raises ConfigError with every fault.
    """
    path = _find(name_or_path)
    data = read_bytes(path, path.name)
    table = parse_toml(data, path.name)
    faults = unknown_keys(table, ("name", "categories", "tokens", "switches"), "")
    values: Table = {"version": hashlib.sha256(data).hexdigest()[:12]}
    if fault := kind_fault("name", table.get("name"), "str"):
        faults.append(fault)
    values["name"] = table.get("name")
    values["categories"] = _categories(_section(table, "categories", faults), faults)
    values["tokens"] = _tokens(_section(table, "tokens", faults), faults)
    values |= _switches(_section(table, "switches", faults, required=False), faults)
    raise_faults(path.name, faults)
    return RulePack(**values)


def rule_packs() -> tuple[str, ...]:
    """Names of the committed rule packs."""
    return tuple(sorted(path.stem for path in RULES.glob("*.toml")))


def _find(name_or_path: str | Path) -> Path:
    path = Path(name_or_path)
    if isinstance(name_or_path, Path) or path.suffix == ".toml" or len(path.parts) > 1:
        return path
    named = RULES / f"{name_or_path}.toml"
    if not named.is_file():
        raise_fault(
            Message("There is no rule pack of that name; there are: {packs}.", packs=rule_packs())
        )
    return named


def _section(table: Table, key: str, faults: list[Message], *, required: bool = True) -> Table:
    if key not in table and not required:
        return {}
    if fault := kind_fault(key, table.get(key), "dict"):
        faults.append(fault)
        return {}
    section: Table = table[key]
    return section


def _categories(section: Table, faults: list[Message]) -> dict[Entity, Action]:
    faults += unknown_keys(section, _CATEGORIES, "categories.")
    actions = tuple(map(str, Action))
    found: dict[Entity, Action] = {}
    for key, entity in _CATEGORIES.items():
        if section.get(key) in actions:
            found[entity] = Action(section[key])
        else:
            faults.append(_one_of(f"categories.{key}", actions))
    return found


def _tokens(section: Table, faults: list[Message]) -> dict[str, str]:
    faults += unknown_keys(section, _TOKENS, "tokens.")
    for key in _TOKENS:
        text = section.get(key)
        if fault := kind_fault(f"tokens.{key}", text, "str"):
            faults.append(fault)
            continue
        assert isinstance(text, str)
        if len(text) > _MAX_TOKEN or not text.isprintable():
            faults.append(
                Message(
                    "{key} must be one line of at most {most} characters.",
                    key=f"tokens.{key}",
                    most=_MAX_TOKEN,
                )
            )
        # A token is fixed text: nothing of the value may come into it but the grade.
        rest = text.replace("{grade}", "", 1) if key == "employer_grade" else text
        if "{" in rest or "}" in rest or (key == "employer_grade" and rest == text):
            faults.append(
                Message("tokens.employer_grade must hold {{grade}} once.")
                if key == "employer_grade"
                else Message("{key} must hold no place-holder.", key=f"tokens.{key}")
            )
    return {key: text for key, text in section.items() if isinstance(text, str)}


def _switches(section: Table, faults: list[Message]) -> Table:
    faults += unknown_keys(section, _SWITCHES, "switches.")
    values: Table = {}
    for key, hint in _SWITCHES.items():
        if key not in section:
            continue
        value, fault = _switch(f"switches.{key}", section[key], hint)
        values[key] = value
        if fault:
            faults.append(fault)
    return values


def _switch(key: str, value: Any, hint: Any) -> tuple[Any, Message | None]:
    """The switch's value and a sentence saying what is wrong with it."""
    if hint is bool:
        return value, kind_fault(key, value, "bool")
    if hint is str:
        return value, kind_fault(key, value, "str") or _file_name_fault(key, value)
    if hint == tuple[DocClass, ...]:
        allowed = tuple(map(str, DocClass))
        if not isinstance(value, list) or any(item not in allowed for item in value):
            return (), Message("{key} must be a list of: {choices}.", key=key, choices=allowed)
        return tuple(DocClass(item) for item in value), None
    if hint == tuple[str, ...]:
        wrong = not isinstance(value, list) or not all(
            isinstance(item, str) and _DOMAIN.fullmatch(item) for item in value
        )
        if wrong:
            return (), Message('{key} must be a list of domains such as "doi.org".', key=key)
        return tuple(value), None
    choices = get_args(hint)
    return value, None if value in choices else _one_of(key, choices)


def _one_of(key: str, choices: tuple[str, ...]) -> Message:
    return Message("{key} must be one of: {choices}.", key=key, choices=choices)


def _file_name_fault(key: str, template: str) -> Message | None:
    try:
        used = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
        name = template.format(**_FILE_NAME_FIELDS) if used <= set(_FILE_NAME_FIELDS) else ""
    except ValueError:
        used, name = set(), ""
    # Without all three, two files of a batch could get one name.
    if used != set(_FILE_NAME_FIELDS) or "/" in name or "\\" in name or not name.endswith(".pdf"):
        return Message(
            "{key} must be a file name ending in .pdf and made of {{applicant_id}}, "
            "{{folder_no}} and {{number}}, without a folder.",
            key=key,
        )
    return None
