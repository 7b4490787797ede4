"""Units of a career that a sentence tells (cases 35, 36)."""

from __future__ import annotations

import pytest

from redactor.datatypes import Entity
from tests.recognise.judging import Find, former, not_kept, ruled

STATION = "固阳县金山镇水管站"
REPORT = "工作总结\n述职人：王伟\n"


@pytest.mark.parametrize(
    "text, unit",
    [
        (f"兹证明王伟同志2018年借调至{STATION}工作8个月。", STATION),
        (f"王伟同志2019年在{STATION}挂职副站长。", STATION),
        (f"{REPORT}2018年借调至{STATION}工作半年。", STATION),
        (f"{REPORT}同年分配到白音镇中心校任教，成绩突出。", "白音镇中心校"),
        (f"{REPORT}2015年我到金山镇中学支教一年。", "金山镇中学"),
        (f"{REPORT}原单位为青原市第二人民医院。", "青原市第二人民医院"),
        (f"{REPORT}我叫王伟，2009年7月毕业，同年到青原市绿野种业公司工作。", "青原市绿野种业公司"),
        (f"情况说明\n本人曾就职于{STATION}，任技术员。", STATION),
    ],
)
@pytest.mark.parametrize("switch", ["redact", "keep", "ask"])
def test_unit_told_of_the_applicant(find: Find, text: str, unit: str, switch: str) -> None:
    assert former(find, text, unit, switch) == [switch]


@pytest.mark.parametrize(
    "text",
    [
        f"李娜同志2018年借调至{STATION}工作8个月。",
        f"{REPORT}李娜2018年借调至{STATION}工作8个月。",
        f"{REPORT}王伟民2018年借调至{STATION}工作8个月。",  # the name only begins like the own one
        f"通知\n各单位人员可借调至{STATION}工作。",
        f"{REPORT}赴{STATION}开展调查。",
        f"{REPORT}为{STATION}编制方案。",
        f"{REPORT}到{STATION}工作组开会。",
        f"{REPORT}李娜毕业后到{STATION}工作。",
    ],
)
def test_unit_of_somebody_else_stays(find: Find, text: str) -> None:
    assert not_kept(ruled(find, text, Entity.EMPLOYER)) == []
