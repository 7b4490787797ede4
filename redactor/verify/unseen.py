"""Print in a picture's own samples that no page shows: who takes the picture out can read it.

The eraser blanks such print, and asks MuPDF what is seen. Here PDFium tells where each picture is
drawn, by the bytes of its stream; what hides its print (Decode, a palette, a mask, a clip, later
paint, a layer that is off) is not asked. Where a picture has edges as print has and the page is
even, nobody sees them: that is read. So is a picture that no page is known to draw.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from redactor.datatypes import Band, Entity, Leak, OcrPage
from redactor.erase.inline import may_hold_a_name
from redactor.erase.samples import read_raw
from redactor.erase.whites import is_indexed
from redactor.geometry import PageGeometry, Point
from redactor.levels import highest_channel
from redactor.ports import Image
from redactor.verify.faults import could_not_look
from redactor.verify.near import near_numbers
from redactor.verify.reading import SecondReader
from redactor.verify.render import grown
from redactor.verify.text import PageFrame
from redactor.verify.views import find_hits

Plane = NDArray[np.uint8]  # height x width
Corners = tuple[Point, Point, Point]  # of a picture on a page, in points: tl, tr, bl
Drawn = dict[int, Sequence[tuple[bytes, Corners]]]  # by page, from 1; a picture by its digest
_PRINT, _LEAST_PX = 40, 40  # of 255: an edge of print; a character has more such pixels
_SEEN = 2  # levels by which a page must differ round a pixel
_AROUND_PX = 2  # of the page
_LOOK_PX = 1800  # longer pictures are looked at in every second pixel, third …
_FAINT = 24  # levels; anybody can spread what differs so little
_STROKE_PX = 20  # of the picture, round the edges that are read
_BESIDE_PX = 5  # of a picture, round print of its own
_READ_PX = 4000  # longer pictures are read smaller
_FLAT_PX = 1e-6
_NEAREST = cv2.INTER_NEAREST
_SQUEEZED = (
    4.0  # times as fine across as along: nobody reads such print, nor does the first reading
)


def drawn_pictures(page: pypdfium2.PdfPage, frame: PageFrame) -> Iterator[tuple[bytes, Corners]]:
    """Every picture that PDFium finds on a page, in forms too: digest of its stream, and place."""
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]):
        matrix = item.get_matrix()
        outer = item.container
        while outer is not None:
            matrix = matrix.multiply(outer.get_matrix())
            outer = outer.container
        points = (matrix.on_point(*p) for p in ((0, 1), (1, 1), (0, 0)))
        tl, tr, bl = (frame.to_points(x, y, x, y).centre for x, y in points)
        yield _digest(bytes(item.get_data())), (tl, tr, bl)


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


@dataclass(slots=True)
class _Picture:
    """A picture or mask of the file, until all its print is seen."""

    stream: pikepdf.Stream
    masked: list[pikepdf.Stream] = field(default_factory=list)  # pictures whose mask it is
    last_page: int = 0  # 0: no page is known to draw it
    hidden: NDArray[np.bool_] | None = None  # edges that no page has shown so far
    corners: Corners | None = None
    pages: set[int] = field(default_factory=set)
    _over: NDArray[np.bool_] | None = None

    def over_print(self) -> NDArray[np.bool_]:
        """Where it is a mask over print: what is seen there is that, and not the mask's own."""
        assert self.hidden is not None
        if self._over is None:
            height, width = self.hidden.shape
            self._over = np.zeros((height, width), np.bool_)
            for stream in self.masked:
                edges = grown(_edges(_plane(stream)).astype(np.uint8), _BESIDE_PX)
                edges = np.asarray(cv2.resize(edges, (width, height), interpolation=_NEAREST))
                self._over |= edges > 0
        return self._over


@dataclass(slots=True)
class Unseen:
    """The pictures of one finished file, which stays open."""

    reader: SecondReader
    drawn: Drawn
    _waiting: dict[tuple[int, int], _Picture] = field(default_factory=dict)
    _by_digest: dict[bytes, list[tuple[int, int]]] = field(default_factory=dict)
    looked_at: int = 0

    @classmethod
    def of(cls, pdf: pikepdf.Pdf, reader: SecondReader, drawn: Drawn) -> Unseen:
        out = cls(reader, drawn)
        owners: dict[tuple[int, int], set[bytes]] = defaultdict(set)
        masked: dict[tuple[int, int], list[pikepdf.Stream]] = defaultdict(list)
        for item in pdf.objects:
            if not isinstance(item, pikepdf.Stream) or not _may_hold_a_name(item):
                continue
            out._waiting[item.objgen] = _Picture(item)
            digest = _digest(item.read_raw_bytes())
            owners[item.objgen].add(digest)
            for key in ("/SMask", "/Mask"):
                if isinstance(mask := item.get(key), pikepdf.Stream):
                    owners[mask.objgen].add(digest)  # it lies where its picture does
                    masked[mask.objgen].append(item)
        last = {digest: no for no in sorted(drawn) for digest, _ in drawn[no]}
        for number, picture in out._waiting.items():
            picture.masked = masked[number]
            for digest in owners[number]:
                out._by_digest.setdefault(digest, []).append(number)
                picture.last_page = max(picture.last_page, last.get(digest, 0))
        return out

    def draws(self, page_no: int) -> bool:
        """Whether a page draws pictures that are not known to be seen as a whole."""
        digests = (digest for digest, _ in self.drawn.get(page_no, ()))
        return any(k in self._waiting for d in digests for k in self._by_digest.get(d, ()))

    def look(self, page_no: int, geometry: PageGeometry, shown: Image) -> Iterator[Leak]:
        """Leaks of the pictures that are drawn here for the last time. Raises OutputError."""
        edges = cv2.morphologyEx(shown, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
        busy = (highest_channel(edges) > _SEEN).astype(np.uint8)
        for digest, corners in self.drawn[page_no]:
            for key in self._by_digest.get(digest, ()):
                if (picture := self._waiting.get(key)) is None:
                    continue
                picture.pages.add(page_no)
                picture.corners = picture.corners or _on_image(corners, geometry)
                if not self._hides(picture, busy, _on_image(corners, geometry)):
                    del self._waiting[key]
        ended = [k for k, p in self._waiting.items() if p.last_page == page_no and p.pages]
        for key in ended:
            yield from self._read(self._waiting.pop(key))

    def rest(self) -> Iterator[Leak]:
        """Leaks of pictures that no page is known to draw: in patterns, glyphs and masks."""
        for picture in self._waiting.values():
            if _count(edges := _edges(_plane(picture.stream))) >= _LEAST_PX:
                picture.hidden = edges
                yield from self._read(picture)

    def _hides(self, picture: _Picture, busy: Plane, corners: Corners) -> bool:
        """Whether some print of it is not seen, neither here nor before."""
        if picture.hidden is None:
            self.looked_at += 1
            picture.hidden = _edges(_plane(picture.stream))
        if _count(picture.hidden) >= _LEAST_PX:
            picture.hidden &= picture.over_print() | ~_seen(busy, corners, picture.hidden.shape)
        return _count(picture.hidden) >= _LEAST_PX

    def _read(self, picture: _Picture) -> Iterator[Leak]:
        assert picture.hidden is not None
        plane = _plane(picture.stream, _READ_PX)
        size = plane.shape[1], plane.shape[0]
        near = cv2.resize(picture.hidden.astype(np.uint8), size, interpolation=_NEAREST)
        plane[grown(near, _STROKE_PX) == 0] = np.median(plane)
        plane = _upright(plane, picture.corners)
        dpi = self.reader.settings.ocr.second_dpi
        height, width = plane.shape
        geometry = PageGeometry(width * 72 / dpi, height * 72 / dpi, 0, dpi)
        no = min(picture.pages, default=1)
        image = np.ascontiguousarray(np.repeat(plane[:, :, None], 3, axis=2))
        page = self.reader.engine.read(image, geometry, no, self.reader.candidates)
        for entity in dict.fromkeys(self._own(page, picture.pages or self.drawn.keys())):
            yield Leak("hidden_print", entity, min(picture.pages, default=None))

    def _own(self, page: OcrPage, pages: Collection[int]) -> Iterator[Entity]:
        """Own values of a reading that nobody kept on one of these pages."""
        reader, text = self.reader, "".join(c.text for c in page.text.chars)
        for hit in find_hits(text, reader.needles):
            if not reader.kept.says(pages, hit.needle.value):
                yield hit.needle.entity
        yield from (near.entity for near in near_numbers(text, reader.profile))
        sure = {s.candidate_id for s in page.spotted if s.band is Band.SURE}
        yield from (c.entity for c in reader.candidates if c.candidate_id in sure)


def _may_hold_a_name(stream: pikepdf.Stream) -> bool:
    if stream.get("/Subtype") != pikepdf.Name.Image:
        return False
    try:
        return may_hold_a_name(int(stream["/Width"]), int(stream["/Height"]))
    except (TypeError, ValueError, KeyError):
        return False  # no reader can draw it


def _plane(stream: pikepdf.Stream, longest: int = _LOOK_PX) -> Plane:
    """The stored samples in levels, of a picture not much longer than ``longest`` pixels."""
    with could_not_look("the pictures"):
        raw = read_raw(stream)
    step = max(1, round(max(raw.values.shape[:2]) / longest))
    values = raw.values[::step, ::step]
    grey = values.mean(axis=2) if values.shape[2] > 1 else values[:, :, 0].astype(float)
    low, high = float(grey.min()), float(grey.max())
    spread = high - low
    if is_indexed(stream) or spread * 255 <= _FAINT * raw.top:
        return np.asarray((grey - low) * (255 / max(spread, 1)), np.uint8)
    return np.asarray(grey * (255 / raw.top), np.uint8)


def _edges(plane: Plane) -> NDArray[np.bool_]:
    return np.asarray(
        cv2.morphologyEx(plane, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > _PRINT
    )


def _count(pixels: NDArray[np.bool_]) -> int:
    return int(np.count_nonzero(pixels))


def _on_image(corners: Corners, geometry: PageGeometry) -> Corners:
    tl, tr, bl = (geometry.point_to_px(p) for p in corners)
    return tl, tr, bl


def _seen(busy: Plane, corners: Corners, shape: Sequence[int]) -> NDArray[np.bool_]:
    """Pixels of a picture at which the page is not even; ``corners`` in pixels of the page."""
    height, width = shape
    (x0, y0), (x1, y1), (x2, y2) = corners
    if abs((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)) < _FLAT_PX:
        return np.zeros((height, width), np.bool_)
    across, down = np.hypot(x1 - x0, y1 - y0) / width, np.hypot(x2 - x0, y2 - y0) / height
    coarse = max(across, down)
    if coarse > _SQUEEZED * min(across, down):
        return np.zeros((height, width), np.bool_)
    busy = grown(busy, _AROUND_PX + int(np.ceil(min(coarse, 50.0) / 2)))
    goal = np.array([(0, 0), (width, 0), (0, height)], np.float32)
    there = cv2.getAffineTransform(np.array(corners, np.float32), goal)
    return np.asarray(cv2.warpAffine(busy, there, (width, height), flags=_NEAREST) > 0)


def _upright(plane: Plane, corners: Corners | None) -> Plane:
    """As it lies on the page, by quarter turns and mirrors."""
    if corners is None:
        return plane
    tl, tr, bl = corners
    across, down = (tr[0] - tl[0], tr[1] - tl[1]), (bl[0] - tl[0], bl[1] - tl[1])
    if abs(across[1]) > abs(across[0]):
        plane, across, down = plane.T, down, across
    if across[0] < 0:
        plane = plane[:, ::-1]
    return plane[::-1] if down[1] < 0 else plane
