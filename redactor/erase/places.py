"""Places of text as they were told before MuPDF's filter, which holds them in single precision.

It writes 2.3999999 for 2.4, and for a place (``1 0 0 1 266 293 Tm``) the way there from the one
before (``94.08997 -463 TD``). PDFium, which adds such ways up in single precision, comes to
265.99997, and draws the line on the next pixel.
"""

from __future__ import annotations

import contextlib
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

import pikepdf
from pikepdf import Dictionary, Object, Stream

from redactor.erase.content import Op, is_form, key_of, page_resources
from redactor.erase.faults import UNCERTAIN
from redactor.erase.plain_text_ops import plain

_PRECISION = 1e-7  # of the largest coordinate: what single precision may have added
_DIGITS = 7  # more tell nothing
_CHANCE = 8  # a number with fewer digits so near is no chance
_CELL = 0.01
_MOST = 100  # ways to one place that are remembered
_FAR = 1e9  # no page is so large
# What moves text: the operation, and the matrix of the line behind it, by the cell of its place.
Told = Mapping[tuple[int, int], Sequence[tuple["_Place", Op]]]
_MOVES = "BT Tm Td TD T* TL ' \" q Q"


def places_of_page(page: Object) -> Told:
    """How the content of ``page``, its forms and patterns told each place."""
    found: dict[tuple[int, int], list[tuple[_Place, Op]]] = defaultdict(list)
    for container in _containers(page):
        with contextlib.suppress(*UNCERTAIN):  # it could not be rewritten either
            items = pikepdf.parse_content_stream(container, _MOVES)
            ops = [Op(str(item.operator), list(item.operands)) for item in items]
            for op, at in _moves(ops):
                if at is not None and len(found[at.cell]) < _MOST:
                    found[at.cell].append((at, op))
    return found


def _containers(page: Object) -> Iterator[Object]:
    if "/Contents" in page:
        yield page
    waiting, seen = [page_resources(page)], set()
    while waiting:
        resources = waiting.pop()
        for kind in ("/XObject", "/Pattern"):
            table = resources.get(kind)
            for value in table.values() if isinstance(table, Dictionary) else ():
                is_drawn = isinstance(value, Stream) and (kind == "/Pattern" or is_form(value))
                if not is_drawn or key_of(value) in seen:
                    continue
                seen.add(key_of(value))
                yield value
                if isinstance(own := value.get("/Resources"), Dictionary):
                    waiting.append(own)


def told_as_before(ops: Iterable[Op], before: Told) -> Iterator[Op]:
    """The operations with places and ways told as in ``before``, else by as few digits as may
    have been.
    """
    for op, at in _moves(ops):
        if at is not None:
            yield at.told(op, before)
        else:
            yield op


def _moves(ops: Iterable[Op]) -> Iterator[tuple[Op, _Place | None]]:
    """The operations, and of those that move text the place behind them."""
    at = _Place()
    for op in plain(ops):  # Tm sets no leading
        match op.name, op.operands:
            case "Tm", [*_] as numbers if _are_numbers(numbers, 6):
                at = _Place(*(Decimal(v) for v in numbers))
            case "Td", [*_] as numbers if _are_numbers(numbers, 2):
                at = at.moved(*(Decimal(v) for v in numbers))
            case _:
                at = _Place() if op.name == "BT" else at
                yield op, None
                continue
        yield op, at


@dataclass(frozen=True, slots=True)
class _Place:
    """The matrix of a line of text; ``reach``: how large its coordinates have been."""

    a: Decimal = Decimal(1)
    b: Decimal = Decimal(0)
    c: Decimal = Decimal(0)
    d: Decimal = Decimal(1)
    e: Decimal = Decimal(0)
    f: Decimal = Decimal(0)
    reach: Decimal = Decimal(0)

    @property
    def slack(self) -> float:
        """How far off the place may be."""
        return _PRECISION * float(max(abs(self.e), abs(self.f), self.reach))

    @property
    def scale(self) -> float:
        return float(max(map(abs, (self.a, self.b, self.c, self.d)))) or 1.0

    def moved(self, x: Decimal, y: Decimal) -> _Place:
        e = self.e + x * self.a + y * self.c
        f = self.f + x * self.b + y * self.d
        reach = max(abs(self.e), abs(self.f), self.reach)
        return _Place(self.a, self.b, self.c, self.d, e, f, reach)

    @property
    def cell(self) -> tuple[int, int]:
        return _cell(float(self.e)), _cell(float(self.f))

    def told(self, op: Op, before: Told) -> Op:
        """``op``, which led here, as it was told before, else as short as may be."""
        slack, e, f = self.slack, float(self.e), float(self.f)
        columns, rows = ({_cell(v - 2 * slack), _cell(v + 2 * slack)} for v in (e, f))
        known = [told for cell in product(columns, rows) for told in before.get(cell, ())]
        near = [(self._off(place), old) for place, old in known if self._is_as_large(place)]
        for off, old in sorted(near, key=lambda told: told[0]):
            if off > 2 * slack:
                break
            if old.name == "Tm" or op.name == "Td" and self._is_same_way(op, old):
                return old
        if op.name == "Tm":
            return Op(
                "Tm", [*op.operands[:4], *(_best(Decimal(v), slack) for v in op.operands[4:])]
            )
        return Op("Td", [_best(Decimal(v), slack / self.scale) for v in op.operands])

    def _off(self, place: _Place) -> float:
        return float(max(abs(place.e - self.e), abs(place.f - self.f)))

    def _is_as_large(self, place: _Place) -> bool:
        return all(
            abs(float(v - w)) <= 1e-5 * self.scale
            for v, w in zip(self._size(), place._size(), strict=True)
        )

    def _size(self) -> tuple[Decimal, ...]:
        return self.a, self.b, self.c, self.d

    def _is_same_way(self, op: Op, old: Op) -> bool:
        slack = 2 * self.slack / self.scale
        return old.name == "Td" and all(
            abs(float(v - w)) <= slack
            for v, w in zip(map(Decimal, op.operands), map(Decimal, old.operands), strict=True)
        )


def _cell(coordinate: float) -> int:
    return math.floor(coordinate / _CELL) if abs(coordinate) < _FAR else 0


def _are_numbers(operands: Sequence[object], count: int) -> bool:
    return len(operands) == count and all(isinstance(v, int | Decimal) for v in operands)


def _best(value: Decimal, slack: float) -> Decimal:
    """The number with fewest digits that ``value`` may have been; where any might be, the value
    without digits that tell nothing.
    """
    if abs(value) >= _FAR:
        return value
    for digits in range(_DIGITS):
        if 10.0**-digits < _CHANCE * slack:
            return round(value, digits)
        short = round(value, digits)
        if abs(float(short - value)) <= slack:
            return short.normalize() if short else Decimal(0)
    return value
