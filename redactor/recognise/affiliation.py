"""The employer that a paper gives its author: by the raised mark the two share.

王伟ᵃ˒*，李娜ᵇ            Wei Wangᵃ˒*, Na Liᵇ
ᵃ包头市云岭水务设计院     ᵃYunling Water Design Institute, Inner Mongolia
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.datatypes import Field, HolderField
from redactor.recognise.flow import Layout, Piece
from redactor.recognise.lexicon import ORG_KINDS
from redactor.recognise.pinyin import full_pattern
from redactor.textnorm import folded, is_han

_SPLIT = re.compile(r"[,，;；、]")
_ORG_HAN = re.compile(
    r"[\u3400-\u9fff()（）]{2,40}?(?:" + "|".join(ORG_KINDS) + r")(?=$|[,，;；\s)）])"
)
# (1. 某设计院, 内蒙古 014000; 2. 某大学): the mark is no raised one there.
_LISTED = re.compile(r"(?:^[(（]|[;；])\s*([0-9a-z])\s*[.．、]\s*([^;；]+)")
_ORG_LATIN = re.compile(r"[A-Z][A-Za-z&'’ -]{7,79}(?=$|[,;])")


def own_affiliations(layout: Layout, name: str) -> Iterator[HolderField]:
    """Employers in a paper's lines of affiliations that carry a mark of ``name``."""
    latin = full_pattern(name)
    marks: set[str] = set()
    for piece in layout.pieces:
        for word, mark in _words(layout, piece):
            plain = word.lower().strip(" .")
            if folded(word) == folded(name) or (latin and latin.fullmatch(plain)):
                marks |= mark
    for piece in layout.pieces:
        head, text = _head(layout, piece)
        entries = [(head, text)] if head else _LISTED.findall(text)
        for sign, employer in entries:
            if marks.intersection(sign):
                yield from _employer(layout, piece, employer)


def _words(layout: Layout, piece: Piece) -> Iterator[tuple[str, set[str]]]:
    """The words of a line, each with the letters and figures raised behind it."""
    word, mark = "", set[str]()
    for i in range(piece.start, piece.end):
        char = layout.page.chars[i].text
        if i in layout.raised:
            mark.add(char)
        elif mark and _SPLIT.match(char) and i + 1 < piece.end and i + 1 in layout.raised:
            continue  # between two marks
        elif _SPLIT.match(char) or mark:
            yield word.strip(" *\t"), mark
            word, mark = "" if _SPLIT.match(char) or char == "*" else char, set()
        elif char != "*":
            word += char
    yield word.strip(" *\t"), mark


def _head(layout: Layout, piece: Piece) -> tuple[str, str]:
    """The mark a line begins with, and the line behind it."""
    end = piece.start
    while end < piece.end and end in layout.raised:
        end += 1
    text = layout.page.text
    return text[piece.start : end], text[end : piece.end]


def _employer(layout: Layout, piece: Piece, text: str) -> Iterator[HolderField]:
    is_chinese = any(is_han(c) for c in text)
    match = (_ORG_HAN if is_chinese else _ORG_LATIN).match(text.strip())
    if match is None:
        return
    chars = [c for c in layout.page.chars[piece.start : piece.end] if c.quad is not None]
    yield HolderField(
        Field.EMPLOYER if is_chinese else Field.EMPLOYER_ENGLISH,
        layout.page.page_no,
        folded(match.group()),
        match.group().strip(),
        min(c.score for c in chars),
        chars[0].source,
    )
