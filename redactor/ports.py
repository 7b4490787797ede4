"""The seams: what the pipeline asks of parts that can be swapped.

Each port has a fake in ``redactor.fakes`` and a contract suite in ``tests/contracts`` that
every implementation passes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from redactor.datatypes import Band, Candidate, Char, DocClass, Finding, OcrPage, PageText, Picture
from redactor.geometry import PageGeometry, PtBox, PxBox

Image = NDArray[np.uint8]  # height x width x 3, RGB
JobT = TypeVar("JobT")
ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True)
class TextLayer:
    """What a page's own text says, before anyone has checked that it is true.

    ``chars`` are in reading order with separators as in ``PageText``; ``font_ids[i]`` is the
    index of the font of ``chars[i]`` in the document (-1 for separators). ``hidden`` counts
    characters that no reader sees (invisible mode, white on white, off the page, clipped,
    behind a picture): they are not in ``chars``. ``garbled`` counts code points that cannot be
    text (private use, U+FFFD, controls).
    """

    chars: tuple[Char, ...]
    font_ids: tuple[int, ...]
    hidden: int
    garbled: int


@dataclass(frozen=True, slots=True, eq=False)
class GlyphSheet:
    """The different glyphs that a page paints; two that say the same may look unlike.

    ``said[i]`` is what the file says that ``pictures[i]`` shows (coverage, all at one size).
    ``of[n]`` tells which of them stands at ``at[n]``: its origin and its size, in points of the
    page as it is turned.
    """

    said: tuple[str, ...] = field(repr=False)
    pictures: NDArray[np.uint8]  # glyphs x side x side
    of: NDArray[np.int64]
    at: NDArray[np.float64]  # places x (x, y, size)


class PageSource(Protocol):
    """A document opened for reading: what ``load`` gives to ``read``."""

    page_count: int

    def geometry(self, page_no: int, dpi: float) -> PageGeometry: ...

    def render(self, page_no: int, dpi: float, near: Sequence[PxBox] | None = None) -> Image:
        """The page as a reader sees it: rotated, cropped, annotations and fields included.

        ``near``: boxes of the picture that will be looked at, if no more is.
        """
        ...

    def render_part(self, page_no: int, dpi: float, part: PtBox) -> Image:
        """A part of the page (points, unrotated), at a dpi that may be too high for all of it."""
        ...

    def text_layer(self, page_no: int) -> TextLayer: ...

    def glyphs(self, page_no: int) -> GlyphSheet: ...

    def pictures(self, page_no: int) -> tuple[Picture, ...]:
        """Embedded pictures as placed, the largest first."""
        ...

    def is_plain(self, page_no: int) -> bool:
        """Whether the page draws nothing but glyphs and ruling lines; in doubt False."""
        ...


@dataclass(frozen=True, slots=True)
class KnownLine:
    """Where a line of an upright page stands, and what the page's own text says there."""

    box: PxBox
    said: str = field(default="", repr=False)


class OcrEngine(Protocol):
    """Reads an image of a page. Implementations never touch the network."""

    name: str

    def read(
        self,
        image: Image,
        geometry: PageGeometry,
        page_no: int,
        candidates: Sequence[Candidate] = (),
        regions: Sequence[PxBox] | None = None,
        lines: Sequence[KnownLine] | None = None,
    ) -> OcrPage:
        """All text of ``image``, one quad a character, in points of ``geometry``'s page.

        ``candidates`` are own values to spot in the probabilities. ``regions``, when given,
        limits reading to lines that reach into one of these pixel boxes; ``()`` reads
        nothing. ``lines``: every line of an upright page; none is searched then, and one that
        reads as it is said to needs no more careful look.
        """
        ...


class TextReader(Protocol):
    """Reads one strip of text, e.g. the unrolled ring of a seal."""

    def read_strip(self, image: Image) -> tuple[str, float]:
        """Text of a single horizontal line, and its mean confidence (0 for no text)."""
        ...


@dataclass(frozen=True, slots=True)
class StripText:
    """What a strip says; ``spotted``: candidates likely to be what it says, by their ids.

    ``scores``: of the text's characters, one each; empty where nobody told them apart.
    """

    text: str = field(repr=False)
    score: float  # mean confidence, 0 for no text
    spotted: tuple[tuple[int, Band], ...] = ()
    scores: tuple[float, ...] = ()


class StripReader(Protocol):
    """Reads one strip with the best weights and looks for known values in it."""

    def spot_strip(self, image: Image, candidates: Sequence[Candidate]) -> StripText:
        """Text of a single horizontal line of any length."""
        ...

    def fits_round(self, image: Image, texts: Sequence[str]) -> tuple[float, ...]:
        """How well each text fits somewhere in a line whose end goes on at its beginning.

        Log likelihood ratio a character against the best free reading: 0 is what it reads as.
        """
        ...


class ReadingCache(Protocol):
    """Where readings are kept from one run to the next. It may forget any of them."""

    def get(self, key: bytes) -> bytes | None: ...

    def put(self, key: bytes, data: bytes) -> None: ...


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class PageView:
    """What a detector may look at."""

    page_no: int
    image: Image
    geometry: PageGeometry
    text: PageText
    pictures: tuple[Picture, ...]
    doc_class: DocClass
    candidates: tuple[Candidate, ...] = ()  # own values to spot


class RegionDetector(Protocol):
    """Finds pictures that identify a person: photos, codes, seals, signatures."""

    name: str

    def find(self, view: PageView) -> Iterable[Finding]: ...


class Executor(Protocol):
    """Runs one function over many jobs; a job that dies yields its error, not an end."""

    def map(
        self,
        task: Callable[[JobT], ResultT],
        jobs: Iterable[JobT],
        more: Callable[[JobT, ResultT | Exception], Iterable[JobT]] | None = None,
    ) -> Iterator[tuple[JobT, ResultT | Exception]]:
        """Pairs of job and result, in order of completion.

        A job is taken from ``jobs`` no sooner than there is room for it: few lie in memory.
        ``more``: the jobs that a result calls for, done in turn with those of ``jobs``.
        """
        ...


class Store(Protocol):
    """Where finished dossiers go. A dossier appears whole or not at all."""

    def publish(self, applicant_id: str, files: Sequence[Path]) -> tuple[str, ...]:
        """Move verified files into the release; returns their paths relative to the root."""
        ...

    def hold(self, applicant_id: str, files: Sequence[Path]) -> tuple[str, ...]:
        """Move files into the private hold; returns their paths relative to the root."""
        ...

    def withdraw(self, applicant_id: str) -> None:
        """Move whatever is released or public for this applicant back into the hold."""
        ...
