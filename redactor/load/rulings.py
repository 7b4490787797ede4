"""Whether a page draws nothing but text and ruling lines.

Asked before costly looks at the picture of a page, so every doubt counts as a no: a photo, a code
or a seal may be made of paths alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import pymupdf

from redactor.geometry import Point
from redactor.load.visible import DrawingLog

_TEXT = frozenset(("fill-text", "stroke-text"))
_PATHS = frozenset(("fill-path", "stroke-path"))
_THIN_PT = 1.5  # a bar code of thinner bars has them less than 4 pt apart
_BAND_PT = 20.0  # a dash of a hand is shorter
_LARGE_PT = 260 / 18  # no QR code has fewer than 21 modules a side, nor is wider than 90 mm
_STRAIGHT_PT = 0.05
_NEAR_PT = 6.0  # rows and columns are wider; bars, pixels and hatching are not
_BESIDE = 7  # so many rulings near each other are none

Rule = tuple[bool, float]  # whether it runs across the page, and where


def draws_text_and_rulings(page: pymupdf.Page, log: DrawingLog) -> bool:
    """Whether ``page``, whose drawing ``log`` tells, has no picture, shading, curve, slanted line,
    block or bars.

    Pages drawn by glyphs (Type 3, dingbats, a font of bars) are the caller's to tell.
    """
    kinds = {kind for kind, _ in log}
    if not kinds <= _TEXT | _PATHS:
        return False
    if not kinds & _PATHS:
        return True
    rules: set[Rule] = set()
    for path in page.get_cdrawings():
        found = list(_rules(path))
        if None in found:
            return False
        rules.update(rule for rule in found if rule is not None)
    return not any(_are_bars(at for across, at in rules if across is way) for way in (True, False))


def _rules(path: dict[str, Any]) -> Iterator[Rule | None]:
    """Rulings that a path draws; None for whatever else it draws."""
    is_filled, is_stroked = "f" in path["type"], "s" in path["type"]
    if not (is_filled or is_stroked) or (is_stroked and (path.get("width") or 0) > _THIN_PT):
        yield None
        return
    if _is_band(path):  # word processors draw the line over footnotes as a polygon
        yield from _of_rectangle(path["rect"], is_filled=True)
        return
    for item in path["items"]:
        if item[0] == "re":
            yield from _of_rectangle(item[1], is_filled=is_filled)
        elif item[0] == "l" and not is_filled:
            yield _of_line(item[1], item[2])
        else:
            yield None


def _is_band(path: dict[str, Any]) -> bool:
    """Whether all of a path lies in one straight band as thin as a ruling."""
    x0, y0, x1, y1 = path["rect"]
    thin, long = sorted((abs(x1 - x0), abs(y1 - y0)))
    straight = all(item[0] in ("l", "qu", "re") for item in path["items"])
    return straight and thin <= _THIN_PT and long >= _BAND_PT


def _of_line(start: Point, end: Point) -> Rule | None:
    if abs(start[1] - end[1]) <= _STRAIGHT_PT:
        return True, round(start[1], 1)
    return (False, round(start[0], 1)) if abs(start[0] - end[0]) <= _STRAIGHT_PT else None


def _of_rectangle(
    rectangle: tuple[float, float, float, float], *, is_filled: bool
) -> Iterator[Rule | None]:
    x0, y0, x1, y1 = rectangle
    width, height = abs(x1 - x0), abs(y1 - y0)
    if is_filled and not (min(width, height) <= _THIN_PT or min(width, height) >= _LARGE_PT):
        yield None
    if height > _THIN_PT or width <= _THIN_PT:
        yield from ((False, round(x, 1)) for x in (x0, x1))
    if width > _THIN_PT or height <= _THIN_PT:
        yield from ((True, round(y, 1)) for y in (y0, y1))


def _are_bars(places: Iterable[float]) -> bool:
    """Whether many parallel rulings stand near each other."""
    beside = 1
    for before, at in pairwise(sorted(places)):
        if at - before > _NEAR_PT:
            beside = 1
        elif at - before > _THIN_PT:  # the two sides of one line, or one line in two pieces
            beside += 1
            if beside >= _BESIDE:
                return True
    return False
