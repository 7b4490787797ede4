"""Bars that were drawn before a file came here, and what it carries unseen: places to show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from redactor.audit.places import lines, outermost
from redactor.audit.spots import Colour, Spot
from redactor.datatypes import Decision, Leak, Profile
from redactor.detect.bars import find_bars, print_juts_out
from redactor.dossier.covered import Below, Cover, judge_bars, judge_by_original
from redactor.dossier.job import DossierJob, Looked
from redactor.errors import RedactorError
from redactor.geometry import PageGeometry, PtQuad, hull_box
from redactor.pipeline import ReadDocument
from redactor.ports import Image
from redactor.questions import Question
from redactor.verify.alone import Alone, look_alone
from redactor.verify.needles import needles_of
from redactor.verify.uploaded import pages_that_crop_print, pages_that_mask_print

_INSIDE = frozenset({"object", "raw_bytes"})  # no reader knows objects and bytes
_SAME = 0.3  # of the smaller box: two readers' boxes of one print


@dataclass(slots=True)
class CheckedPaper:
    """One document while its places are collected."""

    looked: Looked
    questions: Mapping[str, Question]
    original: Looked | None = None  # what it was redacted from by hand
    spots: list[Spot] = field(default_factory=list)
    barred: set[int] = field(default_factory=set)  # pages on which somebody drew bars
    small: set[tuple[int, PtQuad]] = field(default_factory=set)  # bars that print juts out of

    def add(self, spot: Spot) -> None:
        """Take a place in, under a number of its own."""
        number = len(self.spots) + 1
        self.spots.append(replace(spot, spot_id=f"{self.looked.record.doc_id}-{number}"))


def bars_of(
    page_no: int, image: Image, geometry: PageGeometry, decisions: Sequence[Decision]
) -> tuple[PtQuad, ...]:
    """Bars of a page, but not what was found there: photos and codes are dark, too."""
    bars = find_bars(image, geometry)
    found = [q for d in decisions if d.finding.page_no == page_no for q in d.finding.quads]
    return tuple(bar for bar in bars if not any(q.contains(bar.centre) for q in found))


def add_small(
    paper: CheckedPaper, page_no: int, image: Image, geometry: PageGeometry, bars: Sequence[PtQuad]
) -> None:
    """Note the bars that leave heads or feet of what they cover."""
    small = [bar for bar in bars if print_juts_out(image, geometry, bar)]
    paper.small |= {(page_no, bar) for bar in small}


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
    for page_no in sorted({*read.painted, *pages_that_mask_print(source)}):
        paper.add(Spot("", Colour.LEAK, "", "leak", "under_bar", page_no))
    for page_no in pages_that_crop_print(source):
        paper.add(Spot("", Colour.ASK, "", "over", "cropped_away", page_no))
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
    profile: Profile,
) -> None:
    """The bars with what they hide, then what is hidden elsewhere."""
    needles = needles_of(profile)
    for page in read.pages:
        quads = bars[page.page_no]
        paper.barred |= {page.page_no} if quads else set()
        under = (alone.under if alone else {}).get(page.page_no, ("",) * len(quads))
        below = [Below.of(text, needles) for text in under]
        for cover in judge_bars(quads, page, read.doc_class, below):
            known = _by_original(cover, page.page_no, paper.original)
            if known.colour is Colour.COVERED and (page.page_no, cover.quad) in paper.small:
                known = replace(known, colour=Colour.ASK, reason="juts_out")
            if not (known.live and known.colour is Colour.COVERED):  # its red place says it all
                paper.add(_cover_spot(known, page.page_no))
    if alone is None:
        return
    untold = [leak for leak in alone.leaks if not _is_told(leak, paper)]
    # A name's short form lies in its long one.
    for leak in _once(
        outermost(untold, lambda one: one.quads, lambda one: (one.page_no, one.entity))
    ):
        hidden = any(
            bar.contains(quad.centre)
            for bar in bars.get(leak.page_no or 0, ())
            for quad in leak.quads
        )
        word = "carried" if leak.where in _INSIDE else leak.where
        paper.add(_leak_spot(leak, "under_bar" if hidden else word))
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
    shown = [spot for spot in paper.spots if spot.page == leak.page_no and spot.group == "reason"]
    inside = [quad for spot in shown for quad in spot.quads]
    if not leak.quads:
        return False
    if all(any(quad.contains(part.centre) for quad in inside) for part in leak.quads):
        return True
    here = hull_box(leak.quads)
    same = [hull_box(s.quads) for s in shown if s.quads and s.entity == leak.entity.value]
    return any(here.overlap(box) > _SAME * min(here.area, box.area) for box in same)


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
