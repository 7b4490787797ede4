r"""Text operators that MuPDF's filter writes back wrongly, written in ones it gets right.

MuPDF 1.28.2 drops ``TL``, turns ``Td`` into ``TD`` (which sets the leading as a side effect) and
drops a ``T*`` at leading 0: text set with ``'``, ``"`` or a bare ``T*`` moves or collapses.
Here every line move becomes an explicit ``Td``, and the leading is spelt out:

    14 TL  (a) '   ->   0 -14 Td  (a) Tj
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from pikepdf import Array, Object, Pdf

from redactor.erase.content import Op, is_form, parse, unparse, write_page
from redactor.erase.faults import UNCERTAIN

_SUSPECT = re.compile(rb"T\*|[\s)>\]]['\"][\s(\[<%]|[\s)>\]]['\"]$")
# A Td of nothing would be dropped, and with it the return to the start of the line. No reader
# sees a ten-thousandth of a point.
_NO_LEADING = Decimal("0.0001")


def make_line_moves_plain(pdf: Pdf) -> None:
    """Rewrite the pages and forms of ``pdf`` that use the operators above."""
    for page in pdf.pages:
        # What cannot be parsed stays: later, what cannot be edited becomes a picture.
        with contextlib.suppress(*UNCERTAIN):
            if "/Contents" in page.obj and _suspect(_page_bytes(page.obj)):
                write_page(pdf, page.obj, plain(parse(page.obj)))
    for obj in pdf.objects:
        with contextlib.suppress(*UNCERTAIN):
            if is_form(obj) and _suspect(obj.read_bytes()):
                obj.write(unparse(plain(parse(obj))))


def _suspect(content: bytes) -> bool:
    return _SUSPECT.search(content) is not None


def _page_bytes(page: Object) -> bytes:
    contents = page["/Contents"]
    parts = [contents] if not isinstance(contents, Array) else contents
    return b"\n".join(part.read_bytes() for part in parts)


def plain(ops: Iterable[Op]) -> Iterator[Op]:
    """The operations with every move to a next line spelt out."""
    leading, stack = Decimal(0), []
    for op in ops:
        match op.name:
            case "q":
                stack.append(leading)
                yield op
            case "Q":
                leading = stack.pop() if stack else leading
                yield op
            case "TL":
                leading = _number(op)
            case "TD":
                leading = -Decimal(op.operands[1]) if len(op.operands) == 2 else leading
                yield Op("Td", op.operands)
            case "T*":
                yield _down(leading)
            case "'":
                yield _down(leading)
                yield Op("Tj", op.operands)
            case '"':
                yield Op("Tw", op.operands[:1])
                yield Op("Tc", op.operands[1:2])
                yield _down(leading)
                yield Op("Tj", op.operands[2:])
            case _:
                yield op


def _number(op: Op) -> Decimal:
    return Decimal(op.operands[0]) if op.operands else Decimal(0)


def _down(leading: Decimal) -> Op:
    return Op("Td", (0, -leading if leading else -_NO_LEADING))
