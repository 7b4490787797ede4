"""What a finished file holds: text and where it stands, pixels, every decoded object, bytes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pikepdf
import pymupdf
from numpy.typing import NDArray

from redactor.datatypes import Mark
from redactor.geometry import PageGeometry, Point, PtQuad

Pixels = NDArray[np.uint8]
SAME_PT = 0.01
# How much of a letter's box, from its middle, no mark may reach: along its line, and athwart,
# where line boxes are higher than ink.
_ALONG, _ATHWART = 0.35, 0.15
DPI = 144.0
_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_IGNORE_ACTUALTEXT


@dataclass(frozen=True)
class Letter:
    """A character as text extraction gives it."""

    text: str
    origin: Point
    centre: Point
    core: tuple[Point, ...]  # the corners of its box's inner part; of a slanted one the middle


def letters(path: Path, page_no: int = 1) -> list[Letter]:
    """Every character of a page in the order of drawing, off the page too; no white space."""
    with pymupdf.open(path) as document:
        layout = document[page_no - 1].get_text(
            "rawdict", flags=_FLAGS, clip=pymupdf.INFINITE_RECT()
        )
    found = []
    for block in layout["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                for char in span["chars"]:
                    x0, y0, x1, y1 = char["bbox"]
                    if not char["c"].isspace():
                        # In a column extraction has the cell begin at the glyph's baseline.
                        back = 0.88 * span["size"] if line["wmode"] else 0.0
                        cos, sin = line["dir"]
                        x, y = (x0 + x1) / 2 - cos * back, (y0 + y1) / 2 - sin * back
                        flat = abs(cos) > abs(sin)
                        across = (_ALONG if flat else _ATHWART) * (x1 - x0)
                        down = (_ATHWART if flat else _ALONG) * (y1 - y0)
                        if abs(cos * sin) > 0.05:
                            across = down = 0.0
                        signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
                        core = tuple((x + s * across, y + t * down) for s, t in signs)
                        found.append(Letter(char["c"], tuple(char["origin"]), (x, y), core))
    return found


def pixels(path: Path, page_no: int = 1, dpi: float = DPI) -> Pixels:
    with pymupdf.open(path) as document:
        pixmap = document[page_no - 1].get_pixmap(dpi=round(dpi), alpha=False)
        rows = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.h, pixmap.w, 3)
        return rows.copy()


def geometry(path: Path, page_no: int = 1, dpi: float = DPI) -> PageGeometry:
    with pymupdf.open(path) as document:
        page = document[page_no - 1]
        width, height = page.rect.width, page.rect.height
        if page.rotation in (90, 270):
            width, height = height, width
        return PageGeometry(width, height, page.rotation, dpi)


def strings_of(pdf: pikepdf.Pdf) -> Iterator[bytes]:
    """Everything any object says: strings, names, numbers as written, decoded streams."""
    for obj in [*pdf.objects, pdf.trailer]:
        yield from _said(obj, 0)


def _said(obj: object, depth: int) -> Iterator[bytes]:
    if depth > 20:
        return
    if isinstance(obj, pikepdf.Stream):
        yield obj.read_raw_bytes()
        try:
            yield obj.read_bytes()
        except pikepdf.PdfError:  # a picture's coding
            assert obj.get("/Subtype") == "/Image"
        for key, value in obj.stream_dict.items():
            yield key.encode("utf-8", "surrogateescape")
            yield from _said(value, depth + 1)
    elif isinstance(obj, pikepdf.Dictionary):
        for key, value in obj.items():
            yield key.encode("utf-8", "surrogateescape")
            yield from _said(value, depth + 1)
    elif isinstance(obj, pikepdf.Array):
        for value in obj:
            yield from _said(value, depth + 1)
    elif isinstance(obj, pikepdf.String):
        yield bytes(obj)
    else:
        yield str(obj).encode("utf-8", "surrogateescape")


def said(path: Path) -> bytes:
    """A file's bytes and all that its objects decode to."""
    with pikepdf.open(path) as pdf:
        return b"\n".join([path.read_bytes(), *strings_of(pdf)])


def holds(everything: bytes, value: str) -> bool:
    """Whether ``value`` stands in the bytes in an encoding that PDF files use."""
    everything = everything.lower()
    forms = [value.encode(c) for c in ("utf-8", "utf-16-be", "utf-16-le", "gb18030")]
    forms += [form.hex().encode() for form in forms[:2]]
    return any(form.lower() in everything for form in forms)


@dataclass
class Erased:
    """A document before (the working copy) and after erasing."""

    working: Path
    path: Path
    marks: tuple[Mark, ...]

    @property
    def data(self) -> bytes:
        return self.path.read_bytes()

    def text(self, page_no: int = 1) -> str:
        return "".join(x.text for x in letters(self.path, page_no))

    def tokens(self, page_no: int = 1) -> str:
        return "".join(m.token for m in self.marks if m.page_no == page_no)

    def under(self, mark: Mark) -> str:
        """The text whose middle lies under a mark."""
        return "".join(
            x.text for x in letters(self.path, mark.page_no) if mark.quad.contains(x.centre)
        )

    def said(self) -> bytes:
        return said(self.path)

    def holds(self, value: str) -> bool:
        """Whether any object or the raw bytes say ``value`` in one of the usual encodings."""
        return holds(self.said(), value)

    def shade(self, quad: PtQuad, page_no: int = 1, inset_pt: float = 1.0) -> float:
        """The darkest level, 0 to 255, inside a quad of the finished page."""
        cut = patch(self.path, quad, page_no, inset_pt)
        return float(cut.min())


def patch(path: Path, quad: PtQuad, page_no: int = 1, inset_pt: float = 1.0) -> Pixels:
    """The rendered pixels in the upright hull of a quad."""
    box = geometry(path, page_no).to_pixels(quad.box.grown(-inset_pt))
    image = pixels(path, page_no)
    return image[math.ceil(box.y0) : int(box.y1), math.ceil(box.x0) : int(box.x1)]


def outside(
    path: Path, marks: Sequence[Mark], page_no: int = 1, edge_px: float = 1.5
) -> NDArray[np.bool_]:
    """Which pixels of a rendered page lie under no mark; a soft edge of it is left aside."""
    image, lie = pixels(path, page_no), geometry(path, page_no)
    rows, columns = np.mgrid[0 : image.shape[0], 0 : image.shape[1]]
    free = np.ones(image.shape[:2], np.bool_)
    for mark in marks:
        if mark.page_no != page_no:
            continue
        corners = np.array(lie.quad_to_px(mark.quad))
        if np.linalg.det([corners[1] - corners[0], corners[3] - corners[0]]) < 0:
            corners = corners[::-1]
        within = np.ones_like(free)
        for (ax, ay), (bx, by) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
            length = math.hypot(bx - ax, by - ay)
            side = (bx - ax) * (rows + 0.5 - ay) - (by - ay) * (columns + 0.5 - ax)
            within &= side >= -edge_px * length
        free &= ~within
    return free


def changed_outside(
    erased: Erased, page_no: int = 1, levels: int = 24, edge_px: float = 1.5
) -> int:
    """How many pixels outside the marks differ, those left aside that a neighbour explains."""
    before = pixels(erased.working, page_no).astype(np.int16)
    after = pixels(erased.path, page_no).astype(np.int16)
    assert before.shape == after.shape
    odd = _unexplained(before, after, levels) | _unexplained(after, before, levels)
    return int((odd & outside(erased.working, erased.marks, page_no, edge_px)).sum())


def _unexplained(here: NDArray[np.int16], there: NDArray[np.int16], levels: int) -> NDArray:
    padded = np.pad(there, ((1, 1), (1, 1), (0, 0)), mode="edge")
    h, w = there.shape[:2]
    around = np.stack([padded[i : i + h, j : j + w] for i in range(3) for j in range(3)])
    return ((here < around.min(0) - levels) | (here > around.max(0) + levels)).any(axis=2)


def assert_only_gone(erased: Erased, value: str, page_no: int = 1, nth: int = 0) -> None:
    """The ``nth`` ``value`` is gone, its token stands there, and nobody else moved or faded."""
    before, after = letters(erased.working, page_no), letters(erased.path, page_no)
    at = -1
    for _ in range(nth + 1):
        at = "".join(x.text for x in before).index(value, at + 1)
    stays = before[:at] + before[at + len(value) :]
    token = erased.tokens(page_no)
    assert "".join(x.text for x in after) == "".join(x.text for x in stays) + token
    for old, new in zip(stays, after, strict=False):
        assert math.dist(old.origin, new.origin) < SAME_PT, f"{old.text} moved"
    marks = [m for m in erased.marks if m.page_no == page_no]
    for letter in stays:
        covered = any(m.quad.contains(point) for m in marks for point in letter.core)
        assert not covered, f"{letter.text} is covered"
    for letter in after[len(stays) :]:
        assert any(m.quad.contains(letter.centre) for m in marks)
    for letter in before[at : at + len(value)]:
        assert any(m.quad.contains(letter.centre) for m in marks), f"{letter.text} has no mark"
    assert changed_outside(erased, page_no) == 0
