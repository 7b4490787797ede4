"""``redactor sample``: draw a spot-check, say how it stands, hand its complaints on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

import click

from redactor.cli.say import say
from redactor.config.records import Limits
from redactor.errors import ExitCode
from redactor.sampling.book import SampleBook
from redactor.sampling.cases import export_cases
from redactor.sampling.draw import Wanted
from redactor.sampling.outcome import Rate, outcome
from redactor.sampling.plans import accept_probability
from redactor.sampling.records import PlanKind, Sample, Stratum
from redactor.store.local import check_output


@dataclass(frozen=True, slots=True)
class SampleOptions:
    """The options of ``redactor sample`` as given."""

    out: Path
    plan: str
    level: str
    aql: str
    size: int
    risk: int
    seed: int | None
    only_list: bool
    export: Path | None


def run(options: SampleOptions) -> int:
    """Draw, list or export; returns the exit code."""
    check_output(options.out)
    if options.export is not None:
        return _export(options.out, options.export)
    book = SampleBook(options.out)
    if options.only_list:
        for sample in book.all():
            click.echo("\n".join(_told(sample)))
        return int(ExitCode.OK)
    wanted = Wanted(
        PlanKind(options.plan), options.level, options.aql, options.size, options.risk, options.seed
    )
    sample = book.draw(wanted)
    click.echo("\n".join(_told(sample)))
    for unit in sample.units:
        line = _("  {key}: file {number}, {pages} pages")
        told = line.format(key=unit.applicant_id, number=unit.number, pages=unit.pages)
        click.echo(told)
    click.echo(_("The reviewer judges them in the browser:"))
    click.echo(f"  redactor serve --out {options.out}")
    return int(ExitCode.OK)


def _told(sample: Sample) -> Iterator[str]:
    line = _("Sample {id}: {plan}, {n} of {lot} released files, seed {seed}")
    plan = say(sample.plan.value, "plan")
    told = {"id": sample.sample_id, "plan": plan, "seed": sample.seed}
    yield line.format(**told, n=len(sample.units), lot=sample.lot)
    if sample.accept is not None:
        of = sum(u.stratum is Stratum.RANDOM for u in sample.units)
        line = _("  level {level}, AQL {aql}, letter {letter}: {n} at random, accepted with {ac}")
        words = {"level": sample.level, "aql": sample.aql, "letter": sample.letter}
        yield line.format(**words, n=of, ac=sample.accept)
        if of < sample.lot:  # else nothing is left to chance
            chance = accept_probability(of, sample.accept, float(sample.aql) / 100)
            line = _("  faulty files {aql} %: such a lot is accepted with a chance of {p:.1f} %")
            yield line.format(aql=sample.aql, p=100 * chance)
    found = outcome(sample)
    line = _("  {judged} of {drawn} judged, {recused} left to others")
    yield line.format(judged=found.judged, drawn=found.drawn, recused=found.recused)
    if sample.signed is None:
        return
    yield f"  {say(found.decision, 'lot')}"
    for stratum, rates in found.rates.items():
        for fault, rate in rates.items():
            if rate.of:
                what = f"{say(stratum.value, 'stratum')} · {say(fault.value, 'fault')}"
                yield f"  {what}: {_rate(rate)}"


def _rate(rate: Rate) -> str:
    return f"{rate.hits}/{rate.of} (95 %: {100 * rate.low:.1f} % … {100 * rate.high:.1f} %)"


def _export(out: Path, target: Path) -> int:
    if target.resolve().is_relative_to(out.resolve()):
        raise click.UsageError(_("The target must not lie inside OUT."))
    made = export_cases(out, target, Limits())
    line = _("{n} cases, {whole} with their originals: personal data, keep them here.")
    click.echo(line.format(n=made.cases, whole=made.whole))
    return int(ExitCode.OK)
