"""What folder and file names tell: whose dossier it is, which item of the checklist a file is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Neither letters nor digits touch an id; "10-1" and "2026.10" are no 10, "王伟-10" is.
_BEFORE = r"(?<![0-9A-Za-z])(?<![0-9][-.])"
_AFTER = r"(?![0-9A-Za-z])(?![-.][0-9])"
# 材料目录单 (RULES F13): words that name an item, the more telling ones first.
_ITEMS: tuple[tuple[int, str], ...] = (
    (2, r"送审表|送审简表|送审材料"),
    (1, r"评审表|评审简表|申报表"),
    (3, r"继续教育|审验卡|学时|培训"),
    (10, r"职业资格|执业资格|职业技能等级|从业资格"),
    (5, r"考核"),
    (6, r"公示"),
    (8, r"成果|奖|专利|项目|课题"),
    (7, r"论文|论著|著作|期刊|专著"),
    (9, r"业绩|总结"),
    (4, r"证|聘书|聘任|聘用"),
)
_OTHER = 11


def match_applicant(name: str, ids: Iterable[str]) -> str | None:
    """The applicant whose 编号 a folder is named by: exactly, or delimited inside the name.

    ``0012_姓名`` and ``姓名(0012)`` hold 0012; ``10012`` does not, and ``0012`` is not 12.
    The longest id wins; None when none fits, or two of the same length do.
    """
    plain = unicodedata.normalize("NFKC", name).strip()
    known = {unicodedata.normalize("NFKC", i).strip(): i for i in ids}
    if plain in known:
        return known[plain]
    # Ids may hold delimiters themselves: a match inside a longer id's match does not count.
    spans = [
        (m.start(), m.end(), original)
        for folded, original in known.items()
        if folded
        for m in re.finditer(_BEFORE + re.escape(folded) + _AFTER, plain)
    ]
    free = [
        s
        for s in spans
        if not any(o is not s and o[0] <= s[0] and s[1] <= o[1] and o[2] != s[2] for o in spans)
    ]
    longest = max((end - start for start, end, _ in free), default=0)
    found = {original for start, end, original in free if end - start == longest}
    return found.pop() if len(found) == 1 else None


def folder_no(file_name: str) -> int:
    """Number of the checklist's item, 1 to 11: by a leading number, or by words; else 11."""
    plain = unicodedata.normalize("NFKC", file_name).strip()
    stem = re.sub(r"\.[0-9A-Za-z]{1,5}$", "", plain)
    leading = re.match(r"[\[(【《第]*(?:目录)?\s*0?(\d{1,2})(?!\d)", stem)
    if leading and 1 <= int(leading[1]) <= _OTHER:
        return int(leading[1])
    return next((number for number, words in _ITEMS if re.search(words, stem)), _OTHER)
