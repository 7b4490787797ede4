"""Every use of a picture on a page, and the edited copy put in its place.

A picture may be used on many pages and many times on one, in forms too. Only the use under a
mark is pointed to an edited copy; the others keep the original.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from pikepdf import Dictionary, Name, Object, Pdf, Stream

from redactor.erase.content import (
    Circle,
    Op,
    copy_form,
    form_matrix,
    is_form,
    is_image,
    key_of,
    lookup,
    page_resources,
    parse,
    resources_of,
    with_matrices,
    with_xobjects,
    within,
    write_page,
)
from redactor.erase.frames import Affine
from redactor.erase.inline import inline_as_xobject
from redactor.erase.masks import Polygon, area, clip_to_unit
from redactor.erase.pictures import all_white, blanked
from redactor.erase.samples import filters_of
from redactor.erase.seal_ink import InkArea, inkless

_LEAST_PX = 0.5  # an overlap smaller than half a pixel is rounding
_CROP_SLACK = 2.0  # user units; scans overhang their page by a rounding, which hides nothing
_SOFT_PX = 1.5  # how far readers blend a picture's pixels
_BLOCK_PX = 17.0  # a JPEG's largest coding block, and one pixel of blending
_FAR = 1e6
_ALL = 0.995  # share of a picture under a photo's quad that counts as all of it


@dataclass(frozen=True, slots=True)
class Areas:
    """What to blank on one page, as polygons in user space."""

    parts: tuple[Polygon, ...]  # under text
    photos: tuple[Polygon, ...] = ()  # a picture wholly under one of these goes as a whole
    # The crop box (x0, y0, x1, y1): what lies outside of it goes too. None: nothing does.
    crop: tuple[float, float, float, float] | None = None
    inks: tuple[InkArea, ...] = ()  # of seals: what is coloured there goes, all else stays
    alone: tuple[Polygon, ...] = ()  # only a picture wholly under one of these goes


@dataclass(slots=True)
class _Work:
    """One pass over a page."""

    pdf: Pdf
    areas: Areas
    edited: int = 0
    names: int = field(default=0)

    def fresh_name(self) -> str:
        self.names += 1
        return f"/RdX{self.names}"


def blank_on_page(pdf: Pdf, page: Object, areas: Areas) -> int:
    """Blank ``areas`` in every picture they touch on ``page``; how many uses were edited.

    Raises EraseError when a picture or the content cannot be read.
    """
    work = _Work(pdf, areas)
    resources = page_resources(page)
    done = _edited(work, parse(page), resources, Affine(), ())
    if done is not None:
        write_page(pdf, page, done[0])
        page["/Resources"] = with_xobjects(resources, done[1])
    return work.edited


def _edited(
    work: _Work, ops: list[Op], resources: Object, start: Affine, above: Circle
) -> tuple[list[Op], dict[str, Object]] | None:
    added: dict[str, Object] = {}
    out: list[Op] = []
    for op, matrix in with_matrices(ops, start):
        fresh = _replacement(work, op, resources, matrix, above)
        if fresh is None:
            out.append(op)
        else:
            name = work.fresh_name()
            added[name] = fresh
            out.append(Op("Do", [Name(name)]))
    return (out, added) if added else None


def _replacement(
    work: _Work, op: Op, resources: Object, matrix: Affine, above: Circle
) -> Stream | None:
    """What to draw instead of ``op``; None when it stays.

    ``above``: the forms that are being drawn. One that draws itself is not drawn again: neither
    must its original be, inside the copy.
    """
    if op.name == "BI":
        image = op.operands[0]
        hit = _overlaps(work.areas, matrix, image.width, image.height, _SOFT_PX)
        if not hit and not work.areas.inks:
            return None
        return _blank(work, inline_as_xobject(work.pdf, op, resources), matrix)
    if op.name != "Do" or not op.operands:
        return None
    target = lookup(resources, "/XObject", op.operands[0])
    if is_image(target):
        assert isinstance(target, Stream)
        return _blank(work, target, matrix)
    if is_form(target):
        assert target is not None
        if key_of(target) in above:
            return copy_form(work.pdf, target, (), Dictionary())
        inner = resources_of(target, resources)
        start, deeper = form_matrix(target).then(matrix), within(target, above)
        done = _edited(work, parse(target), inner, start, deeper)
        if done is not None:
            return copy_form(work.pdf, target, done[0], with_xobjects(inner, done[1]))
    return None


def _blank(work: _Work, image: Stream, matrix: Affine) -> Stream | None:
    width, height = int(image.get("/Width", 1)), int(image.get("/Height", 1))
    soft = _BLOCK_PX if filters_of(image)[-1:] == ["/DCTDecode"] else _SOFT_PX
    hit = _overlaps(work.areas, matrix, width, height, soft)
    plain = _without_seals(work, image, matrix)
    if not hit:
        work.edited += plain is not None
        return plain
    work.edited += 1
    image = image if plain is None else plain
    if not image.get("/ImageMask", False) and _is_under_photo(work.areas, matrix):
        return all_white(work.pdf)
    return blanked(work.pdf, image, hit)


def _without_seals(work: _Work, image: Stream, matrix: Affine) -> Stream | None:
    """The picture without the ink of seals that lie on it; None where there is none."""
    if matrix.determinant == 0 or not work.areas.inks:
        return None
    back = matrix.inverse()
    areas = []
    for ink in work.areas.inks:
        cuts = [clip_to_unit([back.apply(p) for p in polygon]) for polygon in ink.polygons]
        if kept := tuple(cut for cut in cuts if len(cut) >= 3):
            areas.append(InkArea(ink.colour, kept))
    return inkless(work.pdf, image, areas) if areas else None


def _overlaps(
    areas: Areas, matrix: Affine, width: int, height: int, soft_px: float
) -> list[Polygon]:
    """The areas' parts on a picture, in its unit square. ``soft_px`` is how far, in its pixels,
    blanking may be felt; so far inside the crop box nothing may change.
    """
    if matrix.determinant == 0:
        return []
    back = matrix.inverse()
    found: list[Polygon] = []
    pixel = max(math.hypot(matrix.a, matrix.b) / width, math.hypot(matrix.c, matrix.d) / height)
    outside = _outside(areas.crop, max(_CROP_SLACK, soft_px * pixel))
    alone = [p for p in areas.alone if _covers(p, back)]
    for polygon in (*areas.parts, *areas.photos, *outside, *alone):
        cut = clip_to_unit([back.apply(p) for p in polygon])
        if len(cut) >= 3 and area(cut) * width * height >= _LEAST_PX:
            found.append(cut)
    return found


def _outside(crop: tuple[float, float, float, float] | None, slack: float) -> list[Polygon]:
    """Four boxes around the crop box, ``slack`` away from it."""
    if crop is None:
        return []
    x0, y0, x1, y1 = crop
    x0, y0, x1, y1 = x0 - slack, y0 - slack, x1 + slack, y1 + slack
    boxes = [
        (-_FAR, -_FAR, _FAR, y0),
        (-_FAR, y1, _FAR, _FAR),
        (-_FAR, y0, x0, y1),
        (x1, y0, _FAR, y1),
    ]
    return [((a, b), (c, b), (c, d), (a, d)) for a, b, c, d in boxes]


def _is_under_photo(areas: Areas, matrix: Affine) -> bool:
    back = matrix.inverse()
    return any(_covers(polygon, back) for polygon in areas.photos)


def _covers(polygon: Polygon, back: Affine) -> bool:
    """Whether a picture lies under the polygon; ``back`` maps it to its unit square."""
    cut = clip_to_unit([back.apply(p) for p in polygon])
    return len(cut) >= 3 and area(cut) >= _ALL
