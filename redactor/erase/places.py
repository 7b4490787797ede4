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
_PLACE_SLACKS = 2  # two roundings
_WAY_SLACKS = 8  # and what the ways of a line have added up to, which lead on as before
_NOTHING = (Decimal(0), Decimal(0))
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
    told, owed = _Place(), _NOTHING
    for op, at in _moves(ops):
        if at is None:
            told = _Place() if op.name == "BT" else told
            yield op
        elif op.name == "Tm":
            told, owed = at, _NOTHING
            yield at.old(op, before) or at.rounded(op)
        else:
            # A line of a hundred ways must not drift from what it was: the place is reckoned by
            # the ways told so far, and what rounding took from one way the next one gives back.
            x, y = (Decimal(v) + rest for v, rest in zip(op.operands, owed, strict=True))
            here, way = told.moved(x, y), Op("Td", [x, y])
            old = here.old(way, before)
            fresh = old or here.rounded(way)
            numbers = [Decimal(v) for v in fresh.operands]
            told = told.moved(*numbers) if fresh.name == "Td" else _Place(*numbers)
            owed = _NOTHING if old else (x - numbers[0], y - numbers[1])
            yield fresh


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

    def old(self, op: Op, before: Told) -> Op | None:
        """The operation of ``before`` that is ``op``, which led here; None: none is."""
        off_most = self.slack * (_PLACE_SLACKS if op.name == "Tm" else _WAY_SLACKS)
        e, f = float(self.e), float(self.f)
        columns, rows = ({_cell(v - off_most), _cell(v + off_most)} for v in (e, f))
        known = [told for cell in product(columns, rows) for told in before.get(cell, ())]
        near = [(self._off(place), old) for place, old in known if self._is_as_large(place)]
        for off, old in sorted(near, key=lambda told: told[0]):
            if off > off_most:
                return None
            if old.name == "Td" and op.name == "Td" and self._is_same_way(op, old):
                return old
            if old.name == "Tm" and off <= _PLACE_SLACKS * self.slack:
                return old
        return None

    def rounded(self, op: Op) -> Op:
        """``op``, which led here, told as short as may be."""
        slack = self.slack
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
