"""Odd PDFs of the wild: each is read, or refused with a reason, in bounded time."""

from pathlib import Path

import pytest

from redactor.config.records import Limits
from redactor.errors import RedactorError
from redactor.load import load

FOLDER = Path(__file__).parents[3] / "shared" / "corpus" / "odd_pdf"
FILES = sorted(FOLDER.glob("*")) if FOLDER.is_dir() else []
MAX_PAGES = 20


@pytest.mark.slow
@pytest.mark.skipif(not FILES, reason="the corpus is not here")
@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_file_is_read_or_refused(path, work_dir):
    try:
        with load(path, work_dir, Limits()) as document:
            for page_no in range(1, min(document.page_count, MAX_PAGES) + 1):
                layer = document.text_layer(page_no)
                assert len(layer.chars) == len(layer.font_ids)
                document.pictures(page_no)
    except RedactorError as error:
        assert error.code in {"corrupt", "no_pages", "protected", "too_large", "unknown", "xfa"}
