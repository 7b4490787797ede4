"""The self-check: every file looked at as if it were to be handed in now. Changes nothing.

What would be redacted is red as long as it can be seen; bars that somebody drew are judged, and
what a PDF carries unseen is looked for with the means of verification.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from redactor.audit.mask import masked_value
from redactor.audit.places import lines
from redactor.audit.spots import Checked, CheckedFile, Colour, Sheet, Spot
from redactor.datatypes import Action, Decision, Entity, PageReading
from redactor.detect.bars import BAR_DPI
from redactor.dossier.bars import CheckedPaper, add_covers, add_small, bars_of, carried
from redactor.dossier.job import DossierJob, Looked
from redactor.dossier.process import look
from redactor.dossier.seen_copy import SEE_THROUGH, add_missing, add_veils, without_repeats
from redactor.geometry import PtQuad
from redactor.load.document import LoadedDocument, load
from redactor.pipeline import Parts, ReadDocument
from redactor.questions import Question
from redactor.verify.needles import needles_of
from redactor.verify.views import find_hits

Shoot = Callable[[str, int, LoadedDocument], str]
"""Keeps a picture of a page (document, page number, the page's file) and returns its name."""

_COLOURS = {Action.REDACT: Colour.LEAK, Action.ASK: Colour.ASK}


def check_dossier(
    job: DossierJob,
    parts: Parts,
    on_page: Callable[[], None],
    shoot: Shoot,
    originals: Mapping[str, Path] | None = None,
) -> tuple[Checked, tuple[Question, ...]]:
    """What every file shows of the applicant, and the questions that a person must answer.

    ``originals``: what a file was redacted from by hand, by its document's id; it tells exactly
    what the bars cover.
    """
    looked, questions = look(job, parts, on_page)
    by_id = {q.question_id: q for q in questions}
    sources = {s.doc_id: s.path for s in job.sources}
    before = _look_at_originals(job, originals or {}, parts, on_page)
    papers = [CheckedPaper(one, by_id, before.get(one.record.doc_id)) for one in looked]
    files = tuple(
        _file(paper, sources[paper.looked.record.doc_id], job, parts, shoot) for paper in papers
    )
    return Checked("check", files), questions


def _look_at_originals(
    job: DossierJob, originals: Mapping[str, Path], parts: Parts, on_page: Callable[[], None]
) -> dict[str, Looked]:
    if not originals:
        return {}
    sources = tuple(
        replace(source, path=originals[source.doc_id], fault="")
        for source in job.sources
        if source.doc_id in originals
    )
    looked, _ = look(replace(job, sources=sources), parts, on_page)
    return {one.record.doc_id: one for one in looked}


def _file(
    paper: CheckedPaper, source: Path, job: DossierJob, parts: Parts, shoot: Shoot
) -> CheckedFile:
    record, decided = paper.looked.record, paper.looked.decided
    sheets: tuple[Sheet, ...] = ()
    if (read := paper.looked.read) is not None and decided is not None:
        for decision in decided.decisions:
            if (colour := _COLOURS.get(decision.action)) is not None:
                paper.add(spot_of(decision, colour, paper.questions))
            elif decision.reason.startswith("answered"):
                paper.add(spot_of(decision, Colour.KEPT, paper.questions))
        with load(read.working_pdf, job.work_dir, parts.settings.limits) as document:
            bars = _looked_at(paper, read, document)
            sheets = tuple(_sheet(p, document, record.doc_id, shoot) for p in read.pages)
        document.working_pdf.unlink(missing_ok=True)
        paper.spots = without_repeats(paper.spots)
        add_covers(paper, read, bars, carried(paper, source, read, bars, job), job.profile)
        _tokens(paper, read, parts)
    _name(paper, job)
    return replace(
        CheckedFile.of(record, sheets, tuple(paper.spots)),
        guard=_guard(paper),
        guard_question=decided.question if decided else "",
        notes=tuple(_notes(paper, len(sheets))),
    )


def _looked_at(
    paper: CheckedPaper, read: ReadDocument, document: LoadedDocument
) -> dict[int, tuple[PtQuad, ...]]:
    """The bars of each page; what is seen through one, or is missing, is added to the places."""
    bars = {}
    decisions = paper.looked.decided.decisions if paper.looked.decided else ()
    for page in read.pages:
        geometry = document.geometry(page.page_no, BAR_DPI)
        image = document.render(page.page_no, BAR_DPI)
        bars[page.page_no] = bars_of(page.page_no, image, geometry, decisions)
        add_small(paper, page.page_no, image, geometry, bars[page.page_no])
        add_veils(paper, page.page_no, image, geometry)
        add_missing(paper, page.page_no, image, geometry, bars[page.page_no])
    return bars


def _guard(paper: CheckedPaper) -> str:
    looked = paper.looked
    if looked.decided is None:
        return "secrecy" if "secrecy" in looked.record.reasons else ""
    # The holder's name is not there because it was covered, as it should be.
    covered = paper.barred or any(spot.colour is Colour.COVERED for spot in paper.spots)
    return "" if covered and looked.decided.guard == "no_holder" else looked.decided.guard


def spot_of(decision: Decision, colour: Colour, questions: Mapping[str, Question]) -> Spot:
    """A decision as a place to show."""
    finding = decision.finding
    asked = questions.get(decision.question)
    return Spot(
        spot_id="",
        colour=colour,
        entity=finding.entity.value,
        group="reason",
        reason=decision.reason,
        page=finding.page_no,
        quads=tuple(lines(finding.quads)),
        evidence=tuple(sorted(e.value for e in finding.evidence)),
        question=decision.question,
        printed=asked.printed if asked else "",
        masked=masked_value(finding),
    )


def _sheet(page: PageReading, document: LoadedDocument, doc_id: str, shoot: Shoot) -> Sheet:
    geometry = document.geometry(page.page_no, 72.0)
    picture = shoot(doc_id, page.page_no, document)
    return Sheet(page.page_no, geometry.width_pt, geometry.height_pt, geometry.rotation, picture)


def _tokens(paper: CheckedPaper, read: ReadDocument, parts: Parts) -> None:
    """Marks of ours in a file that was redacted here before, by what is printed in them."""
    tokens = {t: e for e, t in parts.rules.tokens.items() if t.startswith("[") and "{" not in t}
    for page in read.pages:
        text = page.text.text
        for token, name in tokens.items():
            entity = name if name in set(Entity) else ""
            at = text.find(token)
            while at >= 0:
                quads = tuple(lines(page.text.quads(at, at + len(token))))
                paper.add(Spot("", Colour.COVERED, entity, "cover", "token", page.page_no, quads))
                at = text.find(token, at + len(token))


def _name(paper: CheckedPaper, job: DossierJob) -> None:
    """The file's own name: it is seen by everybody who opens the dossier (case 78)."""
    hits = find_hits(paper.looked.record.untrusted_name, needles_of(job.profile))
    for entity in dict.fromkeys(hit.needle.entity for hit in hits):
        paper.add(Spot("", Colour.LEAK, entity.value, "leak", "file_name"))


def _notes(paper: CheckedPaper, pages: int) -> Iterator[str]:
    """What is wrong with the file as a whole, in fixed words of the group ``note``."""
    covered: dict[int, int] = defaultdict(int)
    red: set[int] = set()
    for spot in paper.spots:
        if spot.page is None:
            continue
        covered[spot.page] += spot.colour in (Colour.COVERED, Colour.OVER)
        if spot.colour is Colour.LEAK:
            red.add(spot.page)
    done = sorted(paper.barred | {page for page, count in covered.items() if count})
    original = paper.original
    if original and original.record.source_sha256 == paper.looked.record.source_sha256:
        yield "same_as_original"
    elif original and original.record.pages != pages:
        yield "other_pages"
    if any(SEE_THROUGH in spot.evidence for spot in paper.spots):
        yield SEE_THROUGH
    elif red and not done:
        yield "looks_original"
    if pages > 1 and done == [1] and red - {1}:
        yield "first_page_only"
