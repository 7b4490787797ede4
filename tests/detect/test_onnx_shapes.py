import pytest

from redactor.detect.onnx_shapes import free_sizes


def field(number: int, body: bytes) -> bytes:
    assert len(body) < 128
    return bytes([number << 3 | 2, len(body)]) + body


def shape(*sizes: int) -> bytes:
    return b"".join(field(1, bytes([1 << 3, size])) for size in sizes)


def value(name: bytes, *sizes: int) -> bytes:
    return field(1, name) + field(2, field(1, bytes([1 << 3, 1]) + field(2, shape(*sizes))))


def model(*fields: bytes) -> bytes:
    return bytes([1 << 3, 6]) + field(7, b"".join(fields))


def free(number: int) -> bytes:
    return field(1, field(2, b"free%d" % number))


def test_sizes_of_inputs_and_outputs_are_freed_and_the_rest_is_left() -> None:
    given = model(field(11, value(b"x", 9, 3, 32, 32)), field(12, value(b"y", 9, 1, 8, 8)))
    result = free_sizes(given)
    assert result.count(b"free0") == result.count(b"free2") == result.count(b"free3") == 2
    assert field(1, bytes([1 << 3, 3])) in result  # three channels stay three
    assert result.startswith(given[:2])


def test_weights_that_are_listed_as_inputs_keep_their_sizes() -> None:
    weight = field(5, field(8, b"w"))
    given = model(weight, field(11, value(b"w", 9, 3, 32, 32)))
    assert free_sizes(given) == given


def test_freed_model_is_a_fixed_point() -> None:
    once = free_sizes(model(field(11, value(b"x", 9, 3, 32, 32))))
    assert free_sizes(once) == once


@pytest.mark.parametrize(
    "broken", [b"", b"\x3a", b"\x3a\x7f", b"\xff" * 12, b"\x3b\x00", b"\x08\x01"]
)
def test_what_is_no_model_is_refused(broken: bytes) -> None:
    with pytest.raises(ValueError):
        free_sizes(broken)
