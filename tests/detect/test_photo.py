import math
import os
from dataclasses import replace
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pymupdf
import pytest
import zxingcpp
from PIL import Image as Pictures
from PIL import ImageDraw, ImageFilter

from redactor.config.weights import models_dir
from redactor.datatypes import (
    Char,
    DocClass,
    Entity,
    Evidence,
    Finding,
    PageText,
    Picture,
    TextSource,
)
from redactor.detect.busy import shown_parts, toned_regions
from redactor.detect.centerface import Face
from redactor.detect.photo import PhotoDetector, _PageFace
from redactor.detect.photo_frame import _with_figure, frame_round
from redactor.errors import MissingModelError
from redactor.geometry import PageGeometry, PtBox, PtQuad, PxBox
from redactor.ports import Image, PageView, RegionDetector
from tests.contracts.region_detector import RegionDetectorContract
from tests.detect.drawn import (
    BLUE,
    MM,
    PT,
    RED,
    WHITE,
    code,
    dense,
    form,
    portrait,
    shown,
    stamped,
)

WEIGHTS = models_dir() / "centerface" / "centerface.onnx"
needs_weights = pytest.mark.skipif(
    not WEIGHTS.is_file() and not os.environ.get("CI"), reason="run models/fetch.py"
)
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
SINGLE = frozenset({Evidence.SINGLE_PORTRAIT})
SEVERAL = frozenset({Evidence.SEVERAL_FACES})
APART = frozenset({Evidence.SEVERAL_PORTRAITS})
Rgb = tuple[int, int, int]
CELL = (475 / PT, 124 / PT)  # inside the form's photo cell, pixels
MM_PT = 72 / 25.4


@cache
def detector() -> PhotoDetector:
    return PhotoDetector(WEIGHTS)


@needs_weights
class TestPhotoDetector(RegionDetectorContract):
    @pytest.fixture
    def detector(self) -> RegionDetector:
        return detector()

    def sight(self) -> Image:
        return np.asarray(portrait(25, 35))


def found_on(
    picture: Pictures.Image,
    text: PageText | None = None,
    pictures: tuple[Picture, ...] = (),
    doc_class: DocClass = DocClass.FORM,
) -> list[Finding]:
    image = np.ascontiguousarray(np.asarray(picture.convert("RGB")))
    geometry = PageGeometry(picture.width * PT, picture.height * PT, 0, 200)
    view = PageView(1, image, geometry, text or PageText(1, ()), pictures, doc_class)
    return list(detector().find(view))


def on_form(
    photo: Pictures.Image, at: tuple[float, float] = CELL
) -> tuple[Pictures.Image, PtQuad, PageText]:
    page, text = form()
    x, y = round(at[0]), round(at[1])
    page.paste(photo, (x, y))
    box = PtBox(x * PT, y * PT, (x + photo.width) * PT, (y + photo.height) * PT)
    return page, PtQuad.from_box(box), text


def turned(quad: PtQuad, degrees: float, page: Pictures.Image) -> PtQuad:
    """``quad`` after the page was turned counter-clockwise about its middle."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    mx, my = page.width * PT / 2, page.height * PT / 2
    moved = [
        (mx + (x - mx) * cos + (y - my) * sin, my - (x - mx) * sin + (y - my) * cos)
        for x, y in quad.corners
    ]
    return PtQuad(*moved)


def cover_and_waste(found: PtQuad, wanted: PtQuad) -> tuple[float, float]:
    """Share of ``wanted`` that is covered, and area taken besides as a share of it."""
    a, b = (np.array(q.corners, np.float32) for q in (found, wanted))
    shared = cv2.intersectConvexConvex(a, b)[0]
    whole = cv2.contourArea(b)
    return shared / whole, (cv2.contourArea(a) - shared) / whole


def worse(page: Pictures.Image, how: str) -> Pictures.Image:
    if how == "grey":
        return page.convert("L").convert("RGB")
    if how == "blurred":
        return page.filter(ImageFilter.GaussianBlur(1.8))
    if how == "jpeg":
        encoded = cv2.imencode(".jpg", np.asarray(page), [cv2.IMWRITE_JPEG_QUALITY, 25])[1]
        return Pictures.fromarray(cv2.imdecode(encoded, cv2.IMREAD_COLOR))
    return page


@needs_weights
@pytest.mark.parametrize("size", [(25, 35), (35, 49)])
def test_long_hair_is_no_side_of_a_photo_on_a_pale_ground(size: tuple[float, float]) -> None:
    """Its edges are clearer than the photo's, but end at the shoulders."""
    photo = portrait(*size, (215, 215, 215))
    draw = ImageDraw.Draw(photo)
    for left, right in ((0.17, 0.26), (0.74, 0.83)):
        hair = (left * photo.width, 0.3 * photo.height, right * photo.width, 0.8 * photo.height)
        draw.rectangle(hair, fill=(30, 24, 22))
    page = Pictures.new("RGB", (1654, 2339), (252, 252, 252))
    page.paste(photo, (500, 700))
    box = PtBox(500 * PT, 700 * PT, (500 + photo.width) * PT, (700 + photo.height) * PT)
    (found,) = found_on(page)
    cover, waste = cover_and_waste(found.quads[0], PtQuad.from_box(box))
    assert cover >= 0.95 and waste <= 0.25


def test_portrait_cut_out_of_its_ground_is_taken_with_hair_and_shoulders() -> None:
    """No edge shows but those of the hair; the shoulders are wider than they are apart."""
    image = np.full((420, 380, 3), 246, np.uint8)
    cv2.ellipse(image, (190, 150), (56, 80), 0, 0, 360, (30, 24, 22), -1)  # hair
    cv2.rectangle(image, (134, 150), (246, 250), (30, 24, 22), -1)
    cv2.ellipse(image, (190, 165), (36, 50), 0, 0, 360, (225, 190, 165), -1)
    cv2.ellipse(image, (190, 330), (105, 80), 0, 180, 360, (20, 70, 60), -1)
    frame = frame_round(image, PxBox(154, 115, 226, 215), 150.0, ())
    assert frame.box.x0 <= 88 and frame.box.x1 >= 292
    assert frame.box.y0 <= 72 and frame.box.y1 >= 328
    assert frame.box.width < 240 and frame.box.height < 300


def test_border_of_the_cell_close_beside_a_photo_stays_free() -> None:
    """The photo's own edge is nearer to the line than two edges are told apart."""
    image = np.full((420, 380, 3), 250, np.uint8)
    image[70:300, 95:255] = 225
    cv2.ellipse(image, (175, 180), (38, 55), 0, 0, 360, (225, 190, 165), -1)
    cv2.ellipse(image, (175, 300), (60, 50), 0, 180, 360, (20, 70, 60), -1)
    image[20:400, 257:259] = 30
    frame = frame_round(image, PxBox(142, 130, 208, 232), 150.0, ())
    margin_px = 3
    assert 250 <= frame.box.x1 + margin_px <= 258


@pytest.mark.parametrize("line", [True, False], ids=["dark_line", "shadow_alone"])
def test_fold_across_the_shoulders_is_not_where_a_photo_ends(line: bool) -> None:
    image = np.full((440, 380, 3), 245, np.uint8)
    image[60:320, 78:242] = 228
    cv2.ellipse(image, (160, 160), (44, 66), 0, 0, 360, (40, 36, 34), -1)
    cv2.ellipse(image, (160, 175), (36, 52), 0, 0, 360, (190, 180, 170), -1)
    image[215:250, 145:175] = (190, 180, 170)
    cv2.ellipse(image, (160, 320), (75, 80), 0, 180, 360, (70, 70, 70), -1)
    dark = np.linspace(0, 60, 26).astype(np.uint8)[:, None, None]
    image[259:285] = np.maximum(image[259:285], dark) - dark
    if line:
        image[284:287] = 90
    frame = frame_round(image, PxBox(124, 118, 198, 213), 150.0, ())
    assert 316 <= frame.box.y1 <= 330


def test_border_of_the_cell_is_no_part_of_a_dark_photo_a_millimetre_beside_it() -> None:
    """Blurred, photo and line hang together: the figure seemed to reach beyond the line."""
    image = np.full((420, 380, 3), 245, np.uint8)
    image[60:290, 78:242] = 150
    cv2.ellipse(image, (160, 160), (44, 66), 0, 0, 360, (40, 36, 34), -1)
    cv2.ellipse(image, (160, 175), (36, 52), 0, 0, 360, (190, 180, 170), -1)
    cv2.ellipse(image, (160, 290), (75, 40), 0, 180, 360, (70, 70, 70), -1)
    image[10:400, 248:251] = 25
    image = cv2.GaussianBlur(image, (0, 0), 2.0)
    frame = frame_round(image, PxBox(124, 118, 198, 213), 150.0, ())
    assert 241 <= frame.box.x1 <= 247


def test_shoulder_that_a_seal_reaches_over_is_the_figures() -> None:
    """The ground shows on the left; on the right the hair is taken for a side."""
    image = np.full((420, 380, 3), 250, np.uint8)
    image[60:330, 75:190] = 236
    cv2.ellipse(image, (190, 150), (56, 80), 0, 0, 360, (30, 24, 22), -1)
    cv2.rectangle(image, (134, 150), (246, 190), (30, 24, 22), -1)
    cv2.ellipse(image, (190, 165), (36, 50), 0, 0, 360, (225, 190, 165), -1)
    cv2.ellipse(image, (190, 330), (105, 80), 0, 180, 360, (20, 70, 60), -1)
    cv2.circle(image, (330, 260), 90, (200, 40, 40), 4)
    frame = frame_round(image, PxBox(154, 115, 226, 215), 150.0, ())
    assert frame.box.x0 <= 88 and 292 <= frame.box.x1 <= 320


def test_feet_of_both_shoulders_are_the_figures() -> None:
    """On a ground as white as the paper the hair is taken for both sides."""
    image = np.full((420, 380, 3), 250, np.uint8)
    cv2.ellipse(image, (190, 160), (56, 110), 0, 0, 360, (30, 24, 22), -1)
    cv2.rectangle(image, (165, 200), (215, 310), (190, 150, 120), -1)
    cv2.ellipse(image, (190, 165), (36, 50), 0, 0, 360, (225, 190, 165), -1)
    cv2.ellipse(image, (190, 330), (96, 40), 0, 180, 360, (20, 70, 60), -1)
    frame = frame_round(image, PxBox(154, 115, 226, 215), 150.0, ())
    assert frame.box.x0 <= 97 and 283 <= frame.box.x1 <= 320


def test_low_shoulder_on_one_side_is_the_figures_where_it_is_as_wide_on_both() -> None:
    """The hair is taken for one side, the border of the cell for the other."""
    image = np.full((420, 380, 3), 250, np.uint8)
    cv2.ellipse(image, (190, 150), (52, 80), 0, 0, 360, (10, 10, 10), -1)
    cv2.ellipse(image, (190, 330), (85, 55), 0, 180, 360, (10, 10, 10), -1)
    face = PxBox(154, 115, 226, 215)
    grown = _with_figure(image, face, PxBox(136, 66, 310, 328), 150.0)
    assert grown.x0 <= 107 and grown.x1 == 310
    cv2.rectangle(image, (240, 260), (330, 339), (250, 250, 250), -1)  # no shoulder there
    assert _with_figure(image, face, PxBox(136, 66, 310, 328), 150.0).x0 == 136


@needs_weights
@pytest.mark.parametrize("how", ["clean", "grey", "blurred", "jpeg"])
@pytest.mark.parametrize("ground", [BLUE, RED])
@pytest.mark.parametrize("size", [(25, 35), (26, 32)])
def test_whole_photo_is_taken_and_the_cell_round_it_is_not(
    size: tuple[float, float], ground: tuple[int, int, int], how: str
) -> None:
    page, wanted, text = on_form(portrait(*size, ground))
    (found,) = found_on(worse(page, how), text)
    cover, waste = cover_and_waste(found.quads[0], wanted)
    assert found.evidence == SINGLE
    assert cover >= 0.99
    assert waste <= 0.15


@needs_weights
@pytest.mark.parametrize("contrast", [0.1, 0.15])
def test_photo_on_a_washed_out_copy_is_taken_to_its_edges(contrast: float) -> None:
    page, wanted, text = on_form(portrait(25, 35, (235, 238, 242)))
    pale = page.convert("L").point(lambda level: 150 + level * contrast).convert("RGB")
    (found,) = found_on(pale, text)
    cover, waste = cover_and_waste(found.quads[0], wanted)
    assert cover >= 0.99
    assert waste <= 0.15


@needs_weights
@pytest.mark.parametrize("degrees", [-3, 2])
def test_photo_on_a_skewed_scan_gets_a_skewed_quad(degrees: float) -> None:
    page, wanted, text = on_form(portrait(25, 35))
    skewed = page.rotate(degrees, fillcolor="white", resample=Pictures.Resampling.BICUBIC)
    chars = tuple(
        Char(c.text, c.quad and turned(c.quad, degrees, page), 1.0, 0, c.source) for c in text.chars
    )
    (found,) = found_on(skewed, PageText(1, chars))
    cover, waste = cover_and_waste(found.quads[0], turned(wanted, degrees, page))
    assert cover >= 0.97
    assert waste <= 0.20


@needs_weights
def test_photo_under_a_seal_is_taken() -> None:
    page, wanted, text = on_form(portrait(25, 35))
    x, y = round(CELL[0] + 25 * MM), round(CELL[1] + 35 * MM)
    (found,) = found_on(stamped(page, x, y), text)
    assert cover_and_waste(found.quads[0], wanted)[0] >= 0.95


@needs_weights
def test_photo_without_visible_border_takes_no_print_beside_it() -> None:
    page, text = form()
    ImageDraw.Draw(page).rectangle((200, 500, 760, 1000), fill="white")
    ground = portrait(26, 32, (255, 255, 255))
    page.paste(ground, (380, 600))
    around = [
        PtQuad.from_box(PtBox(x * PT, y * PT, (x + 40) * PT, (y + 36) * PT))
        for x, y in ((330, 700), (600, 700), (470, 870))
    ]
    chars = tuple(Char("民", quad, 1.0, 0, text.chars[0].source) for quad in around)
    (found,) = found_on(page, PageText(1, chars))
    for quad in around:
        assert found.quads[0].box.overlap(quad.box) <= 0.05 * quad.box.area


@needs_weights
@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_photo_on_a_turned_scan_is_found_without_text(degrees: int) -> None:
    page, wanted, _ = on_form(portrait(25, 35))
    lying = page.rotate(degrees, expand=True)
    whole = PtQuad.from_box(PtBox(0, 0, lying.width * PT, lying.height * PT))
    (found,) = found_on(lying, pictures=(Picture(whole, lying.width, lying.height),))
    size = (lying.width * PT, lying.height * PT)
    x, y = wanted.centre
    width, height = page.width * PT, page.height * PT
    middle = {90: (y, width - x), 180: (width - x, height - y), 270: (height - y, x)}[degrees]
    assert math.dist(found.quads[0].centre, middle) < 4 * MM_PT
    assert found.quads[0].box.x1 <= size[0] + 2


@needs_weights
@pytest.mark.parametrize("degrees", [90, 270])
def test_lying_photo_on_a_photographed_sheet_in_shade_is_found(degrees: int) -> None:
    page, _, text = on_form(portrait(25, 35).rotate(degrees, expand=True), (1150, 1400))
    desk = Pictures.new("RGB", page.size, (120, 105, 90))
    desk.paste(page.resize((1450, 2050)), (100, 150))
    fall = np.linspace(1.0, 0.6, page.width)[None, :, None]
    shot = Pictures.fromarray((np.asarray(desk) * fall).astype(np.uint8))
    whole = PtQuad.from_box(PtBox(0, 0, page.width * PT, page.height * PT))
    (found,) = found_on(shot, pictures=(Picture(whole, *page.size),))
    scale = 1450 / page.width
    middle = (100 + (1150 + 17.5 * MM) * scale) * PT, (150 + (1400 + 12.5 * MM) * scale) * PT
    assert math.dist(found.quads[0].centre, middle) < 5 * MM_PT


@needs_weights
def test_embedded_picture_gives_the_rectangle() -> None:
    page, wanted, text = on_form(portrait(25, 35, WHITE))
    (found,) = found_on(page, text, (Picture(wanted, 300, 420),))
    assert found.quads == (wanted,)
    assert found.evidence == SINGLE


@needs_weights
def test_portrait_that_text_is_printed_on_is_told() -> None:
    """As the ground of a whole page: a mark over it would take the print."""
    photo = portrait(120, 168, WHITE)
    page = Pictures.new("RGB", (1654, 2339), "white")
    page.paste(photo, (350, 300))
    box = PtBox(350 * PT, 300 * PT, (350 + photo.width) * PT, (300 + photo.height) * PT)
    text = "现任某某旗中学高级教师从事数学教学"
    chars = tuple(
        Char(c, PtQuad.from_box(PtBox(x, 470, x + 12, 482)), 1.0, 1, TextSource.TEXT_LAYER)
        for x, c in zip(range(150, 400, 13), text, strict=False)
    )
    embedded = (Picture(PtQuad.from_box(box), 300, 420),)
    for printed, told in ((chars, True), ((), False)):
        (found,) = found_on(page, PageText(1, printed), embedded)
        assert (Evidence.OVER_TEXT in found.evidence) is told


@needs_weights
def test_two_portraits_are_two_findings_of_several_faces() -> None:
    page, _, text = on_form(portrait(25, 35))
    page.paste(portrait(25, 35, RED), (300, 1500))
    found = found_on(page, text)
    assert [f.evidence for f in found] == [SEVERAL | APART, SEVERAL | APART]


@needs_weights
def test_portraits_side_by_side_are_no_two_certificates() -> None:
    page, _, text = on_form(portrait(25, 35))
    for x in (300, 300 + round(27 * MM)):
        page.paste(portrait(25, 35, RED), (x, 1500))
    found = found_on(page, text)
    assert [f.evidence for f in found] == [SEVERAL] * 3


@needs_weights
def test_face_in_a_busy_scene_is_no_portrait() -> None:
    page, text = dense(12)
    rng = np.random.default_rng(7)
    scene = rng.integers(0, 255, (40, 55, 3), np.uint8)
    picture = Pictures.fromarray(scene).resize((1100, 800), Pictures.Resampling.BICUBIC)
    head = portrait(40, 56)
    mask = Pictures.new("L", head.size, 0)
    w, h = head.size
    ImageDraw.Draw(mask).ellipse((0.18 * w, 0.14 * h, 0.82 * w, 0.74 * h), fill=255)
    picture.paste(head, (400, 150), mask)
    page.paste(picture, (250, 800))
    (found,) = found_on(page, text, doc_class=DocClass.PAPER)
    assert found.entity is Entity.PHOTO
    assert not found.evidence


@needs_weights
def test_tiny_face_is_no_photo() -> None:
    page, _, text = on_form(portrait(25, 35).resize((60, 84)))
    assert found_on(page, text) == []


@needs_weights
@pytest.mark.parametrize("font_size", [5, 9, 14])
def test_print_and_seals_hold_no_photo(font_size: int) -> None:
    page, text = dense(font_size)
    page = stamped(stamped(page, 400, 400, 160), 1200, 1500, 180)
    whole = PtQuad.from_box(PtBox(0, 0, 595, 842))
    assert found_on(page, text, (Picture(whole, *page.size),)) == []


def blank_picture(width_mm: float, height_mm: float) -> tuple[Pictures.Image, Picture]:
    page, _ = form()
    size = round(width_mm * MM), round(height_mm * MM)
    page.paste((120, 130, 125), (round(CELL[0]), 250, round(CELL[0]) + size[0], 250 + size[1]))
    box = PtBox(475, 250 * PT, 475 + width_mm * MM_PT, 250 * PT + height_mm * MM_PT)
    return page, Picture(PtQuad.from_box(box), *size)


@needs_weights
@pytest.mark.parametrize("size", [(25, 35), (35, 45), (33, 48), (22, 31)])
def test_faceless_picture_of_portrait_size_on_a_form_is_asked_about(
    size: tuple[float, float],
) -> None:
    page, picture = blank_picture(*size)
    (found,) = found_on(page, pictures=(picture,))
    assert (found.found_by, found.score) == ("photo.rectangle", 0.4)
    assert not found.evidence
    assert found.quads == (picture.quad,)


def blackened(photo: Pictures.Image, level: int) -> Pictures.Image:
    """As a copy without greys shows it."""
    return photo.convert("L").point(lambda v: 255 if v > level else 0).convert("RGB")


@needs_weights
@pytest.mark.parametrize("size", [(16, 22), (25, 35), (35, 49)])
def test_photo_whose_face_a_copy_lost_is_asked_about(size: tuple[float, float]) -> None:
    photo = blackened(portrait(*size, RED), 225)
    page, wanted, text = on_form(photo)
    (found,) = found_on(page, text)
    assert (found.found_by, found.evidence) == ("photo.rectangle", frozenset())
    cover, waste = cover_and_waste(found.quads[0], wanted)
    assert cover > 0.95 and waste < 0.12
    assert found_on(page, text, doc_class=DocClass.PAPER) == []


@needs_weights
@pytest.mark.parametrize("level", [110, 150])
def test_face_on_a_copy_in_black_and_white_is_seen(level: int) -> None:
    soft = portrait(25, 35).convert("L").filter(ImageFilter.GaussianBlur(1.5))
    copied = soft.point(lambda grey: 255 * (grey > level)).convert("RGB")
    page, _, text = on_form(copied, (300, 900))
    (found,) = found_on(page, text)
    assert found.found_by == "photo.centerface"


def cut_out(size_mm: tuple[float, float], ground: Rgb, ink: int | None = None) -> Pictures.Image:
    """A portrait within an ellipse on paper, with an outline or without."""
    photo = Pictures.new("RGB", (round(size_mm[0] * MM), round(size_mm[1] * MM)), ground)
    figure = portrait(size_mm[1] / 1.35, size_mm[1], ground)
    photo.paste(figure, ((photo.width - figure.width) // 2, 0))
    large = Pictures.new("L", (4 * photo.width, 4 * photo.height), 0)
    ImageDraw.Draw(large).ellipse((0, 0, large.width - 1, large.height - 1), fill=255)
    paper = Pictures.new("RGB", photo.size, WHITE)
    paper.paste(photo, mask=large.resize(photo.size, Pictures.Resampling.LANCZOS))
    if ink is not None:
        box = (0, 0, photo.width - 1, photo.height - 1)
        ImageDraw.Draw(paper).ellipse(box, outline=(ink,) * 3, width=3)
    return paper


@needs_weights
@pytest.mark.parametrize(
    "size, how",
    [((26, 35), "as it is"), ((26, 35), "black"), ((30, 30), "as it is"), ((30, 30), "grey")],
)
def test_portrait_cut_round_or_oval_is_taken_whole(size: tuple[float, float], how: str) -> None:
    is_black = how == "black"
    photo = cut_out(size, WHITE if is_black else BLUE, 20 if is_black else None)
    page, wanted, text = on_form(photo, (300, 900))
    if is_black:
        soft = page.convert("L").filter(ImageFilter.GaussianBlur(0.7))
        page = soft.point(lambda grey: 255 * (grey > 150)).convert("RGB")
    (found,) = found_on(worse(page, how), text)
    cover, waste = cover_and_waste(found.quads[0], wanted)
    assert (found.found_by, found.evidence) == ("photo.centerface", SINGLE)
    assert cover > 0.98 and waste < 0.13


@needs_weights
@pytest.mark.parametrize("seal", [False, True])
def test_photo_with_corners_is_no_oval(seal: bool) -> None:
    rng = np.random.default_rng(5)
    grey = np.asarray(portrait(25, 35).convert("L"), float)
    rows, columns = np.mgrid[: grey.shape[0], : grey.shape[1]]
    screen = 110 * np.cos(0.55 * (rows + columns)) * np.cos(0.55 * (rows - columns))
    copied = np.where(grey + rng.normal(0, 4, grey.shape) > 127 + screen, 255, 0)
    page, wanted, text = on_form(Pictures.fromarray(copied.astype(np.uint8)), (300, 900))
    if seal:  # its outline runs round the face
        middle, half = (300 + grey.shape[1] / 2, 900 + grey.shape[0] / 2), 21 * MM
        box = (*(v - half for v in middle), *(v + half for v in middle))
        ImageDraw.Draw(page).ellipse(box, outline=(150, 150, 150), width=6)
    (found,) = found_on(page, text)
    cover, waste = cover_and_waste(found.quads[0], wanted)
    assert cover > 0.9 and waste < 0.25


@needs_weights
@pytest.mark.parametrize(
    "doc_class, scores", [(DocClass.FORM, [0.6]), (DocClass.PAPER, [])], ids=["form", "paper"]
)
def test_doubted_face_on_a_copy_is_looked_at_with_its_levels_drawn_together(
    doc_class: DocClass, scores: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = portrait(25, 35).convert("L").point(lambda grey: 255 * (grey > 120))
    page, _, text = on_form(copied.convert("RGB"), (300, 900))

    def faces(images: list[Image], threshold: float) -> list[list[Face]]:
        found = []
        for image in images:
            high, wide = image.shape[:2]
            score = 0.2 if image.min() < 50 else 0.6
            box = PxBox(0.4 * wide, 0.35 * high, 0.6 * wide, 0.6 * high)
            found.append([Face(box, score)] if score >= threshold else [])
        return found

    monkeypatch.setattr(detector()._net, "find", faces)
    assert [f.score for f in found_on(page, text, doc_class=doc_class)] == scores


@needs_weights
@pytest.mark.parametrize("doc_class, asked", [(DocClass.FORM, True), (DocClass.PAPER, False)])
def test_doubted_face_is_asked_about_where_a_portrait_belongs(
    doc_class: DocClass, asked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = np.random.default_rng(2).integers(60, 220, (12, 12, 3)).astype(np.uint8)
    page, _, text = on_form(Pictures.fromarray(scene).resize((380, 380)), (300, 900))

    def faces(images: list[Image], threshold: float) -> list[list[Face]]:
        sizes = [image.shape[:2] for image in images]
        return [[Face(PxBox(0.45 * w, 0.45 * h, 0.6 * w, 0.6 * h), 0.45)] for h, w in sizes]

    monkeypatch.setattr(detector()._net, "find", faces)
    found = found_on(page, text, doc_class=doc_class)
    assert [f.found_by for f in found] == ["photo.centerface"] * asked
    assert all(not f.evidence for f in found)


@pytest.mark.parametrize("size", [(30, 30), (35, 25), (60, 84), (25, 12)])
def test_other_dark_rectangles_of_a_form_are_no_photos(size: tuple[float, float]) -> None:
    page, text = form()
    page.paste((60, 60, 60), (300, 1500, round(300 + size[0] * MM), round(1500 + size[1] * MM)))
    assert found_on(page, text) == []


@needs_weights
@pytest.mark.parametrize(
    "cover", [(0.0, 0.32, 1.0, 1.0), (0.4, 0.0, 1.0, 1.0), (0.2, 0.1, 0.8, 0.85)]
)
@pytest.mark.parametrize("black", [False, True])
def test_portrait_whose_face_is_covered_is_asked_about(
    cover: tuple[float, float, float, float], black: bool
) -> None:
    photo = portrait(25, 35)
    box = [round(at * side) for at, side in zip(cover, (*photo.size, *photo.size), strict=True)]
    photo.paste((250, 249, 244), tuple(box))
    page, wanted, text = on_form(blackened(photo, 110) if black else photo)
    found = found_on(page, text)
    assert found and all(f.evidence == frozenset() for f in found)
    assert all(f.quads[0].box.overlap(wanted.box) > 0.5 * f.quads[0].box.area for f in found)
    assert found_on(page, text, doc_class=DocClass.PAPER) == []


@needs_weights
def test_codes_seals_and_bars_of_a_form_are_no_covered_portraits() -> None:
    page, text = form()
    page.paste(code("GR-0001", zxingcpp.BarcodeFormat.QRCode, 22), (300, 1500))
    page.paste((20, 20, 20), (700, 1500, 1100, 1580))
    assert found_on(stamped(page, 400, 1900), text) == []


@needs_weights
def test_shaded_cell_with_print_is_no_photo() -> None:
    page, text = form()
    x, y, w, h = 300, 1500, round(25 * MM), round(35 * MM)
    page.paste((150, 150, 150), (x, y, x + w, y + h))
    chars = list(text.chars)
    for row in range(4):
        for column in range(4):
            left, top = (x + 8 + column * 46) * PT, (y + 20 + row * 60) * PT
            quad = PtQuad.from_box(PtBox(left, top, left + 12, top + 12))
            chars.append(Char("审", quad, 0.98, 90 + row, TextSource.OCR))
    assert found_on(page, PageText(1, tuple(chars))) == []


@needs_weights
def test_label_in_white_on_a_dark_cell_is_no_covered_portrait() -> None:
    page, text = form()
    x, y, side = 300, 1500, 56
    page.paste((60, 60, 60), (x, y, x + round(46 * MM), y + round(18 * MM)))
    chars = list(text.chars)
    for n in range(4):
        left, top = x + 50 + n * 64, y + 43
        for stroke in (4, 18, 32, 46):
            page.paste((255, 255, 255), (left + 4, top + stroke, left + side - 4, top + stroke + 7))
        quad = PtBox(left * PT, top * PT, (left + side) * PT, (top + side) * PT)
        chars.append(Char("目", PtQuad.from_box(quad), 0.98, 90, TextSource.OCR))
    assert found_on(page, PageText(1, tuple(chars))) == []


@needs_weights
def test_seal_beside_a_photo_makes_it_no_larger() -> None:
    page, wanted, text = on_form(portrait(25, 35, RED))
    x, y = round(wanted.box.x0 / PT), round(wanted.box.y1 / PT)
    (found,) = found_on(stamped(page, x + 10, y - 100, 165), text)
    cover, waste = cover_and_waste(found.quads[0], wanted)
    assert cover > 0.95 and waste < 0.12


@needs_weights
@pytest.mark.parametrize(
    "size, doc_class",
    [
        ((30, 30), DocClass.FORM),  # a QR code
        ((35, 25), DocClass.FORM),  # lies on its side
        ((60, 84), DocClass.FORM),
        ((12, 17), DocClass.FORM),
        ((25, 35), DocClass.PAPER),
    ],
)
def test_other_faceless_pictures_are_left_alone(
    size: tuple[float, float], doc_class: DocClass
) -> None:
    page, picture = blank_picture(*size)
    assert found_on(page, pictures=(picture,), doc_class=doc_class) == []


def test_missing_weights_are_an_error_not_an_empty_result(tmp_path: Path) -> None:
    with pytest.raises(MissingModelError):
        PhotoDetector(tmp_path / "absent.onnx")
    (tmp_path / "broken.onnx").write_bytes(b"\x08\x07 not a network")
    with pytest.raises(MissingModelError):
        PhotoDetector(tmp_path / "broken.onnx")


@needs_weights
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
def test_real_forms_hold_no_photo() -> None:
    for path in sorted((CORPUS / "forms").glob("*.pdf")):
        with pymupdf.open(path) as document:
            assert found_on(shown(document[0])) == [], path.name


def _scan_of_text(photo: Pictures.Image | None = None) -> PageView:
    """A dense page as OCR saw it, with a photo on a white place of it."""
    page, text = dense(12)
    seen = [replace(c, source=TextSource.OCR, score=0.97) for c in text.chars]
    if photo is not None:
        ImageDraw.Draw(page).rectangle((280, 780, 720, 1320), fill=WHITE)
        page.paste(photo, (300, 800))
        box = PxBox(280, 780, 720, 1320)
        seen = [c for c in seen if c.quad is None or not _lies_in(c.quad, box)]
    geometry = PageGeometry(page.width * PT, page.height * PT, 0, 200)
    image = np.ascontiguousarray(np.asarray(page.convert("RGB")))
    return PageView(1, image, geometry, PageText(1, tuple(seen)), (), DocClass.OTHER)


def _lies_in(quad: PtQuad, box: PxBox) -> bool:
    x, y = quad.centre
    return box.x0 <= x / PT <= box.x1 and box.y0 <= y / PT <= box.y1


def test_text_that_was_read_is_no_place_for_a_photo() -> None:
    assert toned_regions(_scan_of_text()) == []


@pytest.mark.parametrize("size_mm", [(22, 28), (25, 35), (35, 49)])
def test_photo_in_the_midst_of_text_is_such_a_place(size_mm: tuple[float, float]) -> None:
    photo = portrait(*size_mm)
    (box,) = toned_regions(_scan_of_text(photo))
    assert box.x0 <= 300 and box.x1 >= 300 + photo.width
    assert box.y0 <= 800 and box.y1 >= 800 + photo.height


def test_photo_that_was_read_as_one_large_character_is_such_a_place() -> None:
    photo = portrait(25, 35)
    view = _scan_of_text(photo)
    box = PtBox(300 * PT, 800 * PT, (300 + photo.width) * PT, (800 + photo.height) * PT)
    read = Char("百", PtQuad.from_box(box), 0.88, 999, TextSource.OCR)
    assert toned_regions(replace(view, text=PageText(1, (*view.text.chars, read))))


def test_light_that_falls_off_is_no_tone() -> None:
    view = _scan_of_text()
    height, width = view.image.shape[:2]
    rows, columns = np.mgrid[0:height, 0:width]
    light = 1 - 0.5 * ((rows / height + columns / width) / 2)[..., None]
    assert toned_regions(replace(view, image=(view.image * light).astype(np.uint8))) == []


def test_frame_round_a_certificate_leaves_its_middle_out() -> None:
    view = _scan_of_text()
    image = view.image.copy()
    height, width = image.shape[:2]
    cv2.rectangle(image, (60, 60), (width - 60, height - 60), (150, 120, 90), 24)
    middle = width / 2, height / 2
    places = toned_regions(replace(view, image=image))
    assert not any(b.x0 <= middle[0] <= b.x1 and b.y0 <= middle[1] <= b.y1 for b in places)


@needs_weights
@pytest.mark.parametrize(
    ("below", "tint", "found"),
    [("paper", (1, 1, 1), 0), ("paper", (1, 0.94, 0.82), 0), ("portrait", (1, 1, 1), 1)],
)
def test_face_that_the_network_makes_of_a_seal(
    below: str, tint: tuple[float, ...], found: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, _ = form()
    x, y, radius = 500, 1500, 140
    if below == "portrait":  # it has the same marks over skin
        page.paste(portrait(35, 45), (x - 138, y - 177))
    draw = ImageDraw.Draw(page)
    for k in range(14):  # the words of a ring
        turn = 2 * math.pi / 14 * k
        left, top = x + 70 * math.cos(turn) - 12, y + 70 * math.sin(turn) - 12
        draw.line((left, top, left + 26, top + 22), fill=(200, 30, 40), width=6)
        draw.line((left + 22, top, left, top + 26), fill=(200, 30, 40), width=6)
    image = (np.asarray(stamped(page, x, y, radius)) * tint).astype(np.uint8)
    x0, y0, x1, y1 = x - 80, y - 90, x + 80, y + 90
    face = _PageFace(((x0, y0), (x1, y0), (x1, y1), (x0, y1)), 0.56, 0, 50.0)
    monkeypatch.setattr(PhotoDetector, "_faces", lambda *_: [face])
    by_face = [f for f in found_on(Pictures.fromarray(image)) if f.found_by == "photo.centerface"]
    assert len(by_face) == found


@needs_weights
@pytest.mark.parametrize(
    ("source", "step_pt", "found"),
    [(TextSource.OCR, 12.0, 0), (TextSource.OCR, 30.0, 1), (TextSource.TEXT_LAYER, 12.0, 1)],
    ids=["whole line within", "line that goes on outside", "text layer"],
)
def test_doubted_face_in_which_a_line_was_read_is_a_label_in_its_cell(
    source: TextSource, step_pt: float, found: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, _ = form()
    x, y = 500, 1500
    page.paste(portrait(35, 45), (x - 138, y - 177))
    x0, y0, x1, y1 = x - 80, y - 90, x + 80, y + 90
    face = _PageFace(((x0, y0), (x1, y0), (x1, y1), (x0, y1)), 0.4, 0, 50.0)
    monkeypatch.setattr(PhotoDetector, "_faces", lambda *_: [face])
    left, top = x * PT - 24, y * PT
    label = PageText(
        1,
        tuple(
            Char(c, PtQuad.from_box(PtBox(at, top, at + 10, top + 10)), 0.95, 0, source)
            for n, c in enumerate("单位意见")
            for at in (left + n * step_pt,)
        ),
    )
    by_face = [f for f in found_on(page, label) if f.found_by == "photo.centerface"]
    assert len(by_face) == found


@needs_weights
def test_faces_seen_side_by_side_are_those_seen_alone() -> None:
    photos = [portrait(25, 35).resize(size) for size in ((70, 98), (110, 154), (90, 126))]
    images = [np.asarray(photo) for photo in photos]
    images[1:1] = [np.full((40, 130, 3), 255, np.uint8)]
    net = detector()._net
    together = net.find(images, 0.3)
    assert [len(faces) for faces in together] == [1, 0, 1, 1]
    for image, faces in zip(images, together, strict=True):
        (alone,) = net.find([image], 0.3)
        for one, other in zip(faces, alone, strict=True):
            assert one.box.overlap(other.box) > 0.85 * max(one.box.area, other.box.area)


def test_text_layer_explains_nothing() -> None:
    view = _scan_of_text()
    layer = tuple(replace(c, source=TextSource.TEXT_LAYER) for c in view.text.chars)
    assert toned_regions(replace(view, text=PageText(1, layer)))


def test_dark_edge_narrower_than_a_stroke_is_no_portrait() -> None:
    """A picture cut out of a page may have the edge of its dark ground on one side."""
    image = np.full((200, 600, 3), 250, np.uint8)
    image[40:80, -10:] = 90
    image[60:150, 200:300] = np.random.default_rng(1).integers(40, 120, (90, 100, 1))
    geometry = PageGeometry(600 * 72 / 150, 200 * 72 / 150, 0, 150)
    view = PageView(1, image, geometry, PageText(1, ()), (), DocClass.FORM)
    assert all(quad.box.x1 < 310 * 72 / 150 for quad in shown_parts(view))
