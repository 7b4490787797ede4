"""Whether the fonts of a text layer say what they show.

A font's code points come from a table in the file that nothing ties to its glyphs: wrongly
mapped fonts look right and copy as other text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum

from rapidfuzz import fuzz

from redactor.datatypes import Char
from redactor.ports import Image, TextReader
from redactor.read.strips import runs_along
from redactor.textnorm import folded

Piece = Sequence[Char]
Strip = Callable[[Piece], Image]

_STRIPS = 2  # pieces looked at for one font; a third decides when they differ
_STRIP_CHARS = 30
_MIN_CHARS = 4  # shorter readings are left to chance …
_MIN_CHARS_RARE = 2  # … but a font used for names alone has nothing longer
_ALIKE = 0.7  # share of equal characters; right fonts read at 0.9 and more
SURE = 0.8  # of the reader, before it may speak against a font
_FEW = 12  # characters on a page that do not justify an OCR run of their own
_MAX_DOUBTS = 3  # pages on which a font stays in doubt before it is taken as it is


class Trust(Enum):
    """What is known of a font."""

    TRUE = "true"
    FALSE = "false"
    DOUBTFUL = "doubtful"  # looked at, nothing proved
    UNSEEN = "unseen"


class FontTrust:
    """What is known of the fonts of one document; grows from page to page."""

    def __init__(self) -> None:
        self._known: dict[int, Trust] = {}
        self._doubts: dict[int, int] = {}
        self.proven: set[bytes] = set()  # see ``glyph_trust``

    def of(self, font: int) -> Trust:
        """What is known of a font so far."""
        return self._known.get(font, Trust.UNSEEN)

    def look(self, font: int, pieces: Sequence[Piece], strip: Strip, reader: TextReader) -> Trust:
        """Read the most telling pieces of a font off the page and compare.

        A TRUE is kept for the document. FALSE and DOUBTFUL are an OCR run's to confirm: see
        ``settle``.
        """
        if self.of(font) in (Trust.TRUE, Trust.FALSE):
            return self.of(font)
        verdicts = []
        for piece in _most_telling(pieces):
            verdicts.append(_compare(piece, strip(piece), reader))
            if len(verdicts) >= _STRIPS and (len(set(verdicts)) == 1 or len(verdicts) > _STRIPS):
                break
        trust = _majority(verdicts)
        if trust is Trust.TRUE:
            self._known[font] = trust
        elif trust is Trust.DOUBTFUL and sum(map(len, pieces)) < _FEW:
            return Trust.UNSEEN  # too little to say, and too little to matter
        return trust

    def settle(self, font: int, pairs: Sequence[tuple[str, str, float]]) -> Trust:
        """Decide by an OCR run over the page: pairs of layer's text, text seen, and score."""
        weight = alike = 0.0
        for said, seen, score in pairs:
            if score >= SURE and len(said) >= _MIN_CHARS_RARE and seen:
                weight += len(said)
                alike += len(said) * similarity(said, seen)
        if weight >= _MIN_CHARS_RARE:
            self._known[font] = Trust.TRUE if alike / weight >= _ALIKE else Trust.FALSE
            return self._known[font]
        # OCR cannot read it either: turned or tiny text, or a script it does not know.
        self._doubts[font] = self._doubts.get(font, 0) + 1
        if self._doubts[font] >= _MAX_DOUBTS:
            self._known[font] = Trust.TRUE
        return Trust.DOUBTFUL


def similarity(said: str, seen: str) -> float:
    """Share of equal characters of two texts, 0 to 1, folded."""
    return float(fuzz.ratio(folded(said), folded(seen))) / 100


def _text(piece: Piece) -> str:
    return "".join(c.text for c in piece)


def _most_telling(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces that run in a line, with the most different characters first."""
    straight = [p[:_STRIP_CHARS] for p in pieces if runs_along(p)]
    for least in (_MIN_CHARS, _MIN_CHARS_RARE):
        found = [p for p in straight if len(folded(_text(p))) >= least]
        if found:
            return sorted(found, key=lambda p: -len(set(folded(_text(p)))))[: _STRIPS + 1]
    return []


def _compare(piece: Piece, strip: Image, reader: TextReader) -> Trust:
    seen, score = reader.read_strip(strip)
    if seen and similarity(_text(piece), seen) >= _ALIKE:
        return Trust.TRUE
    return Trust.FALSE if seen and score >= SURE else Trust.DOUBTFUL


def _majority(verdicts: Sequence[Trust]) -> Trust:
    true, false = verdicts.count(Trust.TRUE), verdicts.count(Trust.FALSE)
    if true > false:
        return Trust.TRUE
    return Trust.FALSE if false else Trust.DOUBTFUL
