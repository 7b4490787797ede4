"""A bench: write a document, find what is to go in it, erase, look at the file that came out."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from redactor.config.records import Limits
from redactor.datatypes import Entity, Erasure
from redactor.erase import erase_document
from redactor.geometry import PtBox, PtQuad
from redactor.load import load
from tests.erase.look import Erased

Box = tuple[float, float, float, float]


@dataclass
class Bench:
    """One document from drawing to erased file, by the way the program takes."""

    folder: Path
    working: Path = field(init=False)
    source: Path = field(init=False)

    def __post_init__(self) -> None:
        self.source = self.folder / "source.pdf"

    def draw(self, change: Callable[[pymupdf.Document], None]) -> None:
        """The document: ``change`` adds its pages."""
        with pymupdf.open() as document:
            change(document)
            self.write(document.tobytes(garbage=4, deflate=True))

    def write(self, data: bytes) -> None:
        """The document, as it is uploaded; what is erased is the copy ``load`` makes of it."""
        self.source.write_bytes(data)
        with load(self.source, self.folder, Limits()) as document:
            self.working = document.working_pdf

    def say(self, value: str, page_no: int = 1, nth: int = 0, token: str = "[姓名]") -> Erasure:
        """The ``nth`` place where the text layer says ``value``; separators do not count."""
        with load(self.source, self.folder, Limits()) as document:
            layer = document.text_layer(page_no).chars
        chars = [c for c in layer if c.quad is not None]
        text, at = "".join(c.text for c in chars), -1
        for _ in range(nth + 1):
            at = text.index(value, at + 1)
        quads = tuple(c.quad for c in chars[at : at + len(value)] if c.quad is not None)
        return Erasure(page_no, Entity.NAME, quads, token)

    def say_each(self, value: str, page_no: int = 1) -> Erasure:
        """The first place of each character of ``value``, as one value."""
        quads = [q for c in value for q in self.say(c, page_no).quads]
        return Erasure(page_no, Entity.NAME, tuple(quads), "[姓名]")

    def erase(self, *erasures: Erasure, untrusted: Collection[int] = ()) -> Erased:
        target = self.folder / "erased.pdf"
        marks = erase_document(self.working, target, erasures, untrusted)
        return Erased(self.working, target, marks)

    def erase_value(self, value: str, **options: Any) -> Erased:
        """Erase one place of a value."""
        return self.erase(self.say(value, **options))


def erasure(*boxes: Box, page_no: int = 1, token: str = "[姓名]", photo: bool = False) -> Erasure:
    """An erasure at upright boxes in points, as OCR and detectors give them."""
    quads = tuple(PtQuad.from_box(PtBox(*box)) for box in boxes)
    entity = Entity.PHOTO if photo else Entity.NAME
    return Erasure(page_no, entity, quads, token, of_picture=photo)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)
