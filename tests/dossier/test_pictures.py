"""The pictures of the reports: kept as verification drew the pages, or drawn from the files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pymupdf
import pytest

from redactor.audit.html import PagePicture
from redactor.config.records import Settings
from redactor.dossier import pictures
from redactor.dossier.pictures import Album, DrawnPages, PagePictures, spool_in
from redactor.errors import OutputError
from redactor.geometry import PageGeometry
from redactor.verify.pixels import RENDER_DPI
from redactor.verify.render import geometry_of, render

GEOMETRY = PageGeometry(40, 60, 0, RENDER_DPI)


def image(level: int) -> np.ndarray:
    return np.full((92, 61, 3), level, np.uint8)


def write_pages(path: Path, count: int) -> Path:
    with pymupdf.open() as document:
        for number in range(count):
            page = document.new_page(width=300, height=200)
            page.insert_text((30, 60), f"page {number}", fontsize=20, color=(1, 0, 0))
            page.set_rotation(90 * number)
        document.save(path)
    return path


def test_a_page_as_verification_draws_it_is_the_page_as_the_report_would(tmp_path: Path) -> None:
    assert Settings().render_dpi == RENDER_DPI, "else every page is drawn once more"
    path = write_pages(tmp_path / "a.pdf", 3)
    drawn = DrawnPages(spool_in(tmp_path), RENDER_DPI)
    with pymupdf.open(path) as document:
        for number, page in enumerate(document, 1):
            picture = render(page, RENDER_DPI)
            drawn.add(number, geometry_of(page, RENDER_DPI), picture, picture)
    anew = list(PagePictures([path], [None], Settings())(0))
    assert list(drawn.originals) == list(drawn.finished) == anew


@pytest.mark.parametrize("in_memory", [1 << 20, 1])
def test_albums_in_one_file_keep_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_memory: int
) -> None:
    monkeypatch.setattr(pictures, "_IN_MEMORY", in_memory)
    spool = spool_in(tmp_path)
    one, other = (DrawnPages(spool, RENDER_DPI) for _ in range(2))
    one.add(1, GEOMETRY, image(0), image(80))
    other.add(1, GEOMETRY, image(160), image(250))
    one.add(2, GEOMETRY, image(40), image(120))
    albums = (one.originals, one.finished, other.originals, other.finished)
    shown = [[level(picture) for picture in album] for album in albums]
    assert shown == [[0, 40], [80, 120], [160], [250]]
    assert [picture.page_no for picture in one.finished] == [1, 2]


def level(picture: PagePicture) -> int:
    return 10 * round(pymupdf.Pixmap(picture.jpeg).pixel(0, 0)[0] / 10)


def test_only_a_page_with_colour_is_kept_in_colour(tmp_path: Path) -> None:
    grey, coloured = image(200), image(200)
    coloured[40:60, 10:50] = 200, 30, 30
    drawn = DrawnPages(spool_in(tmp_path), RENDER_DPI)
    drawn.add(1, GEOMETRY, coloured, grey)
    (original,), (finished,) = drawn.originals, drawn.finished
    assert pymupdf.Pixmap(finished.jpeg).n == 1
    red, green, blue = pymupdf.Pixmap(original.jpeg).pixel(30, 50)
    assert red > 150 and green < 80 and blue < 80


def test_pages_drawn_at_another_scale_are_left_out(tmp_path: Path) -> None:
    drawn = DrawnPages(spool_in(tmp_path), 96.0)
    drawn.add(1, GEOMETRY, image(0), image(0))
    assert len(drawn.originals) == len(drawn.finished) == 0


def test_nothing_is_shown_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    drawn = DrawnPages(spool_in(tmp_path), RENDER_DPI)
    drawn.add(1, GEOMETRY, image(0), image(0))
    assert list(PagePictures([None], [drawn.finished], Settings())(0)) == []


def test_a_picture_that_cannot_be_kept_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "_IN_MEMORY", 1)
    with pytest.raises(OutputError):
        Album(spool_in(tmp_path / "missing")).add(1, GEOMETRY, image(0))


def test_a_page_too_long_for_a_picture_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="too long"):
        Album(spool_in(tmp_path)).add(1, GEOMETRY, np.zeros((1, 70_000, 3), np.uint8))
