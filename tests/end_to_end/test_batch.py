"""The main job on a fresh dossier: what is own is gone, all else is as it was."""

from __future__ import annotations

import hashlib
import re
import stat
from pathlib import Path

import numpy as np
import pikepdf
import pytest

from redactor.errors import ExitCode
from redactor.pipeline import Parts
from tests.end_to_end.conftest import Everyday
from tests.end_to_end.dossiers import COAUTHORS, COLLEAGUES
from tests.end_to_end.drawn import Sheet
from tests.end_to_end.looks import (
    DPI,
    Glyph,
    glyphs,
    mark_boxes,
    outside,
    pixels,
    read_again,
    within,
)
from tests.end_to_end.people import LUO, QIAN
from tests.end_to_end.search import folded, in_bytes, in_pdf, in_text, mupdf_text

FORM, SCAN, PAPER = 1, 5, 7
EVERY = pytest.mark.parametrize("folder_no", [FORM, SCAN, PAPER])
DIGITAL = pytest.mark.parametrize("folder_no", [FORM, PAPER])
_FIELDS = {"source_sha256", "output", "output_sha256", "status", "pages"}
_FIELDS |= {"decisions", "verdict", "seconds", "versions"}


def own_places(sheets: list[Sheet]) -> set[tuple[int, str, float, float]]:
    """Printed glyphs that are the applicant's, by page, character and origin."""
    return {
        (number, p.char, round(p.x, 1), round(p.y, 1))
        for number, sheet in enumerate(sheets, 1)
        for p in sheet.places()
        if p.own
    }


def is_own(glyph: Glyph, sheets: list[Sheet]) -> bool:
    """By what was drawn: between braces, or in a field that the applicant filled in for self."""
    x, y = glyph.origin
    sheet = sheets[glyph.page_no - 1]
    for name, _, (x0, y0, x1, y1) in sheet.fields:
        if x0 <= x <= x1 and y0 <= y <= y1:
            return name not in ("title", "referees")
    near = [
        p
        for p in sheet.places()
        if p.char == glyph.char and abs(p.x - x) < 0.2 and abs(p.y - y) < 0.2
    ]
    assert len(near) == 1, "the test does not know this glyph"
    return near[0].own


def document_of(everyday: Everyday, folder_no: int) -> dict:
    (found,) = [d for d in everyday.run.audit(LUO.key)["documents"] if d["folder_no"] == folder_no]
    return found


# What becomes of the dossier --------------------------------------------------------------


def test_dossier_is_released_under_its_number(everyday: Everyday) -> None:
    assert everyday.run.audit(LUO.key)["status"] == "released"
    names = [path.name for path in everyday.run.released(LUO.key)]
    assert names == [f"{LUO.key}_{n}_01.pdf" for n in (FORM, SCAN, PAPER)]
    assert not everyday.run.held(LUO.key)


def test_broken_dossier_holds_nobody_else_back(everyday: Everyday) -> None:
    assert everyday.run.audit(QIAN.key)["status"] == "held"
    assert not everyday.run.released(QIAN.key)
    # Password, damaged file and unmatched folder: 6 is graver than 4 and 3.
    assert everyday.run.outcome.exit_code is ExitCode.CONFIG
    assert sorted(d["error_code"] for d in everyday.run.audit(QIAN.key)["documents"]) == [
        "corrupt",
        "protected",
    ]


def test_only_the_owner_may_look(everyday: Everyday) -> None:
    for path in [everyday.run.out, *everyday.run.out.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path.relative_to(everyday.run.out)


def test_nothing_of_the_work_stays(everyday: Everyday) -> None:
    assert not list((everyday.run.out / "private" / "work").iterdir())
    assert not list(everyday.run.out.rglob("*.tmp"))


@EVERY
def test_record_tells_what_went_in_and_came_out(everyday: Everyday, folder_no: int) -> None:
    record = document_of(everyday, folder_no)
    assert set(record) >= _FIELDS
    source, output = everyday.sources[folder_no], everyday.run.out / record["output"]
    assert record["source_sha256"] == hashlib.sha256(source.read_bytes()).hexdigest()
    assert output == everyday.finished(folder_no)
    assert record["output_sha256"] == hashlib.sha256(output.read_bytes()).hexdigest()
    assert record["status"] == "clean" and record["verdict"]["passed"]
    assert record["pages"] == len(everyday.sheets[folder_no])
    assert {"load", "read", "detect", "recognise", "erase", "verify"} <= set(record["seconds"])
    assert all(record["versions"][part] for part in ("program", "rules", "weights"))
    for decision in record["decisions"]:
        assert {"page", "quad", "entity", "action", "reason", "score", "found_by"} <= set(decision)


# What is own is gone ----------------------------------------------------------------------


@EVERY
def test_own_values_are_in_no_byte_and_no_text(everyday: Everyday, folder_no: int) -> None:
    finished = everyday.finished(folder_no)
    assert in_bytes(LUO.own, finished.read_bytes()) == []
    assert in_pdf(LUO.own, finished) == []


@DIGITAL
def test_search_would_have_found_them(everyday: Everyday, folder_no: int) -> None:
    """The same search on the uploads: else the test before would prove nothing."""
    found = set(in_pdf(LUO.own, everyday.sources[folder_no]))
    assert found >= {LUO.name, LUO.email, LUO.employer}
    assert folder_no == PAPER or found >= {LUO.id_number, LUO.phone}


@DIGITAL
def test_no_glyph_of_an_own_value_is_left(everyday: Everyday, folder_no: int) -> None:
    left = {(g.page_no, g.char, g.origin) for g in glyphs(everyday.finished(folder_no))}
    own = [g for g in glyphs(everyday.sources[folder_no]) if is_own(g, everyday.sheets[folder_no])]
    assert len(own) > 40
    assert not [g.char for g in own if (g.page_no, g.char, g.origin) in left]


def test_scan_shows_no_piece_of_an_own_value(everyday: Everyday, parts: Parts) -> None:
    before = folded(read_again(everyday.sources[SCAN], parts.ocr))
    after = folded(read_again(everyday.finished(SCAN), parts.ocr))
    pieces = {LUO.name[i : i + 2] for i in range(2)}
    for value in (LUO.id_number, LUO.phone, LUO.employer):
        pieces |= {folded(value[i : i + 4]) for i in range(len(value) - 3)}
    assert all(value.lower() in before for value in (LUO.name, LUO.id_number, LUO.phone))
    assert not [piece for piece in pieces if piece in after]


@DIGITAL
def test_blank_paper_or_a_token_stands_where_they_were(everyday: Everyday, folder_no: int) -> None:
    """In the marks nothing but paper, frame and token is drawn: no ghost of the glyphs."""
    record = document_of(everyday, folder_no)
    tokens = {m["token"] for m in record["marks"]}
    assert tokens <= {"[姓名]", "[身份证号]", "[工作单位]", "[手机号码]", "[邮箱]", "申报人", ""}
    after = glyphs(everyday.finished(folder_no))
    for page_no in range(1, record["pages"] + 1):
        for mark, (x0, y0, x1, y1) in zip(
            [m for m in record["marks"] if m["page"] == page_no],
            mark_boxes(record["marks"], page_no),
            strict=True,
        ):
            inside = [
                g
                for g in after
                if g.page_no == page_no
                and x0 < (g.box[0] + g.box[2]) / 2 < x1
                and y0 < (g.box[1] + g.box[3]) / 2 < y1
            ]
            assert "".join(g.char for g in sorted(inside, key=lambda g: g.origin)) == mark["token"]


def test_fonts_do_not_tell_which_glyphs_are_missing(everyday: Everyday) -> None:
    sheets = everyday.sheets[PAPER]
    kept = {p.char for s in sheets for p in s.places() if not p.own}
    own_only = {p.char for s in sheets for p in s.places() if p.own} - kept
    assert set(LUO.name) & own_only, "the drawing gives the test nothing to look for"
    told = set()
    with pikepdf.open(everyday.finished(PAPER)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
                told |= _unicode_of(item.ToUnicode.read_bytes())
    assert told, "no font of the file says what its glyphs mean"
    assert not told & own_only


def _unicode_of(cmap: bytes) -> set[str]:
    """Characters that a ToUnicode map knows."""
    found: set[str] = set()
    for kind, body in re.findall(rb"beginbf(char|range)(.*?)endbf", cmap, re.S):
        for row in body.strip().split(b"\n"):
            codes = [int(code, 16) for code in re.findall(rb"<([0-9A-Fa-f]+)>", row)]
            if kind == b"char":
                found.add(chr(codes[1]))
            elif b"[" in row:
                found |= set(map(chr, codes[2:]))
            else:
                found |= {chr(codes[2] + step) for step in range(codes[1] - codes[0] + 1)}
    return found


# All else is as it was --------------------------------------------------------------------


@DIGITAL
def test_every_other_glyph_stands_where_it_stood(everyday: Everyday, folder_no: int) -> None:
    before = glyphs(everyday.sources[folder_no])
    kept = [g for g in before if not is_own(g, everyday.sheets[folder_no])]
    after = glyphs(everyday.finished(folder_no))
    assert len(kept) > 100
    assert [g for g in kept if g not in set(after)] == []
    tokens = sum(len(m["token"]) for m in document_of(everyday, folder_no)["marks"])
    assert len(after) == len(kept) + tokens


@DIGITAL
def test_every_pixel_outside_the_marks_is_the_same(everyday: Everyday, folder_no: int) -> None:
    record = document_of(everyday, folder_no)
    for page_no in range(1, record["pages"] + 1):
        before = pixels(everyday.sources[folder_no], page_no)
        after = pixels(everyday.finished(folder_no), page_no)
        rest = outside(before, mark_boxes(record["marks"], page_no), 1.0)
        assert before.shape == after.shape
        assert (before[rest] < 128).sum() > 1000
        assert np.array_equal(before[rest], after[rest])


@pytest.mark.parametrize("coauthor", COAUTHORS)
def test_coauthor_is_the_same_to_the_glyph_and_pixel(everyday: Everyday, coauthor: str) -> None:
    """The heart of "不要过度脱敏": 李娜¹，王伟²*，赵强¹ loses the middle name and nothing else."""
    source, finished = everyday.sources[PAPER], everyday.finished(PAPER)
    before, after = runs_of(coauthor, glyphs(source)), runs_of(coauthor, glyphs(finished))
    assert before and before == after
    old, new = pixels(source), pixels(finished)
    for run in before:
        for glyph in run:
            place = within(glyph.box, DPI)
            assert old[place].min() < 128
            assert np.array_equal(old[place], new[place])


def runs_of(name: str, page: list[Glyph]) -> list[list[Glyph]]:
    """Where a name is printed: its glyphs, one after the other on a line."""
    ordered = sorted(page, key=lambda g: (g.page_no, g.origin[1], g.origin[0]))
    text = "".join(g.char for g in ordered)
    starts = [i for i in range(len(text)) if text.startswith(name, i)]
    return [ordered[i : i + len(name)] for i in starts]


def test_rank_among_the_authors_stays_readable(everyday: Everyday) -> None:
    line = [g for g in glyphs(everyday.finished(PAPER)) if 100 < g.origin[1] < 118]
    read = "".join(g.char for g in sorted(line, key=lambda g: g.origin[0]))
    assert read == "李娜¹，申报人²*，赵国强¹"


def test_scan_is_read_as_before_but_for_the_marks(everyday: Everyday, parts: Parts) -> None:
    before = folded(read_again(everyday.sources[SCAN], parts.ocr))
    after = folded(read_again(everyday.finished(SCAN), parts.ocr))
    stay = (
        "专业技术人员年度考核表",
        "孙丽华、巴特尔",
        "周建国",
        "刘海燕",
        "2025年12月20日",
        "优秀",
    )
    for words in (*stay, "姓名：", "身份证号：", "工作单位：", "手机号码：", "主任工程师"):
        assert folded(words) in before
        assert folded(words) in after


def test_scan_changes_only_within_a_block_of_its_marks(everyday: Everyday) -> None:
    marks = document_of(everyday, SCAN)["marks"]
    before, after = pixels(everyday.sources[SCAN]), pixels(everyday.finished(SCAN))
    rest = outside(before, mark_boxes(marks, 1), 16 * 72 / 200 + 1)
    assert rest.mean() > 0.85
    assert np.abs(before[rest] - after[rest]).max() <= 8


def test_other_people_and_their_words_are_all_there(everyday: Everyday) -> None:
    told = mupdf_text(everyday.finished(FORM)) + mupdf_text(everyday.finished(PAPER))
    assert len(in_text(COAUTHORS + COLLEAGUES, told)) == len(COAUTHORS + COLLEAGUES)
    for words in ("正高级工程师", "第2完成人", "内蒙古青原大学", "测绘样例学报, 2021, 9(3): 5-11"):
        assert in_text([words], told)


def test_sources_are_not_touched(everyday: Everyday, tmp_path: Path) -> None:
    for number, source in everyday.sources.items():
        digest = hashlib.sha256(source.read_bytes()).hexdigest()
        assert digest == document_of(everyday, number)["source_sha256"]
