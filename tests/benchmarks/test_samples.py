"""What the sample dossiers promise: the same bytes again, exact labels, nobody's data."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

import numpy as np
import openpyxl
import pymupdf
import pytest
import zxingcpp
from PIL import Image

from benchmarks.generator.dossiers import write_dossiers
from benchmarks.generator.people import APPLICANTS, WANG_WEI, id_number
from benchmarks.generator.pictures import portrait
from benchmarks.samples import LOOKS, sample_dossiers
from benchmarks.scoring.carriers import own_values, stray_text
from benchmarks.scoring.pages import read_source
from benchmarks.scoring.pixels import ink, window
from benchmarks.truth import read_items
from redactor.config.weights import models_dir

COMMITTED = Path(__file__).resolve().parents[2] / "sample_docs"


def _hashes(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def test_same_seed_same_bytes(samples, tmp_path):
    write_dossiers(tmp_path, sample_dossiers([(WANG_WEI, LOOKS[0])], seed=5))
    assert _hashes(tmp_path) == _hashes(samples)


def test_labels_of_text_pdfs_lie_on_their_characters(sources, items):
    for number in ("01", "02", "05"):
        path = sources[number]
        pages = read_source(path)
        for item in items:
            if item.doc != path.name or item.is_picture:
                continue
            chars = pages[item.page - 1].chars
            for glyph, quad in zip(item.inked, item.quads, strict=True):
                middle = (quad[0][1] + quad[2][1]) / 2
                assert any(
                    c.text == glyph
                    and quad[0][0] - 3 <= c.x <= quad[1][0] + 3
                    and c.y0 <= middle <= c.y1
                    for c in chars
                ), f"{item.category} on page {item.page} of {number}"


@pytest.mark.parametrize("number", ["03", "04", "06"])
def test_labels_of_scans_fit_the_ink(sources, items, number):
    """The ink found in and round each box ends where the box ends, to about a pixel."""
    path = sources[number]
    pages = read_source(path)
    off = []
    for item in items:
        if item.doc != path.name or item.is_picture:
            continue
        page = pages[item.page - 1]
        for quad in item.quads:
            found = ink(page, quad, window(page, quad, 0.0))
            assert found.any()
            ys, xs = np.nonzero(found)
            height, width = found.shape
            off.append(max(xs.min(), ys.min(), width - 1 - xs.max(), height - 1 - ys.max()))
    assert np.median(off) <= 2
    assert np.percentile(off, 95) <= 4


def test_no_own_value_stands_unlabelled(sources, items):
    for path in sources.values():
        mine = [i for i in items if i.doc == path.name]
        values = own_values(mine)
        for number, page in enumerate(read_source(path), 1):
            quads = [q for i in mine if i.page == number for q in i.quads]
            assert stray_text(page, values, quads) == 0


def test_every_page_says_that_it_is_made_up(sources):
    for number in ("01", "02", "05"):
        with pymupdf.open(sources[number]) as document:
            assert all("虚构样例" in page.get_text() for page in document)


def test_a_third_of_the_labels_are_keeps(items):
    assert sum(i.expected == "keep" for i in items) * 3 >= len(items)


def test_only_the_homonym_asks(items):
    asked = [i for i in items if i.expected == "ask"]
    assert [(i.category, i.trap) for i in asked] == [("name", "homonym")]


@pytest.mark.parametrize("applicant", APPLICANTS, ids=lambda a: a.number)
def test_nobody_owns_the_numbers(applicant):
    assert id_number(applicant.id_number[:17]) == applicant.id_number
    assert applicant.id_number.startswith("1599")
    assert applicant.phone.startswith("154") and len(applicant.phone) == 11
    assert applicant.work.domain.endswith(".example")


def test_id_check_character_x():
    assert id_number("15990119850412000") == "15990119850412000X"


def test_roster_is_the_same_as_csv_and_xlsx(samples):
    text = (samples / "roster.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    sheet = openpyxl.load_workbook(samples / "roster.xlsx").worksheets[0]
    assert rows == [[str(v or "") for v in row] for row in sheet.iter_rows(values_only=True)]
    assert dict(zip(rows[0], rows[1], strict=True))["身份证号"] == WANG_WEI.id_number


def test_code_of_the_form_is_read(sources, items):
    page = read_source(sources["01"])[0]
    found = zxingcpp.read_barcodes(page.grey.astype(np.uint8))
    assert [code.text.endswith(WANG_WEI.number) for code in found] == [True]


def test_tiff_has_two_pages_and_states_its_resolution(sources):
    with Image.open(sources["06"]) as image:
        assert image.n_frames == 2
        assert image.info["dpi"] == (200, 200)


@pytest.mark.parametrize("applicant", APPLICANTS, ids=lambda a: a.number)
def test_drawn_portrait_is_taken_for_a_face(applicant):
    weights = next(iter(sorted(models_dir().rglob("centerface.onnx"))), None)
    if weights is None:
        pytest.skip("face detector weights are not installed")
    from redactor.detect.centerface import CenterFace

    page = Image.new("RGB", (800, 600), "white")
    photo = Image.open(io.BytesIO(portrait(applicant.looks))).resize((210, 294))
    page.paste(photo, (400, 100))
    (faces,) = CenterFace(weights).find([np.asarray(page)], 0.5)
    assert len(faces) == 1


# -- the committed copy -----------------------------------------------------------------
def test_committed_samples_are_small():
    assert sum(p.stat().st_size for p in COMMITTED.rglob("*") if p.is_file()) < 6_000_000


def test_committed_samples_are_three_times_six():
    folders = sorted(p for p in (COMMITTED / "dossiers").iterdir() if p.is_dir())
    assert [len(list(f.iterdir())) for f in folders] == [6, 6, 6]
    for folder in folders:
        documents = {i.doc for i in read_items(COMMITTED / "truth" / f"{folder.name}.jsonl")}
        assert documents == {p.name for p in folder.iterdir()}
