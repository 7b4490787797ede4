"""Single glyphs that a font's table of code points calls by another's name."""

from pathlib import Path

import numpy as np
import pymupdf
import pytest

from redactor.config.records import Limits, OcrSettings
from redactor.datatypes import Candidate, Entity, OcrPage, PageText
from redactor.load.document import load
from redactor.ports import GlyphSheet
from redactor.read import FontTrust, read_page
from redactor.read.likeness import own_characters, unlike

LINES = [
    "申报人王伟现从事水利工程设计工作",
    "该同志参加重点工程勘察设计成果获专家好评",
    "电话15412345678",
]
OWN = [(Entity.NAME, "王伟"), (Entity.PHONE, "15412345678")]
CANDIDATES = tuple(Candidate(i, e, v) for i, (e, v) in enumerate(OWN))


class Reader:
    """Gives its answers one after the other, the last again and again."""

    def __init__(self, *answers, score=0.99):
        self.answers, self.score, self.calls = answers, score, 0

    def read_strip(self, image):
        self.calls += 1
        return self.answers[min(self.calls, len(self.answers)) - 1], self.score


class NoOcr:
    """Sees nothing; whether it is asked is what counts."""

    name = "none"

    def __init__(self):
        self.pages = []

    def read(self, image, geometry, page_no, candidates=(), regions=None):
        self.pages.append((page_no, regions))
        return OcrPage(PageText(page_no, ()), (), 0, 0, 0)


def drawn(path: Path, lines: list[str], lies: dict[str, str]) -> Path:
    """Lines in an embedded font whose ToUnicode tells ``lies``."""
    font = pymupdf.Font("china-s")
    with pymupdf.open() as document:
        page = document.new_page(width=420, height=160)
        page.insert_font("F0", fontbuffer=font.buffer)
        for number, line in enumerate(lines):
            page.insert_text((40, 40 + 24 * number), line, fontname="F0", fontsize=11)
        rows = [
            f"<{font.has_glyph(ord(c)):04x}> <{ord(lies.get(c, c)):04x}>"
            for c in sorted(set("".join(lines)))
        ]
        cmap = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
            f"{len(rows)} beginbfchar\n{chr(10).join(rows)}\nendbfchar\nendcmap end end"
        )
        xref = document.get_new_xref()
        document.update_object(xref, "<<>>")
        document.update_stream(xref, cmap.encode(), new=1)
        document.xref_set_key(page.get_fonts()[0][0], "ToUnicode", f"{xref} 0 R")
        document.save(path)
    return path


def read(path: Path, tmp_path: Path, reader: Reader, candidates=CANDIDATES):
    ocr = NoOcr()
    with load(path, tmp_path, Limits()) as document:
        page = read_page(document, 1, ocr, reader, FontTrust(), candidates, OcrSettings())
    return page, ocr.pages


SEEN = LINES[1], LINES[0]  # the font's strips, the most telling first, read as they are drawn


@pytest.mark.parametrize(
    "lies",
    [
        {"王": "伟", "伟": "王"},
        {"伟": "专"},
        {"王": "\ufffd"},
        {"王": "a"},
        {"4": "7", "7": "4"},
    ],
)
def test_page_with_a_glyph_of_an_own_value_under_another_name_is_read_by_ocr(tmp_path, lies):
    path = drawn(tmp_path / "lies.pdf", LINES, lies)

    page, asked = read(path, tmp_path, Reader(*SEEN))

    assert asked == [(1, None)] and not page.trusted_layer
    assert not page.text.chars  # nothing of the layer


def test_true_page_is_not_read_by_ocr(tmp_path):
    path = drawn(tmp_path / "true.pdf", LINES, {})
    reader = Reader(*SEEN)

    page, asked = read(path, tmp_path, reader)

    assert not asked and page.trusted_layer
    assert reader.calls == 2  # the font's two strips


def test_glyphs_of_others_are_not_looked_at(tmp_path):
    path = drawn(tmp_path / "lies.pdf", LINES, {"察": "蔡", "获": "荻"})

    assert not read(path, tmp_path, Reader(*SEEN))[1]


def test_glyph_that_reads_as_it_says_is_looked_at_once(tmp_path):
    # As in a typeface in which 伟 looks more like another character.
    path = drawn(tmp_path / "odd.pdf", ["伟大工程"] * 3, {"伟": "壮"})
    reader = Reader("壮大工程")

    page, asked = read(path, tmp_path, reader)

    assert not asked and page.trusted_layer
    assert reader.calls <= 2 + 2


@pytest.mark.parametrize("seen", ["大的工程", "·大的工程", "口大的工程"])
@pytest.mark.parametrize("bullet", ["●", "\uf0b7"])
def test_bullet_may_look_like_anything(tmp_path, bullet, seen):
    # One in many lines: a page with more of private use is read by OCR for that.
    lines = ["伟大的工程", *["设计成果获专家好评" * 2] * 3]
    path = drawn(tmp_path / "bullet.pdf", lines, {"伟": bullet})
    seen = (seen, lines[1])

    assert not read(path, tmp_path, Reader(*seen))[1]


def test_bullet_that_reads_as_a_character_is_false(tmp_path):
    path = drawn(tmp_path / "bullet.pdf", ["伟大工程"], {"伟": "●"})

    assert read(path, tmp_path, Reader("伟大工程"))[1] == [(1, None)]


def test_glyph_that_cannot_be_read_is_not_believed(tmp_path):
    path = drawn(tmp_path / "odd.pdf", ["伟大工程"], {"伟": "壮"})

    assert read(path, tmp_path, Reader("壮大工程", score=0.3))[1] == [(1, None)]


def test_glyph_that_nobody_sees_is_left_alone(tmp_path):
    sheet = GlyphSheet(("a",), np.zeros((1, 36, 36), np.uint8), np.zeros(1, int), np.zeros((1, 3)))

    assert unlike(sheet, "王伟") == []


def test_own_characters_are_han_and_digits():
    assert own_characters(["王伟", "Wang Wei", "154", "a-1@b"]) == "王伟154"
