"""Ink at the applicant's own labels is found; blanks, print and other people's ink are not."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import astuple, replace

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from benchmarks.generator.fonts import face
from benchmarks.generator.impressions import Make, impression, press, random_make
from redactor.datatypes import (
    Candidate,
    Char,
    Entity,
    Evidence,
    Finding,
    PageText,
    Picture,
    TextSource,
)
from redactor.detect.pen_ink import PenInk
from redactor.detect.signature import SignatureDetector, _is_signed_over
from redactor.detect.stamps import _halftone, find_stamps, without_stamps
from redactor.fakes.ocr import FakeTextReader
from redactor.geometry import PtBox, PtQuad, PxBox
from redactor.ports import PageView, StripText
from tests.cases.pictures import fingerprint
from tests.detect.drawn import MM, PT, code, dense, stamped
from tests.detect.hands import page_with, scrawl, turned, view_of, write

OWN = [
    "本人签字：",
    "申报者签名：",
    "申报人签名：",
    "承诺人（签字）：",
    "被考核人签字：",
    "申报人：",
    "本人确认签字：",
]
OTHERS = ["单位负责人（签字）：", "评委签名：", "校长签字：", "审核人签字：", "考核组长签名："]
OTHERS += ["明人（签字）：", "荐人签名："]  # of a witness and a recommender, cut


def found_on(view: PageView) -> list[Finding]:
    return list(SignatureDetector().find(view))


def signed(
    label: str,
    seed: int,
    ink: tuple[int, int, int] = (25, 25, 60),
    size: float = 12.0,
    drop: float = -4.0,
    ruled: bool = True,
    date: bool = True,
):  # type: ignore[no-untyped-def]
    rng = np.random.default_rng(seed)
    x, y = float(rng.uniform(60, 200)), float(rng.uniform(300, 600))
    end = x + size * len(label)
    lines = [(60, 120, "专业技术人员年度考核登记表"), (x, y, label)]
    lines += [(end + 140, y, "2026年5月6日")] if date else []
    page, text = page_with(lines, size, ruled)
    name = scrawl(rng, int(rng.integers(2, 4)), float(rng.uniform(16, 26)) / PT)
    box = write(
        page, (end + float(rng.uniform(4, 20)), y + drop), name, ink, int(rng.integers(2, 6))
    )
    return page, text, box


def share(found: Finding, box: PtBox) -> tuple[float, float]:
    mine = found.quads[0].box
    shared = mine.overlap(box)
    return shared / box.area, (mine.area - shared) / box.area


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("label", OWN)
def test_signature_at_an_own_label(label: str, seed: int) -> None:
    page, text, box = signed(label, seed)
    (found,) = found_on(view_of(page, text))
    cover, waste = share(found, box)
    assert (found.entity, found.evidence) == (Entity.SIGNATURE, {Evidence.SELF_LABEL})
    assert cover >= 0.93
    assert waste <= 0.45


@pytest.mark.parametrize("ink", [(20, 20, 20), (40, 70, 190), (120, 125, 140)])
@pytest.mark.parametrize("how", ["grey", "noise", "blur", "jpeg"])
def test_signature_in_any_ink_on_any_scan(ink: tuple[int, int, int], how: str) -> None:
    page, text, box = signed("本人签字：", 11, ink)
    (found,) = found_on(worse(view_of(page, text), how))
    assert share(found, box)[0] >= 0.9


def worse(view: PageView, how: str) -> PageView:
    import cv2

    rng = np.random.default_rng(3)
    image = view.image
    if how == "grey":
        grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
        image = cv2.merge([grey] * 3)
    elif how == "noise":
        image = np.clip(image - 14.0 + rng.normal(0, 8, image.shape), 0, 255).astype(np.uint8)
    elif how == "blur":
        image = cv2.GaussianBlur(image, (0, 0), 1.3)
    else:
        image = cv2.imdecode(cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 30])[1], 1)
    return replace(view, image=np.asarray(image, np.uint8))


@pytest.mark.parametrize("degrees", [-4, 3, 90, 180])
def test_signature_on_a_turned_page(degrees: float) -> None:
    page, text, box = signed("申报人签字：", 5)
    lying, moved = turned(page, text, degrees)
    (found,) = found_on(view_of(lying, moved))
    _, there = turned(page, replace_chars(text, box), degrees)
    assert found.quads[0].contains(there.chars[0].quad.centre)


def replace_chars(text: PageText, box: PtBox) -> PageText:
    from redactor.geometry import PtQuad

    return PageText(1, (replace(text.chars[0], quad=PtQuad.from_box(box)),))


def test_label_whose_characters_dance_lies_as_they_lie() -> None:
    """Grain of the paper moves the boxes of characters; the ruling below must stay one."""
    page, text = page_with([(100, 300, "被考核人签字")])
    draw = ImageDraw.Draw(page)
    for y in (306, 340):
        draw.line([(80 / PT, y / PT), (400 / PT, y / PT)], fill=(0, 0, 0), width=3)
    box = write(page, (110, 323), scrawl(np.random.default_rng(2), 2, 16 / PT))
    rise = np.linspace(-2.0, 2.0, len(text.chars))
    moved = [
        replace(c, quad=PtQuad(*((x, y + by) for x, y in c.quad.corners)))
        for c, by in zip(text.chars, rise.tolist(), strict=True)
        if c.quad is not None
    ]
    (found,) = found_on(view_of(page, PageText(1, tuple(moved))))
    cover, waste = share(found, box)
    assert cover >= 0.93 and waste <= 0.8


@pytest.mark.parametrize("seed", range(3))
def test_signature_that_runs_over_its_cells_border(seed: int) -> None:
    page, text = page_with([(100, 300, "本人签名："), (225, 300, "主任委员")])
    border = 205.0
    draw = ImageDraw.Draw(page)
    draw.line([(border / PT, 250 / PT), (border / PT, 340 / PT)], fill=(0, 0, 0), width=3)
    name = scrawl(np.random.default_rng(seed), 3, 18 / PT)
    wide = np.ptp(np.concatenate(name)[:, 0]) * PT
    box = write(page, (border + 6 - wide, 296), name, (40, 70, 190))
    (found,) = found_on(view_of(page, text))
    cell, beyond = (q.box for q in found.quads)
    assert cell.x1 < border + 1
    assert border < beyond.x0 < border + 2
    assert box.x1 - 1 < beyond.x1 < box.x1 + 2


def test_signature_at_its_cells_border_leaves_the_next_cell_alone() -> None:
    page, text = page_with([(100, 300, "本人签名：")])
    border = 205.0
    draw = ImageDraw.Draw(page)
    draw.line([(border / PT, 250 / PT), (border / PT, 340 / PT)], fill=(0, 0, 0), width=3)
    name = scrawl(np.random.default_rng(1), 3, 18 / PT)
    wide = np.ptp(np.concatenate(name)[:, 0]) * PT
    write(page, (border - 2 - wide, 296), name)
    write(page, (border + 5, 296), scrawl(np.random.default_rng(2), 2, 18 / PT))
    (found,) = found_on(view_of(page, text))
    assert len(found.quads) == 1


def test_long_stroke_of_a_hand_is_no_border_of_its_cell() -> None:
    page, text = page_with([(100, 300, "本人签名：")])
    name = scrawl(np.random.default_rng(1), 3, 40 / PT)
    upright = np.array([[45, 4], [45, 38]], float) / PT
    box = write(page, (170, 296), [*name, upright], width=4)
    (found,) = found_on(view_of(page, text))
    assert share(found, box)[0] >= 0.9


@pytest.mark.parametrize("says, mine", [("本人因故不能到场", True), ("我公司因故不能到场", False)])
def test_hands_of_who_gives_a_power_and_who_takes_it(says: str, mine: bool) -> None:
    rows = [(300, "委托人（签字按手印）"), (400, "受托人（签字按手印）"), (500, "承诺人：")]
    page, text = page_with([(100, 200, says), *((100, y, label) for y, label in rows)])
    boxes = [
        write(page, (230, y - 4), scrawl(np.random.default_rng(y), 3, 20 / PT)) for y, _ in rows
    ]
    pressed = Image.open(io.BytesIO(fingerprint())).resize((140, 180))
    page.paste(pressed, (round(300 / PT), round(375 / PT)))
    found = [f for f in found_on(view_of(page, text)) if f.entity is Entity.SIGNATURE]
    assert [max(share(f, box)[0] for f in found) >= 0.9 for box in boxes] == [mine, False, True]
    prints = [f for f in found_on(view_of(page, text)) if f.entity is Entity.FINGERPRINT]
    assert prints == []


@pytest.mark.parametrize("printed, found", [("", 1), ("签收：", 0)])
def test_signature_in_the_cell_beside_its_labels(printed: str, found: int) -> None:
    cells = [(90, 400, "本人签字"), *([(170, 400, printed)] if printed else [])]
    page, text = page_with([*cells, (90, 440, "科室负责人签字")])
    draw = ImageDraw.Draw(page)
    for y in (390, 426, 462):
        draw.line((80 / PT, y / PT, 400 / PT, y / PT), fill=(0, 0, 0), width=3)
    for x in (80, 160, 400):
        draw.line((x / PT, 300 / PT, x / PT, 462 / PT), fill=(0, 0, 0), width=3)
    box = write(page, (210, 396), scrawl(np.random.default_rng(6), 3, 20 / PT))
    hands = found_on(view_of(page, text))
    assert len(hands) == found
    assert all(share(hand, box)[0] >= 0.95 for hand in hands)


@pytest.mark.parametrize(
    "label, read, found",
    [("承诺人", "", 1), ("承诺人（签", "", 1), ("承诺人", "额尔巴雅", 1), ("承诺人数", "", 0)],
)
def test_hand_over_the_end_of_its_label_is_a_question(label: str, read: str, found: int) -> None:
    page, text = page_with([(90, 400, label)])
    box = write(page, (150, 396), scrawl(np.random.default_rng(6), 3, 20 / PT))
    if read:
        hand = [replace(c, score=0.7) for c in _written(text, "敦" + read, box)]
        text = PageText(1, (*text.chars, *hand))
    view = replace(view_of(page, text), candidates=(Candidate(0, Entity.NAME, "额尔敦巴雅尔"),))
    hands = found_on(view)
    wanted = {Evidence.SELF_LABEL, Evidence.BORDER_UNSURE}
    assert [hand.evidence for hand in hands] == [frozenset(wanted)] * found


def test_signature_under_its_label() -> None:
    page, text = page_with([(100, 300, "本人签字："), (300, 420, "单位盖章")])
    name = scrawl(np.random.default_rng(2), 2, 20 / PT)
    box = write(page, (104, 325), name)
    (found,) = found_on(view_of(page, text))
    assert share(found, box)[0] >= 0.9


@pytest.mark.parametrize("seed", range(3))
def test_signature_under_the_head_of_its_column_that_was_read_in_part(seed: int) -> None:
    rng = np.random.default_rng(seed)
    heads = [(80, 400, "被考核人签字"), (260, 400, "考核小组成员签字")]
    page, text = page_with([*heads, (80, 470, "填表日期：2024年1月20日")])
    box = write(page, (90, 424), scrawl(rng, 3, 22 / PT))
    others = write(page, (270, 424), scrawl(rng, 3, 22 / PT))
    third = (box.x1 - box.x0) / 3
    read = [
        replace(
            text.chars[0],
            text=t,
            quad=PtQuad.from_box(PtBox(x, b.y0, x + w, b.y1)),
            score=score,
        )
        for t, x, b, w, score in (
            ("刘", box.x0, box, third, 0.85),
            ("芬", box.x0 + 2 * third, box, third, 0.9),
            ("冀", others.x0, others, others.x1 - others.x0, 1.0),
        )
    ]
    text = PageText(1, (*text.chars, replace(text.chars[0], text="\n", quad=None), *read))
    (found,) = found_on(view_of(page, text))
    cover, _ = share(found, box)
    assert cover >= 0.93 and not found.quads[0].box.overlap(others)


@pytest.mark.parametrize("paper", [250, 190])
def test_pale_signature_on_a_pale_copy(paper: int) -> None:
    page, text, box = signed("本人签字：", 1, ink=(110, 110, 110))
    pixels = np.asarray(page, float)
    pale = Image.fromarray((paper - (255 - pixels) * 0.18).clip(0, 255).astype(np.uint8))
    (found,) = found_on(view_of(pale, text))
    assert share(found, box)[0] >= 0.9


def test_pale_signature_that_was_read_is_no_print_of_the_back() -> None:
    page, text = page_with([(90, 400, "申报人签字："), (300, 400, "2026年5月6日")])
    strokes = scrawl(np.random.default_rng(7), 2, 20 / PT)
    box = write(page, (176, 396), strokes, (150, 150, 150), 2)
    read = _written(text, "王", replace(box, x1=box.x0 + box.width / 2))
    own = (Candidate(0, Entity.NAME, "王伟"),)
    view = view_of(page, PageText(1, (*text.chars, *read)))
    (found,) = found_on(replace(view, candidates=own))
    assert share(found, box)[0] >= 0.9


def test_second_party_at_the_foot_of_a_labour_contract() -> None:
    lines = [(60, 200, "劳动合同书"), (60, 700, "甲方：金泊旗样例站"), (330, 720, "乙方：")]
    page, text = page_with(lines)
    box = write(page, (375, 716), scrawl(np.random.default_rng(3), 3, 20 / PT))
    (found,) = found_on(view_of(page, text))
    assert share(found, box)[0] >= 0.93 and Evidence.SELF_LABEL in found.evidence


def test_long_name_of_the_second_party_that_was_read_as_print() -> None:
    lines = [(60, 200, "劳动合同书"), (330, 720, "乙方：")]
    page, text = page_with(lines)
    box = write(page, (375, 716), scrawl(np.random.default_rng(3), 6, 20 / PT))
    read = [replace(c, score=0.9) for c in _written(text, "阿过坦其格", box)]
    names = (Candidate(0, Entity.NAME, "阿拉坦其其格"),)
    view = view_of(page, PageText(1, (*text.chars, *read)))
    assert found_on(view) == []  # prose, for all that is known of names
    (found,) = found_on(replace(view, candidates=names))
    assert share(found, box)[0] >= 0.93


def test_signature_below_a_red_seal_is_taken_without_the_seal() -> None:
    page, text, box = signed("承诺人签字：", 8)
    x, y = box.centre
    sealed = stamped(page, round(x / PT) + 60, round(y / PT) + 20, 165)
    (found,) = found_on(view_of(sealed, text))
    cover, waste = share(found, box)
    assert cover >= 0.9
    assert waste <= 0.6


@pytest.mark.parametrize("label", OTHERS)
def test_other_peoples_signatures_are_left_alone(label: str) -> None:
    page, text, _ = signed(label, 4)
    assert found_on(view_of(page, text)) == []


@pytest.mark.parametrize("label", OWN)
@pytest.mark.parametrize("ruled", [True, False])
def test_empty_line_holds_nothing(label: str, ruled: bool) -> None:
    page, text = page_with([(90, 400, label), (330, 400, "年　月　日")], ruled=ruled)
    assert found_on(view_of(page, text)) == []


def test_printed_name_is_left_to_those_who_read() -> None:
    page, text = page_with([(90, 400, "本人签字：王伟　2026年5月6日")])
    assert found_on(view_of(page, text)) == []


def test_name_typed_behind_a_label_is_no_signature_nor_is_what_stands_below() -> None:
    page, text = page_with([(90, 400, "申报人：王晗 BM2026-0006"), (80, 418, "第四页")])
    unread = tuple(c for c in text.chars if c.text not in "第四页")
    read = tuple(replace(c, score=0.95, source=TextSource.OCR) for c in unread)
    assert found_on(view_of(page, PageText(1, read))) == []


def test_next_label_of_the_row_is_no_part_of_a_typed_name() -> None:
    page, text = page_with([(90, 400, "申报人：王晗 编号：BM2026-0006")])
    read = tuple(
        replace(c, score=0.85 if c.text in "编号：" else 0.95, source=TextSource.OCR)
        for c in text.chars
    )
    assert found_on(view_of(page, PageText(1, read))) == []


def test_next_cell_of_the_row_is_no_prose_behind_the_label() -> None:
    page, text = page_with([(90, 400, "本人签名："), (330, 400, "主任委员：张三")])
    box = write(page, (152, 396), scrawl(np.random.default_rng(5), 2, 18 / PT))
    half = PtBox(box.x0, box.y0, (box.x0 + box.x1) / 2, box.y1)
    cells = [
        *text.chars[:5],
        replace(text.chars[4], text="吕", quad=PtQuad.from_box(half)),
        replace(text.chars[4], text="\t", quad=None),
        *text.chars[5:],
    ]
    (found,) = found_on(view_of(page, PageText(1, tuple(cells))))
    assert share(found, box)[0] >= 0.93


def test_long_name_of_the_profile_is_no_prose() -> None:
    page, text = page_with([(90, 400, "本人签字："), (330, 400, "2026年5月6日")])
    box = write(page, (155, 396), scrawl(np.random.default_rng(6), 6, 17 / PT))
    wide = (box.x1 - box.x0) / 6
    read = [
        replace(
            text.chars[0],
            text=t,
            quad=PtQuad.from_box(PtBox(box.x0 + wide * i, box.y0, box.x0 + wide * (i + 1), box.y1)),
            score=0.85,
        )
        for i, t in enumerate("额尔敦巴雅尔")
    ]
    view = view_of(page, PageText(1, (*text.chars[:5], *read, *text.chars[5:])))
    own = replace(view, candidates=(Candidate(0, Entity.NAME, "额尔敦巴雅尔"),))
    (found,) = found_on(own)
    assert share(found, box)[0] >= 0.93


def _written(text: PageText, name: str, box: PtBox) -> list[Char]:
    """``name`` as read, beyond doubt, from the hand that wrote in ``box``."""
    wide = box.width / len(name)
    return [
        replace(
            text.chars[0],
            text=char,
            source=TextSource.OCR,
            quad=PtQuad.from_box(PtBox(box.x0 + wide * i, box.y0, box.x0 + wide * (i + 1), box.y1)),
        )
        for i, char in enumerate(name)
    ]


@pytest.mark.parametrize(
    "printed, name",
    [
        pytest.param(TextSource.TEXT_LAYER, "王晗", id="picture-beside-text"),
        pytest.param(TextSource.OCR, "何令", id="nearly-the-own-name"),
    ],
)
@pytest.mark.parametrize("below", [False, True])
def test_name_read_beyond_doubt_that_is_no_print(
    printed: TextSource, name: str, below: bool
) -> None:
    page, text = page_with([(90, 400, "申报人签字"), (330, 400, "2026年5月6日")])
    at = (96, 424) if below else (160, 396)
    box = write(page, at, scrawl(np.random.default_rng(6), 2, 18 / PT))
    chars = [replace(c, source=printed) for c in text.chars]
    end = replace(chars[0], text="\n", quad=None)
    read = _written(text, name, box)
    read = [*chars, end, *read] if below else [*chars[:5], *read, *chars[5:]]
    view = replace(
        view_of(page, PageText(1, tuple(read))), candidates=(Candidate(0, Entity.NAME, "何玲"),)
    )
    (found,) = found_on(view)
    assert share(found, box)[0] >= 0.93


def test_long_name_below_the_head_of_its_column() -> None:
    page, text = page_with([(80, 400, "被考核人签字"), (260, 400, "考核小组成员签字")])
    draw = ImageDraw.Draw(page)
    for y in (384, 406, 446):
        draw.line([(60 / PT, y / PT), (400 / PT, y / PT)], fill=(0, 0, 0), width=3)
    for x in (60, 240, 400):
        draw.line([(x / PT, 384 / PT), (x / PT, 446 / PT)], fill=(0, 0, 0), width=3)
    box = write(page, (76, 425), scrawl(np.random.default_rng(3), 6, 20 / PT))
    end = replace(text.chars[0], text="\n", quad=None)
    read = PageText(1, (*text.chars, end, *_written(text, "阿·斯日古楞", box)))
    own = (Candidate(0, Entity.NAME, "阿·斯日古楞"),)
    (found,) = found_on(replace(view_of(page, read), candidates=own))
    cover, waste = share(found, box)
    assert cover >= 0.93 and waste <= 0.8


def test_print_on_the_back_of_the_sheet_bounds_no_signature() -> None:
    back = "内容的有效材料存放备案编目保存"
    page, text = page_with([(80, 400, "被考核人签字"), (40, 425, back), (40, 440, back)])
    pixels = np.array(page)
    rows = slice(round(410 / PT), round(445 / PT))
    pixels[rows] = 255 - (255 - pixels[rows]) // 6
    page = Image.fromarray(pixels)
    box = write(page, (90, 428), scrawl(np.random.default_rng(4), 2, 20 / PT), (60, 60, 60))
    lines = tuple(replace(c, line=round(c.quad.box.y0 / 6)) for c in text.chars if c.quad)
    (found,) = found_on(view_of(page, PageText(1, lines)))
    cover, waste = share(found, box)
    assert cover >= 0.93 and waste <= 0.8


def test_digit_of_the_date_that_the_hand_ran_over_stays() -> None:
    page, text = page_with([(90, 400, "申报人签字："), (200, 400, "2026年5月6日")])
    digit = next(c for c in text.chars if c.text == "2")
    write(page, (166, 396), scrawl(np.random.default_rng(7), 2, 20 / PT))
    read = tuple(c for c in text.chars if c is not digit)
    (found,) = found_on(view_of(page, PageText(1, read)))
    assert digit.quad is not None
    assert found.quads[0].box.x1 <= digit.quad.box.x0 + 1


@pytest.mark.parametrize("title, found", [("劳动合同书", 1), ("技术服务合同书", 0)])
def test_party_whose_first_character_a_pen_struck_out_is_a_question(title: str, found: int) -> None:
    page, text = page_with([(200, 80, title), (90, 350, "甲方：某某公司"), (330, 400, "方：")])
    write(page, (366, 396), scrawl(np.random.default_rng(7), 2, 20 / PT))
    hands = found_on(view_of(page, text))
    assert [hand.evidence for hand in hands] == [frozenset()] * found


def test_hand_that_hides_a_digit_of_the_date_is_a_question() -> None:
    page, text = page_with([(90, 400, "申报人签字："), (200, 400, "2026年5月6日")])
    digit, second = [c for c in text.chars if c.text in "20"][:2]
    write(page, (166, 396), scrawl(np.random.default_rng(7), 2, 20 / PT))
    roof = [np.array([[0, 10], [9, 0], [16, 12]]), np.array([[4, 52], [14, 64]])]
    write(page, (199, 396), roof)
    read = tuple(c for c in text.chars if c is not digit)
    (found,) = found_on(view_of(page, PageText(1, read)))
    assert digit.quad is not None and second.quad is not None
    assert Evidence.BORDER_UNSURE in found.evidence
    assert digit.quad.box.x1 - 1 <= found.quads[0].box.x1 <= second.quad.box.x0 + 1


@pytest.mark.parametrize("x, asked", [(150, False), (176, True)])
def test_hand_that_crosses_a_read_digit_is_a_question(x: float, asked: bool) -> None:
    page, text = page_with([(90, 400, "申报人签字："), (200, 400, "2026年5月6日")])
    box = write(page, (x, 396), scrawl(np.random.default_rng(7), 2, 20 / PT))
    (found,) = found_on(view_of(page, text))
    assert (Evidence.BORDER_UNSURE in found.evidence) is asked
    assert (box.x1 > 203) is asked  # where the digit's own ink begins


@pytest.mark.parametrize(
    "read, place, own",
    [
        (True, (0, 0, 0, 0), True),
        (False, (0, 0, 0, 0), False),  # print of the picture, read in it
        (True, (-160, -380, 350, 420), False),  # a page
    ],
)
def test_hand_in_a_picture_of_its_own_takes_the_picture_with_it(
    read: bool, place: tuple[float, ...], own: bool
) -> None:
    page, text = page_with([(90, 400, "申报人签字："), (200, 400, "2026年5月6日")])
    box = write(page, (176, 396), scrawl(np.random.default_rng(7), 2, 20 / PT))
    quad = PtQuad.from_box(PtBox(*(a + b for a, b in zip(astuple(box), place, strict=True))))
    source = TextSource.TEXT_LAYER if read else TextSource.OCR
    text = PageText(1, tuple(replace(c, source=source) for c in text.chars))
    view = replace(view_of(page, text), pictures=(Picture(quad, 300, 100),))
    (found,) = found_on(view)
    assert found.picture == (quad if own else None)
    assert (Evidence.BORDER_UNSURE in found.evidence) is not own


@pytest.mark.parametrize("box", [(3, -9, 8, -4), (12, 3, 18, 8), (3, 3, 3, 8), (-9, 3, -4, 8)])
def test_no_strokes_stand_where_there_is_no_page(box: tuple[float, ...]) -> None:
    """At the page's edge OpenCV was given an empty picture, and took the process with it."""
    mask = np.ones((10, 10), np.uint8)
    ink = PenInk(mask, mask, 1.0, 0 * mask, 0 * mask)
    assert ink.strokes_in(PxBox(*box)) == []


def test_hand_in_a_stamp_that_was_read_as_one_character() -> None:
    page, text = page_with([(90, 400, "本人签名：")])
    box = write(page, (150, 396), scrawl(np.random.default_rng(7), 3, 20 / PT))
    corners = [(x, y) for x in (152, 168) for y in (370, 412)]
    inside = [
        replace(_written(text, "其", PtBox(x, y, x + 12, y + 12))[0], line=n)
        for n, (x, y) in enumerate(corners, start=1)
    ]
    (around,) = _written(text, "阳", PtBox(146, 366, 200, 426))
    stamp = replace(around, line=9, score=0.7)
    (found,) = found_on(view_of(page, PageText(1, (*text.chars, *inside, stamp))))
    assert share(found, box)[0] >= 0.93


@pytest.mark.parametrize("score, found", [(0.4, 1), (0.95, 0)])
def test_poor_print_in_a_frame_at_an_own_label_is_a_question(score: float, found: int) -> None:
    """A grey stamp and the hand in it; of print that reads well nothing is asked."""
    page, text = page_with([(90, 400, "申报人签字："), (210, 400, "2026年5月6日")])
    box = write(page, (160, 396), scrawl(np.random.default_rng(7), 3, 20 / PT))
    draw = ImageDraw.Draw(page)
    for x in (152, 204):
        draw.line([(x / PT, 372 / PT), (x / PT, 420 / PT)], fill=(0, 0, 0), width=4)
    poor = [replace(c, score=score, line=9) for c in _written(text, "台明", box)]
    signatures = found_on(view_of(page, PageText(1, (*text.chars, *poor))))
    assert [f.evidence for f in signatures] == [
        frozenset({Evidence.SELF_LABEL, Evidence.BORDER_UNSURE})
    ] * found


def test_name_read_clearly_in_pen_colour_goes_whole_also_over_the_date() -> None:
    page, text = page_with([(90, 400, "申报人签字：王伟"), (188, 400, "2026年5月6日")])
    hand, date = text.chars[6:8], next(c for c in text.chars if c.text == "2")
    label = [c for c in text.chars if c not in hand]
    pixels = np.array(page)
    x0, x1 = round(162 / PT), round(187 / PT)
    written = pixels[:, x0:x1].min(axis=2) < 128
    pixels[:, x0:x1][written] = (70, 90, 170)
    pixels[round(384 / PT) : round(386 / PT), round(184 / PT) : round(191 / PT)] = (70, 90, 170)
    read = PageText(1, (*label[:6], *hand, *label[6:]))
    view = view_of(Image.fromarray(pixels), read)
    (found,) = found_on(view)
    assert found.found_by == "signature.ink" and len(found.quads) == 2
    assert date.quad is not None
    assert found.quads[0].box.x1 <= date.quad.box.x0 + 1 < 191 <= found.quads[1].box.x1 + 1
    assert found.quads[1].box.y1 <= date.quad.box.y0 + 1
    # A picture of its own goes whole: only the name has a mark.
    picture = Picture(PtQuad.from_box(PtBox(160, 380, 192, 404)), 300, 100)
    printed = PageText(1, tuple(replace(c, source=TextSource.TEXT_LAYER) for c in read.chars))
    (whole,) = found_on(replace(view, text=printed, pictures=(picture,)))
    assert whole.picture == picture.quad and whole.quads == found.quads[:1]


@pytest.mark.parametrize("label", ["申报人签字（手写）：", "申报人签字（手写有效，共两份）:"])
def test_hand_far_behind_what_a_label_says_besides(label: str) -> None:
    """Of a hand on its line a part is read, and the label goes on behind what is known of it."""
    page, text = page_with([(60, 400, label)], ruled=True)
    box = write(page, (265, 398), scrawl(np.random.default_rng(4), 3, 20 / PT))
    read = [replace(c, score=0.6) for c in _written(text, "盈", box)]
    (found,) = found_on(view_of(page, PageText(1, (*text.chars, *read))))
    assert share(found, box)[0] >= 0.93


def test_hand_that_was_read_badly_is_taken_and_not_ink_below_its_cell_alone() -> None:
    """What stands below the border may be the foot of the stamp that the hand runs over."""
    page, text = page_with([(90, 400, "本人签字：")])
    box = write(page, (160, 396), scrawl(np.random.default_rng(4), 4, 18 / PT))
    write(page, (162, 411), scrawl(np.random.default_rng(7), 12, 4 / PT))
    ImageDraw.Draw(page).line([(60 / PT, 406 / PT), (330 / PT, 406 / PT)], fill="black", width=3)
    read = [replace(c, score=0.6) for c in _written(text, "尉匠尧光", box)]
    (found,) = found_on(view_of(page, PageText(1, (*text.chars, *read))))
    assert share(found, box)[0] >= 0.93


def test_handwriting_that_was_read_badly_is_ink_all_the_same() -> None:
    page, text = page_with([(90, 400, "本人签字：工体　2026年5月6日")])
    chars = tuple(
        replace(c, score=0.6 if c.text in "工体" else 0.99, source=TextSource.OCR)
        for c in text.chars
    )
    (found,) = found_on(view_of(page, PageText(1, chars)))
    label = next(c.quad for c in chars if c.text == "：")
    date = next(c.quad for c in chars if c.text == "2")
    box = found.quads[0].box
    assert box.x0 >= label.centre[0]
    assert box.x1 <= date.box.x1


@pytest.mark.parametrize(
    "label", ["签名：", "诺人（签字并按手印）：", "请人签名："]
)  # of the last two a shadow has the first character
@pytest.mark.parametrize(
    "above, expected",
    [("本人承诺所填内容属实。", True), ("单位推荐意见：同意推荐。", False), ("其他", None)],
)
def test_bare_label_belongs_to_whom_the_words_over_it_tell_of(
    above: str, expected: bool | None, label: str
) -> None:
    page, text = page_with([(90, 340, above), (90, 400, label)])
    write(page, (102 + 12 * len(label), 396), scrawl(np.random.default_rng(6), 3, 20 / PT))
    found = found_on(view_of(page, text))
    sure = [Evidence.SELF_LABEL in f.evidence for f in found]
    assert sure == ([] if expected is False else [expected is True])


@pytest.mark.parametrize(
    "above, sure",
    [
        ([(60, 340, "本人王伟保证以上所填内容属实。")], True),
        # Where another's words are as near, nobody can tell.
        ([(60, 340, "本人王伟保证以上所填内容属实。"), (60, 370, "单位意见")], False),
    ],
)
def test_bare_label_at_the_right_of_a_cell_whose_pledge_ends_far_off(
    above: list[tuple[float, float, str]], sure: bool
) -> None:
    page, text = page_with([*above, (420, 400, "签名：")])
    write(page, (470, 396), scrawl(np.random.default_rng(6), 3, 20 / PT))
    (found,) = found_on(view_of(page, text))
    assert (Evidence.SELF_LABEL in found.evidence) is sure


@pytest.mark.parametrize(
    "more, asked",
    [
        ([], False),
        ([(60, 348, "本单位意见")], True),
        ([(250, 180, "本人述职")], False),
        ([(60, 370, "本人承诺以上属实。")], True),
    ],
)
def test_bare_label_far_aside_of_the_head_of_its_row(
    more: list[tuple[float, float, str]], asked: bool
) -> None:
    """主管领导意见 in the middle of a row tells of the label at its right end; a cell does not, nor
    what the applicant says in a row above.
    """
    page, text = page_with([(250, 340, "主管领导意见"), *more, (460, 400, "签字：")])
    write(page, (510, 396), scrawl(np.random.default_rng(6), 2, 20 / PT))
    assert [f.evidence for f in found_on(view_of(page, text))] == ([frozenset()] if asked else [])


@pytest.mark.parametrize("degrees", [0, -2.5])
@pytest.mark.parametrize("at", [250, 330, 430])  # over, beside and below the head's characters
@pytest.mark.parametrize(
    "heads, evidence",
    [
        (("本人述职", "部门意见"), {Evidence.SELF_LABEL}),
        (("部门意见", "本人述职"), None),
        (("单位概况", "部门意见"), set()),
    ],
)
def test_bare_label_belongs_to_whom_the_head_of_its_ruled_row_tells_of(
    heads: tuple[str, str], evidence: set[Evidence] | None, at: float, degrees: float
) -> None:
    columns = [
        (70, middle + 14 * n, char)
        for head, middle in zip(heads, (320, 510), strict=True)
        for n, char in enumerate(head)
    ]
    page, text = page_with([*columns, (300, at, "签名：")])
    draw = ImageDraw.Draw(page)
    rulings = [((60, y), (540, y)) for y in (200, 460, 620)]
    for ends in (*rulings, *(((x, 200), (x, 620)) for x in (60, 92, 540))):
        draw.line([(x / PT, y / PT) for x, y in ends], fill=(0, 0, 0), width=3)
    write(page, (345, at - 4), scrawl(np.random.default_rng(3), 2, 20 / PT))

    found = found_on(view_of(*turned(page, text, degrees)))

    assert [f.evidence for f in found] == ([] if evidence is None else [evidence])


def test_bare_label_under_an_own_signature_is_the_next_parts() -> None:
    page, text = page_with([(90, 340, "本人签字："), (90, 400, "签名：")])
    write(page, (140, 396), scrawl(np.random.default_rng(6), 3, 20 / PT))
    assert found_on(view_of(page, text)) == []


@pytest.mark.parametrize("grey", [False, True])
def test_fingerprint_and_name_stamp(grey: bool) -> None:
    page, text = page_with([(90, 400, "承诺人（签字并按指印）：")])
    print_ = Image.open(io.BytesIO(fingerprint())).resize((130, 160))
    page.paste(print_, (820, 1040))
    draw = ImageDraw.Draw(page)
    draw.rectangle((1100, 1060, 1200, 1160), outline=(200, 40, 40), width=8)
    for x in (1115, 1155):
        for y in (1075, 1118):
            draw.rectangle((x, y, x + 30, y + 30), outline=(200, 40, 40), width=6)
    if grey:
        page = page.convert("L").convert("RGB")
    found = found_on(view_of(page, text))
    # In grey a fingerprint may as well be ink of a hand: it goes all the same.
    assert {f.entity for f in found} >= {Entity.SIGNATURE, *([] if grey else [Entity.FINGERPRINT])}
    for box in (PtBox(300, 379, 338, 427), PtBox(396, 381.6, 432, 417.6)):
        covered = max(f.quads[0].box.overlap(box) for f in found)
        assert covered >= 0.95 * box.area


def test_grey_fingerprint_that_a_hand_runs_into_and_was_read_as_one_character() -> None:
    page, text = page_with([(90, 400, "承诺人（签字并按指印）：")])
    print_ = Image.open(io.BytesIO(fingerprint())).resize((140, 180))
    page.paste(print_, (820, 1030))
    box = PtBox(300, 376, 341, 430)
    write(page, (262, 396), scrawl(np.random.default_rng(7), 3, 20 / PT))
    (large,) = _written(text, "老", PtBox(285, 362, 350, 438))
    read = PageText(1, (*text.chars, replace(large, line=9, score=0.25)))
    found = found_on(view_of(page.convert("L").convert("RGB"), read))
    assert Entity.SIGNATURE in {f.entity for f in found}
    (pressed,) = [f for f in found if f.entity is Entity.FINGERPRINT]
    assert pressed.quads[0].box.overlap(box) >= 0.9 * box.area


@pytest.mark.parametrize("shape", ["round", "oval", "stamp"])
def test_stamp_of_an_own_name_goes_in_grey_and_an_offices_seal_is_no_stamp(shape: str) -> None:
    page, text = page_with([(90, 400, "申报人（签章）：")])
    rng = np.random.default_rng(4)
    make = replace(random_make(shape, "王伟之印", rng), turn_deg=3.0, inverse=False)
    press(page, impression(make, 200, (206, 34, 42), rng), 620, 1030)
    found = found_on(view_of(page.convert("L").convert("RGB"), text))
    assert ("signature.stamp" in {f.found_by for f in found}) is (shape == "stamp")


@pytest.mark.parametrize("grey", [False, True])
def test_stamp_goes_also_where_a_hand_lies_over_its_middle(grey: bool) -> None:
    page, text = page_with([(90, 400, "被考核人签字："), (330, 400, "2026年5月6日")])
    rng = np.random.default_rng(4)
    make = replace(random_make("stamp", "王伟之印", rng), turn_deg=3.0, inverse=False)
    mark = impression(make, 200, (206, 34, 42), rng)
    press(page, mark, 520, round(397 / PT - mark.height / 2))
    write(page, (180, 397), scrawl(np.random.default_rng(6), 3, 20 / PT))
    if grey:
        page = page.convert("L").convert("RGB")
    kinds = {f.found_by: f.quads[0].box for f in found_on(view_of(page, text))}
    assert set(kinds) == {"signature.ink", "signature.stamp"}
    side = mark.width * PT
    assert kinds["signature.stamp"].width > 0.7 * side


@pytest.mark.parametrize("start, is_ink", [(200, True), (400, False)])
def test_red_stamp_over_a_line_of_print_goes_as_ink(start: float, is_ink: bool) -> None:
    """A mark would take what the line says."""
    lines = [(90, 400, "申报人签字："), (start, 375, "所述业绩属实，本单位已按规定公示。")]
    page, text = page_with(lines)
    rng = np.random.default_rng(4)
    make = replace(random_make("stamp", "王伟之印", rng), turn_deg=3.0, inverse=False)
    press(page, impression(make, 200, (206, 34, 42), rng), round(215 / PT), round(366 / PT))
    (found,) = [f for f in found_on(view_of(page, text)) if f.found_by == "signature.stamp"]
    assert (found.ink is not None) is is_ink


@pytest.mark.parametrize("below", [424, 480])
def test_red_stamp_that_reaches_into_anothers_row_goes_as_ink(below: int) -> None:
    """A mark would take what the other one wrote."""
    page, text = page_with([(90, 400, "申报人签字："), (90, below, "负责人：")])
    rng = np.random.default_rng(4)
    make = replace(random_make("stamp", "王伟之印", rng), turn_deg=3.0, inverse=False)
    press(page, impression(make, 200, (206, 34, 42), rng), round(180 / PT), round(376 / PT))
    (found,) = [f for f in found_on(view_of(page, text)) if f.found_by == "signature.stamp"]
    assert (found.ink is not None) is (below == 424)


def test_label_that_was_read_as_high_as_the_stamp_beside_it() -> None:
    """What the row below is signed with is no part of the own hand."""
    page, text = page_with([(90, 400, "申报人签字："), (90, 426, "单位负责人：")])
    own = write(page, (165, 396), scrawl(np.random.default_rng(3), 3, 15 / PT))
    other = write(page, (165, 424), scrawl(np.random.default_rng(5), 3, 15 / PT))
    own_label = text.chars[:6]
    tall = tuple(
        replace(c, quad=PtQuad.from_box(PtBox(c.quad.box.x0, 378, c.quad.box.x1, 418)))
        for c in own_label
        if c.quad is not None
    )
    (found,) = found_on(view_of(page, PageText(1, (*tall, *text.chars[6:]))))
    assert found.quads[0].box.overlap(own) > 0.8 * own.area
    assert found.quads[0].box.overlap(other) == 0


def test_label_whose_end_a_stamp_hides() -> None:
    page, text = page_with([(90, 400, "本人签名：")])
    rng = np.random.default_rng(4)
    make = replace(random_make("stamp", "王伟之印", rng), turn_deg=3.0, inverse=False)
    mark = impression(make, 200, (206, 34, 42), rng)
    press(page, mark, round(126 / PT), round(397 / PT - mark.height / 2))
    read = PageText(1, text.chars[:3])  # 本人签
    assert "signature.stamp" in {f.found_by for f in found_on(view_of(page, read))}


def test_hand_close_under_a_stamp_whose_characters_were_read() -> None:
    page, text = page_with([(90, 400, "申报人签字："), (330, 400, "2026年5月6日")])
    stamp = (round(180 / PT), round(330 / PT), round(236 / PT), round(388 / PT))
    ImageDraw.Draw(page).rectangle(stamp, fill=(206, 34, 42))
    box = write(page, (186, 397), scrawl(np.random.default_rng(6), 2, 16 / PT))
    # As tall as the stamp, and beyond: read as one line.
    in_stamp = _written(text, "伟王", PtBox(180, 330, 236, 398))
    view = view_of(page, PageText(1, (*text.chars, *in_stamp)))
    hands = [f for f in found_on(view) if f.found_by == "signature.ink"]
    assert [share(found, box)[0] >= 0.93 for found in hands] == [True]


def test_stamp_close_under_which_a_hand_goes_is_found_by_itself() -> None:
    page, text = page_with([(90, 400, "乙方：")])
    rng = np.random.default_rng(4)
    make = replace(random_make("stamp", "王伟之印", rng), turn_deg=0.0, inverse=True)
    mark = impression(make, 200, (150, 150, 150), rng)
    x, y = 420, 1010
    press(page, mark, x, y)
    foot, draw = y + mark.height, ImageDraw.Draw(page)
    for stroke in range(x, x + mark.width, 9):  # as close as a name's
        draw.line((stroke, foot, stroke, foot + 48), fill=(130, 130, 130), width=3)
    (stamp,) = find_stamps(view_of(page.convert("L").convert("RGB"), text))
    ys = [y for _, y in stamp.corners]
    assert y - 8 <= min(ys) and max(ys) <= foot + 8


def test_stamp_two_of_whose_sides_are_hidden_is_a_question_and_a_narrow_cell_is_none() -> None:
    page, text = page_with([(90, 400, "被考核人签字：")])
    rng = np.random.default_rng(4)
    make = replace(random_make("stamp", "王伟之印", rng), turn_deg=0.0, inverse=False)
    mark = impression(make, 200, (206, 34, 42), rng)
    top = round(397 / PT - mark.height / 2)
    press(page, mark, 520, top)
    grey = page.convert("L").convert("RGB")
    draw = ImageDraw.Draw(grey)
    for y in (top, top + mark.height):  # as a ruling or print takes them away
        draw.rectangle((500, y - 14, 520 + mark.width + 20, y + 14), fill="white")
    stamps = [f for f in found_on(view_of(grey, text)) if f.found_by == "signature.stamp"]
    assert [Evidence.BORDER_UNSURE in f.evidence for f in stamps] == [True]
    assert stamps[0].quads[0].box.height >= 0.9 * mark.height * PT

    cell, text = page_with([(90, 400, "被考核人签字：")])
    write(cell, (196, 397), scrawl(np.random.default_rng(6), 2, 20 / PT))
    for x in (520, 660):
        ImageDraw.Draw(cell).line((x, top, x, top + 100), fill="black", width=3)
    assert {f.found_by for f in found_on(view_of(cell, text))} <= {"signature.ink"}


@pytest.mark.parametrize("other", ["考核小组成员签字", "主任委员："])
def test_stamp_beside_another_label_is_not_the_applicants(other: str) -> None:
    page, text = page_with([(90, 400, "被考核人签字："), (230, 400, other)])
    rng = np.random.default_rng(4)
    make = replace(random_make("stamp", "王伟之印", rng), turn_deg=3.0, inverse=False)
    press(page, impression(make, 200, (206, 34, 42), rng), 900, 1110)
    assert "signature.stamp" not in {f.found_by for f in found_on(view_of(page, text))}


@pytest.mark.parametrize("label, said", [("签名：", "王伟之印"), ("本人签名：", "")])
def test_stamp_at_a_bare_label_is_read(label: str, said: str) -> None:
    page, text = page_with([(90, 400, label)])
    rng = np.random.default_rng(4)
    make = replace(random_make("stamp", "王伟之印", rng), turn_deg=3.0, inverse=False)
    mark = impression(make, 200, (206, 34, 42), rng)
    press(page, mark, round(170 / PT), round(397 / PT - mark.height / 2))
    found = SignatureDetector(FakeTextReader("王伟之印")).find(view_of(page, text))
    stamps = [f for f in found if f.found_by == "signature.stamp"]
    assert [f.value for f in stamps] == [said]


def test_hand_whose_end_is_read_with_the_next_label() -> None:
    page, text = page_with([(90, 400, "本人签名："), (290, 400, "审验人：")])
    box = write(page, (160, 396), scrawl(np.random.default_rng(5), 3, 22 / PT))
    at = next(i for i, c in enumerate(text.chars) if c.text == "审")
    name = _written(text, "希维岳", box)
    name[1] = replace(name[1], score=0.4)
    read = PageText(1, (*text.chars[:at], *name, *text.chars[at:]))
    (found,) = found_on(view_of(page, read))
    cover, _ = share(found, box)
    assert cover >= 0.93


def test_framed_characters_of_a_red_letterhead_are_no_stamps() -> None:
    page, text = page_with([(60, 120, "国圆团固回图园局")], size=36.0)
    paint = np.array(page)
    paint[paint.min(axis=2) < 128] = (206, 34, 42)
    view = view_of(Image.fromarray(paint), text)
    assert list(find_stamps(view))
    reader = FakeTextReader("王伟", 0.9)
    assert not list(SignatureDetector(reader).find(view))
    one = [c for c in text.chars if c.text == "圆"]  # by itself it may be anything
    alone = replace(view, text=PageText(1, tuple(one)))
    assert list(SignatureDetector(reader).find(alone))


def _rosette(draw: ImageDraw.ImageDraw, x: float, y: float, side: float) -> None:
    """A flower in a red square with a gold ground, as certificates have at their corners."""
    draw.rectangle((x, y, x + side, y + side), fill=(170, 30, 40))
    petal = side / 5
    for turn in range(8):
        a, b = (side / 2 + 0.3 * side * f(turn * math.pi / 4) for f in (math.cos, math.sin))
        box = (x + a - petal / 2, y + b - petal / 2, x + a + petal / 2, y + b + petal / 2)
        draw.ellipse(box, fill=(222, 184, 96))


@pytest.mark.parametrize("corners, joined, asked", [(4, False, 0), (1, False, 1), (4, True, 0)])
def test_corners_of_a_certificates_frame_are_no_stamps(
    corners: int, joined: bool, asked: int
) -> None:
    page, text = page_with([(200, 300, "获奖证书")])
    side, (width, height) = 14 * MM, page.size
    places = [(60.0, 60.0), (width - 60 - side, 60.0), (60.0, height - 60 - side)]
    places.append((width - 60 - side, height - 60 - side))
    for x, y in places[:corners]:
        _rosette(ImageDraw.Draw(page), x, y, side)
    if joined:  # all but the first hang together with the frame
        (right, top), (left, foot) = places[1:3]
        half, red = side / 2, (170, 30, 40)
        frame = [
            (left + side, foot + half),
            (right + half, foot + half),
            (right + half, top + side),
        ]
        ImageDraw.Draw(page).line(frame, red, 60)
    view = view_of(page, text)
    assert len(list(find_stamps(view))) == (1 if joined else corners)
    assert len(list(SignatureDetector(FakeTextReader("甲乙", 0.4)).find(view))) == asked


@pytest.mark.parametrize("larger, found", [(1.0, True), (1.4, False)])
def test_part_of_a_large_character_is_no_stamp(larger: float, found: bool) -> None:
    rng = np.random.default_rng(4)
    page, text = page_with([(60, 120, "聘书")])
    make = replace(random_make("stamp", "甲乙", rng), turn_deg=0.0, inverse=False)
    mark = impression(make, 200, (206, 34, 42), rng)
    press(page, mark, 400, 500)
    x, y, by = 400 * PT, 500 * PT, mark.width * PT * (larger - 1) / 2
    x1, y1 = x + mark.width * PT, y + mark.height * PT
    char = replace(text.chars[0], quad=PtQuad.from_box(PtBox(x - by, y - by, x1 + by, y1 + by)))
    view = view_of(page, PageText(1, (char,)))
    assert bool(list(SignatureDetector(FakeTextReader("甲乙", 0.4)).find(view))) is found


def test_back_that_shows_through_a_grey_copy_is_no_pale_stamp() -> None:
    lines = [(50, 60 + 24 * n, "填表前请认真阅读说明并如实填写各栏目内容" * 2) for n in range(30)]
    back, _ = page_with(lines)
    page, text = page_with([(60, 120, "年度考核登记表")])
    soft = np.asarray(back.convert("RGB").filter(ImageFilter.GaussianBlur(3)), np.float32)
    through = 255 - (255 - soft) * 0.7
    pale = Image.fromarray(np.minimum(np.asarray(page), through[:, ::-1]).astype(np.uint8))
    assert not _halftone(view_of(pale, text)).any()


def test_stamp_in_the_row_of_another_label_below_the_own_one() -> None:
    page, text = page_with([(90, 400, "申报人签字：王伟"), (90, 432, "单位负责人：李强")])
    rng = np.random.default_rng(4)
    make = replace(random_make("stamp", "李强之印", rng), turn_deg=3.0, inverse=False)
    mark = impression(make, 200, (206, 34, 42), rng)
    press(page, mark, round(196 / PT), round(425 / PT - mark.height / 2))
    assert "signature.stamp" not in {f.found_by for f in found_on(view_of(page, text))}


def test_stamp_at_a_bare_label_of_another_part_below_the_own_one() -> None:
    heads = [(62, 380, "个人总结"), (62, 480, "主管领导评语")]
    page, text = page_with([*heads, (200, 400, "本人签名：王伟"), (240, 470, "签名：李强")])
    rng = np.random.default_rng(4)
    make = replace(random_make("stamp", "李强之印", rng), turn_deg=3.0, inverse=False)
    mark = impression(make, 200, (206, 34, 42), rng)
    press(page, mark, round(262 / PT), round(460 / PT - mark.height))
    draw = ImageDraw.Draw(page)
    for ends in (((58, 440), (540, 440)), ((58, 340), (58, 520)), ((58, 520), (540, 520))):
        draw.line([(x / PT, y / PT) for x, y in ends], fill=(0, 0, 0), width=3)

    assert "signature.stamp" not in {f.found_by for f in found_on(view_of(page, text))}


def with_stamp(
    side_mm: float = 18.0, inverse: bool = False, shape: str = "square"
) -> tuple[Image.Image, PageText]:
    """A page with a red name stamp by itself, far from any label."""
    page, text = page_with([(60, 80, "年度考核登记表")])
    side, red = round(side_mm * MM), (200, 40, 45)
    tile = Image.new("RGB", (side, side), red if inverse else "white")
    draw = ImageDraw.Draw(tile)
    if not inverse:
        draw.rectangle((1, 1, side - 2, side - 2), outline=red, width=round(0.05 * side))
    font = ImageFont.truetype(io.BytesIO(face("serif").data), round(0.4 * side))
    for n, char in enumerate("王伟之印"):
        middle = side * (0.72 if n < 2 else 0.28), side * (0.28 if n % 2 == 0 else 0.72)
        draw.text(middle, char, font=font, fill="white" if inverse else red, anchor="mm")
    if shape == "round":
        tile = Image.new("RGB", (side, side), "white")
        ImageDraw.Draw(tile).ellipse((2, 2, side - 3, side - 3), outline=red, width=6)
    if shape == "name":
        disc = Image.new("RGB", (side, side), "white")
        ImageDraw.Draw(disc).ellipse((1, 1, side - 2, side - 2), fill=red)
        within = round(0.72 * side)
        at = (side - within) // 2
        if not inverse:
            hole = round(0.05 * side)
            ImageDraw.Draw(disc).ellipse((hole, hole, side - hole, side - hole), fill="white")
            tile = tile.crop((hole, hole, side - hole, side - hole))
        disc.paste(tile.resize((within, within), Image.Resampling.LANCZOS), (at, at))
        tile = disc
    page.paste(tile, (900, 1300))
    return page, text


@pytest.mark.parametrize("inverse, ink", [(False, "red"), (True, "red"), (False, "blue")])
def test_stamp_away_from_labels_is_read_and_its_field_is_its_ink(inverse: bool, ink: str) -> None:
    page, text = with_stamp(inverse=inverse)
    if ink == "blue":
        page = Image.merge("RGB", page.split()[::-1])
        ImageDraw.Draw(page).rectangle((100, 1900, 180, 1980), fill=(200, 40, 45))
    (found,) = SignatureDetector(FakeTextReader("王伟之印")).find(view_of(page, text))
    assert (found.entity, found.found_by, found.value) == (
        Entity.SIGNATURE,
        "signature.stamp",
        "王伟之印",
    )
    side = 18 * 72 / 25.4
    box = found.quads[0].box
    assert math.dist(box.centre, (900 * PT + side / 2, 1300 * PT + side / 2)) < 2
    assert found.ink is not None
    assert found.ink.colour == ink
    assert 0.8 * side < found.ink.parts[0].box.width < 0.95 * side


class Clear(FakeTextReader):
    """What it reads needs no spotting."""

    def spot_strip(self, image: np.ndarray, candidates: Sequence[Candidate]) -> StripText:
        return replace(super().spot_strip(image, candidates), spotted=())


@pytest.mark.parametrize("grey", [False, True])
@pytest.mark.parametrize("inverse", [False, True])
def test_round_stamp_of_a_person_is_read(inverse: bool, grey: bool) -> None:
    page, text = with_stamp(14.0, inverse, "name")
    view = view_of(page.convert("L").convert("RGB") if grey else page, text)
    own = (Candidate(0, Entity.NAME, "王伟"),)
    view = replace(view, candidates=own)
    (found,) = SignatureDetector(Clear("王伟之印")).find(view)
    assert (found.found_by, found.value) == ("signature.stamp", "王伟之印")
    side = 14 * 72 / 25.4
    assert math.dist(found.quads[0].box.centre, (900 * PT + side / 2, 1300 * PT + side / 2)) < 2


@pytest.mark.parametrize("grey, asked", [(False, 1), (True, 0)])
def test_grey_circle_round_words_is_no_stamp(grey: bool, asked: int) -> None:
    page, text = with_stamp(14.0, shape="name")
    view = view_of(page.convert("L").convert("RGB") if grey else page, text)
    assert len(list(SignatureDetector(FakeTextReader("合格")).find(view))) == asked


@pytest.mark.parametrize(
    "label, said, anothers",
    [
        ("单位负责人签字：", "潘浩海", True),
        ("单位负责人签字：", "主浩海", False),  # 王 misread, as far as anybody knows
        ("单位地址", "潘浩海", False),
    ],
)
def test_stamp_at_somebody_elses_label(label: str, said: str, anothers: bool) -> None:
    page, _ = with_stamp()
    _, text = page_with([(900 * PT, 1300 * PT - 6, label)])
    own = (Candidate(0, Entity.NAME, "王主伟"),)
    view = replace(view_of(page, text), candidates=own)
    (found,) = SignatureDetector(FakeTextReader(said)).find(view)
    assert (Evidence.OTHER_ROW in found.evidence) is anothers


@pytest.mark.parametrize("down, anothers", [(-5, True), (8, False)])
def test_stamp_in_the_row_of_somebody_elses_label_below_the_own_one(
    down: float, anothers: bool
) -> None:
    page, _ = with_stamp(14.0)
    x, y = 900 * PT - 72, 1300 * PT
    _, text = page_with([(x, y + down, "申报人签字："), (x, y + 16, "单位审核人：")])
    view = replace(view_of(page, text), candidates=(Candidate(0, Entity.NAME, "王伟"),))
    found = list(SignatureDetector(FakeTextReader("潘浩海")).find(view))
    assert [f.evidence for f in found if Evidence.OTHER_ROW in f.evidence] == (
        [frozenset({Evidence.OTHER_ROW})] if anothers else []
    )


@pytest.mark.parametrize(
    ("cells", "said", "anothers"),
    [
        (("证明人", "李强", "包志刚"), "潘浩海", True),
        (("证明人", "李强", "包志刚"), "主浩海", False),
        (("证明人",), "潘浩海", False),
        (("证明人", "李强", "同意推荐该同志"), "潘浩海", False),
        (("日期", "李强", "包志刚"), "潘浩海", False),
    ],
)
def test_stamp_in_a_column_of_others(cells: tuple[str, ...], said: str, anothers: bool) -> None:
    page, _ = with_stamp(14.0)
    x, y = 900 * PT + 4, 1300 * PT - 100
    _, text = page_with([(x, y + 24 * n, cell) for n, cell in enumerate(cells)])
    own = (Candidate(0, Entity.NAME, "王主伟"),)
    view = replace(view_of(page, text), candidates=own)
    (found,) = SignatureDetector(FakeTextReader(said)).find(view)
    assert (Evidence.OTHER_ROW in found.evidence) is anothers


@pytest.mark.parametrize(
    "said, away_mm, own",
    [
        ("木格", 0, True),
        ("木格印", 0, True),
        ("木林", 0, False),
        ("格", 0, False),
        ("木格", 30, False),
    ],
)
def test_stamp_that_the_own_hand_runs_over(said: str, away_mm: float, own: bool) -> None:
    """Its characters cannot all be read; those that can be are the own name's."""
    stamp = PtQuad.from_box(PtBox(100, 100, 150, 150))
    x = 90 + away_mm * 72 / 25.4 * 2
    hand = Finding(
        Entity.SIGNATURE,
        1,
        (PtQuad.from_box(PtBox(x, 115, x + 70, 140)),),
        0.9,
        "signature.ink",
        evidence=frozenset({Evidence.SELF_LABEL}),
    )
    names = (Candidate(0, Entity.NAME, "包·其木格"),)
    assert _is_signed_over(stamp, StripText(said, 0.99), [hand], names) is own


@pytest.mark.parametrize("inverse", [False, True])
def test_stamp_on_a_copy_without_colour_goes_whole(inverse: bool) -> None:
    page, text = with_stamp(inverse=inverse)
    view = view_of(page.convert("L").convert("RGB"), text)
    (found,) = SignatureDetector(FakeTextReader("王伟之印")).find(view)
    assert (found.found_by, found.ink) == ("signature.stamp", None)
    assert Evidence.BORDER_UNSURE not in found.evidence
    side = 18 * 72 / 25.4
    assert 0.95 * side < found.quads[0].box.width < 1.15 * side


def test_stamp_close_above_print_on_a_copy_without_colour() -> None:
    page, text = with_stamp()
    page = page.convert("L").point(lambda v: round(245 - 0.7 * (255 - v))).convert("RGB")
    foot = 1300 + round(18 * MM)
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype(io.BytesIO(face("sans").data), 34)
    chars = list(text.chars)
    for n, char in enumerate("小水少川"):
        x0, y0, x1, y1 = draw.textbbox((0, 0), char, font=font)
        x, y = 840 + 40 * n, foot + round(0.4 * MM) - y0
        draw.text((x, y), char, font=font, fill=(15, 15, 15))
        top = (y + y0 + 12) * PT  # OCR has cut off the heads of its letters
        box = PtBox((x + x0) * PT, top, (x + x1) * PT, (y + y1) * PT)
        chars.append(Char(char, PtQuad.from_box(box), 0.99, 0, TextSource.OCR))
    blurred = page.filter(ImageFilter.GaussianBlur(1.0))
    view = view_of(blurred, PageText(1, tuple(chars)))
    (found,) = SignatureDetector(FakeTextReader("王伟之印")).find(view)
    assert found.quads[0].box.height < 1.15 * 18 * 72 / 25.4


def test_stamp_that_a_hand_runs_out_of_is_found_without_it() -> None:
    page, text = with_stamp(inverse=True)
    side = round(18 * MM)
    hand = scrawl(np.random.default_rng(6), 3, 20 / PT)
    write(page, ((900 - 130) * PT, (1300 + side / 2) * PT), hand, (120, 120, 120), 5)
    view = view_of(page.convert("L").convert("RGB"), text)
    (found,) = SignatureDetector(FakeTextReader("王伟之印")).find(view)
    assert found.found_by == "signature.stamp"
    assert 0.9 * side * PT < found.quads[0].box.width < 1.2 * side * PT


def test_stamp_as_dark_as_print_on_a_coarse_copy_is_read() -> None:
    page, text = page_with(
        [(60, 80, "年度考核登记表"), (60, 700, "年度考核登记表年度考核登记表")], 16
    )
    make = Make("stamp", "王伟之印", "serif", 17.0, strength=0.75, wear=0.1)
    mark = impression(make, 200, (206, 34, 42), np.random.default_rng(4))
    press(page, mark, 900, 1300)
    copied = page.convert("L").point(lambda v: 255 * (v > 200))
    coarse = copied.resize((page.width * 2 // 5, page.height * 2 // 5), Image.Resampling.BOX)
    view = view_of(coarse.resize(page.size, Image.Resampling.BICUBIC), text)
    (found,) = SignatureDetector(FakeTextReader("王伟之印")).find(view)
    assert found.found_by == "signature.stamp"


def test_stamp_that_a_pen_of_its_colour_touches_is_found_without_it() -> None:
    page, text = with_stamp()
    ImageDraw.Draw(page).line([(905, 1240), (920, 1290), (990, 1200)], fill=(200, 40, 45), width=9)
    (found,) = SignatureDetector(FakeTextReader("王伟之印")).find(view_of(page, text))
    side = 18 * 72 / 25.4
    assert 0.9 * side < found.quads[0].box.height < 1.2 * side


def test_lines_of_an_own_stamps_characters_alone_are_no_print() -> None:
    lines = ("伟王", "印之", "王伟经审核", "李四", "之印")
    chars = [
        Char(c, None, 0.99, number, TextSource.OCR)
        for number, line in enumerate(lines)
        for c in line
    ]
    wanted = (Candidate(1, Entity.NAME, "王伟"), Candidate(2, Entity.EMPLOYER, "李四公司"))
    assert "".join(c.text for c in without_stamps(chars, wanted)) == "王伟经审核李四"


def test_stamp_over_print_on_a_copy_without_colour_is_a_question() -> None:
    page, text = with_stamp()
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype(io.BytesIO(face("serif").data), 28)
    chars = list(text.chars)
    for char, x in (("经", 800), ("审", 840), ("核", 945), ("同", 1060), ("意", 1100)):
        y = 1340
        draw.text((x, y), char, font=font, fill=(15, 15, 15))
        quad = PtQuad.from_box(PtBox(x * PT, (y + 2) * PT, (x + 28) * PT, (y + 32) * PT))
        chars.append(Char(char, quad, 0.99, 50, TextSource.OCR))
    view = view_of(page.convert("L").convert("RGB"), PageText(1, tuple(chars)))
    (found,) = SignatureDetector(FakeTextReader("王伟之印")).find(view)
    assert Evidence.BORDER_UNSURE in found.evidence


@pytest.mark.parametrize("turn", [3.0, 6.0])
def test_grey_stamp_whose_frame_dense_print_crosses_is_a_question(turn: float) -> None:
    """Its ink is paler than print: what print hides of the frame is closed."""
    page, text = dense(13)
    grey = page.convert("L").filter(ImageFilter.GaussianBlur(0.8))
    make = Make("stamp", "王伟之印", "serif", 18.0, turn_deg=turn, strength=0.8, wear=0.1)
    press(page, impression(make, 200, (206, 34, 42), np.random.default_rng(4)), 500, 1045)
    view = view_of(page.convert("L").filter(ImageFilter.GaussianBlur(0.8)), text)
    found = SignatureDetector(FakeTextReader("王伟之印")).find(view)
    (stamp,) = [f for f in found if f.found_by == "signature.stamp"]
    assert Evidence.BORDER_UNSURE in stamp.evidence
    assert stamp.quads[0].box.centre == pytest.approx((208, 403), abs=9)
    assert not list(SignatureDetector(FakeTextReader("王伟之印")).find(view_of(grey, text)))


def test_dark_stamp_cut_into_its_ground_over_dense_print() -> None:
    """What was read below it leaves no gaps in it."""
    page, text = dense(13)
    make = Make("stamp", "王伟之印", "serif", 18.0, inverse=True, strength=1.0, wear=0.1)
    press(page, impression(make, 200, (40, 0, 0), np.random.default_rng(4)), 500, 1045)
    dark = page.convert("L").point(lambda v: 255 if v > 150 else 0).convert("RGB")
    found = SignatureDetector(FakeTextReader("王伟之印")).find(view_of(dark, text))
    (stamp,) = [f for f in found if f.found_by == "signature.stamp"]
    assert stamp.quads[0].box.centre == pytest.approx((205, 402), abs=9)


def test_blurred_stamp_cut_into_its_ground() -> None:
    """Its characters are as grey as half of its ink."""
    page, text = with_stamp(side_mm=14.0, inverse=True)
    view = view_of(page.convert("L").filter(ImageFilter.GaussianBlur(4.5)).convert("RGB"), text)
    (found,) = SignatureDetector(FakeTextReader("王伟之印")).find(view)
    assert found.found_by == "signature.stamp"


@pytest.mark.parametrize("turn", [0.0, 3.0, -4.0])
def test_grey_stamp_over_its_own_label(turn: float) -> None:
    page, text = page_with([(90, 400, "被考核人签字："), (330, 400, "2026年5月6日")])
    make = Make("stamp", "王伟之印", "serif", 18.0, turn_deg=turn, wear=0.15)
    mark = impression(make, 200, (206, 34, 42), np.random.default_rng(4))
    press(page, mark, round(90 / PT), round(397 / PT - mark.height / 2))
    write(page, (100, 397), scrawl(np.random.default_rng(6), 2, 18 / PT))
    view = view_of(page.convert("L").filter(ImageFilter.GaussianBlur(0.7)), text)
    found = SignatureDetector(FakeTextReader("王伟之印")).find(view)
    (stamp,) = [f for f in found if f.found_by == "signature.stamp"]
    side = mark.height * PT
    assert stamp.quads[0].box.height > 0.85 * side
    assert Evidence.BORDER_UNSURE in stamp.evidence


@pytest.mark.parametrize("seed", [1, 5, 8])
def test_rest_of_print_that_stands_out_of_its_boxes_is_no_frame(seed: int) -> None:
    page, text = page_with([(90, 400 + 13 * n, "试验用") for n in range(3)])
    rng = np.random.default_rng(seed)

    def half(quad: PtQuad) -> PtQuad:
        box = quad.box
        (x, y), halves = box.centre, ("x0", "x1", "y0", "y1")
        side = halves[rng.integers(4)]
        return PtQuad.from_box(replace(box, **{side: x if side[0] == "x" else y}))

    chars = [replace(c, quad=half(c.quad)) if c.quad else c for c in text.chars]
    assert not list(find_stamps(view_of(page.convert("L"), PageText(1, tuple(chars)))))


@pytest.mark.parametrize("said, value", [("被考核人", ""), ("赵文渊印", "赵文渊印")])
def test_print_below_a_grey_stamp_is_not_what_it_says(said: str, value: str) -> None:
    page, text = page_with([(90, 400, "被考核人签字：")])
    mark = impression(
        Make("stamp", "赵文渊印", "serif", 18.0), 200, (206, 34, 42), np.random.default_rng(4)
    )
    press(page, mark, round(90 / PT), round(397 / PT - mark.height / 2))
    view = view_of(page.convert("L"), text)
    found = SignatureDetector(FakeTextReader(said)).find(view)
    assert [f.value for f in found if f.found_by == "signature.stamp"] == [value]


def test_code_and_cells_of_a_table_are_no_stamps() -> None:
    page, text = page_with([(60, 80, "年度考核登记表")])
    page.paste(code("https://zcps.example/p/1", zxingcpp.BarcodeFormat.QRCode, 20), (900, 1300))
    bars = code("NM2026150102", zxingcpp.BarcodeFormat.Code128, 30, 11)
    page.paste(bars.crop((0, 0, bars.height, bars.height)), (900, 1700))
    draw = ImageDraw.Draw(page)
    for x in range(200, 800, 150):
        draw.rectangle((x, 1300, x + 150, 1450), outline="black", width=3)
    assert list(SignatureDetector(FakeTextReader("王伟之印")).find(view_of(page, text))) == []


def test_square_that_says_more_than_a_name_is_a_seal() -> None:
    page, text = with_stamp()
    reader = FakeTextReader("云岭水务设计院合同专用章")
    (found,) = SignatureDetector(reader).find(view_of(page, text))
    assert found.entity is Entity.SEAL


@pytest.mark.parametrize("more", [{"side_mm": 40.0}, {"side_mm": 5.0}, {"shape": "round"}])
def test_what_is_no_stamp_is_not_read(more: dict) -> None:
    page, text = with_stamp(**more)
    assert list(SignatureDetector(FakeTextReader("王伟之印")).find(view_of(page, text))) == []


def test_square_without_words_is_no_stamp() -> None:
    page, text = with_stamp()
    assert list(SignatureDetector(FakeTextReader("A1")).find(view_of(page, text))) == []


def test_stamp_whose_frame_print_crosses_is_found() -> None:
    page, text = with_stamp()
    draw, side = ImageDraw.Draw(page), round(18 * MM)
    draw.rectangle((880, 1300, 960, 1300 + side // 2), fill=(20, 20, 20))  # a stroke as of a title
    (found,) = SignatureDetector(FakeTextReader("王伟之印")).find(view_of(page, text))
    assert found.found_by == "signature.stamp"
