"""``python -m benchmarks.fidelity [--pages N] [--corpus DIR]``: what else erasing changes.

Several runs of text are erased on each page of drawn born-digital documents (``dev``) and of the
corpus's forms and odd PDFs. PDFium, which erases nothing here, says whether outside the marks any
glyph is lost, moved or new, and any pixel at 144 dpi differs. Every page that is not whole is
listed; so is every file in which nothing could be erased. PDFium sets glyphs on whole pixels: a run
at the same place, to a thousandth of a pixel, may fall on the next one.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.fidelity.erasing import Order, Page, work_through
from benchmarks.fidelity.pages import corpus_files, draw
from redactor.errors import RedactorError
from redactor.execute.local import LocalExecutor

_ROOT = Path(__file__).parents[2]
_TIMEOUT_S = 300.0
_MEMORY_MB = 6144
_MOST_PAGES = {"drawn": 20, "corpus": 4}  # of one document


def main() -> int:
    """Draw, erase, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=160, help="drawn ones")
    parser.add_argument("--corpus", type=Path, default=_ROOT.parent / "shared" / "corpus")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write every page here")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fidelity-") as name:
        drawn = draw(Path(name), given.pages, given.seed)
        orders = [Order(d.label, d.path, _MOST_PAGES["drawn"], given.seed) for d in drawn]
        for label, path in corpus_files(given.corpus):
            orders.append(Order(label, path, _MOST_PAGES["corpus"], given.seed))
        pages, refused = run(orders)
    print(*table(pages, refused), sep="\n")
    if given.json:
        given.json.write_text(json.dumps([asdict(page) for page in pages], indent=1))
    return int(any(page.difference.lost or page.difference.moved for page in pages))


def run(orders: Sequence[Order]) -> tuple[list[Page], dict[str, str]]:
    """The pages, and the files that were refused, with the fixed word for why."""
    pages: list[Page] = []
    refused: dict[str, str] = {}
    executor = LocalExecutor(1, timeout_s=_TIMEOUT_S, memory_mb=_MEMORY_MB, tasks_per_worker=50)
    for order, outcome in executor.map(work_through, orders):
        if isinstance(outcome, RedactorError):
            refused[order.label] = outcome.code
        elif isinstance(outcome, Exception):
            raise outcome
        else:
            pages += outcome
    return pages, refused


def table(pages: Sequence[Page], refused: dict[str, str]) -> Iterator[str]:
    """Lines for a person: totals, and every exception."""
    runs, glyphs = sum(p.runs for p in pages), sum(p.difference.glyphs for p in pages)
    yield f"{len(pages)} pages, {runs} runs erased, {glyphs} glyphs outside the marks"
    faults = [(p, p.difference) for p in pages if not p.is_whole]
    for word in ("lost", "moved", "new", "pixels", "seen_pixels"):
        found = [getattr(d, word) for _, d in faults]
        yield f"{word}: {sum(found)} on {sum(map(bool, found))} pages"
    for page, d in faults:
        picture = ", the page became a picture" if page.as_picture else ""
        yield (
            f"{page.label} page {page.page_no}: lost {d.lost}, moved {d.moved}, new {d.new}, "
            f"{d.pixels} pixels by up to {d.levels} levels, {d.seen_pixels} of them seen{picture}"
        )
    yield f"nothing erased in {len(refused)} files: {refused}"


if __name__ == "__main__":
    sys.exit(main())
