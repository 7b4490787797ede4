"""One page to draw on: it remembers what was drawn and where every labelled glyph's ink lies.

Points, origin top-left, y down. Nothing is rendered here (see ``render``), so that the same
page can become a PDF with a text layer, a scan, or a photo.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from benchmarks.generator.fonts import face, face_for
from benchmarks.truth import Item, Quad

Colour = tuple[float, float, float]
BLACK: Colour = (0.0, 0.0, 0.0)
GREY: Colour = (0.4, 0.4, 0.4)
A4 = (595.0, 842.0)
MADE_UP = "虚构样例"

# Never at the start of a line (they hang in the margin instead), never at its end.
_CLOSING = "，。、；：？！）》”’」】,.;:?!)]}%"
_OPENING = "（《“‘「【([{"


@dataclass(frozen=True, slots=True)
class Label:
    """What the truth says about a piece of text or a picture."""

    category: str
    owner: str
    expected: str
    trap: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one look; ``None`` means: as the text around it."""

    text: str
    label: Label | None = None
    face: str | None = None
    size: float | None = None  # points
    rise: float = 0.0  # points above the baseline
    colour: Colour | None = None


Rich = str | Span | Sequence["str | Span"]


@dataclass(frozen=True, slots=True)
class Turn:
    """A rotation about a point of the page; ``degrees`` clockwise as the eye sees it."""

    x: float
    y: float
    degrees: float


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character to draw, its origin on the baseline, before any turn."""

    char: str
    x: float
    y: float
    face: str
    size: float
    colour: Colour
    turn: Turn | None = None


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line or, with ``fill``, a filled rectangle."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float = 0.6
    colour: Colour = BLACK
    fill: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """An encoded image stretched over a box."""

    data: bytes = field(repr=False)
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class _Cell:
    """One character of a rich text while it is laid out."""

    char: str
    span: Span
    span_no: int
    face: str
    size: float

    @property
    def advance(self) -> float:
        return face(self.face).advance(self.char) * self.size


def spans_of(rich: Rich) -> tuple[Span, ...]:
    """Any rich text as spans."""
    if isinstance(rich, str):
        return (Span(rich),)
    if isinstance(rich, Span):
        return (rich,)
    return tuple(Span(part) if isinstance(part, str) else part for part in rich)


class Canvas:
    """A page being drawn. ``items`` grow as labelled text and pictures are drawn."""

    def __init__(
        self,
        width: float = A4[0],
        height: float = A4[1],
        face: str = "serif",
        mark: tuple[float, float] = (24.0, 13.0),
    ) -> None:
        """``mark``: how far from left and foot the “虚构样例” stands, where nothing else does."""
        self.width, self.height, self.face = width, height, face
        self.glyphs: list[Glyph] = []
        self.strokes: list[Stroke] = []
        self.pictures: list[Picture] = []
        self.seals: dict[int, str] = {}  # which of the pictures are seals, and what they say
        self.items: list[Item] = []
        self.paper: bytes | None = None
        self.text(mark[0], height - mark[1], Span(MADE_UP, colour=GREY), size=7, face="sans")

    # -- text ---------------------------------------------------------------------------
    def text(
        self,
        x: float,
        y: float,
        rich: Rich,
        *,
        size: float = 10.5,
        face: str | None = None,
        align: str = "left",
        width: float = 0.0,
        tracking: float = 0.0,
    ) -> float:
        """Draw one line with its baseline at ``y``; the x where it ends.

        ``align`` places it inside ``x`` … ``x + width``; ``tracking`` is extra space after
        every character, in points.
        """
        cells = self._cells(rich, size, face)
        length = sum(c.advance + tracking for c in cells) - (tracking if cells else 0)
        x += {"left": 0.0, "center": (width - length) / 2, "right": width - length}[align]
        self._label(rich, self._draw_line(cells, x, y, tracking))
        return x + length

    def paragraph(
        self,
        x: float,
        y: float,
        width: float,
        rich: Rich,
        *,
        size: float = 10.5,
        leading: float = 1.5,
        indent: float = 2.0,
        face: str | None = None,
        justify: bool = True,
    ) -> float:
        """Draw wrapped text, first baseline at ``y``; the baseline that would come next.

        ``leading`` is in units of the size, ``indent`` (first line) in em.
        """
        lines = self._wrap(self._cells(rich, size, face), width, indent * size)
        placed: list[tuple[int, str, Quad]] = []
        for number, line in enumerate(lines):
            left = x + (indent * size if number == 0 else 0)
            room = x + width - left - sum(c.advance for c in line)
            last = number == len(lines) - 1
            stretch = justify and not last and len(line) > 1 and 0 < room < 3 * size
            placed += self._draw_line(line, left, y, room / (len(line) - 1) if stretch else 0)
            y += size * leading
        self._label(rich, placed)
        return y

    def stacked(
        self, x_middle: float, y: float, rich: Rich, *, size: float = 10.5, step: float = 1.3
    ) -> float:
        """Draw characters one below the other, the first baseline at ``y``; the next one."""
        placed: list[tuple[int, str, Quad]] = []
        for cell in self._cells(rich, size, None):
            placed += self._draw_line([cell], x_middle - cell.advance / 2, y, 0)
            y += step * size
        self._label(rich, placed)
        return y

    def scattered(
        self, places: Sequence[tuple[float, float]], span: Span, *, size: float = 10.5
    ) -> None:
        """Draw the characters of one span each at its own place (middle of the baseline)."""
        placed: list[tuple[int, str, Quad]] = []
        for cell, (x, y) in zip(self._cells(span, size, None), places, strict=True):
            placed += self._draw_line([cell], x - cell.advance / 2, y, 0)
        self._label(span, placed)

    def measure(self, rich: Rich, size: float, face: str | None = None) -> float:
        """Width of a line of text, in points."""
        return sum(c.advance for c in self._cells(rich, size, face))

    def lines_needed(self, rich: Rich, width: float, size: float, indent: float = 0.0) -> int:
        """How many lines ``paragraph`` would take."""
        return len(self._wrap(self._cells(rich, size, None), width, indent * size))

    # -- shapes -------------------------------------------------------------------------
    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.6) -> None:
        """Draw a straight black line."""
        self.strokes.append(Stroke(x0, y0, x1, y1, width))

    def rule(self, x0: float, y0: float, x1: float, y1: float, width: float, col: Colour) -> None:
        """Draw a straight line of a colour."""
        self.strokes.append(Stroke(x0, y0, x1, y1, width, col))

    def frame(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.6) -> None:
        """Draw the outline of a box."""
        for ends in ((x0, y0, x1, y0), (x1, y0, x1, y1), (x1, y1, x0, y1), (x0, y1, x0, y0)):
            self.line(*ends, width)

    def shade(self, x0: float, y0: float, x1: float, y1: float, colour: Colour) -> None:
        """Fill a box below everything else."""
        self.strokes.append(Stroke(x0, y0, x1, y1, 0, colour, fill=True))

    def backdrop(self, data: bytes) -> None:
        """Paper below everything else: an encoded image over the whole page."""
        self.paper = data

    def picture(
        self, x0: float, y0: float, x1: float, y1: float, data: bytes, label: Label | None = None
    ) -> None:
        """Place an encoded image; drawn above lines and text (a seal's paper is clear)."""
        self.pictures.append(Picture(data, x0, y0, x1, y1))
        if label is not None:
            quad: Quad = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
            self._add((quad,), "", label)

    def mark(self, quads: tuple[Quad, ...], text: str, label: Label) -> None:
        """Label what stands in a picture, one quad a character."""
        self._add(quads, text, label)

    # -- inside -------------------------------------------------------------------------
    def _cells(self, rich: Rich, size: float, name: str | None) -> list[_Cell]:
        main = name or self.face
        return [
            _Cell(ch, span, number, face_for(span.face or main, ch), span.size or size)
            for number, span in enumerate(spans_of(rich))
            for ch in span.text
        ]

    def _draw_line(
        self, cells: Sequence[_Cell], x: float, y: float, tracking: float
    ) -> list[tuple[int, str, Quad]]:
        placed: list[tuple[int, str, Quad]] = []
        for cell in cells:
            base = y - cell.span.rise
            colour = cell.span.colour or BLACK
            self.glyphs.append(Glyph(cell.char, x, base, cell.face, cell.size, colour))
            bounds = face(cell.face).ink(cell.char)
            if bounds is not None:
                x0, x1 = x + bounds[0] * cell.size, x + bounds[2] * cell.size
                top, low = base - bounds[3] * cell.size, base - bounds[1] * cell.size
                placed.append(
                    (cell.span_no, cell.char, ((x0, top), (x1, top), (x1, low), (x0, low)))
                )
            x += cell.advance + tracking
        return placed

    def _label(self, rich: Rich, placed: Sequence[tuple[int, str, Quad]]) -> None:
        for number, span in enumerate(spans_of(rich)):
            if span.label is not None:
                quads = tuple(quad for owner, _, quad in placed if owner == number)
                self._add(quads, span.text, span.label)

    def _add(self, quads: tuple[Quad, ...], text: str, label: Label) -> None:
        where = Item("", 1, quads, text, label.category, label.owner, label.expected)
        self.items.append(replace(where, trap=label.trap))

    @staticmethod
    def _wrap(cells: Sequence[_Cell], width: float, indent: float) -> list[list[_Cell]]:
        lines: list[list[_Cell]] = [[]]
        room = width - indent
        for word in _words(cells):
            length = sum(c.advance for c in word)
            closing = len(word) == 1 and word[0].char in _CLOSING
            if length > room + 0.01 and lines[-1] and not closing:
                start: list[_Cell] = []
                while len(lines[-1]) > 1 and lines[-1][-1].char in _OPENING:
                    start.insert(0, lines[-1].pop())
                lines.append(start)
                room = width - sum(c.advance for c in start)
                if word[0].char == " ":
                    continue
            lines[-1] += word
            room -= length
        return lines


def _words(cells: Sequence[_Cell]) -> list[list[_Cell]]:
    """Runs that must not be broken: Latin words and numbers whole, everything else singly."""
    words: list[list[_Cell]] = []
    for cell in cells:
        joins = cell.char.isascii() and not cell.char.isspace()
        if joins and words and words[-1][-1].char.isascii() and words[-1][-1].char != " ":
            words[-1].append(cell)
        else:
            words.append([cell])
    return words
