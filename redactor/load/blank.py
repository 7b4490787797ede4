"""A made-up page, with text or as a picture of it, to try the models on."""

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


def page_to_warm_up(folder: Path, *, as_scan: bool) -> Path:
    """A PDF of one page, with a text layer or without."""
    path = folder / "page.pdf"
    with pymupdf.open() as document:
        page = document.new_page(width=420, height=300)
        writer = pymupdf.TextWriter(page.rect)
        font = pymupdf.Font("cjk")
        for number, line in enumerate(_LINES):
            writer.append((40, 50 + 34 * number), line, font, 15)
        writer.write_text(page)
        if as_scan:
            picture = page.get_pixmap(dpi=120).tobytes("jpeg")
            document.delete_page(0)
            page = document.new_page(width=420, height=300)
            page.insert_image(page.rect, stream=picture)
        document.save(path, garbage=4)
    return path
