"""PDF files opened, checked against the limits, and made fit to work on."""

from __future__ import annotations

import math
import secrets
from collections.abc import Iterator, Set
from contextlib import contextmanager
from pathlib import Path

import pymupdf

from redactor.config.records import Limits
from redactor.errors import InputError, InputTooLargeError, ProtectedInputError, RedactorError
from redactor.load.forms import draws_too_much
from redactor.load.opacity import set_opacity_apart
from redactor.load.page_count import set_right
from redactor.load.picture_size import set_picture_size_right

# MuPDF's own errors and what its Python layer stumbles over in a damaged file.
_FAULTS = (
    RuntimeError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    UnicodeError,
    pymupdf.mupdf.FzErrorBase,
)
MIN_DPI = 36.0  # a page so large that it fits the pixel limit only below this cannot be read
_MAX_SIDE_PT = 200_000.0
# Endless content takes minutes at every stage, and gigabytes. Real content packs to a tenth;
# attachments and the like are not drawn.
_MOST_UNPACKED, _MOST_TIMES, _MOST_CONTENT = 8_000_000, 100, 32_000_000
_MOST_INFLATED, _SIMPLE = 1032, ("null", "/FlateDecode")  # deflate can do no more
_MOST_NOTES = 20_000  # of one page: each is drawn into it
_MOST_TILES = 1e7  # of a pattern on the largest page: text is looked for in each
_NOT_DRAWN = frozenset(("/EmbeddedFile", "/Metadata", "/ObjStm", "/XRef"))
_FONT_FILES = frozenset(("/Type1C", "/CIDFontType0C", "/OpenType"))
_J2K_SIZE = b"\xff\x4f\xff\x51"  # start of a JPEG 2000 code stream and its size segment


def silence() -> None:
    """Keep MuPDF's messages, which may quote the document, off the terminal."""
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)


@contextmanager
def guarded(page_no: int | None = None) -> Iterator[None]:
    """Turn what MuPDF raises on a damaged file into an InputError without its message."""
    try:
        yield
    except RedactorError:
        raise
    except MemoryError as error:
        raise InputTooLargeError("the file needs too much memory", page_no=page_no) from error
    except _FAULTS as error:
        where = "the PDF" if page_no is None else f"page {page_no}"
        message = f"{where} is damaged; print it to PDF anew and upload it again"
        # "from None": MuPDF's messages quote names and strings of the document.
        raise InputError(
            f"{message} ({type(error).__name__})", page_no=page_no, code="corrupt"
        ) from None


def open_pdf(path: Path, limits: Limits, *, is_ours: bool = False) -> pymupdf.Document:
    """The PDF, decrypted and within the limits; its owner closes it.

    ``is_ours``: written from a file that was opened here before, so its streams are known. Its
    pages are not: what was an annotation is drawn by the page.
    """
    with guarded():
        document = pymupdf.open(path, filetype="pdf")
    try:
        with guarded():
            if document.is_pdf and not (is_ours or document.needs_pass):
                set_right(document, path)
                # No page shows the tree of headings, and a broken one ends MuPDF's process.
                document.xref_set_key(document.pdf_catalog(), "StructTreeRoot", "null")
            _check(document, limits)
            if not is_ours:
                _check_streams(document, limits)
    except BaseException:
        document.close()
        raise
    return document


def save_working_copy(document: pymupdf.Document, work_dir: Path) -> Path:
    """Write the document unencrypted under a random name."""
    target = work_dir / f"{secrets.token_hex(12)}.pdf"
    try:
        with guarded():
            document.save(target, garbage=1, encryption=pymupdf.PDF_ENCRYPT_NONE)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return target


def _check(document: pymupdf.Document, limits: Limits) -> None:
    if document.needs_pass:
        raise ProtectedInputError("the PDF needs a password; remove it and upload again")
    if not document.is_pdf:
        raise InputError("this is no PDF; print it to PDF", code="unknown")
    _check_kind(document)
    count = document.page_count
    if count < 1:
        tree = document.xref_get_key(document.pdf_catalog(), "Pages/Kids")[0]
        code = "no_pages" if tree == "array" else "corrupt"
        raise InputError("the PDF has no pages; upload it again", code=code)
    if count > limits.max_pages:
        raise InputTooLargeError(f"{count} pages are more than {limits.max_pages}")
    for page_no in range(1, count + 1):
        with guarded(page_no):
            page = document[page_no - 1]
            _check_page(page.rect, limits, page_no)
            if len(page.annot_xrefs()) > _MOST_NOTES:
                raise InputTooLargeError("a page has too many annotations", page_no=page_no)
            if draws_too_much(document, page):
                raise InputTooLargeError("a page draws itself over and over", page_no=page_no)


def _check_kind(document: pymupdf.Document) -> None:
    """Refuse shells whose content no page shows."""
    catalogue = document.pdf_catalog()
    if document.xref_get_key(catalogue, "NeedsRendering")[1] == "true":
        raise InputError("the PDF is a dynamic XFA form; print it to PDF", code="xfa")
    if document.xref_get_key(catalogue, "Collection")[0] != "null":
        raise InputError("the PDF is a portfolio; upload the files in it", code="portfolio")


def _check_page(rect: pymupdf.Rect, limits: Limits, page_no: int) -> None:
    sides = (rect.width, rect.height)
    if not all(math.isfinite(s) and s > 0.5 for s in sides):
        raise InputError(f"page {page_no} has no size", code="corrupt", page_no=page_no)
    if max(sides) > _MAX_SIDE_PT or best_dpi(rect, MIN_DPI, limits) < MIN_DPI:
        raise InputTooLargeError(f"page {page_no} is too large a sheet", page_no=page_no)


def best_dpi(rect: pymupdf.Rect, dpi: float, limits: Limits) -> float:
    """``dpi``, or the highest below it at which the page stays within the pixel limit."""
    most, total = limits.max_page_megapixels * 1e6, rect.width + rect.height
    area = rect.width * rect.height
    # Both sides are rounded up: (width * zoom + 1) * (height * zoom + 1) = most, for zoom.
    zoom = (math.sqrt(total * total + 4 * area * (most - 1)) - total) / (2 * area)
    return float(min(dpi, zoom * 72))


def _check_streams(document: pymupdf.Document, limits: Limits) -> None:
    """Refuse pictures that unpack to too many pixels, and content that unpacks to too much.

    JPEGs tell their own size afterwards, and JPEG 2000 pictures have no opacity in them.
    """
    most = limits.max_page_megapixels * 1e6
    largest = max((page.rect.width * page.rect.height for page in document), default=0.0)
    for xref in range(1, document.xref_length()):
        try:
            if not document.xref_is_stream(xref):
                continue
            keys = frozenset(document.xref_get_keys(xref))  # to ask for others takes as long
            kind = document.xref_get_key(xref, "Subtype")[1] if "Subtype" in keys else "null"
            if "PatternType" in keys and _tiles(document, xref, largest) > _MOST_TILES:
                raise InputTooLargeError("a pattern has too many tiles")
            if kind != "/Image" and _is_bomb(document, xref, kind, keys):
                raise InputTooLargeError("a page's content unpacks out of all proportion")
            if kind == "/Image":
                set_picture_size_right(document, xref)
        except _FAULTS:
            continue  # a damaged object cannot be shown either
        if kind == "/Image" and _pixels(document, xref) > most:
            raise InputTooLargeError(
                f"a picture has more than {limits.max_page_megapixels:g} megapixels"
            )
        if kind == "/Image":
            set_opacity_apart(document, xref)


def _is_bomb(document: pymupdf.Document, xref: int, kind: str, keys: Set[str]) -> bool:
    def kind_of(key: str) -> str:
        return str(document.xref_get_key(xref, key)[0]) if key in keys else "null"

    if kind in _FONT_FILES or kind_of("Length1") != "null":
        return False
    if "Type" in keys and document.xref_get_key(xref, "Type")[1] in _NOT_DRAWN:
        return False
    if kind_of("Params") != "null":  # an attachment without a type
        return False
    packed = len(document.xref_stream_raw(xref) or b"")
    is_simple = "Filter" not in keys or _filter_of(document, xref) in _SIMPLE
    if is_simple and packed * _MOST_INFLATED <= _MOST_UNPACKED:
        return False
    try:
        unpacked = len(document.xref_stream(xref) or b"")
    except pymupdf.mupdf.FzErrorFormat as error:
        # Coded twice over. MuPDF does not hold so much at once, and draws it bit by bit.
        if "bomb" in str(error):
            return True
        raise
    return unpacked > min(_MOST_CONTENT, max(_MOST_UNPACKED, _MOST_TIMES * packed))


def _tiles(document: pymupdf.Document, xref: int, area: float) -> float:
    """How many tiles of a pattern fit into an area; 0 for what is none."""
    if document.xref_get_key(xref, "PatternType")[1] != "1":
        return 0.0
    steps = [_number(document, xref, key) for key in ("XStep", "YStep")]
    a, b, c, d, *_ = _numbers(document, xref, "Matrix") or (1.0, 0.0, 0.0, 1.0)
    tile = abs(steps[0] * steps[1] * (a * d - b * c))
    return area / tile if tile else 0.0


def _numbers(document: pymupdf.Document, xref: int, key: str) -> list[float]:
    kind, value = document.xref_get_key(xref, key)
    return [float(v) for v in value.strip("[]").split()] if kind == "array" else []


def _filter_of(document: pymupdf.Document, xref: int) -> str:
    return str(document.xref_get_key(xref, "Filter")[1])


def _pixels(document: pymupdf.Document, xref: int) -> int:
    width, height = (int(_number(document, xref, key)) for key in ("Width", "Height"))
    if "JPXDecode" in _filter_of(document, xref):
        # MuPDF goes by the size in the code stream, not by the dictionary's.
        data = document.xref_stream_raw(xref)
        at = data.find(_J2K_SIZE)
        if at >= 0:
            width = int.from_bytes(data[at + 8 : at + 12], "big")
            height = int.from_bytes(data[at + 12 : at + 16], "big")
    return width * height


def _number(document: pymupdf.Document, xref: int, key: str) -> float:
    kind, value = document.xref_get_key(xref, key)
    if kind == "xref":
        value = document.xref_object(int(value.split()[0])).strip()
    try:
        return float(value)
    except ValueError:
        return 0.0
