"""The applicants of the table. All made up: ID region 1599, phone prefix 154, .example."""

from __future__ import annotations

from dataclasses import replace

from redactor.datatypes import Employer, Profile

YUNLING = Employer(
    "包头市云岭水务设计院有限公司",
    short=("云岭设计院",),
    former=("包头市水利二队",),
    english=("Yunling Water Design Institute", "YWDI"),
    domains=("yunling-wd.example",),
    code="91159900MA0N12345K",
    grade="盟市",
)
WANG = Profile(  # the example of RULES.md (b)
    "C-1",
    names=("王伟", "王卫"),
    id_numbers=("15990119850412000X",),
    phones=("15412345678",),
    emails=("wangwei@yunling-wd.example",),
    employers=(YUNLING,),
)
WANG_ELSEWHERE = replace(  # with two employers of the past
    WANG,
    employers=(
        YUNLING,
        Employer("包头市长青水库", is_former=True),
        Employer("固阳县金山镇水管站", grade="乡镇", is_former=True),
    ),
)
WANG_BRIEF = replace(WANG, emails=(), employers=(Employer(YUNLING.full),))
WANG_NUMBERS = replace(
    WANG, other_numbers=("6222009901230045671", "2015990412"), addresses=("样例大街虚构家园9号楼",)
)
ZHAO = Profile(
    "C-2",
    names=("赵霁云", "赵小满"),
    id_numbers=("159903198801010037",),
    phones=("15487650921",),
    emails=("zjy88@mail.example",),
    employers=(Employer("云川旗青禾农业技术推广站", grade="旗县区"),),
)
WULAN = Profile(
    "C-3",
    names=("乌兰",),
    id_numbers=("15990219881205006X",),
    employers=(Employer("云川旗青岚中心医院", short=("青岚医院",)),),
)
GAOFENG = Profile(
    "C-4",
    names=("高峰",),
    id_numbers=("15990319790304001X",),
    employers=(Employer("昆都仑区人民医院"),),
)
QILIGA = Profile(
    "C-5",
    names=("其力嘎",),
    id_numbers=("15990419860923003X",),
    employers=(Employer("明川钢铁集团有限公司", short=("明钢",)),),
)
QILIGA_SPELT = replace(QILIGA, names=("其力嘎", "其合力嘎", "ᠴᠢᠯᠭ᠎ᠠ"))
NAREN = Profile(
    "C-6",
    names=("李·娜仁",),
    employers=(Employer("内蒙古青原大学", english=("Qingyuan University",)),),
)
OUYANG = Profile("C-7", names=("欧阳明珠",), employers=(Employer("云川旗第三中学"),))
LYU = Profile("C-8", names=("吕思源",), employers=(Employer("包头市澄湖测绘院有限公司"),))
