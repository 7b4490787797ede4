"""Own names, addresses and mails in records of bibliographic databases (cases 12, 32, 50)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from redactor.datatypes import Employer, Entity
from tests.recognise.judging import WANG_WEI, Find, at, not_kept, ruled

PLAIN = at(Employer("包头市云岭水务设计院有限公司"))
NO_BRAND = at(Employer("锡林浩特市蒙医医院"))
UNIT = "Yunling Water Design Inst Co Ltd"
OTHER = "Inner Mongolia Univ Technol, Hohhot 010051, Peoples R China."


@pytest.mark.parametrize(
    "text",
    [
        f"Author(s): Li, N (Li, Na)[1]; Wang, W (Wang, Wei)[2]\n"
        f"Addresses: [1] {OTHER}\n[2] {UNIT}, Baotou 014010, Peoples R China.",
        f"Author(s): Li, N (Li, Na)[ 1 ]; Wang, W (Wang, Wei)[ 1,2 ]\nSource: Water\n"
        f"Addresses: [ 2 ] {UNIT}, Baotou 014010,\nPeoples R China.\n[ 3 ] {OTHER}",
        f"AF Li, Na\nWang, Wei\nTI Leakage\nC1 [Li, Na] {OTHER}\n"
        f"[Zhao, Qiang; Wang, Wei] {UNIT}, Baotou.",
        f"Reprint Address: Wang, W (corresponding author), {UNIT}, Baotou 014010, Peoples R China.",
        f"Authors: Li, Na (1); Wang, Wei (2)\n"
        f"Author affiliation: (1) {OTHER[:-1]}; (2) {UNIT}, Baotou, 014010, China",
    ],
)
def test_own_address_goes_by_its_mark_or_name(find: Find, text: str) -> None:
    found = not_kept(ruled(find, text, Entity.EMPLOYER, PLAIN))
    assert found == [("redact", UNIT.replace(" ", ""))] or found == [("redact", UNIT)]


def test_address_that_nothing_own_is_known_of_is_asked_about(find: Find) -> None:
    text = (
        "Authors: Li, Na (1); Wang, Wei (2)\nAuthor affiliation: (1) Qingyuan University, Hohhot; "
        "(2) Abaga Mongolian Medicine Hospital, Dept of Bones, Abaga, China"
    )
    ((action, reason, place),) = (
        r for r in ruled(find, text, Entity.EMPLOYER, NO_BRAND) if r[0] != "keep"
    )
    assert (action, reason) == ("ask", "own_affiliation")
    assert place.replace(" ", "") == "AbagaMongolianMedicineHospital,DeptofBones"


def test_others_addresses_stay(find: Find) -> None:
    text = f"Author(s): Li, N (Li, Na)[1]\nAddresses: [1] {OTHER}\n[2] Qingyuan Univ, Baotou."
    assert not_kept(ruled(find, text, Entity.EMPLOYER, PLAIN)) == []


def test_address_without_a_mark_is_left_to_others(find: Find) -> None:
    text = f"Name: Wei WANG\nAffiliation: {UNIT}\nEmail: w88@mail.example"
    assert not_kept(ruled(find, text, Entity.EMPLOYER, PLAIN)) == [("ask", UNIT.replace(" ", ""))]


def test_initials_in_an_author_line_go(find: Find) -> None:
    text = f"Reprint Address: Wang, W (corresponding author), {OTHER}"
    assert [a for a, _ in not_kept(ruled(find, text, Entity.NAME, PLAIN))] == ["redact"]


@pytest.mark.parametrize(
    "text, gone",
    [
        ("Corresponding author: Wang, Wei (w88@mail.example)", ["w88@mail.example"]),
        ("Corresponding author: Li, Na (w88@mail.example); Wang, Wei", []),
    ],
)
def test_mail_behind_the_own_name(find: Find, text: str, gone: list[str]) -> None:
    profile = replace(WANG_WEI, emails=())
    found = ruled(find, text, Entity.EMAIL, profile)
    assert [place for action, _, place in found if action == "redact"] == gone


@pytest.mark.parametrize(
    "text, gone",
    [
        ("Li, Na\nWang, Wei\nZhao, Qiang", True),
        ("Zhang Wang, Wei Li", False),
        ("Zhang Wang, Wei\nLi Na", False),
    ],
)
def test_turned_name_on_a_line_of_its_own(find: Find, text: str, gone: bool) -> None:
    assert bool(not_kept(ruled(find, text, Entity.NAME, PLAIN))) is gone
