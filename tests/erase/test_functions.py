"""Functions of colour without comments and tails."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Name

from redactor.erase.functions import clean_function


def cleaned(data, **entries):
    with pikepdf.new() as pdf:
        function = pdf.make_stream(data)
        for key, value in entries.items():
            function[f"/{key}"] = value
        clean_function(function)
        return function.read_bytes()


@pytest.mark.parametrize(
    "code, left",
    [
        (b"{ dup % Wang\n 0.5 mul }", b"{ dup 0.5 mul }"),
        (b"{dup -.5 add Wangwei}", b"{ dup -.5 add }"),
        (b"% Wang\r{ 1 index 2 copy eq {pop} {exch} ifelse }", None),
    ],
)
def test_calculator_keeps_its_operators(code, left):
    found = cleaned(code, FunctionType=4)
    assert found == (left or b"{ 1 index 2 copy eq { pop } { exch } ifelse }")


def test_table_ends_with_its_last_sample():
    entries = {"Size": Array([4]), "BitsPerSample": 8, "Range": Array([0, 1, 0, 1, 0, 1])}
    assert cleaned(b"012345678901Wangwei", FunctionType=0, **entries) == b"012345678901"


def test_table_of_unknown_size_stays():
    assert cleaned(b"0123", FunctionType=0, Size=Name.Wrong) == b"0123"
