"""Pixels of a picture that a clip cuts off wherever it is drawn: nobody sees them.

A picture cropped in a word processor is such a one. The file holds all of it, and any viewer
gives it out whole. So it does one that is drawn wholly clear, or flat as a line.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pikepdf import Object, Pdf, Stream

from redactor.erase.content import (
    MOST_OPS,
    PATH_ENDS,
    Circle,
    Op,
    form_matrix,
    is_form,
    is_image,
    key_of,
    lookup,
    page_resources,
    parse,
    resources_of,
    with_matrices,
    within,
)
from redactor.erase.faults import UNCERTAIN
from redactor.erase.frames import Affine
from redactor.erase.masks import Polygon
from redactor.erase.pictures import blanked
from redactor.erase.samples import filters_of
from redactor.erase.unseen_pixels import holds_print_in, write_over
from redactor.geometry import Point

Box = tuple[float, float, float, float]  # x0, y0, x1, y1
_EVERYWHERE: Box = (-math.inf, -math.inf, math.inf, math.inf)
_UNIT: Box = (0.0, 0.0, 1.0, 1.0)
_NOTHING: Box = (-9.0, -9.0, -9.0, -9.0)
_FLAT = 0.01  # user units: a picture of such a side is a line
_POINTS = {"m": 1, "l": 1, "c": 3, "v": 2, "y": 2}  # of a path, by operator
# Pixels beyond what is seen that stay: readers blend, and a JPEG changes by coding blocks.
_SOFT_PX, _BLOCK_PX = 4.0, 20.0


@dataclass(frozen=True, slots=True)
class Cropped:
    """A picture with print in ``parts`` (unit square, y up) that none of its ``pages`` shows."""

    image: Stream
    parts: tuple[Polygon, ...]
    pages: frozenset[int]


@dataclass(slots=True)
class _Seen:
    """What is seen of each picture: a box in its unit square (y up) around all its uses."""

    left: int = MOST_OPS
    boxes: dict[tuple[int, int] | int, Box] = field(default_factory=dict)
    images: dict[tuple[int, int] | int, Stream] = field(default_factory=dict)
    pages: dict[tuple[int, int] | int, set[int]] = field(default_factory=dict)
    walked: set[tuple[int, int] | int] = field(default_factory=set)  # forms
    page: int = 0

    def walk(
        self, ops: list[Op], resources: Object, start: Affine, clip: Box, above: Circle
    ) -> None:
        """Note every picture that the operations draw."""
        self.left -= len(ops)
        for op, matrix, inside in with_clips(ops, start, clip, resources):
            if op.name != "Do" or not op.operands or self.left < 0:
                continue
            target = lookup(resources, "/XObject", op.operands[0])
            if is_image(target):
                assert isinstance(target, Stream)
                self._note(target, matrix, inside)
            elif target is not None and is_form(target) and key_of(target) not in above:
                self.walked.add(key_of(target))
                to_user = form_matrix(target).then(matrix)
                bbox = _bbox(target, to_user)
                inner = inside if inside is _NOTHING else cut(inside, bbox)
                own = resources_of(target, resources)
                self.walk(parse(target), own, to_user, inner, within(target, above))

    def _note(self, image: Stream, matrix: Affine, clip: Box) -> None:
        key = key_of(image)
        self.images[key] = image
        self.pages.setdefault(key, set()).add(self.page)
        seen = _UNIT
        sides = math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)
        if clip is _NOTHING or min(sides) < _FLAT or abs(matrix.determinant) < _FLAT**2:
            seen = _NOTHING
        elif all(map(math.isfinite, clip)):
            back = matrix.inverse()
            seen = cut(_UNIT, _hull(back.apply(p) for p in _corners(clip)))
        before = self.boxes.get(key)
        shown = [box for box in (before, seen) if box is not None and box != _NOTHING]
        self.boxes[key] = _around(*shown) if shown else _NOTHING


def with_clips(
    ops: Iterable[Op], start: Affine, clip: Box, resources: Object
) -> Iterator[tuple[Op, Affine, Box]]:
    """Each operation with its matrix and a box around what the clip lets through, in user space.

    ``_NOTHING`` while everything is drawn wholly clear.
    """
    stack: list[tuple[Box, bool]] = []
    clear = clip is _NOTHING
    path: list[Point] = []
    clips = False
    for op, matrix in with_matrices(ops, start):
        if op.name == "q":
            stack.append((clip, clear))
        elif op.name == "Q" and stack:
            clip, clear = stack.pop()
        elif op.name == "gs" and op.operands:
            clear = _is_clear(lookup(resources, "/ExtGState", op.operands[0]), clear)
        elif op.name in ("W", "W*"):
            clips = True
        elif op.name in PATH_ENDS:
            clip = cut(clip, _hull(path)) if clips and path else clip
            path, clips = [], False
        else:
            path += [matrix.apply(p) for p in _path_points(op)]
        yield op, matrix, _NOTHING if clear else clip


def blank_clipped(pdf: Pdf, pages: Iterable[tuple[int, Object]]) -> int:
    """Blank what no page shows of pictures, where that is print; in how many.

    ``pages``: those that may draw pictures.
    """
    count = 0
    for cropped in cropped_pictures(pdf, pages):
        with contextlib.suppress(*UNCERTAIN):
            write_over(cropped.image, blanked(pdf, cropped.image, cropped.parts))
            count += 1
    return count


def cropped_pictures(pdf: Pdf, pages: Iterable[tuple[int, Object]]) -> list[Cropped]:
    """The pictures with print that no page shows, which are given by number."""
    seen = _Seen()
    for number, page in pages:
        seen.page = number
        # What cannot be walked becomes a picture of the page, which holds what is seen alone.
        with contextlib.suppress(*UNCERTAIN):
            seen.walk(parse(page), page_resources(page), Affine(), _EVERYWHERE, ())
    if seen.left < 0:
        return []  # nobody knows where else they are drawn
    elsewhere = set(_other_images(pdf, seen.walked))
    found = []
    for key, box in seen.boxes.items():
        if key in elsewhere or box == _UNIT:
            continue
        with contextlib.suppress(*UNCERTAIN):
            image = seen.images[key]
            parts = _outside(image, box)
            if parts and holds_print_in(image, parts):
                found.append(Cropped(image, tuple(parts), frozenset(seen.pages[key])))
    return found


def _other_images(pdf: Pdf, walked: set[tuple[int, int] | int]) -> Iterator[tuple[int, int] | int]:
    """Pictures of patterns, glyphs and masks, in which nothing is told here of clips."""
    for item in pdf.objects:
        table = item.stream_dict if isinstance(item, Stream) else item
        with contextlib.suppress(*UNCERTAIN):
            if table.get("/Type") == "/Page" or key_of(item) in walked:
                continue
            for _, image in table["/Resources"]["/XObject"].items():
                yield key_of(image)


def _is_clear(state: Object | None, before: bool) -> bool:
    """Whether pictures are drawn wholly clear once the state is set."""
    with contextlib.suppress(TypeError, ValueError, AttributeError):
        if state is not None and "/ca" in state:
            return float(state["/ca"]) <= 0
    return before


def _path_points(op: Op) -> list[Point]:
    with contextlib.suppress(ValueError):
        if op.name == "re" and len(op.operands) == 4:
            x, y, width, height = op.numbers
            return list(_corners((x, y, x + width, y + height)))
        if len(op.operands) == 2 * _POINTS.get(op.name, -1):
            values = op.numbers
            return list(zip(values[::2], values[1::2], strict=True))
    return []


def _bbox(form: Object, matrix: Affine) -> Box:
    with contextlib.suppress(TypeError, ValueError, AttributeError, KeyError):
        x0, y0, x1, y1 = (float(v) for v in form["/BBox"])
        return _hull(matrix.apply(p) for p in _corners((x0, y0, x1, y1)))
    return _EVERYWHERE


def _corners(box: Box) -> tuple[Point, ...]:
    x0, y0, x1, y1 = box
    return (x0, y0), (x1, y0), (x1, y1), (x0, y1)


def _hull(points: Iterable[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def cut(one: Box, other: Box) -> Box:
    """What both boxes share; without any, an empty box within the first."""
    x0, y0 = max(one[0], other[0]), max(one[1], other[1])
    return x0, y0, max(x0, min(one[2], other[2])), max(y0, min(one[3], other[3]))


def _around(*boxes: Box) -> Box:
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return min(x0), min(y0), max(x1), max(y1)


def _outside(image: Stream, seen: Box) -> list[Polygon]:
    """The rest of the picture, some pixels off what is seen."""
    soft = _BLOCK_PX if filters_of(image)[-1:] == ["/DCTDecode"] else _SOFT_PX
    across, up = soft / int(image["/Width"]), soft / int(image["/Height"])
    x0, x1 = max(0.0, seen[0] - across), min(1.0, seen[2] + across)
    y0, y1 = max(0.0, seen[1] - up), min(1.0, seen[3] + up)
    if x0 >= x1 or y0 >= y1:
        return [_corners(_UNIT)]
    boxes = ((0.0, 0.0, 1.0, y0), (0.0, y1, 1.0, 1.0), (0.0, y0, x0, y1), (x1, y0, 1.0, y1))
    return [_corners(box) for box in boxes if box[2] > box[0] and box[3] > box[1]]
