"""What stands in the labelled fields of a page: whoever it names, known or not.

Own values are looked for as themselves; here it is the other way round. A field is read by its
label and the shape of what stands in it, so it also tells of people nobody expected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from redactor.cnid import is_valid_uscc
from redactor.datatypes import (
    OF_MORE,
    DocClass,
    Entity,
    Evidence,
    Field,
    Finding,
    HolderField,
    Likeness,
    TextSource,
)
from redactor.recognise.fields import field_evidence, under_labels
from redactor.recognise.flow import Layout, Piece
from redactor.recognise.lexicon import (
    FIELD_BREAK,
    FIELD_LABELS,
    NO_HOLDER,
    NO_NAME,
    ORG_KINDS,
    ROLE,
    SELF_LABELS,
)
from redactor.textnorm import folded

_NAME = re.compile(r"[\u3400-\u9fff]{2,8}|[\u3400-\u9fff]{1,8}(?:·[\u3400-\u9fff]{1,8}){1,2}")
_ORG = re.compile(r"[\u3400-\u9fff][\u3400-\u9fff0-9a-z()·]{3,39}")
_LATIN = re.compile(r"[A-Za-z][A-Za-zü&'’,.() -]{3,79}")
_SHAPES = {
    Field.NAME: _NAME,
    Field.FORMER_NAME: _NAME,
    Field.PINYIN: re.compile(r"[A-Za-z][A-Za-zü'’. -]{3,39}"),
    Field.EMPLOYER: _ORG,
    Field.EMPLOYER_SHORT: re.compile(r"[\u3400-\u9fff]{2,12}"),
    Field.EMPLOYER_FORMER: _ORG,
    Field.EMPLOYER_ENGLISH: _LATIN,
    Field.EMPLOYER_CODE: re.compile(r"[0-9a-z]{18}"),
}
_BY_LABEL = {
    **FIELD_LABELS,
    Field.NAME: SELF_LABELS[Entity.NAME],
}
_LATIN_FIELDS = frozenset({Field.PINYIN, Field.EMPLOYER_ENGLISH})
_OF_FINDING = {
    Entity.NAME: Field.NAME,
    Entity.ID_NUMBER: Field.ID_NUMBER,
    Entity.PHONE: Field.PHONE,
    Entity.ADDRESS: Field.ADDRESS,
    Entity.NUMBER: Field.NUMBER,
}
_MAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}[ ]?@[ ]?"
    r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+"
)
_BIRTH = re.compile(r"出生(?:年月日?|日期|时间)?:?((?:19|20)\d\d)[-./年](\d{1,2})(?!\d)")
# 姓名王伟: OCR leaves no blank behind these, and no other word begins with them.
_GLUED = re.compile(r"姓\s*名|(?:现?工作|用人|所在)单位")
_STOP = re.compile(r"[,，;；。、]")
_NEXT_LABEL = re.compile(r"[\s。]+[\u4e00-\u9fff()（）]{2,10}\s?[:：]")
_LATIN_NOTE = re.compile(r"[(（](?=[A-Za-z])")  # …有限公司（Yunling Technology）
_ORG_LEAST = 5  # 及部门 is no first line of a name
_GRADE = re.compile(r"(?<=..)\s*(?:区直|盟市|旗县区|乡镇)$")  # 单位简称及所属: both in one cell
_LABEL_REACH = 24  # characters before a value in which its label is looked for
_ORG_END = re.compile("(?:" + "|".join(ORG_KINDS) + r")(?:\(.{2,10}\))?$")


def holder_fields(layout: Layout, doc_class: DocClass) -> Iterator[HolderField]:
    """Names, employers and mails in the fields of a page, and the birth date it states."""
    for piece in layout.pieces:
        for start in _starts(piece):
            before = _before(layout, start)
            kind = next((k for k, p in _BY_LABEL.items() if p.search(before)), None)
            if kind is not None and not (kind is Field.NAME and NO_HOLDER.search(before)):
                yield from _read(layout, piece, start, kind)
            elif start == piece.start and not before:
                yield from _stacked(layout, piece, doc_class)
                if _BY_LABEL[Field.EMPLOYER].search(_label_of_wrap(layout, piece)):
                    yield from _read(layout, piece, start, Field.EMPLOYER)
    former = _BY_LABEL[Field.FORMER_NAME]
    for _, piece in under_labels(layout, former):
        yield from _read(layout, piece, piece.start, Field.FORMER_NAME)
    yield from _mails(layout)
    for match in _BIRTH.finditer(folded(layout.page.text)):
        year, month = match.groups()
        value = f"{year}{int(month):02d}"
        yield HolderField(
            Field.BIRTH, layout.page.page_no, value, value, 1.0, TextSource.TEXT_LAYER
        )


def fields_of_findings(layout: Layout, findings: Iterable[Finding]) -> Iterator[HolderField]:
    """Numbers, addresses and own names of a page, found with the holder's label beside them."""
    for finding in findings:
        kind = _OF_FINDING.get(finding.entity)
        if kind is None or Evidence.SELF_LABEL not in finding.evidence:
            continue
        if kind is Field.NAME and (
            # ``holder_fields`` reads those by their shape
            finding.likeness is Likeness.OTHER or finding.evidence & OF_MORE
        ):
            continue
        source = finding.source or TextSource.TEXT_LAYER
        # A finding's own score is that of its pattern.
        places = (layout.place_of.get(quad) for quad in finding.quads)
        scores = [layout.page.chars[i].score for i in places if i is not None]
        value = finding.value
        yield HolderField(kind, finding.page_no, value, value, min(scores, default=0.0), source)


def _mails(layout: Layout) -> Iterator[HolderField]:
    """Mail addresses behind their label, also where the own name is found inside of one."""
    for match in _MAIL.finditer(layout.rows.text):
        if not SELF_LABELS[Entity.EMAIL].search(_before(layout, match.start())):
            continue
        chars = [c for c in layout.page.chars[match.start() : match.end()] if c.quad is not None]
        printed = "".join(match.group().split())
        value, score = folded(printed), min(c.score for c in chars)
        yield HolderField(Field.EMAIL, layout.page.page_no, value, printed, score, chars[0].source)


def _starts(piece: Piece) -> list[int]:
    """Where in a piece a value may begin: at its head, behind a colon, a blank, a label."""
    text = piece.text
    starts = {0} | {m.end() for m in re.finditer(r"[:：]\s*|[\s]+", text)}
    if glued := _GLUED.match(text):
        starts.add(glued.end())
    return [piece.start + i for i in sorted(starts) if i < len(text) and text[i] not in " :："]


def _before(layout: Layout, start: int) -> str:
    text = layout.rows.text
    row_start = text.rfind("\n", 0, start) + 1
    return folded(text[max(row_start, start - _LABEL_REACH) : start])


def _stacked(layout: Layout, piece: Piece, doc_class: DocClass) -> Iterator[HolderField]:
    """A value alone in its cell, with its label in the cell above."""
    text = folded(piece.text)
    kind = Field.EMPLOYER if _ORG_END.search(text) else Field.NAME
    if not _SHAPES[kind].fullmatch(text) or (kind is Field.NAME and len(text) > 4):
        return
    entity = Entity.EMPLOYER if kind is Field.EMPLOYER else Entity.NAME
    if Evidence.SELF_LABEL in field_evidence(layout, entity, piece.start, piece.end, doc_class):
        yield from _read(layout, piece, piece.start, kind)


def _read(layout: Layout, piece: Piece, start: int, kind: Field) -> Iterator[HolderField]:
    chunk = piece.text[start - piece.start :]
    if label := _NEXT_LABEL.search(chunk):
        chunk = chunk[: label.start()]
    rest = folded(chunk)
    end = start + len(_cut(chunk, kind))
    chars = [c for c in layout.page.chars[start:end] if c.quad is not None]
    printed = "".join(c.text for c in layout.page.chars[start:end]).strip()
    if kind in (Field.EMPLOYER, Field.EMPLOYER_FORMER) and len(printed) >= _ORG_LEAST:
        printed += _wrapped(layout, piece, end, printed)
    if kind is Field.EMPLOYER_SHORT:
        printed = _GRADE.sub("", printed)
    value = folded(printed)
    if not chars or not _is_value(printed if kind in _LATIN_FIELDS else value, kind):
        return
    if kind is Field.NAME and _is_label(rest):
        return
    if kind not in _LATIN_FIELDS:
        printed = "".join(printed.split())
    score = min(c.score for c in chars)
    yield HolderField(kind, layout.page.page_no, value, printed, score, chars[0].source, rest)


def _cut(chunk: str, kind: Field) -> str:
    """The chunk up to where the value must end."""
    if kind in _LATIN_FIELDS:
        return chunk
    chunk = _STOP.split(chunk)[0]
    if kind is Field.EMPLOYER:
        chunk = _LATIN_NOTE.split(chunk)[0]
    words = chunk.split()
    if len(words) > 1 and any(len(word) > 1 for word in words):  # 王 伟 is one name
        chunk = chunk[: chunk.index(words[0]) + len(words[0])]
    if kind is Field.NAME:
        chunk = re.split(r"[(（]", chunk)[0]
        if following := FIELD_BREAK.search(chunk):
            chunk = chunk[: following.start()]
    return chunk


def _wrapped(layout: Layout, piece: Piece, end: int, text: str) -> str:
    """The second line of a long employer's name in its cell, or nothing."""
    if end < piece.end or _ORG_END.search(folded(text)):
        return ""
    for other in _lines_under(layout, piece):
        more = layout.page.text[other.start : other.end]
        if _ORG_END.search(folded(text + more)):
            return more
    return ""


def _label_of_wrap(layout: Layout, piece: Piece) -> str:
    """The label beside a value of two lines in its cell: it stands between them, in no row."""
    for under in _lines_under(layout, piece):
        beside = [
            p
            for p in layout.pieces
            if p.u1 <= piece.u0 and piece.v0 < p.v0 < under.v0 and p.v1 < under.v1
        ]
        if beside:
            return folded(max(beside, key=lambda p: p.u1).text)
    return ""


def _lines_under(layout: Layout, piece: Piece) -> Iterator[Piece]:
    """What may be the second line of the piece's cell."""
    for other in layout.pieces:
        gap = other.v0 - piece.v1
        near = -0.5 * piece.height <= gap <= 1.3 * piece.height and other.v0 > piece.v0
        if near and abs(other.u0 - piece.u0) < 2 * piece.height:
            yield other


def _is_value(text: str, kind: Field) -> bool:
    shape = _SHAPES.get(kind)
    if shape is None or not shape.fullmatch(text):
        return False
    if kind is Field.EMPLOYER_CODE:
        return is_valid_uscc(text)
    if kind in (Field.EMPLOYER, Field.EMPLOYER_FORMER):
        return bool(_ORG_END.search(text))
    return kind in _LATIN_FIELDS or not _is_label(text)


def _is_label(text: str) -> bool:
    """Whether the cell behind the label is a label too: the field is empty."""
    labels = _BY_LABEL.values()
    return bool(ROLE.search(text) or NO_NAME.search(text)) or any(p.search(text) for p in labels)
