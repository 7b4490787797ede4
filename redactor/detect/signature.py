"""Signatures, name stamps and fingerprints of the applicant, by the labels they stand beside.

Nobody can tell whose a signature is by its strokes: the label tells (case 19). Ink that is neither
print nor a ruling is looked for right of the label, then below it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial

import numpy as np
from numpy.typing import NDArray

from redactor.datatypes import (
    Band,
    Candidate,
    Char,
    Entity,
    Evidence,
    Finding,
    Ink,
    PageText,
    TextSource,
)
from redactor.detect.cell_head import cell_head
from redactor.detect.grey_marks import grey_marks_in
from redactor.detect.pen_ink import PenInk, PressedMark, Window, marks_in, pen_ink, window_on
from redactor.detect.seal_find import GREY, RED
from redactor.detect.self_labels import IsPale, SelfLabel, labels_of
from redactor.detect.shared import grey_of, print_of
from redactor.detect.stamps import ENDS, Stamp, find_stamps, is_ornament, without_stamps
from redactor.geometry import PtBox, PtQuad, PxBox, hull_box
from redactor.ports import PageView, StripReader, StripText
from redactor.textnorm import is_han

_PT_PER_MM = 72 / 25.4
_REACH_MM = 62.0  # right of a label; a date or the next label may end it before
_UP, _DOWN = 1.3, 1.5  # heights of the label: a hand does not keep to the line
_BELOW = (6.0, 3.6)  # heights: how far a name under its label reaches aside and down
_MARK_REACH_MM = (95.0, 42.0)  # a fingerprint or stamp is pressed on beside the name
_MARGIN_MM = 0.6
_TOUCH_MM = 1.5  # from a hand to the print that it runs into
_HELD = 0.9  # share of a hand's box that lies in its picture
_SAME, _WHOLE = 0.7, 0.97  # of a mark's box that lies in one that was found; of a fingerprint's
_SHARED = 0.3  # and of a character's, if that is the picture's
_SPECK = 3  # pixels
_LEGIBLE = 0.8  # mean score of a row of print
_PALE = 0.5  # of the label's darkness: print on the back of the sheet shines through
_RAN_MM = 6.0  # how far it runs over that
_HIDDEN_MM = 1.0  # and from which on it hides a digit
_BESIDE_MM = 5.0  # from where a hand was seen to end to a digit that it may reach
_RAN_OVER_MM2 = 0.35  # ink of a stroke on a digit
_TIE_MM = 1.0  # by which one label must stand closer to a mark than another
_LEVEL = 0.25  # of a stamp's height: so near its middle lies the row that it is in
_AT_MM = 8.0  # from a stamp that belongs to a label to it
_READ = 0.8  # score of print
_LEAST, _LONG = 2, 6  # Han characters that a name stamp has: 王伟, 欧阳明珠之印
_FILLS = 0.5  # of a stamp, by one character
_BEYOND = 1.5  # of a stamp's area: what is so much larger is no stamp that was read
_ROW, _ALIKE = 4, 0.25  # characters of a line of print, and how far their heights differ
_INKED, _COLOURED = 10, 40  # per cent of the darkest pixels; levels between their channels


class SignatureDetector:
    """``SELF_LABEL``: the label names the applicant; ``OTHER_ROW``: a stamp at somebody else's says
    nothing own; ``BORDER_UNSURE``: the hand runs over print that stays. ``found_by`` is
    ``signature.ink``, ``signature.stamp`` for a square name stamp, or ``signature.print`` for a
    fingerprint.

    With a ``reader``, coloured squares away from labels are read: ``value`` is what a stamp says.
    One that says more than a name is a seal.
    """

    name = "signature"

    def __init__(self, reader: StripReader | None = None) -> None:
        self._reader = reader

    def find(self, view: PageView) -> Iterable[Finding]:
        """One finding for each signature, stamp or fingerprint at an own label."""
        found: list[Finding] = []
        names = [c.text for c in view.candidates if c.entity is Entity.NAME]
        is_pale = _paleness(view)
        labels, others = labels_of(view.text, names, is_pale, partial(cell_head, view))
        for label in labels:
            for mark in _at(view, label, is_pale, others):
                if not _is_taken(mark, found):
                    found.append(mark)
        if self._reader is None:
            return found
        own = [[c.quad for c in label.chars if c.quad is not None] for label in labels]

        def is_anothers(stamp: PtQuad, said: StripText) -> bool:
            theirs = _is_at_anothers(stamp, own, others) or (
                _is_in_column(view.text, stamp, others) and not _is_at(stamp, own)
            )
            return theirs and _says_nothing_own(said, names)

        return self._with_stamps(view, found, is_anothers, self._reader)

    def _with_stamps(
        self,
        view: PageView,
        at_labels: Sequence[Finding],
        is_anothers: Callable[[PtQuad, StripText], bool],
        reader: StripReader,
    ) -> list[Finding]:
        """With the stamps away from labels. At a bare 签名 what a stamp says tells whose it is."""
        found = list(at_labels)
        stamps = list(find_stamps(view))
        for stamp in stamps:
            quad = view.geometry.quad_to_pt(stamp.corners)
            if _is_large_print(view, stamp):
                continue
            taken = [n for n, f in enumerate(found) if any(_is_in(quad, q) for q in f.quads)]
            bare = [n for n in taken if _is_bare_stamp(found[n])]
            if taken and not bare or (read := _read(stamp, reader, view.candidates)) is None:
                continue
            # On a copy without colour print in a circle is no rarer than a stamp.
            needs_own = stamp.is_round and stamp.ink != RED or is_ornament(view, stamp, stamps)
            if needs_own and not _says_own(read[0], view.candidates):
                continue
            if not taken:
                said, sure = read
                stamped = _stamped(view, stamp, said, sure)
                if is_anothers(quad, said):
                    stamped = replace(stamped, evidence=stamped.evidence | {Evidence.OTHER_ROW})
                elif _is_signed_over(quad, said, at_labels, view.candidates):
                    stamped = replace(stamped, evidence=stamped.evidence | {Evidence.SELF_LABEL})
                found.append(stamped)
            for n in bare:
                found[n] = _saying(found[n], *read)
        return found


def _is_taken(mark: Finding, found: Sequence[Finding]) -> bool:
    same = _WHOLE if mark.entity is Entity.FINGERPRINT else _SAME
    return any(_is_in(mark.quads[0], q, same) for f in found for q in f.quads)


def _is_at_anothers(
    stamp: PtQuad, own: Sequence[Sequence[PtQuad]], others: Sequence[Sequence[PtQuad]]
) -> bool:
    """Whether a stamp stands at somebody else's label, and nearer to it than to any own one; of
    two as near it is the one in whose row its middle lies.
    """

    def gap(label: Sequence[PtQuad]) -> float:
        return max(0.0, hull_box(label).apart(stamp.box))

    def off_row(label: Sequence[PtQuad]) -> float:
        """Of the stamp's height."""
        return abs(hull_box(label).centre[1] - stamp.centre[1]) / stamp.box.height

    at = [label for label in others if gap(label) <= _AT_MM * _PT_PER_MM]
    tie, nearest_own = _TIE_MM * _PT_PER_MM, min(map(gap, own), default=math.inf)
    in_row = all(off_row(label) >= 2 * _LEVEL for label in own)
    return any(
        gap(label) + tie < nearest_own
        or (in_row and off_row(label) <= _LEVEL and gap(label) <= nearest_own + tie)
        for label in at
    )


def _is_at(stamp: PtQuad, labels: Iterable[Sequence[PtQuad]]) -> bool:
    return any(hull_box(label).apart(stamp.box) <= _AT_MM * _PT_PER_MM for label in labels)


def _is_in_column(page: PageText, stamp: PtQuad, heads: Iterable[Sequence[PtQuad]]) -> bool:
    """Whether a stamp stands below names in a column of others, as its head says: 证明人."""
    return any(_lists_people(page, hull_box(head), stamp) for head in heads)


def _lists_people(page: PageText, head: PtBox, stamp: PtQuad) -> bool:
    """Whether between the head and the stamp there are names of people, and nothing else."""
    x, _ = stamp.centre
    if not head.x0 <= x <= head.x1:
        return False
    below = [
        (c.quad.box, c.text)
        for c in page.chars
        if c.quad is not None and head.y1 < c.quad.centre[1] < stamp.box.y0
    ]
    runs: list[tuple[PtBox, str]] = []
    for box, text in below:  # in the order of the page
        last, said = runs[-1] if runs else (box, "")
        level = abs(box.centre[1] - last.centre[1]) < last.height / 2
        if said and level and 0 <= box.x1 - last.x1 < 2 * last.height:
            runs[-1] = (PtBox(last.x0, last.y0, box.x1, last.y1), said + text)
        else:
            runs.append((box, text))
    names = [said for box, said in runs if box.x0 < head.x1 and head.x0 < box.x1]
    return bool(names) and all(2 <= len(n) <= 4 and _han(n) == len(n) for n in names)


def _says_own(said: StripText, wanted: Iterable[Candidate]) -> bool:
    return bool(said.spotted) or any(c.text in said.text for c in wanted)


def _says_nothing_own(said: StripText, names: Iterable[str]) -> bool:
    return not said.spotted and not set("".join(names)) & set(said.text)


def _is_signed_over(
    stamp: PtQuad, said: StripText, hands: Iterable[Finding], wanted: Iterable[Candidate]
) -> bool:
    """Whether the own hand runs over a stamp of which characters of one own name alone are read."""
    read = set(said.text) - set(ENDS)
    own = any(read <= set(c.text) for c in wanted if c.entity is Entity.NAME)
    if len(read) < _LEAST or not own:
        return False
    places = [
        quad
        for hand in hands
        if hand.found_by == "signature.ink" and Evidence.SELF_LABEL in hand.evidence
        for quad in hand.quads
    ]
    return any(stamp.box.overlap(quad.box) for quad in places)


def _is_bare_stamp(finding: Finding) -> bool:
    stamp = finding.found_by == "signature.stamp"
    return stamp and not finding.value and Evidence.SELF_LABEL not in finding.evidence


def _saying(stamp: Finding, said: StripText, sure: bool) -> Finding:
    """A stamp at a label with what was read on it, if that may be a name."""
    if _han(said.text) > _LONG:
        return stamp
    evidence = stamp.evidence | _spotted(said, sure)
    return replace(stamp, value=said.text, score=_score(said), evidence=evidence)


def _spotted(said: StripText, sure: bool) -> set[Evidence]:
    return {Evidence.SPOT_SURE if sure else Evidence.SPOT_ASK} if said.spotted else set()


def _score(said: StripText) -> float:
    return max(0.01, min(1.0, said.score))


def _is_in(mark: PtQuad, seen: PtQuad, same: float = _SAME) -> bool:
    """Whether a mark is found already: a stamp stands out of the hand that runs over it."""
    return mark.box.overlap(seen.box) > same * mark.box.area


def _read(
    stamp: Stamp, reader: StripReader, wanted: Sequence[Candidate]
) -> tuple[StripText, bool] | None:
    """What it most likely says, and whether an own value was spotted; None for no words."""
    values = [c.text for c in wanted]

    def merit(said: StripText) -> tuple[bool, int, bool, float]:
        own = any(value in said.text for value in values)
        return own, len(said.spotted), all(map(is_han, said.text)), said.score

    read = [reader.spot_strip(strip, wanted) for strip in stamp.strips]
    best = max((r for r in read if _han(r.text) >= _LEAST), key=merit, default=None)
    if best is None:
        return None
    return best, any(band is Band.SURE for _, band in best.spotted)


def _stamped(view: PageView, stamp: Stamp, said: StripText, sure: bool) -> Finding:
    is_seal = _han(said.text) > _LONG
    quad, field = (view.geometry.quad_to_pt(c) for c in (stamp.corners, stamp.field))
    evidence = _spotted(said, sure)
    if crossing := _crossing_print(view.text, quad):
        # Only where colour parts its ink from print does it go by itself.
        evidence.add(Evidence.OVER_TEXT)
        if stamp.ink == GREY and not is_seal:
            evidence.add(Evidence.BORDER_UNSURE)
            if not said.spotted and 2 * sum(c in crossing for c in said.text) > len(said.text):
                said = replace(said, text="")  # what was read is the print's
    return Finding(
        Entity.SEAL if is_seal else Entity.SIGNATURE,
        view.page_no,
        (quad,),
        _score(said),
        f"seal.{stamp.ink}" if is_seal else "signature.stamp",
        said.text,
        evidence=frozenset(evidence),
        ink=None if stamp.ink == GREY else Ink(stamp.ink, (field,)),
    )


def _crossing_print(page: PageText, stamp: PtQuad) -> set[str]:
    """What is printed below a stamp, of lines that go on outside."""
    below, outside = [], set()
    for char in page.chars:
        if char.quad is not None and char.score >= _READ:
            if stamp.contains(char.quad.centre):
                below.append(char)
            else:
                outside.add(char.line)
    return {char.text for char in below if char.line in outside}


def _touches_print(page: PageText, stamp: PtQuad) -> bool:
    """Whether a stamp reaches into a line of print, be it with its edge."""
    boxes = [(c.quad.box, c.line) for c in page.chars if c.quad is not None and c.score >= _READ]
    touched = {n for box, n in boxes if stamp.box.overlap(box) > _SHARED * box.area}
    return any(n in touched and not stamp.contains(box.centre) for box, n in boxes)


def _is_large_print(view: PageView, stamp: Stamp) -> bool:
    """Whether it is a character of a line in large print: 盟 and 圆 of a red letterhead are framed
    squares, too.
    """
    read = print_of(view)
    low, high = read.corners.min(axis=1), read.corners.max(axis=1)
    size, here = high - low, np.array(stamp.corners)
    x, y = (np.minimum(high, here.max(axis=0)) - np.maximum(low, here.min(axis=0))).T
    area = float(np.ptp(here, axis=0).prod())
    well = read.scores >= _READ
    within = np.flatnonzero(well & (x > 0) & (y > 0) & (x * y > _FILLS * area))
    if not len(within):
        return False
    char = within[-1]
    if size[char].prod() > _BEYOND * area:
        return True  # a part of it: 甹 of 聘
    line = size[well & (read.lines == read.lines[char])]
    return bool((np.abs(line[:, 1] / size[char, 1] - 1) <= _ALIKE).sum() >= _ROW)


def _han(text: str) -> int:
    return sum(map(is_han, text))


def _paleness(view: PageView) -> IsPale:
    """Tells print of the sheet's back: a character, or its line where a hand runs over it."""
    lines: dict[int, list[Char]] = {}
    for char in view.text.chars:
        lines.setdefault(char.line, []).append(char)

    @cache
    def of_quad(quad: PtQuad) -> float:
        return _darkness(view, grey_of(view), quad)

    def darkness(chars: Sequence[Char]) -> float:
        found = [of_quad(char.quad) for char in chars if char.quad is not None]
        return float(np.median(found)) if found else 0.0

    @cache
    def of_line(number: int) -> float:
        return darkness(lines[number])

    def is_pale(char: Char, label: Sequence[Char]) -> bool:
        return min(darkness([char]), of_line(char.line)) < _PALE * darkness(label)

    return is_pale


def _darkness(view: PageView, grey: NDArray[np.uint8], quad: PtQuad) -> float:
    """Grey levels from paper to ink in a character's box."""
    corners = np.clip(view.geometry.quad_to_px(quad), 0, None).astype(int)
    (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
    piece = grey[y0 : y1 + 1, x0 : x1 + 1]
    if not piece.size:
        return 0.0
    # Of a colon a few pixels are ink.
    ink = np.partition(piece, _SPECK, axis=None)[_SPECK] if piece.size > _SPECK else 255
    return float(np.percentile(piece, 90)) - float(ink)


def _at(
    view: PageView, label: SelfLabel, is_pale: IsPale, others: Sequence[Sequence[PtQuad]]
) -> Iterator[Finding]:
    window = window_on(view, label.chars, _MARK_REACH_MM)
    chars = tuple(c for c in window.chars if not is_pale(c, label.chars))
    # A pale hand, or a stamp on a grey copy, that was read is no print of the sheet's back.
    pale = without_stamps([c for c in window.chars if is_pale(c, label.chars)], view.candidates)
    of_back = any(id(c) not in label.behind | label.below for c in pale)
    window = replace(window, chars=chars, shines_through=of_back)
    boxes = () if label.is_filled else _hand(window, label)
    picture = _picture_of(window, boxes[0], label) if boxes else None
    unsure: set[Evidence] = set()
    if picture is not None:
        boxes = boxes[:1]  # it goes whole: what reaches below print needs no mark of its own
    elif boxes and _runs_into_a_digit(window, boxes, label):
        # Whether the digit goes with the hand is a person's to say.
        end = _left_of(window, label.stop) - _MARGIN_MM * window.px_per_mm
        boxes, unsure = (replace(boxes[0], x1=end),), {Evidence.BORDER_UNSURE}
    if boxes:
        found = _finding(view, window, boxes, label, Entity.SIGNATURE, "signature.ink")
        if label.is_cut:
            unsure = {Evidence.BORDER_UNSURE}
        yield replace(found, picture=picture, evidence=found.evidence | unsure)
    # A stamp's own characters may be read: they are none of the row's print.
    printed = without_stamps(window.chars, view.candidates)
    print_ = [c for c in printed if id(c) not in label.behind | label.below]
    red_marks = list(marks_in(window))
    found_marks = (*red_marks, *grey_marks_in(window, print_))
    marks = [m for m in found_marks if not _is_anothers(window, m.box, others)]
    if label.sure and not (label.is_filled or boxes or marks) and (ink := _framed(window, label)):
        found = _finding(view, window, ink, label, Entity.SIGNATURE, "signature.ink")
        yield replace(found, evidence=found.evidence | {Evidence.BORDER_UNSURE})
    for mark in marks:
        kind = (
            (Entity.SIGNATURE, "signature.stamp")
            if mark.is_square
            else (Entity.FINGERPRINT, "signature.print")
        )
        found = _finding(view, window, (mark.box,), label, *kind)
        reaches = _touches_print(view.text, found.quads[0]) or _reaches_row(window, mark, others)
        if mark in red_marks and reaches:
            found = replace(found, ink=Ink(RED, found.quads))  # a mark would take what lies below
        unsure = set() if mark.is_whole else {Evidence.BORDER_UNSURE}
        yield replace(found, evidence=found.evidence | unsure)


def _is_anothers(window: Window, mark: PxBox, others: Sequence[Sequence[PtQuad]]) -> bool:
    """Whether somebody else's label stands closer to a mark than the own one does.

    Of two as close, as below each other at the head of their rows, it is the one in whose row
    the mark lies.
    """
    own, tie = window.label, _TIE_MM * window.px_per_mm

    def is_closer(other: PxBox) -> bool:
        by = _gap(own, mark) - _gap(other, mark)
        return by > tie or (by > -tie and _rows_apart(other, mark) < _rows_apart(own, mark))

    return any(is_closer(_box(window, quads)) for quads in others)


def _reaches_row(window: Window, mark: PressedMark, others: Sequence[Sequence[PtQuad]]) -> bool:
    """Whether a mark reaches into a row in which somebody else signs."""
    rows = (_box(window, quads) for quads in others)
    return any(row.y0 < mark.box.y1 and mark.box.y0 < row.y1 for row in rows)


def _rows_apart(label: PxBox, mark: PxBox) -> float:
    return abs((label.y0 + label.y1) - (mark.y0 + mark.y1)) / 2


def _box(window: Window, quads: Sequence[PtQuad]) -> PxBox:
    xs, ys = zip(*(point for quad in quads for point in window.inside(quad)), strict=True)
    return PxBox(min(xs), min(ys), max(xs), max(ys))


def _gap(one: PxBox, other: PxBox) -> float:
    """What lies between two boxes; 0 where they touch."""
    across = max(one.x0 - other.x1, other.x0 - one.x1, 0.0)
    return math.hypot(across, max(one.y0 - other.y1, other.y0 - one.y1, 0.0))


def _picture_of(window: Window, hand: PxBox, label: SelfLabel) -> PtQuad | None:
    """The embedded picture that a hand is in, if it may be of nothing else."""
    view, box = window.view, _on_page(window, hand).box
    for picture in reversed(view.pictures):
        place = picture.quad.box
        if (
            place.overlap(box) >= _HELD * box.area
            and place.width <= _REACH_MM * _PT_PER_MM
            and place.height <= _MARK_REACH_MM[1] * _PT_PER_MM
            and not _holds_print(picture.quad, window, label)
        ):
            return picture.quad
    return None


def _holds_print(picture: PtQuad, window: Window, label: SelfLabel) -> bool:
    """Whether print was read in a picture: a text layer's stands over it or below it."""
    return any(
        char.quad is not None
        and char.source is not TextSource.TEXT_LAYER
        and id(char) not in label.behind | label.below
        and picture.box.overlap(char.quad.box) > _SHARED * char.quad.box.area
        for char in window.chars
    )


def _runs_into_a_digit(window: Window, boxes: Sequence[PxBox], label: SelfLabel) -> bool:
    """Whether a hand lies on a digit so far that neither goes alone."""
    beyond = max((box.x1 for box in boxes[1:]), default=boxes[0].x1)
    hidden = label.digits > 0 and beyond > boxes[0].x1 + _HIDDEN_MM * window.px_per_mm
    return hidden or _crosses(window, boxes[0], label.stop)


def _crosses(window: Window, hand: PxBox, digit: Char | None) -> bool:
    """Whether the first digit behind a hand holds more ink than its row's others."""
    gap = _left_of(window, digit) - hand.x1
    if digit is None or not digit.text.isdigit() or gap > _BESIDE_MM * window.px_per_mm:
        return False
    row = [c for c in window.chars if c.line == digit.line and c.quad is not None]
    others = [c for c in row if c is not digit and c.text.isdigit()]
    alike = [c for c in others if c.text == digit.text] or others
    most = max((_ink_of(window, c) for c in alike), default=math.inf)
    return _ink_of(window, digit) > most + _RAN_OVER_MM2


def _ink_of(window: Window, char: Char) -> float:
    """What a character's box holds, in mm2 of ink as dark as the box's darkest; red is paper."""
    assert char.quad is not None
    corners = np.array(window.inside(char.quad))
    (x0, y0), (x1, y1) = np.clip([corners.min(axis=0), corners.max(axis=0)], 0, None).round()
    piece = window.cut.image[int(y0) : int(y1), int(x0) : int(x1), 0].astype(float)
    if not piece.size:
        return 0.0
    paper, ink = np.percentile(piece, [90, 2])
    dark = np.clip((paper - piece) / max(1.0, paper - ink), 0, 1)
    return float(dark.sum()) / window.px_per_mm**2


def _left_of(window: Window, char: Char | None) -> float:
    """Where a character begins, in the cut; far off for none."""
    if char is None or char.quad is None:
        return math.inf
    return min(x for x, _ in window.inside(char.quad))


def _hand(window: Window, label: SelfLabel) -> tuple[PxBox, ...]:
    """What a hand wrote at the label, also where it was read as print: the name first."""
    boxes = _name(window, pen_ink(window, window.chars), label)
    # What is read as clearly as print is a hand's where unread strokes stand beside it.
    unread = [c for c in window.chars if id(c) not in label.behind]
    read = [c for c in window.chars if id(c) in label.behind]
    if read and (boxes or not label.is_print or _is_in_colour(window, read)):
        wider = _name(window, pen_ink(window, unread), label)
        # What begins elsewhere is print that was taken for a part of the name.
        # But ink below the row is what the hand reaches down with, when it wrote in the row.
        row = window.label.y1
        low = boxes and wider and wider[0].y0 < row < boxes[0].y0
        boxes = wider if not boxes or low or (wider and wider[0].overlap(boxes[0])) else boxes
    under = not boxes or boxes[0].y0 > window.label.y1
    if under and label.below and label.sure:
        unread = [c for c in window.chars if id(c) not in label.below]
        boxes = _name(window, pen_ink(window, unread), label)
    return boxes


def _framed(window: Window, label: SelfLabel) -> tuple[PxBox, ...]:
    """Ink right of the label of which a stamp's frame made a cell, and OCR poor print.

    Where the stamp ends nobody can tell.
    """
    rows = _printed_rows(window)
    print_ = [c for c in window.chars if c.line in rows and c.score >= _READ]
    return _name(window, pen_ink(window, print_).without_frames(), label)[:1]


def _is_in_colour(window: Window, chars: Sequence[Char]) -> bool:
    """Whether characters are written in the colour of a pen."""
    corners = [p for c in chars if c.quad is not None for p in window.inside(c.quad)]
    (x0, y0), (x1, y1) = np.clip([np.min(corners, axis=0), np.max(corners, axis=0)], 0, None)
    piece = window.cut.image[int(y0) : int(y1) + 1, int(x0) : int(x1) + 1].reshape(-1, 3)
    if not len(piece):
        return False
    low, high = piece.min(axis=1).astype(int), piece.max(axis=1).astype(int)
    ink = low <= np.percentile(low, _INKED)
    return bool(np.median((high - low)[ink]) > _COLOURED)


def _name(window: Window, ink: PenInk, label: SelfLabel) -> tuple[PxBox, ...]:
    """The ink right of the label, in its cell or the next; where there is none, that below it."""
    if beside := _name_beside(window, ink, label, window.label):
        return beside
    cell = ink.next_cell(window.label)
    if cell is not None and (beside := _name_beside(window, ink, label, cell)):
        whole = ink.between_borders(replace(cell, x1=beside[0].x1), cell)
        if not _holds_read(window, whole, label):
            return beside
    height, end = window.label.height, window.label.x1
    top = window.label.y1 + 0.15 * height
    left, right = window.label.x0 - height, end + _BELOW[0] * height
    under = PxBox(left, top, right, top + _BELOW[1] * height)
    under = ink.between_borders(under, window.label)
    _, below = _rows_beside(window, label, under.x0, under.x1)
    foot = min(under.y1, below - 0.6 * height)
    name = ink.name_in(replace(under, y1=foot)) if foot > top else None
    return () if name is None else (name,)


def _holds_read(window: Window, cell: PxBox, label: SelfLabel) -> bool:
    """Whether print was read in a cell: what else is written there is not the label's."""
    middles = (
        np.mean(window.inside(char.quad), axis=0)
        for char in window.chars
        if char.quad is not None and char.score >= _READ and id(char) not in label.behind
    )
    return any(cell.x0 <= x <= cell.x1 and cell.y0 <= y <= cell.y1 for x, y in middles)


def _name_beside(window: Window, ink: PenInk, label: SelfLabel, place: PxBox) -> tuple[PxBox, ...]:
    """The ink right of ``place``, the label or what stands for it in the next cell."""
    height, end = window.label.height, place.x1
    right = end + _REACH_MM * window.px_per_mm
    if label.stop is not None:
        xs = [x for x, _ in window.inside(label.stop.quad)] if label.stop.quad else [right]
        right = min(right, min(xs) - label.digits * (max(xs) - min(xs)))
    above, below = _rows_beside(window, label, window.label.x0 - height, right)
    middle = (window.label.y0 + window.label.y1) / 2
    # Half the way to the next row: what stands beyond belongs to that row's label.
    top = max(window.label.y0 - _UP * height, (above + middle) / 2)
    foot = min(window.label.y1 + _DOWN * height, (below + middle) / 2, ink.floor_under(place))
    beside = PxBox(end, top, max(end, right), foot)
    box = ink.name_in(ink.between_borders(beside, place))
    if box is None:
        return ()
    # Where the hand ran into what follows, up to that, and then over and under it.
    free = right - _MARGIN_MM * window.px_per_mm
    if label.stop is None or box.x1 <= free - _TOUCH_MM * window.px_per_mm:
        beyond = ink.over_border(box, place)
        return (box,) if beyond is None else (box, beyond)
    box = replace(box, x1=free)
    return box, *_beyond(window, ink, box, label.stop)


def _beyond(window: Window, ink: PenInk, name: PxBox, stop: Char) -> Iterator[PxBox]:
    """Strokes of a name that go on over and under the print ``stop`` that it ran into."""
    if stop.quad is None:
        return
    ys = [y for _, y in window.inside(stop.quad)]
    reach = _RAN_MM * window.px_per_mm
    # The hand keeps its height; what stands higher or lower is another row's.
    for top, foot in ((name.y0 - reach / 4, min(ys)), (max(ys), name.y1 + reach / 4)):
        strokes = ink.strokes_in(PxBox(name.x1, top, name.x1 + reach, foot)) if foot > top else []
        if strokes:
            yield PxBox.around(strokes)


def _rows_beside(
    window: Window, label: SelfLabel, left: float, right: float
) -> tuple[float, float]:
    """Middles of the nearest rows of print above and below, in the cut; far off where none is.

    What the hand itself was read as is no row.
    """
    rows = _printed_rows(window)
    middle, height = (window.label.y0 + window.label.y1) / 2, window.label.height
    above, below = -math.inf, math.inf
    for char in window.chars:
        if id(char) in label.behind | label.below or char.quad is None or char.line not in rows:
            continue
        corners = window.inside(char.quad)
        x, y = (sum(c[k] for c in corners) / 4 for k in (0, 1))
        if left <= x <= right:
            if y < middle - 0.8 * height:
                above = max(above, y)
            elif y > middle + 0.8 * height:
                below = min(below, y)
    return above, below


def _printed_rows(window: Window) -> set[int]:
    """Lines of more than one character that are read well."""
    lines: dict[int, list[float]] = {}
    for char in window.chars:
        lines.setdefault(char.line, []).append(char.score)
    return {n for n, scores in lines.items() if len(scores) > 1 and np.mean(scores) >= _LEGIBLE}


def _on_page(window: Window, box: PxBox) -> PtQuad:
    """A box of the cut in points of the page."""
    return window.view.geometry.quad_to_pt(window.cut.corners_back(box))


def _finding(
    view: PageView,
    window: Window,
    boxes: tuple[PxBox, ...],
    label: SelfLabel,
    entity: Entity,
    found_by: str,
) -> Finding:
    by = _MARGIN_MM * window.px_per_mm
    # What goes on over print keeps off it.
    quads = tuple(_on_page(window, b.grown(by if n == 0 else 0.0)) for n, b in enumerate(boxes))
    evidence = frozenset({Evidence.SELF_LABEL}) if label.sure else frozenset()
    return Finding(entity, view.page_no, quads, 0.9, found_by, evidence=evidence)
