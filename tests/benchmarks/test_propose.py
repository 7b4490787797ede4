"""How proposed values are counted against the roster."""

from __future__ import annotations

from collections import Counter

from benchmarks.propose import judge, truth
from redactor.datatypes import Employer, Profile
from redactor.recognise.candidates import Proposal

TRUE = truth(
    Profile(
        "T-1",
        names=("王伟",),
        id_numbers=("15990119850412000X",),
        phones=("15412345678",),
        employers=(
            Employer("云川水务局", former=("云川水利站",)),
            Employer("甲厂", is_former=True),
        ),
    )
)


def one(key: str, value: str, *, sure: bool) -> Proposal:
    return Proposal(key, value, (), sure, "only")


def test_right_missing_and_wrong_are_told_apart() -> None:
    found = (
        one("id_number", "15990119850412000x", sure=True),
        one("employer", "云川水务局", sure=False),
        one("phone", "15498765432", sure=True),
        one("email", "a@b.example", sure=False),
    )
    assert Counter(judge(found, TRUE)) == Counter(
        {
            ("id_number", "sure"): 1,
            ("employer", "to confirm"): 1,
            ("employer_former", "missing"): 1,
            ("phone", "missing"): 1,
            ("phone", "wrong, sure"): 1,
            ("email", "wrong, to confirm"): 1,
        }
    )
