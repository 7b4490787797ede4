"""Pages become files: PDF with a text layer, scans inside a PDF, JPEG, TIFF.

Whatever moves the ink moves the labels with it: a raster comes with the matrix from the page's
points to the image's pixels.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pymupdf
from numpy.typing import NDArray
from PIL import Image

from benchmarks.generator.canvas import MADE_UP, Canvas, Colour, Glyph, Turn
from benchmarks.generator.effects import Image8, Scan, apply_scan, map_quad
from benchmarks.generator.fonts import face
from benchmarks.generator.marks import Box
from benchmarks.truth import Item, Quad

_DATE = "D:20260318090000+08'00'"  # fixed: the same input gives the same bytes


@dataclass(frozen=True, slots=True)
class Rendered:
    """One finished file and the truth about it; ``items`` have no ``doc`` yet."""

    data: bytes
    items: tuple[Item, ...]


def to_pdf(pages: Sequence[Canvas], title: str = "", author: str = "") -> Rendered:
    """A born-digital PDF with embedded font subsets."""
    with _vector(pages) as document:
        document.set_metadata(
            {
                "title": title,
                "author": author,
                "producer": "Sample Writer",
                "creator": "Sample Writer",
                "creationDate": _DATE,
                "modDate": _DATE,
            }
        )
        data: bytes = document.tobytes(garbage=3, deflate=True, no_new_id=True)
    items = [replace(i, page=n) for n, page in enumerate(pages, 1) for i in page.items]
    return Rendered(data, tuple(items))


def to_scan_pdf(pages: Sequence[Canvas], scan: Scan, rng: np.random.Generator) -> Rendered:
    """A PDF whose pages are one JPEG each; one fax-coded bit a pixel if the scan is bitonal."""
    images, items = _scan(pages, scan, rng)
    with pymupdf.open() as document:
        for image in images:
            height, width = image.shape[:2]
            size = width * 72 / scan.dpi, height * 72 / scan.dpi
            page = document.new_page(width=size[0], height=size[1])
            if scan.threshold:
                _insert_one_bit(page, image)
            else:
                page.insert_image(page.rect, stream=_encode(image, scan))
        document.set_metadata({"producer": "Scanner", "creationDate": _DATE, "modDate": _DATE})
        data: bytes = document.tobytes(garbage=3, deflate=True, no_new_id=True)
    return Rendered(data, items)


def to_jpeg(page: Canvas, scan: Scan, rng: np.random.Generator) -> Rendered:
    """One page as a JPEG that states its resolution."""
    images, items = _scan([page], scan, rng)
    return Rendered(_encode(images[0], scan), items)


def to_tiff(
    pages: Sequence[Canvas], scan: Scan, rng: np.random.Generator, *, one_bit: bool
) -> Rendered:
    """A multi-page TIFF: fax coding if ``one_bit`` or the scan is bitonal, else JPEG strips."""
    images, items = _scan(pages, scan, rng)
    # In RGB each channel would be coded for itself, as no scanner does it.
    frames = [
        Image.fromarray(i) if scan.grey else Image.fromarray(i).convert("YCbCr") for i in images
    ]
    options: dict[str, object] = {"compression": "jpeg", "quality": scan.quality}
    if one_bit or scan.threshold:
        frames = [_one_bit(frame) for frame in frames]
        options = {"compression": "group4"}
    out = io.BytesIO()
    frames[0].save(
        out,
        "TIFF",
        save_all=True,
        append_images=frames[1:],
        dpi=(scan.dpi, scan.dpi),
        **options,
    )
    return Rendered(out.getvalue(), items)


def _vector(pages: Sequence[Canvas]) -> pymupdf.Document:
    """The pages as a PyMuPDF document; the caller closes it."""
    fonts = _subsets([glyph for page in pages for glyph in page.glyphs])
    document = pymupdf.open()
    for canvas in pages:
        page = document.new_page(width=canvas.width, height=canvas.height)
        if canvas.paper is not None:
            page.insert_image(page.rect, stream=canvas.paper, keep_proportion=False)
        _draw_strokes(page, canvas)
        _draw_text(page, canvas, fonts)
        for picture in canvas.pictures:
            page.insert_image(
                pymupdf.Rect(picture.x0, picture.y0, picture.x1, picture.y1),
                stream=picture.data,
                keep_proportion=False,
            )
    return document


def _subsets(glyphs: Sequence[Glyph]) -> dict[str, pymupdf.Font]:
    used: dict[str, set[str]] = {}
    for glyph in glyphs:
        used.setdefault(glyph.face, set()).add(glyph.char)
    return {
        name: pymupdf.Font(fontbuffer=face(name).subset("".join(sorted(chars))))
        for name, chars in used.items()
    }


def _draw_strokes(page: pymupdf.Page, canvas: Canvas) -> None:
    for stroke in sorted(canvas.strokes, key=lambda s: not s.fill):  # fills lie below
        if stroke.fill:
            box = pymupdf.Rect(stroke.x0, stroke.y0, stroke.x1, stroke.y1)
            page.draw_rect(box, color=None, fill=stroke.colour)
        else:
            ends = (stroke.x0, stroke.y0), (stroke.x1, stroke.y1)
            page.draw_line(*ends, color=stroke.colour, width=stroke.width)


def _draw_text(page: pymupdf.Page, canvas: Canvas, fonts: dict[str, pymupdf.Font]) -> None:
    """Write glyph by glyph: a writer for each colour keeps the drawing order in rows."""
    writers: dict[tuple[Colour, Turn | None], pymupdf.TextWriter] = {}
    for glyph in canvas.glyphs:
        writer = writers.setdefault((glyph.colour, glyph.turn), pymupdf.TextWriter(page.rect))
        writer.append((glyph.x, glyph.y), glyph.char, font=fonts[glyph.face], fontsize=glyph.size)
    for (colour, turn), writer in writers.items():
        if turn is None:
            writer.write_text(page, color=colour)
        else:
            about = pymupdf.Point(turn.x, turn.y), pymupdf.Matrix(-turn.degrees)
            writer.write_text(page, color=colour, morph=about)


def _scan(
    pages: Sequence[Canvas], scan: Scan, rng: np.random.Generator
) -> tuple[list[Image8], tuple[Item, ...]]:
    images: list[Image8] = []
    items: list[Item] = []
    with _vector(pages) as document:
        for number, (canvas, page) in enumerate(zip(pages, document, strict=True), 1):
            pixels = _pixels(page, scan.dpi)
            image, matrix = apply_scan(pixels, scan, rng, text_boxes(canvas))
            images.append(image)
            to_points = np.diag([72 / scan.dpi, 72 / scan.dpi, 1.0])
            for item in canvas.items:
                quads = tuple(map_quad(to_points @ matrix, q) for q in item.quads)
                items.append(replace(item, page=number, quads=quads))
    return images, tuple(items)


def text_boxes(canvas: Canvas) -> list[Box]:
    """Lines of text, in points: every labelled one and about as many of the others.

    The mark that says that the page is made up is not among them: nothing shall hide it.
    """
    labelled = [
        box
        for item in canvas.items
        if not item.is_picture
        for box in _runs([_upright(quad) for quad in item.quads])
    ]
    glyphs = [g for g in canvas.glyphs[len(MADE_UP) :] if g.turn is None]
    lines = _runs([(g.x, g.y - 0.85 * g.size, g.x + g.size, g.y + 0.1 * g.size) for g in glyphs])
    return labelled + lines[:: max(1, len(lines) // max(1, len(labelled)))]


def _upright(quad: Quad) -> Box:
    xs, ys = [x for x, _ in quad], [y for _, y in quad]
    return min(xs), min(ys), max(xs), max(ys)


def _runs(boxes: Sequence[Box]) -> list[Box]:
    """Boxes of glyphs joined to lines, where the next one stands beside the one before."""
    runs: list[Box] = []
    for box in boxes:
        if runs:
            x0, y0, x1, y1 = runs[-1]
            level, high = min(y1, box[3]) > max(y0, box[1]), y1 - y0
            if level and -high < box[0] - x1 < 2 * high and box[0] >= x0:
                runs[-1] = (x0, min(y0, box[1]), max(x1, box[2]), max(y1, box[3]))
                continue
        runs.append(box)
    return runs


def _pixels(page: pymupdf.Page, dpi: float) -> Image8:
    scale = dpi / 72
    pixmap = page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), alpha=False)
    flat: NDArray[np.uint8] = np.frombuffer(pixmap.samples, np.uint8)
    return flat.reshape(pixmap.height, pixmap.width, 3).copy()


def _one_bit(image: Image.Image) -> Image.Image:
    return image.convert("L").point(lambda v: 255 if v > 150 else 0).convert("1")


def _insert_one_bit(page: pymupdf.Page, image: Image8) -> None:
    """Place a picture as CCITT group 4: PyMuPDF itself would store it deflated."""
    height, width = image.shape[:2]
    fax = io.BytesIO()
    strip = (width + 7) // 8 * height  # the whole picture in one strip
    _one_bit(Image.fromarray(image)).save(fax, "TIFF", compression="group4", strip_size=strip)
    with Image.open(fax) as tiff:
        (start,), (length,) = (tiff.tag_v2[tag] for tag in (273, 279))  # type: ignore[attr-defined]
    blank = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 1, 1), False)
    xref = page.insert_image(page.rect, pixmap=blank, keep_proportion=False)
    coding = f"<</K -1/BlackIs1 true/Columns {width}/Rows {height}>>"
    page.parent.update_stream(xref, fax.getvalue()[start : start + length], compress=False)
    page.parent.update_object(
        xref,
        f"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 1"
        f"/ColorSpace/DeviceGray/Filter/CCITTFaxDecode/DecodeParms{coding}/Length {length}>>",
    )


def _encode(image: Image8, scan: Scan) -> bytes:
    out = io.BytesIO()
    Image.fromarray(image).save(out, "JPEG", quality=scan.quality, dpi=(scan.dpi, scan.dpi))
    return out.getvalue()
