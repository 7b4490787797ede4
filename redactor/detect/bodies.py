"""Institutions that a page prints, each of which may have pressed its seal there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from redactor.datatypes import PageText
from redactor.textnorm import folded

_KINDS = "[局厅院校所站厂馆社队台场团部处会司园]|大学|小学|中学|中心|办公室|政府|基地"
_NAME = re.compile(rf"[\u4e00-\u9fff]{{3,24}}(?:{_KINDS})")
_SHORTEST = 6  # characters: 服务中心 alone stands on many rings
_UNLIKE = 60.0  # of 100: what is more like an own name may be it, misread or in part


def other_bodies(page: PageText, own: Sequence[str]) -> tuple[str, ...]:
    """Names printed on the page that are none of ``own``, nor parts of them."""
    mine = [folded(name) for name in own]
    return tuple(
        name
        for name in dict.fromkeys(_names(page))
        if all(fuzz.partial_ratio(name, one) < _UNLIKE for one in mine)
    )


def _names(page: PageText) -> Iterator[str]:
    # Of a name that more is printed before, each end: 发证机关青原继续教育基地.
    for part in (*page.text.split(), *page.text.split("\n")):
        for match in _NAME.finditer(folded(part)):
            name = match.group()
            yield from (name[at:] for at in range(len(name) - _SHORTEST + 1))
