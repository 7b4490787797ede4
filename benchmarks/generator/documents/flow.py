"""Text that runs down one page and on to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from benchmarks.generator.canvas import Canvas, Rich
from benchmarks.generator.labels import page


class Flow:
    """A column through pages that are made when they are needed."""

    def __init__(
        self,
        fresh: Callable[[int], Canvas],
        x: float,
        width: float,
        top: float,
        bottom: Callable[[int], float],
        size: float,
    ) -> None:
        """``fresh`` gives page n (from 1) with its furniture, ``bottom`` where its text ends."""
        self._fresh, self._bottom = fresh, bottom
        self.x, self.width, self.top, self.size = x, width, top, size
        self.pages = [fresh(1)]
        self.y = top

    @property
    def canvas(self) -> Canvas:
        return self.pages[-1]

    def need(self, height: float) -> None:
        """Turn to a new page unless ``height`` points are free on this one."""
        if self.y + height > self._bottom(len(self.pages)):
            self.pages.append(self._fresh(len(self.pages) + 1))
            self.y = self.top

    def add(
        self, rich: Rich, *, indent: float = 2.0, size: float = 0.0, leading: float = 1.6
    ) -> None:
        """One paragraph, never broken between pages."""
        size = size or self.size
        lines = self.canvas.lines_needed(rich, self.width, size, indent)
        self.need((lines - 1) * size * leading)
        self.y = self.canvas.paragraph(
            self.x, self.y, self.width, rich, size=size, leading=leading, indent=indent
        )

    def heading(self, text: str, *, above: float = 0.7, follows: float = 0.0) -> None:
        """A section's title, on one page with the ``follows`` points that come after it."""
        self.y += above * self.size
        self.need(5 * self.size + follows)
        title = replace(page(text, "heading"), face="sans")
        self.add(title, indent=0, size=self.size + 1.2)
