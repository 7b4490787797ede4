"""Values that only their labels tell: certificate numbers, dates of birth, offices' phones."""

from __future__ import annotations

import re
from collections.abc import Sequence

from redactor.datatypes import Entity, Evidence, Likeness
from redactor.recognise.fields import context_before
from redactor.recognise.flow import Layout, Piece
from redactor.recognise.lexicon import (
    EDITORS,
    LEADER,
    PUBLIC_PHONE,
    PUBLIC_SITE,
)
from redactor.textnorm import folded

# Presidio's word for what a label tells, and the category it belongs to.
LABELLED = {
    "LANDLINE": Entity.PHONE,
    "POSTCODE": Entity.ADDRESS,
    "OFFICE_ADDRESS": Entity.ADDRESS,
    "CERTIFICATE": Entity.NUMBER,
    "BIRTH": Entity.NUMBER,
    "PRIVATE": Entity.NUMBER,
    "SITE": Entity.EMPLOYER,
    "UNIT_CODE": Entity.EMPLOYER,
    "UNIT_ACCOUNT": Entity.NUMBER,
}
CONTACTS = frozenset(
    f"presidio.{kind}" for kind in ("site", "unit_code", "unit_account", "office_address")
)
_OF_ROW = 80  # characters
_MAIL_WITH_PHONE = re.compile(r"\d[\d()-]{6,}[,;、]?(?:电子)?(?:邮箱|信箱|邮件|e-?mail):?$")
_REST = re.compile(r"[\u4e00-\u9fffa-z0-9#()-]{0,30}(?:[号栋幢室楼层元户区村组]|\d)")


def whose(kind: str, text: str, births: Sequence[str], numbers: Sequence[str]) -> Likeness:
    """EXACT for a number that holds an own ID number or date of birth (case 54), SPELLING for
    the own month of birth, else OTHER.
    """
    plain = folded(text)
    if kind == "CERTIFICATE":
        held = any(own and own in plain for own in (*births, *numbers))
        return Likeness.EXACT if held else Likeness.OTHER
    parts = re.findall(r"\d+", plain)
    if kind == "BIRTH" and parts:
        joined = parts[0] + "".join(part.zfill(2) for part in parts[1:])
        if len(joined) >= 6 and any(born.startswith(joined) for born in births):
            return Likeness.SPELLING
    return Likeness.OTHER


def place_evidence(layout: Layout, entity: Entity, start: int) -> frozenset[Evidence]:
    """PUBLIC_PHONE or LEADER, from the words before ``chars[start]``."""
    row = context_before(layout, start, _OF_ROW)
    before = row[-16:] or _line_before(layout, start)
    if entity is Entity.EMAIL:
        before = _MAIL_WITH_PHONE.sub("", row)
    of_editors = entity is Entity.PHONE and EDITORS.search(row)
    if entity in (Entity.PHONE, Entity.EMAIL) and (PUBLIC_PHONE.search(before) or of_editors):
        return frozenset({Evidence.PUBLIC_PHONE})
    if entity is Entity.EMPLOYER and PUBLIC_SITE.search(before):
        return frozenset({Evidence.PUBLIC_PHONE})
    if entity is Entity.NAME and LEADER.search(context_before(layout, start)):
        return frozenset({Evidence.LEADER})
    return frozenset()


def _line_before(layout: Layout, start: int) -> str:
    """The end of the line before, where it is a label whose value is wrapped."""
    text = layout.page.text
    row = text.rfind("\n", 0, start)
    line = folded(text[text.rfind("\n", 0, max(0, row)) + 1 : max(0, row)])
    return line[-16:] if line.endswith(":") else ""


def wrapped_address(layout: Layout, last: int) -> range:
    """Characters of the line below that go on with an address ending at ``chars[last]``.

    Empty unless the address ends its piece, and the piece under it has no label to its left and
    ends like an address does: 28号楼1761室.
    """
    piece = layout.pieces[layout.piece_of[last]]
    below = [p for p in layout.pieces if is_under(p, piece)] if last == piece.end - 1 else []
    if len(below) != 1 or not _REST.fullmatch(folded(below[0].text)):
        return range(0)
    rest = below[0]
    middle = (rest.v0 + rest.v1) / 2
    if any(p.v0 < middle < p.v1 and p.u1 <= rest.u0 for p in layout.pieces):
        return range(0)
    return range(rest.start, rest.end)


def is_under(below: Piece, piece: Piece) -> bool:
    """Whether a piece stands in the line right under another, in its column."""
    gap = below.v0 - piece.v1
    near = -0.5 * piece.height <= gap <= 1.2 * piece.height and below.v0 > piece.v0
    return near and below.u0 < piece.u1 and below.u1 > piece.u0
