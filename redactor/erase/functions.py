"""Functions of colour: calculators without comments, tables without what no input reaches."""

from __future__ import annotations

import math
import re
from decimal import Decimal

import pikepdf
from pikepdf import Array, Stream

from redactor.erase.plain_numbers import plain_number

_COMMENT = re.compile(rb"%[^\r\n]*")
_TOKEN = re.compile(rb"[{}]|[^\s{}]+")
_NUMBER = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)")
# All that a calculator may say (ISO 32000-1, table 42).
_OPERATORS = frozenset(
    b"abs add atan ceiling cos cvi cvr div exp floor idiv ln log mod mul neg round sin sqrt sub "
    b"truncate and bitshift eq false ge gt le lt ne not or true xor if ifelse copy dup exch index "
    b"pop roll { }".split()
)


def clean_function(function: Stream) -> None:
    """Leave the function what it computes with."""
    try:
        match int(function.get("/FunctionType", -1)):
            case 4:
                function.write(_bare_calculator(function.read_bytes()))
            case 0:
                size = _table_size(function)
                data = function.read_bytes()
                if 0 < size < len(data):
                    function.write(data[:size])
    except (pikepdf.PdfError, TypeError, ValueError):
        return  # damaged: no reader computes with it either, and verification looks at its bytes


def _bare_calculator(code: bytes) -> bytes:
    tokens = _TOKEN.findall(_COMMENT.sub(b" ", code))
    return b" ".join(filter(None, map(_plain_token, tokens)))


def _plain_token(token: bytes) -> bytes:
    """The token as readers take it; empty for one that they do not know."""
    if token in _OPERATORS:
        return token
    if not _NUMBER.fullmatch(token):
        return b""
    value = Decimal(token.decode())
    plain = plain_number(value)
    return token if plain == value else format(Decimal(plain), "f").encode()


def _table_size(function: Stream) -> int:
    """Bytes of a sampled function's table; 0 where its entries do not tell."""
    size, reach = function.get("/Size"), function.get("/Range")
    if not isinstance(size, Array) or not isinstance(reach, Array):
        return 0
    samples = math.prod(int(n) for n in size) * (len(reach) // 2)
    return (samples * int(function.get("/BitsPerSample", 0)) + 7) // 8
