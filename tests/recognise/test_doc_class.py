"""The class of a document from its headings."""

from __future__ import annotations

import pytest

from redactor.datatypes import DocClass, PageText
from redactor.fakes.pages import page_of
from redactor.recognise.doc_class import classify


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
        ("工程照片", DocClass.OTHER),
        ("聘 书\n王伟同志：\n兹聘为工程师，\n履职情况纳入年度考核。", DocClass.CERTIFICATE),
        ("年度考核登记表\n姓名\t王伟\n聘书\t有", DocClass.ASSESSMENT),
    ],
)
def test_class_by_heading(text: str, expected: DocClass) -> None:
    assert classify([page_of(text)]) is expected


def test_document_without_pages_has_no_class() -> None:
    empty: list[PageText] = []

    assert classify(empty) is DocClass.OTHER
