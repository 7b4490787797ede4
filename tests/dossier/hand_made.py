"""Files as applicants redact them by hand: bars over live text, whole lines, page 1 only."""

from __future__ import annotations

from pathlib import Path

import pymupdf

Bar = tuple[int, str]  # page from 1, text below which the bar lies

HEAD = "年度考核表"
NAME, ID = "王伟", "15990119850412000X"
LINES = (
    (72, 100, f"姓名：{NAME}"),
    (72, 140, f"身份证号：{ID}"),
    (72, 180, "毕业院校：内蒙古农业大学"),
    (72, 220, "考核等次：优秀"),
    (72, 260, "审核人：赵强"),
)


def draw(
    path: Path,
    bars: tuple[Bar, ...] = (),
    *,
    pages: int = 1,
    flat: bool = False,
    opacity: float = 1.0,
    colour: tuple[float, float, float] = (0, 0, 0),
    lines: tuple[tuple[float, float, str], ...] = LINES,
) -> Path:
    """A form of ``pages`` equal pages with black bars over the given texts.

    ``flat``: printed to pictures, so that nothing live is below the bars.
    """
    with pymupdf.open() as pdf:
        for _ in range(pages):
            page = pdf.new_page()
            page.insert_text((240, 60), HEAD, fontsize=20, fontname="china-s")
            for x, y, text in lines:
                page.insert_text((x, y), text, fontsize=14, fontname="china-s")
        for page_no, text in bars:
            page = pdf[page_no - 1]
            for rect in page.search_for(text):
                page.draw_rect(
                    rect, color=colour, fill=colour, fill_opacity=opacity, stroke_opacity=opacity
                )
        if flat:
            _flatten(pdf)
        pdf.save(path, garbage=3)  # else the pages before the bars stay in the file
    return path


def _flatten(pdf: pymupdf.Document) -> None:
    pictures = [(page.rect, page.get_pixmap(dpi=200)) for page in pdf]
    for rect, picture in pictures:
        pdf.new_page(width=rect.width, height=rect.height).insert_image(rect, pixmap=picture)
    pdf.delete_pages(0, len(pictures) - 1)
