"""Institutions each of which may have pressed its seal on a page: those it prints, and offices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from redactor.datatypes import PageText
from redactor.textnorm import folded

_KINDS = "[局厅院校所站厂馆社队台场团部处会司园]|大学|小学|中学|中心|办公室|政府|基地"
_NAME = re.compile(rf"[\u4e00-\u9fff]{{3,24}}(?:{_KINDS})")
# Offices whose seals stand in dossiers of everywhere, though no page may print their names: what
# follows the place, for whichever it is. Shorter ones fit too much.
_OFFICES = """
人力资源和社会保障厅 人力资源和社会保障局 职业技能鉴定中心 人事考试中心 人才服务中心 就业服务中心
社会保险事业服务中心 职称改革工作办公室 专业技术人员继续教育基地 教育体育局 科学技术协会 科学技术局
卫生健康委员会 住房和城乡建设局 市场监督管理局 交通运输局 自然资源局 农牧和科技局 林业和草原局
文化旅游体育局 工业和信息化局 医疗保障局 国家知识产权局
""".split()
_SHORTEST = 6  # characters: 服务中心 alone stands on many rings
_UNLIKE = 60.0  # of 100: what is more like an own name may be it, misread or in part


def other_bodies(page: PageText, own: Sequence[str]) -> tuple[str, ...]:
    """Names printed on the page, and of offices, that are none of ``own``, nor parts of them."""
    mine = [folded(name) for name in own]
    return tuple(
        name
        for name in dict.fromkeys((*_names(page), *_OFFICES))
        if all(fuzz.partial_ratio(name, one) < _UNLIKE for one in mine)
    )


def _names(page: PageText) -> Iterator[str]:
    # Of a name that more is printed before, each end: 发证机关青原继续教育基地.
    for part in (*page.text.split(), *page.text.split("\n")):
        for match in _NAME.finditer(folded(part)):
            name = match.group()
            yield from (name[at:] for at in range(len(name) - _SHORTEST + 1))
