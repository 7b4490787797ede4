"""Two made-up pages, one with text and one that is a picture of it, to try the models on."""

from __future__ import annotations

from pathlib import Path

import pymupdf

_LINES = (
    "年度考核表",
    "姓名：王伟",
    "工作单位：云岭水务设计院",
    "身份证号：15990119850412000X",
    "电话：15412345678",
)


def pages_to_warm_up(folder: Path) -> tuple[Path, Path]:
    """A PDF with a text layer, and one without."""
    text, scan = folder / "text.pdf", folder / "scan.pdf"
    with pymupdf.open() as document:
        page = document.new_page(width=420, height=300)
        writer = pymupdf.TextWriter(page.rect)
        font = pymupdf.Font("cjk")
        for number, line in enumerate(_LINES):
            writer.append((40, 50 + 34 * number), line, font, 15)
        writer.write_text(page)
        picture = page.get_pixmap(dpi=120).tobytes("jpeg")
        document.save(text)
    with pymupdf.open() as document:
        page = document.new_page(width=420, height=300)
        page.insert_image(page.rect, stream=picture)
        document.save(scan)
    return text, scan
