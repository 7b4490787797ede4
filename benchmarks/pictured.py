"""``python -m benchmarks.pictured --seed 7 --documents 40``: what becomes of pictures on pages.

Every document is a dossier of its own, drawn from layouts that hold photos, codes, seals,
signatures or an identity card (with ``--split test``: from all layouts), and taken through the
whole program. For each kind of picture and level of damage: how many that had to go are gone, asked
about or silently left, and how many that had to stay were touched, with Wilson's intervals; and the
questions asked.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.draw import draw_people, pool_of, sheet_args
from benchmarks.generator import damage
from benchmarks.generator.damage import NO_DAMAGE, Damage, scan_for
from benchmarks.generator.dossiers import Document, Dossier, write_dossiers
from benchmarks.generator.hands import by_hand
from benchmarks.generator.pressed import in_two_scripts, stamp_names
from benchmarks.generator.render import to_pdf, to_scan_pdf
from benchmarks.generator.script import bilingual
from benchmarks.generator.style import random_style
from benchmarks.scoring.rows import FLAGGED, FOUND, Row, score_dossier
from benchmarks.scoring.tables import wilson
from benchmarks.truth import KEEP, REDACT

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build" / "pictured"
_BORN_DIGITAL = 0.6  # of what may be, where no damage is wanted
LAYOUTS = (
    "id_card_copy",
    "summary_report",
    "submission_a3",
    "assessment_form",
    "assessment_three_years",
    "certificate_booklet",
    "appointment_letter",
    "training_card",
    "award_portrait",
    "notice_letter",
)


def documents(
    seed: int, count: int, names: Sequence[str], level: int | None, split: str = "dev"
) -> Iterator[Dossier]:
    """One document each, the layouts and damages in turn; ``level`` None: all of them."""
    pool = pool_of(split)
    wanted_layouts = names or (LAYOUTS if split == "dev" else [t.name for t in pool.templates])
    templates = [t for t in pool.templates if t.name in wanted_layouts]
    kinds = sorted(damage.KINDS)
    for number, applicant in enumerate(draw_people(split, seed, count)):
        rng = np.random.default_rng((seed, number, 2))
        presses = np.random.default_rng((seed, number, 3))
        template = templates[number % len(templates)]
        style = random_style(rng, pool.faces)
        pages = template.draw(applicant, style, rng)
        in_two_scripts(pages, presses)
        stamp_names(pages, presses)
        by_hand(pages, rng)
        bilingual(pages, rng)
        title = template.title.format(name=applicant.name)
        wanted = int(rng.integers(0, 5)) if level is None else level
        card = Damage(kinds[int(rng.integers(len(kinds)))], wanted) if wanted else NO_DAMAGE
        if template.born_digital and not wanted and rng.random() < _BORN_DIGITAL:
            made, carrier = to_pdf(pages, title=title), "text"
        else:
            scan = scan_for(card, coloured=bool(rng.random() < 0.6), rng=rng)
            made, carrier = to_scan_pdf(pages, scan, rng), "scan"
        name = f"01_{title}.pdf"
        yield Dossier(
            applicant, (Document(name, template.kind, made, template.name, carrier, card),)
        )


def run(folder: Path, drawn: Iterable[Dossier]) -> list[Row]:
    """The program's results on documents written under ``folder``."""
    shutil.rmtree(folder, ignore_errors=True)
    samples, out = folder / "samples", folder / "out"
    samples.mkdir(parents=True)
    write_dossiers(samples, drawn)
    command = [sys.executable, "-m", "redactor", "batch", str(samples / "dossiers"), "--workers"]
    command += ["1", "--roster", str(samples / "roster.csv"), "--out", str(out)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        command, cwd=ROOT, check=False, env=environment, stdout=subprocess.DEVNULL
    )
    if done.returncode not in (0, 10, 11):
        raise SystemExit(f"the batch itself failed with exit code {done.returncode}")
    applicants = sorted(p.name for p in (samples / "dossiers").iterdir())
    return [row for name in applicants for row in score_dossier(out, samples, name)]


def tables(rows: Sequence[Row]) -> Iterator[str]:
    """Lines to print."""
    gone: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    kept: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    for row in rows:
        assert row.facts is not None
        level = row.facts.carrier if row.facts.carrier == "text" else f"scan {row.facts.level}"
        for result in row.judgement.results:
            what = f"{result.category}/{result.owner}" + (result.trap and f"/{result.trap}")
            for key in ((what, level), (what, "all")):
                if result.expected == REDACT:
                    gone[key][row.outcome(result)] += 1
                elif result.expected == KEEP:
                    kept[key][bool(result.how)] += 1
    yield "had to go: gone, of; 95 % interval; asked or held"
    for (what, level), seen in sorted(gone.items()):
        yield f"  {what:40} {level:7} {_share(seen[FOUND], seen.total())}  {seen[FLAGGED]} flagged"
    yield "had to stay: touched, of; 95 % interval"
    for (what, level), touched in sorted(kept.items()):
        if level == "all" or touched[True]:
            yield f"  {what:40} {level:7} {_share(touched[True], touched.total())}"
    clean = [r for r in rows if r.clean]
    yield f"clean {_share(len(clean), len(rows))}; false {sum(r.false_clean for r in rows)}"
    yield f"questions {sum(r.questions for r in rows)}, needless {sum(r.needless for r in rows)}"


def faults(rows: Sequence[Row]) -> Iterator[str]:
    """One line a fault: dev pages may be looked at."""
    for row in rows:
        assert row.facts is not None
        what = (row.applicant, row.facts.template, row.facts.carrier, row.facts.damage)
        for f in row.judgement.faults:
            yield " ".join(map(str, (*what, row.facts.level, row.status, f)))


def _share(hits: int, of: int) -> str:
    low, high = wilson(hits, of)
    return f"{hits:4} / {of:4}  {100 * low:5.1f}–{100 * high:5.1f} %"


def main() -> None:
    """Parse the command line, run and print."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--documents", type=int, default=24, help="how many")
    parser.add_argument("--layouts", default="", help="names of templates, with commas; else all")
    args = sheet_args(parser)
    names = [name for name in args.layouts.split(",") if name]
    drawn = documents(args.seed, args.documents, names, args.level, args.split)
    rows = run(BUILD / f"{args.split}-{args.seed}", drawn)
    for line in [*tables(rows), *(faults(rows) if args.show else ())]:
        print(line)


if __name__ == "__main__":
    main()
