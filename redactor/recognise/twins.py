"""The author line in the other script: who stands at the applicant's place there is the applicant.

    额尔德尼¹，斯琴²，王建民¹        Erdeni¹, Siqin², Wang Jianmin¹

Mongolian names are spelt as their bearers like, and foreign forms follow no rule at all: by
letters alone such a name is not found (RULES.md, cases 11 and 18).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from redactor.datatypes import Entity, Evidence, Finding, Likeness
from redactor.recognise.byline import Byline
from redactor.recognise.context import text_finding
from redactor.recognise.fields import author_items, context_before
from redactor.recognise.flow import Layout, Piece
from redactor.recognise.name_forms import VARIANT
from redactor.recognise.pinyin import printed_forms
from redactor.textnorm import folded, is_han

TWIN_NAME, _VARIANT = "paper.twin_name", f"own.{VARIANT}"
_ALIKE = 60.0  # of 100: Erdeni and Eerdeni have 92, Narantuya and Narenntuya 95
_NAME = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ][A-Za-zÀ-ÖØ-öø-ÿ'’.\- ]*[A-Za-zÀ-ÖØ-öø-ÿ.]")
_NAMED = re.compile(
    r"(?P<label>(?<![A-Za-z])(?:full )?name\b\s*[:：]?)?[\s(（/]*(?P<name>" + _NAME.pattern + ")",
    re.IGNORECASE,
)
_LABEL = re.compile("(?:(?<![a-z])|full)name:?$")
_LIKE = 70.0  # under a label the letters alone tell
_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+")
_LONG = 9  # letters: of shorter names one letter makes another
_LETTERS = re.compile(r"[^a-z]")


def twin_names(
    layout: Layout, found: Sequence[Finding], lines: Sequence[Byline], own: str
) -> Iterator[Finding]:
    """The own name in Latin letters, at its place in a line of as many authors as ``lines`` have.

    ``own``: the name, folded; ``found``: what is known of the page. Where the others' names are
    those of the line in Chinese, the place alone tells; else the own name must be alike as well.
    """
    taken = {q for f in found if f.entity is Entity.NAME and not _is_guess(f) for q in f.quads}
    for piece in layout.pieces:
        spans = list(_latin_authors(piece))
        for line in lines:
            if line.is_latin or len(spans) != len(line.items) or own not in line.items:
                continue
            at = line.items.index(own)
            pairs = [
                (name, piece.text[slice(*s)]) for name, s in zip(line.items, spans, strict=True)
            ]
            others = [_is_spelling(text, name) for n, (name, text) in enumerate(pairs) if n != at]
            alike = _likeness(pairs[at][1], own)
            if 2 * sum(others) < max(1, len(others)) and alike < _ALIKE:
                continue
            start, end = spans[at]
            places = range(piece.start + start, piece.start + end)
            value = " ".join(layout.page.text[places.start : places.stop].split())
            finding = text_finding(
                *(layout, places, Entity.NAME, TWIN_NAME, value, Likeness.SPELLING),
                frozenset({Evidence.AUTHOR_LINE, Evidence.STANDS_ALONE}),
            )
            if taken.isdisjoint(finding.quads):
                taken.update(finding.quads)
                yield finding


def labelled_twins(layout: Layout, own: Sequence[Finding], name: str) -> Iterator[Finding]:
    """The own name in letters under its label (Name: Erdeni), or right behind it in its cell.

    ``own``: what is known of the page, which must have the own name; ``name``: it, folded.
    """
    known = [f for f in own if f.entity is Entity.NAME and f.likeness is Likeness.EXACT]
    behind = {layout.place_of.get(f.quads[-1], -2) + 1 for f in known}
    taken = {q for f in own if not _is_guess(f) for q in f.quads}
    for piece in layout.pieces if known else ():
        for match in _NAMED.finditer(piece.text):
            start, end = (piece.start + place for place in match.span("name"))
            at = piece.start + match.start()
            label = match["label"] or _LABEL.search(context_before(layout, at))
            if not label and at not in behind:
                continue
            value = " ".join(layout.page.text[start:end].split())
            if _likeness(value, name) < _LIKE:
                continue
            finding = text_finding(
                *(layout, range(start, end), Entity.NAME, TWIN_NAME, value, Likeness.SPELLING),
                frozenset({Evidence.SELF_LABEL, Evidence.STANDS_ALONE}),
            )
            if taken.isdisjoint(finding.quads):
                yield finding


def with_twins(found: Sequence[Finding], twins: Sequence[Finding]) -> list[Finding]:
    """The findings and ``twins``, without the questions that these settle: Erdenee under Name:."""
    places = {q for f in twins for q in f.quads}
    return [f for f in found if not (_is_guess(f) and places.intersection(f.quads))] + [*twins]


def _is_guess(finding: Finding) -> bool:
    return finding.found_by == _VARIANT


def near_twins(layout: Layout, own: Sequence[Finding], name: str) -> Iterator[Finding]:
    """Words that are a letter away from a usual spelling of a long own name, wherever they stand:
    Erdengqimuge, as Eerdengqimuge is printed. No rule spells Mongolian names, so a person is asked.

    ``own``: what is known of the page; ``name``: the own one, folded.
    """
    forms = {_plain(form) for form in printed_forms(name) if " " not in form}
    forms = {form for form in forms if len(form) >= _LONG}
    taken = {q for f in own for q in f.quads}
    for piece in layout.pieces if forms else ():
        for word in _WORD.finditer(piece.text):
            text = _plain(word.group())
            if len(text) < _LONG or min(Levenshtein.distance(text, form) for form in forms) > 1:
                continue
            places = range(piece.start + word.start(), piece.start + word.end())
            seen = frozenset({Evidence.STANDS_ALONE})
            finding = text_finding(
                *(layout, places, Entity.NAME, _VARIANT, word.group(), Likeness.ALIAS), seen
            )
            if taken.isdisjoint(finding.quads):
                yield finding


def _latin_authors(piece: Piece) -> Iterator[tuple[int, int]]:
    """Where each author stands in a line of names in Latin letters; nothing for other lines."""
    if any(map(is_han, piece.text)) or not author_items(piece.text, are_names=True):
        return
    start = 0
    ends = (m.span() for m in re.finditer(r"[,，;；&]| and ", piece.text))
    for cut, after in chain(ends, [(len(piece.text), 0)]):
        if name := _NAME.search(piece.text, start, cut):
            yield name.span()
        start = after


def _is_spelling(text: str, name: str) -> bool:
    return any(_plain(text) == _plain(form) for form in printed_forms(name))


def _likeness(text: str, name: str) -> float:
    """How like the nearest usual spelling of the name, of 100."""
    return max(fuzz.ratio(_plain(text), _plain(form)) for form in printed_forms(name) or ("",))


def _plain(text: str) -> str:
    return _LETTERS.sub("", folded(text).lower())
