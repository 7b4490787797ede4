"""What kind of document it is, from its first pages: the words that head it, or its captions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from redactor.datatypes import HOLDER_CLASSES, DocClass, PageText
from redactor.geometry import PtBox, hull_box
from redactor.recognise.lexicon import (
    CERTIFICATE_FIELDS,
    FIGURE_CAPTION,
    HEADINGS,
    NOTICE_TITLE,
    RESUME_HEADS,
    TITLES,
)
from redactor.textnorm import folded

_FRONT = 3  # pages: a paper follows its journal's cover and contents, a certificate its cover
_HEADING_LINES = 12
_LONGEST_HEADING = 40  # characters
_TITLE_LINES = 4  # a title stands among them, by itself in its line
_TITLE_ROWS = 2  # at the head of a page, of which one may be the title
_OTHER_LINES = 2  # of a page of figures: a title, a page number
_AUTHOR_NOTE = "作者简介:"
# (1.包头市某研究所,内蒙古包头014032;2.某大学): where authors work, with its postal code
_WORKS_AT = re.compile(
    r"\((?:[1a][.,、]?)?[^\W\d_][^()]{4,80}?(?<!\d)\d{6}(?!\d)(?:,?(?:中国|p\.?r\.?china|china))?(?:[;.。].*)?\)"
)
_OF_PERSON = re.compile("姓名|性别|身份证号|出生年月|持证人")
_FIELDS = 3  # rows of a certificate's fields
_PARTS = 3  # of a curriculum vitae
# From when to when, and where: 2006.07-2010.03 太仆寺旗疾控中心.
_STATION = re.compile(
    r"(?:19|20)\d\d[年./]\d{1,2}月?(?:--?|至|~|到)(?:(?:19|20)\d\d[年./]\d{1,2}月?|至?今)?[\u4e00-\u9fff]"
)
_STATIONS = 3
_ROOM = 6.0  # heights of a caption: less room over it or under it holds no figure


def classify(pages: Sequence[PageText]) -> DocClass:
    """The class of a document, which the first of its front pages with a heading tells; OTHER
    when none does.
    """
    classes = map(_class_of, pages[:_FRONT])
    return next((c for c in classes if c is not DocClass.OTHER), DocClass.OTHER)


def class_of_page(page: PageText, document: DocClass) -> DocClass:
    """The class by which a page is read: a paper keeps its own among other papers of a file."""
    settled = document is DocClass.PAPER or document in HOLDER_CLASSES
    return DocClass.PAPER if not settled and _class_of(page) is DocClass.PAPER else document


def _class_of(page: PageText) -> DocClass:
    """Headings are looked for in the first lines of the page; what only a paper has
    (摘要, 关键词) anywhere on it. A title says at its end what it is: 关于…任职资格…的公示.
    """
    rows = [row for row in page.text.split("\n") if row.strip()]
    head = [line for row in rows[:_HEADING_LINES] for line in _lines_of(row)]
    whole = folded("".join(rows))
    paper = dict(HEADINGS)[DocClass.PAPER]
    if len(paper.findall(whole)) >= 2:
        return DocClass.PAPER
    if any(NOTICE_TITLE.search(line) for line in head):
        return DocClass.NOTICE
    # 聘书 over a letter that goes on to speak of 年度考核: the title tells.
    for line in (*head[:_TITLE_LINES], *map(_without_noise, rows[:_TITLE_ROWS])):
        for cls, pattern in TITLES:
            if pattern.fullmatch(line):
                return cls
    for cls, pattern in HEADINGS:
        if any(pattern.search(line) for line in head):
            return cls
    by_all = next((c for c, p in HEADINGS if p.search("".join(head))), None)
    if by_all is None and any(
        row.startswith(_AUTHOR_NOTE) or (i < _HEADING_LINES and _WORKS_AT.fullmatch(row))
        for i, row in enumerate(map(folded, rows))
    ):
        return DocClass.PAPER  # of a journal that prints no abstract
    if by_all is None and _has_fields_of_certificate(rows):
        return DocClass.CERTIFICATE
    if by_all is None and _is_resume(rows):
        return DocClass.FORM
    return by_all or (DocClass.FIGURES if _has_figures_alone(page) else DocClass.OTHER)


def _has_fields_of_certificate(rows: Sequence[str]) -> bool:
    """Whether rows with fields of a certificate stand beside or below those of a person: the
    head of a list has them all in one row.
    """
    cells = [[folded(cell) for cell in row.split("\t")] for row in rows]
    of_person = any(_OF_PERSON.match(cell) for row in cells for cell in row)
    fields = [any(map(CERTIFICATE_FIELDS.match, row)) for row in cells]
    return of_person and sum(fields) >= _FIELDS


def _is_resume(rows: Sequence[str]) -> bool:
    """Whether several parts of a curriculum vitae have their heads there, each in a line alone, or
    rows of its stations stand below one person's fields.
    """
    cells = [folded(cell).strip(":") for row in rows for cell in row.split("\t")]
    heads = (any(map(head.fullmatch, cells)) for head in RESUME_HEADS)
    people = sum(cell.startswith("姓名") for cell in cells)
    stations = sum(_STATION.match(folded(row)) is not None for row in rows)
    return sum(heads) >= _PARTS or (people == 1 and stations >= _STATIONS)


def _without_noise(row: str) -> str:
    """A row at the head without a lone character, as which a portrait or a code beside a title is
    read: 培训证书 | 足.
    """
    words = [cell for cell in map(folded, row.split("\t")) if len(cell) > 1]
    return words[0] if len(words) == 1 < len(row.split("\t")) else ""


def _lines_of(row: str) -> list[str]:
    """What may be a heading in a row: all of it, or each cell of one too long for that. A heading
    has beside it what shines through from the sheet's back, or the head of another page.
    """
    lines = [folded(row)]
    if len(lines[0]) > _LONGEST_HEADING:
        lines = [folded(cell) for cell in row.split("\t")]
    return [line for line in lines if line and len(line) <= _LONGEST_HEADING]


def _has_figures_alone(page: PageText) -> bool:
    """Whether there is little on it but captions, and room at each of them for what they name."""
    lines = page.text.split("\n")
    is_caption = [FIGURE_CAPTION.fullmatch(folded(line)) is not None for line in lines]
    if not any(is_caption):
        return False  # as nearly everywhere, before a box is made
    start, captions, others = 0, [], 0
    places: list[PtBox] = []
    for line, names_figure in zip(lines, is_caption, strict=True):
        quads = page.quads(start, start + len(line))
        start += len(line) + 1
        if not quads:
            continue
        places.append(hull_box(quads))
        if names_figure:
            captions.append(places[-1])
        else:
            others += 1
    return bool(captions) and others <= _OTHER_LINES and all(_has_room(c, places) for c in captions)


def _has_room(caption: PtBox, places: Sequence[PtBox]) -> bool:
    above = max((p.y1 for p in places if p.y1 <= caption.y0), default=0.0)
    below = min((p.y0 for p in places if p.y0 >= caption.y1), default=caption.y1)
    return max(caption.y0 - above, below - caption.y1) >= _ROOM * caption.height
