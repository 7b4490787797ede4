"""Pages of TIFFs counted without their library."""

from __future__ import annotations

import struct
import time
from pathlib import Path

import pytest
from PIL import Image

from redactor.config.records import Limits
from redactor.errors import InputTooLargeError
from redactor.load.document import load
from redactor.load.tiff_pages import has_more_pages


def _chain(pages: int, last: int = 0) -> bytes:
    """A TIFF whose directories are empty; the last one leads to ``last``."""
    at = [8 + 6 * i for i in range(pages)]
    return (
        b"II*\0" + b"".join(struct.pack("<IH", next_, 0) for next_ in at) + struct.pack("<I", last)
    )


@pytest.mark.parametrize("kind", ["tiff", "big"])
def test_written_pages_are_counted(tmp_path: Path, kind: str) -> None:
    path, sheets = tmp_path / "a.tif", [Image.new("L", (8, 8))] * 5
    sheets[0].save(path, "TIFF", save_all=True, append_images=sheets[1:], big_tiff=kind == "big")

    assert has_more_pages(path, 4) and not has_more_pages(path, 5)


@pytest.mark.parametrize("data", [_chain(3, 8), _chain(3, 1 << 30), b"II*\0\x08", b"MM\0*"])
def test_a_chain_that_goes_round_or_breaks_off_has_no_more(tmp_path: Path, data: bytes) -> None:
    (path := tmp_path / "a.tif").write_bytes(data)

    assert not has_more_pages(path, 3)


def test_too_many_pages_are_refused_at_once(tmp_path: Path) -> None:
    (path := tmp_path / "a.tif").write_bytes(_chain(100_000))

    begun = time.monotonic()
    with pytest.raises(InputTooLargeError):
        load(path, tmp_path, Limits())
    assert time.monotonic() - begun < 10
