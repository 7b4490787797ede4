"""How sentences say that somebody worked at a unit: 2018年借调至某站, 历任某院医师 (cases 35, 36).

All patterns are for folded text; the group ``unit`` is the unit's name. Whose stay it is the
patterns do not say.
"""

from __future__ import annotations

import re

from redactor.recognise.career import MONTH, YEAR
from redactor.recognise.lexicon import ORG_KINDS
from redactor.recognise.stations import OUR_UNIT, POST, STAYED

_HAN = r"\u4e00-\u9fff"
_NUMBERS = r"一二三四五六七八九十\d"
_KINDS = "|".join(
    (
        *(*ORG_KINDS, "中心校", "教研室", "厅", "政府", "法院", "检察院", "银行", "村", "嘎查"),
        rf"[{_NUMBERS}][中小院](?![学心国])",
    )
)
# 化德二中, 固阳县3小: a school or hospital by its number
SAID_SHORT = re.compile(rf"[{_HAN}]{{2,6}}?第?[{_NUMBERS}]{{1,3}}[中小院]")
_UNIT = rf"(?P<unit>[{_HAN}][{_HAN}0-9()·]{{1,29}}?(?:{_KINDS}))"
_STAY = (
    "(?:对口(?:支援|帮扶)|借调|抽调|选调|挂职(?:锻炼)?|下派|派驻|选派|支教|支医|驻村|顶岗|轮岗"
    "|援疆|援藏|帮扶)"
)
_DUTY = "(?:工作|对口支援|任教|任职|挂职|支教|支医|驻村|锻炼|帮扶|担任|任|从事|参与|参加|协助|承担)"
# What the unit ends before; a longer name would go on.
_OFFICE = rf"[{_HAN}]{{1,5}}(?:[科室处股组部]|车间)"
_TOWN = "[省市盟旗县区镇乡]"
_FOR = "(?:近?[一二两三四五六七八九十半数]+余?个?[年月]|半年|期间|学习)"
_END = rf"(?=[^{_HAN}]|$|{_DUTY}|{_FOR}|{_OFFICE}(?:[^{_HAN}]|$|{_DUTY}|{POST}))"
_MONTHS = "近?[一二三四五六七八九十两半数]+余?个?[年月]"
# 当选 and 任务 are no posts; 到…开展工作, 在…工作组 and 从事调查 tell of a visit.
_AS = "担任|任(?![务何意由凭命])|当(?![选地时天场日年月])"
_WORKED = (
    rf"(?:(?:参加)?工作|任教|任职|就业|执[教业医]|行医|从[教医]|上班|{_AS})(?!组|站|室|会|方案|中)"
    "|(?:工作|干|待|做)[了过]"
    rf"|从事(?![{_HAN}]{{0,6}}(?:调[查研]|研究))[{_HAN}]{{1,12}}?(?:工作|岗位)"
)
# Where one goes to work, and to study: 来到 and 考入 some university.
_WENT = "来到|回到|进了|转[到至入]|加[入盟]|考[入取到]|考录到|留在"
_HIRED = (
    "(?:就职|任职|供职|受聘|服务|执教|任教|执业|工作|效力|入职)于|入职|调[往回]|分[到至]"
    "|(?:引进|[应受]聘|聘用?|录用|招录)[到至进入]"
)
# What the sentence ends with: 是某校教授李娜 is about whom it names then.
_STAFF = (
    "(?:职工|员工|教[师员授]|医[生师]|护[士师]|技术人员|工作人员|干部|一员|骨干(?:力量)?)"
    rf"(?=[^{_HAN}]|$|之一|身份)"
)
_SERVED = rf"(?:[,.;。期满]|$|[累共]计|\d+余?个?[年月]|{_MONTHS}|半年)"
_DONE_FOR = rf"[{_HAN}]{{0,4}}?(?:培[训养]|输送|[招应]聘|提供|指导|服务|救治|体检|慰问|发放|解决)"
_EMPLOYED = "职工|员工|在[职编岗]|正式|聘用|教[师员]|医[生师]|护[士师]|工作人员|干部"
_AT_WORK = "(?:工作|任教|任职)(?!人员|[者组站室会]|方案)"
# 先后在, 曾在某某中学、某某小学和某某中学任教: the first, and each that follows it.
IN_TURN = re.compile(
    rf"(?:先后|曾|曾经)(?:在|于){_UNIT}(?=[、和及与,][{_HAN}、,]{{2,80}}?(?:{_AT_WORK}))"
)
_HIRED_IN_TURN = re.compile(rf"(?:{_HIRED}){_UNIT}(?=[、和及与])")
# 毕业后分到某站，后又到某大队
_HIRED_FIRST = re.compile(rf"(?:{_HIRED}){_UNIT}(?=,?(?:[后又再]|随后|之后|其后))")
_HELD = rf"(?:{POST}|(?:班|组|队)长|书记|主席|总工|[教政]导主任|副[{_HAN}]长)"
_IN_A_POST = rf"(?=(?:{_OFFICE})??{_HELD}(?!会))"
_POSTS_IN_TURN = re.compile(rf"(?:历任|曾任|[时现原]任|担任过?){_UNIT}{_IN_A_POST}")
AND_THEN = {
    IN_TURN: re.compile(rf"[、和及与,]{_UNIT}(?=[、和及与,]|{_AT_WORK})"),
    _HIRED_IN_TURN: re.compile(rf"[、和及与]{_UNIT}(?=[、和及与,。;]|$)"),
    _HIRED_FIRST: re.compile(
        rf",?(?:后来?|随后|之后|其后|又|再)+(?:被?调|转)?[到至在去入进]+{_UNIT}(?=[,、;。]|$|{_WORKED})"
    ),
    _POSTS_IN_TURN: re.compile(
        rf"(?:{_OFFICE})??{_HELD}(?:[、和及与,]{_HELD})*[、和及与,]{_UNIT}{_IN_A_POST}"
    ),
}
# 在我县 is no unit's.
AT_US = re.compile(
    f"(?:[在到来至]|[借抽]调)我(?:{OUR_UNIT}){STAYED})"
    f"|(?:[系是为]|属于?)[我本](?:{OUR_UNIT})[{_HAN}]{{0,6}}?(?:{_EMPLOYED})"
    f"|(?:入职|就职于|任职于|供职于)[我本](?:{OUR_UNIT})"
)
TOLD = (
    re.compile(
        rf"(?:{_STAY}|调动?|分配|安置|派遣|转隶|划转|并入)(?:[到至往于在]|入|进入?){_UNIT}{_END}"
    ),
    re.compile(rf"(?:到|赴|至|在|于)(?!职){_UNIT}(?={_STAY})"),
    # 支援 may be of anything; who sees patients somewhere for a time works there.
    re.compile(
        rf"(?:到|赴|至|在|于)(?!职){_UNIT}"
        rf"(?=支援(?![建项物])|(?:坐诊|巡诊|出诊|下乡)(?:服务)?{_SERVED})"
    ),
    re.compile(rf"(?:借调|抽调|派驻|调入){_UNIT}{_END}"),
    # 2014年调某煤矿任队长
    re.compile(
        rf"(?<=[\d年月后又被,])调(?![研查整度解试动配入任]){_UNIT}(?=(?:{_OFFICE})?{_WORKED})"
    ),
    re.compile(
        rf"(?:到|进入|入职|在|于)(?!职){_UNIT}(?=(?:\([^()]{{2,30}}\)|{_OFFICE})?(?:{_WORKED}))"
    ),
    re.compile(rf"(?:到|赴|在)(?!职){_UNIT}(?=服务{_SERVED})"),
    re.compile(rf"(?:原|曾|此前)(?:就职|任职|供职|工作|受聘)(?:于|在){_UNIT}{_END}"),
    re.compile(rf"(?:{_HIRED}){_UNIT}{_END}"),
    re.compile(
        rf"(?:{_WENT}){_UNIT}"
        rf"(?:(?<!大学)(?<!学院)(?=[^{_HAN}]|$|{_OFFICE}(?:[^{_HAN}]|$))|(?=(?:{_OFFICE})?(?:{_WORKED})))"
    ),
    # 为某公司培训职工126人 tells for whom something was done.
    re.compile(
        rf"(?:原?[是系为]|作为){_UNIT}(?!{_DONE_FOR})"
        rf"(?=的?(?:一[名位个])?[{_HAN}]{{0,6}}?(?:{_STAFF}))"
    ),
    re.compile(rf"由{_UNIT}(?=变更为)"),
    re.compile(rf"变更为{_UNIT}{_END}"),
    *AND_THEN,
    re.compile(rf"(?:原|前)(?:工作|任职)?单位(?:是|为|系|:){_UNIT}{_END}"),
)
# 在赤峰市和固阳县金山镇水管站: two stays, of which the first names no unit.
PLACE_AND = re.compile(rf"[{_HAN}]{{1,5}}?{_TOWN}[和与及](?=[{_HAN}]{{1,5}}?{_TOWN})")
SPAN = rf"[自从]?{YEAR}{MONTH}(?:--?|至|~|到)(?:{YEAR}{MONTH}|今)(?:期间)?"
# 曾, 2015年后: a clause that begins so is about whom the one before it is about.
GOES_ON = re.compile(
    rf"(?:{SPAN}|[自从]?{YEAR}{MONTH}[起后初底末]?(?:开始)?|其[间后]|期间|[此之]前|[此之随其然]后|后来?|先后?|曾经?|又|再|并|现已?"
    r"|早年|最[初先早后]|[起当]初|起先|目前|一直|长期|[同当次翌]年|[自从于在]|以来"
    r"|(?:[大本硕博专][学科士]|研究生)?毕业后?|退[伍役]后?|参加工作(?:后|以来)?|(?:通过|[被经由])[^,;。]{0,10}$|,)*"
)
