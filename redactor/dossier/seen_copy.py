"""What is seen of a hand-redacted copy: print below see-through bars, and print that is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from redactor.audit.places import lines, outermost
from redactor.audit.spots import Colour, Spot
from redactor.datatypes import Action, Entity
from redactor.detect.veils import is_blank, is_veiled
from redactor.dossier.bars import CheckedPaper
from redactor.geometry import PageGeometry, PtBox, PtQuad
from redactor.ports import Image

SEE_THROUGH = "see_through"
_PRINTED = frozenset(
    e.value
    for e in (
        *(Entity.NAME, Entity.ID_NUMBER, Entity.EMPLOYER, Entity.PHONE),
        *(Entity.EMAIL, Entity.ADDRESS, Entity.NUMBER),
    )
)
_MOST = 0.4  # of a page's characters: if more are missing the two do not lie on each other
_LEAST = 2  # characters in a row: one alone may have moved


def add_veils(paper: CheckedPaper, page_no: int, image: Image, geometry: PageGeometry) -> None:
    """Say of own print that can be read why it can: the bar over it is see-through."""
    for n, spot in enumerate(paper.spots):
        open_here = spot.page == page_no and spot.is_open and spot.entity in _PRINTED
        if open_here and any(is_veiled(image, geometry, quad) for quad in spot.quads):
            paper.spots[n] = replace(spot, evidence=(SEE_THROUGH, *spot.evidence))


def add_missing(
    paper: CheckedPaper,
    page_no: int,
    image: Image,
    geometry: PageGeometry,
    bars: Sequence[PtQuad],
) -> None:
    """Add others' print of the original that was painted white or cut out of the copy."""
    original = paper.original
    if original is None or original.read is None or original.decided is None:
        return
    pages = [page for page in original.read.pages if page.page_no == page_no]
    if not pages:
        return
    before, scale = pages[0].geometry, geometry
    across, down = scale.width_pt / before.width_pt, scale.height_pt / before.height_pt
    own = [
        quad
        for decision in original.decided.decisions
        if decision.finding.page_no == page_no and decision.action is not Action.KEEP
        for quad in decision.finding.quads
    ]
    chars = [c for c in pages[0].text.chars if c.quad and c.text.isalnum()]
    gone: list[PtQuad | None] = []
    for char in chars:
        assert char.quad is not None
        box = char.quad.box
        here = PtBox(box.x0 * across, box.y0 * down, box.x1 * across, box.y1 * down)
        quad = PtQuad.from_box(here)
        told = any(q.contains(char.quad.centre) for q in own)
        told = told or any(bar.contains(quad.centre) for bar in bars)
        gone.append(quad if not told and is_blank(image, geometry, here) else None)
    if sum(quad is not None for quad in gone) > _MOST * len(gone):
        return
    for run in _runs(gone):
        paper.add(Spot("", Colour.OVER, "", "cover", "gone", page_no, tuple(lines(run))))


def _runs(places: Sequence[PtQuad | None]) -> Iterator[tuple[PtQuad, ...]]:
    """Neighbours that are all there, each run at once."""
    run: list[PtQuad] = []
    for place in (*places, None):
        if place is not None:
            run.append(place)
            continue
        if len(run) >= _LEAST:
            yield tuple(run)
        run = []


def without_repeats(spots: Sequence[Spot]) -> list[Spot]:
    """Each place once: print that was read twice is found twice, a little apart.

    A person's word about the wider one holds for those within it (``dossier.editing``).
    """
    return outermost(
        spots, lambda s: s.quads, lambda s: (s.page, s.entity, s.colour, s.group, s.question)
    )
