"""OCR without a model: what a page says is given beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from redactor.datatypes import Band, Candidate, Char, OcrPage, PageText, TextSource
from redactor.geometry import PageGeometry, PtBox, PtQuad, PxBox
from redactor.ports import Image, KnownLine, StripText

Lines = Sequence[tuple[str, PtBox]]


class FakeOcrEngine:
    """Reads the lines it was made with, characters of equal width; it spots nothing.

    Boxes are upright in the unrotated page, in points. Like any engine it must not read what
    is not printed: a line whose box is blank on the image is not there, so that an erased
    value is gone for it too.
    """

    name = "fake"

    def __init__(self, pages: Mapping[int, Lines], score: float = 1.0, floor: float = 0.8) -> None:
        """``pages``: lines by page number (from 1), in reading order; other pages are blank."""
        self._pages = pages
        self._score = score
        self._floor = floor

    def read(
        self,
        image: Image,
        geometry: PageGeometry,
        page_no: int,
        candidates: Sequence[Candidate] = (),
        regions: Sequence[PxBox] | None = None,
        lines: Sequence[KnownLine] | None = None,
    ) -> OcrPage:
        """The page's lines that are printed on ``image`` and reach into ``regions``."""
        there = [
            (text, box)
            for text, box in self._pages.get(page_no, ())
            if _printed(image, geometry.to_pixels(box))
            and _inside(geometry.to_pixels(box), regions)
        ]
        chars: list[Char] = []
        for number, (text, box) in enumerate(there):
            chars.extend(_chars(text, box, number, self._score))
            chars.append(Char("\n", None, 1.0, number, TextSource.OCR))
        doubtful = there if self._score < self._floor else []
        return OcrPage(
            text=PageText(page_no, tuple(chars)),
            spotted=(),
            turn=0,
            doubtful_lines=len(doubtful),
            lines=len(there),
            doubtful=tuple(PtQuad.from_box(box) for _, box in doubtful),
        )


def _chars(text: str, box: PtBox, line: int, score: float) -> list[Char]:
    step = box.width / max(1, len(text))
    chars = []
    for i, char in enumerate(text):
        cell = PtBox(box.x0 + i * step, box.y0, box.x0 + (i + 1) * step, box.y1)
        quad = None if char.isspace() else PtQuad.from_box(cell)
        chars.append(Char(" " if quad is None else char, quad, score, line, TextSource.OCR))
    return chars


def _printed(image: Image, box: PxBox) -> bool:
    """Whether the middle of the box holds anything but one flat colour."""
    inside = image[
        max(0, int(box.y0)) : int(box.y1) + 1,
        max(0, int(box.x0)) : int(box.x1) + 1,
    ]
    return bool(inside.size and inside.min() != inside.max())


def _inside(box: PxBox, regions: Sequence[PxBox] | None) -> bool:
    return regions is None or any(r.overlap(box) > 0 for r in regions)


class FakeTextReader:
    """Says the same about every strip with something on it."""

    def __init__(self, text: str, score: float = 1.0) -> None:
        self._text = text
        self._score = score

    def read_strip(self, image: Image) -> tuple[str, float]:
        """The text it was made with; nothing for a strip of one flat colour."""
        if not image.size or image.min() == image.max():
            return "", 0.0
        return self._text, self._score

    def spot_strip(self, image: Image, candidates: Sequence[Candidate]) -> StripText:
        """The text it was made with, and the candidates that stand in it."""
        text, score = self.read_strip(image)
        hits = tuple((c.candidate_id, Band.SURE) for c in candidates if text and c.text in text)
        return StripText(text, score, hits)

    def fits_round(self, image: Image, texts: Sequence[str]) -> tuple[float, ...]:
        """0 for what stands in the text it was made with, read from wherever it was begun."""
        text, _ = self.read_strip(image)
        return tuple(0.0 if t in text + text else -14.0 for t in texts)
