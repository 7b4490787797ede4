"""Rows that no page here can show: they begin with a page as it was read.

A slip of OCR cannot be drawn (who prints 玉伟 means 玉伟), and no typeface of the development
packages has Mongolian script. They go through recognition and policy.
"""

from __future__ import annotations

from redactor.datatypes import DocClass as Doc
from redactor.datatypes import TextSource
from tests.cases.people import QILIGA_SPELT, WANG, ZHAO
from tests.cases.rows import Row, row

OCR, LAYER = TextSource.OCR, TextSource.TEXT_LAYER
READ_ROWS: tuple[tuple[TextSource, Row], ...] = (
    (OCR, row(16, "read-label", Doc.FORM, "申报人：⟦玉伟⟧{own_ocr_close}", weak="玉")),
    (OCR, row(16, "read-cell", Doc.FORM, "申报人：⟦王佛⟧{own_ocr_close}", weak="佛")),
    (
        OCR,
        row(16, "read-three", Doc.FORM, "申报人：⟦赵霁去⟧{own_ocr_close}", profile=ZHAO, weak="去"),
    ),
    (OCR, row(16, "read-prose", Doc.SUMMARY, "本项目由⁇王佛⁇{near_miss}主持。", weak="佛")),
    (
        OCR,
        row(
            16,
            "read-prose-three",
            Doc.SUMMARY,
            "由⁇赵霁去⁇{near_miss}主持。",
            profile=ZHAO,
            weak="去",
        ),
    ),
    (LAYER, row(16, "typed-label", Doc.FORM, "申报人：⟨玉伟⟩")),
    (LAYER, row(18, "script", Doc.OTHER, "记录人：⟦ᠴᠢᠯᠭ᠎ᠠ⟧", profile=QILIGA_SPELT)),
    (
        OCR,
        row(43, "read-zero", Doc.FORM, "身份证号：⟦15990119850412O00X⟧{own_spelling}", weak="O"),
    ),
    (OCR, row(43, "read-other", Doc.CONTRACT, "身份证号：⟨159901198504120026⟩", profile=WANG)),
)
