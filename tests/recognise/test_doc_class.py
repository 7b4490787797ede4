"""The class of a document from its headings."""

from __future__ import annotations

import pytest

from redactor.datatypes import Char, DocClass, PageText, TextSource
from redactor.fakes.pages import page_of
from redactor.geometry import PtBox, PtQuad
from redactor.recognise.doc_class import class_of_page, classify


@pytest.mark.parametrize(
    "text, expected",
    [
        ("专业技术职务任职资格评审表\n姓名\t王伟", DocClass.FORM),
        ("事业单位工作人员年度考核登记表\n姓名\t王伟", DocClass.ASSESSMENT),
        ("继续教育登记证\n姓名\t王伟", DocClass.TRAINING_CARD),
        ("劳动合同书\n甲方：某公司\n乙方：王伟\n公民身份号码：", DocClass.CONTRACT),
        ("姓名 王伟\n公民身份号码 159901", DocClass.ID_CARD),
        ("获奖证书\n授予王伟", DocClass.AWARD),
        ("关于申报职称的公示\n名单如下", DocClass.NOTICE),
        ("关于取得工程师任职资格人员名单的公示\n李娜、王伟", DocClass.NOTICE),
        ("关于取得任职资格\n人员名单的公示\n李娜、王伟", DocClass.NOTICE),
        ("关于表彰先进工作者的通报\n王伟", DocClass.AWARD),
        ("渠道衬砌研究\n摘要：本文\n关键词：渠道", DocClass.PAPER),
        ("渠道衬砌研究\n王伟\n作者单位：青原大学\n渠道\n参考文献", DocClass.PAPER),
        ("Canals\nWANG Wei*\n* Corresponding author: WANG Wei\nAbstract None", DocClass.PAPER),
        ("Canals\nWei Wang 1,*\n* Correspondence: w@q.example", DocClass.PAPER),
        ("渠道衬砌要点\n王伟\n渠道\n作者简介：王伟，男", DocClass.PAPER),
        ("渠道衬砌要点\n王伟\n（青原市水务局，内蒙古 青原 014032）\n渠道", DocClass.PAPER),
        (
            "渠道衬砌要点\n王伟1 李娜2\n（1.青原市水务局，014032；2.青原大学，014030）",
            DocClass.PAPER,
        ),
        ("收件人：王伟（青原市水务局，电话014032）", DocClass.OTHER),
        ("推荐表\n姓名\t王伟\n作者简介：王伟，男", DocClass.FORM),
        ("工程照片", DocClass.OTHER),
        ("聘 书\n王伟同志：\n兹聘为工程师，\n履职情况纳入年度考核。", DocClass.CERTIFICATE),
        ("年度考核登记表\n姓名\t王伟\n聘书\t有", DocClass.ASSESSMENT),
        (f"继续教育审验卡\t{'果龄告针审' * 8}\n姓名\t王伟", DocClass.TRAINING_CARD),
        ("普通话水平测试等级证书\n姓名 王伟", DocClass.CERTIFICATE),
        ("特种作业操作证\n姓名 王伟", DocClass.CERTIFICATE),
        ("培训证书\t足\n王伟同志参加培训班", DocClass.CERTIFICATE),
        ("专业技术职务聘任书\n王伟同志", DocClass.CERTIFICATE),
        ("职称外语等级统一考试准考证\n姓名 王伟", DocClass.CERTIFICATE),
        ("CERTIFICATE OF COMPLETION\nWang Wei", DocClass.CERTIFICATE),
        ("TRAINING CERTIFICATE\nName: Wang Wei", DocClass.CERTIFICATE),
        ("Curriculum Vitae\nName: Wang Wei", DocClass.FORM),
        ("居民户口簿\n户主姓名\t王伟", DocClass.FORM),
        ("常住人口登记卡\n姓名\t王伟", DocClass.FORM),
        ("专业技术人员继续教育合格证书\n王伟", DocClass.TRAINING_CARD),
        ("教育部学历证书电子注册备案表\n姓名 王伟", DocClass.FORM),
        ("干部任免审批表\n姓名 王伟", DocClass.FORM),
        ("个人简历\n王伟", DocClass.FORM),
        ("个人业务总结\n王伟，2008年毕业", DocClass.SUMMARY),
        ("岗位聘任合同书\n甲方：某公司\n乙方：王伟\n接受年度考核。", DocClass.CONTRACT),
        ("王伟\t工作经历\n技能\t云岭水务\nPython\t教育背景", DocClass.FORM),
        ("专业技术人员简历\n王伟", DocClass.FORM),
        (
            "我的履历\n姓名 王伟\n2006.07-2010.03 某站\n2010.03-2016.11 某所\n2016.11至今 某院",
            DocClass.FORM,
        ),
        (
            "某课题的执行\n2006.07-2010.03 调研\n2010.03-2016.11 试验\n2016.11-2017.3 验收",
            DocClass.OTHER,
        ),
        ("公司简介\n工作经历丰富的团队\n教育背景优良\n技能", DocClass.OTHER),
        (
            "系列名称\t水利\n姓名\t王伟\t资格名称\t工程师\n评审时间\t2014年\n证书编号\t15",
            DocClass.CERTIFICATE,
        ),
        (
            "查询结果\n姓名\t王伟\n记者证号\tB15\n发证日期\t2020年\n有效期至\t2026年",
            DocClass.CERTIFICATE,
        ),
        ("姓名\t资格名称\t证书编号\t发证机关\n王伟\t工程师\t15\t人社局", DocClass.OTHER),
        # A body's, a thing's and a work's papers need no holder.
        ("安全生产许可证\n单位名称", DocClass.OTHER),
        ("作品登记证书\n作者", DocClass.OTHER),
        ("不动产权证书\n权利人", DocClass.OTHER),
        ("单位基本情况表\n名称", DocClass.OTHER),
        ("职称申报个人简历", DocClass.FORM),
        ("个人业绩情况表", DocClass.FORM),
        ("公司简历", DocClass.OTHER),
        ("王伟同志：\n考核合格。\n特发此证", DocClass.OTHER),
    ],
)
def test_class_by_heading(text: str, expected: DocClass) -> None:
    assert classify([page_of(text)]) is expected


PAPER = "渠道衬砌研究\n李娜，王伟\n摘要：本文\n关键词：渠道"


@pytest.mark.parametrize(
    "texts, expected",
    [
        (["青原水利\n目次\n渠道衬砌研究\t李娜（1）", PAPER], DocClass.PAPER),
        (["中华人民共和国", "监理工程师职业资格证书\n姓名\t王伟"], DocClass.CERTIFICATE),
        (["评审申报表\n姓名\t王伟", PAPER], DocClass.FORM),
        (["封面", "目录", "正文", PAPER], DocClass.OTHER),
    ],
)
def test_first_of_the_front_pages_with_a_heading_tells(
    texts: list[str], expected: DocClass
) -> None:
    assert classify([page_of(text) for text in texts]) is expected


@pytest.mark.parametrize(
    "document, expected",
    [
        (DocClass.OTHER, DocClass.PAPER),
        (DocClass.AWARD, DocClass.PAPER),
        (DocClass.FORM, DocClass.FORM),
    ],
)
def test_paper_among_other_papers_of_a_file_is_read_as_one(
    document: DocClass, expected: DocClass
) -> None:
    assert class_of_page(page_of(PAPER), document) is expected


def placed(*lines: tuple[float, str]) -> PageText:
    """Lines of print at the given heights of a page (points)."""
    chars: list[Char] = []
    for number, (y, text) in enumerate(lines):
        for n, char in enumerate(text):
            quad = PtQuad.from_box(PtBox(80 + 12 * n, y, 92 + 12 * n, y + 12))
            chars.append(Char(char, quad, 0.99, number, TextSource.OCR))
        chars.append(Char("\n", None, 1.0, number, TextSource.OCR))
    return PageText(1, tuple(chars))


@pytest.mark.parametrize(
    "lines, expected",
    [
        (((380, "图1 泵站施工现场"), (720, "图2 竣工后的渠道")), DocClass.FIGURES),
        (((60, "工程照片"), (400, "泵房基坑照片（一）"), (790, "3")), DocClass.FIGURES),
        # A line of captions without room for figures is a list of them.
        (((380, "图1 泵站施工现场"), (400, "图2 竣工后的渠道")), DocClass.OTHER),
        (((380, "图1 泵站施工现场"), (500, "一"), (550, "二"), (600, "三")), DocClass.OTHER),
        (((380, "如图1所示，泵站已建成并投入运行多年。"),), DocClass.OTHER),
        (((60, "摘要：本文"), (80, "关键词：渠道"), (400, "图1 渠道断面")), DocClass.PAPER),
    ],
)
def test_figures_are_told_by_captions_and_the_room_at_them(
    lines: tuple[tuple[float, str], ...], expected: DocClass
) -> None:
    assert classify([placed(*lines)]) is expected


def test_document_without_pages_has_no_class() -> None:
    empty: list[PageText] = []

    assert classify(empty) is DocClass.OTHER
