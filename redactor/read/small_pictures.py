"""Small pictures as detectors look at them: by themselves, as large as their pixels make them.

A portrait of 300 pixels may stand on the page as a stamp of five millimetres, a code as a dot: in
a rendering of the page nothing is found of them, and whoever zooms in sees a face and scans the
code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from redactor.datatypes import Candidate, DocClass, Entity, Finding, PageReading, PageText, Picture
from redactor.geometry import PageGeometry, PtBox, PtQuad
from redactor.ports import Image, PageView, RegionDetector
from redactor.read.fine_print import Look, closer_looks

# At which detectors look at pages, and as which pixels are taken here; pictures of twice as much
# are looked at.
_DPI = 150.0
_MOST_PX = 1240.0  # of the longer side
_DETECTORS = frozenset(("photo", "code"))
# Any logo of the shape of a portrait, and anything of squares: as large as a stamp it is no hint.
_GUESSED = frozenset(("photo.rectangle", "code.unreadable"))
Draw = Callable[[float, PtBox], Image]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a picture stands on the page, and how much smaller than it was looked at."""

    box: PtBox
    scale: float

    def of(self, quad: PtQuad) -> PtQuad:
        x0, y0, scale = self.box.x0, self.box.y0, self.scale
        return PtQuad(*((x0 + scale * x, y0 + scale * y) for x, y in quad.corners))


def find_in_small_pictures(
    page: PageReading,
    doc_class: DocClass,
    candidates: Sequence[Candidate],
    detectors: Sequence[RegionDetector],
    draw: Draw,
    known: Sequence[Finding],
) -> Iterator[Finding]:
    """Photos and codes in small pictures of the page, without those that are ``known``.

    ``draw`` gives a part of the page (points, unrotated) at some dpi.
    """
    detectors = [detector for detector in detectors if detector.name in _DETECTORS]
    looks, _ = closer_looks(page.pictures, _DPI, draw)
    for look in looks:
        view, place = _view(look, page, doc_class, candidates, draw)
        for finding in (found for detector in detectors for found in detector.find(view)):
            quads = tuple(place.of(quad) for quad in finding.quads)
            if finding.found_by not in _GUESSED and not _is_known(finding.entity, quads, known):
                yield replace(finding, quads=quads)


def _view(
    look: Look,
    page: PageReading,
    doc_class: DocClass,
    candidates: Sequence[Candidate],
    draw: Draw,
) -> tuple[PageView, _Place]:
    box = look.box
    dpi = min(look.dpi, _MOST_PX / max(box.width, box.height) * 72)
    scale = dpi / _DPI
    width, height = box.width * scale, box.height * scale
    turn = page.geometry.rotation
    image = draw(dpi, box)
    whole = PtQuad.from_box(PtBox(0, 0, width, height))
    sides = round(box.width * dpi / 72), round(box.height * dpi / 72)
    view = PageView(
        page.page_no,
        image,
        PageGeometry(width, height, turn, _DPI),
        PageText(page.page_no, ()),
        (Picture(whole, *sides),),
        doc_class,
        tuple(candidates),
    )
    return view, _Place(box, 1 / scale)


def _is_known(entity: Entity, quads: Sequence[PtQuad], known: Sequence[Finding]) -> bool:
    there = [quad for finding in known if finding.entity is entity for quad in finding.quads]
    return all(any(quad.contains(q.centre) for quad in there) for q in quads)
