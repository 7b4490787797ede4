"""Halves of the own name in Latin letters, in fields of their own and behind titles."""

from __future__ import annotations

import pytest

from redactor.datatypes import Entity, Profile
from tests.recognise.judging import Find, not_kept, ruled

SITU = Profile("T-1", names=("司徒昱霖",))


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Surname: SITU  Given name: YULIN", [("redact", "SITU"), ("redact", "YULIN")]),
        ("姓/Surname\tSitu\n\n名/Given names\tYu Lin", [("redact", "Situ"), ("redact", "YuLin")]),
        ("Last name\nSITU\n\n\nFirst name\nYULIN", [("redact", "SITU"), ("redact", "YULIN")]),
        ("Surname: SITU  Given name: HAO", []),  # somebody else
        ("Surname: CHEN  Given name: YULIN", []),
        ("SITU and YULIN are places.", []),
    ],
)
def test_name_in_two_fields(find: Find, text: str, expected: list[tuple[str, str]]) -> None:
    assert not_kept(ruled(find, text, Entity.NAME, SITU)) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Name: Situ Yulin\nMr. Situ has completed it.", [("ask", "Situ")]),
        ("Name: Situ Yulin\nMr./Ms. Situ is awarded it.", [("ask", "Situ")]),
        ("Name: Situ Yulin\nDr. Situ Hao has signed.", []),
        ("Name: Situ Yulin\nDr. Situ et al. have shown it.", []),
        ("Name: Chen Hao\nMr. Situ has completed it.", []),
    ],
)
def test_surname_behind_a_title(find: Find, text: str, expected: list[tuple[str, str]]) -> None:
    found = not_kept(ruled(find, text, Entity.NAME, SITU))
    assert [f for f in found if f[1] != "SituYulin"] == expected
