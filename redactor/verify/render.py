"""Pages of the original and of the finished file side by side, rendered and mapped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray

from redactor.datatypes import Damage, Mark
from redactor.geometry import PageGeometry, Point, PtBox, PtQuad
from redactor.levels import pixels_of
from redactor.ports import Image
from redactor.verify.text import PageFrame
from redactor.verify.windows import PrintedLine

Mask = NDArray[np.uint8]  # height x width, 0 or 255
SAME_LEVELS = 2  # two renderings of one print differ by: resampling, rounding of coordinates
_SHIFT = 4  # binary places of the corners given to OpenCV
_SAME_PT = 0.01


@dataclass(frozen=True, slots=True)
class PagePair:
    """One page of both files. The pages belong to documents that the caller keeps open.

    ``marks`` are boxes; ``inked`` those of seals, of which ink alone went, and of
    pictures that went whole.
    ``removed``: boxes of the original's characters whose middle lies under a mark.
    ``lines``: where all lines of the redacted page stand; None when they must be searched.
    """

    page_no: int
    original: pymupdf.Page
    redacted: pymupdf.Page
    marks: tuple[Mark, ...]
    removed: tuple[PtBox, ...] = ()
    inked: tuple[Mark, ...] = ()
    lines: tuple[PrintedLine, ...] | None = None
    _drawn: dict[float, tuple[Image, Image]] = field(default_factory=dict, repr=False)

    def geometry(self, dpi: float) -> PageGeometry:
        return geometry_of(self.redacted, dpi)

    def rendered(self, dpi: float) -> tuple[Image, Image]:
        """Original and redacted page, not to be written on; kept until another scale is asked."""
        if dpi not in self._drawn:
            self._drawn.clear()
            self._drawn[dpi] = render(self.original, dpi), render(self.redacted, dpi)
        return self._drawn[dpi]

    def let_go(self) -> None:
        """Keep no rendering any longer."""
        self._drawn.clear()


def geometry_of(page: pymupdf.Page, dpi: float) -> PageGeometry:
    """Geometry of the unrotated crop box, in points scaled by /UserUnit."""
    width, height = page.rect.width, page.rect.height
    if page.rotation in (90, 270):
        width, height = height, width
    return PageGeometry(width, height, page.rotation, dpi)


def frame_of(page: pymupdf.Page) -> PageFrame:
    """How the page lies in PDF user space."""
    # PyMuPDF's transformation_matrix forgets /UserUnit on turned pages: it is read here.
    kind, value = page.parent.xref_get_key(page.xref, "UserUnit")
    unit = float(value) if kind in ("int", "float", "real") else 1.0
    geometry = geometry_of(page, 72.0)
    # PyMuPDF gives crop boxes with y down from the top of the media box; PDF has y up. What
    # juts out of the media box does not count.
    media, crop = page.mediabox, page.cropbox
    left = max(media.x0, crop.x0)
    top = min(media.y1, media.y1 - crop.y0)
    width, height = geometry.width_pt / unit, geometry.height_pt / unit
    return PageFrame((left, top - height, left + width, top), unit, geometry)


def page_damage(original: pymupdf.Document, redacted: pymupdf.Document) -> list[Damage]:
    """Pages that are missing or additional, or differ in size, crop or turn."""
    if original.page_count != redacted.page_count:
        amount = abs(original.page_count - redacted.page_count)
        return [Damage("page_count", None, float(amount))]
    return [
        Damage("page_size", no)
        for no, (a, b) in enumerate(zip(original, redacted, strict=True), start=1)
        if not _same_frame(a, b)
    ]


def _same_frame(a: pymupdf.Page, b: pymupdf.Page) -> bool:
    pairs = [*zip(a.mediabox, b.mediabox, strict=True), *zip(a.cropbox, b.cropbox, strict=True)]
    pairs += zip(a.rect, b.rect, strict=True)
    return a.rotation == b.rotation and all(abs(x - y) < _SAME_PT for x, y in pairs)


def render(page: pymupdf.Page, dpi: float) -> Image:
    """The page as a reader sees it, RGB."""
    pixmap = page.get_pixmap(
        matrix=pymupdf.Matrix(dpi / 72, dpi / 72), colorspace=pymupdf.csRGB, alpha=False
    )
    return pixels_of(pixmap)


def render_part(page: pymupdf.Page, dpi: float, part: PtBox) -> Image:
    """A part of the page (points, unrotated) as a reader sees it, RGB."""
    box = geometry_of(page, 72.0).to_pixels(part)
    clip, zoom = pymupdf.Rect(box.x0, box.y0, box.x1, box.y1), pymupdf.Matrix(dpi / 72, dpi / 72)
    return pixels_of(page.get_pixmap(matrix=zoom, colorspace=pymupdf.csRGB, alpha=False, clip=clip))


def within_limit(geometry: PageGeometry, dpi: float, megapixels: float) -> float:
    """``dpi``, or what keeps a poster below the limit of pixels."""
    at_one = geometry.width_pt * geometry.height_pt / 72 / 72
    return float(min(dpi, (megapixels * 1e6 / max(at_one, 1e-6)) ** 0.5))


def quad_mask(shape: Sequence[int], polygons: Iterable[Iterable[Point]]) -> Mask:
    """Pixels that the polygons touch, of an image of ``shape``; corners in pixels."""
    mask: Mask = np.zeros(shape[:2], np.uint8)
    for corners in polygons:
        # The centre of pixel (0, 0) is at (0.5, 0.5), where OpenCV has its origin.
        points = (np.array(list(corners), float) - 0.5) * (1 << _SHIFT)
        cv2.fillConvexPoly(mask, np.round(points).astype(np.int32), 255, cv2.LINE_8, _SHIFT)
    return mask


def marks_mask(shape: Sequence[int], geometry: PageGeometry, quads: Iterable[PtQuad]) -> Mask:
    """Pixels of the rendered page that the quads touch."""
    return quad_mask(shape, [geometry.quad_to_px(quad) for quad in quads])


def patch_on(shape: Sequence[int], corners: Iterable[Point]) -> tuple[tuple[slice, slice], Mask]:
    """The window of an image of ``shape`` that holds a polygon, and its pixels that touch it.

    ``corners`` in pixels. Polygons are looked at one by one: a mask of all runs marks a pixel
    apart into one.
    """
    points = np.array(list(corners), float)
    # Pixels beside the polygon: ``grown`` takes what it does not see as outside.
    last = np.array(shape[1::-1])
    low = np.clip(np.floor(points.min(axis=0)).astype(int) - 2, 0, last)
    high = np.clip(np.ceil(points.max(axis=0)).astype(int) + 3, 0, last)
    window = slice(low[1], high[1]), slice(low[0], high[0])
    size = high[1] - low[1], high[0] - low[0]
    if min(size) == 0:
        return window, np.zeros(size, np.uint8)
    return window, quad_mask(size, [points - low])


def grown(mask: Mask, radius: int) -> Mask:
    """The mask with ``radius`` pixels more on every side; fewer when negative."""
    if radius == 0:
        return mask
    side = 2 * abs(radius) + 1
    kernel = np.ones((side, side), np.uint8)
    # Erosion must not treat the page's border as inside.
    change = cv2.dilate if radius > 0 else cv2.erode
    return np.asarray(change(mask, kernel, borderType=cv2.BORDER_CONSTANT), np.uint8)
