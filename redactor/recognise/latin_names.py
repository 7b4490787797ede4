"""Own names in Latin letters that no rule makes, where a paper has no list in Chinese beside its
own: the letters of the own mail stand among its authors (erdenbilig83@… and Erdenbilig).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from redactor.recognise.fields import author_items
from redactor.recognise.flow import Layout
from redactor.recognise.pinyin import split_name
from redactor.textnorm import folded

_LEAST = 5  # letters: shorter words come about by chance


def has_sound_of_its_own(name: str) -> bool:
    """Whether the name has no Han surname, so that its Latin form may be any."""
    return "·" in folded(name) or not split_name(folded(name))[0]


def named_as_mailed(layout: Layout, mailboxes: Collection[str]) -> Iterator[str]:
    """The authors on a page, folded, who are called as own mails are; ``mailboxes``: what stands
    before their @.
    """
    for piece in layout.pieces:
        items = author_items(layout.line_of(piece))
        if len(items) > 1:
            yield from (i for i in items if i in mailboxes and len(i) >= _LEAST)
