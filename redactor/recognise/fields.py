"""Whose place a value stands in: labels, roles, rows and lists around it."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence

from redactor.datatypes import DocClass, Entity, Evidence
from redactor.recognise.flow import Layout, Piece
from redactor.recognise.lexicon import (
    AUTHOR_LABEL,
    AUTHOR_NOTE,
    PERSON_LABEL,
    ROLE,
    ROLE_VERBS,
    SCHOOL,
    SELF_LABELS,
)
from redactor.recognise.spelling import HAN
from redactor.textnorm import folded, is_han

_LIST_SPLIT = re.compile(r"[,，、;；|/]|(?<=[\u4e00-\u9fff])[\d¹²³⁴⁵⁶⁷⁸⁹]{1,2}(?!\d)|\s{1,}")
# OCR reads a raised a as ª, a raised star as ⁺.
_MARKS = re.compile(r"[\d*†‡#^\"()\[\]¹²³⁴⁵⁶⁷⁸⁹⁰①-⑳.:：ªº⁺△▲☆★※◇◆✉]+")
_LABEL_PREFIX = 4  # characters of a label before its role word
_NAME_ITEM = re.compile(r"^[\u3400-\u9fff·]{2,7}$")
_SHORT_NAME = re.compile(r"^[\u3400-\u9fff·]{2,4}$")
_IN_WORD = r"A-Za-zÀ-ÖØ-öø-ÿ'’\-"  # LÜ Xiaofeng
_LETTER = f"[{_IN_WORD}]"
_LATIN_ITEM = re.compile(
    rf"^(?:[A-Z]{_LETTER}+(?: [A-Z][.{_IN_WORD}]*){{1,3}}|(?:[A-Z][ -]?){{1,3}}[A-Z]{_LETTER}+)$"
)
_TURNED = re.compile(r"([A-Z][A-Za-z'’\-]+), ?((?:[A-Z]\.[ -]?){1,3})")  # Wang, W., Li, N.
_MARKED_NAME = re.compile(r"[a-z](?:\d| ?[\^*†‡¹²³⁴⁵⁶⁷⁸⁹ªº⁺])")
_LATIN_WORD = re.compile(r"^[A-Z][a-z'’]{3,}$")
# 王 伟, 赵 霁 云: the characters of one name, spread.
_WORKS_AT = re.compile(r" (?:is|are|was|were) with ")  # N. Li and W. Wang are with …
_SPREAD = re.compile(rf"(?<!{HAN}){HAN}(?:[ \u3000]+{HAN}){{1,3}}(?!{HAN})")
_PROSE = re.compile(rf"(?!签){HAN}{{3}}")
_FIELD = re.compile(r"[\u4e00-\u9fff()]{2,10}:")
_BROADCAST = re.compile("刊播|首发|播出|播[音报]|摄[像影]|编导|记者")
_BOOK = re.compile("图书在版编目|版权页|ISBN")
_LEADS_TEAM = re.compile("(?:负责人|[组队]长):?$")
_TEAM = re.compile("[)）]?[,、;]?(?:主要|项目组?|课题组?)?(?:成员|组员|队员|参[加与]人)")
_TITLE_BLOCK = re.compile(
    "(?:设计|制图|绘图|描图|校[核对]|审[核定查]|批准|编[制写]|工艺|标准化|会签|主检|检测|记录|复核)人?:?"
)
_NEXT_LINE = 2.2  # heights from one line of a label to the next
_LONGEST_HEAD = 8  # characters over the names of a column
_BLOCK = 4  # rows of fields that tell of one person
_CLAUSE_END = re.compile(r"[,，、;；。]")
_REFERENCES = re.compile("参考文献|^(?:references|bibliography)$")
_REFERENCE = re.compile(r"^\s*[\[［【(（]\d{1,3}[\]］】)）]")


def context_before(layout: Layout, start: int, limit: int = 14) -> str:
    """Folded text of the same row right before ``chars[start]``, at most ``limit`` characters."""
    text = layout.rows.text
    row_start = text.rfind("\n", 0, start) + 1
    return folded(text[row_start:start])[-limit:]


def field_evidence(
    layout: Layout, entity: Entity, start: int, end: int, doc_class: DocClass
) -> frozenset[Evidence]:
    """What the labels and the list around ``chars[start:end]`` say of its owner."""
    found: set[Evidence] = set()
    before = context_before(layout, start)
    piece = _piece(layout, start)
    stacked = label_above(layout, piece, start, end) if piece else ""
    # 姓名 | 王伟 | 工号 | 137: without its border the cell's label ends a longer word.
    fills = piece is not None and start == piece.start
    bordered = entity is Entity.EMPLOYER or (entity is Entity.NUMBER and fills)
    beside = label_before(layout, piece, start) if bordered else ""
    wrapped = labels_off_its_row(layout, piece) if piece and fills else ()
    if any(_has_self_label(entity, label) for label in (before, stacked, beside, *wrapped)):
        found.add(Evidence.SELF_LABEL)
    theirs = entity is Entity.EMAIL and piece is not None and _is_under_role(layout, piece)
    if theirs or _has_role(layout, piece, start, end, before) or ROLE.search(stacked):
        found.add(Evidence.OTHER_ROLE)
        found.discard(Evidence.SELF_LABEL)
    if piece is not None:
        found |= _line_evidence(layout, piece, entity, start, end, doc_class)
    return frozenset(found)


def label_before(layout: Layout, piece: Piece | None, start: int) -> str:
    """The folded label of a value without what stands before it: the cell on its left, or in its
    own cell the word that a blank parts from others (姓名：王伟 单位：…).
    """
    if piece is None:
        return ""
    if words := layout.page.text[piece.start : start].split():
        return folded(words[-1])
    cells = [p for p in layout.in_row(piece.row) if p.end <= start]
    return folded(cells[-1].text) if cells else ""


def labels_off_its_row(layout: Layout, piece: Piece) -> Iterator[str]:
    """What the cell before that of ``piece`` may say as its label: see ``labels_beside``."""
    left = [p for p in layout.pieces if p.u1 <= piece.u0 and _is_beside(p, piece)]
    for text, over, under in _short_lines(left):
        lines = _cell_beside(layout, over, under)
        if piece in lines and len(lines) > (over is under):
            yield text


def labels_beside(
    layout: Layout, label: re.Pattern[str]
) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    """Such labels that stand in no row with their values, folded, each with the lines of the cell
    on its right: labels on two lines of a narrow cell (通讯地 | 址), or between two such lines.
    """
    short = [p for p in layout.pieces if len(p.text) < _LONGEST_HEAD]
    for text, over, under in _short_lines(short):
        if label.fullmatch(text):
            lines = _cell_beside(layout, over, under)
            if len(lines) > (over is under):
                yield text, lines


def _short_lines(pieces: Sequence[Piece]) -> Iterator[tuple[str, Piece, Piece]]:
    """What a cell of one line or two may say, folded, with its first line and its last."""
    for over, under in stacked(pieces):
        if text := _label_of(over, under):
            yield text, over, under
    yield from ((folded(piece.text), piece, piece) for piece in pieces)


def stacked(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Piece]]:
    """Each piece with those that begin a line below it: a form has hundreds of short ones."""
    by_top = sorted(range(len(pieces)), key=lambda n: pieces[n].v0)
    tops = [pieces[n].v0 for n in by_top]
    for over in pieces:
        first, last = bisect(tops, over.v0), bisect(tops, over.v0 + _NEXT_LINE * over.height)
        yield from ((over, pieces[n]) for n in sorted(by_top[first:last]))


def _label_of(over: Piece, under: Piece) -> str:
    """The folded text of two short lines right under each other, centred or flush; else empty."""
    step = under.v0 - over.v0
    if not 0.5 * over.height < step < _NEXT_LINE * over.height or not over.shares_column(under):
        return ""
    text = folded(over.text + under.text)
    return text if len(text) <= _LONGEST_HEAD else ""


def _cell_beside(layout: Layout, over: Piece, under: Piece) -> tuple[Piece, ...]:
    """The lines next on the right of a label of two lines, the first first."""
    edge, reach = max(over.u1, under.u1), over.height / 2
    beside = [
        p
        for p in layout.pieces
        if p.u0 >= edge and over.v0 - reach < (p.v0 + p.v1) / 2 < under.v1 + reach
    ]
    if not beside:
        return ()
    nearest = min(beside, key=lambda p: p.u0)
    return tuple(sorted((p for p in beside if p.shares_column(nearest)), key=lambda p: p.v0))


def _is_beside(label: Piece, piece: Piece) -> bool:
    return abs(label.v0 + label.v1 - piece.v0 - piece.v1) / 2 < _NEXT_LINE * piece.height


def _has_self_label(entity: Entity, before: str) -> bool:
    label = SELF_LABELS.get(entity)
    return bool(label and before and label.search(before))


def _has_role(layout: Layout, piece: Piece | None, start: int, end: int, before: str) -> bool:
    """Whether a role word stands before: in the same text, or as a cell of its own.

    教学与班级管理组长 in the cell before is what somebody did, and no label; so is 审核 hard
    against the name. 负责人：王伟，成员：李娜 tells who led a team, as a merit. 主管意见 is the
    role of who signs it; what it says (王伟同志工作扎实) is about the applicant. Who edits a book
    or a broadcast is its author; a journal's editor is somebody else.
    """
    role = ROLE.search(before)
    if role is not None and role.group() in ROLE_VERBS and is_han(layout.page.text[start - 1]):
        return False
    if role is None or piece is None:
        return role is not None
    if role.group().startswith("编辑") and _BROADCAST.search(layout.page.text):
        return False
    if role.group().startswith("主编") and _BOOK.search(layout.page.text):
        return False
    if _LEADS_TEAM.search(role.group()) and _TEAM.match(folded(layout.page.text[end : piece.end])):
        return False
    if "意见" in role.group() and _PROSE.match(folded(layout.page.text[end : piece.end])):
        return False
    if start > piece.start:
        return True
    cells = [p for p in layout.in_row(piece.row) if p.end <= start]
    return not cells or len(folded(cells[-1].text)) <= len(role.group()) + _LABEL_PREFIX


def _is_under_role(layout: Layout, piece: Piece) -> bool:
    """Whether the fields over the row of ``piece`` begin with one of somebody else:
    推荐人：… over 单位：… and 邮箱：….
    """
    for row in range(piece.row, max(-1, piece.row - _BLOCK), -1):
        label = _FIELD.match(folded(layout.row_text(row)))
        if label is None or SELF_LABELS[Entity.NAME].search(label.group()):
            return False  # 乙方(受聘人)：… below 法定代表人：…
        if ROLE.fullmatch(label.group()):
            return True
    return False


def is_in_persons_cell(layout: Layout, start: int, end: int) -> bool:
    """Whether ``chars[start:end]`` fills a cell of a column that lists people (its head says 姓名,
    确认人), or one beside a bare label of a title block: 设计 | 高原.
    """
    piece = _piece(layout, start)
    if piece is None or folded(piece.text) != folded(layout.page.text[start:end]):
        return False
    beside = layout.left_of(piece)
    if beside and _TITLE_BLOCK.fullmatch(folded(beside[-1].text)):
        return True
    for over in layout.above(piece):
        head = folded(over.text)
        if PERSON_LABEL.search(head) or len(head) > _LONGEST_HEAD:
            return len(head) <= _LONGEST_HEAD
    return False


def _piece(layout: Layout, start: int) -> Piece | None:
    number = layout.piece_of[start]
    return layout.pieces[number] if number >= 0 else None


def label_above(layout: Layout, piece: Piece, start: int, end: int) -> str:
    """Text right over a value that fills its whole piece: a form with labels over its fields.

    A column header of a list over many rows is no label of one person; it stands over several
    pieces, so only a label directly above counts.
    """
    if piece.end - piece.start > end - start + 1:
        return ""
    over = layout.above(piece)
    if not over or piece.v0 - over[0].v1 > 1.5 * piece.height:
        return ""
    # In a list the piece below the value is another person's.
    under = [
        p
        for p in layout.pieces
        if p.v0 >= piece.v1 - 0.3 * piece.height
        and min(p.u1, piece.u1) > max(p.u0, piece.u0)
        and p.v0 - piece.v1 < 1.5 * piece.height
    ]
    return "" if under else folded(over[0].text)


def _line_evidence(
    layout: Layout, piece: Piece, entity: Entity, start: int, end: int, doc_class: DocClass
) -> set[Evidence]:
    found: set[Evidence] = set()
    line = piece.text
    if entity is Entity.NAME:
        printed = layout.line_of(piece) if doc_class is DocClass.PAPER else line
        items = author_items(_WORKS_AT.split(printed)[0])
        own = folded(_MARKS.sub("", layout.page.text[start:end])).replace(",", "")
        respelt = f"{own}({own})" in folded(line)  # Siqingaowa (SIQINGAOWA)
        if own and _named_in(line, own) >= 2 and not respelt:
            found.add(Evidence.TWICE_IN_LIST)
        listed = own and len(items) >= 2 and any(_is_item(own, item) for item in items)
        if listed or _is_under_author_label(context_before(layout, start)):
            found.add(Evidence.AUTHOR_LINE)
        # 石林等：题名, the running head of a paper.
        rest = folded(layout.page.text[end : piece.end])
        if doc_class is DocClass.PAPER and start == piece.start and rest.startswith("等:"):
            found.add(Evidence.AUTHOR_LINE)
    noted = doc_class is DocClass.PAPER and entity in (Entity.NAME, Entity.EMAIL)
    if noted and AUTHOR_NOTE.search(folded(line)):
        found.add(Evidence.AUTHOR_LINE)
    if doc_class in (DocClass.PAPER, DocClass.SUMMARY) and in_reference(layout, piece):
        found.add(Evidence.REFERENCE)
        found.discard(Evidence.AUTHOR_LINE)
    # 毕业于…专业，现任…: only the clause that the employer stands in.
    clause = re.split(r"[,。;]", context_before(layout, start, 24))[-1]
    if entity is Entity.EMPLOYER and SCHOOL.search(clause):
        found.add(Evidence.SCHOOL_ROW)
    head = "".join(c.text for c in layout.page.chars[piece.start : start])
    if head.rfind("《") > head.rfind("》"):
        found.add(Evidence.IN_TITLE)
    return found


def _named_in(line: str, own: str) -> int:
    """How often the own name is an item of the line; Bayaertu Wu is one item, and no Bayaertu."""
    parts = [line] if is_han(own[0]) else re.split(r"[,，;；&]| and ", line)
    items = [_raw_items(part) for part in parts]
    return sum(
        [folded(i) for i in item].count(own) for item in items if is_han(own[0]) or len(item) == 1
    )


def _is_under_author_label(before: str) -> bool:
    """Whether the label of a list of people stands before, in the same clause or with a colon."""
    label = AUTHOR_LABEL.search(before)
    return label is not None and (
        label.group().endswith(":") or not _CLAUSE_END.search(before, label.end())
    )


def under_labels(layout: Layout, label: re.Pattern[str]) -> Iterator[tuple[str, Piece]]:
    """Cells with nothing but such a label, folded, and the piece that stands right under each."""
    for over in layout.pieces:
        text = folded(over.text)
        if len(text) > _LONGEST_HEAD or ":" in text or not label.fullmatch(text):
            continue
        under = (p for p in layout.pieces if p.v0 >= over.v0 + 0.7 * over.height)
        under = (p for p in under if abs(p.u0 - over.u0) <= over.height)
        value = min(under, key=lambda p: p.v0, default=None)
        if value and label_above(layout, value, value.start, value.end) == text:
            yield text, value


def author_items(line: str, *, are_names: bool = False) -> list[str]:
    """The names in a line that is a list of names, folded; empty when it is not one.

    ``are_names``: what follows says that it is one, though most are of one Latin word.
    """
    items = _raw_items(line)
    # Sentences cut at commas look like lists too, but their parts are longer than names.
    short = 2 * sum(len(item) <= 4 for item in items) >= len(items)
    if items and short and all(_NAME_ITEM.match(item) for item in items):
        return [folded(item) for item in items]
    if mixed := _mixed_items(line):
        return mixed
    for text in (line, _TURNED.sub(r"\1 \2", line)):
        latin = [_MARKS.sub("", i).strip(" '’") for i in re.split(r"[,，;；&]| and ", text)]
        latin = [i for i in latin if i]
        # Mongolian names are one word: they count where most others are two, or bear marks.
        whole = 2 * sum(_LATIN_ITEM.match(i) is not None for i in latin) >= len(latin)
        whole |= are_names or _MARKED_NAME.search(text) is not None
        if latin and all(
            _LATIN_ITEM.match(i) or i.isupper() or (whole and _LATIN_WORD.match(i)) for i in latin
        ):
            return [folded(i) for i in latin]
    return []


def _mixed_items(line: str) -> list[str]:
    """The names of a list with authors from abroad among others: 王伟1, 李娜2, John Smith3."""
    items = [i for part in re.split(r"[,，、;；]", line) if (i := _MARKS.sub("", part).strip())]
    latin = sum(_LATIN_ITEM.match(item) is not None for item in items)
    han = sum(_SHORT_NAME.match(item) is not None for item in items)
    is_list = 0 < latin < han and latin + han == len(items)
    return [folded(item) for item in items] if is_list else []


def _is_item(own: str, item: str) -> bool:
    """Whether the name is the item; in a Latin one the mark of an affiliation may be glued to it.

    A clause such as 在金秋开镰 is no name, however short.
    """
    return own == item.removesuffix("等") if is_han(own[0]) else own in item


def _raw_items(line: str) -> list[str]:
    """What stands between the separators of a line, without its label and marks."""
    line = _SPREAD.sub(lambda m: "".join(m.group().split()), line)
    body = AUTHOR_LABEL.sub("", line.strip(), count=1)
    raw = [_MARKS.sub("", item).strip() for item in _LIST_SPLIT.split(body) if item]
    return [item for item in raw if item]


def in_reference(layout: Layout, piece: Piece) -> bool:
    """Whether the piece belongs to an entry of a list of references.

    The entry's number may stand one or two lines above: walk up the column.
    """
    if _REFERENCE.match(piece.text):
        return True
    if AUTHOR_NOTE.search(folded(piece.text)):
        return False
    for depth, over in enumerate(layout.above(piece)):
        if depth > 3 or piece.v0 - over.v1 > 6 * piece.height:
            return False
        if AUTHOR_NOTE.search(folded(over.text)):
            return False
        if _REFERENCE.match(over.text):
            return True
        if _REFERENCES.search(folded(over.text)):
            return True
    return False
