"""Affine maps between the frames this folder works in.

* user space: what a PDF's content streams are written in, y up;
* points: ``PtQuad``'s frame, 1/72 inch, origin top-left of the unrotated crop box, y down;
* unit square of a picture: (0, 0) is its bottom-left corner, (1, 1) its top-right one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pymupdf
from pymupdf import mupdf

from redactor.geometry import Point, PtQuad


@dataclass(frozen=True, slots=True)
class Affine:
    """The six numbers of a PDF matrix: ``x' = a x + c y + e``, ``y' = b x + d y + f``."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def apply(self, point: Point) -> Point:
        x, y = point
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, after: Affine) -> Affine:
        """Both maps in one, ``after`` being the second (PDF's ``self x after``)."""
        return Affine(
            self.a * after.a + self.b * after.c,
            self.a * after.b + self.b * after.d,
            self.c * after.a + self.d * after.c,
            self.c * after.b + self.d * after.d,
            self.e * after.a + self.f * after.c + after.e,
            self.e * after.b + self.f * after.d + after.f,
        )

    @property
    def determinant(self) -> float:
        return self.a * self.d - self.b * self.c

    def inverse(self) -> Affine:
        """The map back. Raises ZeroDivisionError when this one flattens the plane."""
        det = self.determinant
        return Affine(
            self.d / det,
            -self.b / det,
            -self.c / det,
            self.a / det,
            (self.c * self.f - self.d * self.e) / det,
            (self.b * self.e - self.a * self.f) / det,
        )


@dataclass(frozen=True, slots=True)
class PageFrame:
    """How one page lies: user space to points, its size in points, and its turn."""

    to_points: Affine
    width_pt: float
    height_pt: float
    rotation: int
    cropped: bool  # the crop box hides part of the media box

    @property
    def to_user(self) -> Affine:
        return self.to_points.inverse()


def page_frame(page: pymupdf.Page) -> PageFrame:
    """The frame of ``page``, turn left aside."""
    turn = page.rotation
    # Only on an unturned page is MuPDF's page matrix the one PtQuad is defined by.
    if turn:
        page.set_rotation(0)
    try:
        media, matrix = mupdf.FzRect(), mupdf.FzMatrix()
        mupdf.pdf_page_transform(pymupdf._as_pdf_page(page), media, matrix)
        rect = page.rect
        whole = page.mediabox
        crop = page.cropbox
    finally:
        if turn:
            page.set_rotation(turn)
    to_points = Affine(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
    cropped = whole.width - crop.width > 1 or whole.height - crop.height > 1
    return PageFrame(to_points, float(rect.width), float(rect.height), turn, cropped)


def mapped(points: Iterable[Point], by: Affine) -> tuple[Point, ...]:
    """``points`` through ``by``."""
    return tuple(by.apply(p) for p in points)


def mapped_quad(quad: PtQuad, by: Affine) -> tuple[Point, ...]:
    """The corners of ``quad`` through ``by``, in their order."""
    return mapped(quad.corners, by)
