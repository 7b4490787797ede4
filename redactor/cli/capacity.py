"""``redactor plan``: how many cores for how many dossiers by when."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from gettext import gettext as _
from pathlib import Path

import click

from redactor.assemble import Recipe
from redactor.capacity import (
    BUSY,
    GRACE_H,
    LOST_H,
    LOST_SHARE,
    Demand,
    days_with,
    measure,
    needed,
)
from redactor.cli.device import settings_for
from redactor.config.rules import load_rules
from redactor.errors import ConfigError, ExitCode
from redactor.store.local import LocalStore, check_output

_MACHINES = (4, 16, 64, 256)  # a laptop, an office's server, a large one, a small cluster


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """The options of ``redactor plan`` as given."""

    dossiers: int
    pages: int
    days: float
    scanned: float
    measured_in: Path | None
    rules: str
    settings: Path | None
    device: str | None
    as_json: bool


def run(options: PlanOptions) -> int:
    """Measure, and tell."""
    demand = Demand(options.dossiers, options.pages, options.days, options.scanned)
    page_s, memory_mb = _of(options.measured_in) if options.measured_in else _measured(options)
    need = needed(demand, page_s, memory_mb)
    if options.as_json:
        told = {
            **asdict(demand),
            "page_seconds": round(page_s, 3),
            "memory_mb": round(memory_mb),
            **asdict(need),
        }
        click.echo(json.dumps(told, indent=1))
        return int(ExitCode.OK)
    line = _("{dossiers} dossiers of {pages} pages: {core_hours:.0f} hours of one core.")
    click.echo(line.format(**asdict(demand), core_hours=need.core_hours))
    line = _("In {days:g} days: {cores} cores, {memory_gb:.0f} GB of memory, {rate:.0f} pages/min.")
    told = asdict(need)
    click.echo(line.format(days=demand.days, rate=need.pages_per_minute, **told))
    line = _(
        "Uploaded towards a deadline, done {grace:.0f} hours after it, though {lost:.0%} of the "
        "cores are lost for {lost_h:.0f} hours: {deadline_cores} cores."
    )
    click.echo(line.format(grace=GRACE_H, lost=LOST_SHARE, lost_h=LOST_H, **told))
    for cores in _MACHINES:
        line = _("  with {cores} cores: {days:.1f} days")
        click.echo(line.format(cores=cores, days=days_with(cores, demand, page_s)))
    click.echo(_("A worker on each core, busy for {busy:.0%} of the time.").format(busy=BUSY))
    return int(ExitCode.OK)


def _measured(options: PlanOptions) -> tuple[float, float]:
    recipe = Recipe(settings_for(options.settings, options.device), load_rules(options.rules))
    click.echo(_("Measuring on this machine, about a minute …"), err=True)
    rates = measure(recipe)
    line = _("One core: {text:.1f} s a text page, {scan:.1f} s a scanned page, {memory:.0f} MB.")
    click.echo(
        line.format(text=rates.text_page_s, scan=rates.scanned_page_s, memory=rates.memory_mb),
        err=True,
    )
    return rates.page_s(options.scanned), rates.memory_mb


def _of(out: Path) -> tuple[float, float]:
    """Seconds a page and memory of a batch that was run: the office's own documents."""
    check_output(out)
    with LocalStore(out).open_ledger() as ledger:
        standing = ledger.standing()
    if not standing.pages:
        raise ConfigError("no batch was run into this folder", code="no_output")
    try:
        told = json.loads((out / "summary.json").read_text(encoding="utf-8"))
        memory_mb = float(told["peak_memory_mb"])
    except (OSError, ValueError, KeyError, TypeError):
        memory_mb = 1536.0  # of dense scans
    page_s = standing.seconds / standing.pages
    line = _("Measured in that folder: {page:.1f} s a page, {memory:.0f} MB.")
    click.echo(line.format(page=page_s, memory=memory_mb), err=True)
    return page_s, memory_mb
