"""Frees the fixed sizes of an ONNX network's inputs and outputs, in memory.

CenterFace is fully convolutional, but its file says that it takes 10 x 3 x 32 x 32; ONNX
Runtime then refuses every other size. The sizes are declarations only, so they are renamed to
free ones. An ONNX file is one Protocol Buffers message; the few fields touched are parsed here
(encoding: protobuf.dev, "Encoding"; field numbers: ``onnx.proto``), which spares the ``onnx``
package and a second copy of the weights on disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

# Field numbers of onnx.proto on the way from the model to a size.
_MODEL_GRAPH = 7
_GRAPH_INITIALIZER, _GRAPH_INPUT, _GRAPH_OUTPUT = 5, 11, 12
_TENSOR_NAME = 8
_VALUE_NAME, _VALUE_TYPE = 1, 2
_TYPE_TENSOR = 1
_TENSOR_SHAPE = 2
_SHAPE_DIM = 1
_DIM_PARAM = 2

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_Rewrite = Callable[[int, bytes], bytes]


def free_sizes(model: bytes) -> bytes:
    """``model`` with batch, height and width of its inputs and outputs free.

    Raises ``ValueError`` when ``model`` is not a well-formed message.
    """
    weights = {_name(t, _TENSOR_NAME) for t in _children(_only(model, _MODEL_GRAPH))}

    def in_graph(field: int, body: bytes) -> bytes:
        if field in (_GRAPH_INPUT, _GRAPH_OUTPUT) and _name(body, _VALUE_NAME) not in weights:
            path = (_VALUE_TYPE, _TYPE_TENSOR, _TENSOR_SHAPE)
            return _rewrite_at(body, path, _free_shape)
        return body

    def in_model(field: int, body: bytes) -> bytes:
        return _rewrite(body, in_graph) if field == _MODEL_GRAPH else body

    return _rewrite(model, in_model)


def _free_shape(shape: bytes) -> bytes:
    """A shape of four sizes (batch, channels, height, width) with all but channels free."""
    count = -1

    def free(field: int, body: bytes) -> bytes:
        nonlocal count
        if field != _SHAPE_DIM:
            return body
        count += 1
        if count == 1:
            return body
        name = f"free{count}".encode()
        return _tag(_DIM_PARAM, _BYTES) + _varint(len(name)) + name

    return _rewrite(shape, free)


def _rewrite_at(message: bytes, path: tuple[int, ...], change: Callable[[bytes], bytes]) -> bytes:
    if not path:
        return change(message)

    def step(field: int, body: bytes) -> bytes:
        return _rewrite_at(body, path[1:], change) if field == path[0] else body

    return _rewrite(message, step)


def _rewrite(message: bytes, change: _Rewrite) -> bytes:
    """``message`` with every length-delimited field passed through ``change``."""
    out = []
    for field, kind, body, raw in _fields(message):
        if kind == _BYTES:
            new = change(field, body)
            raw = raw if new is body else _tag(field, _BYTES) + _varint(len(new)) + new
        out.append(raw)
    return b"".join(out)


def _children(graph: bytes) -> Iterator[bytes]:
    return (b for f, k, b, _ in _fields(graph) if f == _GRAPH_INITIALIZER and k == _BYTES)


def _only(message: bytes, wanted: int) -> bytes:
    found = [body for field, kind, body, _ in _fields(message) if (field, kind) == (wanted, _BYTES)]
    if len(found) != 1:
        raise ValueError(f"expected one field {wanted}, found {len(found)}")
    return found[0]


def _name(message: bytes, field_no: int) -> bytes:
    return next((b for f, k, b, _ in _fields(message) if (f, k) == (field_no, _BYTES)), b"")


def _fields(message: bytes) -> Iterator[tuple[int, int, bytes, bytes]]:
    """Number, wire type, body and raw bytes of each field."""
    at = 0
    while at < len(message):
        start = at
        tag, at = _read_varint(message, at)
        field, kind = tag >> 3, tag & 7
        if kind == _VARINT:
            _, end = _read_varint(message, at)
        elif kind == _BYTES:
            size, at = _read_varint(message, at)
            end = at + size
        elif kind in (_FIXED64, _FIXED32):
            end = at + (8 if kind == _FIXED64 else 4)
        else:
            raise ValueError(f"unknown wire type {kind}")
        if end > len(message):
            raise ValueError("message ends inside a field")
        yield field, kind, message[at:end], message[start:end]
        at = end


def _read_varint(message: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(message):
            raise ValueError("message ends inside a number")
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
    raise ValueError("number is too long")


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _tag(field: int, kind: int) -> bytes:
    return _varint(field << 3 | kind)
