"""The pages that the models are tried on are what they say."""

from __future__ import annotations

import pymupdf
import pytest

from redactor.load.blank import page_to_warm_up


@pytest.mark.parametrize("as_scan", [False, True])
def test_a_page_has_text_or_shows_the_same(tmp_path, as_scan):
    with pymupdf.open(page_to_warm_up(tmp_path, as_scan=as_scan)) as pdf:
        assert ("王伟" in pdf[0].get_text()) is not as_scan
        assert pdf.page_count == 1 and len(pdf[0].get_images()) == as_scan
        assert min(pdf[0].get_pixmap().samples) < 100
