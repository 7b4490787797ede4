"""``python -m benchmarks.seals --seed 3 --sheets 40``: seals of many makes, by detector and policy.

Each sheet holds print and three impressions: the employer's or another body's, round or oval, also
with a ring of Mongolian script, or a person's square stamp, the applicant's or another's. It is
copied in colour, in grey or in black and white, and damaged. The detector gets the print's true
places; all else is what the program does. Of own seals: how many go, are asked about or silently
left; of others': how many are touched or asked about.
"""

from __future__ import annotations

import argparse
import math
import os
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2

from benchmarks.draw import pool_of, sheet_args
from benchmarks.generator.impressions import SHAPES
from benchmarks.generator.sealed import COPIES, Pressed, Sheet, sheets
from benchmarks.scoring.tables import wilson
from redactor.config.records import RulePack
from redactor.config.rules import load_rules
from redactor.config.settings import load_settings
from redactor.datatypes import (
    Action,
    Candidate,
    DocClass,
    DocumentFindings,
    Employer,
    Entity,
    Finding,
    Profile,
)
from redactor.detect.seals import SealDetector
from redactor.detect.signature import SignatureDetector
from redactor.ocr.engine import PaddleOcrEngine
from redactor.policy_pictures import goes_as_ink, rule_picture
from redactor.recognise.pictured import settle_pictures

_NEAR = 0.3  # of a seal's width: between its middle and the finding's
_UNSEEN = "unseen"
_HARMED = "covers print"  # that was to stay


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one seal, or of what was taken for one (``seal`` None)."""

    sheet: Sheet
    seal: Pressed | None
    outcome: str  # an action, or unseen
    reason: str
    read: str


def profile_of(sheet: Sheet) -> Profile:
    """What the office knows of the applicant."""
    work = sheet.applicant.work
    employer = Employer(work.full, short=(work.short,), former=(work.former,))
    return Profile(sheet.applicant.number, (sheet.applicant.name,), employers=(employer,))


def candidates(profile: Profile) -> tuple[Candidate, ...]:
    """As the program spots them."""
    values = [(Entity.NAME, n) for n in profile.names]
    for e in profile.employers:
        values += [(Entity.EMPLOYER, v) for v in (e.full, *e.short, *e.former)]
    return tuple(Candidate(i, entity, value) for i, (entity, value) in enumerate(values))


def judged(sheet: Sheet, found: Sequence[Finding], rules: RulePack) -> Iterator[Result]:
    """One result a seal, and one for each thing that is none."""
    profile = profile_of(sheet)
    document = DocumentFindings("d01", DocClass.FORM, (), well_read=True)
    settled = settle_pictures(found, document, profile)
    left = list(settled)
    for seal in sheet.seals:
        near = _NEAR * seal.width
        own = [f for f in left if math.dist(f.quads[0].centre, seal.centre) <= near]
        if not own:
            yield Result(sheet, seal, _UNSEEN, "", "")
        for finding in own[:1]:
            left.remove(finding)
            yield _ruled(sheet, seal, finding, rules)
    for finding in left:
        yield _ruled(sheet, None, finding, rules)


def _ruled(sheet: Sheet, seal: Pressed | None, finding: Finding, rules: RulePack) -> Result:
    ruling = rule_picture(finding, DocClass.FORM, rules)
    assert ruling is not None
    action, reason = ruling
    covered = action is Action.REDACT and not goes_as_ink(finding, rules)
    harmed = covered and seal is not None and seal.over_text
    return Result(sheet, seal, _HARMED if harmed else action.value, reason, finding.value)


def tables(results: Sequence[Result]) -> Iterator[str]:
    """Lines to print."""
    seen: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for r in results:
        if r.seal is None:
            seen["none", "", r.sheet.copy][r.outcome] += 1
            continue
        whose = "own" if r.seal.is_own else "other"
        shape = "ring" if r.seal.make.shape in ("round", "oval") else r.seal.make.shape
        for level in ("all", str(r.sheet.damage.level)):
            seen[whose, f"{shape} {r.sheet.copy}", level][r.outcome] += 1
    for (whose, what, level), counts in sorted(seen.items()):
        total = counts.total()
        handled = counts[Action.REDACT] + (counts[Action.ASK] if whose == "own" else 0)
        low, high = wilson(handled, total)
        words = ", ".join(f"{word} {n}" for word, n in sorted(counts.items()))
        yield (
            f"{whose:6}{what:17}{level:6}{handled:4} / {total:4} "
            f"{100 * low:5.1f}–{100 * high:5.1f} %   {words}"
        )


def faults(results: Sequence[Result]) -> Iterator[str]:
    """Own seals left, others' touched or asked about, and what is no seal: one line each."""
    for r in results:
        own = r.seal is not None and r.seal.is_own
        fine = (Action.REDACT, Action.ASK) if own else (Action.KEEP, _UNSEEN)
        if r.outcome in fine:
            continue
        make = (
            "" if r.seal is None else f"{r.seal.make.shape} {r.seal.make.text} {r.seal.make.face}"
        )
        damage = f"{r.sheet.copy} {r.sheet.damage.kind} {r.sheet.damage.level}"
        yield f"{'own' if own else 'not own'} {make} | {damage} | {r.outcome} {r.reason} {r.read}"


def main() -> None:
    """Parse the command line, run and print."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--sheets", type=int, default=30, help="how many, with three seals each")
    parser.add_argument("--shapes", default=",".join(SHAPES), help="of seals, with commas")
    parser.add_argument("--copies", default=",".join(COPIES), help="ways of copying, with commas")
    args = sheet_args(parser)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    cv2.setNumThreads(1)
    rules = load_rules("kunqu-2026")
    reader = PaddleOcrEngine.first(load_settings().ocr)
    detectors = SealDetector(reader), SignatureDetector(reader)
    results: list[Result] = []
    spent = 0.0
    shapes, copies = args.shapes.split(","), args.copies.split(",")
    pool = pool_of(args.split)
    for sheet in sheets(args.seed, args.sheets, shapes, copies, args.level, pool):
        view = replace(sheet.view, candidates=candidates(profile_of(sheet)))
        start = time.process_time()
        found = [finding for detector in detectors for finding in detector.find(view)]
        spent += time.process_time() - start
        results += judged(sheet, found, rules)
    for line in [*tables(results), *(faults(results) if args.show else ())]:
        print(line)
    print(f"{spent / args.sheets:.2f} s of processor time a sheet")


if __name__ == "__main__":
    main()
