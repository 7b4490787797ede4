"""Whether an organisation stands among the stations of a career: work, or study."""

from __future__ import annotations

import re
from collections.abc import Set

from redactor.datatypes import DocClass, Entity, Evidence
from redactor.recognise.fields import context_before
from redactor.recognise.flow import Layout, Piece
from redactor.recognise.lexicon import (
    DEGREE,
    HISTORY,
    HISTORY_AFTER,
    HISTORY_HEAD,
    SCHOOL,
    SELF_LABELS,
)
from redactor.textnorm import folded

# Papers that tell where somebody worked and when, whatever the row (case 35).
_OF_WORK = frozenset({DocClass.CONTRACT, DocClass.SOCIAL_SECURITY})
YEAR = r"(?:19|20)\d\d"
MONTH = r"(?:[年./-]?\d{0,2}(?:[月./-]\d{0,2}[日号]?)?)?"
_PERIOD = re.compile(rf"{YEAR}{MONTH}(?:--?|至|~|到)(?:{YEAR}|今|现在|至今)")
_LEARNER = re.compile(r"(?:大学|学院|学校|中学|小学|党校|幼儿园)")
_HEAD = 24  # characters of a cell over it that may belong to a list
ROWS_OVER = 12  # how far above a row its table's head may stand


def career_evidence(
    layout: Layout, start: int, end: int, value: str, doc_class: DocClass, seen: Set[Evidence]
) -> frozenset[Evidence]:
    """HISTORY_ROW or SCHOOL_ROW for an own employer ``value`` (folded), ``chars[start:end]``.

    ``seen``: in a 单位 field a school is the employer, whatever degree the row tells of.
    """
    piece = layout.pieces[layout.piece_of[start]]
    row = piece.row
    cells = [folded(p.text) for p in layout.in_row(row)]
    headed = _is_headed(layout, piece)
    of_work = headed or Evidence.SELF_LABEL in seen
    fills = folded(piece.text)[: len(value)] in value and Evidence.IN_TITLE not in seen
    school = fills and _LEARNER.search(value) and any(DEGREE.match(cell) for cell in cells)
    if school and not of_work:
        return frozenset({Evidence.SCHOOL_ROW})
    clause = re.split(r"[,。;]", context_before(layout, start, 30))[-1]
    whole = "".join(cells)
    behind = folded(layout.rows.text[end : end + 40].partition("\n")[0])
    told = HISTORY.search(clause) or HISTORY_AFTER.match(behind) or _PERIOD.search(whole)
    registered = headed and doc_class is DocClass.CERTIFICATE  # 执业地点 over the years
    if registered or doc_class in _OF_WORK or told or _is_under_head(layout, row, whole):
        return frozenset({Evidence.HISTORY_ROW})
    return frozenset()


def _is_headed(layout: Layout, piece: Piece) -> bool:
    """Whether the nearest head of the piece's column is one of employers, and not of schools."""
    for over in layout.above(piece):
        head = folded(over.text)
        if SELF_LABELS[Entity.EMPLOYER].search(head):
            return True
        if SCHOOL.search(head) or len(head) > _HEAD:
            return False
    return False


def _is_under_head(layout: Layout, row: int, whole: str) -> bool:
    """Whether the row holds a year and belongs to a table or text headed 工作经历."""
    if not re.search(YEAR, whole):
        return False
    over = (p for p in layout.pieces if 0 <= row - p.row <= ROWS_OVER)
    return any(HISTORY_HEAD.search(folded(p.text)) for p in over)
