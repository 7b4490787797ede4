"""``OcrEngine`` and ``TextReader`` with PaddleOCR's models."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial

import numpy as np

from redactor.config import weights
from redactor.config.records import OcrSettings
from redactor.config.spotting import SpottingTable, load_spotting
from redactor.datatypes import Candidate, OcrPage, PageText, Spotted
from redactor.geometry import PageGeometry, Point, PtQuad, PxBox
from redactor.ocr.alignment import fits
from redactor.ocr.behind import lines_behind
from redactor.ocr.careful import read_again
from redactor.ocr.coloured import past_marks
from redactor.ocr.device import CPU
from redactor.ocr.faint import may_hide, pale_lines
from redactor.ocr.layout import page_chars
from redactor.ocr.lost import with_lost
from redactor.ocr.mirrored import hiding_lines
from redactor.ocr.paddle import USUAL_LEAST_WIDTH, Detector, Orientation, Recogniser
from redactor.ocr.reading import LineReader, ReadLine
from redactor.ocr.ruled import parted_at_rulings
from redactor.ocr.spotting import Spotter
from redactor.ocr.strips import Corners, is_tall, size_of, steadied
from redactor.ocr.through import is_pale, past_back, usual_contrast
from redactor.ocr.tiles import detect_in_tiles, tile_side_px
from redactor.ocr.turns import TURNS, turn_back, turn_corners, turn_image
from redactor.ocr.wraps import beside_open_ends, cut_off, pairs_of
from redactor.ports import Image, KnownLine, StripText
from redactor.textnorm import folded

ORIENTATION = "PP-LCNet_x1_0_doc_ori"
_SURE_TURN = 0.8  # below it the classifier was wrong now and then: compare readings
_GLANCE = 3  # lines read to see that a sure turn is right
_SAMPLE = 8  # lines read at each turn when turns are compared
_SAMPLE_SHAPE = 12.0  # width to height: of longer lines only the beginning is read
_ENOUGH = 8  # characters: 王 and 中 alone read as well upside down
_NARROW = 160  # px: of 700 short lines 10 read otherwise than padded to 320, mostly in their dashes
# Grey levels of the usual line: thin strokes of such print are as pale as what shines through.
_WASHED_OUT = 110
_CLEAR = 0.95  # mean score that no page reads with when it is upside down or on its side


@dataclass(frozen=True, slots=True)
class _Upright:
    """An image turned upright, with the rectangles of its lines."""

    image: Image
    turn: int
    size: tuple[int, int]  # height and width of the image as it was given
    rectangles: list[Corners]


# The engines of a process share what they have in common: they read one after the other.
_detector = cache(Detector)
_recogniser = cache(Recogniser)


class PaddleOcrEngine:
    """Reads page images with a detector and a recogniser, one thread, no network.

    A cascade where ``careful`` is another recogniser: the first reads every line, the careful
    one again those in which an own value stands or may have been misread, and poor ones.
    ``tables`` are the thresholds of each recogniser; those of ``configs/spotting.toml`` if none.
    Lines shorter than ``least_width_px`` are padded to it. ``fitted``: boxes of characters are
    fitted to their ink, to erase by, and lines are looked for in which a value may hide.
    ``device``: of ``device.DEVICES``.

    Weights are checked at construction (MissingModelError) and loaded at the first reading.
    """

    def __init__(
        self,
        detector: str = "PP-OCRv6_tiny_det",
        recogniser: str = "PP-OCRv6_small_rec",
        max_side_px: int = 1536,
        line_confidence_floor: float = 0.80,
        careful: str = "",
        tables: Sequence[SpottingTable] = (),
        least_width_px: int = USUAL_LEAST_WIDTH,
        fitted: bool = True,
        device: str = CPU,
    ) -> None:
        recognisers = tuple(dict.fromkeys((recogniser, careful or recogniser)))
        for model in (detector, *recognisers, ORIENTATION):
            weights.check(model)
        self.name = "paddle:" + "+".join((detector, *recognisers))
        self._detector_name = detector
        self._recogniser_names = recognisers
        self._max_side_px = max_side_px
        self._floor = line_confidence_floor
        self._least_width_px = least_width_px
        self._fitted = fitted
        self._device = device
        self._thresholds = tables or [load_spotting(name) for name in recognisers]

    @classmethod
    def first(cls, settings: OcrSettings) -> PaddleOcrEngine:
        """The engine that pages are read with."""
        return cls(
            settings.detector,
            settings.recogniser,
            settings.max_side_px,
            settings.line_confidence_floor,
            settings.careful_recogniser,
            device=settings.device,
        )

    @classmethod
    def second(cls, settings: OcrSettings) -> PaddleOcrEngine:
        """The engine of verification: it looks at another scale than the first.

        It also lays short lines out differently, which costs half of what a table costs the first,
        and says where characters stand without a look at their ink: nothing is erased by it, and
        no page is held for what may hide on it, which the first has told.
        """
        return cls(
            settings.second_detector,
            settings.second_recogniser,
            settings.max_side_px,
            settings.line_confidence_floor,
            settings.careful_recogniser,
            least_width_px=_NARROW,
            fitted=False,
            device=settings.device,
        )

    @cached_property
    def _detector(self) -> Detector:
        return _detector(self._detector_name, self._max_side_px, self._device)

    @cached_property
    def _recogniser(self) -> Recogniser:
        first = _recogniser(self._recogniser_names[0], self._device)
        return first.padding_to(self._least_width_px)

    @cached_property
    def _careful(self) -> Recogniser:
        return _recogniser(self._recogniser_names[1], self._device)

    @property
    def _surest(self) -> Recogniser:
        return self._careful if len(self._recogniser_names) > 1 else self._recogniser

    @cached_property
    def _orientation(self) -> Orientation:
        return Orientation(ORIENTATION, self._device)

    def read(
        self,
        image: Image,
        geometry: PageGeometry,
        page_no: int,
        candidates: Sequence[Candidate] = (),
        regions: Sequence[PxBox] | None = None,
        lines: Sequence[KnownLine] | None = None,
    ) -> OcrPage:
        """All text of ``image``, one quad a character (see ``ports.OcrEngine``)."""
        if regions is not None and not regions:
            return OcrPage(PageText(page_no, ()), (), 0, 0, 0)
        spotter = Spotter(candidates, self._recogniser.classes, self._thresholds[0])
        reader = LineReader(self._recogniser, spotter, self._floor, fitted=self._fitted)
        upright = (
            self._upright(image, geometry.dpi, reader) if lines is None else _known(image, lines)
        )
        wanted = [i for i, c in enumerate(upright.rectangles) if _wanted(c, upright, regions)]
        rectangles = [upright.rectangles[i] for i in wanted]
        said = None if lines is None else [lines[i].said for i in wanted]

        def look(
            image: Image, rectangles: Sequence[Corners], said: Sequence[str] | None = None
        ) -> list[ReadLine]:
            lines = reader.read(image, rectangles)
            if len(self._recogniser_names) > 1:
                as_said = set(_as_said(lines, said)) if said else set()
                lacking = spotter.lacks_characters
                self._read_again(image, rectangles, lines, candidates, lacking, as_said)
            return lines

        def read(
            image: Image, rectangles: Sequence[Corners], said: Sequence[str] | None = None
        ) -> list[ReadLine]:
            return [r for r in look(image, rectangles, said) if _is_line(r)]

        def detect(image: Image) -> list[Corners]:
            return self._lines_in(image, geometry.dpi)

        found = read(upright.image, rectangles, said)
        if lines is not None:
            return self._page(found, [], [], upright, geometry, page_no)
        found = past_marks(upright.image, found, detect, read)
        found, lost = with_lost(upright.image, found, look, self._floor)
        if regions is None:
            found = past_back(upright.image, found, self._floor, detect, look)
        pale = pale_lines(upright.image, found, detect, read) if regions is None else []
        hiding: list[ReadLine] = []
        if self._fitted:
            poor = [line for line in found if line.line.confidence < self._floor]
            texts = {"".join(c.text.split()) for c in candidates}
            full = in_full_ink(found, self._floor)
            hiding = [r for r in pale if may_hide(r, texts)]
            hiding += lost + hiding_lines(poor, full, partial(look, upright.image), texts)
            if regions is None:
                clear = [r for r in found if r.line.confidence >= self._floor]
                darkest = max((r.contrast for r in clear), default=0.0)  # most lines may be marks
                washed_out = usual_contrast(found, self._floor) < _WASHED_OUT
                marks = [*pale, *(r for r in clear if washed_out or is_pale(r, darkest))]
                hiding += lines_behind(upright.image, detect, look, texts, marks)
        return self._page(found, pale, hiding, upright, geometry, page_no)

    def _read_again(
        self,
        image: Image,
        rectangles: Sequence[Corners],
        lines: list[ReadLine],
        candidates: Sequence[Candidate],
        lacking: bool,
        as_said: Collection[int],
    ) -> None:
        """Put the careful reading in the place of each line where it can matter.

        ``lacking``: the first recogniser lacks characters of a candidate. ``as_said``: lines that
        are left as they are.
        """
        halved = {i for p in pairs_of(lines) if p.is_misread for i in (p.upper, p.lower)}
        if lacking:
            halved.update(beside_open_ends(lines))
        spotter = Spotter(candidates, self._careful.classes, self._thresholds[1])
        reader = LineReader(self._careful, spotter, self._floor, fitted=self._fitted)
        read_again(image, rectangles, lines, reader, halved, as_said)

    def read_strip(self, image: Image) -> tuple[str, float]:
        """Text of a single horizontal line, and its mean confidence (0 for no text)."""
        height, width = image.shape[:2]
        if not height or not width:
            return "", 0.0
        corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
        # A floor of 0: the caller says which way the strip runs.
        (read,) = LineReader(self._recogniser, None, 0.0, fitted=False).read(image, [corners])
        text = "".join(g.char for g in read.line.glyphs).strip()
        return text, read.line.confidence if text else 0.0

    def spot_strip(self, image: Image, candidates: Sequence[Candidate]) -> StripText:
        """Text of a single horizontal line, and which candidates it may be."""
        height, width = image.shape[:2]
        if not height or not width:
            return StripText("", 0.0)
        corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
        careful = self._surest
        spotter = Spotter(candidates, careful.classes, self._thresholds[-1])
        (read,) = LineReader(careful, spotter, 0.0, fitted=False).read(image, [corners])
        whole = "".join(g.char for g in read.line.glyphs)
        first = len(whole) - len(whole.lstrip())
        text = whole.strip()
        scores = tuple(g.score for g in read.line.glyphs)[first : first + len(text)]
        spotted = tuple((p.hit.candidate_id, p.hit.band) for p in read.spotted)
        return StripText(text, read.line.confidence if text else 0.0, spotted, scores)

    def fits_round(self, image: Image, texts: Sequence[str]) -> tuple[float, ...]:
        """How well each text fits, by the careful weights: see ``ports.StripReader``."""
        careful = self._surest
        (output,) = careful.probabilities([image])
        twice = np.concatenate([output.frames, output.frames])
        return fits(twice, texts, careful.classes)

    def _upright(self, image: Image, dpi: float, reader: LineReader) -> _Upright:
        """The image at the turn that reads best."""
        turn, sureness = self._orientation.turn(image)
        upright = self._detected(image, turn, dpi)
        if not upright.rectangles:
            return upright
        if not _mostly_tall(upright.rectangles):
            glance = _sample(upright.rectangles, _GLANCE)
            total, mean = reader.legibility(upright.image, glance)
            sure = sureness >= _SURE_TURN
            if mean >= (self._floor if sure else _CLEAR) and total >= (0 if sure else _ENOUGH):
                return upright
        best = max(TURNS, key=lambda turn: self._legibility(upright, turn, reader))
        return upright if best == 0 else self._detected(image, (turn + best) % 360, dpi)

    def _legibility(self, upright: _Upright, turn: int, reader: LineReader) -> float:
        """How much a sample of lines yields when the image is turned further by ``turn``."""
        size = upright.image.shape[:2]
        rectangles = [turn_corners(c, turn, (size[0], size[1])) for c in upright.rectangles]
        sample = _sample(rectangles, _SAMPLE)
        return reader.legibility(turn_image(upright.image, turn), sample)[0]

    def _detected(self, image: Image, turn: int, dpi: float) -> _Upright:
        upright = turn_image(image, turn)
        rectangles = self._lines_in(upright, dpi)
        return _Upright(upright, turn, (image.shape[0], image.shape[1]), rectangles)

    def _lines_in(self, image: Image, dpi: float) -> list[Corners]:
        side = tile_side_px(dpi, self._max_side_px)
        found = steadied(detect_in_tiles(self._detector.detect, image, side))
        return parted_at_rulings(image, found)

    def _page(
        self,
        inked: list[ReadLine],
        pale: list[ReadLine],
        hiding: list[ReadLine],
        upright: _Upright,
        geometry: PageGeometry,
        page_no: int,
    ) -> OcrPage:
        """``pale``: lines of which the first look saw nothing."""
        lines = [*inked, *pale]

        def quad(corners: Sequence[Point]) -> PtQuad:
            return geometry.quad_to_pt(
                turn_back((x, y), upright.turn, upright.size) for x, y in corners
            )

        quads = [
            [None if g.corners is None else quad(g.corners) for g in read.line.glyphs]
            for read in lines
        ]
        doubtful = [read for read in lines if read.line.confidence < self._floor]
        poor = in_full_ink(inked, self._floor)
        pairs = pairs_of(lines)
        spotted = [
            Spotted(
                candidate_id=place.hit.candidate_id,
                page_no=page_no,
                score=place.hit.score,
                band=place.hit.band,
                quads=tuple(quad(corners) for corners in place.corners),
                read_as=place.read_as,
            )
            for place in [
                *(place for read in lines for place in read.spotted),
                *(pair.place for pair in pairs if pair.is_misread),
                *cut_off(lines, pairs),
            ]
        ]
        return OcrPage(
            text=PageText(page_no, page_chars([read.line for read in lines], quads)),
            spotted=tuple(spotted),
            turn=upright.turn,
            doubtful_lines=len(poor),
            lines=len(lines),
            doubtful=tuple(quad(read.line.corners.tolist()) for read in doubtful),
            hiding=tuple(quad(r.line.corners.tolist()) for r in hiding),
            poor=tuple(quad(r.line.corners.tolist()) for r in poor),
        )


def in_full_ink(lines: Sequence[ReadLine], floor: float) -> list[ReadLine]:
    """The lines that are read below ``floor`` though their ink is like that of the others."""
    usual = usual_contrast(lines, floor)
    return [r for r in lines if r.line.confidence < floor and not is_pale(r, usual)]


def _known(image: Image, lines: Sequence[KnownLine]) -> _Upright:
    size = image.shape[0], image.shape[1]
    return _Upright(image, 0, size, [_rectangle(line.box) for line in lines])


def _as_said(lines: Sequence[ReadLine], said: Sequence[str]) -> Iterator[int]:
    """Lines that read as the page's own text says."""
    for i, (read, text) in enumerate(zip(lines, said, strict=True)):
        if text and folded("".join(g.char for g in read.line.glyphs)) == folded(text):
            yield i


def _rectangle(box: PxBox) -> Corners:
    x0, y0, x1, y1 = box.x0, box.y0, box.x1, box.y1
    return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], np.float32)


def _is_line(read: ReadLine) -> bool:
    """Whether a rectangle counts: it was read, or there is ink that could not be read."""
    return read.has_ink or any(g.corners is not None for g in read.line.glyphs)


def _mostly_tall(rectangles: Sequence[Corners]) -> bool:
    """Whether most lines stand upright: the page may lie on its side."""
    return sum(map(is_tall, rectangles)) > len(rectangles) / 2


def _sample(rectangles: Sequence[Corners], count: int) -> list[Corners]:
    """The ``count`` longest lines, or their beginnings."""

    def shape(corners: Corners) -> float:
        sides = size_of(corners)
        return max(sides) / max(1.0, min(sides))

    longest = sorted(rectangles, key=shape, reverse=True)[:count]
    return [_beginning(c, min(1.0, _SAMPLE_SHAPE / shape(c))) for c in longest]


def _beginning(corners: Corners, share: float) -> Corners:
    """The left, or for a tall rectangle the upper, ``share`` of it."""
    tl, tr, br, bl = corners
    if is_tall(corners):
        return np.array([tl, tr, tr + share * (br - tr), tl + share * (bl - tl)], np.float32)
    return np.array([tl, tl + share * (tr - tl), bl + share * (br - bl), bl], np.float32)


def _wanted(corners: Corners, upright: _Upright, regions: Sequence[PxBox] | None) -> bool:
    """Whether a rectangle reaches into one of the regions of the image as given: the middle of
    a long line may lie far from what stands in it.
    """
    if regions is None:
        return True
    back = [turn_back((x, y), upright.turn, upright.size) for x, y in corners.tolist()]
    xs, ys = zip(*back, strict=True)
    box = PxBox(min(xs), min(ys), max(xs), max(ys))
    return any(r.overlap(box) > 0 for r in regions)
