"""What stands on an identity card goes whole, but for its printed labels (case 65)."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from redactor.datatypes import (
    Char,
    DocClass,
    Entity,
    Evidence,
    Finding,
    PageText,
    TextSource,
)
from redactor.fakes.pages import reading_of
from redactor.geometry import Point, PtBox, PtQuad
from redactor.pipeline import erasures
from redactor.policy import decide
from redactor.recognise.flow import lay_out
from redactor.recognise.id_card import PORTRAIT, card_values, with_seen_portraits
from tests.recognise.judging import RULES, Find, ruled

FRONT = """姓名　王伟
性别　男　民族　汉
出生　1985 年 4 月 12 日
住址　样例市东街1号院2栋
　　　3单元401室
公民身份号码　15990119850412000X
"""
BACK = (
    "中华人民共和国\n居民身份证\n签发机关　样例市公安局东街分局\n有效期限　2015.03.02-2035.03.02\n"
)
NOTE = "本复印件仅供职称申报使用。\n核对人：李娜\n"
CARD = Entity.ID_CARD


def test_form_with_the_cards_labels_is_no_card(find: Find) -> None:
    form = FRONT.replace("出生　", "出生年月　").replace("性别　男　民族　汉", "性别/民族　男/汉")
    assert card_texts(find, "申报登记表\n" + form) == []


def card_texts(find: Find, text: str, **more: object) -> list[tuple[str, str]]:
    return [(a, t) for a, _, t in ruled(find, text, CARD, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize("source", list(TextSource))
def test_both_sides_go_but_for_labels_and_what_stands_beside(
    find: Find, source: TextSource
) -> None:
    found = card_texts(find, "居民身份证复印件\n" + FRONT + BACK + NOTE, source=source)
    gone = "".join(t for a, t in found if a == "redact")
    for value in ("男", "汉", "样例市公安局东街分局", "2015.03.02-2035.03.02"):
        assert value in gone
    for label in ("姓名", "性别", "民族", "出生", "住址", "公民", "签发", "有效", "居民", "核对"):
        assert label not in gone


def test_merged_reading_of_a_row_keeps_its_labels(find: Find) -> None:
    text = FRONT.replace("性别　男　民族　汉", "性别男民族汉")
    ((_, found),) = card_texts(find, "居民身份证\n" + text)
    assert "男汉" in found


def test_own_values_have_one_mark_and_not_two(find: Find) -> None:
    (decided,) = decide([find("居民身份证\n" + FRONT)], RULES)
    places = [q for e in erasures(decided.decisions) for q in e.quads]
    assert len(places) == len(set(places))


def test_somebody_elses_card_stays(find: Find) -> None:
    text = FRONT.replace("王伟", "李娜").replace("15990119850412000X", "159901197809060015")
    assert {a for a, _ in card_texts(find, "居民身份证\n" + text)} == {"keep"}


def test_card_without_a_readable_holder_is_asked_about(find: Find) -> None:
    text = FRONT.replace("王伟", "工体").replace("15990119850412000X", "1599????8504")
    assert {r for _, r, _ in ruled(find, "居民身份证\n" + text, CARD)} == {"card_unsure"}


def test_switch_leaves_what_is_no_own_value(find: Find) -> None:
    rules = replace(RULES, idcard="fields")
    assert {a for a, _ in card_texts(find, "居民身份证\n" + FRONT, rules=rules)} == {"keep"}


@pytest.mark.parametrize(
    "text",
    [
        "专业技术职称评审表\n姓名\t王伟\t性别\t男\t民族\t汉\n身份证号\t15990119850412000X\n",
        # Labels as cells of a form stand side by side.
        "个人信息登记表\n姓名\t王伟\t性别\t男\n出生\t1985.04\t公民身份号码\t15990119850412000X\n",
        "业绩总结\n王伟的公民身份号码为15990119850412000X，住址不变。\n",
    ],
)
def test_other_papers_hold_no_card(find: Find, text: str) -> None:
    assert card_texts(find, text) == []


@pytest.mark.parametrize("degrees", [0, 4, 90, 180, 270])
@pytest.mark.parametrize("scale", [0.6, 1.7])
def test_unread_field_goes_at_its_place(degrees: float, scale: float) -> None:
    page = _turned(
        reading_of("居民身份证\n" + FRONT.replace("　男　", "　　　"), TextSource.OCR).text,
        degrees,
        scale,
    )
    found, portrait = card_values(lay_out(page), DocClass.ID_CARD, [], [])
    assert portrait.entity is Entity.PHOTO
    chars = {c.quad for c in page.chars}
    (unread,) = [q for q in found.quads if q not in chars]
    sex = page.text.index("别")
    nation = page.text.index("民族")
    between = _middle(page.chars[sex], page.chars[nation])
    assert unread.contains(between)
    for label in (sex, nation):
        quad = page.chars[label].quad
        assert quad is not None and not unread.contains(quad.centre)


def test_portrait_of_a_front_beside_whose_number_the_back_stands() -> None:
    alone, beside = (
        card_values(lay_out(reading_of(text, TextSource.OCR).text), DocClass.ID_CARD, [], [])
        for text in (FRONT, FRONT.rstrip("\n") + "\t\t有效期限　2015.03.02-2035.03.02\n")
    )
    portraits = [[f for f in found if f.entity is Entity.PHOTO] for found in (alone, beside)]
    assert portraits[0] and portraits[0][0].quads == portraits[1][0].quads


def _middle(one: Char, other: Char) -> Point:
    assert one.quad is not None and other.quad is not None
    (ax, ay), (bx, by) = one.quad.centre, other.quad.centre
    return (ax + bx) / 2, (ay + by) / 2


def _turned(page: PageText, degrees: float, scale: float) -> PageText:
    cos, sin = math.cos(math.radians(degrees)) * scale, math.sin(math.radians(degrees)) * scale

    def moved(point: Point) -> Point:
        return point[0] * cos - point[1] * sin + 400, point[0] * sin + point[1] * cos + 400

    chars = [
        replace(c, quad=c.quad and PtQuad(*(moved(p) for p in c.quad.corners))) for c in page.chars
    ]
    return PageText(page.page_no, tuple(chars))


def test_card_in_a_paper_of_another_class_goes_as_well(find: Find) -> None:
    found = ruled(find, "专业技术职称评审表\n附件：居民身份证\n" + FRONT, CARD)
    assert {(action, reason) for action, reason, _ in found} == {("redact", "own_card")}


def portrait_at(x: float, y: float, by: str, *evidence: Evidence) -> Finding:
    quad = PtQuad.from_box(PtBox(x, y, x + 70, y + 90))
    return Finding(Entity.PHOTO, 1, (quad,), 0.5, by, evidence=frozenset(evidence))


@pytest.mark.parametrize(
    "evidence, found_by",
    [
        ((Evidence.OWN_ROW,), PORTRAIT),
        ((Evidence.OTHER_ROW,), PORTRAIT),
        ((), "photo.centerface"),
    ],
)
def test_portrait_of_a_card_is_where_its_face_was_seen(
    evidence: tuple[Evidence, ...], found_by: str
) -> None:
    """On a card that lies askew its place was thought to be over the address and the number."""
    guess, face = (
        portrait_at(200, 150, PORTRAIT, *evidence),
        portrait_at(300, 80, "photo.centerface"),
    )
    findings, (photo,) = with_seen_portraits([guess], [face])
    assert findings == ()
    assert (photo.quads, photo.found_by) == (face.quads, found_by)
    assert photo.evidence == frozenset(evidence)


def test_portrait_of_a_card_beside_another_is_its_own() -> None:
    mine = portrait_at(300, 80, PORTRAIT, Evidence.OWN_ROW)
    other = portrait_at(300, 235, PORTRAIT, Evidence.OTHER_ROW)
    face = portrait_at(310, 240, "photo.centerface")
    findings, (photo,) = with_seen_portraits([mine, other], [face])
    assert findings == (mine,)
    assert photo.evidence == {Evidence.OTHER_ROW}
    far = portrait_at(300, 400, "photo.centerface")
    assert with_seen_portraits([mine], [far]) == ((mine,), (far,))
