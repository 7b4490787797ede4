"""A ruled table with merged cells."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from benchmarks.generator.canvas import Canvas, Rich, spans_of

_PAD = 4.0


class Table:
    """Cells on a grid; every cell draws its own frame, so merged cells have no inner lines."""

    def __init__(
        self,
        canvas: Canvas,
        x: float,
        y: float,
        columns: Sequence[float],
        rows: Sequence[float],
        *,
        size: float = 10.0,
    ) -> None:
        self.canvas, self.size = canvas, size
        self.xs = [x, *(x + w for w in accumulate(columns))]
        self.ys = [y, *(y + h for h in accumulate(rows))]
        canvas.frame(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1], 1.1)

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    def box(
        self, row: int, column: int, rowspan: int = 1, colspan: int = 1
    ) -> tuple[float, float, float, float]:
        """The cell's corners: x0, y0, x1, y1."""
        return self.xs[column], self.ys[row], self.xs[column + colspan], self.ys[row + rowspan]

    def cell(
        self,
        row: int,
        column: int,
        rich: Rich = "",
        *,
        rowspan: int = 1,
        colspan: int = 1,
        align: str = "center",
        size: float | None = None,
        stacked: bool = False,
    ) -> tuple[float, float, float, float]:
        """Draw a cell: text in its middle, wrapped, or stacked downwards; the cell's box."""
        x0, y0, x1, y1 = box = self.box(row, column, rowspan, colspan)
        size = size or self.size
        self.canvas.frame(*box, 0.5)
        if rich == "":
            return box
        if stacked:
            count = sum(len(span.text) for span in spans_of(rich))
            step = min(1.9, (y1 - y0 - 10) / max(1, count) / size)
            top = (y0 + y1) / 2 - (count * step * size) / 2 + step * size * 0.5 + size * 0.36
            self.canvas.stacked((x0 + x1) / 2, top, rich, size=size, step=step)
            return box
        width = x1 - x0 - 2 * _PAD
        lines = self.canvas.lines_needed(rich, width, size)
        leading = 1.3
        first = (y0 + y1) / 2 - (lines - 1) * leading * size / 2 + size * 0.36
        if lines == 1:
            self.canvas.text(x0 + _PAD, first, rich, size=size, align=align, width=width)
        else:
            self.canvas.paragraph(
                x0 + _PAD, first, width, rich, size=size, leading=leading, indent=0, justify=False
            )
        return box

    def prose(
        self,
        row: int,
        column: int,
        paragraphs: Sequence[Rich],
        *,
        rowspan: int = 1,
        colspan: int = 1,
        indent: float = 2.0,
        leading: float = 1.55,
    ) -> float:
        """Draw a cell with paragraphs from its top; the next baseline."""
        x0, y0, x1, _ = box = self.box(row, column, rowspan, colspan)
        self.canvas.frame(*box, 0.5)
        y = y0 + self.size * 1.7
        for rich in paragraphs:
            y = self.canvas.paragraph(
                x0 + 7, y, x1 - x0 - 14, rich, size=self.size, leading=leading, indent=indent
            )
        return y
