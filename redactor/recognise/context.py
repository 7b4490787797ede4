"""What stands around a finding on its page: its row, its line, the letters beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from redactor.datatypes import (
    Entity,
    Evidence,
    Finding,
    Likeness,
    PageText,
    Spotted,
    TextSource,
)
from redactor.geometry import hull_box
from redactor.recognise import pinyin
from redactor.recognise.flow import Layout, Piece
from redactor.recognise.lexicon import (
    LATIN_SHORT_WORDS,
    LATIN_WORDS,
    ORG_CELL,
    ORG_WORD,
    PLACE_BEFORE,
    PLACE_BEHIND,
)
from redactor.textnorm import folded

LETTERHEAD = 2  # rows at the head of a page
_MOBILE = 11  # digits of a mobile number
_TAIL = re.compile(r"(\d{4})(?!\d)")
_UNITS_PEOPLE = re.compile(rf"[\u4e00-\u9fff()]{{2,20}}{ORG_WORD.pattern}:")
_GOES_ON = re.compile(" [a-z]")  # Like others, …
_IN_PROSE = {Evidence.CAREFUL_NAME, Evidence.WORD_BORDER}


def text_finding(
    layout: Layout,
    places: Iterable[int],
    entity: Entity,
    found_by: str,
    value: str,
    likeness: Likeness,
    evidence: Set[Evidence],
    grade: str = "",
) -> Finding:
    """The finding of what is printed at ``places`` of the page; OCR's where it read any of it."""
    chars = [c for i in places if (c := layout.page.chars[i]).quad is not None]
    read = any(c.source is TextSource.OCR for c in chars)
    return Finding(
        entity,
        layout.page.page_no,
        tuple(c.quad for c in chars if c.quad is not None),
        min(c.score for c in chars),
        found_by,
        value,
        likeness,
        frozenset(evidence | {Evidence.OCR} if read else evidence),
        TextSource.OCR if read else TextSource.TEXT_LAYER,
        grade,
    )


def with_evidence(finding: Finding, *evidence: Evidence) -> Finding:
    """The finding with more words of evidence."""
    return replace(finding, evidence=finding.evidence | set(evidence))


def with_row(
    finding: Finding, own: Sequence[Finding], others: Sequence[Finding], layout: Layout
) -> Finding:
    """Add what the rest of the row says: another own value, or another person's number."""
    if finding.entity is not Entity.NAME or not finding.quads:
        return finding
    row, here = row_of(layout, finding), piece_of(layout, finding)
    if _is_bracketed_elsewhere(layout, finding, own):
        return with_evidence(finding, Evidence.OTHER_ROW)
    beside = [f for f in own if f is not finding and f.entity is not Entity.NAME]
    beside = [f for f in beside if row_of(layout, f) == row and _is_surely_own(f)]
    if finding.evidence >= _IN_PROSE:
        # 在云岭设计院始终以高洁的师德: a sentence is no row of a table; and in 安静时段方案 beside
        # the unit that carries it out the word is a title's. 安静（身份证号：1599…） is a person.
        beside = [
            f
            for f in beside
            if f.entity in _ONES_OWN
            and (piece_of(layout, f) != here or _follows(layout, finding, f))
        ]
    if beside:
        # 郗维岳 | 工程师 | 都维岳: who is named and employed there has signed at the row's end.
        again = finding.likeness is Likeness.CLOSE and any(
            f.entity is Entity.NAME
            and f.likeness is Likeness.EXACT
            and row_of(layout, f) == row
            and piece_of(layout, f) != here
            for f in own
        )
        # So is the one whose number stands in the row of a list: 郝赞 | 15990419911130117X.
        again |= (
            finding.likeness is Likeness.CLOSE
            and any(_is_whole_number(f) for f in beside)
            and filled_piece(layout, finding) is not None
        )
        return with_evidence(finding, Evidence.OWN_ROW, *[Evidence.SELF_LABEL] * again)
    if Evidence.SELF_LABEL in finding.evidence:
        return finding
    # In another cell of the row: a hotline in the same sentence belongs to nobody in it. Where the
    # profile has none of the kind, any may be the applicant's.
    numbers = (
        f
        for f in others
        if _is_ones_own(f)
        and Evidence.NO_OWN_VALUE not in f.evidence
        and piece_of(layout, f) != here
    )
    another = any(row_of(layout, f) == row for f in numbers)
    another = another or _is_namesake(layout, finding, own) or _is_elsewhere(layout, finding, own)
    return with_evidence(finding, Evidence.OTHER_ROW) if another else finding


def _is_surely_own(value: Finding) -> bool:
    """Whether a value is the applicant's, be it a misread mail or ID number that is no other's."""
    misread = value.entity in (Entity.EMAIL, Entity.ID_NUMBER) and value.likeness is Likeness.CLOSE
    return value.likeness is Likeness.EXACT or (
        misread and not value.evidence & {Evidence.VALID_OTHER, Evidence.OTHER_ROLE}
    )


def _is_whole_number(value: Finding) -> bool:
    return value.entity is Entity.ID_NUMBER and value.likeness is Likeness.EXACT


def filled_piece(layout: Layout, finding: Finding) -> Piece | None:
    """The cell that has nothing else in it; None, too, where it was spotted and not read."""
    if (number := piece_of(layout, finding)) < 0:
        return None
    piece = layout.pieces[number]
    first, last = (layout.place_of.get(finding.quads[n], -1) for n in (0, -1))
    return piece if (first, last) == (piece.start, piece.end - 1) else None


def _follows(layout: Layout, name: Finding, number: Finding) -> bool:
    """Whether an own number stands in brackets or behind its label right after the name."""
    end, start = layout.place_of.get(name.quads[-1], -1), layout.place_of[number.quads[0]]
    return end >= 0 and _TO_NUMBER.fullmatch(folded(layout.page.text[end + 1 : start])) is not None


_TO_NUMBER = re.compile(r"[(,](?:[\u4e00-\u9fff]{2,8}:?)?")
_ONES_OWN = frozenset({Entity.ID_NUMBER, Entity.PHONE})
_IN_BRACKETS = re.compile(r"\s?[(（]\s?([^()（）\n]{2,40})\s?[)）]")
_SEVERAL = re.compile("[、，,；;]")


def _is_namesake(layout: Layout, finding: Finding, own: Sequence[Finding]) -> bool:
    """Whether a list has another unit where it has the own one in the applicant's own row."""
    cells = [(f, layout.pieces[place]) for f in own if (place := piece_of(layout, f)) >= 0]
    units = [cell for f, cell in cells if f.entity is Entity.EMPLOYER]
    here = next((cell for f, cell in cells if f is finding), None)
    # A cell of several names is a project's, or a paper's: its units are not theirs.
    if here is None or _SEVERAL.search(here.text) or any(cell.row == here.row for cell in units):
        return False
    rows = {c.row for f, c in cells if f.entity is Entity.NAME and c.shares_column(here)}
    return any(
        cell.shares_column(mine) and ORG_CELL.fullmatch(folded(cell.text))
        for mine in units
        if mine.row in rows
        for cell in layout.in_row(here.row)
    )


def _is_elsewhere(layout: Layout, finding: Finding, own: Sequence[Finding]) -> bool:
    """Whether the line names another unit's people, where another has the own unit's and the same
    name: 包头四中：王伟 李娜 / 包头九中：王伟.
    """
    mine = {row_of(layout, f) for f in own if f.entity is Entity.EMPLOYER} - {-1}
    if row_of(layout, finding) in mine or not _unit_before(layout, finding):
        return False
    names = (f for f in own if f.entity is Entity.NAME and row_of(layout, f) in mine)
    return any(_unit_before(layout, f) for f in names)


def _is_bracketed_elsewhere(layout: Layout, finding: Finding, own: Sequence[Finding]) -> bool:
    """Whether another unit stands in brackets behind the name, where the page has the name, and
    the own unit, elsewhere: 王伟（包头四中）、王伟（包头九中）.
    """

    def unit_behind(name: Finding) -> range:
        end = layout.place_of.get(name.quads[-1], -1) + 1 if name.quads else 0
        match = _IN_BRACKETS.match(layout.page.text, end) if end else None
        return range(*match.span(1)) if match else range(0)

    behind = unit_behind(finding)
    unit = folded(layout.page.text[behind.start : behind.stop])
    if not ORG_CELL.fullmatch(unit):
        return False
    units = [f for f in own if f.entity is Entity.EMPLOYER and f.quads]
    starts = {layout.place_of.get(f.quads[0], -1) for f in units}
    if not starts.isdisjoint(behind):
        return False
    # Who wrote the report of the own unit, and a member of the panel from another one.
    names = [f for f in own if f.entity is Entity.NAME and f is not finding]
    sure = any(f.likeness is Likeness.EXACT for f in units)
    return any(sure or not starts.isdisjoint(unit_behind(f)) for f in names)


def _unit_before(layout: Layout, finding: Finding) -> bool:
    """Whether a unit and a colon begin the line: 包头九中：."""
    number = piece_of(layout, finding)
    return number >= 0 and _UNITS_PEOPLE.match(folded(layout.pieces[number].text)) is not None


def _is_ones_own(number: Finding) -> bool:
    """Whether it is one person's: a whole office has the landline in a list's every row."""
    digits = "".join(filter(str.isdigit, number.value))
    mobile = len(digits) >= _MOBILE and digits[-_MOBILE] == "1"
    return number.entity is Entity.ID_NUMBER or (number.entity is Entity.PHONE and mobile)


def row_of(layout: Layout, finding: Finding) -> int:
    """The row the finding begins in, -1 when its characters are not on the page."""
    place = piece_of(layout, finding)
    return layout.pieces[place].row if place >= 0 else -1


def is_in_one_row(layout: Layout, finding: Finding) -> bool:
    """Whether it ends in the row in which it begins."""
    last = layout.place_of.get(finding.quads[-1], -1) if finding.quads else -1
    return last >= 0 and layout.pieces[layout.piece_of[last]].row == row_of(layout, finding)


def piece_of(layout: Layout, finding: Finding) -> int:
    """The piece the finding begins in, -1 when its characters are not on the page."""
    place = layout.place_of.get(finding.quads[0], -1) if finding.quads else -1
    return layout.piece_of[place] if place >= 0 else -1


def surroundings(layout: Layout, places: Sequence[int]) -> tuple[str, str, str]:
    """Text before, the value itself, and text after, within the pieces the value stands in, or the
    stack of lone characters that it is part of: 民 under 王 over 伟.
    """
    chars = layout.page.chars
    if stack := layout.stack_of(places):
        start = stack.index(places[0])
        end = start + len(places)
        parts = stack[:start], stack[start:end], stack[end:]
        before, value, after = ("".join(chars[i].text for i in part) for part in parts)
        return before, value, after
    first = layout.pieces[layout.piece_of[places[0]]]
    last = layout.pieces[layout.piece_of[places[-1]]]
    before = "".join(chars[i].text for i in range(first.start, places[0]))
    after = "".join(chars[i].text for i in range(places[-1] + 1, last.end))
    inside = places
    if first is last:
        inside = range(places[0], places[-1] + 1)
    return before, "".join(chars[i].text for i in inside), after


# Wang W.M. and M. W. Wang are not Wang W.; an I may be a raised 1, and A is an article.
_NEXT_INITIAL = re.compile(r"[. \-]{0,2}[A-HJ-Z](?=\.?(?:[,，;；、*]|$)|\.? ?(?:\d|and |& ))")
_INITIAL_BEFORE = re.compile(r"(?<![A-Za-z])[A-HJ-Z](?:\.[ \-]?|[ \-])$")


def initials_border(text: str, start: int, end: int) -> set[Evidence]:
    """LONGER_NAME when one more initial beside a surname and initials makes them another's."""
    value = text[start:end]
    turned = len(re.split(r"[^A-Za-z]", value)[0]) == 1  # W. Wang
    more = _INITIAL_BEFORE.search(text[:start]) if turned else _NEXT_INITIAL.match(text, end)
    return {Evidence.LONGER_NAME if more else Evidence.STANDS_ALONE}


_NEXT_SYLLABLE = re.compile(r"(?:[ -]([A-Z][A-Za-z]*)|-([a-z]+))(?![A-Za-z])")
_SYLLABLE_BEFORE = re.compile(r"(?<![A-Za-z])([A-Z][A-Za-z]*)(?:(-)| )$")


def latin_border(text: str, start: int, end: int, *, is_short: bool) -> set[Evidence]:
    """LONGER_NAME when a further syllable belongs to the name: Wang Wei Min, WANG Wei-min, or
    Min-wei Wang; or when a surname stands before one (ZHAO Wang-wei, LI Xiangyang).

    ``is_short``: of two characters, so that written as one word it may be a given name.
    """
    if (more := _NEXT_SYLLABLE.match(text, end)) and _is_syllable(more[1] or more[2]):
        return {Evidence.LONGER_NAME}
    before = _SYLLABLE_BEFORE.search(text[:start])
    given = " " not in text[start:end] and (is_short or "-" in text[start:end])
    if before and _is_syllable(before[1]) and (before[2] or given):
        return {Evidence.LONGER_NAME}
    return {Evidence.STANDS_ALONE}


def latin_word(text: str, start: int, end: int, *, named: bool) -> set[Evidence]:
    """What speaks against a name in Latin letters: other words are spelt so (like, of 李可), or a
    place (Jilin, of 季林). A word in capitals may be either.

    ``named``: it stands where people are named.
    """
    printed = text[start:end]
    words = printed.split()
    if (
        len(words) == 2
        and words[1].islower()
        and LATIN_SHORT_WORDS.issuperset(map(str.lower, words))
    ):
        return {Evidence.INSIDE_WORD}  # he ran; a name is He Ran
    if not printed.isalpha() or not (printed[1:].islower() or printed.isupper()):
        return set()
    if PLACE_BEHIND.match(text, end) or PLACE_BEFORE.search(text, 0, start):
        return {Evidence.INSIDE_WORD}
    if printed.lower() not in LATIN_WORDS or (named and not printed.islower()):
        return set()
    in_sentence = printed.islower() or _GOES_ON.match(text, end)
    return {Evidence.INSIDE_WORD if in_sentence else Evidence.BORDER_UNSURE}


def _is_syllable(word: str) -> bool:
    # A alone is an article or the mark of an affiliation, however many Chinese sounds it spells.
    return len(word) > 1 and word.lower() in pinyin.syllables()


_BOX_HEAD = re.compile(r"[A-Za-z0-9._%+-]*$")
_BOX_TAIL = re.compile(r"([A-Za-z0-9._%+-]*) ?[@＠] ?[A-Za-z0-9-]+\.[A-Za-z0-9-]+")


def mailbox_at(layout: Layout, place: int) -> str:
    """What stands before the @ of the mail address around ``chars[place]``; or empty."""
    piece = layout.pieces[layout.piece_of[place]]
    text = layout.page.text[piece.start : piece.end]
    at = place - piece.start + 1
    head, tail = _BOX_HEAD.search(text[:at]), _BOX_TAIL.match(text, at)
    return head.group() + tail.group(1) if head and tail else ""


def stands_over(spot: Spotted, finding: Finding) -> bool:
    """Whether a spotted value covers a character of the finding."""
    return any(a.contains(b.centre) for a in spot.quads for b in finding.quads)


def has_own_tail(after: str, numbers: Iterable[str]) -> bool:
    """Whether an own number's last four digits follow a name: 高原 5161, a watermark (case 69)."""
    tail = _TAIL.match(folded(after))
    return tail is not None and any(n.endswith(tail[1]) for n in numbers)


def chars_at(page: PageText, spot: Spotted) -> list[int]:
    """The characters of the text that stand where the value was spotted, in order."""
    around = hull_box(spot.quads)
    found = []
    for i, char in enumerate(page.chars):
        if char.quad is not None:
            x, y = char.quad.centre
            near = around.x0 <= x <= around.x1 and around.y0 <= y <= around.y1
            if near and any(q.contains((x, y)) for q in spot.quads):
                found.append(i)
    return found


def is_certain(finding: Finding) -> bool:
    """Whether it is the own employer as itself, and no part of a longer name."""
    sure = finding.likeness in (Likeness.EXACT, Likeness.SPELLING)
    return (
        finding.entity is Entity.EMPLOYER and sure and Evidence.LONGER_ORG not in finding.evidence
    )


def tells_owner(finding: Finding) -> bool:
    """Whether an own name or number makes the row or field it stands in the applicant's."""
    kinds = (Entity.NAME, Entity.ID_NUMBER, Entity.PHONE)
    against = {Evidence.OTHER_ROLE, Evidence.LONGER_NAME, Evidence.INSIDE_WORD}
    sure = finding.entity in kinds and finding.likeness is Likeness.EXACT
    return sure and not finding.evidence & against
