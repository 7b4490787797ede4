"""The self-check: every file looked at as if it were to be handed in now. Changes nothing.

What would be redacted is red as long as it can be seen; bars that somebody drew are judged, and
what a PDF carries unseen is looked for with the means of verification.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from redactor.audit.mask import masked_value
from redactor.audit.places import lines
from redactor.audit.spots import Checked, CheckedFile, Colour, Sheet, Spot
from redactor.datatypes import Action, Decision, Entity, Leak, PageReading
from redactor.detect.bars import find_bars
from redactor.dossier.covered import Cover, judge_bars, judge_by_original
from redactor.dossier.process import DossierJob, Looked, look
from redactor.errors import RedactorError
from redactor.geometry import PtQuad
from redactor.load.document import LoadedDocument, load
from redactor.pipeline import Parts, ReadDocument
from redactor.questions import Question
from redactor.verify.alone import Alone, look_alone
from redactor.verify.needles import needles_of
from redactor.verify.views import find_hits

Shoot = Callable[[str, int, LoadedDocument], str]
"""Keeps a picture of a page (document, page number, the page's file) and returns its name."""

_BAR_DPI = 100.0
_INSIDE = frozenset({"object", "raw_bytes"})  # no reader knows objects and bytes
_COLOURS = {Action.REDACT: Colour.LEAK, Action.ASK: Colour.ASK}


@dataclass(slots=True)
class _Paper:
    """One document while its places are collected."""

    looked: Looked
    questions: Mapping[str, Question]
    original: Looked | None = None  # what it was redacted from by hand
    spots: list[Spot] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, spot: Spot) -> None:
        """Take a place in, under a number of its own."""
        number = len(self.spots) + 1
        self.spots.append(replace(spot, spot_id=f"{self.looked.record.doc_id}-{number}"))


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
    papers = [_Paper(one, by_id, before.get(one.record.doc_id)) for one in looked]
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


def _file(paper: _Paper, source: Path, job: DossierJob, parts: Parts, shoot: Shoot) -> CheckedFile:
    record, decided = paper.looked.record, paper.looked.decided
    sheets: tuple[Sheet, ...] = ()
    if (read := paper.looked.read) is not None and decided is not None:
        for decision in decided.decisions:
            if (colour := _COLOURS.get(decision.action)) is not None:
                paper.add(spot_of(decision, colour, paper.questions))
            elif decision.reason.startswith("answered"):
                paper.add(spot_of(decision, Colour.KEPT, paper.questions))
        with load(read.working_pdf, job.work_dir, parts.settings.limits) as document:
            bars = {p.page_no: _bars(p, document, decided.decisions) for p in read.pages}
            sheets = tuple(_sheet(p, document, record.doc_id, shoot) for p in read.pages)
        document.working_pdf.unlink(missing_ok=True)
        _covers(paper, read, bars, _alone(paper, source, read, bars, job))
        _tokens(paper, read, parts)
    _name(paper, job)
    return CheckedFile(
        doc_id=record.doc_id,
        sha256=record.source_sha256,
        folder_no=record.folder_no,
        untrusted_name=record.untrusted_name,
        doc_class=record.doc_class.value,
        sheets=sheets,
        spots=tuple(paper.spots),
        unread=record.unread,
        guard=_guard(paper),
        guard_question=decided.question if decided else "",
        error=record.error_code,
        notes=tuple(_notes(paper, len(sheets))),
    )


def _guard(paper: _Paper) -> str:
    looked = paper.looked
    if looked.decided is None:
        return "secrecy" if "secrecy" in looked.record.reasons else ""
    # The holder's name is not there because it was covered, as it should be.
    covered = any(spot.colour is Colour.COVERED for spot in paper.spots)
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


def _bars(
    page: PageReading, document: LoadedDocument, decisions: Sequence[Decision]
) -> tuple[PtQuad, ...]:
    """Bars of a page, but not what was found there: photos and codes are dark, too."""
    geometry = document.geometry(page.page_no, _BAR_DPI)
    bars = find_bars(document.render(page.page_no, _BAR_DPI), geometry)
    found = [q for d in decisions if d.finding.page_no == page.page_no for q in d.finding.quads]
    return tuple(bar for bar in bars if not any(q.contains(bar.centre) for q in found))


def _alone(
    paper: _Paper,
    source: Path,
    read: ReadDocument,
    bars: Mapping[int, Sequence[PtQuad]],
    job: DossierJob,
) -> Alone | None:
    """What the PDF carries unseen; None for pictures, which carry no text."""
    if read.source_kind != "pdf" or paper.looked.decided is None:
        return None
    wanted = {page_no: quads for page_no, quads in bars.items() if quads}
    try:
        return look_alone(source, job.profile, paper.looked.decided.decisions, wanted)
    except RedactorError:
        paper.add(Spot("", Colour.ASK, "", "over", "could_not_look"))
        return None


def _covers(
    paper: _Paper, read: ReadDocument, bars: Mapping[int, Sequence[PtQuad]], alone: Alone | None
) -> None:
    """The bars with what they hide, then what is hidden elsewhere."""
    for page in read.pages:
        quads = bars[page.page_no]
        under = (alone.under if alone else {}).get(page.page_no, ("",) * len(quads))
        for cover in judge_bars(quads, page, read.doc_class, under):
            known = _by_original(cover, page.page_no, paper.original)
            paper.add(_cover_spot(known, page.page_no))
    if alone is None:
        return
    for leak in _once([leak for leak in alone.leaks if not _is_told(leak, paper)]):
        below = any(
            bar.contains(quad.centre)
            for bar in bars.get(leak.page_no or 0, ())
            for quad in leak.quads
        )
        word = "carried" if leak.where in _INSIDE else leak.where
        paper.add(_leak_spot(leak, "under_bar" if below else word))
    if any(bars.values()):  # the bars were drawn: what was there before may still be there
        for leak in alone.carriers:
            paper.add(replace(_leak_spot(leak, leak.where), colour=Colour.ASK, group="carrier"))


def _by_original(cover: Cover, page_no: int, original: Looked | None) -> Cover:
    """The answer for a bar, made certain by what stands there in the original."""
    if original is None or original.read is None or original.decided is None:
        return cover
    pages = [page for page in original.read.pages if page.page_no == page_no]
    own = [d for d in original.decided.decisions if d.finding.page_no == page_no]
    return judge_by_original(cover, pages[0], own) if pages else cover


def _is_told(leak: Leak, paper: _Paper) -> bool:
    """Whether a place that is shown already covers it: two readers box one print differently."""
    shown = [
        quad
        for spot in paper.spots
        if spot.page == leak.page_no and spot.group == "reason"
        for quad in spot.quads
    ]
    return bool(leak.quads) and all(
        any(quad.contains(part.centre) for quad in shown) for part in leak.quads
    )


def _once(leaks: Iterable[Leak]) -> Iterator[Leak]:
    """Leaks with a place, then one of each kind of those without, unless a place tells as much."""
    placed = [leak for leak in leaks if leak.quads]
    seen = {(leak.page_no, leak.entity) for leak in placed}
    yield from placed
    content = {leak.entity for leak in placed}
    for leak in leaks:
        key = (leak.page_no, leak.entity)
        told = leak.where in _INSIDE and leak.entity in content
        if not leak.quads and key not in seen and not told:
            seen.add(key)
            yield leak


def _leak_spot(leak: Leak, word: str) -> Spot:
    return Spot(
        "", Colour.LEAK, leak.entity.value, "leak", word, leak.page_no, tuple(lines(leak.quads))
    )


def _cover_spot(cover: Cover, page_no: int) -> Spot:
    entity = cover.entity.value if cover.entity else ""
    return Spot("", cover.colour, entity, "cover", cover.reason, page_no, (cover.quad,))


def _tokens(paper: _Paper, read: ReadDocument, parts: Parts) -> None:
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


def _name(paper: _Paper, job: DossierJob) -> None:
    """The file's own name: it is seen by everybody who opens the dossier (case 78)."""
    hits = find_hits(paper.looked.record.untrusted_name, needles_of(job.profile))
    for entity in dict.fromkeys(hit.needle.entity for hit in hits):
        paper.add(Spot("", Colour.LEAK, entity.value, "leak", "file_name"))


def _notes(paper: _Paper, pages: int) -> Iterator[str]:
    """What is wrong with the file as a whole, in fixed words of the group ``note``."""
    covered: dict[int, int] = defaultdict(int)
    red: set[int] = set()
    for spot in paper.spots:
        if spot.page is None:
            continue
        covered[spot.page] += spot.colour in (Colour.COVERED, Colour.OVER)
        if spot.colour is Colour.LEAK:
            red.add(spot.page)
    done = [page for page, count in covered.items() if count]
    original = paper.original
    if original and original.record.source_sha256 == paper.looked.record.source_sha256:
        yield "same_as_original"
    elif original and original.record.pages != pages:
        yield "other_pages"
    if red and not done:
        yield "looks_original"
    if pages > 1 and done == [1] and red - {1}:
        yield "first_page_only"
