"""Pages as pictures, for the reports: of the originals (private) or the released files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

import cv2

from redactor.audit.html import PagePicture
from redactor.config.records import Settings
from redactor.errors import OutputError
from redactor.geometry import PageGeometry
from redactor.load.document import LoadedDocument
from redactor.load.sniff import SourceKind
from redactor.ports import Image
from redactor.store.writing import output_errors

_JPEG_QUALITY = 60
_IN_MEMORY = 16 << 20  # bytes; a page takes some 200 kB with its original


def spool_in(folder: Path) -> IO[bytes]:
    """Where all albums of a dossier lie: a few in memory, more in a file without a name."""
    return SpooledTemporaryFile(_IN_MEMORY, dir=str(folder))


class Album:
    """Pictures of a document's pages, at the end of a file: a thousand would fill the memory."""

    def __init__(self, spool: IO[bytes]) -> None:
        self._spool = spool
        self._places: list[tuple[int, PageGeometry, int, int]] = []  # start and bytes in the file

    def add(self, page_no: int, geometry: PageGeometry, image: Image) -> None:
        """Keep the next page. Raises OutputError."""
        jpeg = _jpeg(image)
        with output_errors("a page's picture cannot be kept"):
            start = self._spool.seek(0, os.SEEK_END)
            self._spool.write(jpeg)
        self._places.append((page_no, geometry, start, len(jpeg)))

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[PagePicture]:
        for page_no, geometry, start, size in self._places:
            self._spool.seek(start)
            yield PagePicture(page_no, self._spool.read(size), geometry)


class DrawnPages:
    """A document's pages as verification draws them anyhow: of the original and the finished file.

    ``dpi``: that of the reports' pictures; a page drawn otherwise is left out.
    """

    def __init__(self, spool: IO[bytes], dpi: float) -> None:
        self._dpi = dpi
        self.originals, self.finished = Album(spool), Album(spool)

    def add(self, page_no: int, geometry: PageGeometry, before: Image, after: Image) -> None:
        """Take the next page of both files. Raises OutputError."""
        if geometry.dpi == self._dpi:
            self.originals.add(page_no, geometry, before)
            self.finished.add(page_no, geometry, after)


class PagePictures:
    """Callable for the report writer: the pictures of document ``index``, page by page.

    ``files`` are of our own making, baked and clean: they are shown without another working copy,
    and drawn only where their album lacks a page.
    """

    def __init__(
        self, files: Sequence[Path | None], albums: Sequence[Album | None], settings: Settings
    ) -> None:
        self._files = files
        self._albums = albums
        self._settings = settings

    def __call__(self, index: int) -> Iterator[PagePicture]:
        path = self._files[index]
        if path is None:
            return
        if album := self._albums[index]:
            yield from album
            return
        dpi = self._settings.render_dpi
        with LoadedDocument(path, SourceKind.PDF, self._settings.limits) as document:
            for page_no in range(1, document.page_count + 1):
                image = document.render(page_no, dpi)
                yield PagePicture(page_no, _jpeg(image), document.geometry(page_no, dpi))


def _jpeg(image: Image) -> bytes:
    drawn = _grey(image)
    if drawn is None:
        drawn = cv2.cvtColor(image, cv2.COLOR_RGB2BGR)
    try:
        _, jpeg = cv2.imencode(".jpg", drawn, (cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY))
    except cv2.error:
        raise OutputError("a page is too long for a picture") from None
    return jpeg.tobytes()


def _grey(image: Image) -> Image | None:
    """The channel of a page without colour, as most are; it takes a third less time."""
    red, green, blue = (cv2.extractChannel(image, n) for n in range(3))
    grey = red.tobytes()
    return red if green.tobytes() == grey == blue.tobytes() else None
