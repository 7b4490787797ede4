"""Damage: labels stay on the ink, levels mean something, the same seed gives the same bytes."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
import pymupdf
import pypdfium2
import pytest
from PIL import Image

from benchmarks.generator import marks, render, sheet
from benchmarks.generator.canvas import Canvas, Label, Span
from benchmarks.generator.damage import KINDS, LEVELS, NO_DAMAGE, Damage, scan_for
from benchmarks.generator.dev import DEV
from benchmarks.generator.effects import Scan, apply_scan, frame, map_point, map_quad
from benchmarks.generator.render import text_boxes, to_jpeg, to_pdf, to_scan_pdf, to_tiff
from benchmarks.scoring.pages import read_source
from benchmarks.scoring.pixels import ink, window

NAME = Label("name", "self", "redact")
GEOMETRIC = ("skew", "turn", "perspective")
BOTH = pytest.mark.parametrize(
    "damage", [Damage(k, n) for k in KINDS for n in LEVELS], ids=lambda d: f"{d.kind}-{d.level}"
)


DPIS = (100, 120, 144, 150, 170, 200, 240, 300)


def _glyph_page() -> Canvas:
    """Glyphs apart from each other all over a small page, so that each one's ink is its own."""
    canvas = Canvas(260, 170, face="sans")
    for y in (30, 66, 102, 134):
        canvas.text(22, y, Span("国中B明口永8回", NAME), size=15, tracking=14)
    return canvas


def _text_page() -> Canvas:
    canvas = Canvas(260, 170, face="sans")
    y = 30.0
    for _ in range(3):
        y = canvas.paragraph(
            22, y, 216, Span("本表一式两份由填报人如实填写字迹清楚", NAME), size=10
        )
        y = canvas.paragraph(22, y, 216, "所附材料使用复印件，核对原件后盖章。" * 2, size=9)
    return canvas


@pytest.fixture(scope="module", autouse=True)
def fonts_cut_once():
    """The same two pages are rendered dozens of times, and cutting a font takes the longest."""
    kept = {}

    def cut(glyphs):
        used = frozenset((g.face, g.char) for g in glyphs)
        if used not in kept:
            kept[used] = original(glyphs)
        return kept[used]

    original = render._subsets
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(render, "_subsets", cut)
        yield


def _rasters(canvas):
    with pymupdf.open(stream=to_pdf([canvas]).data) as document:
        for dpi in DPIS:
            pixmap = document[0].get_pixmap(matrix=pymupdf.Matrix(dpi / 72, dpi / 72), alpha=False)
            pixels = np.frombuffer(pixmap.samples, np.uint8)
            yield dpi, pixels.reshape(pixmap.height, pixmap.width, 3)


@pytest.fixture(scope="module")
def glyphs(fonts_cut_once):
    """A page and its pixels at every resolution that a scan has."""
    canvas = _glyph_page()
    return canvas, dict(_rasters(canvas))


@pytest.fixture(scope="module")
def text(fonts_cut_once):
    canvas = _text_page()
    return canvas, dict(_rasters(canvas))


def _streams(seed):
    return np.random.default_rng((seed, 0)), np.random.default_rng((seed, 1))


def _scan(damage, seed=1, coloured=False):
    recipe, _ = _streams(seed)
    return scan_for(damage, coloured=coloured, rng=recipe)


def _only_moved(scan: Scan) -> Scan:
    """The same geometry, all else spotless."""
    names = ("dpi", "skew", "perspective", "turn", "tilt", "ground", "margin")
    moved = {name: getattr(scan, name) for name in names}
    return Scan(noise=0, paper=255, shade=0, blur=0.3, quality=95, **moved)


def _overhang(grey, quad, dpi):
    """How far the ink's extent is from each side of the quad, in points and in its own frame."""
    corners = np.array(quad, np.float32) * np.float32(dpi / 72)
    size = np.array(
        [np.linalg.norm(corners[1] - corners[0]), np.linalg.norm(corners[3] - corners[0])]
    )
    upright = np.array([[0, 0], [size[0], 0], size, [0, size[1]]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, upright)
    reach = 4 * dpi / 72
    x0, y0 = np.floor(corners.min(axis=0) - reach).astype(int)
    x1, y1 = np.ceil(corners.max(axis=0) + reach).astype(int)
    ys, xs = np.nonzero(grey[y0:y1, x0:x1] < 140)
    pixels = np.stack([xs + x0 + 0.5, ys + y0 + 0.5], axis=1)[None].astype(np.float32)
    own = cv2.perspectiveTransform(pixels, matrix)[0]
    return np.concatenate([own.min(axis=0) - 0.5, own.max(axis=0) + 0.5 - size]) * 72 / dpi


@BOTH
def test_labels_lie_on_the_ink_wherever_it_was_moved(glyphs, damage):
    canvas, images = glyphs
    scan = _only_moved(_scan(damage))
    grey, matrix = apply_scan(images[round(scan.dpi)], scan, np.random.default_rng(2))
    pixel = 72 / scan.dpi
    to_points = np.diag([pixel, pixel, 1.0]) @ matrix
    quads = [map_quad(to_points, q) for item in canvas.items for q in item.quads]
    off = np.array([_overhang(grey, quad, scan.dpi) for quad in quads])
    assert np.abs(np.median(off, axis=0)).max() < 0.9 * pixel
    assert np.abs(off).max() < 1.8 * pixel


FILES = (
    ("turn", "pdf"), ("turn", "tif"), ("skew", "jpg"), ("perspective", "jpg"),
    ("perspective", "pdf"), ("bitonal", "pdf"), ("bitonal", "tif"), ("shadow", "tif"),
)  # fmt: skip


@pytest.mark.parametrize("kind, ending", FILES)
def test_labels_of_the_damaged_file_fit_the_ink(tmp_path, kind, ending):
    scan, rng, page = _scan(Damage(kind, 3), seed=4), np.random.default_rng(5), _glyph_page()
    if ending == "pdf":
        made = to_scan_pdf([page], scan, rng)
    elif ending == "jpg":
        made = to_jpeg(page, scan, rng)
    else:
        made = to_tiff([page], scan, rng, one_bit=False)
    path = tmp_path / f"x.{ending}"
    path.write_bytes(made.data)
    (seen,) = read_source(path)
    off = []
    for quad in (q for item in made.items for q in item.quads):
        found = ink(seen, quad, window(seen, quad, 0.0))
        ys, xs = np.nonzero(found)
        height, width = found.shape
        off.append(max(xs.min(), ys.min(), width - 1 - xs.max(), height - 1 - ys.max()))
    assert np.median(off) <= 2
    assert np.percentile(off, 95) <= 5


@pytest.mark.parametrize("size", [(595, 842), (1191, 842)])
@BOTH
def test_nothing_printed_is_cut_off(damage, size):
    for seed in range(6):
        scan = _scan(damage, seed)
        px = [round(v * scan.dpi / 72) for v in size]
        matrix, (width, height) = frame(*px, scan)
        inset = 0 if scan.ground else 8 * scan.dpi / 72
        for x in (inset, px[0] - inset):
            for y in (inset, px[1] - inset):
                seen = map_point(matrix, (x, y))
                assert -0.01 <= seen[0] <= width + 0.01 and -0.01 <= seen[1] <= height + 0.01


def test_quarter_turn_swaps_the_sides_and_text_runs_down():
    made = to_jpeg(_glyph_page(), Scan(turn=1), np.random.default_rng(0))
    assert Image.open(io.BytesIO(made.data)).size == (473, 723)
    tl, tr, _, bl = made.items[0].quads[0]
    assert tr[1] > tl[1] + 5 and bl[0] < tl[0] - 5  # a glyph's top side


# -- the same again, and different ------------------------------------------------------------
@pytest.mark.parametrize("kind", KINDS)
def test_same_seed_same_pixels(text, kind):
    canvas, images = text

    def seen(seed):
        recipe, rng = _streams(seed)
        scan = scan_for(Damage(kind, 4), coloured=False, rng=recipe)
        return apply_scan(images[round(scan.dpi)], scan, rng, text_boxes(canvas))[0].tobytes()

    assert seen(1) == seen(1) != seen(2)


@pytest.mark.parametrize("kind", ["bitonal", "perspective"])
def test_same_seed_same_file(kind):
    def made(seed):
        recipe, rng = _streams(seed)
        scan = scan_for(Damage(kind, 4), coloured=False, rng=recipe)
        return to_scan_pdf([_text_page()], scan, rng).data

    assert made(1) == made(1) != made(2)


@pytest.mark.parametrize("kind", KINDS)
def test_level_0_is_an_ordinary_scan(kind):
    ordinary = _scan(NO_DAMAGE, 3)
    assert _scan(Damage(kind, 0), 3) == ordinary
    plain = replace(
        Scan(),
        **{n: getattr(ordinary, n) for n in ("dpi", "skew", "noise", "paper", "shade", "blur")},
        quality=ordinary.quality,
    )
    assert ordinary == plain  # nothing else is used


@BOTH
def test_every_level_does_something(damage):
    fine = next(s for s in range(50) if _scan(NO_DAMAGE, s).dpi > 200)  # 200: resolution's level 1
    assert _scan(damage, fine) != _scan(NO_DAMAGE, fine)


@pytest.mark.parametrize("damage", [Damage("rain", 2), Damage("blur", 5), Damage("none", 1)])
def test_unknown_damage_is_refused(damage):
    with pytest.raises(ValueError, match="no such damage"):
        _scan(damage)


# -- levels -----------------------------------------------------------------------------------
def _likeness(damage, seed, canvas, images):
    """Correlation with the clean page: laid back on it, or as it lies when that is the damage."""
    recipe, rng = _streams(seed)
    scan = scan_for(damage, coloured=True, rng=recipe)
    if damage.kind in GEOMETRIC:
        scan = replace(scan, ground="lid", margin=0.0)  # a dark table alone would say it all
    clean = cv2.cvtColor(images[144], cv2.COLOR_RGB2GRAY)
    seen, matrix = apply_scan(images[round(scan.dpi)], scan, rng, text_boxes(canvas))
    grey = seen if seen.ndim == 2 else cv2.cvtColor(seen, cv2.COLOR_RGB2GRAY)
    if damage.kind == "jpeg":
        coded = io.BytesIO()
        Image.fromarray(grey).save(coded, "JPEG", quality=scan.quality)
        grey = np.asarray(Image.open(coded))
    size = clean.shape[::-1]
    if damage.kind in GEOMETRIC:
        grey = cv2.resize(np.rot90(grey, scan.turn), size, interpolation=cv2.INTER_AREA)
        clean, grey = (cv2.GaussianBlur(i.astype(np.float32), (0, 0), 9) for i in (clean, grey))
    else:
        back = np.diag([2, 2, 1.0]) @ np.linalg.inv(matrix)
        grey = cv2.warpPerspective(grey, back, size, borderMode=cv2.BORDER_REPLICATE)
    if damage.kind == "grey":  # a correlation does not see contrast: only what noise leaves of it
        grey = grey + np.random.default_rng(0).normal(0, 12, grey.shape)
    return float(np.corrcoef(clean.ravel(), grey.ravel())[0, 1])


@pytest.mark.parametrize("kind", KINDS)
def test_each_level_is_harder_than_the_one_below(text, kind):
    likeness = [
        np.mean([_likeness(Damage(kind, level), seed, *text) for seed in range(3)])
        for level in LEVELS
    ]
    assert all(lower > higher for lower, higher in pairwise(likeness)), likeness


# -- what single kinds promise ----------------------------------------------------------------
def test_bitonal_pdf_holds_one_fax_coded_bit_a_pixel():
    scan, rng = _scan(Damage("bitonal", 2)), np.random.default_rng(5)
    data = to_scan_pdf([_glyph_page()], scan, rng).data
    with pymupdf.open(stream=data) as document:
        ((xref, _, width, height, bits, *_, coding),) = (
            row[:9] for row in document[0].get_images()
        )
        assert (bits, coding) == (1, "CCITTFaxDecode")
        assert document.xref_stream_raw(xref)[:2] not in (b"II", b"MM")  # no TIFF about it
    seen = pypdfium2.PdfDocument(data)[0].render(scale=scan.dpi / 72).to_numpy()[..., 0]
    assert abs(np.subtract(seen.shape, (height, width))).max() <= 1
    assert 0.01 < (seen < 128).mean() < 0.2  # black on white, not the reverse


def test_bitonal_tiff_is_fax_coded():
    made = to_tiff(
        [_glyph_page()], _scan(Damage("bitonal", 1)), np.random.default_rng(5), one_bit=False
    )
    with Image.open(io.BytesIO(made.data)) as image:
        assert (image.mode, image.info["compression"]) == ("1", "group4")


def test_photos_keep_their_colour():
    for kind in ("perspective", "shadow"):
        made = to_jpeg(_glyph_page(), _scan(Damage(kind, 4)), np.random.default_rng(5))
        assert Image.open(io.BytesIO(made.data)).mode == "RGB"


def test_colour_tiff_shows_what_the_jpeg_shows():
    scan = replace(Scan(grey=False), tint=(1.0, 0.9, 0.7))
    one = to_jpeg(_glyph_page(), scan, np.random.default_rng(5)).data
    two = to_tiff([_glyph_page()] * 2, scan, np.random.default_rng(5), one_bit=False).data
    with Image.open(io.BytesIO(two)) as image:
        assert image.n_frames == 2
        apart = np.abs(np.asarray(image.convert("RGB")).astype(int) - Image.open(io.BytesIO(one)))
    assert apart.mean() < 2


def test_grey_loses_the_colour_of_a_coloured_page():
    assert _scan(Damage("grey", 1), coloured=True).grey
    assert not _scan(NO_DAMAGE, coloured=True).grey


def test_table_shows_round_a_photo_from_level_3_on():
    seen = [_scan(Damage("perspective", level)).ground for level in LEVELS]
    assert seen == ["lid", "lid", "table", "table"]


@pytest.mark.parametrize("field, count", [("seals", 4), ("stamps", 5), ("pen", 20)])
def test_marks_darken_text_and_hide_none(text, field, count):
    canvas, images = text
    scan = replace(Scan(grey=False, noise=0, shade=0, paper=255, blur=0), **{field: count})
    plain, _ = apply_scan(images[200], replace(scan, **{field: 0}), np.random.default_rng(1))
    marked, _ = apply_scan(images[200], scan, np.random.default_rng(1), text_boxes(canvas))
    assert (marked <= plain).all()
    changed = (marked < plain).any(axis=2)
    inked = plain.max(axis=2) < 100
    assert cv2.dilate(changed.astype(np.uint8), np.ones((5, 5)))[inked].mean() > 0.03
    assert changed.mean() > 0.005


def test_drawn_texts_name_nobody():
    """The back page, seals and stamps are unlabelled: an applicant's name must not be in them."""
    drawn = "".join((*sheet._BACK, *marks._BODIES, *marks._LINES, *sum(marks._STAMPS, ())))
    assert not [n.text for n in DEV.names if n.text in drawn]
    assert not [p for p in (*DEV.places, *DEV.marks) if p in drawn]
