"""Seals: where they are, what their rings say, and which of their ink says it (cases 24, 25).

Whose a seal is is told later: a detector knows the applicant's values only to spot them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from redactor.datatypes import Band, Candidate, Entity, Evidence, Finding, Ink, TextSource
from redactor.detect.bodies import other_bodies
from redactor.detect.desk import sheet_of
from redactor.detect.ring_names import is_doubtful, says_a_twin, says_another
from redactor.detect.seal_crossed import is_crossed
from redactor.detect.seal_find import GREY, SMALL_MM, Ellipse, find_seals, leads
from redactor.detect.seal_plane import is_hole
from redactor.detect.seal_ring import (
    Line,
    Ring,
    lines_across,
    pieces,
    second_ring,
    turned_over,
    unrolled,
)
from redactor.geometry import PtQuad, PxBox
from redactor.ports import Image, PageView, StripReader, StripText
from redactor.textnorm import folded, is_han

_CLEAR, _CLEAR_CHARS = 0.85, 5  # a strip that reads so well is not read upside down
_GLYPHS = (4, 60)  # runs of ink along a ring of text
_COLUMN = 0.05  # of a strip's height: ink in a column of a character
_SPECK_PX = 5
_WAVERS = 0.35  # of a strip's height
_BARE, _GROUND = 215, 0.45  # level of bare ground, and its share: of seals' strips 0.6 and more
_LEAST_CHARS = 2  # read in a ring: with fewer it is an emblem, or nobody can tell
_WHOLE, _LEAST_HAN = 0.85, 4  # an outline with more gaps needs words
_NUMBER = 8  # figures of a code in the middle: a tax or registration number
# What a seal says beside a name; and the length of another's that may hold the own one.
_BESIDE_NAME = re.compile("^姓名|之?印章?$")
_HAN_RUN, _LONGEST = re.compile(r"(?:姓名)?([\u4e00-\u9fff]+?)(?:之?印章?)?(?![\u4e00-\u9fff])"), 4
_MM_PER_INCH = 25.4
_COUNTED = 0.8  # score of a character of the page's text that stands under a seal
_TOKEN_SIDE = 1.02
_ANOTHER = frozenset({Evidence.SAYS_ANOTHER})
_LEADS, _COLOURED = 60, 0.5  # levels by which strokes lead; share of such characters of a line
# A ring that reads no better than _FAIR is weighed: how well do names that may stand there fit?
# Measured on rings of 90 seals: the true name mostly has -3 a character or better, any other -5.5
# or worse, and an own one that fits so badly is nothing that could be read at all.
_FAIR = 0.93
_SAYING = 7  # Han characters of a reading that needs no weighing
_NAME = 4  # Han characters of an own name: shorter ones fit anywhere, letters any scribble
_MAY_FIT, _FITS, _BETTER = -5.5, -3.5, 3.0
# All of a name. On rings whose true name had so much, 34 of 36 that differ from it in a character
# had less (of one print hid that very character), and each that differs in two -24 or worse.
_SURELY = -10.0


@dataclass(frozen=True, slots=True)
class _Said:
    read: StripText
    bands: frozenset[Band]
    fits: frozenset[Evidence] = frozenset()

    @property
    def text(self) -> str:
        return self.read.text

    @property
    def score(self) -> float:
        return self.read.score


@dataclass(frozen=True, slots=True)
class _Line:
    place: Line
    said: StripText

    def names(self, own: Container[int]) -> bool:
        """Whether it names the employer, of candidates ``own``, or bears its number."""
        figures = sum(c.isascii() and c.isalnum() for c in self.said.text)
        return figures >= _NUMBER or any(number in own for number, _ in self.said.spotted)


class SealDetector:
    """Finds round and oval seals. ``found_by`` is ``seal.red``, ``seal.blue`` or ``seal.grey``.

    ``value`` is what the ring was read as; ``SPOT_SURE`` and ``SPOT_ASK``: an employer of the
    applicant was spotted in it; ``SAYS_ANOTHER``: it is none of them misread; ``OVER_TEXT``: other
    print lies below, or of a seal without colour a hand runs into it. ``ink`` are the ring's
    band and a line that names, where colour parts the ink from print.

    A line across a seal that names the applicant, as a registered engineer's does, is a finding of
    its own, like a name stamp: whoever's the seal is, the name goes.
    """

    name = "seal"

    def __init__(self, reader: StripReader) -> None:
        self._reader = reader

    def find(self, view: PageView) -> Iterable[Finding]:
        """Seals of the page, one finding each, with the rectangle round the outline."""
        wanted = [c for c in view.candidates if c.entity is Entity.EMPLOYER]
        names = [c for c in view.candidates if c.entity is Entity.NAME]
        others = other_bodies(view.text, [c.text for c in wanted])
        image = sheet_of(view)
        for seal in find_seals(view):
            if seal.ink == GREY and is_hole(image, seal):
                continue
            ring = unrolled(image, seal)
            if _is_filled(ring.strip):
                continue
            lettered = _is_lettered(ring.strip)
            # The words of script run into each other, as an emblem's wreath does.
            if not lettered and not any(_second_rings(image, seal, ring)):
                continue
            said, ring = self._rings(image, seal, ring, wanted, others)
            needs_words = not lettered or _is_small_and_grey(view, seal)
            if said.bands or _is_ring_text(view, seal, said, needs_words):
                lines = self._lines(image, seal, [*wanted, *names])
                found = _finding(view, seal, ring, said, lines, wanted)
                yield found
                yield from _named(view, found, lines, names)

    def _rings(
        self,
        image: Image,
        seal: Ellipse,
        ring: Ring,
        wanted: Sequence[Candidate],
        others: Sequence[str],
    ) -> tuple[_Said, Ring]:
        """What a seal says, and its ring; of two the inner one may be that in Chinese, and what
        stands round it says the same.
        """
        said, ring = self._said(
            ring, lambda: unrolled(image, seal, by_hue=False), seal, wanted, others
        )
        if not _is_poor(said):
            return said, ring
        second = next(_second_rings(image, seal, ring), None)
        if second is None:
            return said, ring
        inner, second = self._said(
            second, lambda: second_ring(image, seal, ring, by_hue=False), seal, wanted, others
        )
        if _merit(inner) <= _merit(said):
            return said, ring
        return inner, replace(second, outer=ring.outer)

    def _said(
        self,
        ring: Ring,
        by_darkness: Callable[[], Ring | None],
        seal: Ellipse,
        wanted: Sequence[Candidate],
        others: Sequence[str],
    ) -> tuple[_Said, Ring]:
        """What the ring says; what reads poorly is read by its darkness, too. That is weighed, and
        what reads short.

        The ring reaches as far as both ways of looking see text.
        """
        said, strip = self._ring(ring.strip, wanted), ring.strip
        if seal.ink != GREY and _is_poor(said) and (dark := by_darkness()) is not None:
            other = self._ring(dark.strip, wanted)
            if _merit(other) > _merit(said):
                said, strip = other, dark.strip
                inner, outer = max(ring.inner, dark.inner), min(ring.outer, dark.outer)
                ring = replace(ring, inner=inner, outer=outer)
        unsure = not said.fits and (_is_poor(said) or _is_short(said))
        return (self._weighed(strip, said, wanted, others) if unsure else said), ring

    def _ring(self, strip: Image, wanted: Sequence[Candidate]) -> _Said:
        """The better reading of a ring whose characters stand on its inner or its outer side."""
        first = _said(self._reader.spot_strip(strip, wanted), wanted)
        han = sum(map(is_han, first.text))
        if Band.SURE in first.bands or (first.score >= _CLEAR and han >= _CLEAR_CHARS):
            return first
        other = _said(self._reader.spot_strip(turned_over(strip), wanted), wanted)
        return max(first, other, key=_merit)

    def _weighed(
        self, strip: Image, said: _Said, wanted: Sequence[Candidate], others: Sequence[str]
    ) -> _Said:
        """A poor reading with what the likelihoods of the names that may stand there tell."""
        names = [c.text for c in wanted if sum(map(is_han, c.text)) >= _NAME]
        if not names and not others:
            return said
        sides = (self._reader.fits_round(s, [*names, *others]) for s in (strip, turned_over(strip)))
        fits = [max(both) for both in zip(*sides, strict=True)]
        own = max(fits[: len(names)], default=-math.inf)
        # A shorter name may be part of another body's.
        whole = [
            fit * len(n)
            for fit, n in zip(fits, names, strict=False)
            if len(n) >= _SAYING and not is_doubtful(said.read, n)
        ]
        if max(whole, default=-math.inf) >= _SURELY:
            return replace(said, bands=said.bands | {Band.SURE})
        other = max(fits[len(names) :], default=-math.inf)
        if other >= _FITS and other >= own + _BETTER:
            return replace(said, fits=frozenset({Evidence.OTHER_FITS}))
        return replace(said, fits=frozenset({Evidence.OWN_FITS})) if own >= _MAY_FIT else said

    def _lines(self, image: Image, seal: Ellipse, wanted: Sequence[Candidate]) -> list[_Line]:
        """What stands in straight lines inside the ring."""
        # A name has two characters, a star is one run of ink.
        lines = (line for line in lines_across(image, seal) if _is_lettered(line.strip, least=2))
        return [_Line(line, self._reader.spot_strip(line.strip, wanted)) for line in lines]


def _finding(
    view: PageView,
    seal: Ellipse,
    ring: Ring,
    said: _Said,
    lines: Sequence[_Line],
    wanted: Sequence[Candidate],
) -> Finding:
    box = _hull(seal)
    geometry = view.geometry
    quad = PtQuad.from_box(geometry.to_points(box))
    evidence = set(said.fits)
    if said.bands:
        evidence.add(Evidence.SPOT_SURE if Band.SURE in said.bands else Evidence.SPOT_ASK)
    if _covers_print(view, seal):
        evidence.add(Evidence.OVER_TEXT)
        if seal.ink == GREY:  # print may stand in the ring as clearly as its own characters
            evidence.discard(Evidence.SAYS_ANOTHER)
    elif seal.ink == GREY and _is_crossed(view, seal):
        evidence.add(Evidence.OVER_TEXT)
    ink = None
    if seal.ink != GREY and not _covers_its_colour(view, seal):
        own = {c.candidate_id for c in wanted}
        parts = [*pieces(seal, ring), *(line.place.corners for line in lines if line.names(own))]
        ink = Ink(seal.ink, tuple(map(geometry.quad_to_pt, parts)))
    return Finding(
        Entity.SEAL,
        view.page_no,
        (quad,),
        max(0.01, min(1.0, said.score)),
        f"seal.{seal.ink}",
        said.text,
        evidence=frozenset(evidence),
        ink=ink,
    )


def _named(
    view: PageView, seal: Finding, lines: Sequence[_Line], names: Sequence[Candidate]
) -> Iterator[Finding]:
    """Lines of a seal that say the applicant's name. BORDER_UNSURE: and more than it; or print
    lies below, which a mark would take.
    """
    for line in lines:
        said = _plain(line.said.text)
        own = max((n for n in map(_han, names) if n and n in said), key=len, default="")
        run = next((r for r in _HAN_RUN.findall(said) if own in r), "")
        if not own or len(own) < len(run) <= _LONGEST:
            continue  # 王伟民
        quad = view.geometry.quad_to_pt(line.place.inked())
        more = run != own or len(_BESIDE_NAME.sub("", said)) > len(own)
        hidden = seal.ink is None and Evidence.OVER_TEXT in seal.evidence
        unsure = {Evidence.BORDER_UNSURE} if more or hidden else set()
        yield Finding(
            Entity.SIGNATURE,
            view.page_no,
            (quad,),
            max(0.01, min(1.0, line.said.score)),
            "signature.stamp",
            own,
            evidence=frozenset(unsure),
            ink=None if seal.ink is None else Ink(seal.ink.colour, (quad,)),
        )


def _han(name: Candidate) -> str:
    """A name as a seal says it; nothing for one in letters, which fits any scribble."""
    said = _plain(name.text)
    return said if all(map(is_han, said)) else ""


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, folded(text)))


def _said(strip: StripText, wanted: Sequence[Candidate]) -> _Said:
    twins = {c.candidate_id for c in wanted if says_a_twin(strip, c.text)}
    doubtful = {c.candidate_id for c in wanted if is_doubtful(strip, c.text)}
    bands = frozenset(
        Band.ASK if n in doubtful else b
        for n, b in strip.spotted
        if b is Band.SURE or n not in twins
    )
    another = says_another(strip, [c.text for c in wanted])
    return _Said(strip, bands, _ANOTHER if another else frozenset())


def _second_rings(image: Image, seal: Ellipse, first: Ring) -> Iterator[Ring]:
    """The ring of letters inside the first one, where there is one. Where two run into each other
    in colour, their darkness may part them.
    """
    for by_hue in (True, False):
        second = second_ring(image, seal, first, by_hue)
        if second is not None and _is_lettered(second.strip):
            yield second


def _merit(said: _Said) -> tuple[int, float]:
    return len(said.bands), said.score * min(len(said.text), 8)


def _is_poor(said: _Said) -> bool:
    return Band.SURE not in said.bands and said.score < _FAIR


def _is_short(said: _Said) -> bool:
    """Whether too little was read to say whose it is, be it read well: print hid the rest."""
    return Band.SURE not in said.bands and sum(map(is_han, said.text)) < _SAYING


def _is_ring_text(view: PageView, seal: Ellipse, said: _Said, needs_words: bool) -> bool:
    """Whether what was read may be a seal's, and no print that seems to stand in a circle.

    Where nothing was read, the own name must fit.
    """
    if needs_words and sum(map(is_han, said.text)) < _LEAST_HAN:
        return False
    is_whole = seal.ink != GREY or seal.covered >= _WHOLE
    if sum(c.isalnum() for c in said.text) < _LEAST_CHARS:
        return is_whole and Evidence.OWN_FITS in said.fits
    if is_whole:
        return True
    han = "".join(filter(is_han, said.text))
    box = view.geometry.to_points(_hull(seal))
    # The body's name may well be printed elsewhere on the page.
    here = (c for c in view.text.chars if c.quad is not None and c.quad.box.overlap(box) > 0)
    new = len(han) >= _LEAST_HAN and han not in folded("".join(c.text for c in here))
    return new and _may_be_worn(view, seal)


def _is_small_and_grey(view: PageView, seal: Ellipse) -> bool:
    """Whether it is of a size at which print of two or three lines makes circles, too."""
    return seal.ink == GREY and max(seal.a, seal.b) < SMALL_MM[1] * view.geometry.dpi / _MM_PER_INCH


def _may_be_worn(view: PageView, seal: Ellipse) -> bool:
    """Whether an outline with gaps may be a seal's: of print and rulings nothing wears off."""
    box = view.geometry.to_points(_hull(seal))
    pictured = any(p.quad.box.overlap(box) > 0 for p in view.pictures)
    return pictured or all(c.source is not TextSource.TEXT_LAYER for c in view.text.chars)


def _is_lettered(strip: Image, least: int = _GLYPHS[0]) -> bool:
    """Whether ink stands along the strip in runs, as characters do.

    Of a seal photographed askew an inner outline wavers through the strip's upper part.
    """
    return any(_has_runs(part, least) for part in (strip, strip[round(_WAVERS * len(strip)) :]))


def _has_runs(strip: Image, least: int) -> bool:
    inked = (strip[:, :, 0] < 140).sum(axis=0) > _COLUMN * strip.shape[0]
    # Worn ink has gaps within a stroke; without them characters that touch are one run.
    joined = np.convolve(inked, np.ones(_SPECK_PX), "same") > 0
    return any(least <= _runs(line) <= _GLYPHS[1] for line in (inked, joined))


def _is_filled(strip: Image) -> bool:
    """Whether there is little bare ground, as in a rosette or an emblem."""
    return bool((strip[:, :, 0] > _BARE).mean() < _GROUND)


def _runs(inked: NDArray[np.bool_]) -> int:
    return int(np.count_nonzero(inked[1:] & ~inked[:-1]))


def _hull(seal: Ellipse) -> PxBox:
    beyond = (1 - _TOKEN_SIDE) * min(seal.a, seal.b)
    x, y = seal.inside(np.linspace(0, 2 * np.pi, 48, endpoint=False), np.full(48, beyond))
    left, top = max(0.0, float(x.min())), max(0.0, float(y.min()))
    return PxBox(left, top, float(x.max()), float(y.max()))


def _covers_print(view: PageView, seal: Ellipse) -> bool:
    """Whether a line of print lies below: one that goes on outside, or of a text layer."""
    inside: dict[int, int] = {}
    outside: dict[int, int] = {}
    box = view.geometry.to_points(_hull(seal)).grown(2.0)
    for char in view.text.chars:
        if char.quad is None or char.score < _COUNTED or char.text.isspace():
            continue
        x, y = char.quad.centre
        here = box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1
        if here and char.source is TextSource.TEXT_LAYER:
            return True
        counts = inside if here else outside
        counts[char.line] = counts.get(char.line, 0) + 1
        if here and char.text in "年月日":
            return True
    return any(outside.get(line, 0) >= 1 for line, count in inside.items() if count >= 1)


def _is_crossed(view: PageView, seal: Ellipse) -> bool:
    """Whether a hand or a stamp runs into a seal without colour: a mark would take it, too."""
    geometry = view.geometry
    chars = (c for c in view.text.chars if c.quad is not None and c.score >= _COUNTED)
    printed = [geometry.to_pixels(c.quad.box) for c in chars if c.quad is not None]
    return is_crossed(sheet_of(view), seal, geometry.dpi / _MM_PER_INCH, printed)


def _covers_its_colour(view: PageView, seal: Ellipse) -> bool:
    """Whether a line of print in the seal's colour runs on below it: none can part the two."""
    box = view.geometry.to_points(_hull(seal))
    inside: set[int] = set()
    outside: dict[int, list[PtQuad]] = {}
    for char in view.text.chars:
        if char.quad is None or char.score < _COUNTED or char.source is TextSource.TEXT_LAYER:
            continue
        x, y = char.quad.centre
        if box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1:
            inside.add(char.line)
        else:
            outside.setdefault(char.line, []).append(char.quad)
    lines = [quads for line, quads in outside.items() if line in inside]
    return any(_share_in(view, quads, seal.ink) > _COLOURED for quads in lines)


def _share_in(view: PageView, quads: Sequence[PtQuad], ink: str) -> float:
    """The share of characters whose strokes are in the colour."""
    seen = 0
    for quad in quads:
        box = view.geometry.to_pixels(quad.box)
        y0, x0 = max(0, int(box.y0)), max(0, int(box.x0))
        piece = view.image[y0 : int(box.y1) + 1, x0 : int(box.x1) + 1]
        seen += piece.size > 0 and float(np.percentile(leads(piece, ink), 90)) > _LEADS
    return seen / len(quads)
