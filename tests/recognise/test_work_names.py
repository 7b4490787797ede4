"""Units that only their place, their work and their number tell, as people call them (case 23)."""

from __future__ import annotations

import pytest

from redactor.datatypes import Employer, Entity
from tests.recognise.judging import Find, at, not_kept, ruled


@pytest.mark.parametrize(
    "full, said",
    [
        ("呼和浩特市公共交通集团有限责任公司", "呼市公交集团 呼和浩特公交公司 市公交集团 呼公交"),
        ("青原市城市建设投资集团有限公司", "青原城投集团 青原市城投公司 市城投集团 青原城投"),
        ("内蒙古交通投资（集团）有限责任公司", "自治区交投集团 内蒙古交投 蒙交投"),
        ("青原市国有资产投资控股集团有限公司", "青原市国投 国投集团 市国投集团"),
        ("青原市热力（集团）有限责任公司", "青原热力集团 市热力公司"),
        ("内蒙古自治区第四地质矿产勘查开发院", "第四地勘院 地质四院 地勘四院 内蒙古四院"),
        ("内蒙古第三电力建设工程有限责任公司", "内蒙古电建三公司 电建三公司"),
        ("内蒙古自治区地质调查研究院", "地调院 内蒙古地调院"),
        ("青原市城市管理综合行政执法局", "青原市执法局"),
        ("内蒙古自治区生态环境监测总站", "自治区环境监测总站 内蒙古环监站"),
        ("青原市晟和区妇幼保健计划生育服务中心", "晟和区妇幼 区妇幼保健院"),
        ("青原大学第二附属医院", "二附院"),
        ("内蒙古师范大学附属第二中学", "师大二附中 内师大附属二中"),
        ("兴安盟行政公署林业和草原局", "兴安盟林草局 盟林草局"),
        ("扎兰屯职业学院", "扎职院"),
        ("中国石油天然气股份有限公司呼和浩特石化分公司", "呼和浩特石化 呼石化"),
        ("远山准格尔能源有限责任公司", "准能公司 准能集团"),
        ("中国农业科学院草原研究所", "草原所 农科院草原所"),
        ("赤峰市农牧科学研究所", "赤峰市农科院 赤峰农科所"),
        ("青原市人民检察院", "市检察院 青原检察院"),
        ("青原市晟和区人民法院", "晟和区法院 区法院"),
        ("内蒙古自治区高级人民法院", "内蒙古高院 自治区高级法院"),
        ("通辽市公安局科尔沁区分局", "科区公安分局"),
        ("内蒙古自治区党委政策研究室", "自治区党委政研室"),
        ("中共包头市委党校", "包头市委党校 市委党校 包头党校"),
        ("青原市产品质量计量检测所", "青原质检所 市质检所"),
        ("中国水利水电第四工程局有限公司", "水电四局 中水四局"),
        ("内蒙古远山盛和热电有限公司", "盛和热电"),
        ("内蒙古自治区土壤肥料和节水农业工作站", "内蒙古土肥站 自治区土肥站 区土肥站"),
        ("青原市草原防火应急救援指挥中心", "青原市防火指挥中心"),
        ("青原市晟和区大学西路街道办事处社区卫生服务中心", "大学西路社区医院"),
        ("阿拉善左旗巴彦浩特镇新华街道社区卫生服务中心", "新华社区医院"),
        ("内蒙古大兴安岭重点国有林管理局甘河林业局", "甘河森工公司"),
        ("科尔沁左翼后旗甘旗卡第三小学", "三小 后旗三小 甘三小"),
        ("青原市城市规划设计研究院", "市规划院 青原规划院"),
        ("察哈尔右翼前旗第一中学", "察前旗一中"),
        ("鄂尔多斯市康巴什区蒙古族幼儿园", "康区蒙幼"),
        ("内蒙古大青山国家级自然保护区管理局", "大青山管理局"),
        ("内蒙古澜海稀土化工研究院有限公司", "澜海公司"),
        ("内蒙古澜海环境检测有限公司", "澜海员工"),
    ],
)
def test_short_forms_are_asked_about(find: Find, full: str, said: str) -> None:
    for form in said.split():
        found = ruled(
            find, f"该项目由{form}承担，2019年完成。", Entity.EMPLOYER, at(Employer(full))
        )
        assert not_kept(found) == [("ask", form.removesuffix("员工"))]


@pytest.mark.parametrize(
    "full, said",
    [
        ("呼和浩特市公共交通集团有限责任公司", "包头公交集团 呼和浩特公交车"),
        ("青原市城市建设投资集团有限公司", "晟和城投集团 青原市城建局 青原城建"),
        ("青原市国有资产投资控股集团有限公司", "青原市国资委"),
        ("青原市热力（集团）有限责任公司", "青原热力管网"),
        ("内蒙古自治区第四地质矿产勘查开发院", "第三地勘院 地质三院 第四医院"),
        ("内蒙古第三电力建设工程有限责任公司", "电建四公司 第三工程公司"),
        ("青原市晟和区疾病预防控制中心", "疾控中心 晟和预防中心"),
        ("内蒙古师范大学附属第二中学", "师大附中 师大三附中"),
        ("兴安盟行政公署林业和草原局", "兴安盟农牧局"),
        ("远山准格尔能源有限责任公司", "准格尔旗"),
        ("青原市人民检察院", "晟和区检察院 检察院"),
        ("中国水利水电第四工程局有限公司", "水电五局 第四工程局"),
        ("内蒙古远山盛和热电有限公司", "盛和热电联产"),
        ("内蒙古自治区土壤肥料和节水农业工作站", "青原市土肥站 节水农业"),
    ],
)
def test_other_units_are_let_alone(find: Find, full: str, said: str) -> None:
    for form in said.split():
        found = ruled(
            find, f"该项目由{form}承担，2019年完成。", Entity.EMPLOYER, at(Employer(full))
        )
        assert not_kept(found) == []


@pytest.mark.parametrize(
    "text, asked",
    [
        ("包钢连铸坯质量控制", ["包钢"]),
        ("由钢联股份提供", ["钢联股份"]),
        ("包钢医院、包钢三中", []),
        ("包钢实业有限公司", []),
    ],
)
def test_brand_alone_where_a_unit_is_meant(find: Find, text: str, asked: list[str]) -> None:
    found = ruled(find, text, Entity.EMPLOYER, at(Employer("内蒙古包钢钢联股份有限公司")))
    assert not_kept(found) == [("ask", form) for form in asked]


@pytest.mark.parametrize(
    "text, form",
    [
        ("任盛泰三公司技术员", "盛泰三公司"),
        ("免去盛泰第三分公司副经理职务", "盛泰第三分公司"),
        ("盛泰集发〔2017〕52号", "盛泰集"),
    ],
)
def test_parts_and_signs_of_a_group(find: Find, text: str, form: str) -> None:
    found = ruled(find, text, Entity.EMPLOYER, at(Employer("内蒙古盛泰建设集团有限公司")))
    assert [printed for _, printed in not_kept(found)] == [form]


def test_sign_of_an_office(find: Find) -> None:
    found = ruled(find, "青气发〔2020〕15号", Entity.EMPLOYER, at(Employer("青原市气象局")))
    assert not_kept(found) == [("ask", "青气")]


@pytest.mark.parametrize(
    "text, gone",
    [
        ("分包单位\t项目经理\t王盛泰", []),
        ("由王盛泰负责，盛泰提供", ["盛泰"]),
        ("项目经理：王盛泰", []),
        ("单位\t盛泰", ["盛泰"]),
    ],
)
def test_short_form_that_is_somebodys_given_name(find: Find, text: str, gone: list[str]) -> None:
    unit = Employer("内蒙古盛泰建设集团有限公司", short=("盛泰",))
    found = not_kept(ruled(find, text, Entity.EMPLOYER, at(unit)))
    assert [printed for action, printed in found if action == "redact"] == gone


def test_english_name_with_the_stop_of_ltd(find: Find) -> None:
    english = "Inner Mongolia Shengtai Construction Group Co., Ltd."
    unit = Employer("内蒙古盛泰建设集团有限公司", english=(english,))
    text = f"Paper\n({english}, Ordos 017000)"
    found = not_kept(ruled(find, text, Entity.EMPLOYER, at(unit)))
    assert [(action, printed.replace(" ", "")) for action, printed in found] == [
        ("redact", english.replace(" ", ""))
    ]
