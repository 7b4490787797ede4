"""Pages as pictures, for the reports: of the originals (private) or the released files."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image

from redactor.audit.html import PagePicture
from redactor.config.records import Settings
from redactor.load.document import LoadedDocument
from redactor.load.sniff import SourceKind

_JPEG_QUALITY = 60


class PagePictures:
    """Callable for the report writer: the pictures of document ``index``, page by page.

    ``files`` are of our own making, baked and clean: they are shown without another working copy.
    """

    def __init__(self, files: Sequence[Path | None], settings: Settings) -> None:
        self._files = files
        self._settings = settings

    def __call__(self, index: int) -> Iterator[PagePicture]:
        path = self._files[index]
        if path is None:
            return
        dpi = self._settings.render_dpi
        with LoadedDocument(path, SourceKind.PDF, self._settings.limits) as document:
            for page_no in range(1, document.page_count + 1):
                buffer = io.BytesIO()
                image = Image.fromarray(document.render(page_no, dpi))
                image.save(buffer, "JPEG", quality=_JPEG_QUALITY)
                yield PagePicture(page_no, buffer.getvalue(), document.geometry(page_no, dpi))
