"""The back of a sheet shows through its front: in a mirror such lines read well.

As they stand on the page they read as poor print in which anything may hide; in the mirror it is
seen whether an own value does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from redactor.ocr.reading import ReadLine
from redactor.ocr.strips import Corners, is_tall

CLEARLY = 0.1  # by so much better a line reads in the mirror: on one sheet it was .2 to .5
_TRIAL = 4  # poor lines looked at in the mirror before the others are


def hiding_lines(
    poor: Sequence[ReadLine],
    full: Sequence[ReadLine],
    read: Callable[[Sequence[Corners]], list[ReadLine]],
    texts: Collection[str],
) -> list[ReadLine]:
    """The ``poor`` lines that may hold an own value; ``texts`` spell them, without white space.

    ``full``: those among them with as much ink as the others, for what shines through is paler;
    print of the front may be poor because the back lies under it. ``read``: reads rectangles of
    the page.
    """
    front = set(map(id, full))
    flat = [line for line in poor if id(line) not in front and not is_tall(line.line.corners)]
    # Those that may hide one come first.
    flat.sort(key=lambda line: not line.near)
    through: set[int] = set()
    hiding = []
    for some in filter(None, (flat[:_TRIAL], flat[_TRIAL:])):
        seen = read([mirrored(line.line.corners) for line in some])
        for line, other in zip(some, seen, strict=True):
            if other.line.confidence > line.line.confidence + CLEARLY:
                through.add(id(line))
                hiding += [line] if holds(other, texts) else []
        if not through:
            break
    return hiding + [line for line in poor if line.near and id(line) not in through]


def mirrored(corners: Corners) -> Corners:
    """The rectangle cut out from right to left."""
    return corners[[1, 0, 3, 2]]


def holds(line: ReadLine, texts: Collection[str]) -> bool:
    """Whether an own value stands in a line, or may have been misread in it."""
    read = "".join(g.char for g in line.line.glyphs if not g.char.isspace())
    return bool(line.near or line.spotted) or any(text in read for text in texts)
