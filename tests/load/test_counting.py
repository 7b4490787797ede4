"""Whether a file is long is told without reading it, and of a small one without opening it."""

from pathlib import Path

import pymupdf
import pytest

from redactor.load import counting


@pytest.fixture
def three_pages(tmp_path: Path) -> Path:
    path = tmp_path / "a.pdf"
    with pymupdf.open() as document:
        for _ in range(3):
            document.new_page()
        document.save(path)
    return path


@pytest.mark.parametrize("pages, longer", [(2, True), (3, False)])
def test_a_file_is_longer_than_its_number_of_pages_less_one(
    three_pages: Path, pages: int, longer: bool
) -> None:
    assert counting.is_longer(three_pages, pages) is longer


def test_what_is_too_small_for_so_many_pages_is_not_opened(
    three_pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(counting, "sniff")
    assert not counting.is_longer(three_pages, 100)


def test_what_is_not_there_is_not_long(tmp_path: Path) -> None:
    assert not counting.is_longer(tmp_path / "b.pdf", 2)
