"""Small generated documents, born digital: forms, proofs and certificates of a page or two, as
applicants upload them; and the cheapest there are, a few lines on half a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import pymupdf

from benchmarks.draw import draw_people, pool_of
from benchmarks.generator.dossiers import Document, Dossier, write_dossiers
from benchmarks.generator.fonts import face
from benchmarks.generator.mix import ORDINARY
from benchmarks.generator.people import Applicant
from benchmarks.generator.render import to_pdf
from benchmarks.generator.style import random_style
from benchmarks.generator.template import KINDS

_SEED = 5
_PAGES = 2  # of a small document, at most


def drawn_batch(folder: Path, documents: int) -> tuple[Path, Path]:
    """An input folder of so many small documents in the layouts of ``dev``, and its roster."""
    write_dossiers(folder, _drawn(documents))
    return folder / "dossiers", folder / "roster.csv"


def _drawn(documents: int) -> Iterator[Dossier]:
    for number, applicant in enumerate(draw_people("dev", _SEED, documents, ORDINARY)):
        rng = np.random.default_rng((_SEED, number, 4))
        made = tuple(islice(_documents(applicant, rng), documents))
        yield Dossier(applicant, made)
        documents -= len(made)
        if not documents:
            return


def _documents(applicant: Applicant, rng: np.random.Generator) -> Iterator[Document]:
    """One of each kind that there is as a file of its maker's, if it is small."""
    pool = pool_of("dev")
    style = random_style(rng, pool.faces)
    for number, kind in enumerate(rng.permutation(KINDS), 1):
        fitting = [t for t in pool.templates if t.kind == kind and t.born_digital]
        if not fitting:
            continue
        template = fitting[int(rng.integers(len(fitting)))]
        pages = template.draw(applicant, style, rng)
        if len(pages) <= _PAGES:
            title = template.title.format(name=applicant.name)
            made = to_pdf(pages, title=title)
            yield Document(f"{number:02d}_{title}.pdf", kind, made, template.name, "text")


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
