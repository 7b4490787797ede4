"""Employers in every form they are written (RULES.md (b), cases 22 to 38 and 53)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from redactor.datatypes import Employer, Entity, Profile
from redactor.recognise.employer_english import acronym
from redactor.recognise.employer_parts import dropped_forms
from tests.recognise.judging import EMPLOYER, Find, at, former, not_kept, ruled

FULL = "包头市云岭水务设计院有限公司"
PAST = at(EMPLOYER, Employer("包头市长青水库", is_former=True))
SCHOOL = at(Employer("内蒙古青原大学"))
DISTRICT = at(Employer("晟和区人民医院"))
LEAGUE = at(Employer("锡林郭勒盟青云草原工作站"))
BANNER = at(Employer("呼和浩特市土默特左旗人民医院"))
COUNCIL = at(Employer("内蒙古自治区水利科学研究院"))
FIRM = at(Employer("云岭科技发展水务有限公司", short=("云岭水务", "云岭科技")))
BRANCH = at(Employer("青云电力有限公司通河供电分公司"))
CENTRE = at(Employer("沙陀县众诚村镇建设服务中心", english=("No. 8 People's Hospital of Weipo",)))
FOURTH = at(Employer("包头市第四中学"))
TOWN = at(Employer("赤峰市翁牛特旗乌丹镇中心小学"))
HEALTH = at(Employer("青原市晟和区疾病预防控制中心"))
BUREAU = at(Employer("包头市住房和城乡建设局"))
COLLEGE = at(Employer("内蒙古农业大学"))
CLINIC = at(Employer("青原市晟和区第一人民医院"))
BANK = at(Employer("青原农村商业银行股份有限公司晟和支行"))
VETS = at(Employer("陈巴尔虎旗动物疫病预防控制中心"))
PEOPLES = at(Employer("卓尔特旗人民医院"))
CENTRAL = at(Employer("澄原市中心医院"))
COINED = at(Employer("内蒙古澜海环境检测有限公司"))
PLANT = at(Employer("内蒙古第一机械集团有限公司"))
FARMS = at(Employer("青原市松林区农业技术推广中心"))
TOWNSHIP = at(Employer("陈泽旗沙布尔镇人民政府综合保障和技术推广中心"))
UNIVERSITY = at(Employer("内蒙古大学", former=("青原大学",)))
BUILDERS = at(Employer("那云市红城建筑安装有限责任公司"))
STEEL = at(Employer("远山钢铁（集团）有限责任公司"))
ARMY = at(Employer("中国人民解放军联勤保障部队第九六九医院"))
STREET = at(Employer("青原市晟和区中山西路办事处社区卫生服务中心"))
THIRD = at(Employer("兴安盟扎赉特旗音德尔镇第三小学"))
SPORTS = at(Employer("包头市体育运动学校"))
WARD = at(Employer("陈泽旗沙布尔镇社区卫生服务中心"))
WOODS = at(Employer("青原森林重点国有林管理局甘河森林工业有限公司"))
BRAND_OF_FOUR = at(Employer("内蒙古大漠康源制药股份有限公司"))
WORD = at(Employer("内蒙古路远公路工程监理有限公司"))  # 山高路远
STOCK = at(Employer("科尔沁右翼前旗畜牧工作站"))
TRADE = at(Employer("包头市水利科学研究所"), Employer("北泉市铁木建筑有限责任公司"))


@pytest.mark.parametrize(
    "text, gone",
    [
        (f"就职于{FULL}规划所", FULL),  # the department stays
        ("在包头市云岭水务设计院规划所", "包头市云岭水务设计院"),
        (f"现任{FULL}变电运维中心副主任", FULL),  # who holds a post in a part of it
        ("调入云岭水务设计院有限责任公司工作", "云岭水务设计院有限责任公司"),
        ("是包头市云岭水务设计院股份有限公司", "包头市云岭水务设计院股份有限公司"),
        ("由包头云岭水务设计院完成", "包头云岭水务设计院"),
        ("包 头 市 云 岭 水 务 设 计 院 有 限 公 司", FULL),
        ("单位\t包头市云岭水务\t职务\n\t设计院有限公司", FULL),
        ("Yunling Water Design Inst., Baotou", "YunlingWaterDesignInst."),
        ("the Yunling Water\nDesign Institute", "YunlingWaterDesignInstitute"),
        ("有限公司文件\n云岭院发〔2025〕3号", "云岭院"),
        ("印发包云水院〔2025〕12号", ""),  # a Han character before: no sign begins here
        ("文号：包云水院〔2025〕12号", "包云水院"),
        ("包云设字【2024】第8号", "包云设"),
        ("根据云岭院发〔2025〕3号文件", "云岭院"),
        ("按照 包云水院〔2025〕12号", "包云水院"),
        ("根据青云岭院发〔2025〕3号文件", ""),  # another unit's sign ends like it
        ("组织机构代码MA0N1234-5号", "MA0N1234-5"),
        ("信用代码91159900MA0N12345K有效", "91159900MA0N12345K"),
        ("云岭水电站与云海水务设计院", ""),
        ("编制单位：包头市云岭水务设计院有限公司第三项目部", "包头市云岭水务设计院有限公司"),
        ("包头市云岭水务设计院有限公司第十二施工队", "包头市云岭水务设计院有限公司"),
    ],
)
def test_own_employer_goes_and_no_more(find: Find, text: str, gone: str) -> None:
    found = not_kept(ruled(find, text, Entity.EMPLOYER))
    assert found == ([("redact", gone)] if gone else [])


@pytest.mark.parametrize(
    "text, expected",
    [
        ("乌丹镇中心小学六年级", [("redact", "乌丹镇中心小学")]),
        ("翁旗乌丹镇中心小学", [("redact", "翁旗乌丹镇中心小学")]),
        ("在乌丹中心小学支教", [("ask", "乌丹中心小学")]),
        ("敖汉旗新惠镇中心小学", []),
    ],
)
def test_unit_of_a_town_without_what_lies_over_it(
    find: Find, text: str, expected: list[tuple[str, str]]
) -> None:
    assert not_kept(ruled(find, text, Entity.EMPLOYER, TOWN)) == expected


@pytest.mark.parametrize(
    "text, asked",
    [
        ("云岭院承担", "云岭院"),
        ("云岭水务", "云岭水务"),
        ("by YWDI, Baotou", "YWDI"),
        ("by ywdi, Baotou", ""),  # a word in small letters is no acronym
        ("the XYWDI system", ""),
        ("云岭设计院附属监理公司", "云岭设计院"),
    ],
)
def test_likely_form_is_a_question(find: Find, text: str, asked: str) -> None:
    found = not_kept(ruled(find, text, Entity.EMPLOYER))
    assert found == ([("ask", asked)] if asked else [])


def test_acronym_that_the_profile_gives_is_no_question(find: Find) -> None:
    profile = at(replace(EMPLOYER, short=("YWDI",)))
    found = not_kept(ruled(find, "由YWDI编制", Entity.EMPLOYER, profile))
    assert found == [("redact", "YWDI")]


@pytest.mark.parametrize(
    "english, letters",
    [
        ("Yunling Water Design Institute", "YWDI"),
        ("Institute of Soil and Organisms", ""),  # ISO is a word of its own
        ("Yunling Hospital", ""),
        ("Baotou Institute of Metallurgy Co., Ltd.", ""),  # BIM
    ],
)
def test_acronym(english: str, letters: str) -> None:
    assert acronym(english) == letters


@pytest.mark.parametrize(
    "profile, text, expected",
    [
        (CENTRE, "就职于众诚村建中心工作", [("ask", "众诚村建中心")]),
        (CENTRE, "沙陀众诚村镇建设服务中心", [("redact", "沙陀众诚村镇建设服务中心")]),
        (CENTRE, "Weipo No. 8 People's Hospital", [("redact", "WeipoNo.8People'sHospital")]),
        (FOURTH, "包四中发〔2025〕3号", [("redact", "包四中")]),
        (FOURTH, "包四中教师", [("ask", "包四中")]),
        (FOURTH, "在市四中承办的教研会", [("ask", "市四中")]),
        (FOURTH, "包头第四中学", [("redact", "包头第四中学")]),
        (FOURTH, "包头市第四十八中学、第四中学", []),
        (TRADE, "水利科学研究所", []),  # every town has one
        (TRADE, "北泉市铁木建筑有限公司", [("redact", "北泉市铁木建筑有限公司")]),
        (TRADE, "包头市水利科学研究所驻工地代表处", [("redact", "包头市水利科学研究所")]),
        (TRADE, "铁木公司", [("ask", "铁木公司")]),
        (TRADE, "会议听取了市水利所的汇报", [("ask", "市水利所")]),
        (TRADE, "王伟\t市水利科学研究所\t所长", [("ask", "市水利科学研究所")]),
        (TRADE, "岚泊市水利所、全市水利所", []),
        (CENTRAL, "在市中心医院重症医学科", [("ask", "市中心医院")]),
        (CENTRAL, "岚泊市中心医院", []),
        (
            CENTRAL,
            "澄原市中心医院文件\n澄中心医发〔2025〕3号",
            [("redact", "澄原市中心医院"), ("redact", "澄中心医")],
        ),
        (CENTRAL, "按照澄中心医发〔2025〕3号文件", [("ask", "澄中心医")]),
        (
            PEOPLES,
            "卓尔特旗人民医院\n卓医发〔2022〕47号",
            [("redact", "卓尔特旗人民医院"), ("redact", "卓医")],
        ),
        (PEOPLES, "按照卓医发〔2022〕47号、卓卫发〔2022〕5号文件", [("ask", "卓医")]),
        (COINED, "“澜海环境检测”公众号", [("redact", "澜海环境检测")]),
        (BRAND_OF_FOUR, "按照康源人字〔2022〕9号文件", [("ask", "康源")]),
        (
            BRAND_OF_FOUR,
            "内蒙古大漠康源制药股份有限公司\n康源人字〔2022〕9号",
            [("redact", "内蒙古大漠康源制药股份有限公司"), ("redact", "康源")],
        ),
        (COINED, "加入澜海检测以来", [("ask", "澜海检测")]),
        (WORD, "聘为路远监理合约部部长", [("ask", "路远监理")]),
        (COINED, "澜海检测公司、青云公司", [("ask", "澜海检测公司")]),
        (
            COINED,
            "内蒙古澜海环境检测有限公司（以下简称“澜海检测”）",
            [("redact", "内蒙古澜海环境检测有限公司"), ("redact", "澜海检测")],
        ),
        (
            COINED,
            "职称评审表\n姓名：王伟\n工作单位及职务\t澜海检测公司",
            [("redact", "澜海检测公司")],
        ),
        (COINED, "澜海人、岚泊澜海自来水有限公司", []),
        (TRADE, "铁木建筑", [("ask", "铁木建筑")]),
        (LEAGUE, "调入青云草原站", [("ask", "青云草原站")]),
        (LEAGUE, "锡盟青云草原工作站", [("redact", "锡盟青云草原工作站")]),
        (BANNER, "在土左旗人民医院", [("redact", "土左旗人民医院")]),
        (BANNER, "呼市土左旗人民医院", [("redact", "呼市土左旗人民医院")]),
        (BANNER, "土默特左旗人民医院", [("redact", "土默特左旗人民医院")]),
        (BANNER, "土左旗医院", [("ask", "土左旗医院")]),
        (BANNER, "土右旗人民医院、土左旗蒙医院", []),
        (COUNCIL, "内蒙古水利科学研究院", [("redact", "内蒙古水利科学研究院")]),
        (COUNCIL, "水利科学研究院", []),
        (COUNCIL, "自治区水利科学研究院", [("redact", "自治区水利科学研究院")]),
        (COUNCIL, "内蒙古水科院", [("ask", "内蒙古水科院")]),
        (HEALTH, "晟和区疾控中心、晟和预防中心", [("ask", "晟和区疾控中心")]),
        (HEALTH, "青原市疾控中心、晟和区卫生中心、疾控中心", []),  # the city's, and anybody's
        (
            HEALTH,
            "青原市晟和区疾病预防控制中心文件\n晟疾控发〔2025〕3号",
            [("redact", "青原市晟和区疾病预防控制中心"), ("redact", "晟疾控")],
        ),
        (HEALTH, "晟和疾控发〔2025〕3号", [("ask", "晟和疾控")]),
        (HEALTH, "晟卫发〔2025〕3号", []),
        (CLINIC, "转入晟和区一院、晟和第一医院", [("ask", "晟和区一院"), ("ask", "晟和第一医院")]),
        (CLINIC, "晟和区第二医院", []),
        (BUREAU, "包头市住建局", [("ask", "包头市住建局")]),
        (COLLEGE, "与内蒙古农大、内蒙古大学合作", [("ask", "内蒙古农大")]),
        (BANK, "青原农村商业银行晟和支行", [("redact", "青原农村商业银行晟和支行")]),
        (BANK, "调入晟和支行", [("ask", "晟和支行")]),
        (BANK, "青原农商银行优秀客户经理", [("ask", "青原农商银行")]),
        (BANK, "沙陀银行通河支行", []),
        (
            BANK,
            "职称评审表\n姓名\t王伟\n工作经历\n2008-2015\t青原农村商业银行通河支行",
            [("redact", "青原农村商业银行通河支行")],
        ),
        (STOCK, "前旗畜牧站为第三完成单位", [("ask", "前旗畜牧站")]),
        (STOCK, "察哈尔右翼前旗畜牧工作站", []),
        (VETS, "动物疫病预防控制中心", []),  # every banner has one
        (VETS, "新巴尔虎左旗动物疫病预防控制中心", []),
        (VETS, "在陈旗疫控中心会议室", [("ask", "陈旗疫控中心")]),
        (VETS, "我在陈旗疫控中心担任", [("redact", "陈旗疫控中心")]),  # told by its sentence
        (VETS, "新左旗疫控中心", []),
        (VETS, "陈疫控聘字〔2019〕第08号", [("ask", "陈疫控")]),
        (BRANCH, "青云电力有限公司文件", []),
        (BRANCH, "青云电力通河分公司", [("ask", "青云电力通河分公司")]),
        (PLANT, "在内蒙古一机集团2021年度评选中", [("ask", "内蒙古一机集团")]),
        (FARMS, "青原市松林区农技推广中心", [("ask", "青原市松林区农技推广中心")]),
        (FARMS, "青原市晟和区农技推广中心", []),
        (TOWNSHIP, "沙布尔镇综合保障中心", [("ask", "沙布尔镇综合保障中心")]),
        (BUILDERS, "施工单位：那云红城建安有限责任公司", [("ask", "那云红城建安")]),
        (BUILDERS, "施工单位：赤源红城建安有限责任公司", []),
        (BUILDERS, "那云红城进场", [("ask", "那云红城")]),
        (STEEL, "2020年远钢劳动模范", []),
        (UNIVERSITY, "青原大学学报, 2019", []),  # case 13: where a paper appeared
        (UNIVERSITY, "北京：青原大学出版社", []),
        (UNIVERSITY, "王伟到内大任教", [("ask", "内大")]),
        (UNIVERSITY, "国内大学、内大学生", []),
        (STEEL, "2020年远钢集团劳动模范", [("ask", "远钢集团")]),
        (ARMY, "解放军第九六九医院心内科", [("ask", "第九六九医院")]),
        (ARMY, "联勤保障部队第969医院", [("ask", "第969医院")]),
        (ARMY, "第一九六九医院", []),
        (STREET, "中山西路社区卫生服务中心", [("ask", "中山西路社区卫生服务中心")]),
        (THIRD, "音镇三小李娜", [("ask", "音镇三小")]),
        (SPORTS, "包头体校代表队", [("ask", "包头体校")]),
        (SPORTS, "由包头市体校选送", [("ask", "包头市体校")]),
        (SPORTS, "呼市体校代表队", []),
        (WARD, "沙镇社区卫生服务中心", [("ask", "沙镇社区卫生服务中心")]),
        (FOURTH, "包头四中家属院2号楼", [("ask", "包头四中")]),
        (WOODS, "青原森工集团甘河森工公司", [("ask", "甘河森工公司")]),
        (PLANT, "荣获一机集团先进", [("ask", "一机集团")]),
        (PLANT, "内蒙古一机集团工会委员会", [("ask", "内蒙古一机集团")]),
        (PLANT, "内蒙古一机集团技术中心", [("ask", "内蒙古一机集团")]),
        (PLANT, "内蒙古一机集团职工医院", []),
        (FIRM, "云岭水务有限公司", [("redact", "云岭水务有限公司")]),
        (FIRM, "云岭科技股份有限公司", [("ask", "云岭科技")]),
        (DISTRICT, "晟和区", []),  # case 31: only the full name
        (DISTRICT, "桦岭市晟和区人民医院", [("redact", "晟和区人民医院")]),
        (DISTRICT, "晟和区第二人民医院", []),
        (DISTRICT, "晟和区人民医院附属小学", [("ask", "晟和区人民医院")]),
        (SCHOOL, "内蒙古青原大学水利学院", [("redact", "内蒙古青原大学")]),
        (SCHOOL, "内蒙古青原大学附属中学", [("ask", "内蒙古青原大学")]),
        (SCHOOL, "毕业院校：内蒙古青原大学", []),
        (SCHOOL, "2004.09—2008.07\t内蒙古青原大学\t水利\t本科", []),
        (SCHOOL, "工作单位\t内蒙古青原大学\t学历\t本科", [("redact", "内蒙古青原大学")]),
    ],
)
def test_employer_of_another_make(
    find: Find, profile: Profile, text: str, expected: list[tuple[str, str]]
) -> None:
    assert not_kept(ruled(find, text, Entity.EMPLOYER, profile)) == expected


@pytest.mark.parametrize(
    "text, in_history",
    [
        ("2008.07—2015.06\t包头市长青水库\t技术员", True),
        ("工作经历：2008年7月至2015年6月 包头市长青水库", True),
        ("工作经历\n起止时间\t单位\n2008\t包头市长青水库", True),
        ("劳动合同书\n甲方：包头市长青水库\n乙方：王伟", True),
        ("社会保险个人缴费证明\n姓名\t王伟\n2009\t包头市长青水库\t300", True),
        ("年度考核登记表\n姓名\t王伟\n工作单位\t包头市长青水库", True),
        ("先后就职于包头市长青水库", True),
        ("借调单位：包头市长青水库，8个月", True),
        ("服务基层\t包头市长青水库", True),
        ("在包头市长青水库挂职", True),
        ("包头市长青水库基层工作满2年", True),
        ("包头市长青水库服务人员12人", False),
        ("为技术服务包头市长青水库", False),
        ("包头市长青水库除险加固工程", False),
        ("年度考核登记表\n姓名\t王伟\n建设单位\t包头市长青水库", False),
        ("年度考核登记表\n姓名\t王伟\n推荐单位：包头市长青水库", False),
        ("与包头市长青水库合作", False),
    ],
)
@pytest.mark.parametrize("switch", ["redact", "keep", "ask"])
def test_former_employer(find: Find, text: str, in_history: bool, switch: str) -> None:
    elsewhere = "keep" if switch == "keep" else "ask"
    assert former(find, text, "长青", switch, PAST) == [switch if in_history else elsewhere]


def test_grade_of_a_secondment_unit_stays_in_the_token(find: Find) -> None:
    profile = at(EMPLOYER, Employer("固阳县金山镇水管站", grade="乡镇"))
    found = ruled(find, "在固阳县金山镇水管站服务8个月", Entity.EMPLOYER, profile)
    assert not_kept(found) == [("redact", "固阳县金山镇水管站")]


def test_place_forms_of_two_places() -> None:
    forms = dropped_forms("桦岭市晟和区工程质量监督中心")
    assert {"桦岭晟和区工程质量监督中心", "桦岭市晟和工程质量监督中心"} <= forms
    assert "工程质量监督中心" not in forms


RAIL = at(Employer("中国铁路青原局集团有限公司岚宁机务段"))
RELICS = at(Employer("固阳县文物保护管理所"))


@pytest.mark.parametrize(
    "text, expected",
    [
        ("现为岚宁机务段检修车间技术员", [("redact", "岚宁机务段")]),
        ("单位：青铁局岚宁机务段", [("redact", "青铁局岚宁机务段")]),
        ("青原局集团公司岚宁机务段", [("redact", "青原局集团公司岚宁机务段")]),
        ("株机公司和岚宁机务段", [("redact", "岚宁机务段")]),
        ("见岚机检〔2022〕31号", [("redact", "岚机")]),
        ("岚机法意字〔2023〕第028号", [("redact", "岚机")]),
        ("与青原机务段、岚宁车辆段比较", []),
        ("Lanning Locomotive Depot, Ulanqab", [("ask", "LanningLocomotiveDepot")]),
    ],
)
def test_unit_of_a_company_under_its_own_name(
    find: Find, text: str, expected: list[tuple[str, str]]
) -> None:
    assert not_kept(ruled(find, text, Entity.EMPLOYER, RAIL)) == expected


@pytest.mark.parametrize(
    "unit, mail, text, asked",
    [
        ("内蒙古奈索拉信息技术有限公司", "", "奈索拉公司DataHub平台", "奈索拉公司"),
        ("内蒙古奈索拉信息技术有限公司", "w@nexora.example", "基于Nexora DataHub", "Nexora"),
        ("内蒙古奈索拉信息技术有限公司", "w@qingyuan.example", "in Qingyuan City", ""),
        ("云朔电力集团有限公司岚东运维分公司", "", "岚东公司所辖500 kV变电站", "岚东公司"),
        ("云源工业职业技术学院", "", "云工职院教务管理系统", "云工职院"),
        ("云源工业职业技术学院", "", "云源师范学院", ""),
        ("岚林旗农牧机械化技术推广站", "", "岚林旗农机推广站　工作总结", "岚林旗农机推广站"),
        ("岚林旗农牧机械化技术推广站", "", "青河旗农机推广站　工作总结", ""),
        (
            "云朔医科大学附属第三医院",
            "",
            "at the Third Affiliated Hospital of Yunshuo Medical University",
            "theThirdAffiliatedHospitalofYunshuoMedicalUniversity",
        ),
        (
            "云朔医科大学附属第三医院",
            "",
            "at the First Affiliated Hospital of Yunshuo Medical University",
            "",
        ),
    ],
)
def test_what_a_brand_is_called_by_is_asked_about(
    find: Find, unit: str, mail: str, text: str, asked: str
) -> None:
    profile = replace(at(Employer(unit)), emails=(mail,) if mail else ())
    found = not_kept(ruled(find, text, Entity.EMPLOYER, profile))
    assert found == ([("ask", asked)] if asked else [])


def test_short_form_in_brackets_behind_the_name_is_declared(find: Find) -> None:
    hospital = at(Employer("云朔医科大学附属第三医院"))
    text = "现任云朔医科大学附属第三医院（云医三院）技师长，云朔医科大学附属第三医院（东院区）"
    found = not_kept(ruled(find, text, Entity.EMPLOYER, hospital))
    full = "云朔医科大学附属第三医院"
    assert found == [("redact", full), ("redact", "云医三院"), ("redact", full)]


@pytest.mark.parametrize("kind", ["", "会议纪要\n"])
@pytest.mark.parametrize("sign", ["岚东运维发", "岚东运维会纪"])
def test_sign_of_a_branch_under_its_letterhead(find: Find, kind: str, sign: str) -> None:
    unit = "云朔电力集团有限公司岚东运维分公司"
    text = f"{unit}\n{kind}{sign}〔2024〕6号"
    found = not_kept(ruled(find, text, Entity.EMPLOYER, at(Employer(unit))))
    assert found == [("redact", unit), ("redact", "岚东运维")]


@pytest.mark.parametrize("text", ["固文保所办公室", "参加单位：固文所、旗博物馆"])
def test_sign_of_a_unit_without_its_number_is_asked_about(find: Find, text: str) -> None:
    name = text.removeprefix("参加单位：").split("所")[0] + "所"
    asked = [] if name == "固文所" else [("ask", name)]
    assert not_kept(ruled(find, text, Entity.EMPLOYER, RELICS)) == asked


@pytest.mark.parametrize(
    "printed",
    [
        "Inner Mongolia Yunling Engineering Quality Inspection Co., Ltd.",
        "Yunling Water Design Inst",
        "Yunling Hosp",
    ],
)
def test_english_name_is_guessed_whole(find: Find, printed: str) -> None:
    profile = at(Employer("包头市云岭水务设计院有限公司"))
    found = ruled(find, f"He works at {printed}, Baotou 014010", Entity.EMPLOYER, profile)
    assert [(a, p.rstrip(".")) for a, p in not_kept(found)] == [
        ("ask", printed.replace(" ", "").rstrip("."))
    ]


SIXTH = at(Employer("锡林浩特市第六小学"))


@pytest.mark.parametrize(
    "text, found",
    [
        ("单位：内蒙古锡林郭勒盟锡林浩特市第六小学", [("redact", "锡林浩特市第六小学")]),
        ("单位：锡盟锡林浩特市第六小学", [("redact", "锡林浩特市第六小学")]),
        ("授予锡市六小先进集体", [("ask", "锡市六小")]),
        ("锡市第六小学、锡市第三小学", [("ask", "锡市第六小学")]),
        ("王伟\t第六小学\t95.2\n李娜\t第三小学\t93.1", [("ask", "第六小学")]),
        ("赤市第六小学", []),
        ("参加活动的有第六小学等校", []),  # every town has one
    ],
)
def test_school_as_people_of_the_place_say_it(
    find: Find, text: str, found: list[tuple[str, str]]
) -> None:
    assert not_kept(ruled(find, text, Entity.EMPLOYER, SIXTH)) == found


@pytest.mark.parametrize(
    "full, said",
    [
        ("乌拉特中旗农牧业技术推广中心", "乌中旗农技推广中心"),
        ("科尔沁左翼中旗疾病预防控制中心", "科左中旗疾控中心"),
        ("霍林郭勒市人民医院", "霍市医院"),
        ("通辽市科尔沁区图书馆", "科区图书馆"),
    ],
)
def test_short_names_of_long_places(find: Find, full: str, said: str) -> None:
    found = ruled(find, f"{said}承担", Entity.EMPLOYER, at(Employer(full)))
    assert not_kept(found) == [("ask", said)]


POWER = at(Employer("青原电力（集团）有限责任公司岚宁供电分公司"))


@pytest.mark.parametrize(
    "text, found",
    [
        ("{p}\n关于表彰先进个人的通报\n青电岚供〔2023〕18号", "redact"),
        ("根据青电岚供〔2023〕18号文件", "ask"),
        ("青电呼供〔2023〕18号", ""),
    ],
)
def test_sign_of_a_branch(find: Find, text: str, found: str) -> None:
    text = text.format(p=POWER.employers[0].full)
    rulings = [r for r in not_kept(ruled(find, text, Entity.EMPLOYER, POWER)) if "供" in r[1][:4]]
    assert rulings == ([(found, "青电岚供")] if found else [])


PLANT = "呼和浩特市第二热电厂"
SCHOOL = "通辽市科尔沁区木里图镇中心小学"
DISEASES = "锡林郭勒盟疾病预防控制中心"
ROADS = "内蒙古北疆路桥工程集团有限责任公司第三分公司"
SOFTWARE = "包头市稀土高新区睿达软件科技有限公司"
SANDS = "沙陀县林业和草原局治沙站"
WATER = "内蒙古黄河水利工程有限公司"
DENTISTS = "赤峰市口腔医院"
BUREAU = "鄂尔多斯市自然资源局准格尔旗分局"
COLLEGE = "内蒙古农业大学水利与土木建筑工程学院"
PROSPECTORS = "内蒙古自治区地质矿产勘查院"


@pytest.mark.parametrize(
    "full, text, asked",
    [
        (PLANT, "呼市二热电安监部", ["呼市二热电"]),
        (PLANT, "呼和浩特二热位于金桥", ["呼和浩特二热"]),
        (PLANT, "呼二热党发〔2021〕6号", ["呼二热"]),
        (PLANT, "呼和浩特热电厂、包头市第二热电厂、呼市二医院", []),
        (SCHOOL, "2015年调入木里图中心校任教", ["木里图中心校"]),
        (SCHOOL, "在木镇中心小学作了讲座", ["木镇中心小学"]),
        (SCHOOL, "木镇小发〔2015〕7号", ["木镇小"]),
        (SCHOOL, "木镇政府、木里图镇卫生院、木镇中学", []),
        (DISEASES, "主讲：锡盟疾控 副主任医师", ["锡盟疾控"]),
        (DISEASES, "锡盟疾控中心鼠疫监测月报", ["锡盟疾控中心"]),
        (DISEASES, "作为盟疾控流调队队长", ["盟疾控"]),
        (DISEASES, "锡盟疾控系统会议、锡盟疾控中心医院、通辽疾控", []),
        (ROADS, "北疆路桥集团三公司文件", ["北疆路桥集团三公司"]),
        (ROADS, "施工：北疆三公司", ["北疆三公司"]),
        (ROADS, "北疆五公司、三公司", []),
        (ROADS, "王伟\t内蒙古北疆路桥工程集团有限责任公司第五分公司", []),
        (ROADS, "内蒙古北疆路桥工程集团有限责任公司关于放假的通知", []),  # to all its branches
        (
            ROADS,
            "发明人：王伟\n专利权人：北疆路桥工程集团有限责任公司",
            ["北疆路桥工程集团有限责任公司"],
        ),
        (ROADS, "王伟入职北疆路桥", ["北疆路桥"]),
        (SOFTWARE, "2016年加盟睿达，任技术总监", ["睿达"]),
        (SOFTWARE, "2016年睿达产品上市", []),
        (SOFTWARE, "加盟睿达人", []),
        (SANDS, "主要完成单位：沙陀县治沙站", ["沙陀县治沙站"]),
        (SANDS, "沙陀县林草局治沙站承担", ["沙陀县林草局治沙站"]),
        (SANDS, "先后在林工站、县治沙站工作", ["县治沙站"]),
        (SANDS, "沙陀县林业和草原局文件\n沙林草发〔2020〕56号", []),  # the bureau is another body
        (WATER, "工作单位及职务\t内蒙古黄河水利公司 副总工", ["内蒙古黄河水利公司"]),
        (WATER, "黄河水利枢纽、黄河水利委员会、包头市黄河水利公司", []),
        (DENTISTS, "在口腔医院就诊", []),  # every town has one
        (PROSPECTORS, "内蒙地勘院", ["内蒙地勘院"]),
        (PROSPECTORS, "地质矿产勘查院", []),
        ("乌海市特殊教育学校", "乌海特校", ["乌海特校"]),
        ("乌海市特殊教育学校", "在特殊教育学校支教", []),
        ("内蒙古民族大学", "作为内民大的一名教师", ["内民大"]),
        ("内蒙古民族大学", "民大校发〔2018〕77号", ["民大校"]),
        ("内蒙古大学", "内大发〔2018〕77号", ["内大"]),
        ("内蒙古大学", "民大校发〔2018〕77号", []),
        ("锡林郭勒盟蒙古族中学", "2011年考入锡盟蒙中", ["锡盟蒙中"]),
        ("锡林郭勒盟锡林浩特市第十中学", "授予锡市十中先进集体", ["锡市十中"]),
        ("乌拉特中旗农牧业综合行政执法大队", "乌中旗农牧执法大队", ["乌中旗农牧执法大队"]),
        ("阿拉善盟额济纳旗乌兰牧骑", "额济纳乌兰牧骑建队60周年", ["额济纳乌兰牧骑"]),
        ("赤峰市巴林右旗大板镇第四小学", "大板镇四小四（2）班", ["大板镇四小"]),
        ("内蒙古锡林河煤化工有限责任公司", "转入锡林河公司人力资源部", ["锡林河公司"]),
        (
            "云东市云西县众诚村镇建设服务中心",
            "在云东市云西县众诚村建中心",
            ["云东市云西县众诚村建中心"],
        ),
        ("国能北电胜利能源有限公司", "在胜利能源公司完成", ["胜利能源公司"]),
        ("国能北电胜利能源有限公司", "作为北电胜利的技术骨干", ["北电胜利"]),
        ("国能北电胜利能源有限公司", "与锡矿能源公司、胜利能源合作", []),
        ("通辽市农贸市场管理中心", "通辽市农贸市场的摊位", []),
        ("内蒙古草都牧业股份有限公司", "草都股份的经理", ["草都股份"]),
        ("内蒙古草都牧业股份有限公司", "草都集团的经理", []),
        ("那云市第二人民医院", "之后进了市二院", ["市二院"]),
        ("那云市第二人民医院", "到市第二人民医院报到", ["市第二人民医院"]),
        ("那云市第二人民医院", "包头市二院与我院合作", []),
        ("杭锦旗人民医院", "2010年分配到旗医院", ["旗医院"]),
        ("科尔沁右翼前旗第二中学", "到前旗二中任教", ["前旗二中"]),
        ("科尔沁右翼前旗第二中学", "察右前旗二中、县二中", []),
        ("杭锦旗人民医院", "达茂旗医院、市医院", []),
        ("中铁十六局集团第七工程有限公司", "十六局七公司QC小组", ["十六局七公司"]),
        ("中铁十六局集团第七工程有限公司", "中铁16局7公司", ["中铁16局7公司"]),
        ("中铁十六局集团第七工程有限公司", "二十六局七公司、十六局六公司", []),
        ("包头市第四中学", "包头4中的学生", ["包头4中"]),
        ("内蒙古朔方重工业集团有限公司", "朔重集团、包重集团", ["朔重集团"]),
        ("内蒙古第一机械集团有限公司", "内蒙古一机集团、二机集团", ["内蒙古一机集团"]),
        ("大岭森工集团根原森林工业有限公司", "根原森工公司", ["根原森工公司"]),
        ("呼北农垦集团有限公司特河农牧场分公司", "特河农牧场、呼北农牧场", ["特河农牧场"]),
        ("呼北科技大学那云医学院第一附属医院", "那医一附院", ["那医一附院"]),
        (
            "呼北科技大学那云医学院第一附属医院",
            "那云医学院第一附属医院",
            ["那云医学院第一附属医院"],
        ),
        ("呼北科技大学那云医学院第一附属医院", "那医二附院、包医一附院、附属医院", []),
        ("包头市云岭水务设计院有限公司", "风云水公司、云务公司", []),
        (BUREAU, "准旗自然资源局、准格尔旗分局", ["准旗自然资源局", "准格尔旗分局"]),
        (BUREAU, "鄂尔多斯市自然资源局准旗分局", ["鄂尔多斯市自然资源局准旗分局"]),
        (BUREAU, "杭锦旗分局、准旗林草局、自然资源局", []),
        ("中国农业银行股份有限公司兴安分行", "农行兴安分行", ["农行兴安分行"]),
        ("中国农业银行股份有限公司兴安分行", "工行兴安分行、农行通辽分行", []),
        ("中国电信股份有限公司通辽分公司", "通辽电信", ["通辽电信"]),
        ("锡林郭勒职业学院", "锡盟职业学院", ["锡盟职业学院"]),
        ("呼和浩特职业学院", "呼职院", ["呼职院"]),
        ("呼和浩特职业学院", "包头职业学院、呼伦贝尔学院", []),
        ("阿拉善左旗那云第一幼儿园", "那云一幼", ["那云一幼"]),
        ("察哈尔右翼后旗白音察干镇中心校", "白音察干中心校", ["白音察干中心校"]),
        ("科尔沁左翼中旗保康第一中学", "保康一中教务处", ["保康一中"]),
        ("科尔沁左翼中旗保康第一中学", "科左中旗保康1中", ["科左中旗保康1中"]),
        ("科尔沁左翼中旗保康第一中学", "保康二中、保康一中心校、天义一中", []),
        ("宁城县天义第三小学", "宁城县天义三小", ["宁城县天义三小"]),
        ("那云市云山区白河满族乡中心小学", "白河中心小学、白河总校", ["白河中心小学", "白河总校"]),
        ("那云市云山区白河镇中心小学", "云山区白河小学的老师", ["白河小学"]),
        ("那云市云山区白河镇中心小学", "那山区白河小学的老师", []),
        ("内蒙古自治区农牧业科学院", "到农科院工作，赤峰市农科院", ["农科院"]),
        ("内蒙古自治区农牧业科学院", "在内农科院工作", ["内农科院"]),
        ("内蒙古恒那信工程项目管理有限公司", "恒那信监理部要求，恒那工程", ["恒那信"]),
        ("那云市泰宸建设有限公司", "泰宸项目部的泰宸", ["泰宸项目部"]),
        ("云林旗农牧业技术推广中心", "云林旗推广中心、那旗推广中心", ["云林旗推广中心"]),
        ("内蒙古北疆电力有限责任公司包头供电分公司", "包头供电局、赤峰供电局", ["包头供电局"]),
        ("那云市云山区自由路第四小学", "地点：自四小，自三小", ["自四小"]),
        ("奈曼旗蒙古族第一中学", "奈蒙一中、奈曼旗蒙一中、奈曼一中", ["奈蒙一中", "奈曼旗蒙一中"]),
        (
            "青云西安设计工程有限责任公司内蒙古分公司",
            "青云西安院内蒙古公司",
            ["青云西安院内蒙古公司"],
        ),
        ("云林旗新河朝鲜民族乡中心校", "新河中心校", ["新河中心校"]),
        ("苏尼特右旗赛汉塔拉镇人民政府", "苏右旗赛汉塔拉镇政府", ["苏右旗赛汉塔拉镇政府"]),
        ("苏尼特右旗赛汉塔拉镇人民政府", "中共赛汉塔拉镇委员会", ["中共赛汉塔拉镇委员会"]),
        ("苏尼特右旗赛汉塔拉镇人民政府", "苏尼特右旗人民政府、朱日和镇政府、赛汉塔拉镇", []),
        ("玉泉区小召前街街道办事处", "玉泉区小召前街道办事处", ["玉泉区小召前街道办事处"]),
        ("玉泉区小召前街街道办事处", "小召前街街道办", ["小召前街街道办"]),
        ("那云市集宁区人力资源和社会保障局", "集宁区人社发〔2019〕3号", ["集宁区人社"]),
        (COLLEGE, "授予王伟先进个人\n内蒙古农业大学", ["内蒙古农业大学"]),
        (COLLEGE, "王伟主持内农大青年基金", ["内农大"]),
        (COLLEGE, "通知\n内蒙古农业大学学报", []),
        (COLLEGE, "登记表\n姓名\t王伟\n毕业院校\t内蒙古农业大学\t学历\t本科", []),
        ("包头市第四中学", "我到4中任教", ["4中"]),
        ("巴彦淖尔市医院", "依据巴市医发〔2018〕11号、巴市卫发〔2018〕2号", ["巴市医"]),
        ("包头市体育运动学校", "输送单位\n市体校\n区体校", ["市体校"]),
        ("北疆平云煤业有限责任公司六家煤矿", "六家矿技术群，七家矿", ["六家矿"]),
        ("内蒙古送变电有限责任公司", "内送变简报", ["内送变"]),
        ("那云日报社", "刊于《那云日报》，那云日报记者采访", ["那云日报"]),
        ("那云市融媒体中心", "来自市融媒体中心，那云台主持人", ["市融媒体中心", "那云台"]),
        ("内蒙古青原大学图书馆", "王伟同志主持\n承担单位：内蒙古青原大学", ["内蒙古青原大学"]),
        ("内蒙古青原大学药学院", "王伟同志主持\n承担单位：内蒙古青原大学", ["内蒙古青原大学"]),
        ("那云市爱邻社会工作服务中心", "爱邻社工简报，青春社工", ["爱邻社工"]),
        ("包头市第四中学", "我到14中任教，包头14中、2014中", []),
        ("青原左旗云岭第一高级中学", "云岭一高、云岭一高中、云岭班", ["云岭一高", "云岭一高中"]),
        ("青原市东河区第一高级中学", "东河一高、东河一中、东河第一小学", ["东河一高", "东河一中"]),
        ("沙陀左旗云浩特镇农牧业技术推广站", "沙陀左旗云浩特镇农技推广站", ["云浩特镇农技推广站"]),
        ("沙陀左旗云浩特镇农牧业技术推广站", "岚泊左旗云浩特镇农技推广站", []),
        ("沙陀左旗云浩特镇农牧业技术推广站", "云镇农技站的职工", ["云镇农技站"]),
        ("内蒙古远岚建设集团有限公司", "远岚集团旗医院项目部QC小组", ["远岚集团"]),
        ("内蒙古远岚建设集团有限公司", "该公司2006年改制为远岚。", ["远岚"]),
        ("内蒙古远岚建设集团有限公司", "先在远岚工作，后在远岚路桥任总工", ["远岚", "远岚路桥"]),
        ("国电集团青能集团有限责任公司岱沟露天煤矿", "王伟同志在青能公司", ["青能公司"]),
        ("青原市东河区满族幼儿园", "东河满幼的操场", ["东河满幼"]),
        ("内蒙古自治区农牧业科学院", "内蒙古农牧学院、内蒙古农科院", ["内蒙古农科院"]),
        (
            "东河区友谊大街街道办事处社区卫生服务中心",
            "友谊大街社区卫生服务中心",
            ["友谊大街社区卫生服务中心"],
        ),
        ("青原市东河区友谊大街街道办事处社区卫生服务中心", "和平街社区卫生服务中心", []),
        ("云岭镇社会综合服务中心", "云岭镇综合服务中心社工站", ["云岭镇综合服务中心"]),
        ("青原铁路局集团有限公司云岭西机务段", "云西机务段、云岭机务段", ["云西机务段"]),
        ("黄原灌区水利工程管理局永青分局", "灌管局永青分局、河管局永青分局", ["灌管局永青分局"]),
        ("内蒙古远岚煤炭股份有限公司", "远岚股份青沟煤矿", ["远岚股份"]),
        ("内蒙古青原大学附属中学", "内青大附中、北京青大附中、青大附小", ["内青大附中"]),
        ("青原学院附属幼儿园", "青院附幼、青原学的", ["青院附幼"]),
        (
            "内蒙古远国际云岭特发电有限责任公司",
            "云岭特电厂、云电公司、云电",
            ["云岭特电厂", "云电公司", "云电"],
        ),
        ("云岭旗蒙医整骨医院", "云岭旗整骨医院、整骨科", ["云岭旗整骨医院"]),
        ("科尔沁右翼前旗云岭镇中心学校", "前旗云岭中心学校、后旗云岭中心学校", ["云岭中心学校"]),
        ("云岭市第七幼儿园", "到七幼会议室、第七幼", ["七幼"]),
        ("内蒙古自治区地质调查研究院", "内蒙古地调院、区地调院", ["内蒙古地调院", "区地调院"]),
        ("青原水文水资源中心云岭分中心", "云岭水文分中心", ["云岭水文分中心"]),
        (
            "包头远岚水务开发集团有限公司",
            "远岚公司、远岚集团、远岚水务",
            ["远岚公司", "远岚集团", "远岚水务"],
        ),
        ("包头远岚水务开发集团有限公司第二供水分公司", "王伟同志在远岚水务", ["远岚水务"]),
        ("内蒙古建设职业技术学院", "内建院、内蒙古建院、内蒙古农学院", ["内建院", "内蒙古建院"]),
        ("西乌珠穆沁旗气象局", "西乌气象局、东乌气象局", ["西乌气象局"]),
        ("青原市云岭哈达镇人民政府", "就职于云镇政府，岚镇政府", ["云镇政府"]),
        ("国网青原电力有限公司云岭供电公司", "云岭电业局、云岭供电。", ["云岭电业局", "云岭供电"]),
    ],
)
def test_short_name_as_people_use_it(find: Find, full: str, text: str, asked: list[str]) -> None:
    found = not_kept(ruled(find, text, Entity.EMPLOYER, at(Employer(full))))
    assert found == [("ask", name) for name in asked]


@pytest.mark.parametrize(
    "full, text, gone",
    [
        (DENTISTS, "赤峰口腔医院", "赤峰口腔医院"),
        (PROSPECTORS, "中共内蒙古地质矿产勘查院第二党支部", "内蒙古地质矿产勘查院"),
    ],
)
def test_name_that_its_place_makes_the_units(find: Find, full: str, text: str, gone: str) -> None:
    found = not_kept(ruled(find, text, Entity.EMPLOYER, at(Employer(full))))
    assert found == [("redact", gone)]


@pytest.mark.parametrize(
    "full, text, gone",
    [
        ("包头市第四中学", "包头市第4中学", "包头市第4中学"),
        ("包头市第4中学", "包头市第四中学", "包头市第四中学"),
        ("包头市第四十八中学", "包头市第48中学", "包头市第48中学"),
        ("包头市第十中学", "包头市第10中学", "包头市第10中学"),
        ("那云市第二人民医院", "那云市第2人民医院", "那云市第2人民医院"),
        ("核工业二〇八大队", "核工业208大队", "核工业208大队"),
        ("核工业208大队", "核工业二零八大队", "核工业二零八大队"),
        ("内蒙古朔方重工业集团有限公司", "内蒙古朔方重工业集团", "内蒙古朔方重工业集团"),
        ("那云钢铁（集团）有限责任公司", "那云钢铁集团", "那云钢铁集团"),
        ("包头市第四中学", "包头市第14中学、包头市第44中学、包头市第40中学", ""),
        ("包头市第十四中学", "包头市第4中学、包头市第104中学", ""),
        ("核工业二〇八大队", "核工业2008大队、核工业28大队", ""),
    ],
)
def test_number_in_words_or_figures(find: Find, full: str, text: str, gone: str) -> None:
    found = not_kept(ruled(find, text, Entity.EMPLOYER, at(Employer(full))))
    assert found == ([("redact", gone)] if gone else [])


SURVEY = "内蒙古自治区第四地质矿产勘查开发院"


@pytest.mark.parametrize(
    "text, asked",
    [
        ("承担单位：第四地质矿产勘查开发院", ["第四地质矿产勘查开发院"]),
        ("河北省第四地质矿产勘查开发院、第四地质大队", []),
        ("四院项目组资料齐全，三院复核", ["四院"]),
        ("内地四院发〔2019〕17号", ["内地四院"]),
    ],
)
def test_numbered_unit_without_its_place(find: Find, text: str, asked: list[str]) -> None:
    found = not_kept(ruled(find, text, Entity.EMPLOYER, at(Employer(SURVEY))))
    assert found == [("ask", name) for name in asked]


@pytest.mark.parametrize(
    "text",
    [
        "包头市远岚实业股份有限公司",
        "远岚实业股份有限公司",
        "包头市远岚实业股份有限公司第二分公司",
        "远岚实业股份有限公司第二分公司",
    ],
)
def test_company_registered_without_the_word_for_its_city(find: Find, text: str) -> None:
    full = "包头远岚实业股份有限公司" + "第二分公司" * text.endswith("分公司")
    assert not_kept(ruled(find, text, Entity.EMPLOYER, at(Employer(full)))) == [("redact", text)]


@pytest.mark.parametrize(
    "text",
    [
        "{was}（现更名为{now}）",
        "{was}（现{now}）",
        "2019年{was}更名为{now}",
        "{now}（原{was}）",
        "{now}，前身为{was}，",
    ],
)
def test_what_the_unit_was_called_before_is_asked_about(find: Find, text: str) -> None:
    now, was = "云林旗农牧业技术推广中心", "云林旗种子公司站"
    found = not_kept(ruled(find, text.format(now=now, was=was), Entity.EMPLOYER, at(Employer(now))))
    assert sorted(found) == [("ask", was), ("redact", now)]


@pytest.mark.parametrize(
    "full",
    [
        "包头市??集团有限公司",
        "内蒙古C++软件技术有限公司",
        "包头市[盛]工程局有限公司",
        "赤峰市第三国有\\所",
    ],
)
def test_signs_in_a_name_stand_for_themselves(find: Find, full: str) -> None:
    """A roster that went through the wrong encoding has question marks."""
    found = not_kept(ruled(find, f"工作单位：{full}", Entity.EMPLOYER, at(Employer(full))))
    assert found == [("redact", full)]
