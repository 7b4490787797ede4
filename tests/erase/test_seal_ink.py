"""A seal's naming ink goes out of pictures; print under it and the rest of the seal stay."""

from __future__ import annotations

import io
import math
from pathlib import Path

import numpy as np
import pikepdf
import pymupdf
import pytest
from pikepdf import Name
from PIL import Image, ImageDraw, ImageFilter

from redactor.datatypes import Entity, Erasure, Ink, Mark
from redactor.erase.document import erase_document
from redactor.erase.seal_ink import InkArea, ink_is_left, inkless, without_ink
from redactor.geometry import PtBox, PtQuad
from redactor.verify.characters import check_characters, printed
from redactor.verify.render import PagePair
from tests.detect.drawn import dense
from tests.detect.test_seals import BLUE, RED, pressed, seal
from tests.erase.drawn import picture

AT = (600, 900)  # pixels of 200 dpi
PT = 0.36
DARK = 90


def page_of(kind: str, ink: tuple[int, int, int], folder: Path) -> tuple[Path, Image.Image]:
    """A page of print below a seal: as a scan, or with the seal as a picture of its own."""
    page, mark = dense(12)[0], seal(ink)
    shown = pressed(page, mark, AT)
    path = folder / "in.pdf"
    with pymupdf.open() as document:
        sheet = document.new_page(width=page.width * PT, height=page.height * PT)
        if kind == "clear":
            _insert(sheet, sheet.rect, page, "PNG")
            alpha = 255 - np.asarray(mark.convert("RGB")).min(axis=2)
            clear = np.dstack([np.full((*alpha.shape, 3), ink, np.uint8), alpha])
            x, y = (v * PT for v in AT)
            box = pymupdf.Rect(x, y, x + mark.width * PT, y + mark.height * PT)
            _insert(sheet, box, Image.fromarray(clear, "RGBA"), "PNG")
        else:
            _insert(sheet, sheet.rect, shown, kind)
        document.save(path)
    return path, shown


def _insert(page: pymupdf.Page, box: pymupdf.Rect, image: Image.Image, kind: str) -> None:
    out = io.BytesIO()
    image.save(out, kind, quality=80)
    page.insert_image(box, stream=out.getvalue())


def ink_of(ink: tuple[int, int, int]) -> Ink:
    """The whole seal but its outline, in strips."""
    side = round(42 * 200 / 25.4)
    strips = []
    x0, x1 = (AT[0] + share * side for share in (0.08, 0.92))
    for n in range(20):
        y0, y1 = (AT[1] + side * (0.06 + 0.044 * k) for k in (n, n + 1))
        strips.append(PtQuad.from_box(PtBox(x0 * PT, y0 * PT, x1 * PT, y1 * PT)))
    return Ink("red" if ink == RED else "blue", tuple(strips))


@pytest.mark.parametrize("ink", [RED, BLUE])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "clear"])
def test_ink_goes_and_print_below_stays(
    kind: str, ink: tuple[int, int, int], tmp_path: Path
) -> None:
    path, shown = page_of(kind, ink, tmp_path)
    side = round(42 * 200 / 25.4)
    whole = PtQuad.from_box(PtBox(AT[0] * PT, AT[1] * PT, (AT[0] + side) * PT, (AT[1] + side) * PT))
    naming = ink_of(ink)
    target = tmp_path / "out.pdf"
    erasure = Erasure(1, Entity.SEAL, (whole,), "", of_picture=True, ink=naming)
    (mark,) = erase_document(path, target, [erasure], set())
    assert mark.ink == naming
    before, after = (_pixels(p) for p in (path, target))
    inside = np.zeros(before.shape[:2], np.bool_)
    for quad in naming.parts:
        b = quad.box
        inside[round(b.y0 / PT) : round(b.y1 / PT), round(b.x0 / PT) : round(b.x1 / PT)] = True
    assert (_lead(after, ink)[inside] > 45).mean() < 0.002
    own = 0 if ink == RED else 2
    print_ = inside & (before[..., own] < DARK)
    assert (after[..., own][print_] < 150).mean() > 0.9
    outside = ~inside & (_lead(before, ink) > 60)
    assert (_lead(after, ink)[outside] > 40).mean() > 0.85
    far = np.ones(inside.shape, np.bool_)
    far[AT[1] - 40 : AT[1] + side + 40, AT[0] - 40 : AT[0] + side + 40] = False
    assert int(np.abs(before.astype(int) - after)[far].max()) <= 2


def _pixels(path: Path) -> np.ndarray:
    with pymupdf.open(path) as document:
        pixmap = document[0].get_pixmap(dpi=200, alpha=False)
        flat = np.frombuffer(pixmap.samples, np.uint8)
        return flat.reshape(pixmap.height, pixmap.width, 3).copy()


def _lead(image: np.ndarray, ink: tuple[int, int, int]) -> np.ndarray:
    red, green, blue = (image[..., k].astype(int) for k in range(3))
    return red - np.maximum(green, blue) if ink == RED else blue - np.maximum(red, green)


def test_seal_drawn_as_lines_goes_as_well(tmp_path: Path) -> None:
    path, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    with pymupdf.open() as document:
        sheet = document.new_page(width=300, height=300)
        sheet.insert_text((40, 110), "below", fontsize=20)
        for y in range(60, 200, 12):
            sheet.draw_line((60, y), (200, y), color=(0.8, 0.15, 0.2), width=4)
        document.save(path)
    box = PtQuad.from_box(PtBox(50, 50, 210, 210))
    ink = Ink("red", (PtQuad.from_box(PtBox(55, 52, 205, 205)),))
    erase_document(path, target, [Erasure(1, Entity.SEAL, (box,), "", True, ink)], set())
    after = _pixels(target)
    assert (_lead(after, RED) > 45).mean() < 0.001
    assert (after.min(axis=2) < 80).any()


@pytest.mark.parametrize("ink, spared", [((228, 205, 206), 0.0), ((206, 206, 206), 1.0)])
def test_pale_ink_goes_and_pale_print_beside_it_stays(
    ink: tuple[int, int, int], spared: float
) -> None:
    page = Image.new("RGB", (600, 600), (246, 246, 246))
    page.paste(seal(RED).resize((120, 120)), (240, 20))  # by which the colour is known
    draw = ImageDraw.Draw(page)
    for x in range(60, 540, 12):
        draw.line((x, 300, x, 330), fill=ink, width=3)
    coded = io.BytesIO()
    page.save(coded, "JPEG", quality=80)
    before = np.asarray(Image.open(coded).convert("RGB"))
    where = np.zeros(before.shape[:2], np.bool_)
    where[290:340] = True
    after, _ = without_ink(before, where, "red")
    strokes = where & (before[..., 1] < 225)
    assert abs((after[..., 1][strokes] < 225).mean() - spared) < 0.03


@pytest.mark.parametrize("ink", [RED, (140, 20, 30)])
def test_soft_print_below_stays_and_dark_ink_leaves_no_shade(ink: tuple[int, int, int]) -> None:
    page = Image.new("RGB", (400, 400), (250, 249, 246))
    draw = ImageDraw.Draw(page)
    for y in range(40, 180, 12):  # the upper half has print, the lower one the seal alone
        draw.line((20, y, 380, y), fill=(60, 60, 60), width=2)
    bare = _copied(page)
    inked = _copied(pressed(page, seal(ink).resize((360, 360)), (20, 20)))
    where = np.ones(bare.shape[:2], np.bool_)
    after, _ = without_ink(inked, where, "red")
    below = _lead(inked, RED) > 40
    print_ = below & (bare[..., 0] < 140)
    assert print_.sum() > 200
    assert (after[..., 0][print_] > 190).mean() < 0.1
    alone = below & (bare.min(axis=2) > 235)
    alone[:200] = False
    assert (after.min(axis=2)[alone] < 225).mean() < 0.003


@pytest.mark.parametrize("gone", [True, False])
def test_frame_along_the_border_is_no_ink_that_is_left(gone: bool) -> None:
    page = Image.new("RGB", (200, 200), "white")
    draw = ImageDraw.Draw(page)
    draw.rectangle((40, 40, 160, 160), outline=RED, width=6)
    framed = np.asarray(page.copy())
    for y in range(60, 150, 20):
        draw.line((60, y, 140, y), fill=RED, width=3)
    before = np.asarray(page)
    where = np.zeros(before.shape[:2], np.bool_)
    where[45:156, 45:156] = True  # a row of pixels too many on each side
    assert ink_is_left(before, framed if gone else before, where, "red") is not gone


def _copied(page: Image.Image) -> np.ndarray:
    """As a soft scanner gives it."""
    out = io.BytesIO()
    page.filter(ImageFilter.GaussianBlur(0.9)).save(out, "JPEG", quality=70)
    return np.asarray(Image.open(out).convert("RGB"))


def _typeset(folder: Path, outlined: bool) -> tuple[Path, tuple[PtQuad, ...]]:
    """A letter whose electronic seal is no picture: lines and glyphs, or outlines of glyphs."""
    path = folder / "in.pdf"
    red, middle = (0.85, 0.12, 0.12), (150.0, 150.0)
    places = []
    with pymupdf.open() as document:
        sheet = document.new_page(width=300, height=300)
        sheet.insert_text((90, 156), "12 June of 2024", fontsize=16)
        sheet.draw_circle(middle, 58, color=red, width=3)
        for n, char in enumerate("YUNLING"):
            angle = math.radians(200 + 140 * n / 6)
            x, y = middle[0] + 46 * math.cos(angle), middle[1] + 46 * math.sin(angle)
            places.append(PtQuad.from_box(PtBox(x - 7, y - 8, x + 7, y + 8)))
            if outlined:
                for turn in (0, 60, 120):
                    by = 5 * math.cos(turn), 5 * math.sin(turn)
                    sheet.draw_line((x - by[0], y - by[1]), (x + by[0], y + by[1]), red, width=2.5)
            else:
                sheet.insert_text((x - 4, y + 4), char, fontsize=12, color=red)
        document.save(path)
    return path, tuple(places)


@pytest.mark.parametrize("outlined", [False, True])
def test_seal_that_is_typeset_goes_and_the_page_stays_text(outlined: bool, tmp_path: Path) -> None:
    (path, places), target = _typeset(tmp_path, outlined), tmp_path / "out.pdf"
    box = PtQuad.from_box(PtBox(90, 90, 210, 210))
    (mark,) = erase_document(
        path, target, [Erasure(1, Entity.SEAL, (box,), "", True, Ink("red", places))], set()
    )
    with pymupdf.open(path) as before, pymupdf.open(target) as after:
        assert after[0].get_text().split() == ["12", "June", "of", "2024"]
        assert len(after[0].get_drawings()) == 1  # the outline
        pair = PagePair(1, before[0], after[0], (), inked=(mark,))
        assert check_characters(pair, printed(before[0]), printed(after[0])) == ([], [])
    left = _lead(_pixels(target), RED) > 45
    assert 0 < left.sum() < 0.9 * (_lead(_pixels(path), RED) > 45).sum()


def test_black_print_below_a_typeset_seal_is_damage_when_it_goes(tmp_path: Path) -> None:
    path, places = _typeset(tmp_path, outlined=False)
    mark = Mark(1, Entity.SEAL, places[0], "", Ink("red", places))
    with pymupdf.open(path) as before, pymupdf.open() as after:
        bare = after.new_page(width=300, height=300)
        _, damage = check_characters(
            PagePair(1, before[0], bare, (), inked=(mark,)), printed(before[0]), []
        )
    assert [d.amount for d in damage] == [12.0]


def test_thick_strokes_of_a_pen_go_from_below_their_mark(tmp_path: Path) -> None:
    """MuPDF tells a stroke's hull grown by four times its width: the page became a picture."""
    path, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    with pymupdf.open() as document:
        sheet = document.new_page(width=300, height=200)
        sheet.insert_text((40, 60), "Signature:", fontsize=14)
        for x in (120, 135, 150):
            sheet.draw_bezier((x, 70), (x + 4, 30), (x + 12, 30), (x + 18, 68), width=2.2)
        sheet.draw_line((30, 90), (280, 90), width=1)
        document.save(path)
    hand = PtQuad.from_box(PtBox(116, 37, 172, 74))
    erase_document(path, target, [Erasure(1, Entity.SIGNATURE, (hand,), "", True)], set())
    with pymupdf.open(target) as after:
        assert after[0].get_text().split() == ["Signature:"]
    pixels = _pixels(target)
    assert pixels[round(45 / PT) : round(72 / PT), round(119 / PT) : round(170 / PT)].min() > 90
    assert pixels[round(90 / PT), round(60 / PT) : round(250 / PT)].max() < 120


@pytest.mark.parametrize("around", [(0, 0, 0), (255, 255, 255), (200, 30, 40)])
def test_nothing_of_a_stamps_shape_is_left_in_its_picture(
    around: tuple[int, int, int], tmp_path: Path
) -> None:
    """Whatever colour the transparent pixels have: whoever takes the picture out sees them."""
    path, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    shown = Image.new("RGBA", (120, 120), (*around, 0))
    draw = ImageDraw.Draw(shown)
    draw.rectangle((4, 4, 115, 115), outline=(*RED, 220), width=8)
    draw.line((30, 30, 90, 90), fill=(*RED, 200), width=9)
    draw.line((20, 100, 60, 100), fill=(10, 10, 10, 255), width=5)  # print stays
    with pymupdf.open() as document:
        sheet = document.new_page(width=200, height=200)
        _insert(sheet, pymupdf.Rect(40, 40, 100, 100), shown, "PNG")
        document.save(path)
    box = PtQuad.from_box(PtBox(38, 38, 102, 102))
    ink = Ink("red", (box,))
    erase_document(path, target, [Erasure(1, Entity.SIGNATURE, (box,), "", True, ink)], set())
    with pymupdf.open(target) as document:
        pixmap = pymupdf.Pixmap(document, document[0].get_images()[0][0])
        left = np.frombuffer(pixmap.samples, np.uint8).reshape(120, 120, 3)
    assert (left[:94] >= 250).all()
    assert (left[99:102, 25:55] < 30).all()


def test_a_grey_picture_of_any_coding_has_no_coloured_ink():
    """A scanner's print in JBIG2 below a red seal: nobody need decode it."""
    with pikepdf.new() as pdf:
        entries = {"ColorSpace": Name.DeviceGray, "Filter": Name.JBIG2Decode}
        print_ = picture(pdf, b"", 80, 60, BitsPerComponent=1, **entries)
        whole = ((0, 0), (1, 0), (1, 1), (0, 1))
        assert inkless(pdf, print_, [InkArea("red", (whole,))]) is None
