"""Whether a ring says a name, or clearly another one that is like it: 泓达 is not 泓远 misread."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from redactor.ports import StripText
from redactor.textnorm import is_han

_PLACES = tuple("省盟州市县旗区")
_CLEAR = 0.85  # score of a character that was clearly read
_TWINS = 2  # characters by which the names of two bodies differ that are taken for each other
# A ring that says somebody else's name: its score, and that of a character which tells. Of 77 such
# readings of own rings the surest wrong character had 0.96; of 43 of names that are alike 38 had
# one with more than 0.99.
_WELL, _BEYOND_DOUBT = 0.95, 0.99


def is_doubtful(said: StripText, name: str) -> bool:
    """Whether characters that ``name`` does not have were read better than the rest, where it was
    spotted all the same: 鼎新小学 is not 鼎新中学, be the others faint.
    """
    # Of a ring in two scripts the other one says nothing about a name in letters.
    return any(map(is_han, name)) and max(_others(said, name), default=0.0) >= max(
        _CLEAR, said.score
    )


def says_a_twin(said: StripText, name: str) -> bool:
    """Whether a ring says a name as long that differs in characters which were clearly read: 岚泊
    is not 金泊 misread.
    """
    if not len(said.text) == len(said.scores) == len(name):
        return False
    others = _others(said, name)
    return 0 < len(others) <= _TWINS and min(others) >= _CLEAR


def says_another(said: StripText, own: Sequence[str]) -> bool:
    """Whether a ring that was read well has a character that none of the ``own`` names has there,
    and that nobody takes for anything else.
    """
    return said.score >= _WELL and all(
        max(_others(said, name), default=0.0) >= _BEYOND_DOUBT for name in own
    )


def _others(said: StripText, name: str) -> list[float]:
    """Scores of what was read in the place of the name's characters, or between them, from
    wherever the ring was begun. What stands before the name or behind it tells nothing, but a
    place: 汇河市鼎新中学 is not 鼎新中学.
    """
    if len(said.text) != len(said.scores):
        return []
    read = [(c, s) for c, s in zip(said.text, said.scores, strict=True) if is_han(c)]
    before = _text(read).partition(name)[0]
    if len(before) < len(read) and before.endswith(_PLACES) and len(before) > 1:
        return [score for _, score in read[: len(before)]]
    # Of a ring that says more, a part as long as the name: a short one fits in many ways into all.
    most = len(read) if len(read) <= len(name) + _TWINS else len(name)
    # Where the ring was begun a character may be lost, and what follows is none in its place.
    places = [ring[n : n + most] for ring in (read, read + read) for n in range(len(read))]
    nearest = min(places, key=lambda place: _distance(place, name), default=[])
    return [
        nearest[edit.src_pos][1]
        for edit in Levenshtein.editops(_text(nearest), name)
        if edit.tag == "replace" or (edit.tag == "delete" and 0 < edit.dest_pos < len(name))
    ]


def _distance(read: Sequence[tuple[str, float]], name: str) -> int:
    return Levenshtein.distance(_text(read), name)


def _text(read: Sequence[tuple[str, float]]) -> str:
    return "".join(char for char, _ in read)
