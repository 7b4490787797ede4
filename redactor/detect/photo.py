"""Portrait photos: the face by CenterFace, then the whole photo round it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np

from redactor.datatypes import Char, DocClass, Entity, Evidence, Finding, Likeness, TextSource
from redactor.detect.busy import busy_regions, shown_parts, toned_rectangles, toned_regions
from redactor.detect.centerface import CenterFace
from redactor.detect.photo_frame import frame_round, snapped
from redactor.detect.photo_oval import oval_round
from redactor.detect.places import joined
from redactor.detect.seal_find import RED, leads
from redactor.detect.upright import Cut, level_cut, reading_of, turned_cut
from redactor.geometry import Point, PtQuad, PxBox
from redactor.ports import Image, PageView
from redactor.textnorm import is_han

_MM_PER_INCH = 25.4
_PT_PER_MM = 72 / _MM_PER_INCH
_THRESHOLD = 0.35
_SURE = 0.50  # below it a face needs a photo round it
_DOUBTED = 0.42  # or, of papers that carry a portrait, is asked about where there is no other
_UPRIGHT = 0.75  # no face on its side had more than .62
_LEAST_FACE_MM = 6.0
# Faces that the network saw in seals had up to .56 and .12 to .21 of red strokes; portraits had .78
# and more in colour, and .03 of red strokes at most.
_CLEAR = 0.65
_RED, _STROKE_MM, _STROKES, _AS_PAPER = 26, 1.3, 0.08, 12
# The network prefers faces of 20 to 50 pixels: a 6 mm face has 19 at 80 dpi, that of a
# two-inch photo 45 at 50 dpi (in grey it was missed at 80 to 120). What a copy in black and white
# leaves of a face is one more at 35.
_FACE_DPIS = (80.0, 50.0, 35.0)
# Of 100 photos that the finest scale shows, a glance at the others showed all: one of 20 x 16 mm,
# half covered, with .06, two with less than .4.
_GLANCE = 0.04
# A face in mere black and white is nothing that the network has learnt: of 48 round and oval
# portraits on such copies it saw 36, and all 48 where levels were drawn together to these.
_SOFT = (70, 220)
_HUE, _HUED = 40, 0.01  # levels between channels, and the share of pixels: a scanner's noise
_LARGEST_FACE_PX = 56.0  # at the finest scale
_FRAME_DPI = 150.0
_LONG_MM, _SHORT_MM = 80.0, 60.0  # the largest embedded picture that counts as a portrait
_FACE_OF_PHOTO = 0.20  # least share of the photo's height
_MOSTLY_BUSY = 0.25  # of the page: beyond it the whole page costs less, at the lower scale
_SAME_PHOTO = 0.30  # overlap over union of two rectangles for one photo
_APART_MM = 8.0  # photos on copies of two certificates; heads in a group stand closer
_WASHED_OUT, _FULL, _MOST_GAIN = 110, 200, 4.0  # levels between dark and bright; more is grain
_MARGIN_MM = 0.5  # an edge is found to two pixels of the cut
_EDGE_MM = 0.3  # and to one where only the clearest was looked for
_READ, _PRINT = 0.8, 10  # score and count of characters that are printed on a picture
_LABEL = 4  # Han characters of a line
_AROUND_MM = 6.0  # of a rectangle of tone, where its edges are looked for
# Documents that carry a portrait of their holder, and its printed sizes (mm).
_WITH_PORTRAIT = frozenset(
    {
        DocClass.FORM,
        DocClass.CERTIFICATE,
        DocClass.TRAINING_CARD,
        DocClass.ASSESSMENT,
        DocClass.ID_CARD,
    }
)
_PORTRAITS_MM = ((25.0, 35.0), (35.0, 45.0), (35.0, 49.0))
_SMALL_MM = (16.0, 22.0)  # a smaller embedded picture is rather a fingerprint
_TOLERANCE = 0.20
_ASPECT_TOLERANCE = 0.15


@dataclass(frozen=True, slots=True)
class _Photo:
    quad: PtQuad
    score: float
    is_photo: bool  # looks like a portrait photo


@dataclass(frozen=True, slots=True)
class _PageFace:
    """A face on the page: four corners in pixels of the page's image, in its own upright order."""

    corners: tuple[Point, Point, Point, Point]
    score: float
    turn: int  # clockwise turn of the page that sets it upright
    dpi: float  # in which it was seen

    @property
    def centre(self) -> Point:
        return sum(x for x, _ in self.corners) / 4, sum(y for _, y in self.corners) / 4

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in page pixels."""
        tl, tr, _, bl = self.corners
        return math.dist(tl, tr), math.dist(tl, bl)


class PhotoDetector:
    """Finds portraits and gives each whole photo as one quad.

    ``SINGLE_PORTRAIT``: the page's only face, in what looks like a portrait photo.
    ``OVER_TEXT``: the picture is large, and text is printed on it.
    ``SEVERAL_FACES``: more than one; with ``SEVERAL_PORTRAITS`` where each is in a portrait photo
    of its own, as on copies of certificates. A lone face in some other picture has neither: nobody
    can tell whose it is. ``found_by`` is ``photo.centerface``, or ``photo.rectangle`` for an
    embedded picture or a rectangle of tone of a portrait's size in which no face was seen, on a
    form or card, and there, on a page without either, for what may show of a half covered one.
    """

    name = "photo"

    def __init__(self, weights: Path) -> None:
        """``weights``: CenterFace's ONNX file. Raises ``MissingModelError``."""
        self._net = CenterFace(weights)

    def find(self, view: PageView) -> Iterable[Finding]:
        """Photos of the page, one finding each."""
        faces = [face for face in self._faces(view) if not _is_in_seal(view, face)]
        carries_one = _may_carry(view)
        rectangles = toned_rectangles(view) if faces or carries_one else []
        photos = _merged(_photo_of(view, face, rectangles) for face in faces)
        photos = [p for p in photos if p.score >= _SURE or not _is_print(view, p.quad)]
        sure = [p for p in photos if p.score >= _SURE or p.is_photo]
        doubted = [p for p in photos if p.score >= _DOUBTED] if carries_one else []
        photos = sure or doubted[:1]
        evidence = _evidence(photos)
        for photo in photos:
            seen = (
                evidence | {Evidence.OVER_TEXT} if _is_below_print(view, photo.quad) else evidence
            )
            yield _finding(view.page_no, photo.quad, photo.score, "photo.centerface", seen)
        if not carries_one:
            return
        faceless = list(_faceless(view, rectangles, [p.quad for p in photos]))
        # Where the page's portrait is not to be seen, it may be half covered.
        for quad in faceless if photos or faceless else shown_parts(view):
            yield _finding(view.page_no, quad, 0.4, "photo.rectangle", frozenset())

    def _faces(self, view: PageView) -> list[_PageFace]:
        """Faces as text stands; if there is none, in pictures turned any other way.

        The network also sees faces that lie on their side, only worse, and then the photo's
        shape would be taken for upright: around each doubtful one all turns are compared, at the
        scale at which it was seen best.
        """
        turn = reading_of(view).turn
        others = [(turn + more) % 360 for more in (90, 180, 270)]
        height, width = view.image.shape[:2]
        dpi = view.geometry.dpi
        whole = PxBox(0, 0, width, height)
        places = toned_regions(view)
        faces = self._faces_in(view, places, [turn], _FACE_DPIS)
        if faces:
            unsure = [f for f in faces if f.score < _UPRIGHT]
            around = [(_around(f), f.dpi, t) for f in unsure for t in others]
            return _best_of_place([*faces, *self._seen(view, around, _THRESHOLD)], dpi)
        if not view.pictures or not places:
            return []
        regions = busy_regions(view)
        dpis: tuple[float, ...] = _FACE_DPIS
        if sum(box.area for box in regions) > _MOSTLY_BUSY * whole.area:
            regions, dpis = [whole], _FACE_DPIS[1:]  # a dark scan: keep the time bounded
        return self._faces_in(view, regions, others, dpis)

    def _faces_in(
        self, view: PageView, boxes: list[PxBox], turns: list[int], dpis: tuple[float, ...]
    ) -> list[_PageFace]:
        """Faces in ``boxes``. At the finest scale only what may be one at a glance at the others is
        looked at, unless it is a face for sure and larger than the network likes.
        """
        finest, dpi = _FACE_DPIS[0], view.geometry.dpi
        looks = [(box, wanted, turn) for box in boxes for turn in turns for wanted in dpis]
        glances = self._seen(view, [look for look in looks if look[1] != finest], _GLANCE)
        found = [f for f in glances if f.score >= _THRESHOLD]
        if finest in dpis:
            large = _LARGEST_FACE_PX * dpi / finest
            unsure = [f for f in glances if f.size[1] <= large or f.score < _SURE]
            around = [(joined(_around(f) for f in unsure if f.turn == t), t) for t in turns]
            closer = [(box, t) for boxes, t in around for box in boxes]
            found += self._seen(view, [(box, finest, t) for box, t in closer], _THRESHOLD)
            if _may_carry(view) and all(f.score < _SURE for f in found):
                pale = [(box, t) for box, t in closer if _is_colourless(view, box)]
                again = [(box, wanted, t) for box, t in pale for wanted in dpis]
                found += self._seen(view, again, _THRESHOLD, _softened)
        return _best_of_place(found, dpi)

    def _seen(
        self,
        view: PageView,
        looks: list[tuple[PxBox, float, int]],
        threshold: float,
        prepared: Callable[[Image], Image] = lambda image: image,
    ) -> list[_PageFace]:
        """Faces large enough in boxes, each looked at in some dpi and turned."""
        dpi = view.geometry.dpi
        cuts = [turned_cut(view.image, b, min(1.0, wanted / dpi), t) for b, wanted, t in looks]
        found = self._net.find([prepared(cut.image) for cut in cuts], threshold)
        faces = [
            _PageFace(cut.corners_back(face.box), face.score, turn, wanted)
            for cut, (_, wanted, turn), faces in zip(cuts, looks, found, strict=True)
            for face in faces
        ]
        return [face for face in faces if _is_large(face, dpi)]


def _may_carry(view: PageView) -> bool:
    """Whether the page's document is of a kind that carries its holder's portrait."""
    return view.doc_class in _WITH_PORTRAIT


def _is_colourless(view: PageView, box: PxBox) -> bool:
    """Whether it is on a copy without colour: the network makes faces of softened red seals."""
    piece = view.image[int(box.y0) : math.ceil(box.y1) : 4, int(box.x0) : math.ceil(box.x1) : 4]
    spread = piece.max(axis=2).astype(np.int16) - piece.min(axis=2)
    return bool((spread > _HUE).mean() < _HUED)


def _softened(image: Image) -> Image:
    low, high = _SOFT
    return np.asarray(low + image * ((high - low) / 255), np.uint8)


def _is_in_seal(view: PageView, face: _PageFace) -> bool:
    """Whether a doubtful face is what the network makes of a red seal on paper, its star and words.

    Strokes in red on what has the colour of paper: where a seal runs over a face, skin lies below.
    """
    if face.score >= _CLEAR:
        return False
    mm = _FRAME_DPI / _MM_PER_INCH
    scale = min(1.0, _FRAME_DPI / view.geometry.dpi)
    cut = level_cut(view.image, face.centre, face.size, scale, face.turn).image
    lead = leads(np.ascontiguousarray(cut), RED)
    red = (lead > np.percentile(lead, 25) + _RED).astype(np.uint8)
    blobs = cv2.morphologyEx(red, cv2.MORPH_OPEN, np.ones((round(_STROKE_MM * mm),) * 2, np.uint8))
    if float((red & (1 - blobs)).mean()) < _STROKES:
        return False
    page = np.ascontiguousarray(view.image[::8, ::8])
    light = page.max(axis=2)
    paper = leads(page, RED)[light >= np.median(light)]
    return bool(np.median(lead[red == 0]) <= np.median(paper) + _AS_PAPER)


def _evidence(photos: Sequence[_Photo]) -> frozenset[Evidence]:
    """What the faces of a page tell by being one or several."""
    portraits = all(photo.is_photo for photo in photos)
    if len(photos) == 1:
        return frozenset({Evidence.SINGLE_PORTRAIT} if portraits else ())
    apart = all(
        a.quad.box.apart(b.quad.box) >= _APART_MM * _PT_PER_MM for a, b in combinations(photos, 2)
    )
    of_each = {Evidence.SEVERAL_PORTRAITS} if portraits and apart else set()
    return frozenset({Evidence.SEVERAL_FACES} | of_each)


def _finding(
    page_no: int, quad: PtQuad, score: float, found_by: str, evidence: frozenset[Evidence]
) -> Finding:
    return Finding(
        entity=Entity.PHOTO,
        page_no=page_no,
        quads=(quad,),
        score=min(1.0, score),
        found_by=found_by,
        likeness=Likeness.NONE,
        evidence=evidence,
    )


def _is_below_print(view: PageView, photo: PtQuad) -> bool:
    """Whether a picture larger than any portrait is the ground that text is printed on."""
    short, long = sorted(side / _PT_PER_MM for side in _sides_pt(photo))
    if short <= _SHORT_MM and long <= _LONG_MM:
        return False
    chars = (c for c in view.text.chars if c.quad is not None and not c.text.isspace())
    over = sum(c.score >= _READ and photo.contains(c.quad.centre) for c in chars if c.quad)
    return over >= _PRINT


def _is_print(view: PageView, photo: PtQuad) -> bool:
    """Whether a doubtful face is what the network makes of a label in its cell: a whole line of
    print was read there.
    """
    lines: dict[int, list[Char]] = {}
    for char in view.text.chars:
        if char.source is TextSource.OCR and is_han(char.text):
            lines.setdefault(char.line, []).append(char)
    return any(
        len(line) >= _LABEL
        and all(c.score >= _READ and c.quad and photo.contains(c.quad.centre) for c in line)
        for line in lines.values()
    )


def _photo_of(view: PageView, face: _PageFace, rectangles: Sequence[PtQuad]) -> _Photo:
    """The whole photo that ``face`` is in."""
    embedded = [picture.quad for picture in view.pictures]
    # A photo half covered leaves a rectangle of another shape.
    shaped = [q for q in rectangles if _has_portrait_size(*_as_read(view, q, face.turn))]
    if (quad := _portrait_round(view, face, embedded)) is not None:
        return _Photo(quad, face.score, True)
    if (quad := _portrait_round(view, face, shaped)) is not None:
        return _Photo(_at_edges(view, quad), face.score, True)
    dpi = view.geometry.dpi
    width, height = face.size
    reading = reading_of(view)
    lean = reading.skew_deg if (face.turn - reading.turn) % 360 == 0 else 0.0
    scale = min(1.0, _FRAME_DPI / dpi)
    size = (width * 4.4, height * 5.0)
    cut = level_cut(view.image, face.centre, size, scale, face.turn - lean)
    middle_x, middle_y = cut.image.shape[1] / 2, cut.image.shape[0] / 2
    half_x, half_y = width * scale / 2, height * scale / 2
    box = PxBox(middle_x - half_x, middle_y - half_y, middle_x + half_x, middle_y + half_y)
    margin = _MARGIN_MM * dpi * scale / _MM_PER_INCH
    shown = _in_full_contrast(cut.image)
    oval = oval_round(shown, box, dpi * scale)
    if oval is None:
        frame = frame_round(shown, box, dpi * scale, _printed(view, cut))
        whole, is_photo = frame.box, frame.is_photo
    else:
        whole, is_photo = oval, True
    framed = view.geometry.quad_to_pt(cut.corners_back(whole.grown(margin)))
    return _Photo(framed, face.score, is_photo)


def _in_full_contrast(image: Image) -> Image:
    """A washed-out copy's photo, so that its edges are as clear as any other's."""
    low, high = np.percentile(image, (1, 99))
    if high - low >= _WASHED_OUT:
        return image
    gain = min(_MOST_GAIN, _FULL / max(1.0, high - low))
    return np.asarray(np.clip((image - low) * gain + (255 - _FULL), 0, 255), np.uint8)


def _at_edges(view: PageView, toned: PtQuad) -> PtQuad:
    """A rectangle of tone, whose sides were seen from afar, up to the photo's edges."""
    tl, tr, br, bl = view.geometry.quad_to_px(toned)
    lean = math.degrees(math.atan2(tr[1] - tl[1], tr[0] - tl[0]))
    centre = (tl[0] + br[0]) / 2, (tl[1] + br[1]) / 2
    around = 2 * _AROUND_MM * view.geometry.dpi / _MM_PER_INCH
    width, height = math.dist(tl, tr), math.dist(tl, bl)
    scale = min(1.0, _FRAME_DPI / view.geometry.dpi)
    cut = level_cut(view.image, centre, (width + around, height + around), scale, -lean)
    margin = around / 2 * scale
    box = PxBox(margin, margin, margin + width * scale, margin + height * scale)
    found = snapped(cut.image, box, view.geometry.dpi * scale)
    grown = found.grown(_EDGE_MM * view.geometry.dpi * scale / _MM_PER_INCH)
    return view.geometry.quad_to_pt(cut.corners_back(grown))


def _printed(view: PageView, cut: Cut) -> tuple[PxBox, ...]:
    """Characters of the page inside ``cut``, as upright boxes of it."""
    height, width = cut.image.shape[:2]
    quads = [c.quad for c in view.text.chars if c.quad is not None and not c.text.isspace()]
    corners = cut.into(view.geometry.quads_to_px(quads))
    boxes = np.concatenate([corners.min(axis=1), corners.max(axis=1)], axis=1)
    return tuple(
        PxBox(x0, y0, x1, y1)
        for x0, y0, x1, y1 in boxes.tolist()
        if 0 <= (x0 + x1) / 2 <= width and 0 <= (y0 + y1) / 2 <= height
    )


def _sides_pt(quad: PtQuad) -> tuple[float, float]:
    return math.dist(quad.tl, quad.tr), math.dist(quad.tl, quad.bl)


def _portrait_round(view: PageView, face: _PageFace, pictures: Sequence[PtQuad]) -> PtQuad | None:
    """The smallest of ``pictures`` that has a portrait's size and holds the face."""
    corners = [view.geometry.point_to_pt(p) for p in face.corners]
    face_mm = face.size[1] * _MM_PER_INCH / view.geometry.dpi
    fitting = []
    for quad in pictures:
        short, long = sorted(side / _PT_PER_MM for side in _sides_pt(quad))
        inside = quad.contains(view.geometry.point_to_pt(face.centre))
        most = sum(quad.contains(corner) for corner in corners) >= 3
        portrait = short <= _SHORT_MM and long <= _LONG_MM and face_mm >= _FACE_OF_PHOTO * long
        if inside and most and portrait:
            fitting.append((short * long, quad))
    return min(fitting, key=lambda pair: pair[0])[1] if fitting else None


def _merged(photos: Iterable[_Photo]) -> list[_Photo]:
    """One photo for each place: of two rectangles for one the better scored stays."""
    kept: list[_Photo] = []
    for photo in sorted(photos, key=lambda p: -p.score):
        if all(_overlap(photo.quad, other.quad) <= _SAME_PHOTO for other in kept):
            kept.append(photo)
    return kept


def _overlap(a: PtQuad, b: PtQuad) -> float:
    shared = a.box.overlap(b.box)
    return shared / max(1e-9, a.box.area + b.box.area - shared)


def _around(face: _PageFace) -> PxBox:
    """Room enough for the network to see the same face again."""
    x, y = face.centre
    reach = 2.0 * max(face.size)
    return PxBox(max(0.0, x - reach), max(0.0, y - reach), max(0.0, x + reach), max(0.0, y + reach))


def _is_large(face: _PageFace, dpi: float) -> bool:
    return face.size[1] >= _LEAST_FACE_MM * dpi / _MM_PER_INCH


def _best_of_place(faces: list[_PageFace], dpi: float) -> list[_PageFace]:
    """The network sees a face at more than one scale and turn: the best scored stays."""
    kept: list[_PageFace] = []
    for face in sorted(faces, key=lambda f: -f.score):
        apart = _LEAST_FACE_MM * dpi / _MM_PER_INCH
        if all(math.dist(face.centre, other.centre) > apart for other in kept):
            kept.append(face)
    return kept


def _faceless(
    view: PageView, rectangles: Sequence[PtQuad], known: list[PtQuad]
) -> Iterator[PtQuad]:
    """Pictures of a portrait's printed size, each once."""
    turn = reading_of(view).turn
    seen = list(known)
    embedded = [picture.quad for picture in view.pictures]
    shaped = [q for q in embedded if _has_portrait_size(*_as_read(view, q, turn), _PORTRAITS_MM)]
    shaped += [q for q in rectangles if _has_portrait_size(*_as_read(view, q, turn))]
    for quad in shaped:
        if all(_overlap(quad, other) <= _SAME_PHOTO for other in seen):
            seen.append(quad)
            yield quad


def _as_read(view: PageView, quad: PtQuad, turn: int) -> tuple[float, float]:
    """Width and height (mm) of ``quad`` on the page as it is shown and read."""
    box = view.geometry.to_pixels(quad.box)
    mm = _MM_PER_INCH / view.geometry.dpi
    width, height = box.width * mm, box.height * mm
    return (height, width) if turn in (90, 270) else (width, height)


def _has_portrait_size(
    width_mm: float,
    height_mm: float,
    sizes_mm: Sequence[tuple[float, float]] = (*_PORTRAITS_MM, _SMALL_MM),
) -> bool:
    return height_mm > 0 and any(
        abs(width_mm / w - 1) <= _TOLERANCE
        and abs(height_mm / h - 1) <= _TOLERANCE
        and abs((width_mm / height_mm) / (w / h) - 1) <= _ASPECT_TOLERANCE
        for w, h in sizes_mm
    )
