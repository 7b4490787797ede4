import pytest

from redactor.config.orgs import OrgNames, parse_orgs
from redactor.config.values import ValueFault

FULL = "包头市云岭水务设计院有限公司"


@pytest.mark.parametrize(
    "text, expected",
    [
        (FULL, [OrgNames(FULL)]),
        ("包头市云岭 水务设计院　有限公司", [OrgNames(FULL)]),
        *(
            (none, [])
            for none in ("自由职业者", "个体（灵活就业人员）", "已退休", "无单位", "其他")
        ),
        ("个体经营协会", [OrgNames("个体经营协会")]),
        (f"{FULL}、云岭监理公司", [OrgNames(FULL), OrgNames("云岭监理公司")]),
        ("包头市云岭水务\n设计院有限公司", [OrgNames(FULL)]),
        (f"{FULL}\n云岭监理公司", [OrgNames(FULL), OrgNames("云岭监理公司")]),
        ("云岭大学\n附属医院", [OrgNames("云岭大学附属医院")]),
        ("云岭（集团）有限公司", [OrgNames("云岭（集团）有限公司")]),
        (f"{FULL}（原包头市水利二队）", [OrgNames(FULL, former=("包头市水利二队",))]),
        (f"{FULL}（以下简称“云岭院”）", [OrgNames(FULL, short=("云岭院",))]),
        (
            f"{FULL}\n（原名：水利二队、水利三队；简称云岭院）",
            [OrgNames(FULL, former=("水利二队", "水利三队", "简称云岭院"))],
        ),
        (
            "赤源市第二医院（赤源市传染病医院）",
            [
                OrgNames(
                    "赤源市第二医院", ("赤源市第二医院（赤源市传染病医院）", "赤源市传染病医院")
                )
            ],
        ),
        (
            "赤源市中心医院（东院区）",
            [OrgNames("赤源市中心医院", ("赤源市中心医院（东院区）",))],
        ),
        ("赤源市医院 急诊科", [OrgNames("赤源市医院", ("赤源市医院急诊科",))]),
        ("赤源市第四中学语文组", [OrgNames("赤源市第四中学", ("赤源市第四中学语文组",))]),
        (
            "赤源市第四中学（东校区） 高中部",
            [
                OrgNames(
                    "赤源市第四中学",
                    ("赤源市第四中学（东校区）高中部", "赤源市第四中学（东校区）"),
                )
            ],
        ),
        (
            "云岭工程有限公司呼准项目部",
            [OrgNames("云岭工程有限公司", ("云岭工程有限公司呼准项目部",))],
        ),
        ("云岭供电有限公司赤源分公司", [OrgNames("云岭供电有限公司赤源分公司")]),
        ("青原县教育局教研室", [OrgNames("青原县教育局教研室")]),
        ("云岭会计师事务所（普通合伙）", [OrgNames("云岭会计师事务所（普通合伙）")]),
        ("Yunling Water Design Institute", [OrgNames("Yunling Water Design Institute")]),
        ("", []),
    ],
)
def test_employers_of_one_cell(text, expected):
    assert parse_orgs(text) == expected


@pytest.mark.parametrize("text", ["通辽市xx单位", "局", "同上"])
def test_employers_that_cannot_be_looked_for(text):
    with pytest.raises(ValueFault):
        parse_orgs(text)
