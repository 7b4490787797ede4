"""What lies in the embedded picture below a mark, and around it."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pymupdf
import pytest
import zxingcpp
from PIL import Image

from redactor.datatypes import Entity, Finding, Ink, Mark
from redactor.geometry import PtBox, PtQuad
from redactor.verify.inks import check_inks
from redactor.verify.pictures import check_pictures
from redactor.verify.pixels import RENDER_DPI, check_pixels
from redactor.verify.render import PagePair

NONE = pymupdf.PDF_REDACT_IMAGE_NONE
SIZE = (400, 500)  # of the page, points


def photo(scale: float = 2.0, seed: int = 3) -> np.ndarray:
    """A page of smooth paper with dark print, different everywhere."""
    rng = np.random.default_rng(seed)
    height, width = int(SIZE[1] * scale), int(SIZE[0] * scale)
    paper = rng.integers(170, 235, (height // 40, width // 40, 3), dtype=np.uint8)
    image = cv2.resize(paper, (width, height), interpolation=cv2.INTER_CUBIC)
    for k in range(40):
        x, y = rng.integers(0, width - 60), rng.integers(20, height - 10)
        cv2.putText(image, f"n{k}", (int(x), int(y)), 0, 0.9, (30, 30, 60), 2)
    return image


def encoded(image: np.ndarray, kind: str, **options) -> bytes:
    out = io.BytesIO()
    Image.fromarray(image).save(out, kind, **options)
    return out.getvalue()


def scan(bench, image=None, kind="JPEG", rotation=0, **options) -> None:
    data = encoded(photo() if image is None else image, kind, **options)

    def fill(doc):
        doc[0].insert_image(doc[0].rect, stream=data)
        doc[0].set_rotation(rotation)

    bench.write(fill)


def wheres(verdict) -> set[str]:
    return {leak.where for leak in verdict.leaks}


def as_drawn(data: bytes) -> np.ndarray:
    """The picture as MuPDF decodes it: other decoders round a few levels differently."""
    pixmap = pymupdf.Pixmap(data)
    return np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3)


def swap_picture(doc: pymupdf.Document, image: np.ndarray, kind: str, **options) -> None:
    page = doc[0]
    page.replace_image(page.get_images()[0][0], stream=encoded(image, kind, **options))


def whitened(image: np.ndarray, rect, scale: float = 2.0) -> np.ndarray:
    out = image.copy()
    x0, y0, x1, y1 = (round(v * scale) for v in rect)
    out[y0:y1, x0:x1] = 255
    return out


RECT = (120, 200, 180, 220)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_blanked_picture_passes(bench, rotation) -> None:
    scan(bench, kind="PNG", rotation=rotation)
    bench.redact(RECT)
    verdict = bench.verify()
    assert verdict.passed, (verdict.leaks, verdict.damage)
    assert verdict.checks["pictures"] == 1


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_picture_left_below_a_mark(bench, rotation) -> None:
    scan(bench, rotation=rotation)
    bench.redact(RECT, images=NONE)
    assert wheres(bench.verify()) == {"picture"}


def test_few_pixels_left_below_a_mark(bench) -> None:
    image = photo()
    scan(bench, image, "PNG")
    leaky = whitened(image, RECT)
    leaky[404:412, 300:310] = 60
    bench.redact(RECT, images=NONE, late=lambda d: swap_picture(d, leaky, "PNG"))
    assert wheres(bench.verify()) == {"picture"}


def test_picture_left_in_the_resources(bench) -> None:
    image = photo()
    scan(bench, image, "PNG")

    def swap(doc):
        page = doc[0]
        old = page.get_images()[0]
        page.insert_image(page.rect, stream=encoded(whitened(image, RECT), "PNG"), overlay=False)
        new = next(i for i in page.get_images() if i[0] != old[0])
        for xref in page.get_contents():
            data = doc.xref_stream(xref)
            doc.update_stream(
                xref, data.replace(f"/{old[7]} Do".encode(), f"/{new[7]} Do".encode())
            )

    bench.redact(RECT, images=NONE, late=swap)
    assert "picture" in wheres(bench.verify())


@pytest.mark.parametrize("gone", [True, False])
def test_seal_whose_thin_ink_went_is_not_the_one_it_was(gone: bool) -> None:
    """Some part of its ring may hold paper alone, and its characters are thin."""
    paper = np.random.default_rng(5).integers(190, 235, (400, 400, 3)).astype(np.uint8)
    sealed = paper.copy()
    cv2.line(sealed, (60, 50), (60, 68), (205, 60, 60), 2)
    here, bare = (PtQuad.from_box(PtBox(x, 20, x + w, 40)) for x, w in ((20, 20), (120, 30)))
    mark = Mark(1, Entity.SEAL, here, "", Ink("red", (here, bare)))
    with pymupdf.open() as before, pymupdf.open() as after:
        for doc, image in ((before, sealed), (after, paper if gone else sealed)):
            page = doc.new_page(width=200, height=200)
            page.insert_image(page.rect, stream=encoded(image, "PNG"))
        leaks, _ = check_pictures(PagePair(1, before[0], after[0], (), inked=(mark,)))
    assert bool(leaks) is not gone


@pytest.mark.parametrize("pen, leaks", [((20, 20, 20), 0), ((40, 60, 160), 0), ((200, 40, 50), 1)])
def test_another_hand_that_reaches_into_the_own_stamp_is_none_of_its_ink(
    pen: tuple[int, int, int], leaks: int
) -> None:
    """A picture of the stamp's own colour there may be the stamp, still a resource of the page."""
    hand = np.zeros((60, 160, 4), np.uint8)
    cv2.line(hand, (10, 10), (150, 50), (*pen, 255), 6)
    here = PtQuad.from_box(PtBox(20, 20, 80, 80))
    mark = Mark(1, Entity.SIGNATURE, here, "", Ink("red", (here,)))
    with pymupdf.open() as before, pymupdf.open() as after:
        for doc in (before, after):
            page = doc.new_page(width=200, height=200)
            page.insert_image(pymupdf.Rect(20, 70, 100, 100), stream=encoded(hand, "PNG"))
        found, _ = check_pictures(PagePair(1, before[0], after[0], (), inked=(mark,)))
    assert len(found) == leaks


@pytest.mark.parametrize("colour, leaks", [((250, 249, 246), 0), ((120, 120, 120), 1)])
def test_seal_that_lost_its_colour_alone_still_says_what_it_said(
    colour: tuple[int, int, int], leaks: int
) -> None:
    here = PtQuad.from_box(PtBox(20, 20, 180, 60))
    mark = Mark(1, Entity.SEAL, here, "", Ink("red", (here,)))
    with pymupdf.open() as before, pymupdf.open() as after:
        for doc, fill in ((before, (150, 20, 30)), (after, colour)):
            image = np.full((200, 400, 3), (250, 249, 246), np.uint8)
            for x in range(60, 340, 40):
                cv2.line(image, (x, 50), (x, 110), fill, 5)
            cv2.line(image, (60, 80), (340, 80), (30, 30, 30), 3)  # print below stays
            page = doc.new_page(width=200, height=100)
            page.insert_image(page.rect, stream=encoded(image, "PNG"))
        found, damage = check_inks(PagePair(1, before[0], after[0], (), inked=(mark,)), RENDER_DPI)
    assert len(found) == leaks
    assert not damage


@pytest.mark.parametrize("left, leaks", [((150, 150, 150), 0), ((80, 80, 80), 1)])
def test_seal_in_the_shadow_of_a_photograph_is_judged_by_the_paper_there(
    left: tuple[int, int, int], leaks: int
) -> None:
    here = PtQuad.from_box(PtBox(210, 110, 290, 190))
    mark = Mark(1, Entity.SEAL, here, "", Ink("red", (here,)))
    with pymupdf.open() as before, pymupdf.open() as after:
        for doc, fill in ((before, (130, 30, 40)), (after, left)):
            image = np.full((400, 600, 3), 245, np.uint8)
            image[150:, 350:] = 150
            for x in range(440, 570, 20):
                cv2.line(image, (x, 240), (x, 360), fill, 3)
            page = doc.new_page(width=300, height=200)
            page.insert_image(page.rect, stream=encoded(image, "PNG"))
        found, _ = check_inks(PagePair(1, before[0], after[0], (), inked=(mark,)), RENDER_DPI)
    assert len(found) == leaks


@pytest.mark.parametrize("left, leaks", [(255, 0), (120, 1)])
def test_print_that_showed_faintly_through_a_stamp_is_none_of_it(left: int, leaks: int) -> None:
    here = PtQuad.from_box(PtBox(20, 20, 80, 80))
    mark = Mark(1, Entity.SIGNATURE, here, "", Ink("red", (here,)))
    bare = np.full((200, 200, 3), 255, np.uint8)
    for y in range(60, 150, 24):
        cv2.line(bare, (30, y), (170, y), (20, 20, 20), 3)
    stamp = bare.copy()
    stamp[44:156, 44:156] = 0.9 * np.array([209, 40, 50]) + 0.1 * bare[44:156, 44:156]
    after_it = np.where(stamp == bare, bare, np.minimum(bare, left)).astype(np.uint8)
    with pymupdf.open() as before, pymupdf.open() as after:
        for doc, image in ((before, stamp), (after, after_it)):
            page = doc.new_page(width=100, height=100)
            page.insert_image(page.rect, stream=encoded(image, "PNG"))
        found, _ = check_inks(PagePair(1, before[0], after[0], (), inked=(mark,)), RENDER_DPI)
    assert len(found) == leaks


@pytest.mark.parametrize("gone, leaks", [(True, 0), (False, 1)])
def test_picture_that_goes_whole_is_blank_also_beside_its_mark(gone: bool, leaks: int) -> None:
    """One that lies across its place, such as a watermark, need not be."""
    hand = np.zeros((80, 200, 4), np.uint8)
    hand[20:60, 10:190, 3] = 255
    blank, left = np.zeros_like(hand), hand.copy()
    left[:, :130, 3] = 0
    quad = PtQuad.from_box(PtBox(80, 200, 180, 240))
    whole = Mark(1, Entity.SIGNATURE, quad, "", Ink("any", (quad,)))
    with pymupdf.open() as before, pymupdf.open() as after:
        for doc, image in ((before, hand), (after, blank if gone else left)):
            page = doc.new_page(width=400, height=300)
            page.insert_image(page.rect, stream=encoded(photo(1.0)[:300], "PNG"))
            page.insert_image(pymupdf.Rect(80, 200, 180, 240), stream=encoded(image, "PNG"))
        pair = PagePair(1, before[0], after[0], (), inked=(whole,))
        found, _ = check_pictures(pair)
        assert len(found) == leaks
        assert check_inks(pair, RENDER_DPI) == ([], [])
        result = check_pixels(pair, after, RENDER_DPI)
        assert not result.damage


def test_shape_left_in_the_transparency(bench) -> None:
    rgba = np.zeros((1000, 800, 4), np.uint8)
    cv2.putText(rgba, "Wang", (250, 430), 0, 1.5, (0, 0, 0, 255), 3)
    scan(bench, rgba, "PNG")
    bench.redact(RECT, images=NONE)
    assert wheres(bench.verify()) == {"picture"}


def test_lossy_picture_may_change_within_its_coding_block(bench) -> None:
    image = photo()
    scan(bench, image, quality=80)
    blocks = as_drawn(encoded(image, "JPEG", quality=80)).copy()
    blocks[400 - 8 : 440 + 8, 240 - 8 : 360 + 8] = 255
    bench.redact(RECT, images=NONE, late=lambda d: swap_picture(d, blocks, "PNG"))
    assert bench.verify().passed


def test_picture_changed_elsewhere_is_damage(bench) -> None:
    image = photo()
    scan(bench, image, "PNG")
    changed = whitened(image, RECT)
    changed[800:804, 100:104] = 0
    bench.redact(RECT, images=NONE, late=lambda d: swap_picture(d, changed, "PNG"))
    (damage,) = bench.verify().damage
    assert damage.what == "pixels" and damage.box is not None
    assert damage.box.overlap(PtBox(50, 400, 52, 402)) > 3


def test_recompressed_picture_is_damage(bench) -> None:
    image = photo()
    scan(bench, image, quality=95)
    bench.redact(
        RECT,
        images=NONE,
        late=lambda d: swap_picture(d, whitened(image, RECT), "JPEG", quality=30),
    )
    assert {d.what for d in bench.verify().damage} == {"pixels"}


def test_fine_jpeg_rewritten_without_loss_is_no_damage(bench) -> None:
    """At 110 dpi a 300-dpi JPEG is decoded at half size, its lossless copy is not."""
    image = photo(300 / 72)
    scan(bench, image, quality=85)
    decoded = as_drawn(encoded(image, "JPEG", quality=85))
    clean = whitened(decoded, RECT, 300 / 72)
    bench.redact(RECT, images=NONE, late=lambda d: swap_picture(d, clean, "PNG"))
    verdict = bench.verify()
    assert verdict.passed, (verdict.leaks, verdict.damage)


def test_own_data_in_the_tail_of_a_jpeg(bench) -> None:
    bench.write(
        lambda d: d[0].insert_image(
            (40, 40, 80, 80), stream=encoded(photo(0.5), "JPEG") + "王伟".encode("gbk")
        )
    )
    bench.redact()
    assert wheres(bench.verify()) == {"object"}


class CodeFinder:
    """A detector that reads codes."""

    name = "codes"

    def find(self, view):
        for code in zxingcpp.read_barcodes(view.image):
            p = code.position
            corners = [(c.x, c.y) for c in (p.top_left, p.top_right, p.bottom_right, p.bottom_left)]
            yield Finding(
                Entity.QR_CODE, view.page_no, (view.geometry.quad_to_pt(corners),), 1.0, "zxing"
            )


def qr(text: str) -> np.ndarray:
    modules = np.array(zxingcpp.write_barcode(zxingcpp.BarcodeFormat.QRCode, text, 120, 120))
    return np.repeat(modules[:, :, None], 3, axis=2)


@pytest.mark.parametrize("rotation", [0, 90])
def test_code_that_is_still_there(bench, rotation) -> None:
    def fill(doc):
        doc[0].insert_image((100, 100, 200, 200), stream=encoded(qr("of the applicant"), "PNG"))
        doc[0].set_rotation(rotation)

    bench.write(fill)
    bench.redact((100, 100, 200, 200), entity=Entity.QR_CODE, token="", remove=False)
    doc = pymupdf.open(bench.original)  # the mark was never drawn
    doc.set_metadata({})
    doc.save(bench.redacted, garbage=4, deflate=True)
    verdict = bench.verify(detectors=[CodeFinder()])
    codes = [leak for leak in verdict.leaks if leak.where == "qr_code"]
    assert codes and codes[0].quads[0].box.overlap(bench.marks[0].quad.box) > 5000
    assert {"pixels", "picture"} <= wheres(verdict)


def test_kept_code_beside_a_removed_one_is_no_leak(bench) -> None:
    def fill(doc):
        doc[0].insert_image((100, 100, 200, 200), stream=encoded(qr("of the applicant"), "PNG"))
        doc[0].insert_image((203, 100, 303, 200), stream=encoded(qr("of a journal"), "PNG"))

    bench.write(fill)
    bench.redact((100, 100, 200, 200), entity=Entity.QR_CODE, token="")
    verdict = bench.verify(detectors=[CodeFinder()])
    assert verdict.passed, (verdict.leaks, verdict.damage)
    assert verdict.checks["detectors"] == 1


def test_mark_over_a_slanted_line_is_a_slanted_quad(bench) -> None:
    """Pixels beside a slanted mark must equal the original although its upright box holds them."""
    image = photo()
    scan(bench, image, "PNG")
    quad = PtQuad((100, 200), (200, 217), (198, 229), (98, 212))
    corners = np.array([[(x * 2, y * 2) for x, y in quad.corners]], np.int32)
    clean = image.copy()
    cv2.fillPoly(clean, corners, (255, 255, 255))
    bench.redact(RECT, images=NONE)
    bench.marks[0] = type(bench.marks[0])(1, Entity.NAME, quad, "")
    doc = pymupdf.open(bench.original)
    swap_picture(doc, clean, "PNG")
    bench.finish(doc)
    assert bench.verify().passed
    clean[404:408, 380:390] = 0  # in the upright box, beside the quad
    doc = pymupdf.open(bench.original)
    swap_picture(doc, clean, "PNG")
    bench.finish(doc)
    assert {d.what for d in bench.verify().damage} == {"pixels"}


@pytest.mark.parametrize(
    "level, count, is_seen", [(147, 1, False), (120, 1, True), (149, 3, False), (147, 4, True)]
)
def test_pixels_that_nobody_can_see_are_no_damage(level: int, count: int, is_seen: bool) -> None:
    pixel = 72 / RENDER_DPI
    with pymupdf.open() as before, pymupdf.open() as after, pymupdf.open() as scratch:
        for doc, grey in ((before, 154), (after, level), (scratch, level)):
            page = doc.new_page(width=200, height=200)
            for x in range(100, 100 + 20 * count, 20):
                spot = pymupdf.Rect(x * pixel, 100 * pixel, (x + 1) * pixel, 101 * pixel)
                page.draw_rect(spot, color=None, fill=[grey / 255] * 3)
        result = check_pixels(PagePair(1, before[0], after[0], ()), scratch)
    assert bool(result.damage) is is_seen


def test_paper_between_two_marks_is_not_below_them(bench) -> None:
    """Grey paper shows in the pixel between the marks of two lines that stand close."""
    bench.write(lambda doc: doc[0].draw_rect(doc[0].rect, fill=(0.95, 0.95, 0.95), width=0))
    bench.redact((100, 100, 160, 111.4), (101, 112.4, 150, 124.4))

    assert bench.verify().leaks == ()
