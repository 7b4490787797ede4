"""Source files and finished files as pages that can be compared: grey pixels and characters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pymupdf
from numpy.typing import NDArray
from PIL import Image, ImageSequence

from benchmarks.scoring.overlay import Frame, Overlay, frames_of, overlay
from benchmarks.truth import Point, Quad

Grey = NDArray[np.float32]  # height × width, 0 black to 255 white

DPI = 200.0  # rendering of PDF pages; image files are taken as they are
CONTRAST = 160.0  # grey levels between paper and ink that the comparison's limits are made for
_MOST_GAIN = 5.0
_SAME_ORIGIN_PT = 0.6


Tone = tuple[float, float]  # grey of the paper, gain


@dataclass(frozen=True, slots=True)
class PageChar:
    """One character of a text layer, whatever hides it. Points of the unrotated page."""

    text: str = field(repr=False)
    x: float  # middle of its box
    y0: float
    y1: float
    origin: Point  # where its base line begins


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as seen, with its size in points and its text layer in reading order."""

    width_pt: float
    height_pt: float
    px_per_pt: float
    grey: Grey = field(repr=False)
    chars: tuple[PageChar, ...] = field(default=(), repr=False)
    frames: tuple[Frame, ...] = field(default=(), repr=False)
    over: Overlay | None = field(default=None, repr=False)  # what a mark drew; None: no marks
    tone: Tone = (255.0, 1.0)  # see ``stretched``

    def to_px(self, quad: Quad) -> NDArray[np.float32]:
        """Corners in pixels, 4 × 2."""
        return np.array(quad, np.float32) * np.float32(self.px_per_pt)


def read_source(path: Path) -> tuple[PageImage, ...]:
    """The pages of an original: a PDF, or an image that states its resolution."""
    if path.suffix.lower() == ".pdf":
        with open_everything_shown(path.read_bytes()) as document:
            return tuple(_pdf_page(page, None) for page in document)
    pages = []
    with Image.open(path) as image:
        dpi = float(image.info["dpi"][0])
        for frame in ImageSequence.Iterator(image):
            grey = np.asarray(frame.convert("L"), np.float32)
            height, width = grey.shape
            tone = tone_of(grey)
            size = width * 72 / dpi, height * 72 / dpi
            pages.append(PageImage(*size, dpi / 72, stretched(grey, tone), tone=tone))
    return tuple(pages)


def read_output(data: bytes, like: Sequence[PageImage]) -> tuple[PageImage, ...]:
    """The pages of a finished PDF, each at the pixel size of its original."""
    with open_everything_shown(data) as document:
        return _alike_pages(document, like)


def read_pictures(data: bytes, like: Sequence[PageImage]) -> tuple[PageImage, ...]:
    """The finished pages with nothing but their embedded pictures: what lies under the marks."""
    with open_everything_shown(data) as document, pymupdf.open() as bare:
        for page in document:
            copy = bare.new_page(width=page.rect.width, height=page.rect.height)
            for info in page.get_image_info(xrefs=True):
                if info["xref"]:
                    copy.insert_image(
                        pymupdf.Rect(info["bbox"]),
                        pixmap=_pixmap(document, info["xref"]),
                        keep_proportion=False,
                    )
        return _alike_pages(bare, like)


def _alike_pages(document: pymupdf.Document, like: Sequence[PageImage]) -> tuple[PageImage, ...]:
    models: list[PageImage | None] = [*like, *[None] * len(document)]
    return tuple(_pdf_page(page, models[n]) for n, page in enumerate(document))


def open_everything_shown(data: bytes) -> pymupdf.Document:
    """The PDF with optional layers switched on and page rotation undone, in memory only."""
    document = pymupdf.open(stream=data, filetype="pdf")
    if document.needs_pass:
        raise ValueError("a finished file must not need a password")
    document.xref_set_key(document.pdf_catalog(), "OCProperties", "null")
    for page in document:
        if page.rotation:
            page.set_rotation(0)
    return document


def _pixmap(document: pymupdf.Document, xref: int) -> pymupdf.Pixmap:
    pixmap = pymupdf.Pixmap(document, xref)
    if pixmap.colorspace is None:  # a stencil mask
        pixmap = pymupdf.Pixmap(pymupdf.csGRAY, pixmap)
    elif pixmap.colorspace.n > 3:
        pixmap = pymupdf.Pixmap(pymupdf.csRGB, pixmap)
    return pixmap


def _pdf_page(page: pymupdf.Page, like: PageImage | None) -> PageImage:
    """The page rendered at 200 dpi, or at exactly the scale and pixel size of another.

    Another scale by so much as half a pixel a page would make all its text look changed.
    """
    width, height = page.rect.width, page.rect.height
    scale = DPI / 72 if like is None else like.px_per_pt * like.width_pt / width
    pixmap = page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace="gray", alpha=False)
    flat: NDArray[np.uint8] = np.frombuffer(pixmap.samples, np.uint8)
    grey = flat.reshape(pixmap.height, pixmap.stride)[:, : pixmap.width].astype(np.float32)
    if like is None:
        tone = tone_of(grey)
        shown = stretched(grey, tone)
        return PageImage(width, height, scale, shown, _chars(page), frames_of(page), tone=tone)
    shape = (like.grey.shape[0], like.grey.shape[1])
    over = overlay(page, scale, shape, _newness(like), like.frames)
    shown = _fitted(stretched(grey, like.tone), shape)
    return PageImage(width, height, scale, shown, _chars(page), over=over, tone=like.tone)


def tone_of(grey: Grey) -> Tone:
    """How an original's pale ink must be darkened so that it counts as ink."""
    paper = float(np.percentile(grey[::4, ::4], 90))
    darkest = float(np.percentile(grey[::2, ::2], 0.5))
    contrast = max(1.0, paper - darkest)
    return paper, float(np.clip(CONTRAST / contrast, 1.0, _MOST_GAIN))


def stretched(grey: Grey, tone: Tone) -> Grey:
    """The page with its contrast brought up; original and finished page by the same tone.

    On a pale copy nothing is dark enough to be ink, and no leak would ever be seen.
    """
    paper, gain = tone
    if gain == 1.0:
        return grey
    return np.asarray(np.clip(paper - (paper - grey) * gain, 0, 255), np.float32)


def _newness(like: PageImage) -> Callable[[str, float, float], bool]:
    """Whether a character with its origin there is one the original does not have there."""
    known: dict[str, list[Point]] = {}
    for char in like.chars:
        known.setdefault(char.text, []).append(char.origin)

    def is_new(char: str, x: float, y: float) -> bool:
        places = known.get(char, ())
        return not any(abs(x - a) + abs(y - b) < _SAME_ORIGIN_PT for a, b in places)

    return is_new


def _fitted(grey: Grey, shape: tuple[int, int]) -> Grey:
    """Cut off or filled up with white at the right and the foot."""
    out = np.full(shape, 255, np.float32)
    rows, columns = min(shape[0], grey.shape[0]), min(shape[1], grey.shape[1])
    out[:rows, :columns] = grey[:rows, :columns]
    return out


def _chars(page: pymupdf.Page) -> tuple[PageChar, ...]:
    """Every character, also invisible, off-page and in annotations: an endless clip."""
    chars = []
    flags = pymupdf.TEXTFLAGS_RAWDICT & ~pymupdf.TEXT_PRESERVE_IMAGES
    raw = page.get_text("rawdict", flags=flags, clip=pymupdf.INFINITE_RECT())
    for block in raw["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                for char in span["chars"]:
                    x0, y0, x1, y1 = char["bbox"]
                    x, y = char["origin"]
                    chars.append(PageChar(char["c"], (x0 + x1) / 2, y0, y1, (x, y)))
    return tuple(chars)
