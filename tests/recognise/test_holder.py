"""What is read from labelled fields: values, not the label of the next field."""

from __future__ import annotations

from dataclasses import replace

import pytest

from redactor.datatypes import DocClass, Field, PageText, TextSource
from redactor.fakes.pages import page_of
from redactor.geometry import PtQuad
from redactor.recognise.flow import lay_out
from redactor.recognise.holder import holder_fields

NAME, ORG = Field.NAME, Field.EMPLOYER


def read(text: str) -> list[tuple[Field, str]]:
    layout = lay_out(page_of(text, TextSource.OCR))
    return [(f.kind, f.printed) for f in holder_fields(layout, DocClass.FORM)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("姓名：王伟", [(NAME, "王伟")]),
        ("姓 名\t王　伟", [(NAME, "王伟")]),
        ("姓\t名\t王伟", [(NAME, "王伟")]),
        ("姓名王伟", [(NAME, "王伟")]),  # OCR leaves no blank
        ("姓名：王伟 性别：男", [(NAME, "王伟")]),
        ("姓名：王伟性别：男", [(NAME, "王伟")]),
        ("姓名：王伟（曾用名：王卫）", [(NAME, "王伟")]),
        ("乙方（劳动者）：余玲栋。性别：男", [(NAME, "余玲栋")]),
        ("持证人：李·娜仁", [(NAME, "李·娜仁")]),
        ("姓名\n王伟", [(NAME, "王伟")]),
        ("曾用名：王卫", [(Field.FORMER_NAME, "王卫")]),
        ("姓名拼音：Wang Wei", [(Field.PINYIN, "Wang Wei")]),
        ("工作单位：云川新区农牧技术推广中心", [(ORG, "云川新区农牧技术推广中心")]),
        ("工作单位云川新区第一中学", [(ORG, "云川新区第一中学")]),
        ("甲方（用人单位）：云川新区水务局\n地址", [(ORG, "云川新区水务局")]),
        ("单位\t云川恒信新材料科技股份\n\t有限公司", [(ORG, "云川恒信新材料科技股份有限公司")]),
        ("所在单位：云川新区水务有限公司（Yunshui Water）", [(ORG, "云川新区水务有限公司")]),
        ("单位简称及所属\t云岭院 盟市", [(Field.EMPLOYER_SHORT, "云岭院")]),
        ("单位曾用名：包头市水利二队", [(Field.EMPLOYER_FORMER, "包头市水利二队")]),
        ("原工作单位：包头市长青水库", [(Field.EMPLOYER_FORMER, "包头市长青水库")]),
        ("统一社会信用代码：91159900MA0N12345K", [(Field.EMPLOYER_CODE, "91159900MA0N12345K")]),
        ("出生年月\t1985.04", [(Field.BIRTH, "198504")]),
        ("电子邮箱：wangwei@yunling-wd.example联系", [(Field.EMAIL, "wangwei@yunling-wd.example")]),
        # Nobody's
        ("姓名\t性别\t民族\t工作单位", []),
        ("姓名：\t性别：男", []),
        ("名次\t姓名\t工作单位\n1\t王伟\t云川中学\n2\t李娜\t云川中学", []),
        ("配偶姓名：李娜\n推荐人姓名：孙强", []),
        ("审核人：李娜\n单位负责人：孙强", []),
        ("签发单位：云川新区职称改革工作办公室", []),
        ("本单位同意推荐\n单位意见：属实", []),
        ("被考核人签字\t考核小组成员签字", []),
        ("第一作者：王伟\n授予王伟二等奖", []),
    ],
)
def test_fields(text: str, expected: list[tuple[Field, str]]) -> None:
    assert read(text) == expected


def test_label_beside_the_middle_of_a_wrapped_value() -> None:
    page = page_of("\t云川恒信新材料科技股份有限公\n所在单位\n\t司")
    chars = (replace(c, quad=c.quad and _raised(c.quad)) for c in page.chars)
    layout = lay_out(PageText(1, tuple(chars)))
    found = [(f.kind, f.printed) for f in holder_fields(layout, DocClass.FORM)]
    assert found == [(ORG, "云川恒信新材料科技股份有限公司")]


def _raised(quad: PtQuad) -> PtQuad:
    """Rows half as far apart: the label stands between the two lines of the value."""
    box = quad.box
    return PtQuad.from_box(box.moved(0, (20 - box.y0) / 2))
