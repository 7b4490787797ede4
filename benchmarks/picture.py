"""``python -m benchmarks.picture OUT``: the README's picture, original beside released page."""

from __future__ import annotations

import argparse
from pathlib import Path

import pymupdf
from PIL import Image

from benchmarks.demo import SAMPLES

_DPI = 80
_GAP_PX = 16


def picture(original: Path, redacted: Path) -> Image.Image:
    """The first pages of both files side by side."""
    pages = []
    for path in (original, redacted):
        with pymupdf.open(path) as document:
            shown = document[0].get_pixmap(dpi=_DPI)
            pages.append(Image.frombytes("RGB", (shown.width, shown.height), shown.samples))
    left, right = pages
    both = Image.new("RGB", (left.width + _GAP_PX + right.width, left.height), "#8a94a6")
    both.paste(left, (0, 0))
    both.paste(right, (left.width + _GAP_PX, 0))
    return both


def main() -> None:
    """Draw the first document of the first released dossier."""
    parser = argparse.ArgumentParser(description="Draw the README's picture.")
    parser.add_argument("out", type=Path, help="output folder of make demo")
    out = parser.parse_args().out
    released = min((out / "release").glob("*/*.pdf"))
    folder = SAMPLES / "dossiers" / released.parent.name
    target = SAMPLES / "result.png"
    picture(min(folder.iterdir()), released).quantize(64).save(target, optimize=True)
    print(target)


if __name__ == "__main__":
    main()
