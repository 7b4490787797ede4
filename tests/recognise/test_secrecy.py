"""Case 83: marks at the head of a page stop it; words about secrecy do not."""

from __future__ import annotations

import pytest

from redactor.datatypes import TextSource
from redactor.fakes.pages import page_of
from redactor.recognise.secrecy import has_secrecy_mark


@pytest.mark.parametrize(
    "text",
    [
        "机密★10年\n关于工程的报告",
        "关于工程的报告\n秘密 ★ 长期",
        "绝密☆\n某项目总结",
        "机 密 ★ 1 0 年",
        "机\t密\t★10年\n某项目总结",
        "秘密*5年\n某项目总结",
        "机密＊长期",
        "某局文件\t机密★20年",
        "某局文件 机密★20年",
        "机密女10年",  # as OCR reads it
        "机密10年\n某项目总结",
        "绝密\n某项目总结",
        "[秘密]",
        "密级：机密",
        "密 级\t秘 密\n项目名称\t某项目",
        "秘密文件\n某项目总结",
        "机\n密\n某项目总结",
    ],
)
def test_mark(text: str) -> None:
    assert has_secrecy_mark(page_of(text, TextSource.OCR))


@pytest.mark.parametrize(
    "text",
    [
        "关于保守秘密的通知\n商业秘密保护",
        "商业秘密\n保护办法",
        "保守国家秘密",
        "秘密级别说明\n本办法规定",
        "机密计算技术研究\n摘要",
        "机密计算*\n王伟",
        "文件上标注“机密★10年”的，按规定办理",
        "国家秘密标志为机密★期限，见第三条",
        "密级\t公开\t内部\t秘密\t机密",
        "密级：公开",
        "商业秘密★★★",
        "个人秘密 10年",
        "\n".join(["姓名：王伟"] * 9 + ["机密★10年"]),  # far down: a page about marks
    ],
)
def test_no_mark(text: str) -> None:
    assert not has_secrecy_mark(page_of(text))
