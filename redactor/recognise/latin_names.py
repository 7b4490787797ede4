"""Own names in Latin letters that no rule makes: 额尔登毕力格 prints as Erdenbilig.

Mongolian names are written by their sound and not by their Chinese characters. Who it is, the
paper itself tells by the applicant's place in both lists of authors, or the own mail does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from redactor.recognise.fields import author_items
from redactor.recognise.flow import Layout
from redactor.recognise.pinyin import full_pattern, split_name
from redactor.textnorm import folded, is_han

_LEAST = 5  # letters: shorter words come about by chance
_AGREE = 0.5  # of the others in both lists, at least one


def has_sound_of_its_own(name: str) -> bool:
    """Whether the name has no Han surname, so that its Latin form may be any."""
    return "·" in folded(name) or not split_name(folded(name))[0]


def latin_forms(layouts: Sequence[Layout], name: str, mailboxes: Collection[str]) -> Iterator[str]:
    """How a paper's lists of authors print the own ``name``, folded; ``mailboxes``: what stands
    before the @ of own mails.
    """
    lists = [tuple(items) for layout in layouts for items in _lists(layout)]
    latin = {items for items in lists if not is_han(items[0][0])}
    for items in latin:
        yield from (i for i in items if i in mailboxes and len(i) >= _LEAST)
    own, usual = folded(name).replace("·", ""), full_pattern(name)
    for items in lists:
        if own not in items:
            continue
        for other in latin:
            if len(other) == len(items) and _agree(items, other, own):
                form = other[items.index(own)]
                if len(form) >= _LEAST and form.isalpha() and not (usual and usual.fullmatch(form)):
                    yield form


def _lists(layout: Layout) -> Iterator[list[str]]:
    for piece in layout.pieces:
        items = author_items(layout.line_of(piece))
        if len(items) > 1:
            yield items


def _agree(han: Sequence[str], latin: Sequence[str], own: str) -> bool:
    """Whether most of the others stand in both lists at one place."""
    pairs = [(h, w) for h, w in zip(han, latin, strict=True) if h != own]
    same = sum((p := full_pattern(h)) is not None and p.fullmatch(w) is not None for h, w in pairs)
    return same >= max(1, _AGREE * len(pairs))
