"""Whether characters of one value that stand in several pieces of text belong together."""

from __future__ import annotations

from collections.abc import Sequence

from redactor.recognise.flow import Layout, Piece


def belong_together(layout: Layout, places: Sequence[int]) -> bool:
    """Whether the characters at ``places`` (in reading order) can be one short value.

    True inside one piece; for whole pieces side by side or stacked (王 in one cell, 伟 in the
    next); and for a wrap, where the first part ends a full line and the second begins the line
    under it. Long values need no such test: they do not come about by chance.
    """
    parts: list[tuple[Piece, int, int]] = []
    for place in places:
        piece = layout.pieces[layout.piece_of[place]]
        if parts and parts[-1][0] is piece:
            parts[-1] = (piece, parts[-1][1], place)
        else:
            parts.append((piece, place, place))
    return all(_joined(layout, a, b) for a, b in zip(parts, parts[1:], strict=False))


def _joined(layout: Layout, first: tuple[Piece, int, int], second: tuple[Piece, int, int]) -> bool:
    a, b = first[0], second[0]
    height = max(a.height, b.height)
    whole = _is_whole(first) and _is_whole(second)
    side_by_side = min(a.v1, b.v1) - max(a.v0, b.v0) > 0.4 * min(a.height, b.height)
    if side_by_side:
        gap = b.u0 - a.u1
        return -0.5 * height <= gap <= (8 * height if whole else 0.6 * height)
    stacked = abs((a.u0 + a.u1) - (b.u0 + b.u1)) / 2 < 0.6 * height
    if whole and stacked:
        return 0 <= b.v0 - a.v0 <= 6 * height
    ends, begins = first[2] == a.end - 1, second[1] == b.start
    return ends and begins and 0 < b.v0 - a.v0 <= 3 * height and fills_line(layout, a)


def _is_whole(part: tuple[Piece, int, int]) -> bool:
    piece, start, end = part
    return start == piece.start and end == piece.end - 1


def fills_line(layout: Layout, piece: Piece) -> bool:
    """Whether the piece reaches the right edge of its cell or column, as a wrapped line does."""
    edges = [
        p.u1
        for p in layout.pieces
        if p.u0 < piece.u1
        and p.u1 > piece.u0
        and abs(p.v0 - piece.v0) < 6 * piece.height
        and 0.6 < p.height / max(piece.height, 1e-6) < 1.67
        and _is_aligned(p, piece)
    ]
    return piece.u1 >= max(edges) - 1.6 * piece.height


def _is_aligned(one: Piece, other: Piece) -> bool:
    """Whether two lines begin or have their middle below each other, as those of one cell do."""
    reach = 2.5 * other.height  # a first line's indent
    middle = abs(one.u0 + one.u1 - other.u0 - other.u1) / 2
    return abs(one.u0 - other.u0) < reach or middle < 0.5 * reach
