"""Small documents drawn for one behaviour each; everybody in them is made up."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pymupdf
import pytest

from redactor.config.records import Limits
from redactor.load import LoadedDocument, load

Opener = Callable[..., LoadedDocument]


@pytest.fixture
def work_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.fixture
def open_file(work_dir: Path) -> Iterator[Opener]:
    """Load a file, closed at the end of the test."""
    with ExitStack() as stack:

        def opener(path: Path, limits: Limits | None = None) -> LoadedDocument:
            return stack.enter_context(load(path, work_dir, limits or Limits()))

        yield opener


@pytest.fixture
def open_drawn(tmp_path: Path, open_file: Opener) -> Opener:
    """Load a PDF that a function draws on a fresh document."""

    def opener(draw: Callable[[pymupdf.Document], None]) -> LoadedDocument:
        path = tmp_path / "drawn.pdf"
        with pymupdf.open() as document:
            draw(document)
            document.save(path)
        return open_file(path)

    return opener
