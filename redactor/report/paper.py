"""The report as a PDF in A4, drawn: charts are vectors, Chinese is embedded as a subset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pymupdf

from redactor.audit.words import Language, word
from redactor.report.gather import Report, Thumb

_WIDTH, _HEIGHT, _MARGIN = 595.0, 842.0, 48.0
_RIGHT = _WIDTH - _MARGIN
_BAR_X, _BAR_MOST, _ROW = 190.0, 290.0, 20.0
_INK, _QUIET = (0.11, 0.13, 0.15), (0.34, 0.38, 0.41)
_THROUGH, _HELD, _COVERED = (0.18, 0.48, 0.27), (0.72, 0.36, 0.0), (0.08, 0.38, 0.72)
_THUMBS_A_ROW, _THUMB_W, _THUMB_H = 4, 112.0, 160.0
Colour = tuple[float, float, float]


def report_pdf(report: Report, language: Language = "zh") -> bytes:
    """The PDF's bytes."""
    with pymupdf.open() as document:
        sheet = _Sheet(document, language)
        sheet.head(report)
        sheet.chart("why", "report_reason", _single(report.held_because), (_HELD,))
        sheet.chart("kinds", "doc_class", report.kinds, (_THROUGH, _HELD))
        sheet.chart("categories", "entity", _single(report.categories), (_COVERED,))
        sheet.chart("statuses", "status", _single(report.statuses), (_QUIET,))
        sheet.thumbs(report.thumbs)
        sheet.close()
        document.set_metadata({"title": word("title", language, "report"), "producer": "redactor"})
        document.subset_fonts()
        data: bytes = document.tobytes(garbage=4, deflate=True)
    return data


def _single(counts: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    return {key: (count,) for key, count in counts.items()}


class _Sheet:
    """The page that is drawn on, and how far down it is; a new one when it is full."""

    def __init__(self, document: pymupdf.Document, language: Language) -> None:
        self._document, self._language = document, language
        self._font = pymupdf.Font("cjk")
        self._new_page()

    def head(self, report: Report) -> None:
        """Title and the great numbers."""
        self._text(_MARGIN, 22, self._say("report", "title"))
        self._y += 18
        told = [report.finished[:19].replace("T", " "), *report.versions.values()]
        self._text(_MARGIN, 9, " · ".join(told), _QUIET)
        self._y += 44
        rate = "–" if report.release_rate is None else f"{100 * report.release_rate:.0f} %"
        tiles: list[tuple[str, str, Colour]] = [
            (str(report.released), self._say("dossier_status", "released"), _THROUGH),
            (str(report.held), self._say("dossier_status", "held"), _HELD),
            (rate, self._say("report", "rate"), _INK),
            (str(report.documents), self._say("report", "documents"), _INK),
            (str(report.pages), self._say("report", "pages"), _INK),
        ]
        step = (_RIGHT - _MARGIN) / len(tiles)
        for number, (value, label, colour) in enumerate(tiles):
            self._text(_MARGIN + number * step, 24, value, colour)
            self._text(_MARGIN + number * step, 9, label, _QUIET, down=15)
        self._y += 36

    def chart(
        self,
        title: str,
        group: str,
        rows: Mapping[str, Sequence[int]],
        colours: Sequence[Colour],
    ) -> None:
        """Bars, each with its name and its numbers."""
        if not rows:
            return
        self._heading(title, _ROW * min(len(rows), 8))
        most = max(1, *(sum(parts) for parts in rows.values()))
        for name, parts in rows.items():
            self._room(_ROW)
            label = self._say(group, name)
            self._text(_BAR_X - 8 - self._font.text_length(label, 10), 10, label)
            x = _BAR_X
            for part, colour in zip(parts, colours, strict=True):
                width = _BAR_MOST * part / most
                if part:
                    box = pymupdf.Rect(x, self._y - 10, x + max(width, 1.5), self._y + 3)
                    self._page.draw_rect(box, color=None, fill=colour)
                x += width
            self._text(x + 6, 9, " + ".join(str(p) for p in parts if p) or "0", _QUIET)
            self._y += _ROW

    def thumbs(self, thumbs: Sequence[Thumb]) -> None:
        """Rows of small pages."""
        if not thumbs:
            return
        self._heading("thumbs", _THUMB_H + 30)
        for start in range(0, len(thumbs), _THUMBS_A_ROW):
            self._room(_THUMB_H + 34)
            for place, thumb in enumerate(thumbs[start : start + _THUMBS_A_ROW]):
                x = _MARGIN + place * (_THUMB_W + 17)
                box = pymupdf.Rect(x, self._y, x + _THUMB_W, self._y + _THUMB_H)
                scale = min(_THUMB_W / thumb.width, _THUMB_H / thumb.height)
                box.y1, box.x1 = box.y0 + thumb.height * scale, x + thumb.width * scale
                self._page.insert_image(box, stream=thumb.jpeg)
                self._page.draw_rect(box, color=_QUIET, width=0.4)
                self._text(x, 8, self._say("doc_class", thumb.kind), _QUIET, down=_THUMB_H + 11)
                self._text(x, 8, thumb.applicant_id, _QUIET, down=_THUMB_H + 21)
            self._y += _THUMB_H + 34

    def close(self) -> None:
        """The note at the end, and the numbers of the pages."""
        self._room(30)
        self._y += 12
        self._text(_MARGIN, 8.5, self._say("report", "note"), _QUIET)
        count = self._document.page_count
        for number, page in enumerate(self._document, 1):
            writer = pymupdf.TextWriter(page.rect, color=_QUIET)
            writer.append((_RIGHT - 24, _HEIGHT - 26), f"{number} / {count}", self._font, 8)
            writer.write_text(page)

    def _say(self, group: str, fixed: str) -> str:
        return word(fixed, self._language, group)

    def _heading(self, title: str, below: float) -> None:
        self._room(34 + below)
        self._y += 26
        self._text(_MARGIN, 13, self._say("report", title))
        self._y += 24

    def _room(self, height: float) -> None:
        if self._y + height > _HEIGHT - _MARGIN:
            self._new_page()

    def _new_page(self) -> None:
        self._page = self._document.new_page(width=_WIDTH, height=_HEIGHT)
        self._y = _MARGIN + 16

    def _text(
        self, x: float, size: float, text: str, colour: Colour = _INK, *, down: float = 0
    ) -> None:
        writer = pymupdf.TextWriter(self._page.rect, color=colour)
        writer.append((x, self._y + down), text, self._font, size)
        writer.write_text(self._page)
