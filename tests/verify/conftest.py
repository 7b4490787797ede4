"""Small documents, redacted by simple means, with leaks and damage planted on purpose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pymupdf
import pytest

from redactor.config.records import Settings
from redactor.datatypes import (
    Action,
    Char,
    Decision,
    Employer,
    Entity,
    Finding,
    Mark,
    OcrPage,
    PageText,
    Profile,
    TextSource,
    Verdict,
)
from redactor.erase.marks import draw_marks
from redactor.geometry import PtBox, PtQuad
from redactor.verify import verify_document

PROFILE = Profile(
    applicant_id="A001",
    names=("王伟", "王卫"),
    id_numbers=("15990119850412000X",),
    phones=("15412345678",),
    emails=("wangwei@yunling-wd.example",),
    employers=(
        Employer(
            full="包头市云岭水务设计院有限公司",
            short=("云岭设计院",),
            english=("Yunling Water Design Institute",),
            domains=("yunling-wd.example",),
        ),
    ),
)


class ScriptedReader:
    """An OCR engine that reads what the test says is printed, and notes what it was asked."""

    name = "scripted"

    def __init__(self, lines=(), spotted=(), error=None) -> None:
        self.lines, self.spotted, self.error = lines, tuple(spotted), error
        self.asked: list[tuple[int, bool]] = []
        self.told: list[int | None] = []  # how many lines it was told of

    def read(self, image, geometry, page_no, candidates=(), regions=None, lines=None) -> OcrPage:
        self.asked.append((page_no, regions is None))
        self.told.append(None if lines is None else len(lines))
        if self.error:
            raise self.error
        chars: list[Char] = []
        for number, (text, x, y) in enumerate(self.lines):
            for i, c in enumerate(text):
                box = PtBox(x + 12 * i, y - 10, x + 12 * (i + 1), y + 2)
                quad = PtQuad.from_box(box)
                chars.append(Char(c, quad, 0.9, number, TextSource.OCR))
            chars.append(Char("\n", None, 1.0, number, TextSource.OCR))
        return OcrPage(PageText(page_no, tuple(chars)), self.spotted, 0, 0, len(self.lines))


@dataclass
class Bench:
    """Builds an original, redacts it, and verifies the result."""

    folder: Path
    original: Path = field(init=False)
    redacted: Path = field(init=False)
    marks: list[Mark] = field(default_factory=list)
    kept: list[Decision] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.original = self.folder / "original.pdf"
        self.redacted = self.folder / "redacted.pdf"

    def write(self, change: Callable[[pymupdf.Document], None], pages: int = 1) -> None:
        """The original: white pages that ``change`` fills."""
        doc = pymupdf.open()
        for _ in range(pages):
            doc.new_page(width=400, height=500)
        change(doc)
        doc.save(self.original, garbage=4, deflate=True)
        doc.close()

    def redact(
        self,
        *rects: tuple[float, float, float, float],
        token: str = "[姓名]",
        entity: Entity = Entity.NAME,
        page_no: int = 1,
        remove: bool = True,
        images: int = pymupdf.PDF_REDACT_IMAGE_PIXELS,
        late: Callable[[pymupdf.Document], None] | None = None,
    ) -> None:
        """Remove what lies in the rectangles and draw marks there; ``late`` plants something."""
        doc = pymupdf.open(self.original)
        page = doc[page_no - 1]
        for rect in rects:
            quad = PtQuad.from_box(PtBox(*rect))
            self.marks.append(Mark(page_no, entity, quad, token))
            if remove:
                page.add_redact_annot(pymupdf.Rect(*rect), fill=False)
        if remove:
            page.apply_redactions(images=images)
        self.finish(doc, late)

    def finish(self, doc: pymupdf.Document, late=None, **options) -> None:
        """Draw the marks, plant, and save clean."""
        for no in sorted({m.page_no for m in self.marks}):
            draw_marks(doc[no - 1], tuple(m for m in self.marks if m.page_no == no))
        doc.set_metadata({})
        doc.del_xml_metadata()
        if late:
            late(doc)
        doc.save(self.redacted, **{"garbage": 4, "deflate": True, **options})
        doc.close()

    def keep(
        self, *rects: tuple[float, float, float, float], value: str, entity: Entity = Entity.NAME
    ) -> None:
        quads = tuple(PtQuad.from_box(PtBox(*r)) for r in rects)
        finding = Finding(entity, 1, quads, 1.0, "own.name", value)
        self.kept.append(Decision(finding, Action.KEEP, "inside_longer_name"))

    def verify(
        self,
        reader: ScriptedReader | None = None,
        ocr_pages: Sequence[int] = (),
        detectors=(),
        **options,
    ) -> Verdict:
        return verify_document(
            self.original,
            self.redacted,
            self.marks,
            self.kept,
            PROFILE,
            reader or ScriptedReader(),
            detectors,
            ocr_pages,
            Settings(),
            **options,
        )


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.fixture
def profile() -> Profile:
    return PROFILE


@pytest.fixture
def scripted() -> type[ScriptedReader]:
    return ScriptedReader
