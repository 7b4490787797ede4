"""The pages that are measured: whole documents, copied to where they run.

Below ``work``: a folder of dossiers for each kind of page and for ``warm-up/``, and ``roster.csv``.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pymupdf

from benchmarks.speed.record import BORN_DIGITAL, KINDS, SAMPLED, SCANNED

WARM_UP = "warm-up"
ROSTER = "roster.csv"
_STAMP = 100  # a scan's stamp or file mark may be text: as many characters at most


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the samples."""

    path: Path = field(repr=False)
    folder: str
    number: int  # its place in the folder, from 1
    kind: str
    pages: int

    @property
    def label(self) -> str:
        """Stands for the file in results: file names may hold a name."""
        return f"{self.folder}/{self.number:02d}{self.path.suffix}"


def sources_of(samples: Path) -> list[Source]:
    """All documents of a sample folder."""
    folders = sorted(p for p in (samples / "dossiers").iterdir() if p.is_dir())
    return [
        _source(path, number)
        for folder in folders
        for number, path in enumerate(sorted(folder.iterdir()), 1)
    ]


def _source(path: Path, number: int) -> Source:
    with pymupdf.open(path) as document:
        text = document.is_pdf and len(document[0].get_text()) > _STAMP
        kind = BORN_DIGITAL if text else SCANNED
        return Source(path, path.parent.name, number, kind, document.page_count)


def choose(sources: Sequence[Source], pages: int) -> dict[str, list[Source]]:
    """By kind, whole documents of at most ``pages`` pages together, as unlike as can be.

    ValueError when no document of a kind is short enough.
    """
    by_kind = {kind: [s for s in sources if s.kind == kind] for kind in KINDS}
    chosen = {
        kind: _chosen(found, pages)
        for kind, found in by_kind.items()
        if found or kind in SAMPLED  # the others are drawn, where they are wanted
    }
    for kind, documents in chosen.items():
        if not documents:
            raise ValueError(f"no {kind} document of at most {pages} pages in the samples")
    return chosen


def _chosen(sources: Sequence[Source], room: int) -> list[Source]:
    chosen = []
    half = room / 2  # a longer document comes last: it would stand alone
    for source in sorted(_diagonally(sources), key=lambda source: source.pages > half):
        if source.pages <= room:
            room -= source.pages
            chosen.append(source)
    return chosen


def _diagonally(sources: Sequence[Source]) -> list[Source]:
    """The first of the first folder, the second of the second …: folders hold the same types."""
    folders = sorted({source.folder for source in sources})
    rank = {name: place for place, name in enumerate(folders)}
    ordered = []
    for folder in folders:
        own = [source for source in sources if source.folder == folder]
        for place, source in enumerate(own):
            ordered.append(((place - rank[folder]) % len(own), rank[folder], source))
    return [source for *_, source in sorted(ordered, key=lambda entry: entry[:2])]


def lay_out(work: Path, samples: Path, chosen: dict[str, list[Source]]) -> None:
    """Copy the chosen documents and the roster, and draw the page to warm up on."""
    for kind, sources in chosen.items():
        for source in sources:
            folder = work / kind / source.folder
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source.path, folder / source.path.name)
    shutil.copyfile(samples / ROSTER, work / ROSTER)
    folder = work / WARM_UP / _first_folder(chosen.values())
    folder.mkdir(parents=True)
    (folder / "warm-up.pdf").write_bytes(_warm_up_pdf())


def _first_folder(groups: Iterable[Sequence[Source]]) -> str:
    return min(source.folder for sources in groups for source in sources)


def _warm_up_pdf() -> bytes:
    """A small page with a text layer and a picture of it: both ways of reading get their models."""
    with pymupdf.open() as document:
        page = document.new_page(width=300, height=120)
        for line, text in enumerate(("虚构样例 2026 年度总结", "负责设备改造与日常维护")):
            page.insert_text((30, 40 + 30 * line), text, fontname="china-s", fontsize=14)
        picture = page.get_pixmap(dpi=200, alpha=False)
        scan = document.new_page(width=300, height=120)
        scan.insert_image(scan.rect, pixmap=picture)
        data: bytes = document.tobytes(garbage=3, deflate=True)
    return data
