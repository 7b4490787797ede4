"""Signatures, name stamps and fingerprints of the applicant, by the labels they stand beside.

Nobody can tell whose a signature is by its strokes: the label tells (case 19). Ink that is neither
print nor a ruling is looked for right of the label, then below it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace

from redactor.datatypes import Entity, Evidence, Finding
from redactor.detect.grey_marks import grey_marks_in
from redactor.detect.pen_ink import PenInk, Window, marks_in, pen_ink, window_on
from redactor.detect.self_labels import SelfLabel, self_labels
from redactor.geometry import PtQuad, PxBox
from redactor.ports import PageView

_MM_PER_INCH = 25.4
_REACH_MM = 62.0  # right of a label; a date or the next label may end it before
_UP, _DOWN = 1.3, 1.5  # heights of the label: a hand does not keep to the line
_BELOW = (6.0, 3.6)  # heights: how far a name under its label reaches aside and down
_MARK_REACH_MM = (95.0, 42.0)  # a fingerprint or stamp is pressed on beside the name
_MARGIN_MM = 0.6
_TOUCH_MM = 1.5  # from a hand to the print that it runs into


class SignatureDetector:
    """``SELF_LABEL``: the label names the applicant. ``found_by`` is ``signature.ink``,
    ``signature.stamp`` for a square name stamp, or ``signature.print`` for a fingerprint.
    """

    name = "signature"

    def find(self, view: PageView) -> Iterable[Finding]:
        """One finding for each signature, stamp or fingerprint at an own label."""
        seen: list[PtQuad] = []
        names = [c.text for c in view.candidates if c.entity is Entity.NAME]
        for label in self_labels(view.text, max(map(len, names), default=0)):
            for found in _at(view, label):
                if not any(q.contains(found.quads[0].centre) for q in seen):
                    seen += found.quads
                    yield found


def _at(view: PageView, label: SelfLabel) -> Iterator[Finding]:
    window = window_on(view, label.chars, _MARK_REACH_MM)
    box = None if label.is_filled else _hand(window, label)
    if box is not None:
        yield _finding(view, window, box, label, Entity.SIGNATURE, "signature.ink")
    # A stamp's own characters may be read: they are none of the row's print.
    print_ = [c for c in window.chars if id(c) not in label.behind]
    for mark in (*marks_in(window), *grey_marks_in(window, print_)):
        kind = (
            (Entity.SIGNATURE, "signature.stamp")
            if mark.is_square
            else (Entity.FINGERPRINT, "signature.print")
        )
        yield _finding(view, window, mark.box, label, *kind)


def _hand(window: Window, label: SelfLabel) -> PxBox | None:
    """What a hand wrote at the label, also where it was read as print."""
    box = _name(window, pen_ink(window, window.chars), label)
    # What is read as clearly as print is a hand's where unread strokes stand beside it.
    if label.behind and (box is not None or not label.is_print):
        unread = [c for c in window.chars if id(c) not in label.behind]
        box = _name(window, pen_ink(window, unread), label)
    under = box is None or box.y0 > window.label.y1
    if under and label.below and label.sure:
        unread = [c for c in window.chars if id(c) not in label.below]
        box = _name(window, pen_ink(window, unread), label)
    return box


def _name(window: Window, ink: PenInk, label: SelfLabel) -> PxBox | None:
    """The ink right of the label; where there is none, that below it."""
    height, end = window.label.height, window.label.x1
    right = end + _REACH_MM * window.px_per_mm
    if label.stop is not None:
        xs = [x for x, _ in window.inside(label.stop.quad)] if label.stop.quad else [right]
        right = min(right, min(xs) - label.digits * (max(xs) - min(xs)))
    above, below = _rows_beside(window, label, window.label.x0 - height, right)
    middle = (window.label.y0 + window.label.y1) / 2
    # Half the way to the next row: what stands beyond belongs to that row's label.
    top = max(window.label.y0 - _UP * height, (above + middle) / 2)
    foot = min(window.label.y1 + _DOWN * height, (below + middle) / 2)
    beside = PxBox(end, top, max(end, right), foot)
    box = ink.name_in(ink.between_borders(beside, window.label))
    if box is not None:
        # Where the hand ran into what follows, up to that.
        free = right - _MARGIN_MM * window.px_per_mm
        touches = label.stop is not None and box.x1 > free - _TOUCH_MM * window.px_per_mm
        return replace(box, x1=free) if touches else box
    top = window.label.y1 + 0.15 * height
    left, right = window.label.x0 - height, end + _BELOW[0] * height
    under = PxBox(left, top, right, top + _BELOW[1] * height)
    under = ink.between_borders(under, window.label)
    _, below = _rows_beside(window, label, under.x0, under.x1)
    foot = min(under.y1, below - 0.6 * height)
    return ink.name_in(replace(under, y1=foot)) if foot > top else None


def _rows_beside(
    window: Window, label: SelfLabel, left: float, right: float
) -> tuple[float, float]:
    """Middles of the nearest rows of print above and below, in the cut; far off where none is."""
    middle, height = (window.label.y0 + window.label.y1) / 2, window.label.height
    above, below = -math.inf, math.inf
    for char in window.chars:
        if id(char) in label.behind | label.below or char.quad is None:
            continue
        corners = window.inside(char.quad)
        x, y = (sum(c[k] for c in corners) / 4 for k in (0, 1))
        if left <= x <= right:
            if y < middle - 0.8 * height:
                above = max(above, y)
            elif y > middle + 0.8 * height:
                below = min(below, y)
    return above, below


def _finding(
    view: PageView, window: Window, box: PxBox, label: SelfLabel, entity: Entity, found_by: str
) -> Finding:
    by = _MARGIN_MM * window.px_per_mm
    grown = PxBox(box.x0 - by, box.y0 - by, box.x1 + by, box.y1 + by)
    quad = view.geometry.quad_to_pt(window.cut.corners_back(grown))
    evidence = frozenset({Evidence.SELF_LABEL}) if label.sure else frozenset()
    return Finding(entity, view.page_no, (quad,), 0.9, found_by, evidence=evidence)
