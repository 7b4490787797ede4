"""One page: its glyphs taken out, its marks laid, and what is left over dealt with."""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import pymupdf

from redactor.datatypes import Erasure, Ink, Mark
from redactor.drawing import may_draw_pictures
from redactor.erase.faults import DAMAGE, EraseError
from redactor.erase.frames import PageFrame, page_frame
from redactor.erase.glyphs import Cull, Glyph, glyphs_of, line_art_of, rewrite
from redactor.erase.hidden import unseen_glyphs
from redactor.erase.ink import (
    PageImage,
    changed_elsewhere,
    fitted,
    is_edge,
    is_empty,
    render,
    residue,
    without,
)
from redactor.erase.marks import downwards, token_size, upright_for_reader
from redactor.erase.raster import replace_by_picture, seals_are_left
from redactor.erase.runs import runs_of
from redactor.erase.shapes import Shapes, glyphs_of_inks, rulings_of
from redactor.erase.text import TextPlan, plan_text, remove_text
from redactor.geometry import PtBox, PtQuad

_DPI = 200.0
_STRAY_PIXELS = 4  # a rewriting that changes more than this elsewhere did harm
_FLAT_PT = 0.5
_ART_REACH_PT = 1.0  # a glyph drawn as art reaches out of its box by about this much
_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class PageState:
    """What is known of one page between the stages."""

    frame: PageFrame
    marks: tuple[Mark, ...] = ()
    inked: tuple[Mark, ...] = ()  # no boxes: seals whose naming ink goes
    no_glyph: tuple[PtQuad, ...] = ()  # quads below which no visible glyph went
    pictures: bool = field(default=True)  # there may be some
    as_picture: bool = field(default=False)  # the last resort is due
    rewritten: bool = field(default=False)  # by MuPDF's filter
    # Taking glyphs out did harm, or stopped half-way: the picture must show the page as it was.
    harmed: bool = field(default=False)


def prepare_page(
    document: pymupdf.Document, index: int, erasures: Sequence[Erasure], *, untrusted: bool
) -> PageState:
    """Take the glyphs out of a page and lay its marks; nothing is drawn yet."""
    page = document[index]
    frame = page_frame(page)
    inked = [e for e in erasures if e.ink is not None]
    inks = tuple(_inked(e) for e in inked)
    state = PageState(frame, inked=inks, pictures=may_draw_pictures(page))
    erasures = [e for e in erasures if e.ink is None]
    # Not kept: the pictures of all pages of a scan do not fit into memory.
    before = after = render(page, frame, _DPI) if erasures else None
    quads = [q for e in erasures for q in e.quads]
    touched: list[PtBox] = []
    state.no_glyph = tuple(quads)
    try:
        plan = _plan(page, frame, erasures, inks, untrusted=untrusted)
        cull_off_page = frame.cropped
        if plan.gone:
            state.rewritten = True
            state.harmed = not remove_text(page, frame, plan)
            state.no_glyph = tuple(q for q in quads if q not in plan.hit)
            touched = [_reach(plan.glyphs[i]) for i in plan.gone]
            after = render(page, frame, _DPI) if before is not None else None
        if cull_off_page:
            state.rewritten |= _remove_art_off_page(page, frame)
    except DAMAGE:
        # Content that cannot be walked cannot be edited either; it can be looked at.
        state.harmed = True
    if before is not None and after is not None:
        rewritten = after is not before  # of a scan no glyph goes
        if rewritten and changed_elsewhere(before, after, quads, touched) > _STRAY_PIXELS:
            state.harmed = True
        if state.harmed:
            after = before
        state.marks = _lay_marks(frame, erasures, before, after)
    state.as_picture = state.harmed
    return state


def clean_up(
    document: pymupdf.Document,
    index: int,
    state: PageState,
    erasures: Sequence[Erasure],
    original: pymupdf.Document,
) -> None:
    """Remove what glyphs and pictures did not account for: line art, else the page's content.

    ``original`` is the document before glyphs went.
    """
    page = document[index]
    frame = state.frame
    erasures = [e for e in erasures if e.ink is None]
    photos = [q for e in erasures if e.of_picture for q in e.quads]
    if not state.as_picture and photos:
        state.rewritten |= _remove_art(page, frame, photos, reach_pt=0.0)
    if not state.as_picture and erasures and state.no_glyph:
        before = render(original[index], frame, _DPI)
        left = _left_over(page, frame, state.no_glyph, before)
        if left and _remove_art(page, frame, left, reach_pt=_ART_REACH_PT):
            state.rewritten = True
            left = _left_over(page, frame, state.no_glyph, before)
        state.as_picture = bool(left)
    if not state.as_picture and state.inked:
        state.rewritten |= _remove_ink(page, frame, _inks(state.inked))
        before = render(original[index], frame, _DPI)
        state.as_picture = seals_are_left(before, render(page, frame, _DPI), state.inked)
    if state.as_picture:
        _LOG.warning("page %d was replaced by a picture of itself", index + 1)
        quads = [q for e in erasures for q in e.quads] + [m.quad for m in state.marks]
        if any(math.dist(q.tl, q.bl) < _FLAT_PT for e in erasures for q in e.quads):
            # Blanking a line would leave what stands on it.
            raise EraseError("a place to erase has no height", page_no=index + 1)
        shown = original[index] if state.harmed else page
        replace_by_picture(page, frame, quads, shown, state.inked)


def _inked(erasure: Erasure) -> Mark:
    return Mark(erasure.page_no, erasure.entity, erasure.quads[0], "", erasure.ink)


def _plan(
    page: pymupdf.Page,
    frame: PageFrame,
    erasures: Sequence[Erasure],
    inked: Sequence[Mark],
    *,
    untrusted: bool,
) -> TextPlan:
    glyphs = glyphs_of(page, frame)
    unseen = unseen_glyphs(page, frame, glyphs, look=untrusted)
    of_seals = glyphs_of_inks(page, glyphs, _inks(inked))
    return plan_text(page, frame, glyphs, erasures, unseen | of_seals)


def _inks(inked: Sequence[Mark]) -> list[Ink]:
    """Of what may be drawn in lines: a whole picture is none of it."""
    return [m.ink for m in inked if m.ink is not None and not m.ink.is_whole_picture]


def _reach(glyph: Glyph) -> PtBox:
    """Where a glyph's ink may be, whatever its font says."""
    x, y = glyph.box.centre
    # Type 3 fonts may have any matrix: neither size nor box alone is to be believed.
    reach = 1.5 * max(glyph.size, glyph.box.width, glyph.box.height)
    return PtBox(x, y, x, y).grown(reach)


def _left_over(
    page: pymupdf.Page, frame: PageFrame, quads: Sequence[PtQuad], before: PageImage
) -> list[PtQuad]:
    now = render(page, frame, _DPI)
    if not (left := [q for q in quads if residue(before, now, q)]):
        return []
    # A frame that ends below a flat mark is all its ink.
    boxes = [q.box for q in left]
    beyond = (r for r in rulings_of(page) if all(PtBox.around((r, b)) != b for b in boxes))
    now = without(now, beyond)
    return [q for q in left if residue(before, now, q)]


def _remove_art(
    page: pymupdf.Page, frame: PageFrame, quads: Sequence[PtQuad], *, reach_pt: float
) -> bool:
    """Take out line art that lies within ``quads``; whether there was any.

    Ruling lines and frames reach out of the quads, so they stay. A line of a cell is often drawn
    alone, a few points beside a photo: art may lie outside by ``reach_pt`` at most.
    """
    boxes = [q.box.grown(min(reach_pt, 0.1 * min(q.box.width, q.box.height))) for q in quads]
    shapes = Shapes.of(page)

    def within(art: PtBox) -> bool:
        ink = shapes.box(art)
        return any(
            b.x0 <= ink.x0 and ink.x1 <= b.x1 and b.y0 <= ink.y0 and ink.y1 <= b.y1 for b in boxes
        )

    return _culled(page, frame, within)


def _remove_ink(page: pymupdf.Page, frame: PageFrame, inks: Sequence[Ink]) -> bool:
    """Take out the line art of seals that are drawn in lines: of characters made outlines."""
    if not inks or not (shapes := Shapes.of(page)).by_place:
        return False
    return _culled(page, frame, lambda art: shapes.is_of(art, inks))


def _remove_art_off_page(page: pymupdf.Page, frame: PageFrame) -> bool:
    def off(art: PtBox) -> bool:
        w, h = frame.width_pt, frame.height_pt
        return art.x1 < -1 or art.x0 > w + 1 or art.y1 < -1 or art.y0 > h + 1

    return _culled(page, frame, off)


def _culled(page: pymupdf.Page, frame: PageFrame, goes: Cull) -> bool:
    """Take out the line art that ``goes``; whether there was any."""
    if not any(map(goes, line_art_of(page, frame))):
        return False
    rewrite(page, frame, lambda: False, goes)
    return True


def _lay_marks(
    frame: PageFrame, erasures: Sequence[Erasure], before: PageImage, after: PageImage
) -> tuple[Mark, ...]:
    marks = []
    every = [q for e in erasures if not e.of_picture for q in e.quads]

    def may_cover(gap: PtQuad) -> bool:  # of a scan no glyph went
        return is_empty(after, gap) or (after is before and is_edge(after, gap))

    for erasure in erasures:
        if erasure.of_picture:
            quads = [upright_for_reader(q, frame.rotation) for q in erasure.quads]
        else:
            quads = []
            for run in runs_of(erasure.quads, may_cover):
                own = set(run.quads)
                quad = fitted(before, after, run, (q for q in every if q not in own))
                quads.append(downwards(quad) if run.down else quad)
        for quad in quads:
            token = erasure.token if token_size(quad, erasure.token) is not None else ""
            marks.append(Mark(erasure.page_no, erasure.entity, quad, token))
    return tuple(marks)
