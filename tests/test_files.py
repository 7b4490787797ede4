"""Hashes of files: what is no file has none, and nobody waits for it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from redactor.files import sha256_of, sha256_or_empty

_TRY = "import sys; from pathlib import Path; from redactor.files import sha256_or_empty as h; "


def test_content_is_hashed_also_through_a_link(tmp_path: Path) -> None:
    plain, link = tmp_path / "a", tmp_path / "b"
    plain.write_bytes(b"x" * 100_000)
    link.symlink_to(plain)

    assert sha256_of(plain) == sha256_of(link) != ""


def _pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in folders there")
@pytest.mark.parametrize(
    "make",
    [
        _pipe,
        lambda path: path.symlink_to("/dev/zero"),
        Path.mkdir,
        lambda path: path.symlink_to("x"),
    ],
    ids=["pipe", "device without end", "folder", "link to nothing"],
)
def test_what_is_no_file_has_no_hash_and_nobody_waits(
    tmp_path: Path, make: Callable[[Path], object]
) -> None:
    make(path := tmp_path / "x.pdf")

    # In a process of its own, that would wait for ever.
    said = f"{_TRY} print(repr(h(Path(sys.argv[1]))))"
    done = subprocess.run(
        [sys.executable, "-c", said, str(path)], capture_output=True, timeout=30, check=True
    )

    assert done.stdout.strip() == b"''"
    with pytest.raises(OSError):
        sha256_of(path)
    assert sha256_or_empty(path) == ""
