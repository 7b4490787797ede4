"""Pictures drawn so small that their print is read by whoever zooms in, and by no usual look.

A certificate of 2,000 pixels may stand on the page as a stamp of two centimetres: the file keeps
every pixel. Such pictures are looked at once more, by themselves, in their own resolution.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from statistics import median

from redactor.datatypes import Candidate, Char, OcrPage, PageText, Picture
from redactor.geometry import PageGeometry, PtBox, PtQuad, PxBox
from redactor.ports import Image, OcrEngine
from redactor.read.ink import is_blank

_CLOSER = 2.0  # times the resolution of the usual look: less tells nothing new
_SMALL_PT = 170.0  # 6 cm, the shorter side: a page that is drawn larger is read as it stands
_LONG_PX, _SHORT_PX = 48, 12  # the picture's own sides: less holds no name
_GLANCE_PX = 300.0
_MOST_PX = 2400.0  # of the longer side
_MOST_LOOKS = 40  # a page
_MOST_GLANCES = 400  # … to tell which of its pictures show anything
_FINE_PT = 5.0  # characters of less are read badly or not at all by the usual look
_READ = 0.8  # the score of print that was read
_CELL_PT = 0.01  # of pictures drawn over each other one look is enough


@dataclass(frozen=True, slots=True)
class Look:
    """A part of a page (points, unrotated) and the dpi at which it is to be looked at."""

    box: PtBox
    dpi: float


def closer_looks(
    pictures: Sequence[Picture], dpi: float, draw: Callable[[float, PtBox], Image]
) -> tuple[list[Look], bool]:
    """The looks that pictures of so many pixels need besides one at ``dpi``, and whether they are
    all: a page may hold more of them than anybody can wait for.

    ``draw`` gives a part of the page (points, unrotated) at some dpi.
    """
    wanted = _wanted(pictures, dpi)
    found = (look for look in wanted[:_MOST_GLANCES] if _shows_something(look, draw))
    looks = list(islice(found, _MOST_LOOKS + 1))
    return looks[:_MOST_LOOKS], len(wanted) <= _MOST_GLANCES and len(looks) <= _MOST_LOOKS


def _wanted(pictures: Sequence[Picture], dpi: float) -> list[Look]:
    """One for each place with a picture of much finer pixels, the largest first."""
    found: dict[tuple[float, ...], Look] = {}
    for picture in pictures:
        left, right, _, below = picture.quad.corners
        wide, high = math.dist(left, right), math.dist(left, below)
        shorter, longer = sorted((picture.width_px, picture.height_px))
        if not 0 < min(wide, high) <= _SMALL_PT or longer < _LONG_PX or shorter < _SHORT_PX:
            continue
        box = picture.quad.box
        most = _MOST_PX / max(box.width, box.height)
        own = min(picture.width_px / wide, picture.height_px / high, most) * 72
        if own >= _CLOSER * dpi:
            place = tuple(round(v / _CELL_PT) for v in (box.x0, box.y0, box.x1, box.y1))
            if place not in found or found[place].dpi < own:
                found[place] = Look(box, own)
    return sorted(found.values(), key=lambda look: look.box.area, reverse=True)


def _shows_something(look: Look, draw: Callable[[float, PtBox], Image]) -> bool:
    """Whether what is to be looked at is of more than one colour."""
    glance = min(look.dpi, _GLANCE_PX / max(look.box.width, look.box.height) * 72)
    image = draw(glance, look.box)
    return not is_blank(image, PxBox(0, 0, image.shape[1], image.shape[0]))


def read_closely(
    seen: OcrPage,
    looks: Sequence[Look],
    rotation: int,
    draw: Callable[[float, PtBox], Image],
    ocr: OcrEngine,
    candidates: Sequence[Candidate],
) -> OcrPage:
    """``seen`` with what ``looks`` show in the place of what it has there.

    ``draw`` gives a part of the page (points, unrotated) at some dpi.
    """
    for look in looks:
        part = PageGeometry(look.box.width, look.box.height, rotation, look.dpi)
        image = draw(look.dpi, look.box)
        closely = ocr.read(image, part, seen.text.page_no, candidates)
        if _is_fine(closely.text):
            seen = _put_in(seen, _moved(closely, look.box), look.box)
    return seen


def _put_in(seen: OcrPage, closely: OcrPage, box: PtBox) -> OcrPage:
    before = [c for c in seen.text.chars if c.quad is None or not _is_in(c.quad, box)]
    first = max((c.line for c in seen.text.chars), default=0) + 1
    there = [replace(c, line=c.line + first) for c in closely.text.chars]
    return replace(
        seen,
        text=PageText(seen.text.page_no, (*before, *there)),
        spotted=(*seen.spotted, *closely.spotted),
        doubtful=(*(q for q in seen.doubtful if not _is_in(q, box)), *closely.doubtful),
        hiding=(*(q for q in seen.hiding if not _is_in(q, box)), *closely.hiding),
    )


def _is_fine(text: PageText) -> bool:
    """Whether it is print, and too small for the usual look, which has read a stamp as it stands.
    What is read of Mongolian script is small, too, and never read well.
    """
    read = [(c.quad.box, c.score) for c in text.chars if c.quad is not None]
    small = median(min(b.width, b.height) for b, _ in read) < _FINE_PT if read else False
    return small and median(score for _, score in read) >= _READ


def _is_in(quad: PtQuad, box: PtBox) -> bool:
    return PtQuad.from_box(box).contains(quad.centre)


def _moved(page: OcrPage, box: PtBox) -> OcrPage:
    """What was seen of a part of a page, in the points of the page."""

    def moved(quads: Sequence[PtQuad]) -> tuple[PtQuad, ...]:
        return tuple(PtQuad(*((x + box.x0, y + box.y0) for x, y in q.corners)) for q in quads)

    def chars() -> Iterator[Char]:
        for char in page.text.chars:
            yield char if char.quad is None else replace(char, quad=moved([char.quad])[0])

    return replace(
        page,
        text=PageText(page.text.page_no, tuple(chars())),
        spotted=tuple(replace(s, quads=moved(s.quads)) for s in page.spotted),
        doubtful=moved(page.doubtful),
        hiding=moved(page.hiding),
    )
