"""Lines of an upright image read with the recogniser: characters, corners, spotted values."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from redactor.geometry import Point
from redactor.ocr.alignment import Hit
from redactor.ocr.blanks import with_blanks
from redactor.ocr.blocks import may_be_block, rows_in
from redactor.ocr.cells import character_cells
from redactor.ocr.ctc import FRAME_OFFSET, Placed, decode, mean_score, text_of
from redactor.ocr.edges import character_boxes
from redactor.ocr.halves import Half
from redactor.ocr.ink import Ink, contrast_of, ink_of
from redactor.ocr.layout import Glyph, Line
from redactor.ocr.paddle import MAX_INPUT_WIDTH, Probabilities, Recogniser, input_width
from redactor.ocr.spotting import Sighting, Spotter
from redactor.ocr.stacked import stacked
from redactor.ocr.strips import Corners, Strip, cut, is_tall, split, turned
from redactor.ports import Image

_TALL_GLYPH = 3.0  # up to here it may be one narrow glyph, such as 1
_UPSIDE_DOWN = 0.15  # how much better a line must read to be taken upside down
# The recogniser also knows stacked text turned on its side, but its boxes then lie on their
# sides: as stacked characters it may read this much worse.
_UPRIGHT = 0.05
_OWN = 0.1  # how much worse a reading with an own value may be
_TRIAL = 4  # doubtful lines read upside down before the others are
_LONGEST = MAX_INPUT_WIDTH - 200
# Frames from the middle of what was read to that of the own character there, at most: taken for a
# neighbour of the spotted value that it begins, it gets half of that character's glyph.
_SAME_GLYPH = 0.75
_WELL_READ = 0.9  # no less than any limit below which a line counts as doubtful or poor


@dataclass(frozen=True, slots=True)
class SpottedPlace:
    """A spotted value and the corners of its characters, in pixels."""

    hit: Hit
    corners: tuple[tuple[Point, ...], ...]
    read_as: str


@dataclass(frozen=True, slots=True)
class PlacedHalf:
    """Half of a wrapped value, and where it stands: worked out for those that make a whole."""

    half: Half
    locate: Callable[[], SpottedPlace]

    @property
    def place(self) -> SpottedPlace:
        return self.locate()


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line as read, with what was spotted in it.

    ``has_ink``: something is printed there. ``near``: glyphs, half-open, where an own value
    stands, or may have been misread, and was not read beyond doubt. ``halves``: one may go on in
    the line before or after.
    """

    line: Line
    spotted: tuple[SpottedPlace, ...]
    has_ink: bool
    near: tuple[tuple[int, int], ...] = ()
    halves: tuple[PlacedHalf, ...] = ()
    contrast: float = 0.0  # grey levels between paper and ink


@dataclass(frozen=True, slots=True)
class _Part:
    """What the recogniser said about one strip; the probabilities themselves are let go."""

    strip: Strip
    placed: tuple[Placed, ...]
    seen: Sighting
    scale: float  # pixels of the strip a frame is wide


@dataclass(frozen=True, slots=True)
class _Variant:
    """One way to read a rectangle, cut into which strips. ``merit``: its start on the others."""

    strips: tuple[Strip, ...]
    merit: float = 0.0


class LineReader:
    """Reads rectangles of an upright image.

    With ``fitted`` the boxes of characters are fitted to the ink, to erase by; else they are cells.
    """

    def __init__(
        self,
        recogniser: Recogniser,
        spotter: Spotter | None,
        floor: float,
        *,
        fitted: bool = True,
    ) -> None:
        self._recogniser = recogniser
        self._spotter = spotter
        self._floor = floor
        self._fitted = fitted

    def read(self, image: Image, rectangles: Sequence[Corners]) -> list[ReadLine]:
        """One line for each rectangle, in their order; tall ones in the direction that reads
        best, doubtful ones upside down when that reads better.
        """
        lines = self._best(rectangles, [_variants(image, corners) for corners in rectangles])
        doubtful = [
            i
            for i, read in enumerate(lines)
            if read.has_ink and read.line.confidence < self._floor and not is_tall(rectangles[i])
        ]
        for some in (doubtful[:_TRIAL], doubtful[_TRIAL:]):
            flipped = [[_straight(image, turned(rectangles[i], 2))] for i in some]
            changed = False
            others = self._best([rectangles[i] for i in some], flipped)
            for i, other in zip(some, others, strict=True):
                if other.line.confidence > lines[i].line.confidence + _UPSIDE_DOWN:
                    lines[i], changed = other, True
            if not changed:
                break
        return lines

    def legibility(self, image: Image, rectangles: Sequence[Corners]) -> tuple[float, float]:
        """Sum and mean of the scores of all characters, for comparing turns of an image.

        Tall rectangles are read as stacked characters, never as text lying on its side:
        that would read equally well at three turns.
        """
        options = [_stacked(image, c) if is_tall(c) else [_straight(image, c)] for c in rectangles]
        parts = iter(self._parts([s for o in options for v in o for s in v.strips], spot=False))
        placed: list[Placed] = []
        for variants in options:
            read = [[next(parts) for _ in variant.strips] for variant in variants]
            for part in max(read, key=_merit, default=[]):
                placed.extend(part.placed)
        return sum(p.score for p in placed), mean_score(placed)

    def _best(
        self, rectangles: Sequence[Corners], options: Sequence[Sequence[_Variant]]
    ) -> list[ReadLine]:
        parts = iter(self._parts([s for o in options for v in o for s in v.strips]))
        chosen = []
        for corners, variants in zip(rectangles, options, strict=True):
            read = [(v.merit, [next(parts) for _ in v.strips]) for v in variants]
            _, best = max(read, key=lambda r: r[0] + _merit(r[1]) + _OWN * self._is_own(r[1]))
            chosen.append(_assembled(corners, best, self._fitted))
        return chosen

    def _is_own(self, parts: Sequence[_Part]) -> bool:
        """Whether an own value stands in a reading: of two as good it is the one to keep.

        A line on its side reads well as stacked characters, too, but from its end to its start.
        """
        text = text_of([placed for part in parts for placed in part.placed])
        is_spelt = self._spotter is not None and self._spotter.is_spelt_in(text)
        return is_spelt or any(part.seen.hits for part in parts)

    def _parts(self, strips: Sequence[Strip], spot: bool = True) -> list[_Part]:
        """Every strip read, in their order, in batches of like width."""
        found: dict[int, _Part] = {}
        for batch in self._recogniser.batches([s.line for s in strips]):
            outputs = self._recogniser.probabilities([strips[i].line for i in batch])
            for i, output in zip(batch, outputs, strict=True):
                found[i] = self._part(strips[i], output, spot)
        return [found[i] for i in range(len(strips))]

    def _part(self, strip: Strip, output: Probabilities, spot: bool) -> _Part:
        placed = with_blanks(decode(output.frames, self._recogniser.characters))
        seen = self._spotter.look(output.frames) if spot and self._spotter else Sighting()
        return _Part(strip, placed, seen, output.scale)


def _straight(image: Image, corners: Corners) -> _Variant:
    """The rectangle read from left to right."""
    return _Variant(_to_length(cut(image, corners)))


def _to_length(strip: Strip) -> tuple[Strip, ...]:
    """The strip, in parts where it is too long for the recogniser."""
    count = -(-input_width(strip.line) // _LONGEST)
    if count == 1:
        return (strip,)
    ink = ink_of(strip)
    inked = ink.columns[strip.margin : strip.margin + strip.width]
    reach = round(strip.height)
    cuts = []
    for k in range(1, count):
        at = round(k * strip.width / count)
        cuts.append(at - reach + _widest_gap(inked[at - reach : at + reach].astype(bool).tolist()))
    return tuple(split(strip, cuts))


def _widest_gap(inked: Sequence[bool]) -> int:
    """The middle of the longest run of empty columns; the middle of all when there is none."""
    best, start = (0, len(inked) // 2), 0
    for i, dark in enumerate([*inked, True]):
        if dark:
            best, start = max(best, (i - start, (i + start) // 2)), i + 1
    return best[1]


def _variants(image: Image, corners: Corners) -> list[_Variant]:
    """Every way the rectangle may run."""
    rows = rows_in(cut(image, corners)) if may_be_block(corners) else ()
    block = [_Variant(rows)] if rows else []
    if not is_tall(corners):
        return [_straight(image, corners), *block]
    return [
        _straight(image, turned(corners, 1)),
        _straight(image, turned(corners, 3)),
        *_stacked(image, corners),
        *block,
    ]


def _stacked(image: Image, corners: Corners) -> list[_Variant]:
    """A tall rectangle as upright characters: below each other, or one narrow one."""
    upright = cut(image, corners)
    found = [_Variant(_to_length(strip), _UPRIGHT) for strip in stacked(upright)]
    if upright.height < _TALL_GLYPH * upright.width:
        found.append(_Variant((upright,), _UPRIGHT))
    return found


def _merit(parts: Sequence[_Part]) -> float:
    """Mean score; of two equal readings the one with more characters."""
    placed = [p for part in parts for p in part.placed if not p.char.isspace()]
    return mean_score(placed) + 0.01 * min(len(placed), 5)


def _assembled(corners: Corners, parts: Sequence[_Part], fitted: bool) -> ReadLine:
    glyphs: list[Glyph] = []
    spotted: list[SpottedPlace] = []
    halves: list[PlacedHalf] = []
    near: list[tuple[int, int]] = []
    inks = [ink_of(part.strip) if fitted else None for part in parts]
    for part, ink in zip(parts, inks, strict=True):
        near.extend(_glyphs_in(part.placed, span, len(glyphs)) for span in part.seen.near)
        places = iter(_corners(part, part.placed, ink))
        for placed in part.placed:
            place = None if placed.char.isspace() else next(places)
            glyphs.append(Glyph(" " if place is None else placed.char, placed.score, place))
        spotted.extend(_place(part, hit, ink) for hit in part.seen.hits)
        outer = [h for h in part.seen.halves if part is parts[-1 if h.is_tail else 0]]
        halves.extend(PlacedHalf(h, partial(_place_of_half, part, h, ink)) for h in outer)
    line = Line(corners, tuple(glyphs))
    contrast = max((contrast_of(part.strip) for part in parts), default=0.0)
    # Nobody asks for the ink of a line that is read well: where no box is fitted to it, the look
    # is spared.
    has_ink = (not fitted and line.confidence >= _WELL_READ) or any(
        not (ink or ink_of(part.strip)).is_blank for part, ink in zip(parts, inks, strict=True)
    )
    return ReadLine(line, tuple(spotted), has_ink, tuple(near), tuple(halves), contrast)


def _glyphs_in(placed: Sequence[Placed], frames: tuple[int, int], first: int) -> tuple[int, int]:
    """Glyphs of a line that lie in these frames of a part of it, which begins at ``first``."""
    middles = [p.frame for p in placed]
    return first + bisect_left(middles, frames[0]), first + bisect_left(middles, frames[1])


def _corners(part: _Part, placed: Sequence[Placed], fit: Ink | None) -> list[tuple[Point, ...]]:
    """Corners in pixels of the image of each character that is not a space."""
    solid = [p for p in placed if not p.char.isspace()]
    middles = [(p.frame + FRAME_OFFSET) * part.scale for p in solid]
    if fit is None:
        boxes = character_cells(text_of(solid), middles, part.strip)
    else:
        boxes = character_boxes(text_of(solid), middles, fit, part.strip.margin)
    return part.strip.to_image([(box.left, box.top, box.right, box.bottom) for box in boxes])


def _place_of_half(part: _Part, half: Half, fit: Ink | None) -> SpottedPlace:
    return _place(part, half.hit, fit)


def _place(part: _Part, hit: Hit, fit: Ink | None) -> SpottedPlace:
    """Corners of a spotted value: its characters stand in for those the decode read there."""
    first, last = hit.frames[0] - _SAME_GLYPH, hit.frames[-1] + _SAME_GLYPH
    before = [p for p in part.placed if p.frame < first and not p.char.isspace()]
    after = [p for p in part.placed if p.frame > last and not p.char.isspace()]
    own = [Placed(char, 1.0, frame) for char, frame in zip(hit.text, hit.frames, strict=True)]
    corners = _corners(part, [*before, *own, *after], fit)
    inside = corners[len(before) : len(before) + len(own)]
    return SpottedPlace(hit, tuple(inside), text_of(part.placed))
