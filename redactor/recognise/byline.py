"""A paper's author line and its affiliations: who is marked how, and which place has that mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redactor.recognise.fields import author_items
from redactor.recognise.flow import Layout, Piece
from redactor.recognise.lexicon import AUTHOR_NOTE, ORG_LATIN, ORG_WORD, PAPER_STOP
from redactor.recognise.stations import SAID_AT_END
from redactor.textnorm import fold_char, folded, is_han

_STARS = "*†‡#※△✉"
_SUPERSCRIPT = "¹²³⁴⁵⁶⁷⁸⁹⁰ᵃᵇᶜᵈᵉᶠᵍ①②③④⑤⑥⑦⑧⑨"
_SEPARATORS = ",，、"
_FEW_ROWS = 4
_BLOCK_ROWS = 8  # rows between the authors and the abstract
_BEFORE = {"2": "1", "b": "a"}
# Raised characters are moved here, so that a mark is told from the text it is raised over.
_RAISED = 0xE000
_MARK = "[\ue000-\ue0ff]"
_ENTRY = re.compile(
    rf"(?P<raised>{_MARK}+)[ .．、:：]*"
    r"|(?:^|(?<=[\n（(；;。]))[ ]*[\[(]?(?P<typed>[1-9]|[a-h](?=[\])]?[.．、)\]]|[ ][A-Z]))"
    r"(?:[\])]?[ ]*[.．、:：][ ]*|[\])][ ]*|[ ]*(?=[\u4e00-\u9fffA-Z]))"
    # The next one in the same line, its raising lost: …, Hohhot 010018 2Qingyuan University
    r"|(?:(?<=\d{6})\s+(?=[2-9][\u4e00-\u9fff]{4})|\s+(?=[2-9][A-Z][a-z]))(?P<inline>[2-9])"
)
# 李娜a，王伟b: letters that are not raised, or whose raising was lost.
_LETTERS = re.compile(r"(?<=[\u4e00-\u9fff\d,，])[a-h](?=[,，、;；\s*\d]|$)")
_BRACKET = re.compile("[(（]")
_BRACKETED = re.compile(r"\((?=.{9})[^()]+(?:\([^()]*\)[^()]*)*\)")
_WITH_PLACE = re.compile(r"^\s*[(（]|\d{6}|\bChina\b")  # what stands round an affiliation
_DEPARTMENT = re.compile(
    r"[ ,\n(（]*(?:The )?(?:[A-Z][\w&-]* ){0,3}?"
    r"(?:School|College|Dep(?:artmen)?t|Faculty|Division|Section|Office|Ward|(?:Key )?Lab)",
    re.IGNORECASE,
)
_CUT = re.compile(r"[，,](?!\s*(?:Ltd|Inc|LLC|Co\b))|[;；。]|(?<=[\u4e00-\u9fff])[ \u3000]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One affiliation: its mark ("" where the list uses none) and its place in ``chars``."""

    mark: str
    places: tuple[int, ...]  # of the institution's name alone
    whole: tuple[int, ...]  # with town and postcode


@dataclass(frozen=True, slots=True)
class Byline:
    """An author line with the applicant in it, and the affiliations under it."""

    own_marks: frozenset[str]
    has_marks: bool  # some author of the line is marked
    own_star: bool  # the applicant, and nobody else, has the asterisk of the corresponding author
    others_star: bool  # others have it, and the applicant does not
    items: tuple[str, ...]  # the authors, folded
    entries: tuple[Entry, ...]
    is_latin: bool

    def own_entries(self) -> tuple[Entry, ...]:
        """The affiliations that the marks lead to from the applicant.

        Without any mark in the line a single affiliation is everybody's.
        """
        if self.has_marks:
            return tuple(e for e in self.entries if e.mark in self.own_marks)
        return self.entries if len(self.entries) == 1 and not self.entries[0].mark else ()


def read_byline(layout: Layout, places: Sequence[int]) -> Byline | None:
    """The byline around the own name at ``places``; None where it is no line of authors."""
    piece = layout.pieces[layout.piece_of[places[0]]]
    if AUTHOR_NOTE.search(folded(piece.text)) or "《" in piece.text:
        return None
    end = _authors_end(layout, piece)
    line = layout.line_of(piece) if end == piece.end else layout.page.text[piece.start : end]
    below = " ".join(p.text for p in layout.in_row(piece.row + 1))
    heads = _is_organisation(below) and _WITH_PLACE.search(below) is not None
    items = author_items(_LETTERS.sub("", line), are_names=end < piece.end or heads)
    own = folded("".join(layout.page.chars[i].text for i in places))
    if not items or (len(items) == 1 and items[0] != own):
        return None
    marks = _marks_after(layout, places[-1], end)
    line = _text(layout, range(piece.start, end))
    is_latin = not is_han(layout.page.chars[places[0]].text)
    block, is_few = _block(layout, piece.row, is_latin=is_latin)
    block = [*range(end, piece.end), *block]
    stars = [c for c in line if c in _STARS]
    is_starred = any(m in _STARS for m in marks)
    return Byline(
        frozenset(m for m in marks if m not in _STARS),
        has_marks=bool(marks - set(_STARS) or re.search(rf"{_MARK}|\d", line)),
        own_star=is_starred and len(stars) == 1,
        others_star=bool(stars) and not is_starred,
        items=tuple(items),
        entries=tuple(_entries(layout, block, is_few=is_few)) or tuple(_footnotes(layout)),
        is_latin=is_latin,
    )


def _authors_end(layout: Layout, piece: Piece) -> int:
    """Where the authors of a line end and, in brackets behind them, begins where they work."""
    text = layout.page.text[piece.start : piece.end]
    behind = next(
        (m.start() for m in _BRACKET.finditer(text) if _is_organisation(text[m.end() :])), None
    )
    return piece.end if behind is None else piece.start + behind


def _marks_after(layout: Layout, last: int, end: int) -> set[str]:
    """The marks of the author whose name ends at ``chars[last]``: {"1", "2", "*"}."""
    text = _text(layout, range(last + 1, end))
    found = re.match(
        rf"(?:[\[(^ ]*(?:{_MARK}|\d|[a-h](?![A-Za-z])|[{re.escape(_STARS)}])[\]) ]*"
        rf"(?:[{_SEPARATORS}](?=\s*(?:{_MARK}|\d|[a-h](?![A-Za-z])|[{re.escape(_STARS)}])))?)*",
        text,
    )
    plain = (_lowered(c) for c in found.group()) if found else ()
    return {c for c in plain if c.isalnum() or c in _STARS}


def _lowered(char: str) -> str:
    return chr(ord(char) - _RAISED) if _RAISED <= ord(char) < _RAISED + 256 else char


def _text(layout: Layout, places: Sequence[int]) -> str:
    """The characters at ``places``, one for one; raised ones moved to the private area."""
    out = []
    for i in places:
        char = layout.page.chars[i].text
        plain = fold_char(char)
        raised = i in layout.raised or char in _SUPERSCRIPT
        if raised and len(plain) == 1 and plain.isascii() and plain.isalnum():
            char = chr(_RAISED + ord(plain))
        out.append(char)
    return "".join(out)


def _block(layout: Layout, row: int, *, is_latin: bool) -> tuple[list[int], bool]:
    """Places of the rows between the author line and the abstract, and whether those are few.

    With few rows up to an abstract, all there is under the authors is where they work. Where both
    author lines stand over both affiliations, each has its own.
    """
    found: list[int] = []
    first = row + 1
    for below in range(row + 1, row + 1 + _BLOCK_ROWS):
        pieces = layout.in_row(below)
        printed = " ".join(p.text for p in pieces)
        line = folded(printed)
        if PAPER_STOP.match(line.lstrip("[【(")) or AUTHOR_NOTE.match(line.lstrip("*")):
            return found, below - row <= _FEW_ROWS
        twin = below == first and is_latin == any(map(is_han, line))
        if twin and (len(author_items(printed)) > 1 or _BRACKETED.fullmatch(line)):
            first += 1
            continue
        if below == first and _BRACKETED.fullmatch(line) and ";" not in line:
            return [i for piece in pieces for i in range(piece.start, piece.end)], True
        for piece in pieces:
            found += range(piece.start, piece.end)
        if pieces and pieces[-1].end < len(layout.page.chars):
            found.append(pieces[-1].end)  # the line's end, so that lines stay apart
    return found, False


def _entries(layout: Layout, places: Sequence[int], *, is_few: bool = False) -> Iterator[Entry]:
    """The affiliations in a block of text; with ``is_few`` also a single one without a mark."""
    text = _text(layout, places)
    starts = list(_ENTRY.finditer(text))
    ends = [m.start() for m in starts[1:]] + [len(text)]
    lost = _BEFORE.get(_marks(starts[0]), "") if starts else ""  # the mark that OCR did not read
    if lost and (span := _institution(text, 0, starts[0].start())):
        yield Entry(lost, tuple(places[slice(*span)]), tuple(places[: starts[0].start()]))
    for match, end in zip(starts, ends, strict=False):
        marks = _marks(match)
        if span := _institution(text, match.end(), end):
            for mark in marks:
                yield Entry(mark, tuple(places[slice(*span)]), tuple(places[match.end() : end]))
    parts = re.split(r"[;；]", text)
    named = [p for p in parts if _is_organisation(p)]
    if is_few and not starts and len(named) == 1 and (span := _institution(text, 0, len(text))):
        yield Entry("", tuple(places[slice(*span)]), tuple(places))


def _marks(match: re.Match[str]) -> str:
    return match["typed"] or match["inline"] or "".join(map(_lowered, match["raised"] or ""))


def _footnotes(layout: Layout) -> Iterator[Entry]:
    """Affiliations as notes at the foot of the page, each behind its raised mark."""
    for piece in layout.pieces:
        if piece.start in layout.raised or layout.page.chars[piece.start].text in _SUPERSCRIPT:
            yield from _entries(layout, range(piece.start, piece.end))


def _institution(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of the institution's own name in an affiliation; None where there is none.

    In Chinese the first part that names an organisation, in English the last (School of Water
    Resources, Qingyuan University), with the branch of it that stands before.
    """
    cuts = [m.start() for m in _CUT.finditer(text, start, end)]
    borders = [start, *cuts, end]
    spans = [(a, b) for a, b in zip(borders, borders[1:], strict=False)]
    named = [s for s in spans if _is_organisation(text[slice(*s)])]
    if not named:
        return None
    a, b = named[0] if any(map(is_han, text[start:end])) else _with_branch(text, named)
    part = text[a:b]
    a += len(part) - len(part.lstrip(" ,，;；。\n（("))
    b -= len(part) - len(part.rstrip(" \n）).．0123456789"))
    return (a, b) if b - a >= 4 else None


def _with_branch(text: str, named: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """From the first part that is more than a department to the last."""
    units = [s for s in named[:-1] if not _DEPARTMENT.match(text[slice(*s)])]
    return (units[0] if units else named[-1])[0], named[-1][1]


def _is_organisation(text: str) -> bool:
    plain = folded(text)
    return bool(ORG_WORD.search(plain) or SAID_AT_END.search(plain) or ORG_LATIN.search(text))
