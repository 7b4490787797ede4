"""What own fields say that the profile lacks (RULES.md (b), case 18); units: ``test_stations``."""

from __future__ import annotations

import pytest

from redactor.datatypes import Entity
from tests.recognise.judging import Find, not_kept, ruled

FORM = "职称评审表\n姓名\t王伟"


@pytest.mark.parametrize(
    "text, found",
    [
        (f"{FORM}\t曾用名\t王卫\t性别\t男", [("redact", "王卫")]),
        (f"{FORM} 曾用名 王卫", [("redact", "王卫")]),
        ("王伟的说明\n姓名：王伟 曾用名：王卫", [("ask", "王卫")]),
        (f"{FORM}\t曾用名\t无", []),
        (f"{FORM}\t曾用名\t\t性别\t男", []),
        (f"{FORM}\n推荐人\t李娜\t曾用名\t李芳", []),
        ("职称评审表\n姓名\t李娜\t曾用名\t李芳", []),
    ],
)
def test_former_name_in_its_field(find: Find, text: str, found: list[tuple[str, str]]) -> None:
    assert [r for r in not_kept(ruled(find, text, Entity.NAME)) if r[1] != "王伟"] == found
