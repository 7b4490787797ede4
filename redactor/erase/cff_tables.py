"""The pieces CFF programs are built of (Adobe Technical Note 5176): INDEX, DICT, charset."""

from __future__ import annotations

from collections.abc import Sequence

from redactor.erase.cut import UncutError

Dict = dict[int, list[tuple[float, bytes]]]  # operator to operands, each with its bytes


def card16(data: bytes, at: int) -> int:
    """The number in two bytes."""
    return data[at] << 8 | data[at + 1]


def read_index(data: bytes, at: int) -> tuple[list[bytes], int]:
    """The items of an INDEX, and where it ends."""
    count = card16(data, at)
    if not count:
        return [], at + 2
    size = data[at + 2]
    if not 1 <= size <= 4:
        raise UncutError("a CFF INDEX is damaged")
    base = at + 3
    edges = [
        int.from_bytes(data[base + i * size : base + (i + 1) * size]) for i in range(count + 1)
    ]
    start = base + (count + 1) * size - 1
    if any(b < a for a, b in zip(edges, edges[1:], strict=False)) or start + edges[-1] > len(data):
        raise UncutError("a CFF INDEX is damaged")
    items = [data[start + a : start + b] for a, b in zip(edges, edges[1:], strict=False)]
    return items, start + edges[-1]


def index_bytes(items: Sequence[bytes]) -> bytes:
    """An INDEX of ``items``."""
    if not items:
        return b"\0\0"
    edges = [1]
    for item in items:
        edges.append(edges[-1] + len(item))
    size = (edges[-1].bit_length() + 7) // 8
    offsets = b"".join(edge.to_bytes(size) for edge in edges)
    return len(items).to_bytes(2) + bytes([size]) + offsets + b"".join(items)


def read_dict(data: bytes) -> Dict:
    """The entries of a DICT in their order; an operator of two bytes is 1200 and its second."""
    table: Dict = {}
    operands: list[tuple[float, bytes]] = []
    at = 0
    while at < len(data):
        first, start = data[at], at
        if first <= 21:
            operator = 1200 + data[at + 1] if first == 12 else first
            at += 2 if first == 12 else 1
            table[operator], operands = operands, []
            continue
        value = 0.0
        if first == 28:
            value, at = float(int.from_bytes(data[at + 1 : at + 3], signed=True)), at + 3
        elif first == 29:
            value, at = float(int.from_bytes(data[at + 1 : at + 5], signed=True)), at + 5
        elif first == 30:
            at += 1
            while data[at] & 0xF != 0xF:
                at += 1
            at += 1  # of real numbers only the bytes are needed
        elif first <= 246:
            value, at = float(first - 139), at + 1
        elif first <= 250:
            value, at = float((first - 247) * 256 + data[at + 1] + 108), at + 2
        else:
            value, at = float(-(first - 251) * 256 - data[at + 1] - 108), at + 2
        operands.append((value, data[start:at]))
    return table


def without(table: Dict, *operators: int) -> Dict:
    """A copy of a DICT without some entries; their order stays, for ROS must come first."""
    return {key: value for key, value in table.items() if key not in operators}


def dict_bytes(table: Dict, added: dict[int, tuple[int, ...]]) -> bytes:
    """A DICT, with ``added`` numbers of five bytes each: its size does not depend on them."""
    out = []
    for operator, operands in table.items():
        out += [raw for _, raw in operands] + [_operator(operator)]
    for operator, values in added.items():
        out += [b"\x1d" + value.to_bytes(4) for value in values] + [_operator(operator)]
    return b"".join(out)


def _operator(operator: int) -> bytes:
    return bytes([12, operator - 1200]) if operator >= 1200 else bytes([operator])


def charset_bytes(sids: Sequence[int]) -> bytes:
    """Format 0, or ranges where they are shorter."""
    plain = b"\0" + b"".join(sid.to_bytes(2) for sid in sids[1:])
    ranges: list[list[int]] = []
    for sid in sids[1:]:
        if ranges and sid == ranges[-1][1] + 1:
            ranges[-1][1] = sid
        else:
            ranges.append([sid, sid])
    rows = b"".join(a.to_bytes(2) + (b - a).to_bytes(2) for a, b in ranges)
    return min(plain, b"\x02" + rows, key=len)
