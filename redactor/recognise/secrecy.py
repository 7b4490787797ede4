"""Secrecy marks at the head of a page (RULES.md, case 83)."""

from __future__ import annotations

import re
import unicodedata

from redactor.datatypes import PageText
from redactor.textnorm import folded

_HEAD_ROWS = 8
_GRADES = ("绝密", "机密", "秘密")
_GRADE = r"(?:绝\s*密|机\s*密|秘\s*密)"
_PERIOD = r"(?:\d{1,3}\s*(?:年|个\s*月|天)|长\s*期)"
# A sentence about marks has the grade inside it or in quotation marks: a mark begins its text.
_STARRED = re.compile(
    rf"(?:^|[\s\[【(]){_GRADE}\s*(?:[★☆⭐✩✪]|\*\s*{_PERIOD})",
)
# Alone in its cell or row. OCR reads the star as nearly anything: one character may stand
# between the grade and a period.
_ALONE = re.compile(
    rf"[\[【(]?(?:密级:?)?{_GRADE}(?:级|件|文件|资料|材料)?(?:[★☆⭐✩✪*]|.(?={_PERIOD}))?"
    rf"{_PERIOD}?[\])】]?"
)
# The other choices of a field that asks for the grade: 公开 / 内部 / 秘密 / 机密.
_CHOICES = frozenset({*_GRADES, "内部", "公开", "非密", "普通", "一般", "无"})


def has_secrecy_mark(page: PageText) -> bool:
    """Whether a secrecy mark stands at the head of the page: 机密★10年, 秘密 ★ 长期, 绝密.

    商业秘密, 保守秘密 and 秘密级别说明 in prose are no marks, nor is a title such as 机密计算:
    a mark has its star, or its cell or row for itself.
    """
    lines = [line.strip() for line in page.text.split("\n") if line.strip()]
    rows = [unicodedata.normalize("NFKC", line) for line in lines[:_HEAD_ROWS]]
    if any(_STARRED.search(piece) for row in rows for piece in row.split("\t")):
        return True
    return any(_stands_alone(row) for row in rows) or _is_stacked(rows)


def _stands_alone(row: str) -> bool:
    pieces = [folded(piece) for piece in row.split("\t")]
    if len(_CHOICES.intersection(pieces)) >= 2:
        return False
    # 机 and 密 far apart are two cells to whoever read the page, and one mark to its reader.
    return any(_ALONE.fullmatch(text) for text in (*pieces, "".join(pieces)))


def _is_stacked(rows: list[str]) -> bool:
    """The two characters below each other, at the left of two rows."""
    first = [folded(row.split("\t")[0]) for row in rows]
    return any(a + b in _GRADES for a, b in zip(first, first[1:], strict=False))
