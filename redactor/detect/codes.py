"""QR codes, bar codes and their kin (ZXing-C++), with where they lead.

Every code of the form and of certificates points at its holder (RULES.md cases 66 to 68), so a
symbol that is seen but cannot be read is a finding as well.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from redactor.datatypes import Entity, Evidence, Finding, Likeness
from redactor.detect.code_fields import bar_fields, module_fields
from redactor.detect.payload import public_domain
from redactor.detect.places import clipped, joined
from redactor.detect.shared import grey_of, print_of
from redactor.detect.symbols import Corners, bars_round, grown, has_finders, modules_round, size_of
from redactor.detect.upright import cells_of
from redactor.geometry import PtQuad, PxBox
from redactor.ports import Image, PageView

Grey = NDArray[np.uint8]

_Format = zxingcpp.BarcodeFormat
_QR = frozenset({_Format.QRCode, _Format.QRCodeModel1, _Format.QRCodeModel2})
_MATRIX = _QR | {
    _Format.MicroQRCode,
    _Format.RMQRCode,
    _Format.DataMatrix,
    _Format.Aztec,
    _Format.AztecCode,
    _Format.MaxiCode,
}
_STACKED = frozenset({_Format.PDF417, _Format.CompactPDF417, _Format.MicroPDF417})
# Symbologies without a check digit of their own: a short one is more likely a ruled table.
_MIN_LENGTH = {
    _Format.Code39: 4,
    _Format.Code39Std: 4,
    _Format.Code39Ext: 4,
    _Format.ITF: 8,
    _Format.Codabar: 8,
}
_MM_PER_INCH = 25.4
_SIDE_MM = (4.0, 90.0)  # of a matrix code; 10 mm is the least that offices print
_WIDTH_MM = (10.0, 150.0)  # of a bar code
_QUIET_MM = 0.5  # the blank margin that goes too: edges of modules blur into it
_COLOURED = 40  # levels between channels above which a pixel is coloured ink
_COLOURED_SHARE = 2e-4  # of the page: a hairline of a stamp over one code
_READ, _CELL = 0.9, 1.15  # score of a character that is print beyond doubt; what it takes
_INKED, _LEFT = 128, 0.5  # level of ink; share of a code's that no print accounts for
# Where a code may lie: edges over a pixel, against the paper's grain, and their share round about.
_STEEP, _OF_GRAIN, _DENSE = 16, 2.5, 0.3
_COARSE, _NEAR_MM, _AROUND_MM = 8, 3.0, 4.0
_LOW_DPI = 150.0  # below it a small module is less than two pixels wide
_FINE_MM = 34.0  # with its margin, of a place whose modules may be finer than those of a QR code
# Levels 40 to 100 spread over the whole range: red ink is about 95 in grey, black below 60.
_ONLY_DARK = np.clip((np.arange(256) - 40) * 255.0 / 60.0, 0, 255).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class _Symbol:
    """A code as seen in one image, in pixels of the page."""

    corners: Corners
    entity: Entity
    is_read: bool
    payload: str = field(repr=False)  # never leaves this module
    is_isbn: bool = False


class CodeDetector:
    """Finds codes on the grey page and on the page without its coloured ink.

    ``found_by`` is ``code.zxing`` for a code that was read and ``code.unreadable`` for one that
    was only seen. A payload that leads to a public place gives ``PUBLIC_PAYLOAD``; of a web
    address the finding's value keeps the host, of any other payload nothing.
    """

    name = "code"

    def __init__(self, public_domains: Iterable[str] = ()) -> None:
        """``public_domains``: hosts whose pages are public (rule pack); doi.org always is."""
        self._public_domains = tuple(public_domains)

    def find(self, view: PageView) -> Iterable[Finding]:
        """Codes of the page, one finding each, with the quad of the symbol."""
        margin = _QUIET_MM * view.geometry.dpi / _MM_PER_INCH
        for symbol in _symbols(view):
            quad = view.geometry.quad_to_pt(grown(symbol.corners, margin))
            yield self._finding(symbol, view.page_no, quad)

    def _finding(self, symbol: _Symbol, page_no: int, quad: PtQuad) -> Finding:
        domain, is_public = public_domain(symbol.payload, self._public_domains)
        is_public = symbol.is_read and (is_public or symbol.is_isbn)
        return Finding(
            entity=symbol.entity,
            page_no=page_no,
            quads=(quad,),
            score=1.0 if symbol.is_read else 0.6,
            found_by="code.zxing" if symbol.is_read else "code.unreadable",
            value=domain,
            likeness=Likeness.NONE,
            evidence=frozenset({Evidence.PUBLIC_PAYLOAD}) if is_public else frozenset(),
        )


def _symbols(view: PageView) -> list[_Symbol]:
    symbols: list[_Symbol] = []
    if not (places := _places(view)):
        return symbols
    dpi = view.geometry.dpi
    for image in _looks(view):
        for symbol in _read(image, places, dpi, len(image) / len(view.image)):
            _merge(symbols, symbol)
        places = [p for p in places if not any(_fills(s, p, dpi) for s in symbols)]
    for symbol in _read_fine(grey_of(view), places, dpi, symbols):
        _merge(symbols, symbol)
    read = [symbol.corners for symbol in symbols if symbol.is_read]
    bare = _without_print(view)
    symbols = [s for s in symbols if s.is_read or not _is_print(view.image, bare, s.corners)]
    for symbol in _seen(bare, places, dpi, read):
        _merge(symbols, symbol)
    return symbols


def _places(view: PageView) -> list[PxBox]:
    """Where edges lie as close as in a code, with its quiet zone; print in Chinese is none."""
    mm = view.geometry.dpi / _MM_PER_INCH
    steep = cv2.morphologyEx(grey_of(view), cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    grain = float(np.median(steep[::_COARSE, ::_COARSE]))
    edges = cv2.compare(steep, max(_STEEP, _OF_GRAIN * grain), cv2.CMP_GT)
    for cell in _print_cells(view):
        cv2.fillConvexPoly(edges, cell, 0)
    height, width = (max(1, round(length / _COARSE)) for length in edges.shape)
    coarse = cv2.resize(edges, (width, height), interpolation=cv2.INTER_AREA)
    side = max(1, round(_NEAR_MM * mm / _COARSE))
    dense = (cv2.blur(coarse, (side, side)) > 255 * _DENSE).astype(np.uint8)
    # Parts of one code lie side by side.
    by = round(_AROUND_MM * mm / _COARSE)
    whole = cv2.dilate(dense, np.ones((2 * by + 1,) * 2, np.uint8))
    found = []
    for x, y, w, h, _ in cv2.connectedComponentsWithStats(whole)[2][1:].tolist():
        if (min(w, h) - 2 * by) * _COARSE >= _SIDE_MM[0] * mm:
            ends = (_COARSE * end for end in (x, y, x + w, y + h))
            found.append(clipped(PxBox(*ends), view.image))
    return joined(filter(None, found))


def _part(image: Grey, place: PxBox, scale: float = 1.0) -> tuple[Grey, tuple[int, int]]:
    """The place in an image ``scale`` times as large as the page's, and where it begins: x, y."""
    x, y = int(place.x0 * scale), int(place.y0 * scale)
    part = image[y : math.ceil(place.y1 * scale), x : math.ceil(place.x1 * scale)]
    return np.ascontiguousarray(part), (x, y)


def _moved(corners: Corners, by: tuple[int, int]) -> Corners:
    return tuple((x + by[0], y + by[1]) for x, y in corners)


def _looks(view: PageView) -> Iterator[Grey]:
    """The page in grey; then without what may lie over a code; enlarged if it is coarse."""
    grey = grey_of(view)
    yield grey
    brightest = _without_ink(view.image)
    red, green, blue = cv2.split(view.image)
    colour = cv2.subtract(brightest, cv2.min(cv2.min(red, green), blue))
    if np.count_nonzero(cv2.compare(colour, _COLOURED, cv2.CMP_GT)) > _COLOURED_SHARE * grey.size:
        yield brightest
    else:
        # A copied red seal is dark grey, yet lighter than printed modules.
        yield np.asarray(cv2.LUT(grey, _ONLY_DARK), np.uint8)
    if view.geometry.dpi < _LOW_DPI:
        yield _enlarged(grey)


def _enlarged(grey: Grey) -> Grey:
    return np.asarray(cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)


def _read(image: Grey, places: Sequence[PxBox], dpi: float, scale: float) -> Iterator[_Symbol]:
    """Symbols of ``image``, which is ``scale`` times as large as the page's image."""
    for place in places:
        part, start = _part(image, place, scale)
        for code in zxingcpp.read_barcodes(part, return_errors=True):
            corners = _moved(_corners(code), start)
            if _plausible(code, image, corners, dpi * scale):
                yield _symbol(code, image, corners, dpi, scale)


def _read_fine(
    grey: Grey, places: Sequence[PxBox], dpi: float, known: Sequence[_Symbol]
) -> Iterator[_Symbol]:
    """Symbols that small places where nothing was read show once enlarged.

    Only readings count: a Data Matrix has no finders, and is not seen for sure without.
    """
    most = _FINE_MM * dpi / _MM_PER_INCH
    for place in places:
        if max(place.width, place.height) > most or any(_lies_in(s, place) for s in known):
            continue
        part, start = _part(grey, place)
        large = _enlarged(part)
        for code in zxingcpp.read_barcodes(large):
            corners = _corners(code)
            if code.valid and _plausible(code, large, corners, 2 * dpi):
                found = _symbol(code, large, corners, dpi, 2.0)
                yield replace(found, corners=_moved(found.corners, start))


def _fills(symbol: _Symbol, place: PxBox, dpi: float) -> bool:
    """Whether a code that was read leaves no room for another in its place."""
    mm = dpi / _MM_PER_INCH
    xs, ys = [x for x, _ in symbol.corners], [y for _, y in symbol.corners]
    least = (_AROUND_MM + _SIDE_MM[0]) * mm
    beside = (min(xs) - place.x0, min(ys) - place.y0, place.x1 - max(xs), place.y1 - max(ys))
    return symbol.is_read and max(beside) < least


def _lies_in(symbol: _Symbol, place: PxBox) -> bool:
    x, y = (sum(corner[k] for corner in symbol.corners) / 4 for k in (0, 1))
    return place.x0 <= x <= place.x1 and place.y0 <= y <= place.y1


def _symbol(
    code: zxingcpp.Barcode, image: Grey, corners: Corners, dpi: float, scale: float
) -> _Symbol:
    payload, is_isbn = _payload(code)
    is_read = bool(code.valid)
    if not is_read:
        is_read, payload, is_isbn = _read_again(image, corners)
    linear = code.format not in _MATRIX
    if linear and code.format not in _STACKED:
        corners = bars_round(image, corners, dpi * scale)
    elif not code.valid:
        corners = modules_round(image, corners, dpi * scale)
    return _Symbol(
        tuple((x / scale, y / scale) for x, y in corners),
        Entity.BARCODE if linear else Entity.QR_CODE,
        is_read,
        payload,
        is_isbn,
    )


def _seen(
    grey: Grey, places: Sequence[PxBox], dpi: float, read: Sequence[Corners]
) -> Iterator[_Symbol]:
    """Fields of bars and modules that may be too worn, or too coarse, for a decoder."""
    for place in places:
        part, (x, y) = _part(grey, place)
        known = [_moved(corners, (-x, -y)) for corners in read]
        for entity, fields in (
            (Entity.BARCODE, bar_fields(part, dpi)),
            (Entity.QR_CODE, module_fields(part, dpi, known)),
        ):
            for found in fields:
                corners = _moved(found, (x, y))
                yield _Symbol(corners, entity, *_read_again(grey, corners))


def _print_cells(view: PageView) -> NDArray[np.int32]:
    """The cells of what was read in Chinese: a code never is."""
    read = print_of(view)
    return cells_of(read.corners[read.han & (read.scores >= _READ)], _CELL)


def _without_print(view: PageView) -> Grey:
    """The page without coloured ink and what was read."""
    grey = _without_ink(view.image)
    cells = _print_cells(view)
    at = np.clip(cells[:, 0], 0, np.array(grey.shape[::-1]) - 1)
    for cell, paper in zip(cells, grey[at[:, 1], at[:, 0]].tolist(), strict=True):
        cv2.fillConvexPoly(grey, cell, paper)
    return grey


def _is_print(image: Image, bare: Grey, corners: Corners) -> bool:
    """Whether most of the ink there was read as Chinese: 回 is the finder of a Micro QR code."""
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    rows = slice(max(0, int(min(ys))), int(max(ys)) + 1)
    columns = slice(max(0, int(min(xs))), int(max(xs)) + 1)
    shown = _without_ink(image[rows, columns])
    inked, left = (np.count_nonzero(g < _INKED) for g in (shown, bare[rows, columns]))
    return bool(left < _LEFT * inked)


def _without_ink(image: Image) -> Grey:
    """In the brightest channel red seals and blue ink turn to paper; black modules stay."""
    red, green, blue = cv2.split(image)
    return np.asarray(cv2.max(cv2.max(red, green), blue), np.uint8)


def _read_again(image: Grey, corners: Corners) -> tuple[bool, str, bool]:
    """Whether an enlarged cut can be read, its payload, and whether that is an ISBN or ISSN."""
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    pad = 0.25 * max(max(xs) - min(xs), max(ys) - min(ys))
    y0, x0 = max(0, int(min(ys) - pad)), max(0, int(min(xs) - pad))
    cut = image[y0 : int(max(ys) + pad) + 1, x0 : int(max(xs) + pad) + 1]
    for code in zxingcpp.read_barcodes(_enlarged(cut)):
        if len(code.text) >= _MIN_LENGTH.get(code.format, 1):
            return (True, *_payload(code))
    return False, "", False


def _payload(code: zxingcpp.Barcode) -> tuple[str, bool]:
    """The text, and whether it is the number of a book or journal (EAN-13 977, 978, 979)."""
    text = code.text if code.valid else ""
    is_isbn = code.format in (_Format.EAN13, _Format.ISBN) and text[:3] in ("977", "978", "979")
    return text, is_isbn


def _corners(code: zxingcpp.Barcode) -> Corners:
    at = code.position
    return tuple(
        (float(p.x), float(p.y))
        for p in (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
    )


def _plausible(code: zxingcpp.Barcode, image: Grey, corners: Corners, dpi: float) -> bool:
    """Whether it can be a printed code: what text and tables are taken for is not.

    Measured on 169 dense text, table and odd pages: no code that was read was false; of those
    only seen, Data Matrix was false on every page of small print, QR on three.
    """
    width, height, is_square = size_of(corners)
    width_mm, height_mm = width * _MM_PER_INCH / dpi, height * _MM_PER_INCH / dpi
    if code.valid and len(code.text) < _MIN_LENGTH.get(code.format, 1):
        return False
    if code.format in _MATRIX:
        within = all(_SIDE_MM[0] <= side <= _SIDE_MM[1] for side in (width_mm, height_mm))
        if code.valid:
            return within
        if code.format in _QR:
            return within and is_square and has_finders(image, corners)
        return within and is_square and code.format != _Format.DataMatrix
    return _WIDTH_MM[0] <= width_mm <= _WIDTH_MM[1] and (bool(code.valid) or height_mm >= 2)


def _merge(symbols: list[_Symbol], new: _Symbol) -> None:
    """Adds ``new``, unless it is there already; a reading replaces a sighting, the larger of two
    sightings the other: of a worn code a decoder may have seen a part.
    """
    for i, old in enumerate(symbols):
        if _inside(new.corners, old.corners) or _inside(old.corners, new.corners):
            larger = not new.is_read and _size(new.corners) > _size(old.corners)
            if not old.is_read and (new.is_read or larger):
                symbols[i] = new
            return
    symbols.append(new)


def _size(corners: Corners) -> float:
    width, height, _ = size_of(corners)
    return width * height


def _inside(a: Corners, b: Corners) -> bool:
    """Whether the middle of ``a`` lies in ``b``."""
    middle = sum(x for x, _ in a) / 4, sum(y for _, y in a) / 4
    return PtQuad(*b).contains(middle)
