"""Picture files turned into a PDF of the same look."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pymupdf
from PIL import Image, ImageChops

from redactor.coding import Coded, bilevel, deflated
from redactor.config.records import Limits
from redactor.errors import InputError, InputTooLargeError
from redactor.load.jpeg import without_metadata
from redactor.load.sniff import SourceKind
from redactor.load.tiff_jpeg import jpeg_of_tiff
from redactor.load.tiff_pages import has_more_pages

_MIN_DPI, _MAX_DPI = 72.0, 1200.0
# A resolution is a mere default when the page it makes is none: phones write 72 dpi always.
_MIN_SIDE_MM, _MAX_SIDE_MM = 20.0, 600.0
_A4_LONG_MM = 297.0
_SEAM_LEVELS = 0.5
_MM_PER_PT = 25.4 / 72
_ORIENTATION_TAG = 274  # EXIF 2.32, 0x0112
# Value of the tag: mirrored left to right first, then turned clockwise by so many degrees.
_ORIENTATIONS = {
    1: (False, 0),
    2: (True, 0),
    3: (False, 180),
    4: (True, 180),
    5: (True, 270),
    6: (False, 90),
    7: (True, 90),
    8: (False, 270),
}
_FAULTS = (  # what Pillow raises on hostile bytes
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    EOFError,
    ArithmeticError,
    AttributeError,
    RuntimeError,
    struct.error,
    zlib.error,
)


def pictures_to_pdf(path: Path, kind: SourceKind, limits: Limits) -> pymupdf.Document:
    """An unsaved PDF with a page for each picture of the file; its owner closes it.

    JPEG data go in as they are, a TIFF's too, and all else without loss. Sizes are checked before
    anything is decoded. Raises InputError (``corrupt``, ``animated``) and InputTooLargeError.
    """
    document = pymupdf.open()
    try:
        if kind is SourceKind.TIFF and has_more_pages(path, limits.max_pages):
            raise InputTooLargeError(f"more than {limits.max_pages} pages")
        with _guarded(), Image.open(path, formats=_formats(kind)) as picture:
            _check_frames(picture, kind, limits)
            if kind is SourceKind.JPEG:
                _add_jpeg(document, path, picture, limits)
            else:
                for frame in range(getattr(picture, "n_frames", 1)):
                    picture.seek(frame)
                    _check_size(picture, limits, frame + 1)
                    _add_frame(document, picture)
    except BaseException:
        document.close()
        raise
    return document


def _formats(kind: SourceKind) -> list[str]:
    return ["JPEG", "MPO"] if kind is SourceKind.JPEG else [kind.value.upper()]


@contextmanager
def _guarded() -> Iterator[None]:
    try:
        yield
    except (Image.DecompressionBombError, MemoryError) as error:
        raise InputTooLargeError("the picture has too many pixels") from error
    except _FAULTS as error:
        message = "the picture is damaged or of an unknown flavour; save it anew as PNG"
        raise InputError(message, code="corrupt") from error


def _check_frames(picture: Image.Image, kind: SourceKind, limits: Limits) -> None:
    frames = getattr(picture, "n_frames", 1)
    # A phone's JPEG may hold a second picture for depth; only a TIFF's frames are pages.
    if frames > 1 and kind in (SourceKind.PNG, SourceKind.WEBP):
        raise InputError("the picture is animated; save it as PNG", code="animated")
    if frames > limits.max_pages:
        raise InputTooLargeError(f"{frames} pages are more than {limits.max_pages}")


def _check_size(picture: Image.Image, limits: Limits, page_no: int) -> None:
    width, height = picture.size
    if width < 1 or height < 1:
        raise InputError("the picture is empty", code="corrupt", page_no=page_no)
    if width * height > limits.max_page_megapixels * 1e6:
        raise InputTooLargeError(
            f"the picture has more than {limits.max_page_megapixels:g} megapixels",
            page_no=page_no,
        )


def _add_jpeg(document: pymupdf.Document, path: Path, picture: Image.Image, limits: Limits) -> None:
    _check_size(picture, limits, 1)
    orientation = picture.getexif().get(_ORIENTATION_TAG, 1)
    mirrored, turn = _ORIENTATIONS.get(orientation, (False, 0))
    width_pt, height_pt = _page_size(picture)
    clean = without_metadata(path.read_bytes())
    picture.load()  # a cut-off picture must not pass as a half-grey page
    page = document.new_page(width=width_pt, height=height_pt)
    xref = page.insert_image(page.rect, stream=clean, keep_proportion=False)
    _place(document, page, xref, mirrored)
    page.set_rotation(turn)


def _add_frame(document: pymupdf.Document, picture: Image.Image) -> None:
    # Before the frame is loaded: then its strips are closed.
    whole = jpeg_of_tiff(picture) if picture.format == "TIFF" else None
    frame = picture.copy()  # loads the frame; a TIFF is turned upright by its tag here
    frame.info = dict(picture.info)
    width_pt, height_pt = _page_size(frame)
    flat = _flattened(frame)
    profile = picture.info.get("icc_profile")
    kept = Coded(whole, "DCTDecode") if whole and _looks_like(whole, flat) else _coded(flat)
    page = document.new_page(width=width_pt, height=height_pt)
    xref = _image_object(document, flat, kept, profile if isinstance(profile, bytes) else None)
    _place(document, page, xref, mirrored=False)


def _looks_like(jpeg: bytes, picture: Image.Image) -> bool:
    """Whether a JPEG shows the picture; where strips meet, soft colours may differ a little."""
    try:
        with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as shown:
            if (shown.mode, shown.size) != (picture.mode, picture.size):
                return False
            apart = np.asarray(ImageChops.difference(shown, picture))
    except _FAULTS:
        return False  # the frame itself could be read
    return float(apart.mean()) < _SEAM_LEVELS


def _page_size(picture: Image.Image) -> tuple[float, float]:
    """Width and height in points: by the resolution when it is plausible, else A4's long side."""
    width, height = picture.size
    dpi = picture.info.get("dpi")
    try:
        across, down = (float(d) for d in dpi)  # type: ignore[union-attr]
    except (TypeError, ValueError, ZeroDivisionError):
        across = down = 0.0
    if all(_MIN_DPI <= d <= _MAX_DPI for d in (across, down)):
        long_mm = max(width / across, height / down) * 25.4
        if _MIN_SIDE_MM <= long_mm <= _MAX_SIDE_MM:
            return width * 72 / across, height * 72 / down
    scale = _A4_LONG_MM / _MM_PER_PT / max(width, height)
    return max(width * scale, 1.0), max(height * scale, 1.0)


def _flattened(picture: Image.Image) -> Image.Image:
    """The picture in one of the modes of ``_SPACES``, transparency laid on white."""
    if picture.mode in _SPACES and "transparency" not in picture.info:
        return picture
    if picture.mode.startswith("I") or picture.mode == "F":
        return _eight_bit(picture)
    if picture.mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in picture.info:
        over = picture.convert("RGBA")
        paper = Image.new("RGBA", over.size, (255, 255, 255, 255))
        return Image.alpha_composite(paper, over).convert("RGB")
    return picture.convert("RGB")


def _eight_bit(picture: Image.Image) -> Image.Image:
    """Grey of 16 or 32 bits, or floating point, in 8 bits."""
    values = np.asarray(picture).astype(np.float64)
    top = 65535.0 if picture.mode != "F" and values.max(initial=0) > 255 else 255.0
    if picture.mode == "F":
        top = max(float(values.max(initial=0)), 1e-9)
    return Image.fromarray(np.clip(values / top * 255, 0, 255).astype(np.uint8))


# Of each mode: colour space, its components, and bits of a sample.
_SPACES = {
    "1": ("/DeviceGray", 1, 1),
    "L": ("/DeviceGray", 1, 8),
    "P": ("/DeviceRGB", 3, 8),  # of the palette; a sample is a place in it
    "RGB": ("/DeviceRGB", 3, 8),
    "CMYK": ("/DeviceCMYK", 4, 8),
}


def _coded(picture: Image.Image) -> Coded:
    samples = np.asarray(picture)
    if picture.mode == "1":
        return bilevel(samples.astype(bool))
    return deflated(samples.reshape(*samples.shape[:2], -1))


def _image_object(
    document: pymupdf.Document, picture: Image.Image, coded: Coded, profile: bytes | None
) -> int:
    """A new image object of the same pixels, and as few bits a pixel; its xref."""
    space, components, bits = _SPACES[picture.mode]
    if profile is not None and _profile_fits(profile, components):
        icc = document.get_new_xref()
        document.update_object(icc, f"<</N {components}/Alternate {space}>>")
        document.update_stream(icc, profile, new=1)
        space = f"[/ICCBased {icc} 0 R]"
    if picture.mode == "P":
        palette = bytes(picture.getpalette("RGB") or ())
        space = f"[/Indexed{space} {len(palette) // 3 - 1} <{palette.hex()}>]"
    xref: int = document.get_new_xref()
    width, height = picture.size
    parms = "".join(f"/{key} {str(value).lower()}" for key, value in coded.parms.items())
    entries = (
        f"/Type/XObject/Subtype/Image/Width {width}/Height {height}"
        f"/ColorSpace {space}/BitsPerComponent {bits}"
    )
    document.update_object(xref, f"<<{entries}>>")
    document.update_stream(xref, coded.data, new=1, compress=0)
    # MuPDF takes new data for bare samples: what codes them is said afterwards.
    coding = f"/Filter/{coded.filter}" + (f"/DecodeParms<<{parms}>>" if parms else "")
    document.update_object(xref, f"<<{entries}{coding}>>")
    return xref


def _profile_fits(profile: bytes, components: int) -> bool:
    """Whether the profile's colour space (ICC.1:2010, bytes 16 to 19) has so many components."""
    return {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}.get(profile[16:20]) == components


def _place(document: pymupdf.Document, page: pymupdf.Page, xref: int, mirrored: bool) -> None:
    """The image as the page's only content, over all of it."""
    width, height = page.rect.width, page.rect.height
    matrix = f"{-width} 0 0 {height} {width} 0" if mirrored else f"{width} 0 0 {height} 0 0"
    content = document.get_new_xref()
    document.update_object(content, "<<>>")
    document.update_stream(content, f"q {matrix} cm /Im0 Do Q".encode(), new=1)
    document.xref_set_key(page.xref, "Resources", f"<</XObject<</Im0 {xref} 0 R>>>>")
    document.xref_set_key(page.xref, "Contents", f"{content} 0 R")
