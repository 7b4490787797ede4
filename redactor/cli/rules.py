"""``redactor rules``: what the rule packs say, where each value comes from, and why."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _
from pathlib import Path

import click
from rich.cells import cell_len

from redactor.cli.language import current_language
from redactor.cli.questions import page
from redactor.cli.say import listed, say
from redactor.config.cases import Texts, cases, cases_of, unheeded
from redactor.config.records import Scope
from redactor.config.rules import SWITCHES, LoadedPack, load_pack, rule_packs
from redactor.errors import ExitCode, RedactorError, gravest


def list_packs() -> int:
    """One line a pack. A broken one is told, and the others all the same."""
    codes = []
    for name in rule_packs():
        try:
            pack = load_pack(name)
        except RedactorError as error:
            codes.append(int(error.exit_code))
            click.echo(_("{pack}: has faults; see redactor rules check").format(pack=name))
            continue
        rules = pack.rules
        line = _("{pack}: {region}, {year}, version {version}")
        told = line.format(pack=name, region=rules.region, year=rules.year, version=rules.version)
        if parents := pack.chain[1:]:
            told += _(", inherits from {parents}").format(parents=" ← ".join(parents))
        click.echo(told)
    return int(gravest(codes))


def show(name: str) -> int:
    """Every value that holds, and the pack that gives it."""
    pack = load_pack(name)
    rules = pack.rules
    head = _("Rule pack {pack}, version {version}")
    click.echo(head.format(pack=rules.name, version=rules.version))
    about = _("{region}, {year}; follows: {source}")
    click.echo(about.format(region=rules.region, year=rules.year, source=rules.source))
    if len(pack.chain) > 1:
        click.echo(_("Inherits: {chain}").format(chain=" ← ".join(pack.chain)))
    click.echo(_("Own values, by category:"))
    for entity, action in rules.categories.items():
        _row(pack, f"categories.{entity}", str(action), say(entity.value, "entity"))
    click.echo(_("What the marks say:"))
    for token, text in rules.tokens.items():
        _row(pack, f"tokens.{token}", text)
    click.echo(_("Switches:"))
    for switch in SWITCHES:
        _row(pack, f"switches.{switch}", _value(pack, switch), _decides(switch))
    _say_table(pack)
    return int(ExitCode.OK)


def explain(number: int, name: str) -> int:
    """One case of the rules: example, decision, switch and reason words."""
    pack, case = load_pack(name), cases()[number]
    click.echo(_("Case {n}: {title}").format(n=number, title=_told(case.title)))
    click.echo(_("Example: {example}").format(example=case.example))
    click.echo(_("Decision: {text}").format(text=_told(case.says)))
    for switch in case.switches:
        line = _("Switch: {switch} = {value} (from {pack}; choices: {choices})")
        origin = _origin(pack, f"switches.{switch}")
        choices = listed(_choices(switch)) or _("see the pack")
        value = _value(pack, switch)
        click.echo(line.format(switch=switch, value=value, pack=origin, choices=choices))
        if switch in unheeded():
            click.echo(_("This version does not obey {switch} yet.").format(switch=switch))
    for reason in case.reasons:
        line = _("Reason in reports: {word}: {text}")
        click.echo(line.format(word=reason, text=say(reason, "reason")))
    if case.later:
        click.echo(_("Not done yet: {text}").format(text=_told(case.later)))
    return int(ExitCode.OK)


def check(path: Path) -> int:
    """Say that the pack is whole; its faults are an error, all of them at once."""
    pack = load_pack(path)
    line = _("No fault: {pack}, version {version}.")
    click.echo(line.format(pack=pack.rules.name, version=pack.rules.version))
    return int(ExitCode.OK)


def open_questions(name: str) -> int:
    """The page for the office, as Markdown."""
    click.echo(page(load_pack(name).rules), nl=False)
    return int(ExitCode.OK)


def _row(pack: LoadedPack, key: str, value: str, note: str = "") -> None:
    short = key.partition(".")[2]
    cells = ((short, 20), (value, 24), (_origin(pack, key), 16), (note, 0))
    # A Han character takes two columns.
    padded = (text + " " * (width - cell_len(text)) for text, width in cells)
    click.echo(("  " + " ".join(padded)).rstrip())


def _origin(pack: LoadedPack, key: str) -> str:
    return pack.origins.get(key) or _("default")


def _value(pack: LoadedPack, switch: str) -> str:
    value = getattr(pack.rules, switch)
    if isinstance(value, tuple):
        return listed([str(item) for item in value]) or "[]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _choices(switch: str) -> list[str]:
    hint = SWITCHES[switch]
    if hint is bool:
        return ["true", "false"]
    return [choice for choice in getattr(hint, "__args__", ()) if isinstance(choice, str)]


def _decides(switch: str) -> str:
    numbers = listed([str(number) for number in cases_of(switch)])
    told = _("case {numbers}").format(numbers=numbers)
    return told + _("; not obeyed yet") if switch in unheeded() else told


def _say_table(pack: LoadedPack) -> None:
    click.echo(_("Who needs a blind copy (the first line that fits decides):"))
    if not pack.rules.scope:
        click.echo("  " + _("no table: everybody"))
    for line in pack.rules.scope:
        for text in _say_scope(line):
            click.echo(f"  {text}")


def _say_scope(line: Scope) -> Iterator[str]:
    who = listed(list(line.series)) or _("every series")
    levels = listed(list(line.levels)) or _("every level")
    answer = _("blind copy") if line.mode == "blind" else _("no blind copy needed")
    yield _("{who} · {levels}: {answer}").format(who=who, levels=levels, answer=answer)
    yield _("  The notice: {quote}").format(quote=line.quote)


def _told(texts: Texts) -> str:
    return texts[current_language()]
