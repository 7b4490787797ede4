"""Numbers as readers hold them: an ID number or a phone can stand in a PDF as one.

Readers keep whole numbers of 32 bits (ISO 32000-1, annex C) and fractions of single precision.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Context, Decimal
from typing import Any

from pikepdf import Array

from redactor.erase.content import Op, unparse

_LARGEST = 2**31 - 1
_SINGLE = Context(prec=10)  # digits; single precision has hardly eight
_LONG = re.compile(rb"\d{10}")


def unparse_plain(ops: Sequence[Op]) -> bytes:
    """The operations as bytes, with plain numbers."""
    written = unparse(ops)
    return unparse(map(_plain_op, ops)) if _LONG.search(written) else written


def plain_number(value: Any) -> Any:
    """A number that readers take for the same; anything else as it is."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return value
    if not -_LARGEST <= value <= _LARGEST:
        return _LARGEST if value > 0 else -_LARGEST
    if isinstance(value, Decimal) and len(value.as_tuple().digits) > _SINGLE.prec:
        return _SINGLE.plus(value)
    return value


def _plain_op(op: Op) -> Op:
    return op if op.name == "BI" else Op(op.name, [_plain(v) for v in op.operands])


def _plain(value: Any) -> Any:
    if isinstance(value, Array):
        return Array([plain_number(v) for v in value])
    return plain_number(value)
