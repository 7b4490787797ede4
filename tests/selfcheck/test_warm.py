"""The pages that the models are tried on are what they say."""

from __future__ import annotations

import pymupdf

from redactor.load.blank import pages_to_warm_up


def test_one_page_has_text_and_the_other_shows_the_same(tmp_path):
    text, scan = pages_to_warm_up(tmp_path)
    with pymupdf.open(text) as one, pymupdf.open(scan) as other:
        assert "王伟" in one[0].get_text()
        assert not other[0].get_text().strip() and len(other[0].get_images()) == 1
