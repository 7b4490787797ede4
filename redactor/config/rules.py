"""``configs/rules/<name>.toml``, and what it inherits, → ``RulePack``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any, get_args, get_type_hints

from redactor.config.messages import Message
from redactor.config.records import RulePack
from redactor.config.rule_chain import RULES, PackFile, read_chain, rule_packs, version_of
from redactor.config.scope import parse_scope
from redactor.config.toml_file import Table, kind_fault, raise_faults, unknown_keys
from redactor.datatypes import Action, DocClass, Entity

__all__ = ["RULES", "SWITCHES", "LoadedPack", "load_pack", "load_rules", "rule_packs"]

_CATEGORIES = {str(e): e for e in Entity if e is not Entity.SECRECY}
# What a mark may say: one token a category, the author's label, and the grade's pattern.
_TOKENS = dict.fromkeys([*_CATEGORIES, "author", "employer_grade"])
_MAX_TOKEN = 20
_FILE_NAME_FIELDS = {"applicant_id": "1", "folder_no": "01", "number": 1}
_ABOUT = {"region": "str", "year": "int", "source": "str"}
_OWN_KEYS = ("name", "version", "categories", "tokens", "scope", *_ABOUT)
SWITCHES: Mapping[str, Any] = {
    name: hint for name, hint in get_type_hints(RulePack).items() if name not in _OWN_KEYS
}
"""Every switch and its type: the choices of a ``Literal`` are those of the switch."""
_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
_YEARS = range(2000, 2100)


@dataclass(frozen=True, slots=True)
class LoadedPack:
    """A rule pack and where it comes from.

    ``origins`` tells for each key that is given ("region", "categories.name", "switches.homonym",
    "scope") the pack that gives it; a switch that is not there has its default.
    """

    rules: RulePack
    chain: tuple[str, ...]  # names of files: the pack's own first, then its parent …
    origins: Mapping[str, str]


def load_rules(name_or_path: str | Path) -> RulePack:
    """The rule pack ``configs/rules/<name>.toml``, or the one at a path (``read_chain``).

    Every category and token must be given by the pack or one it inherits from, so that nothing
    is decided in silence; a switch that is left out everywhere keeps its default. Raises
    ConfigError with every fault.
    """
    return load_pack(name_or_path).rules


def load_pack(name_or_path: str | Path) -> LoadedPack:
    """As ``load_rules``, with the pack that each value comes from.

    A child replaces single keys of its parent; its ``[[scope]]`` replaces the whole table, as the
    first line that fits decides.
    """
    files = read_chain(name_or_path)
    faults: list[Message] = []
    values: Table = {}
    origins: dict[str, str] = {}
    for file in reversed(files):
        own: list[Message] = []
        given = _given(file, own)
        values |= given
        origins |= dict.fromkeys(given, file.name)
        if file is not files[0]:
            own = [Message("{pack}: {text}", pack=file.name, text=fault) for fault in own]
        faults = own + faults
    faults += _missing(values)
    raise_faults(files[0].path.name, faults)
    rules = _pack(values, version_of(files))
    return LoadedPack(rules, tuple(file.name for file in files), origins)


def _given(file: PackFile, faults: list[Message]) -> Table:
    """What one file gives, by key ("switches.homonym")."""
    table = file.table
    known = ("name", "extends", *_ABOUT, "categories", "tokens", "switches", "scope")
    faults += unknown_keys(table, known, "")
    if fault := kind_fault("name", table.get("name"), "str"):
        faults.append(fault)
    given: Table = {"name": table.get("name")}
    for key, kind in _ABOUT.items():
        if key in table:
            given[key] = table[key]
            if fault := kind_fault(key, table[key], kind):
                faults.append(fault)
            elif key == "year" and table[key] not in _YEARS:
                faults.append(Message("year must be a year such as 2026."))
    for section, parse in (
        ("categories", _categories),
        ("tokens", _tokens),
        ("switches", _switches),
    ):
        parsed = parse(_section(table, section, faults), faults)
        given |= {f"{section}.{key}": value for key, value in parsed.items()}
    if "scope" in table:
        given["scope"] = parse_scope(table["scope"], faults)
    return given


def _missing(values: Table) -> list[Message]:
    needed = [
        *_ABOUT,
        *(f"categories.{key}" for key in _CATEGORIES),
        *(f"tokens.{key}" for key in _TOKENS),
    ]
    return [Message("{key} is missing.", key=key) for key in needed if key not in values]


def _pack(values: Table, version: str) -> RulePack:
    def section(name: str) -> Table:
        return {
            key.removeprefix(f"{name}."): value
            for key, value in values.items()
            if key.startswith(f"{name}.")
        }

    return RulePack(
        name=values["name"],
        version=version,
        categories={_CATEGORIES[key]: action for key, action in section("categories").items()},
        tokens=section("tokens"),
        scope=values.get("scope", ()),
        **{key: values[key] for key in _ABOUT},
        **section("switches"),
    )


def _section(table: Table, key: str, faults: list[Message]) -> Table:
    if key not in table:
        return {}
    if fault := kind_fault(key, table[key], "dict"):
        faults.append(fault)
        return {}
    section: Table = table[key]
    return section


def _categories(section: Table, faults: list[Message]) -> Table:
    faults += unknown_keys(section, _CATEGORIES, "categories.")
    actions = tuple(map(str, Action))
    found: Table = {}
    for key in _CATEGORIES:
        if key not in section:
            continue
        if section[key] in actions:
            found[key] = Action(section[key])
        else:
            found[key] = None  # given, but wrong: not missing as well
            faults.append(_one_of(f"categories.{key}", actions))
    return found


def _tokens(section: Table, faults: list[Message]) -> Table:
    faults += unknown_keys(section, _TOKENS, "tokens.")
    for key in _TOKENS:
        if key not in section:
            continue
        text = section[key]
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
    return section


def _switches(section: Table, faults: list[Message]) -> Table:
    faults += unknown_keys(section, SWITCHES, "switches.")
    values: Table = {}
    for key, hint in SWITCHES.items():
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
