import unicodedata

import pytest

from redactor.keys import MAX_LENGTH, key_fault, same_folder


@pytest.mark.parametrize("key", ["1", "2026-0001", "包-17", "A.1", "高级_03", "0" * MAX_LENGTH])
def test_usual_numbers_can_name_a_folder(key):
    assert key_fault(key) == ""


@pytest.mark.parametrize(
    "key",
    [
        *("", ".", "..", ".x", "x.", " x", "x ", "-rf", "a/b", "a\\b", "a:b", "a*", "a?", "a|b"),
        *("a\nb", "a\0", "a\u200bb", "a\u202eb", "\ud800", "a~1", "NUL", "con.txt", "lpt1"),
        "0" * (MAX_LENGTH + 1),
    ],
)
def test_others_cannot(key):
    assert key_fault(key) != ""


def test_the_answer_does_not_repeat_the_key():
    assert "15990119850412000X" not in key_fault("15990119850412000X/")


def test_case_and_composition_do_not_make_two_folders():
    assert same_folder("É-1") == same_folder(unicodedata.normalize("NFD", "é-1"))
    assert same_folder("A1") != same_folder("A2")
