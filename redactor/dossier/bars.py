"""Bars that were drawn before a file came here, and what it carries unseen: places to show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from redactor.audit.places import lines
from redactor.audit.spots import Colour, Spot
from redactor.datatypes import Decision, Leak, PageReading
from redactor.detect.bars import BAR_DPI, find_bars
from redactor.dossier.covered import Cover, judge_bars, judge_by_original
from redactor.dossier.job import DossierJob, Looked
from redactor.errors import RedactorError
from redactor.geometry import PtQuad
from redactor.load.document import LoadedDocument
from redactor.pipeline import ReadDocument
from redactor.questions import Question
from redactor.verify.alone import Alone, look_alone

_INSIDE = frozenset({"object", "raw_bytes"})  # no reader knows objects and bytes


@dataclass(slots=True)
class CheckedPaper:
    """One document while its places are collected."""

    looked: Looked
    questions: Mapping[str, Question]
    original: Looked | None = None  # what it was redacted from by hand
    spots: list[Spot] = field(default_factory=list)

    def add(self, spot: Spot) -> None:
        """Take a place in, under a number of its own."""
        number = len(self.spots) + 1
        self.spots.append(replace(spot, spot_id=f"{self.looked.record.doc_id}-{number}"))


def bars_of(
    page: PageReading, document: LoadedDocument, decisions: Sequence[Decision]
) -> tuple[PtQuad, ...]:
    """Bars of a page, but not what was found there: photos and codes are dark, too."""
    geometry = document.geometry(page.page_no, BAR_DPI)
    bars = find_bars(document.render(page.page_no, BAR_DPI), geometry)
    found = [q for d in decisions if d.finding.page_no == page.page_no for q in d.finding.quads]
    return tuple(bar for bar in bars if not any(q.contains(bar.centre) for q in found))


def carried(
    paper: CheckedPaper,
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


def add_covers(
    paper: CheckedPaper,
    read: ReadDocument,
    bars: Mapping[int, Sequence[PtQuad]],
    alone: Alone | None,
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


def _is_told(leak: Leak, paper: CheckedPaper) -> bool:
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
