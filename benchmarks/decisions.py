"""``python -m benchmarks.decisions SAMPLES``: what is decided on drawn pages, without erasing.

Pages are read once and kept (``--cache``); after a change to recognisers or policy only those
run again, in about a second a dossier. A label counts as redacted when the middles of its
glyphs lie in redacted places. ``--show`` prints the text around each mistake: for ``dev`` only.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import pickle
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from benchmarks.run import digest
from benchmarks.truth import ASK, KEEP, REDACT, Item, Quad, read_items
from redactor.assemble import Recipe, build_parts
from redactor.config.roster import load_roster
from redactor.config.rules import load_rules
from redactor.config.settings import load_settings
from redactor.datatypes import Action, Decision, DocumentDecisions, Others, Profile
from redactor.errors import RedactorError
from redactor.geometry import PtQuad
from redactor.pipeline import Parts, ReadDocument, read_document
from redactor.policy import decide
from redactor.recognise.findings import DossierRecogniser
from redactor.recognise.settling import settle as settle_dossier

CACHE = Path(__file__).resolve().parents[1] / "build" / "readings"
_READ_BY = ("redactor/load", "redactor/read", "redactor/ocr", "redactor/detect")
_ENOUGH = 0.999  # of a label's glyphs


@dataclass(frozen=True, slots=True)
class Dossier:
    """One applicant's files with their truth."""

    applicant: str
    profile: Profile
    sources: tuple[Path, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A label that was not decided as the rule wants, or a question nobody need answer."""

    kind: str  # "missed", "asked", "redacted", "not_asked", "needless"
    applicant: str
    doc: str
    page: int
    category: str
    trap: str
    why: str  # reason word of the decision, if there is one
    around: str = ""


def dossiers(samples: Path) -> Iterator[Dossier]:
    """The dossiers of a folder that ``benchmarks.draw`` wrote."""
    profiles = load_roster(samples / "roster.csv").profiles
    for folder in sorted(p for p in (samples / "dossiers").iterdir() if p.is_dir()):
        profile = next(p for p in profiles if p.applicant_id == folder.name)
        items = read_items(samples / "truth" / f"{folder.name}.jsonl")
        yield Dossier(folder.name, profile, tuple(sorted(folder.iterdir())), items)


def make_parts() -> Parts:
    """Everything the program itself works with, by its defaults."""
    return build_parts(Recipe(load_settings(None), load_rules("neimenggu-2026")))


def read(dossier: Dossier, parts: Parts, cache: Path) -> list[ReadDocument | None]:
    """Every file read, from the cache where it can be; None for one that cannot be read."""
    recogniser = DossierRecogniser(
        parts.analyzer, parts.lac, parts.people, dossier.profile, Others()
    )
    candidates = recogniser.candidates()
    documents: list[ReadDocument | None] = []
    for number, source in enumerate(dossier.sources, 1):
        made_by = digest(*_READ_BY) + parts.versions["weights"] + repr(candidates)
        key = hashlib.sha256(source.read_bytes() + made_by.encode())
        kept = cache / f"{key.hexdigest()}.pickle"
        if not kept.is_file():
            kept.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory() as folder:
                try:
                    found: ReadDocument | None = read_document(
                        f"d{number:02d}", source, Path(folder), candidates, parts, lambda: None
                    )
                except RedactorError:
                    found = None
            kept.write_bytes(pickle.dumps(found))
        documents.append(pickle.loads(kept.read_bytes()))  # noqa: S301  # written above
    return documents


def settle(
    profile: Profile,
    documents: Sequence[ReadDocument | None],
    parts: Parts,
    others: Others | None = None,
) -> list[DocumentDecisions | None]:
    """What the program decides on each file for that applicant, pictures left out."""
    recogniser = DossierRecogniser(
        parts.analyzer,
        parts.lac,
        parts.people,
        profile,
        others or Others(),
        suggest_aliases=parts.rules.alias_suggestions,
    )
    readable = [d for d in documents if d is not None]
    recogniser.learn_names(d.pages for d in readable)
    found = [recogniser.document(d.doc_id, d.pages) for d in readable]
    decided = iter(decide(settle_dossier(found, profile).documents, parts.rules))
    return [None if d is None else next(decided) for d in documents]


def mistakes(
    dossier: Dossier,
    documents: Sequence[ReadDocument | None],
    decided: Sequence[DocumentDecisions | None],
) -> Iterator[Mistake]:
    """Every text label and question of a dossier that is not as the rule wants it."""
    for source, document, one in zip(dossier.sources, documents, decided, strict=True):
        if document is None or one is None:
            continue
        mine = [i for i in dossier.items if i.doc == source.name and not i.is_picture]
        for item in mine:
            kind, why = _judge(item, one.decisions)
            if kind:
                yield _mistake(kind, dossier, source, item, why, document)
        for decision in one.decisions:
            if decision.action is Action.ASK and not any(
                i.expected == ASK and _touches(decision, i) for i in mine
            ):
                yield _needless(dossier, source, decision, document)


def _judge(item: Item, decisions: Sequence[Decision]) -> tuple[str, str]:
    """Kind of mistake and reason word, both empty where there is none."""
    near = [d for d in decisions if d.finding.page_no == item.page]
    gone = [d for d in near if d.action is Action.REDACT]
    asked = [d for d in near if d.action is Action.ASK and _touches(d, item)]
    middles = [_middle(q) for q in item.quads]
    hit = [m for m in middles if any(q.contains(m) for d in gone for q in d.finding.quads)]
    why = next((d.reason for d in near if _touches(d, item)), "")
    if item.expected == REDACT and len(hit) < _ENOUGH * len(middles):
        return ("asked" if asked else "missed"), why
    if item.expected == KEEP and hit:
        return "redacted", next(d.reason for d in gone if _touches(d, item))
    if item.expected == ASK and not asked:
        return "not_asked", why
    return "", ""


def _touches(decision: Decision, item: Item) -> bool:
    if decision.finding.page_no != item.page:
        return False
    return any(q.contains(_middle(t)) for q in decision.finding.quads for t in item.quads)


def _middle(quad: Quad) -> tuple[float, float]:
    return sum(x for x, _ in quad) / 4, sum(y for _, y in quad) / 4


def _mistake(
    kind: str, dossier: Dossier, source: Path, item: Item, why: str, document: ReadDocument
) -> Mistake:
    around = _around(document, item.page, _middle(item.quads[0]))
    return Mistake(
        kind,
        dossier.applicant,
        source.name[:2],
        item.page,
        item.category,
        item.trap,
        why,
        f"{item.text} | {around}",
    )


def _needless(
    dossier: Dossier, source: Path, decision: Decision, document: ReadDocument
) -> Mistake:
    finding = decision.finding
    around = _around(document, finding.page_no, finding.quads[0].centre) if finding.quads else ""
    seen = " ".join(sorted(finding.evidence))
    return Mistake(
        "needless",
        dossier.applicant,
        source.name[:2],
        finding.page_no,
        finding.entity.value,
        "",
        decision.reason,
        f"{finding.value} | {around} | {seen}",
    )


def _around(document: ReadDocument, page_no: int, place: tuple[float, float]) -> str:
    """The line of read text nearest to a place."""
    page = next(p for p in document.pages if p.page_no == page_no)
    best, line = 1e9, -1
    for char in page.text.chars:
        if char.quad is not None and (gap := _gap(char.quad, place)) < best:
            best, line = gap, char.line
    return "".join(c.text for c in page.text.chars if c.line == line)[:60]


def _gap(quad: PtQuad, place: tuple[float, float]) -> float:
    x, y = quad.centre
    return abs(x - place[0]) + abs(y - place[1])


def _work(task: tuple[Dossier, Path]) -> tuple[list[Mistake], Counter[str], float, int]:
    """One dossier in a worker: its mistakes, how many labels of each kind, seconds of processor
    time, pages.
    """
    dossier, cache = task
    global _parts
    is_first = _parts is None
    if _parts is None:
        _parts = make_parts()
    documents = read(dossier, _parts, cache)
    if is_first:
        # Word lists are loaded once a worker. Other parts than those: they remember lines.
        settle(dossier.profile, documents, make_parts())
    start = time.process_time()  # the machine may be shared
    decided = settle(dossier.profile, documents, _parts)
    spent = time.process_time() - start
    counts = Counter(i.expected for i in dossier.items if not i.is_picture)
    pages = sum(len(d.pages) for d in documents if d is not None)
    return list(mistakes(dossier, documents, decided)), counts, spent, pages


_parts: Parts | None = None


def main() -> int:
    """Parse the command line, decide, print."""
    parser = argparse.ArgumentParser(description="Decisions against the truth, without erasing.")
    parser.add_argument("samples", type=Path, nargs="+", help="folders of benchmarks.draw")
    parser.add_argument("--cache", type=Path, default=CACHE, help="folder of readings")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes")
    parser.add_argument("--show", action="store_true", help="print text: dev only")
    args = parser.parse_args()
    tasks = [(d, args.cache) for folder in args.samples for d in dossiers(folder)]
    counts: Counter[str] = Counter()
    found: list[Mistake] = []
    seconds, pages = 0.0, 0
    with get_context("spawn").Pool(args.workers) as pool:
        for mine, labels, spent, count in pool.imap(_work, tasks):
            found += mine
            counts += labels
            seconds, pages = seconds + spent, pages + count
    for one in found:
        if args.show:
            where = f"{one.applicant} {one.doc} p{one.page}"
            print(f"{one.kind:9} {where} {one.category}:{one.trap} [{one.why}] {one.around}")
    kinds = Counter(f"{m.kind} {m.category}:{m.trap}" for m in found)
    for name, count in kinds.most_common():
        print(f"{count:5} {name}")
    totals = Counter(m.kind for m in found)
    print(
        f"missed {totals['missed']} + asked {totals['asked']} of {counts[REDACT]}; "
        f"redacted {totals['redacted']} of {counts[KEEP]}; "
        f"not asked {totals['not_asked']} of {counts[ASK]}; needless {totals['needless']}; "
        f"{1000 * seconds / max(1, pages):.0f} ms of processor time a page, {pages} pages"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
