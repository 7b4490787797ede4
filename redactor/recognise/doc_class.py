"""What kind of document it is, from the words its first page is headed with."""

from __future__ import annotations

from collections.abc import Sequence

from redactor.datatypes import DocClass, PageText
from redactor.recognise.lexicon import HEADINGS, NOTICE_TITLE
from redactor.textnorm import folded

_HEADING_LINES = 12
_TITLE_LINES = 4  # a title stands among them, by itself in its line


def classify(pages: Sequence[PageText]) -> DocClass:
    """The class of a document; OTHER when no heading says it.

    Headings are looked for in the first lines of the first page; what only a paper has
    (摘要, 关键词) anywhere on it. A title says at its end what it is: 关于…任职资格…的公示.
    """
    if not pages:
        return DocClass.OTHER
    lines = [folded(line) for line in pages[0].text.split("\n") if line.strip()]
    head = [line for line in lines[:_HEADING_LINES] if len(line) <= 40]
    whole = "".join(lines)
    paper = dict(HEADINGS)[DocClass.PAPER]
    if len(paper.findall(whole)) >= 2:
        return DocClass.PAPER
    if any(NOTICE_TITLE.search(line) for line in head):
        return DocClass.NOTICE
    # 聘书 over a letter that goes on to speak of 年度考核: the title tells.
    for line in head[:_TITLE_LINES]:
        for cls, pattern in HEADINGS:
            if pattern.fullmatch(line):
                return cls
    for cls, pattern in HEADINGS:
        if any(pattern.search(line) for line in head):
            return cls
    return next((c for c, p in HEADINGS if p.search("".join(head))), DocClass.OTHER)
