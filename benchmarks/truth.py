"""What is truly on a sample page: one record a labelled item, kept as JSON lines.

Generator and scorer share this module and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]  # top-left, top-right, bottom-right, bottom-left

REDACT, KEEP, ASK, OPEN = "redact", "keep", "ask", "open"
EXPECTED = (REDACT, KEEP, ASK, OPEN)
OWNERS = ("self", "other", "org", "page")
CARRIERS = ("text", "scan")  # has a text layer, or is pixels only
REGION = "region"  # a box that a reviewer drew, whatever is in it
# One quad for the whole picture.
PICTURES = ("photo", "qr_code", "seal", "signature", "script", REGION)


@dataclass(frozen=True, slots=True)
class Item:
    """One labelled thing on a page.

    ``quads`` are in points of the unrotated page; for an image file a point is 1/72 inch at
    the resolution the file states. Text has one quad for each character that leaves ink, in
    order, and the quad is the box of the *ink*, not of the em square; a picture has one quad.
    ``expected`` is ``open`` where the rule leaves the answer to a switch that is not settled:
    such an item is never scored.
    """

    doc: str  # file name inside the dossier folder
    page: int  # from 1
    quads: tuple[Quad, ...]
    text: str  # empty for a picture
    category: str
    owner: str
    expected: str
    trap: str = ""  # which trap of RULES.md the item sets, or empty

    def __post_init__(self) -> None:
        if self.expected not in EXPECTED or self.owner not in OWNERS:
            raise ValueError(f"unknown expectation or owner: {self.expected}, {self.owner}")
        if not self.quads:
            raise ValueError("an item without a place cannot be scored")
        if not self.is_picture and len(self.inked) != len(self.quads):
            raise ValueError("text needs one quad for each character that leaves ink")

    @property
    def is_picture(self) -> bool:
        return self.category in PICTURES

    @property
    def inked(self) -> str:
        """The text without its spaces: one character for each quad."""
        return "".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Facts:
    """How one file came to be: what results are drawn against."""

    doc: str  # file name inside the dossier folder
    kind: str  # type of document
    template: str  # its layout
    carrier: str  # of CARRIERS
    damage: str  # its kind, or "none"
    level: int  # 0 none, 1 slight … 4 hard to read

    def __post_init__(self) -> None:
        if self.carrier not in CARRIERS:
            raise ValueError(f"unknown carrier: {self.carrier}")


def write_facts(path: Path, facts: Iterable[Facts]) -> None:
    """Write one JSON object a line."""
    path.write_text(
        "".join(json.dumps(asdict(f), ensure_ascii=False) + "\n" for f in facts), encoding="utf-8"
    )


def read_facts(path: Path) -> tuple[Facts, ...]:
    """The files of one dossier, in order."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(Facts(**json.loads(line)) for line in lines)


def write_items(path: Path, items: Iterable[Item]) -> None:
    """Write one JSON object a line, corners rounded to 0.01 pt."""
    lines = []
    for item in items:
        record = asdict(item)
        record["quads"] = [[[round(x, 2), round(y, 2)] for x, y in q] for q in item.quads]
        lines.append(json.dumps(record, ensure_ascii=False, separators=(",", ":")))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def quad_of(corners: Sequence[Sequence[float]]) -> Quad:
    """Four corners out of JSON."""
    tl, tr, br, bl = ((float(x), float(y)) for x, y in corners)
    return tl, tr, br, bl


def read_items(path: Path) -> tuple[Item, ...]:
    """The items of one applicant, in the order they were drawn."""
    items = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        record["quads"] = tuple(quad_of(q) for q in record["quads"])
        items.append(Item(**record))
    return tuple(items)
