"""Seals are found and their rings unrolled whatever their make; other round things are none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont, ImageOps

from benchmarks.generator.fonts import face
from benchmarks.generator.impressions import (
    Make,
    impression,
    press,
    random_make,
    ring_script,
    ring_text,
)
from benchmarks.generator.sheet import shine_through
from redactor.datatypes import (
    Band,
    Candidate,
    Char,
    Entity,
    Evidence,
    Finding,
    Ink,
    PageText,
    Picture,
    TextSource,
)
from redactor.detect import seals
from redactor.detect.ellipses import edges_of
from redactor.detect.seal_find import Ellipse, find_seals
from redactor.detect.seal_ring import Ring, second_ring, unrolled
from redactor.detect.seals import SealDetector
from redactor.fakes.ocr import FakeTextReader
from redactor.geometry import PtBox, PtQuad
from redactor.ports import Image as Pixels
from redactor.ports import PageView, StripText
from tests.contracts.region_detector import RegionDetectorContract
from tests.detect.drawn import MM, PT, dense
from tests.detect.hands import page_with, view_of

NAME = "包头市云岭水务设计院有限公司"
RED, BLUE, GREY = (205, 40, 48), (45, 60, 170), (200, 200, 200)


def seal(
    ink: tuple[int, int, int] = RED,
    size_mm: float = 42,
    flat: float = 1.0,
    turn: float = 0.0,
    font: str = "serif",
    twice: bool = False,
) -> Image.Image:
    """A seal on white, at 200 dpi."""
    side = round(size_mm * MM) * 2
    image = Image.new("RGB", (side, side), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((6, 6, side - 6, side - 6), outline=ink, width=round(side * 0.02))
    if twice:
        draw.ellipse((26, 26, side - 26, side - 26), outline=ink, width=4)
    draw.regular_polygon((side / 2, side / 2, side * 0.1), 5, fill=ink)
    em = round(side * 0.105)
    pen = ImageFont.truetype(BytesIO(face(font).data), em)
    for n, char in enumerate(NAME):
        angle = math.radians(-225 + 270 * n / (len(NAME) - 1))
        tile = Image.new("L", (2 * em, 2 * em))
        ImageDraw.Draw(tile).text((em, em), char, 255, font=pen, anchor="mm")
        tile = tile.rotate(-math.degrees(angle) - 90, Image.Resampling.BICUBIC)
        radius = side * (0.36 if twice else 0.385)
        x, y = side / 2 + radius * math.cos(angle), side / 2 + radius * math.sin(angle)
        image.paste(ink, (round(x) - em, round(y) - em), tile)
    size = round(size_mm * MM), round(size_mm * MM * flat)
    small = image.resize(size, Image.Resampling.LANCZOS)
    return small.rotate(turn, Image.Resampling.BICUBIC, expand=True, fillcolor="white")


def pressed(page: Image.Image, mark: Image.Image, at: tuple[int, int]) -> Image.Image:
    ink = Image.new("RGB", page.size, "white")
    ink.paste(mark, at)
    both = np.asarray(page).astype(int) * np.asarray(ink) // 255
    return Image.fromarray(both.astype(np.uint8))


def detector() -> SealDetector:
    return SealDetector(FakeTextReader(NAME, 0.9))


def found_on(view: PageView) -> list[Finding]:
    return list(detector().find(view))


class TestSealDetector(RegionDetectorContract):
    @pytest.fixture
    def detector(self) -> SealDetector:
        return detector()

    def sight(self) -> Pixels:
        return np.asarray(seal())


@pytest.mark.parametrize("font", ["serif", "sans"])
@pytest.mark.parametrize("turn", [0, 25])
@pytest.mark.parametrize(
    "ink, size_mm, flat, twice",
    [(RED, 42, 1, False), (RED, 38, 1, True), (BLUE, 40, 1, False), (RED, 45, 0.7, False)],
)
def test_seal_over_print_is_found_and_its_band_holds_the_text_alone(
    ink: tuple[int, int, int], size_mm: float, flat: float, twice: bool, turn: float, font: str
) -> None:
    page, text = dense(12)
    mark = seal(ink, size_mm, flat, turn, font, twice)
    (found,) = found_on(view_of(pressed(page, mark, (600, 900)), text))
    box = found.quads[0].box
    middle = (600 + mark.width / 2) * 0.36, (900 + mark.height / 2) * 0.36
    assert math.dist(box.centre, middle) < 4
    assert found.ink is not None
    assert Evidence.OVER_TEXT in found.evidence
    lead = _coloured(np.asarray(pressed(Image.new("RGB", page.size, "white"), mark, (600, 900))))
    band = np.zeros(lead.shape, np.uint8)
    for quad in found.ink.parts:
        corners = np.array(quad.corners) / 0.36
        cv2.fillConvexPoly(band, np.round(corners).astype(np.int32), 1)
    left = lead & (band == 0)
    # What stays is outline and star.
    _, _, stats, _ = cv2.connectedComponentsWithStats(left.astype(np.uint8))
    large = [s for s in stats[1:] if s[cv2.CC_STAT_AREA] > 60]
    assert 2 <= len(large) <= (4 if twice else 3)
    assert left.sum() < 0.8 * lead.sum()


@pytest.mark.parametrize("red", [True, False])
def test_no_ink_goes_by_itself_over_print_of_its_colour(red: bool) -> None:
    page, text = dense(12)
    if red:
        page = ImageOps.colorize(page.convert("L"), RED, "white")
    read = PageText(1, tuple(replace(c, source=TextSource.OCR) for c in text.chars))
    (found,) = found_on(view_of(pressed(page, seal(RED), (600, 900)), read))
    assert (found.ink is None) is red
    assert Evidence.OVER_TEXT in found.evidence


def _coloured(image: Pixels) -> np.ndarray:
    spread = image.max(axis=2).astype(int) - image.min(axis=2)
    return np.asarray(spread > 60)


@pytest.mark.parametrize("turn", [0, 12, -15])
@pytest.mark.parametrize("flat", [1.0, 0.76, 0.66])
@pytest.mark.parametrize("black", [False, True])
def test_copied_seal_over_print_is_found_without_ink_to_part(
    black: bool, flat: float, turn: float
) -> None:
    print_, text = dense(12)
    page = pressed(print_, seal(flat=flat, turn=turn), (600, 900)).convert("L")
    if black:
        page = page.point(lambda v: 255 if v > 150 else 0)
    (found,) = found_on(view_of(page.convert("RGB"), text))
    assert found.found_by == "seal.grey"
    assert found.ink is None
    assert Evidence.OVER_TEXT in found.evidence


@pytest.mark.parametrize("size", [8, 12, 20])
def test_print_and_rulings_alone_are_no_seal(size: float) -> None:
    page, text = dense(size)
    draw = ImageDraw.Draw(page)
    for y in range(200, 2200, 90):
        draw.line((100, y, 1500, y), fill=(0, 0, 0), width=3)
    draw.rounded_rectangle((300, 500, 640, 760), 60, outline=(0, 0, 0), width=4)
    assert found_on(view_of(page, text)) == []


def test_own_employer_is_spotted() -> None:
    page = pressed(Image.new("RGB", (1654, 2339), "white"), seal(), (600, 900))
    view = replace(
        view_of(page, PageText(1, ())), candidates=(Candidate(1, Entity.EMPLOYER, NAME),)
    )
    (found,) = found_on(view)
    assert Evidence.SPOT_SURE in found.evidence


def test_other_round_and_red_things_are_no_seals() -> None:
    page, text = dense(9)
    draw = ImageDraw.Draw(page)
    draw.rectangle((200, 300, 1400, 330), fill=RED)
    draw.pieslice((300, 600, 700, 1000), 0, 200, fill=RED)
    draw.ellipse((900, 600, 1250, 950), outline=RED, width=8)  # nothing written in it
    draw.ellipse((900, 1200, 1250, 1550), fill="white", outline=(20, 20, 20), width=5)
    draw.rectangle((300, 1300, 420, 1420), outline=RED, width=9)
    assert found_on(view_of(page, text)) == []


def test_rosette_is_no_seal() -> None:
    page, text = dense(9)
    draw = ImageDraw.Draw(page)
    middle = 800, 1000
    draw.ellipse((600, 800, 1000, 1200), fill=(200, 40, 45))
    for n in range(8):  # petals of gold in red ground
        x = middle[0] + 125 * math.cos(n * math.pi / 4)
        y = middle[1] + 125 * math.sin(n * math.pi / 4)
        draw.ellipse((x - 58, y - 58, x + 58, y + 58), fill=(225, 180, 90))
    assert found_on(view_of(page, text)) == []


def test_bare_middle_of_a_net_of_lines_is_no_seal() -> None:
    page = Image.new("RGB", (1654, 2339), "white")
    draw = ImageDraw.Draw(page)
    for x in range(400, 1200, 6):
        draw.line([(x, 600), (x - 200, 1400)], GREY, 2)
        draw.line([(x - 200, 600), (x, 1400)], GREY, 2)
    draw.ellipse((650, 850, 950, 1150), fill="white", outline=GREY, width=3)
    for y in range(880, 1140, 40):  # lines that cross a certificate's ornaments
        draw.line([(660 + 35 * n, y + 30 * (-1) ** n) for n in range(9)], GREY, 3)
    assert [one.ink for one in find_seals(view_of(page, PageText(1, ())))] == ["grey"]
    assert found_on(view_of(page, PageText(1, ()))) == []


def test_two_seals_that_touch_are_two() -> None:
    page = Image.new("RGB", (1654, 2339), "white")
    page = pressed(page, seal(size_mm=32), (500, 900))
    page = pressed(page, seal(size_mm=32), (500 + round(31 * MM), 880))
    assert len(found_on(view_of(page, PageText(1, ())))) == 2


def test_two_seals_that_lie_on_each_other_are_two() -> None:
    page = Image.new("RGB", (1654, 2339), "white")
    page = pressed(page, seal(turn=5), (500, 800))
    page = pressed(page, seal(turn=-8), (500 + round(14 * MM), 800 + round(22 * MM)))
    found = list(find_seals(view_of(page, PageText(1, ()))))
    assert len(found) == 2 and all(abs(one.a / one.b - 1) < 0.1 for one in found)


def test_small_seal_pressed_across_a_large_one_is_found() -> None:
    page = Image.new("RGB", (1654, 2339), "white")
    page = pressed(page, seal(turn=5), (500, 800))
    page = pressed(page, seal(size_mm=32), (500 - round(5 * MM), 800 + round(13 * MM)))
    found = list(find_seals(view_of(page, PageText(1, ()))))
    assert sorted(round(one.a / MM) for one in found) == [16, 21]


@pytest.mark.parametrize(
    "small_mm, right_mm, down_mm",
    # Equal ones, of which joined ink makes one shape: its middle lies near theirs, or far from it.
    [(32, -5.0, 13.0), (32, 14.0, 4.0), (38, 10.0, 6.0), (42, 12.0, 6.0), (42, 17.0, 5.0)],
)
def test_seals_pressed_across_each_other_are_found_in_their_sizes(
    small_mm: int, right_mm: float, down_mm: float
) -> None:
    page = Image.new("RGB", (1654, 2339), "white")
    page = pressed(page, seal(turn=5), (500, 800))
    beside = 500 + round(right_mm * MM), 800 + round(down_mm * MM)
    page = pressed(page, seal(size_mm=small_mm, turn=-12), beside)
    found = list(find_seals(view_of(page, PageText(1, ()))))
    assert sorted(round(2 * one.a / MM) for one in found) == [
        pytest.approx(small_mm, abs=1),
        pytest.approx(42, abs=1),
    ]


def test_stamp_that_touches_a_seal_does_not_move_its_outline() -> None:
    page = pressed(Image.new("RGB", (1654, 2339), "white"), seal(), (500, 800))
    middle = 500 + 21 * MM, 800 + 21 * MM
    x, y = middle[0] - 22 * MM, middle[1] + 11 * MM
    stamp = ImageDraw.Draw(page)
    stamp.rectangle((x, y, x + 17 * MM, y + 17 * MM), outline=RED, width=9)
    stamp.line((x, y, x + 17 * MM, y + 17 * MM), RED, 12)
    (found,) = find_seals(view_of(page, PageText(1, ())))
    assert math.dist(found.centre, middle) < MM and found.a / MM == pytest.approx(21, abs=0.7)


@pytest.mark.parametrize("twice", [False, True])
@pytest.mark.parametrize("size_mm", [30, 36, 42])
def test_rings_and_star_of_one_seal_are_no_seals_across_it(size_mm: int, twice: bool) -> None:
    page = pressed(
        Image.new("RGB", (1654, 2339), "white"), seal(size_mm=size_mm, twice=twice), (500, 800)
    )
    assert len(list(find_seals(view_of(page, PageText(1, ()))))) == 1


@pytest.mark.parametrize(
    "says, score, printed, expected",
    [
        ("青原职称改革工作办公室", 0.5, "青原职称改革工作办公室", {Evidence.OTHER_FITS}),
        ("青原职称改革工作办公室", 0.5, "发证机关青原职称改革工作办公室", {Evidence.OTHER_FITS}),
        ("青原牧区水利试验中心", 0.5, "申报材料", set()),
        ("青原人力资源和社会保障局", 0.5, "申报材料", {Evidence.OTHER_FITS}),  # an office
        ("设计院有限公司包头市云岭水务", 0.5, "青原职称改革工作办公室", {Evidence.SPOT_SURE}),
        # Part of the own name, printed as well, is no other body.
        ("头市云岭水务设计院", 0.5, "头市云岭水务设计院", set()),
        ("青原职称改革工作办公室", 0.99, "青原职称改革工作办公室", set()),
        ("市发展改革局", 0.99, "市发展改革局", {Evidence.OTHER_FITS}),
    ],
)
def test_poor_ring_is_weighed_between_own_names_and_those_printed(
    says: str, score: float, printed: str, expected: set[Evidence]
) -> None:
    page = pressed(Image.new("RGB", (1654, 2339), "white"), seal(), (600, 900))
    chars = tuple(Char(c, None, 0.99, 0, TextSource.OCR) for c in printed)
    view = replace(
        view_of(page, PageText(1, chars)), candidates=(Candidate(1, Entity.EMPLOYER, NAME),)
    )
    (found,) = SealDetector(FakeTextReader(says, score)).find(view)
    weighed = {Evidence.OTHER_FITS, Evidence.OWN_FITS, Evidence.SPOT_SURE}
    assert found.evidence & weighed == expected


@pytest.mark.parametrize(
    "own, fit, expected",
    [
        (NAME, -0.6, Evidence.SPOT_SURE),  # one character of it may be another
        (NAME, -0.8, Evidence.OWN_FITS),
        ("云岭设计院", 0.0, Evidence.OWN_FITS),  # 云岭设计院附属监理公司 fits as well
    ],
)
def test_whole_own_name_that_surely_fits_a_poor_ring(
    own: str, fit: float, expected: Evidence
) -> None:
    class Reader(FakeTextReader):
        def fits_round(self, image: Pixels, texts: Sequence[str]) -> tuple[float, ...]:
            return (fit,) * len(texts)

    page = pressed(Image.new("RGB", (1654, 2339), "white"), seal(), (600, 900))
    view = view_of(page, PageText(1, ()))
    view = replace(view, candidates=(Candidate(1, Entity.EMPLOYER, own),))
    (found,) = SealDetector(Reader("永占设", 0.5)).find(view)
    assert found.evidence == {expected}


@pytest.mark.parametrize("clear, expected", [(0.95, set()), (0.5, {Evidence.SPOT_ASK})])
def test_ring_that_clearly_says_another_name_as_long_is_no_misread_own_one(
    clear: float, expected: set[Evidence]
) -> None:
    class Reader(FakeTextReader):
        def spot_strip(self, image: Pixels, candidates: Sequence[Candidate]) -> StripText:
            said = NAME.replace("云岭", "云岑")
            said = said[5:] + said[:5]  # begun in its midst
            scores = tuple(clear if char == "岑" else 0.9 for char in said)
            return StripText(said, 0.95, ((1, Band.ASK),), scores)

    page = pressed(Image.new("RGB", (1654, 2339), "white"), seal(), (600, 900))
    view = view_of(page, PageText(1, ()))
    view = replace(view, candidates=(Candidate(1, Entity.EMPLOYER, NAME),))
    (found,) = SealDetector(Reader("")).find(view)
    assert found.evidence == expected


@pytest.mark.parametrize("ink, lies_over", [(RED, True), (GREY, False), (GREY, True)])
def test_ring_that_beyond_doubt_says_another_name_is_told(
    ink: tuple[int, int, int], lies_over: bool
) -> None:
    """But not on a copy over print, which may stand in the ring as clearly."""

    class Reader(FakeTextReader):
        def spot_strip(self, image: Pixels, candidates: Sequence[Candidate]) -> StripText:
            said = NAME.replace("云岭", "云汇")
            return StripText(said, 0.99, ((1, Band.ASK),), (1.0,) * len(said))

    page, text = dense(12) if lies_over else (Image.new("RGB", (1654, 2339), "white"), None)
    view = view_of(pressed(page, seal(ink), (600, 900)), text or PageText(1, ()))
    view = replace(view, candidates=(Candidate(1, Entity.EMPLOYER, NAME),))
    (found,) = SealDetector(Reader("")).find(view)
    assert (Evidence.SAYS_ANOTHER in found.evidence) is not (ink == GREY and lies_over)
    assert Evidence.SPOT_ASK not in found.evidence


def test_own_name_that_fits_a_ring_is_doubtful_where_another_character_reads_best() -> None:
    class Reader(FakeTextReader):
        def spot_strip(self, image: Pixels, candidates: Sequence[Candidate]) -> StripText:
            said = NAME.replace("云岭", "云汇")
            scores = tuple(0.9 if char == "汇" else 0.5 for char in said)
            return StripText(said, 0.55, ((1, Band.SURE),), scores)

        def fits_round(self, image: Pixels, texts: Sequence[str]) -> tuple[float, ...]:
            return (-0.6,) * len(texts)

    page = pressed(Image.new("RGB", (1654, 2339), "white"), seal(), (600, 900))
    view = view_of(page, PageText(1, ()))
    view = replace(view, candidates=(Candidate(1, Entity.EMPLOYER, NAME),))
    (found,) = SealDetector(Reader("")).find(view)
    assert found.evidence == {Evidence.SPOT_ASK, Evidence.OWN_FITS}


@pytest.mark.parametrize("printed", [False, True])
@pytest.mark.parametrize(
    "stroke, crossed",
    [
        (None, False),
        ([(560, 1040), (640, 1000), (720, 1090), (800, 1010), (980, 1060)], True),  # a hand
        ([(300, 1060), (1300, 1060)], False),  # a ruling
        ([(960, 1040), (990, 1000), (1040, 1090)], False),  # beside it
    ],
)
def test_hand_through_a_seal_without_colour_lies_below_it(
    stroke: list[tuple[int, int]] | None, crossed: bool, printed: bool
) -> None:
    mark = seal((120, 120, 120))
    page = pressed(Image.new("RGB", (1654, 2339), "white"), mark, (600, 900))
    chars: tuple[Char, ...] = ()
    if stroke:
        ImageDraw.Draw(page).line(stroke, (40, 40, 40), 4)
        if printed:  # what goes on in no line of its own
            box = PtBox(*(v * PT for v in (550, 990, 1050, 1100)))
            chars = (Char("签", PtQuad.from_box(box), 0.99, 0, TextSource.OCR),)
    (found,) = found_on(view_of(page, PageText(1, chars)))
    assert (Evidence.OVER_TEXT in found.evidence) is (crossed and not printed)


@pytest.mark.parametrize(
    "size_mm, says, seen", [(20, "ExampieCo", 0), (20, "云岭市水利局", 1), (42, "ExampieCo", 1)]
)
def test_small_circle_on_a_copy_without_colour_is_a_seal_where_words_are(
    size_mm: float, says: str, seen: int
) -> None:
    page = pressed(
        Image.new("RGB", (1654, 2339), "white"), seal((120, 120, 120), size_mm), (600, 900)
    )
    found = SealDetector(FakeTextReader(says, 0.9)).find(view_of(page, PageText(1, ())))
    assert len(list(found)) == seen


@pytest.mark.parametrize("size_mm", [18.0, 24.0])
@pytest.mark.parametrize("ink", [RED, GREY])
def test_small_seal_is_found(ink: tuple[int, int, int], size_mm: float) -> None:
    mark = seal((120, 120, 120) if ink == GREY else ink, size_mm)
    page = pressed(Image.new("RGB", (1654, 2339), "white"), mark, (600, 900))
    (found,) = found_on(view_of(page, PageText(1, ())))
    middle = (600 + mark.width / 2) * 0.36, (900 + mark.height / 2) * 0.36
    assert math.dist(found.quads[0].box.centre, middle) < 4


@pytest.mark.parametrize(
    "says, grey, expected",
    [
        ("王晗", False, set()),
        ("姓名王晗", False, set()),
        ("王晗注册号1234", False, {Evidence.BORDER_UNSURE}),
        ("王晗", True, set()),
        ("李明", False, None),
        ("王晗民", False, None),
    ],
)
def test_own_name_across_the_seal_of_another_body_goes(
    says: str, grey: bool, expected: set[Evidence] | None
) -> None:
    class Reader(FakeTextReader):
        def spot_strip(self, image: Pixels, candidates: Sequence[Candidate]) -> StripText:
            is_ring = image.shape[1] > 4 * image.shape[0]
            return StripText("中华人民共和国注册建造师" if is_ring else says, 0.95)

    make = Make("round", "中华人民共和国注册建造师", "serif", 40, line="王晗", star=False, wear=0.0)
    page = Image.new("RGB", (1654, 2339), "white")
    press(page, impression(make, 200, BLUE, np.random.default_rng(1)), 600, 900)
    page = page.convert("L").convert("RGB") if grey else page
    candidates = (Candidate(1, Entity.EMPLOYER, NAME), Candidate(2, Entity.NAME, "王晗"))
    whole, *named = SealDetector(Reader("")).find(
        replace(view_of(page, PageText(1, ())), candidates=candidates)
    )
    if expected is None:
        assert not named
        return
    (line,) = named
    assert (line.entity, line.value, line.evidence) == (Entity.SIGNATURE, "王晗", expected)
    assert line.ink == (None if grey else Ink("blue", line.quads))
    (x, y), box = whole.quads[0].centre, line.quads[0].box
    assert box.x0 < x < box.x1 and 0.3 < (box.centre[1] - y) / (20 * MM * PT) < 0.5
    assert box.width < 12 * MM * PT and box.height < 8 * MM * PT


class RingReader(FakeTextReader):
    """Reads the Chinese of one ring alone: of the strips that it is given, the ``number``-th."""

    def __init__(self, number: int) -> None:
        super().__init__(NAME, 0.95)
        self._left = number

    def spot_strip(self, image: Pixels, candidates: Sequence[Candidate]) -> StripText:
        self._left -= 1
        if self._left == 0:
            return super().spot_strip(image, candidates)
        return StripText("ril1", 0.4)

    def fits_round(self, image: Pixels, texts: Sequence[str]) -> tuple[float, ...]:
        return (-14.0,) * len(texts)


def bilingual(
    script: str, name: str = NAME, seed: int = 3, twice: bool = False
) -> tuple[Make, Image.Image]:
    rng = np.random.default_rng(seed)
    make = replace(random_make("bilingual", name, rng), script=script, turn_deg=0.0, twice=twice)
    make = replace(make, strength=0.9, wear=0.05, width_mm=42.0)
    page = Image.new("RGB", (1654, 2339), "white")
    press(page, impression(make, 200, RED, rng), 600, 900)
    return make, page


@pytest.mark.parametrize("script", ["outer", "upper"])
def test_both_rings_of_a_seal_in_two_scripts_go(script: str) -> None:
    make, page = bilingual(script)
    # Strips: the outer ring, turned over, by darkness (both ways); then the inner one.
    reader = RingReader({"outer": 5, "upper": 2}[script])
    candidates = (Candidate(1, Entity.EMPLOYER, NAME),)
    (found,) = SealDetector(reader).find(
        replace(view_of(page, PageText(1, ())), candidates=candidates)
    )
    assert found.value == NAME
    assert found.ink is not None
    side = 42 * MM
    box = (600, 900, 600 + side, 900 + side)
    for quad in (*ring_text(make, box), *ring_script(make, box)):
        x, y = np.mean(quad, axis=0) * PT
        assert any(part.contains((x, y)) for part in found.ink.parts)


@pytest.mark.parametrize("says, seen", [(NAME, 1), ("云岭", 0)])
def test_seal_whose_outer_ring_has_no_characters_is_told_by_the_inner_one(
    monkeypatch: pytest.MonkeyPatch, says: str, seen: int
) -> None:
    """Words of script run into each other, and pale ones look like nothing; so does a wreath,
    inside which there are no words.
    """
    _, page = bilingual("outer")
    (one,) = find_seals(view_of(page, PageText(1, ())))
    script = unrolled(np.asarray(page), one).strip
    is_lettered = seals._is_lettered
    monkeypatch.setattr(
        seals, "_is_lettered", lambda s, *_, **__: s.shape != script.shape and is_lettered(s)
    )
    assert (
        len(list(SealDetector(FakeTextReader(says, 0.9)).find(view_of(page, PageText(1, ())))))
        == seen
    )


def test_inner_ring_of_two_goes_to_the_feet_of_its_characters() -> None:
    make, page = bilingual("outer", "榆庭理工大学", seed=1, twice=True)
    candidates = (Candidate(1, Entity.EMPLOYER, NAME),)
    view = replace(view_of(page, PageText(1, ())), candidates=candidates)
    (found,) = SealDetector(RingReader(5)).find(view)
    side = 42 * MM
    box = (600, 900, 600 + side, 900 + side)
    assert _ink_outside(found, page, ring_text(make, box)) == 0


def test_what_stands_further_in_than_a_ring_is_not_read_with_it() -> None:
    _, page = bilingual("outer", "榆庭理工大学", seed=1, twice=True)
    (one,) = find_seals(view_of(page, PageText(1, ())))
    inside = ImageDraw.Draw(page)
    x, y, by = *one.centre, 0.38 * one.a
    strips = []
    for fill in ("white", RED):
        inside.ellipse((x - by, y - by, x + by, y + by), outline=fill, width=round(0.1 * one.a))
        image = np.asarray(page)
        ring = second_ring(image, one, unrolled(image, one))
        assert ring is not None
        strips.append(ring.strip.shape[0])
    assert strips[1] <= strips[0]


def _ink_outside(found: Finding, page: Image.Image, quads: Sequence[object]) -> int:
    """Pixels of red in ``quads`` that do not go."""
    assert found.ink is not None
    places = np.zeros(page.size[::-1], np.uint8)
    for quad in quads:
        cv2.fillConvexPoly(places, np.array(quad, np.int32), 1)
    for part in found.ink.parts:
        cv2.fillConvexPoly(places, (np.array(part.corners) / PT).astype(np.int32), 0)
    red = np.asarray(page).astype(int)
    return int(((red[..., 0] - red[..., 1] > 60) & (places > 0)).sum())


def test_tips_that_stand_off_their_script_go_and_hide_no_ring() -> None:
    make, page = bilingual("outer", seed=1)
    (one,) = find_seals(view_of(page, PageText(1, ())))
    x, y, by = *one.centre, 0.89 * one.a
    bare = (x - by, y - by, x + by, y + by)
    ImageDraw.Draw(page).ellipse(bare, outline="white", width=round(0.04 * one.a))
    candidates = (Candidate(1, Entity.EMPLOYER, NAME),)
    view = replace(view_of(page, PageText(1, ())), candidates=candidates)
    (found,) = SealDetector(RingReader(1)).find(view)
    side = 42 * MM
    box = (600, 900, 600 + side, 900 + side)
    assert found.value == NAME
    assert _ink_outside(found, page, (*ring_text(make, box), *ring_script(make, box))) == 0


def test_inner_ring_of_a_seal_photographed_askew_is_read_to_its_feet() -> None:
    _, page = bilingual("outer", "榆庭理工大学", seed=1, twice=True)
    image = np.asarray(page.resize((page.width, round(0.93 * page.height))))
    (one,) = find_seals(view_of(Image.fromarray(image), PageText(1, ())))
    ring = second_ring(image, one, unrolled(image, one))
    assert ring is not None
    rows = (ring.strip[..., 0] < 140).mean(axis=1)
    assert rows[rows > 0][-1] < 0.1  # nothing is cut: there are few feet so far in


def test_inner_ring_that_colour_does_not_part_is_looked_for_by_darkness(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def by_darkness(image: Pixels, one: Ellipse, first: Ring, by_hue: bool = True) -> Ring | None:
        return None if by_hue else second_ring(image, one, first, by_hue)

    monkeypatch.setattr(seals, "second_ring", by_darkness)
    _, page = bilingual("outer")
    candidates = (Candidate(1, Entity.EMPLOYER, NAME),)
    view = replace(view_of(page, PageText(1, ())), candidates=candidates)
    (found,) = SealDetector(RingReader(5)).find(view)
    assert found.value == NAME


class IllegibleReader(FakeTextReader):
    """Reads nothing in rings, though its text fits them."""

    def spot_strip(self, image: Pixels, candidates: Sequence[Candidate]) -> StripText:
        return StripText("", 0.0)

    def fits_round(self, image: Pixels, texts: Sequence[str]) -> tuple[float, ...]:
        return tuple(fit - 1 for fit in super().fits_round(image, texts))


@pytest.mark.parametrize("fitting, expected", [(NAME, 1), ("青原职称改革工作办公室", 0)])
def test_illegible_ring_that_the_employer_fits_is_a_seal(fitting: str, expected: int) -> None:
    page = pressed(Image.new("RGB", (1654, 2339), "white"), seal(), (600, 900)).convert("L")
    view = view_of(page.convert("RGB"), PageText(1, ()))
    view = replace(view, candidates=(Candidate(1, Entity.EMPLOYER, NAME),))
    found = list(SealDetector(IllegibleReader(fitting)).find(view))
    assert len(found) == expected
    assert all(Evidence.OWN_FITS in f.evidence for f in found)


def test_seal_whose_inner_outline_runs_through_its_text_is_found() -> None:
    page = pressed(Image.new("RGB", (1654, 2339), "white"), seal(), (600, 900))
    middle, by = (765, 1065), 0.84 * 21 * MM
    box = (middle[0] - by, middle[1] - by, middle[0] + by, middle[1] + by)
    ImageDraw.Draw(page).ellipse(box, outline=RED, width=7)
    assert len(found_on(view_of(page, PageText(1, ())))) == 1


def test_illegible_circle_with_gaps_is_no_seal_though_the_employer_fits() -> None:
    page = pressed(Image.new("RGB", (1654, 2339), "white"), seal(), (600, 900)).convert("L")
    page.paste(255, (892, 900, 1000, 1300))
    view = view_of(page.convert("RGB"), PageText(1, ()))
    view = replace(view, candidates=(Candidate(1, Entity.EMPLOYER, NAME),))
    (one,) = find_seals(view)
    assert one.covered < 0.85
    assert list(SealDetector(IllegibleReader(NAME)).find(view)) == []


@pytest.mark.parametrize("pictured", [False, True])
def test_circle_with_gaps_among_print_is_a_seal_only_in_a_picture(pictured: bool) -> None:
    page, text = dense(9)
    page = pressed(Image.new("RGB", page.size, "white"), seal(), (600, 900)).convert("L")
    page.paste(255, (892, 900, 1000, 1300))
    view = view_of(page.convert("RGB"), text)
    sheet = PtQuad.from_box(PtBox(0, 0, view.geometry.width_pt, view.geometry.height_pt))
    view = replace(view, pictures=(Picture(sheet, 1654, 2339),) if pictured else ())
    found = list(SealDetector(FakeTextReader("青原职称改革", 0.2)).find(view))
    assert len(found) == pictured


@pytest.mark.parametrize("grey", [False, True])
def test_seal_cut_by_the_edge_of_a_sheet_on_a_desk_is_found(grey: bool) -> None:
    sheet, mark = Image.new("RGB", (1400, 1900), (248, 246, 240)), seal()
    sheet = pressed(sheet, mark.crop((0, 0, mark.width // 2, mark.height)), (1235, 900))
    desk = Image.new("RGB", (1654, 2339), (120, 84, 58))
    lying = sheet.convert("RGBA").rotate(2, Image.Resampling.BICUBIC, expand=True)
    desk.paste(lying, (100, 180), lying)
    desk = desk.convert("L").convert("RGB") if grey else desk
    (found,) = found_on(view_of(desk, PageText(1, ())))
    assert found.quads[0].box.width > 38 * MM * PT


def test_what_was_read_by_darkness_goes_as_far_in(monkeypatch: pytest.MonkeyPatch) -> None:
    def less_by_hue(image: Pixels, one: Ellipse, by_hue: bool = True) -> Ring:
        ring = unrolled(image, one, by_hue)
        return replace(ring, inner=0.6 * ring.inner) if by_hue else ring

    monkeypatch.setattr(seals, "unrolled", less_by_hue)
    make, page = bilingual("")
    candidates = (Candidate(1, Entity.EMPLOYER, NAME),)
    view = replace(view_of(page, PageText(1, ())), candidates=candidates)
    (found,) = SealDetector(RingReader(3)).find(view)
    side = 42 * MM
    box = (600, 900, 600 + side, 900 + side)
    assert _ink_outside(found, page, ring_text(make, box)) == 0


def test_seal_photographed_in_warm_light_is_found() -> None:
    page = pressed(Image.new("RGB", (1654, 2339), (205, 175, 150)), seal(), (600, 900))
    assert len(found_on(view_of(page, PageText(1, ())))) == 1


def test_seal_on_a_faded_copy_is_unrolled_in_full_contrast() -> None:
    print_, _ = dense(12)
    page = pressed(print_, seal((230, 150, 150)), (600, 900)).convert("L")
    page = page.point(lambda v: round(185 - 0.15 * (255 - v))).convert("RGB")
    image = np.asarray(page)
    (one,) = find_seals(view_of(Image.fromarray(image), PageText(1, ())))
    assert (unrolled(image, one).strip[..., 0] < 90).mean() > 0.04


def test_grey_seal_on_a_large_sheet_whose_back_shows_through_is_found() -> None:
    rng = np.random.default_rng(2)
    page = Image.new("RGB", (3308, 2339), "white")
    make = replace(random_make("round", NAME, rng), turn_deg=0.0, inverse=False, width_mm=27.0)
    press(page, impression(make, 200, RED, rng), 2500, 600)
    sheet = shine_through(np.asarray(page.convert("L").convert("RGB")), 200.0, 0.38, rng)
    (found,) = find_seals(view_of(Image.fromarray(sheet), PageText(1, ())))
    assert math.dist(found.centre, (2500 + 13.5 * MM, 600 + 13.5 * MM)) < 5


def test_ring_whose_colour_is_coarse_is_sharper_by_its_darkness() -> None:
    clean = np.asarray(pressed(Image.new("RGB", (500, 500), "white"), seal(), (40, 40)))
    luma, *hues = cv2.split(cv2.cvtColor(clean, cv2.COLOR_RGB2YCrCb))
    coarse = [cv2.GaussianBlur(hue, (0, 0), 7) for hue in hues]
    coded = cv2.cvtColor(cv2.merge([luma, *coarse]), cv2.COLOR_YCrCb2RGB)
    half = 21 * MM
    outline = Ellipse((40 + half, 40 + half), half, half, 0.0, "red")

    def contrast(by_hue: bool) -> float:
        strip = unrolled(np.asarray(coded, np.uint8), outline, by_hue).strip
        return cv2.Laplacian(strip[:, :, 0], cv2.CV_64F).var()

    assert contrast(by_hue=False) > 2 * contrast(by_hue=True)


def test_edges_are_the_same_wherever_the_picture_lies_in_memory() -> None:
    plane = np.random.default_rng(0).integers(0, 256, (301, 210), np.uint8)
    seen = set()
    for offset in range(0, 64, 4):
        room = np.empty(plane.size + 64, np.uint8)
        moved = room[offset : offset + plane.size].reshape(plane.shape)
        moved[:] = plane
        edges = edges_of(moved, 6.0)
        seen.add((edges.at.tobytes(), edges.normals.tobytes()))
    assert len(seen) == 1


def _cut(
    ink: tuple[int, int, int], start: float, wide: float, printed: bool = True, off: float = 0
) -> PageView:
    """A page that bears, at its right edge, a piece of a seal of 42 mm: from, how wide (mm), and
    how far off the edge.
    """
    page, text = (
        dense(12) if printed else (Image.new("RGB", (1654, 2339), "white"), PageText(1, ()))
    )
    mark = seal(ink)
    piece = mark.crop((round(start * MM), 0, round((start + wide) * MM), mark.height))
    shown = pressed(page, piece, (page.width - piece.width - round(off * MM), 1500))
    view = view_of(shown, text)
    picture = PtQuad.from_box(PtBox(0, 0, view.geometry.width_pt, view.geometry.height_pt))
    return replace(view, pictures=(Picture(picture, page.width, page.height),))


@pytest.mark.parametrize(
    "ink, start, wide",
    [(RED, 0, 21), (RED, 0, 14), (RED, 14, 14), (RED, 28, 14), (BLUE, 0, 14), (RED, 8, 34)],
)
def test_seal_that_the_edge_of_the_sheet_cuts_is_found(
    ink: tuple[int, int, int], start: float, wide: float
) -> None:
    """Half of one, or a sheet's strip of one that was pressed over the edges of several."""
    view = _cut(ink, start, wide)
    reader = FakeTextReader("云岭水务设计", 0.9)
    (found,) = SealDetector(reader).find(view)
    assert found.ink is not None
    box, right = found.quads[0].box, view.geometry.width_pt
    assert box.x0 == pytest.approx(right - (start + wide) * MM * PT, abs=9)
    middle = (1500 + 21 * MM) * PT
    assert box.centre[1] == pytest.approx(middle, abs=9)
    assert box.width == pytest.approx(42 * MM * PT, abs=18)


@pytest.mark.parametrize("start, off", [(28, 6), (21, 12), (34, 4)])
def test_last_strip_of_a_seal_may_end_before_the_edge(start: float, off: float) -> None:
    """The sheet above it hid the rest."""
    view = _cut(RED, start, 42 - start, off=off)
    (found,) = SealDetector(FakeTextReader("云岭水务设计", 0.9)).find(view)
    assert found.quads[0].box.x1 == pytest.approx(view.geometry.width_pt - off * MM * PT, abs=9)


def test_red_heading_is_no_last_strip() -> None:
    page = Image.new("RGB", (1654, 2339), "white")
    large = ImageFont.truetype(BytesIO(face("serif").data), round(14 * MM))
    for n, char in enumerate("荣誉证书"):
        ImageDraw.Draw(page).text((16 * MM, (30 + 16 * n) * MM), char, RED, font=large)
    assert not list(find_seals(view_of(page, PageText(1, ()))))


@pytest.mark.parametrize("wide, found", [(24, 1), (42, 1)])
def test_seal_of_a_copy_without_colour_that_the_edge_cuts_is_found(wide: float, found: int) -> None:
    view = _cut((70, 70, 70), 0, wide, printed=False)
    assert len(found_on(view)) == found
    _, text = page_with([(90, 400, "云岭水务设计院")])  # which the ring says, too
    cut = list(SealDetector(FakeTextReader("云岭水务", 0.9)).find(replace(view, text=text)))
    assert len(cut) == found


def test_other_things_at_the_edge_of_a_sheet_are_no_cut_seals() -> None:
    page, text = dense(12)
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 0, page.width, 90), fill=RED)  # a banner
    draw.line((page.width - 40, 300, page.width, 700), fill=RED, width=8)
    draw.ellipse((page.width - 130, 1000, page.width + 130, 1260), fill=RED)  # a sticker
    draw.arc((-250, 1500, 250, 2000), 270, 90, fill=RED, width=8)  # a bare arc
    assert not found_on(view_of(page, text))


@pytest.mark.parametrize("start", [0, 28])
def test_strip_of_a_seal_on_a_copy_without_colour_keeps_its_characters(start: float) -> None:
    """Most of its outline is not there: how dark that is on paper is no level of its ink."""
    dark = []
    for ink in (RED, (120, 120, 120)):
        view = _cut(ink, start, 14, printed=False)
        ImageDraw.Draw(page := Image.fromarray(view.image)).text((300, 300), "print", fill="black")
        (one,) = find_seals(replace(view, image=np.asarray(page)))
        dark.append(float((unrolled(view.image, one).strip < 128).mean()))
    assert dark[1] > 0.7 * dark[0]
