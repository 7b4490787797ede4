"""Parts without networks that read pages: thousands of files would take days with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from redactor import work
from redactor.assemble import Recipe, build_parts
from redactor.datatypes import Candidate, Char, OcrPage, PageText, TextSource
from redactor.dossier import process
from redactor.fakes.ocr import FakeOcrEngine
from redactor.geometry import PageGeometry, PtBox, PtQuad, PxBox
from redactor.pipeline import Parts
from redactor.ports import Image, KnownLine


class SeesPrint:
    """An engine that tells print from blank paper and reads none of it."""

    name = "sees-print"

    def read(
        self,
        image: Image,
        geometry: PageGeometry,
        page_no: int,
        candidates: Sequence[Candidate] = (),
        regions: Sequence[PxBox] | None = None,
        lines: Sequence[KnownLine] | None = None,
    ) -> OcrPage:
        """One character for the whole page, or none."""
        quad = PtQuad.from_box(PtBox(0, 0, geometry.width_pt, geometry.height_pt))
        seen = (Char("日", quad, 1.0, 0, TextSource.OCR),) if image.min() != image.max() else ()
        return OcrPage(PageText(page_no, seen), (), 0, 0, len(seen))


def use_fakes() -> None:
    """From now on this process works without OCR of pages and without detectors.

    Fonts are still compared with what they show: lines of the text layer are read for it.
    """
    vars(work)["build_parts"] = _fake_parts
    # A fake has no print of a name that it could miss.
    vars(process)["illegible"] = lambda engine, candidates: frozenset()


def _fake_parts(recipe: Recipe) -> Parts:
    parts = build_parts(recipe)
    return replace(
        parts,
        ocr=FakeOcrEngine({}),
        second_ocr=SeesPrint(),
        detectors=(),
    )
