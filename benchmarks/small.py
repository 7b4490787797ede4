"""Small generated documents, the cheapest there are: one page of text each, born digital."""

from __future__ import annotations

from pathlib import Path

import pymupdf

from benchmarks.draw import draw_people
from benchmarks.generator.fonts import face

_SEED = 5


def small_batch(folder: Path, documents: int, a_dossier: int = 8) -> tuple[Path, Path]:
    """An input folder of so many documents, or a few more, and its roster."""
    rows = ["编号,姓名,身份证号"]
    for applicant in draw_people("dev", _SEED, -(-documents // a_dossier)):
        target = folder / "in" / applicant.number
        target.mkdir(parents=True)
        for number in range(1, a_dossier + 1):
            draw_small(target / f"{number:02d}.pdf", applicant.name, applicant.id_number, number)
        rows.append(f"{applicant.number},{applicant.name},{applicant.id_number}")
    roster = folder / "roster.csv"
    roster.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder / "in", roster


def draw_small(path: Path, name: str, id_number: str, number: int) -> None:
    """One document of its holder; the ``number`` tells it from the others."""
    lines = (
        "年度工作总结",
        f"姓名：{name}",
        f"身份证号：{id_number}",
        *(f"第{n}项工作按期完成，质量合格。" for n in range(1, 4 + number)),
    )
    font = pymupdf.Font(fontbuffer=face("serif").subset("".join(lines)))
    with pymupdf.open() as document:
        writer = pymupdf.TextWriter(document.new_page(width=420, height=320).rect)
        for row, line in enumerate(lines):
            writer.append((40, 60 + 26 * row), line, font=font, fontsize=12)
        writer.write_text(document[0])
        document.save(path)
