"""The careful recogniser's second look: at doubtful lines whole, else at the doubtful place alone.

……委员会推荐 王伟 同志参加评审……        read by the first recogniser
     └──── window ────┘              read again: the name, and characters to either side
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from redactor.ocr.layout import Glyph, Line
from redactor.ocr.reading import LineReader, ReadLine
from redactor.ocr.strips import Corners, is_tall
from redactor.ports import Image

Vector = NDArray[np.float64]
Span = tuple[int, int]  # half-open

PLAIN = 0.90  # mean score of a line: below it the whole line is read again
_BESIDE = 5  # characters on either side: a recogniser reads words, not single characters
_MOSTLY = 0.7  # of the line: a window as wide spares nothing


def read_again(
    image: Image,
    rectangles: Sequence[Corners],
    lines: list[ReadLine],
    reader: LineReader,
    whole: Collection[int] = (),
    left: Collection[int] = (),
) -> None:
    """Put the careful reading in the place of what it can matter for; ``reader`` is careful.

    ``whole``: lines that are read again from end to end, whatever stands in them; ``left``: lines
    that are not.
    """
    plans = [
        (i, corners, span)
        for i, read in enumerate(lines)
        if i not in left
        for corners, span in _windows(read, rectangles[i], i in whole)
    ]
    if not plans:
        return
    for i, _, _ in plans:  # every place where something was spotted is looked at again
        lines[i] = replace(lines[i], spotted=())
    better = reader.read(image, [corners for _, corners, _ in plans])
    # From the end of each line: what is put in must not move what is still to come.
    for (i, _, span), read in reversed(list(zip(plans, better, strict=True))):
        if span is not None:
            lines[i] = _with(lines[i], span, read)
        elif _has_lost(read, lines[i]):
            lines[i] = replace(lines[i], spotted=read.spotted)
        else:
            lines[i] = read


def _has_lost(careful: ReadLine, first: ReadLine) -> bool:
    """Whether the careful reading has fewer characters than the first is sure of.

    Of 签名： and a hand behind it the careful weights now and then read the colon alone.
    """
    sure = sum(g.score >= PLAIN and not g.char.isspace() for g in first.line.glyphs)
    return sum(not g.char.isspace() for g in careful.line.glyphs) < sure


def _windows(
    read: ReadLine, corners: Corners, whole: bool
) -> Iterator[tuple[Corners, Span | None]]:
    """What of a line is read again: rectangles, and the glyphs there; None: all of them."""
    poor = whole or (read.has_ink and read.line.confidence < PLAIN)
    if not (poor or read.near):
        return
    glyphs = read.line.glyphs
    spans = _joined([(a - _BESIDE, b + _BESIDE) for a, b in read.near], glyphs)
    if poor or is_tall(corners) or sum(b - a for a, b in spans) > _MOSTLY * len(glyphs):
        yield corners, None
        return
    cut = [_part(glyphs, span, corners) for span in spans]
    if any(part is None for part in cut):
        yield corners, None
        return
    yield from ((part, span) for part, span in zip(cut, spans, strict=True) if part is not None)


def _joined(spans: Sequence[Span], glyphs: Sequence[Glyph]) -> list[Span]:
    """Spans within the line, in order; those that meet are made one."""
    out: list[Span] = []
    for start, end in sorted((max(0, a), min(len(glyphs), b)) for a, b in spans):
        if out and start <= out[-1][1] + 1:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return out


def _part(glyphs: Sequence[Glyph], span: Span, corners: Corners) -> Corners | None:
    """The part of a line's rectangle that holds some of its glyphs, cut between glyphs.

    None where that cannot be told: the line was not read in the direction of its rectangle, but
    upside down, say.
    """
    tl, tr, br, bl = corners.astype(float)
    inked = [g.corners for g in glyphs if g.corners is not None]
    if any(np.subtract(right, left) @ (tr - tl) <= 0 for left, right, *_ in inked):
        return None
    start, end = (_border(glyphs, at, tl, tr - tl) for at in span)
    if not 0.0 <= start < end <= 1.0:
        return None
    upper, lower = tr - tl, br - bl
    ends = [tl + start * upper, tl + end * upper, bl + end * lower, bl + start * lower]
    return np.array(ends, np.float32)


def _border(glyphs: Sequence[Glyph], at: int, origin: Vector, along: Vector) -> float:
    """Where glyph ``at`` begins, as a share of the line: half-way to the glyph before it."""
    before = [g.corners for g in glyphs[:at] if g.corners is not None][-1:]
    after = [g.corners for g in glyphs[at:] if g.corners is not None][:1]
    if not before or not after:
        return 0.0 if not before else 1.0
    middle = np.mean([before[0][1], before[0][2], after[0][0], after[0][3]], axis=0)
    return float((middle - origin) @ along / (along @ along))


def _with(line: ReadLine, span: Span, part: ReadLine) -> ReadLine:
    """``line`` with ``part`` in the place of some of its glyphs."""
    glyphs = line.line.glyphs
    put = (*glyphs[: span[0]], *part.line.glyphs, *glyphs[span[1] :])
    outer = [h for h in part.halves if (span[1] == len(glyphs) if h.half.is_tail else not span[0])]
    return replace(
        line,
        line=Line(line.line.corners, put),
        spotted=(*part.spotted, *line.spotted),
        halves=(*line.halves, *outer),
    )
