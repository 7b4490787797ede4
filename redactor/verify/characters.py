"""Characters outside the marks, before and after, one by one and place by place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import field

import numpy as np
import pymupdf
from numpy.typing import NDArray

from redactor.datatypes import Damage, Leak, Mark
from redactor.erase.marks import token_size
from redactor.frozen import frozen
from redactor.geometry import PageGeometry, Point, PtBox, PtQuad
from redactor.levels import difference
from redactor.textnorm import folded
from redactor.verify.inks import ink_leads
from redactor.verify.orders import Glyph
from redactor.verify.render import SAME_LEVELS, PagePair, geometry_of, render

Points = NDArray[np.float64]  # points x 2

_SAME_PT = 0.3  # rewriting a content stream rounds coordinates
_INVISIBLE = 3  # text rendering mode of a hidden layer
_LEVEL = 0.01  # sine
_CONTRAST = 24  # levels within a character's box that a reader may see
_LOOK_DPI = 110.0


@frozen
class Printed:
    """One character as MuPDF draws it; ``box`` and ``origin`` in points, unrotated page."""

    text: str = field(repr=False)
    origin: Point
    box: PtBox
    visible: bool  # drawn at all: neither invisible nor transparent nor off the page
    order: int  # of drawing on the page
    size: float = 0.0  # of the type, in points
    is_level: bool = False  # runs from left to right on the unrotated page
    place: int = -1  # in the order of drawing, white space counted

    @property
    def glyph(self) -> Glyph:
        return Glyph(self.text, self.box, self.box.height, self.place)


def printed(page: pymupdf.Page) -> list[Printed]:
    """Every character that the page draws, in the order of its content, off-page ones too."""
    geometry = geometry_of(page, 72.0)
    width, height = geometry.width_pt, geometry.height_pt
    out = []
    place = -1
    for span in page.get_texttrace():
        drawn = span["type"] != _INVISIBLE and span["opacity"] > 0
        size, order, (cos, sin) = span["size"], span["seqno"], span["dir"]
        is_level = span["wmode"] == 0 and cos > 0 and abs(sin) < _LEVEL
        for code, _, origin, (x0, y0, x1, y1) in span["chars"]:
            place += 1
            text = chr(code) if 0 < code <= 0x10FFFF else "\ufffd"
            if text.isspace():
                continue
            x0, x1 = (x0, x1) if x0 <= x1 else (x1, x0)
            y0, y1 = (y0, y1) if y0 <= y1 else (y1, y0)
            box = PtBox(x0, y0, x1, y1)
            # Some of it lies on the paper.
            visible = drawn and x1 > 0 and x0 < x1 and x0 < width
            visible = visible and y1 > 0 and y0 < y1 and y0 < height
            out.append(Printed(text, origin, box, visible, order, size, is_level, place))
    return out


def check_characters(
    pair: PagePair, before: Sequence[Printed], after: Sequence[Printed]
) -> tuple[list[Leak], list[Damage]]:
    """Text outside the marks that changed; text under the marks that is not their token."""
    quads = [mark.quad for mark in pair.marks]
    middles = _middles(after)
    was, now = _outside(before, _middles(before), quads), _outside(after, middles, quads)
    gone, new = _unmatched(was, now)
    if gone:
        # A comma's middle may lie outside the mark that covers all its ink. That nothing of a
        # character vanished outside the mark is the comparison of pixels' to say.
        boxes = [quad.box for quad in quads]
        gone = [c for c in gone if not any(c.box.overlap(b) > 0 for b in boxes)]
        gone = _seen(pair.original, [c for c in gone if c.visible])
        gone = _but_ink(pair, _changed_there(pair, gone))
    # What the eraser could not remove of hidden text is no damage: leaks are looked for apart.
    new = _seen(pair.redacted, [c for c in new if c.visible]) if new else []
    damage = [Damage("text", pair.page_no, float(len(gone) + len(new)))] if gone or new else []
    leaks, token_damage = _tokens(pair, after, middles)
    return leaks, damage + token_damage


def under_marks(chars: Sequence[Printed], marks: Sequence[Mark]) -> tuple[PtBox, ...]:
    """Boxes of the characters whose middle lies under a mark: they are removed as a whole."""
    under = _under(_middles(chars), [mark.quad for mark in marks])
    return tuple(chars[i].box for i in sorted(under))


def _outside(chars: Sequence[Printed], middles: Points, quads: Sequence[PtQuad]) -> list[Printed]:
    under = _under(middles, quads)
    return [c for i, c in enumerate(chars) if i not in under]


def _middles(chars: Sequence[Printed]) -> Points:
    boxes = [(b.x0, b.y0, b.x1, b.y1) for b in (c.box for c in chars)]
    sides = np.array(boxes, np.float64).reshape(-1, 2, 2)
    return np.asarray(sides.mean(axis=1))


def _under(middles: Points, quads: Iterable[PtQuad]) -> set[int]:
    """Places of the points that lie in one of the quads."""
    x, y = middles[:, 0], middles[:, 1]
    found: set[int] = set()
    for quad in quads:
        box = quad.box
        near = (box.x0 <= x) & (x <= box.x1) & (box.y0 <= y) & (y <= box.y1)
        found.update(i for i in np.flatnonzero(near).tolist() if quad.contains((x[i], y[i])))
    return found


def _unmatched(
    was: Sequence[Printed], now: Sequence[Printed]
) -> tuple[list[Printed], list[Printed]]:
    """Characters without a partner of the same text at the same place, on either side."""
    if _are_alike(was, now):
        return [], []
    exact = Counter(map(_key, now))
    gone = []
    for char in was:
        if exact[_key(char)]:
            exact[_key(char)] -= 1
        else:
            gone.append(char)
    new = []
    for char in reversed(now):
        if exact[_key(char)]:
            exact[_key(char)] -= 1
            new.append(char)
    return _nearly(gone, new) if gone and new else (gone, new)


def _are_alike(was: Sequence[Printed], now: Sequence[Printed]) -> bool:
    """Whether they are the same characters in the same order, each in its place."""
    if [c.text for c in was] != [c.text for c in now]:
        return False
    before, after = (np.array([c.origin for c in chars]) for chars in (was, now))
    return bool((np.abs(before - after) <= _SAME_PT).all())


def _key(char: Printed) -> tuple[str, int, int]:
    return char.text, round(char.origin[0] * 8), round(char.origin[1] * 8)


def _nearly(gone: Sequence[Printed], new: Sequence[Printed]) -> tuple[list[Printed], list[Printed]]:
    """Pair off what rounding put on the two sides of a grid line."""
    waiting: dict[str, list[Printed]] = defaultdict(list)
    for char in new:
        waiting[char.text].append(char)
    left = []
    for char in gone:
        near = [c for c in waiting[char.text] if _apart(c.origin, char.origin) <= _SAME_PT]
        if near:
            waiting[char.text].remove(near[0])
        else:
            left.append(char)
    return left, [c for chars in waiting.values() for c in chars]


def _apart(a: Point, b: Point) -> float:
    return max(abs(a[0] - b[0]), abs(a[1] - b[1]))


def _seen(page: pymupdf.Page, chars: Sequence[Printed]) -> list[Printed]:
    """Those characters that a reader can see: not white on white, nor behind a picture or bar."""
    if not chars:
        return []
    geometry = geometry_of(page, _LOOK_DPI)
    image = render(page, _LOOK_DPI)
    covers = _later_covers(page)
    out = []
    for char in chars:
        part = image[_place(geometry, char)]
        flat = part.size == 0 or int(np.ptp(part.reshape(-1, 3), axis=0).max()) < _CONTRAST
        x, y = char.box.centre
        covered = any(
            number > char.order and b.x0 <= x <= b.x1 and b.y0 <= y <= b.y1 for number, b in covers
        )
        if not flat and not covered:
            out.append(char)
    return out


def _changed_there(pair: PagePair, chars: Sequence[Printed]) -> list[Printed]:
    """Those characters whose place looks otherwise now: print on a photo may be of its colours."""
    if not chars:
        return []
    before, after = render(pair.original, _LOOK_DPI), render(pair.redacted, _LOOK_DPI)
    if before.shape != after.shape:
        return list(chars)
    changes = difference(before, after) > SAME_LEVELS
    geometry = pair.geometry(_LOOK_DPI)
    return [c for c in chars if changes[_place(geometry, c)].any()]


def _but_ink(pair: PagePair, chars: Sequence[Printed]) -> list[Printed]:
    """Those characters that are not of a seal's ink that was to go: some seals are typeset."""
    inks = [mark.ink for mark in pair.inked if mark.ink is not None]
    if not chars or not inks:
        return list(chars)
    geometry, image = pair.geometry(_LOOK_DPI), render(pair.original, _LOOK_DPI)

    def is_ink(char: Printed) -> bool:
        return any(
            ink_leads(image[_place(geometry, char)], ink)
            for ink in inks
            if any(part.contains(char.box.centre) for part in ink.parts)
        )

    return [char for char in chars if not is_ink(char)]


def _place(geometry: PageGeometry, char: Printed) -> tuple[slice, slice]:
    """Rows and columns that a character's box touches."""
    px = geometry.to_pixels(char.box)
    return (
        slice(max(0, int(px.y0)), max(0, int(px.y1) + 1)),
        slice(max(0, int(px.x0)), max(0, int(px.x1) + 1)),
    )


def _later_covers(page: pymupdf.Page) -> list[tuple[int, PtBox]]:
    """Pictures of the page with their place in the order of drawing."""
    return [
        (number, PtBox(*pymupdf.Rect(box).normalize()))
        for number, (kind, box) in enumerate(page.get_bboxlog())
        if kind == "fill-image"
    ]


def _tokens(
    pair: PagePair, after: Sequence[Printed], middles: Points
) -> tuple[list[Leak], list[Damage]]:
    """The only text under a mark is its token."""
    leaks, damage = [], []
    for group in _overlapping(pair.marks):
        quads = [mark.quad for mark in group]
        under = sorted(_under(middles, quads))
        inside = Counter(folded("".join(after[i].text for i in under)))
        printed_tokens = (m.token for m in group if token_size(m.quad, m.token) is not None)
        wanted = Counter(folded("".join(printed_tokens)))
        if inside - wanted:
            leaks.append(Leak("text", group[0].entity, pair.page_no, tuple(quads)))
        if missing := wanted - inside:
            damage.append(Damage("mark", pair.page_no, float(missing.total()), group[0].quad.box))
    return leaks, damage


def _overlapping(marks: Sequence[Mark]) -> list[list[Mark]]:
    """Marks in groups whose boxes touch: a token may reach into the neighbour's box."""
    groups: list[list[Mark]] = []
    for mark in marks:
        near = [g for g in groups if any(m.quad.box.overlap(mark.quad.box) > 0 for m in g)]
        groups = [g for g in groups if g not in near]
        groups.append([mark, *(m for g in near for m in g)])
    return groups
