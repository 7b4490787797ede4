"""Own values put into a file of the corpus, or chosen among what it says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pymupdf

from benchmarks.generator.fonts import face
from benchmarks.odd_files.readers import drawn_text, has_pictures, in_drawn_text, opens

NAME, NUMBER = "欧阳明珠", "159903198801010037"
PLANTED = (NAME, NUMBER)
_LINES = (f"记录人：{NAME}", f"身份证号：{NUMBER}")
_WORDS = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{4,} [A-Za-z]{4,}(?![A-Za-z0-9])")
_DOUBLED = re.compile(r"(\w)\1(\w)\2")
_MUPDF_FAULTS = (
    pymupdf.mupdf.FzErrorBase,
    RuntimeError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
)


@dataclass(frozen=True, slots=True)
class Order:
    """A file to be made ready; picklable."""

    source: Path
    target: Path


@dataclass(frozen=True, slots=True)
class Ready:
    """A file with own values in it.

    ``how``: "appended" to the file as it was, "rewritten", or empty: nothing could be planted.
    ``chosen``: words of its own text that stand for the employer; empty where it has none.
    """

    path: Path
    how: str
    chosen: str
    opens: bool  # for two readers, without a password
    pictures: bool
    carriers: tuple[str, ...] = field(default=())  # besides the page where the values stand


def make_ready(order: Order) -> Ready:
    """The corpus's file as an upload, with the values planted and one chosen."""
    source, target = order.source, order.target
    target.write_bytes(source.read_bytes())
    both = opens(source)
    chosen = _chosen(source) if both else ""
    carriers: tuple[str, ...] = ()
    how = ""
    pymupdf.TOOLS.mupdf_display_errors(False)
    try:
        carriers, how = _plant(target)
    except _MUPDF_FAULTS:
        how = ""
    if not how or not (opens(target) and in_drawn_text(target, PLANTED[:1])):
        target.write_bytes(source.read_bytes())
        how, carriers = "", ()
    return Ready(target, how, chosen, both, both and has_pictures(source), carriers)


def _chosen(path: Path) -> str:
    """Two words that the file itself says, the longest; not those drawn twice to look bold.

    Two libraries must read them so: what one of them makes of the columns of a turned table
    ("Itisinthis spirit") is written nowhere.
    """
    found = [words for words in _WORDS.findall(drawn_text(path)) if not _DOUBLED.search(words)]
    said = _said_by_mupdf(path) if found else ""
    return max((words for words in found if words in said), key=len, default="")


def _said_by_mupdf(path: Path) -> str:
    try:
        with pymupdf.open(path, filetype="pdf") as document:
            told = [title for _, title, *_ in document.get_toc()]
            told += [page.get_text() for page in document]
            return " ".join(" ".join(told).split())
    except _MUPDF_FAULTS:
        return ""


def _plant(path: Path) -> tuple[tuple[str, ...], str]:
    with pymupdf.open(path, filetype="pdf") as document:
        if document.needs_pass or document.page_count < 1:
            return (), ""
        carriers = tuple(name for name, plant in _CARRIERS.items() if _is_planted(plant, document))
        _write_page(document)
        if document.can_save_incrementally():
            document.saveIncr()
            return carriers, "appended"
        data = document.tobytes()
    path.write_bytes(data)
    return carriers, "rewritten"


def _write_page(document: pymupdf.Document) -> None:
    """A last page that says whose the file is; the pages before stay as odd as they are."""
    page = document.new_page(-1, 320, 200)
    font = pymupdf.Font(fontbuffer=face("serif").subset("".join(_LINES)))
    writer = pymupdf.TextWriter(page.rect)
    for number, line in enumerate(_LINES):
        writer.append((30, 60 + 24 * number), line, font=font, fontsize=12)
    writer.write_text(page)


def _is_planted(plant: Callable[[pymupdf.Document], None], document: pymupdf.Document) -> bool:
    try:
        plant(document)
    except _MUPDF_FAULTS:
        return False  # too odd for this carrier: the others are tried
    return True


def _author(document: pymupdf.Document) -> None:
    document.set_metadata({"author": NAME, "title": f"{NAME} {NUMBER}"})


def _bookmark(document: pymupdf.Document) -> None:
    document.set_toc([[1, NAME, 1]])


def _note(document: pymupdf.Document) -> None:
    document[0].add_text_annot((20, 20), NAME).set_info(title=NAME)


def _attachment(document: pymupdf.Document) -> None:
    document.embfile_add(NAME, NUMBER.encode(), filename=f"{NAME}.txt")


def _link(document: pymupdf.Document) -> None:
    place = pymupdf.Rect(0, 0, 10, 10)
    uri = f"https://example.com/{NUMBER}"
    document[0].insert_link({"kind": pymupdf.LINK_URI, "from": place, "uri": uri})


_CARRIERS: dict[str, Callable[[pymupdf.Document], None]] = {
    "author": _author,
    "bookmark": _bookmark,
    "note": _note,
    "attachment": _attachment,
    "link": _link,
}
