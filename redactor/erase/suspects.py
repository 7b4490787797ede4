"""Pictures that may hold print that no page shows: where each is drawn, and what speaks for it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field

import pymupdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from redactor.erase.content import (
    MAX_DEPTH,
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
from redactor.erase.inline import may_hold_a_name
from redactor.erase.whites import is_plain_decode

Key = tuple[int, int]  # of an object
_PLAIN_SPACES = frozenset(
    "/DeviceGray /DeviceRGB /DeviceCMYK /G /RGB /CMYK /CalGray /CalRGB /ICCBased".split()
)
_PLAIN_BLENDS = ("/Normal", "/Compatible")
_DEFAULTS = ("/DefaultGray", "/DefaultRGB", "/DefaultCMYK")
_SIDES, _BENT = 4, 5  # lines of a box; a curve counts as more
_CLIPPING = (4, 5, 6, 7)  # ways to show text
_OF_PICTURES = ("fill-image", "fill-imgmask")
_PAINT = frozenset((*_OF_PICTURES, "fill-path", "stroke-path", "fill-shade", "fill-text"))


@dataclass(slots=True)
class _Below:
    """The pictures that a page may draw, and whether it draws as most pages do not."""

    images: dict[Key, Stream] = field(default_factory=dict)
    inside: set[Key] = field(
        default_factory=set
    )  # of patterns, glyphs or masks: nobody knows where
    forms: list[Object] = field(default_factory=list)
    is_odd: bool = False
    _done: set[tuple[object, bool]] = field(default_factory=set)

    def look(self, resources: Object, *, inside: bool = False, depth: int = 0) -> None:
        if depth > MAX_DEPTH:
            return
        for item in _table(resources, "/XObject"):
            if is_image(item):
                assert isinstance(item, Stream)
                self.images[item.objgen] = item
                self.inside |= {item.objgen} if inside else set()
            elif is_form(item) and self._deeper(item, resources, inside, depth):
                self.forms.append(item)
        for item in (*_table(resources, "/Pattern"), *_table(resources, "/Font")):
            if isinstance(item, Stream) or item.get("/Subtype") == Name.Type3:
                self._deeper(item, resources, True, depth)
        for state in _table(resources, "/ExtGState"):
            self.is_odd |= _is_odd_state(state)
            mask = state.get("/SMask")
            if isinstance(mask, Dictionary) and is_form(mask.get("/G")):
                self._deeper(mask["/G"], resources, True, depth)
        spaces = resources.get("/ColorSpace")
        self.is_odd |= isinstance(spaces, Dictionary) and any(k in spaces for k in _DEFAULTS)

    def _deeper(self, item: Object, resources: Object, inside: bool, depth: int) -> bool:
        key = key_of(item), inside
        if key in self._done:
            return False
        self._done.add(key)
        self.look(resources_of(item, resources), inside=inside, depth=depth + 1)
        return True


def _table(resources: Object, kind: str) -> Iterator[Object]:
    table = resources.get(kind)
    if isinstance(table, Dictionary):
        yield from (v for _, v in table.items() if isinstance(v, Dictionary | Stream))


def _is_odd_state(state: Object) -> bool:
    blend, clear = state.get("/BM", Name.Normal), state.get("/ca", 1)
    mask = isinstance(state.get("/SMask"), Dictionary)
    return mask or str(blend) not in _PLAIN_BLENDS or not _is_one(clear)


def _is_one(value: object) -> bool:
    with contextlib.suppress(TypeError, ValueError):
        return float(value) >= 1  # type: ignore[arg-type]
    return False


def _is_odd(image: Stream) -> bool:
    """Whether a picture's own entries may hide some of its pixels."""
    if any(key in image for key in ("/Mask", "/SMask", "/SMaskInData", "/ImageMask")):
        return True
    space = image.get("/ColorSpace")
    family = space[0] if isinstance(space, Array) and len(space) else space
    if int(image.get("/BitsPerComponent", 8)) > 8:
        return True  # the lower half of each value is seen by nobody
    return not is_plain_decode(image) or (space is not None and str(family) not in _PLAIN_SPACES)


@dataclass(slots=True)
class Suspects:
    """Pictures that may hold what is not seen, by page, and where they are drawn."""

    images: dict[Key, Stream] = field(default_factory=dict)
    inside: set[Key] = field(default_factory=set)
    masks: dict[Key, Stream] = field(default_factory=dict)
    pages: dict[int, list[tuple[Key, Affine]]] = field(default_factory=dict)  # to user space
    left: int = MOST_OPS

    def trials(self) -> Iterator[dict[Key, list[Key]]]:
        """Pictures' planes that may lose their print at once, each with the pictures it is of.

        A mask has a shape of its own, and without that shape it shows what it hid.
        """
        for keys in (self.images.keys() - self.inside, self.inside):
            if keys:
                yield {key: [key] for key in keys}
            masks: dict[Key, list[Key]] = {}
            for key in sorted(keys):
                for mask in map(self.images[key].get, ("/SMask", "/Mask")):
                    if isinstance(mask, Stream):
                        self.masks[mask.objgen] = mask
                        masks.setdefault(mask.objgen, []).append(key)
            if masks:
                yield masks

    @classmethod
    def of(cls, pdf: Pdf, document: pymupdf.Document, drawing: Iterable[int]) -> Suspects:
        found = cls()
        every: dict[int, Set[Key]] = {}
        for index in drawing:
            with contextlib.suppress(*UNCERTAIN):
                every[index] = found._look(pdf.pages[index].obj, document[index])
        # Seen on any page is seen, however it is drawn there.
        for index, keys in every.items():
            if not keys.isdisjoint(found.images):
                page = pdf.pages[index].obj
                placed = found._placed(parse(page), page_resources(page), Affine(), ())
                found.pages[index] = [(k, matrix) for k, matrix in placed if k in found.images]
        return found

    def _look(self, page: Object, drawn: pymupdf.Page) -> Set[Key]:
        """Note the page's suspects; all large pictures that it may draw."""
        below = _Below()
        below.look(page_resources(page))
        large = {k: image for k, image in below.images.items() if _may_hold_a_name(image)}
        if large:
            content = map(parse, (page, *below.forms))
            every = below.is_odd or _is_painted_over(drawn) or any(map(_clips_oddly, content))
            here = {k for k, i in large.items() if every or k in below.inside or _is_odd(i)}
            self.images |= {k: large[k] for k in here}
            self.inside |= here & below.inside
        return large.keys()

    def plane(self, key: Key) -> Stream:
        """A picture, or the mask of one."""
        return self.images[key] if key in self.images else self.masks[key]

    def _placed(
        self, ops: list[Op], resources: Object, start: Affine, above: Circle
    ) -> Iterator[tuple[Key, Affine]]:
        self.left -= len(ops)
        for op, matrix in with_matrices(ops, start):
            if op.name != "Do" or not op.operands:
                continue
            target = lookup(resources, "/XObject", op.operands[0])
            if is_image(target):
                assert target is not None
                yield target.objgen, matrix
            elif target is not None and is_form(target) and key_of(target) not in above:
                if self.left < 0:
                    raise ValueError("too much is drawn to tell where")
                own, to_user = resources_of(target, resources), form_matrix(target).then(matrix)
                yield from self._placed(parse(target), own, to_user, within(target, above))


def _may_hold_a_name(image: Stream) -> bool:
    with contextlib.suppress(*UNCERTAIN):
        return may_hold_a_name(int(image["/Width"]), int(image["/Height"]))
    return False


def _clips_oddly(ops: Iterable[Op]) -> bool:
    """Whether something is clipped by more than one box: what lies between may be hidden."""
    parts = lines = 0
    clips = False
    for op in ops:
        if op.name in ("m", "re"):
            parts += 1
        elif op.name in ("l", "c", "v", "y"):
            lines += 1 if op.name == "l" else _BENT
        elif op.name in ("W", "W*"):
            clips = parts > 1 or lines > _SIDES
        elif op.name == "Tr" and op.operands and op.operands[0] in _CLIPPING:
            return True
        elif op.name in PATH_ENDS:
            if clips:
                return True
            parts = lines = 0
    return False


def _is_painted_over(page: pymupdf.Page) -> bool:
    """Whether anything is painted over a picture later."""
    pictures: list[pymupdf.Rect] = []
    for kind, box in page.get_bboxlog():
        rect = pymupdf.Rect(box)
        if kind in _PAINT and any(rect.intersects(picture) for picture in pictures):
            return True
        if kind in _OF_PICTURES:
            pictures.append(rect)
    return False
