"""Signatures and bars over live text in a file as it was uploaded."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw

from redactor.datatypes import Char, PageText, TextSource
from redactor.geometry import PtBox, PtQuad
from redactor.verify.uploaded import (
    has_text_under,
    is_signed,
    pages_that_crop_print,
    pages_that_mask_print,
)

BAR = PtQuad.from_box(PtBox(55, 85, 200, 110))


@pytest.fixture
def upload(tmp_path: Path) -> Path:
    path = tmp_path / "upload.pdf"
    with pymupdf.open() as document:
        document.new_page().insert_text((60, 100), "Wang Wei")
        document.save(path)
    return path


def _field(pdf, **entries):
    return pdf.make_indirect(Dictionary(FT=Name.Sig, T=String("Signature1"), **entries))


def _signed(pdf):
    value = pdf.make_indirect(Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite")))
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array([_field(pdf, V=value)]))


def _signed_below(pdf):
    value = pdf.make_indirect(Dictionary(Type=Name.Sig))
    parent = pdf.make_indirect(Dictionary(T=String("a"), Kids=Array([_field(pdf, V=value)])))
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array([parent]))


def _kept_signature(pdf):
    pdf.Root["/DSS"] = Dictionary(Certs=Array([]))


def _unsigned(pdf):
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array([_field(pdf)]))


def _in_a_circle(pdf):
    parent = pdf.make_indirect(Dictionary(T=String("a")))
    parent["/Kids"] = Array([parent])
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array([parent]))


@pytest.mark.parametrize(
    "change, signed",
    [
        (_signed, True),
        (_signed_below, True),
        (_kept_signature, True),
        (_unsigned, False),
        (_in_a_circle, False),
        (lambda pdf: None, False),
    ],
)
def test_a_signature_is_seen(upload, change, signed) -> None:
    with pikepdf.open(upload, allow_overwriting_input=True) as pdf:
        change(pdf)
        pdf.save(upload)
    assert is_signed(upload) is signed


def test_nobody_can_tell_of_a_damaged_file(tmp_path) -> None:
    path = tmp_path / "damaged.pdf"
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    assert is_signed(path) is False
    assert has_text_under(path, {1: [BAR]}, ()) is False


def test_live_text_below_a_bar_is_seen(upload) -> None:
    beside = PtQuad.from_box(PtBox(55, 185, 200, 210))
    assert has_text_under(upload, {1: [BAR]}, ())
    assert not has_text_under(upload, {1: [beside]}, ())


def test_text_that_is_seen_on_a_dark_ground_is_not_below_it(upload) -> None:
    chars = [Char(c, BAR, 1.0, 0, TextSource.TEXT_LAYER) for c in "WangWei"]
    assert not has_text_under(upload, {1: [BAR]}, [PageText(1, tuple(chars))])


def _masked(path, shown):
    """A scan with print whose mask shows the page but for its upper part, or all of it."""
    page = Image.new("L", (400, 300), 255)
    ImageDraw.Draw(page).text((40, 40), "Wang Wei 154 1234 5678", fill=0, font_size=20)
    mask = Image.new("L", page.size, 255)
    ImageDraw.Draw(mask).rectangle((0, 0, 400, 100), fill=255 if shown else 0)
    parts = [io.BytesIO(), io.BytesIO()]
    for image, out in zip((page, mask), parts, strict=True):
        image.save(out, "PNG")
    with pymupdf.open() as pdf:
        sheet = pdf.new_page(width=400, height=300)
        sheet.insert_image(sheet.rect, stream=parts[0].getvalue(), mask=parts[1].getvalue())
        pdf.save(path)
    return path


@pytest.mark.parametrize("shown", [False, True])
def test_print_that_a_mask_hides_is_seen(tmp_path, shown):
    found = pages_that_mask_print(_masked(tmp_path / "masked.pdf", shown))
    assert found == (() if shown else (1,))


@pytest.mark.parametrize("cropped", [False, True])
def test_print_that_a_clip_cuts_off_is_seen(tmp_path, cropped):
    path = _masked(tmp_path / "whole.pdf", shown=True)
    with pikepdf.open(path) as pdf:
        clip = b"q 0 0 400 100 re W n " if cropped else b"q 0 0 400 300 re W n "
        pdf.pages[0].contents_add(clip, prepend=True)
        pdf.save(tmp_path / "clipped.pdf")

    assert pages_that_crop_print(tmp_path / "clipped.pdf") == ((1,) if cropped else ())
