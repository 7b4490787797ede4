"""The end of an own number where a label says that it is one: 身份证后四位 0060, 手机尾号 8876; or
right behind the own name, as watermarks have it: 王伟 8876.

With the name beside it, it is enough to know the applicant by (RULES.md, case 42).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from redactor.datatypes import OF_MORE, Entity, Evidence, Finding, Likeness, Profile
from redactor.recognise.context import text_finding
from redactor.recognise.fields import context_before
from redactor.recognise.flow import Layout, Piece
from redactor.textnorm import fold, folded

_END = r"(?:号码?)?[(的]*(?:[后末尾][四五六八4-8]位(?:数字?|号码?)?|尾号)\)?(?:为|是)?:?$"
_LABELS = {
    Entity.ID_NUMBER: re.compile("(?:身份证|证件)" + _END),
    Entity.PHONE: re.compile("(?:手机|电话)" + _END),
}
_LABEL_LENGTH = 20  # characters: 身份证号码（后四位数字）：
_SAID = re.compile(r"[后末尾]\s*[四五六八4-8４-８]\s*位|尾\s*号")
_DIGITS = re.compile(r"(?<![0-9a-z])[0-9]{3,7}[0-9x](?![0-9a-z年])")


def own_tails(layout: Layout, own: Sequence[Finding], profile: Profile) -> Iterator[Finding]:
    """Ends of own numbers, each behind its label, in the column that the label heads, or behind an
    own name among the ``own`` values.
    """
    names = {layout.place_of.get(f.quads[-1], -1) for f in own if _is_name(f)}
    said = _SAID.search(layout.rows.text) is not None
    if not (said or names):
        return
    numbers = {Entity.ID_NUMBER: profile.id_numbers, Entity.PHONE: profile.phones}
    ends = [(entity, folded(number)) for entity, values in numbers.items() for number in values]
    for piece in layout.pieces:  # by itself: digits of the next cell are another number's
        view = fold(piece.text)
        for match in _DIGITS.finditer(view.text):
            first, last = (piece.start + view.index[n] for n in (match.start(), match.end() - 1))
            before = piece.start + view.index[match.start() - 1] if match.start() else -1
            for entity, number in ends:
                if not number.endswith(match.group()):
                    continue
                if before in names or (said and _is_labelled(layout, piece, first, entity)):
                    places = range(first, last + 1)
                    yield text_finding(
                        *(layout, places, entity, "own.tail", number, Likeness.PART),
                        frozenset({Evidence.MASKED_ALREADY, Evidence.SELF_LABEL}),
                    )


def _is_name(finding: Finding) -> bool:
    return bool(finding.quads) and finding.entity is Entity.NAME and not finding.evidence & OF_MORE


def _is_labelled(layout: Layout, piece: Piece, start: int, entity: Entity) -> bool:
    label = _LABELS[entity]
    before = context_before(layout, start, _LABEL_LENGTH)
    return bool(label.search(before)) or any(
        label.search(folded(over.text)) for over in layout.above(piece)
    )
