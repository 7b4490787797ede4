"""The page that a question is about, as a picture with the place on it. For a worker.

What opens files is imported by the worker alone.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from redactor.config.records import Settings
from redactor.errors import InputError
from redactor.geometry import PtQuad

_JPEG_QUALITY = 70


@dataclass(frozen=True, slots=True)
class PlaceJob:
    """A page of the first of ``files`` that is there, and quads on it."""

    files: tuple[Path, ...] = field(repr=False)
    page_no: int
    quads: tuple[PtQuad, ...]
    settings: Settings


@dataclass(frozen=True, slots=True)
class PlacePicture:
    """``boxes``: corners in thousandths of the picture's width and height."""

    jpeg: bytes = field(repr=False)
    ratio: float  # height to width
    boxes: tuple[tuple[tuple[float, float], ...], ...]


def place_picture(job: PlaceJob) -> PlacePicture:
    """Draw the page. Raises RedactorError when no file is there, or none can be read."""
    from PIL import Image

    from redactor.load.document import load

    path = next((path for path in job.files if path.is_file()), None)
    if path is None:
        raise InputError("the file is no longer where it was", code="no_file")
    with TemporaryDirectory(prefix="redactor-") as work_dir:
        with load(path, Path(work_dir), job.settings.limits) as document:
            geometry = document.geometry(job.page_no, 72.0)
            image = Image.fromarray(document.render(job.page_no, job.settings.render_dpi))
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=_JPEG_QUALITY)
    size = geometry.image_size
    boxes = tuple(shares(geometry.quad_to_px(quad), size) for quad in job.quads)
    return PlacePicture(buffer.getvalue(), image.height / image.width, boxes)


def shares(
    corners: Sequence[tuple[float, float]], size: tuple[float, float]
) -> tuple[tuple[float, float], ...]:
    """Corners in thousandths of the picture's size."""
    width, height = size
    return tuple((round(1000 * x / width, 1), round(1000 * y / height, 1)) for x, y in corners)
