"""Whose a seal is, by what its ring was read as."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from redactor.datatypes import (
    DocClass,
    DocumentFindings,
    Employer,
    Entity,
    Evidence,
    Field,
    Finding,
    HolderField,
    Ink,
    Likeness,
    PtQuad,
    TextSource,
)
from redactor.geometry import PtBox
from redactor.recognise.pictured import settle_pictures, with_own_hands, with_own_seals
from tests.recognise.judging import WANG_WEI

QUAD = PtQuad.from_box(PtBox(100, 100, 200, 200))
INK = Ink("red", (QUAD,))


def likeness(said: str, score: float, *evidence: Evidence, grey: bool = False) -> Likeness:
    seal = Finding(
        Entity.SEAL,
        1,
        (QUAD,),
        score,
        "seal.red",
        said,
        evidence=frozenset(evidence),
        ink=None if grey else INK,
    )
    (settled,) = settle_pictures([seal], DocumentFindings("d", DocClass.FORM, (), True), WANG_WEI)
    return settled.likeness


@pytest.mark.parametrize(
    "said, score, evidence, expected",
    [
        ("包头市云岭水务设计院有限公司", 0.99, (), Likeness.EXACT),
        ("包头市云岭水务设计院有限公司1599012345678", 0.9, (), Likeness.EXACT),
        ("云岭设计院", 0.9, (), Likeness.EXACT),
        ("云岭设计院附属监理公司", 0.97, (), Likeness.OTHER),
        ("包头市云岭永务设汁院有限公司", 0.8, (Evidence.SPOT_SURE,), Likeness.CLOSE),
        ("包头市云岭水务设计院有限司", 0.9, (Evidence.SPOT_ASK,), Likeness.CLOSE),
        ("包头市云水务计院有公司", 0.8, (), Likeness.NONE),
        ("头市岭水务设计院有限公司", 0.97, (), Likeness.CLOSE),
        ("头市岭水务设计院有限公司", 0.85, (), Likeness.NONE),
        ("头市东岭水务设计院有限公司", 0.97, (), Likeness.NONE),
        ("设计院有限公司头市云岭水务", 0.97, (), Likeness.CLOSE),  # begun in its midst
        ("包头市云岭水务工程有限公司", 0.97, (), Likeness.NONE),
        ("包头市云岭水务工程有限公司", 0.97, (Evidence.SAYS_ANOTHER,), Likeness.OTHER),
        ("包头市云岭水务设计院有限", 0.97, (Evidence.SAYS_ANOTHER,), Likeness.CLOSE),
        ("包头市云岭水务设计", 0.97, (Evidence.SAYS_ANOTHER,), Likeness.NONE),  # names no body
        # Part of it, or another institution (case 29).
        ("包头市云岭水务设计院有限公司第二分公司", 0.99, (Evidence.SPOT_SURE,), Likeness.NONE),
        ("附属学校包头市云岭水务设计院有限公司", 0.99, (), Likeness.NONE),
        ("包头市云岭水务设计院有限公司人事处", 0.99, (), Likeness.EXACT),
        ("水务设计院有限公司", 0.97, (), Likeness.NONE),
        ("市水务院", 0.4, (), Likeness.NONE),
        ("", 0.01, (), Likeness.NONE),
        ("包头市人力资源和社会保障局", 0.95, (), Likeness.OTHER),
        ("样例市职称评审委员会办公室", 0.9, (), Likeness.OTHER),
        ("样职称委会公室", 0.4, (Evidence.OTHER_FITS,), Likeness.OTHER),
        ("包头市云水务计院有公司", 0.8, (Evidence.OTHER_FITS,), Likeness.NONE),
        ("是头夏用与单计院服务中心", 0.7, (), Likeness.OTHER),
        ("是头夏用与单计院服务中心", 0.7, (Evidence.OWN_FITS,), Likeness.NONE),
    ],
)
def test_ring(said: str, score: float, evidence: tuple[Evidence, ...], expected: Likeness) -> None:
    assert likeness(said, score, *evidence) is expected


@pytest.mark.parametrize(
    "apart, colour, crossed",
    [(60, "red", True), (60, "blue", False), (97, "red", False), (130, "red", False)],
)
@pytest.mark.parametrize("said", ["某某市人力资源和社会保障局", "看不清"])
def test_own_seal_that_runs_into_anothers_of_its_colour_lies_over_text(
    said: str, apart: float, colour: str, crossed: bool
) -> None:
    """No colour parts the two inks, and a mark would take what the other says."""
    own = Finding(Entity.SEAL, 1, (QUAD,), 0.95, "seal.red", "云岭设计院", ink=INK)
    beside = PtQuad.from_box(PtBox(100 + apart, 100, 200 + apart, 200))
    other = Finding(
        Entity.SEAL, 1, (beside,), 0.95, f"seal.{colour}", said, ink=Ink(colour, (beside,))
    )
    document = DocumentFindings("d", DocClass.FORM, (), True)
    settled, unchanged = settle_pictures([own, other], document, WANG_WEI)
    assert (settled.ink is None and Evidence.OVER_TEXT in settled.evidence) is crossed
    assert unchanged.ink is not None
    both, _ = settle_pictures([own, replace(own, quads=(beside,))], document, WANG_WEI)
    assert both.ink is not None


def test_grey_ring_must_be_read_better_to_be_anothers() -> None:
    assert likeness("样例市公证处", 0.7, grey=True) is Likeness.NONE
    assert likeness("样例市职称评审委员会办公室", 0.95, grey=True) is Likeness.OTHER
    # Nothing like an own name, and none fits.
    assert likeness("样例市公证处", 0.8, grey=True) is Likeness.OTHER
    assert likeness("样例市公证处", 0.8, Evidence.OWN_FITS, grey=True) is Likeness.NONE
    # A short name, if it is read beyond doubt.
    assert likeness("青原大学", 0.99, grey=True) is Likeness.OTHER
    assert likeness("青原大学", 0.8, grey=True) is Likeness.NONE
    # So in colour, where nothing but the ring is red.
    assert likeness("青原大学", 0.99) is Likeness.OTHER
    assert likeness("青原大学", 0.8) is Likeness.NONE
    assert likeness("青原大学", 0.99, Evidence.OWN_FITS) is Likeness.NONE
    assert likeness("青原天文", 0.99) is Likeness.NONE
    # Part of the own name, with print that was read for its beginning.
    assert likeness("为合格项务设计院有限", 0.95, grey=True) is Likeness.NONE
    # Print below that was read for the ring.
    assert likeness("任现结果为合格", 0.95, grey=True) is Likeness.NONE


@pytest.mark.parametrize("grey", [False, True])
@pytest.mark.parametrize(
    "said, score, expected",
    [
        ("包头市清源水务勘察院有限公司", 0.97, Likeness.OTHER),  # the same words, not the same name
        ("包头市清源水务勘察院有限公司", 0.9, Likeness.NONE),  # may be misread
        ("包头市云岭水务设讣完有限公司", 0.97, Likeness.NONE),
        ("包云水设计有限公", 0.97, Likeness.NONE),  # as clear, with characters lost
    ],
)
def test_ring_of_a_body_of_the_same_kind(
    said: str, score: float, expected: Likeness, grey: bool
) -> None:
    assert likeness(said, score, grey=grey) is expected


def test_company_that_is_registered_with_more_is_the_same() -> None:
    profile = replace(WANG_WEI, employers=(Employer("包头市云岭水务设计院"),))
    seal = Finding(
        Entity.SEAL, 1, (QUAD,), 0.99, "seal.red", "包头市云岭水务设计院有限公司", ink=INK
    )
    (settled,) = settle_pictures([seal], DocumentFindings("d", DocClass.FORM, (), True), profile)
    assert settled.likeness is Likeness.EXACT


def test_ring_begun_in_its_midst_that_says_the_whole_name() -> None:
    assert likeness("设计院有限公司包头市云岭水务", 0.97) is Likeness.EXACT


@pytest.mark.parametrize(
    "name, expected", [(Likeness.OTHER, True), (Likeness.EXACT, False), (None, False)]
)
def test_signature_that_reads_as_a_name(name: Likeness | None, expected: bool) -> None:
    signature = Finding(Entity.SIGNATURE, 1, (QUAD,), 0.9, "signature.ink")
    inside = PtQuad.from_box(PtBox(120, 120, 130, 130))
    names = () if name is None else (Finding(Entity.NAME, 1, (inside,), 1, "n", "李娜", name),)
    found = DocumentFindings("d", DocClass.FORM, names, True)
    (settled,) = settle_pictures([signature], found, WANG_WEI)
    assert (Evidence.OTHER_ROW in settled.evidence) is expected
    # At a bare 签名 the own name, read, tells whose it is.
    assert (settled.likeness is Likeness.EXACT) is (name is Likeness.EXACT)


@pytest.mark.parametrize(
    "top, source, hands",
    [(118, TextSource.TEXT_LAYER, 0), (118, TextSource.OCR, 1), (108, TextSource.TEXT_LAYER, 1)],
)
def test_own_name_in_print_is_no_hand(top: float, source: TextSource, hands: int) -> None:
    """A signature over the printed name reaches beyond its line."""
    ink = PtQuad.from_box(PtBox(102, top, 130, 130.5))
    hand = Finding(Entity.SIGNATURE, 1, (ink,), 0.9, "signature.ink")
    places = tuple(PtQuad.from_box(PtBox(x, 119, x + 12, 131)) for x in (100, 112, 124))
    name = Finding(Entity.NAME, 1, places, 1, "own.name", "王伟", Likeness.EXACT, source=source)
    found = DocumentFindings("d", DocClass.FORM, (name,), True)
    assert len(settle_pictures([hand], found, WANG_WEI)) == hands


@pytest.mark.parametrize(
    "own, said, read, other",
    [
        ("包·其木格", "木格", "木鲤格", False),
        ("乌云毕力格", "乌云比格", "格云", False),
        ("乌云毕力格", "潘浩海", "潘浩海", True),
        ("王伟", "王梅", "王梅", True),
    ],
)
def test_what_ocr_made_of_a_stamp_below_a_hand(own: str, said: str, read: str, other: bool) -> None:
    stamp = Finding(Entity.SIGNATURE, 1, (QUAD,), 0.99, "signature.stamp", said)
    inside = PtQuad.from_box(PtBox(120, 120, 130, 130))
    name = Finding(Entity.NAME, 1, (inside,), 0.6, "presidio.person", read, Likeness.OTHER)
    found = DocumentFindings("d", DocClass.FORM, (name,), True)
    (settled,) = settle_pictures([stamp], found, replace(WANG_WEI, names=(own,)))
    assert (Evidence.OTHER_ROW in settled.evidence) is other


def test_own_name_in_a_watermark_that_runs_into_anothers_stamp() -> None:
    stamp = Finding(Entity.SIGNATURE, 1, (QUAD,), 0.99, "signature.stamp", "李强之印")
    places = tuple(PtQuad.from_box(PtBox(x, 120, x + 20, 140)) for x in (70, 100))
    name = Finding(Entity.NAME, 1, places, 1, "own.name", "王伟", Likeness.EXACT)
    found = DocumentFindings("d", DocClass.FORM, (name,), True)
    (settled,) = settle_pictures([stamp], found, WANG_WEI)
    assert settled.likeness is Likeness.OTHER


@pytest.mark.parametrize(
    "found_by, expected", [("signature.ink", Likeness.CLOSE), ("signature.stamp", Likeness.NONE)]
)
def test_hand_in_which_the_own_name_was_spotted(found_by: str, expected: Likeness) -> None:
    hand = Finding(Entity.SIGNATURE, 1, (QUAD,), 0.9, found_by)
    inside = PtQuad.from_box(PtBox(120, 120, 130, 130))
    name = Finding(Entity.NAME, 1, (inside,), 0.6, "own.spotted", "王伟", Likeness.CLOSE)
    found = DocumentFindings("d", DocClass.FORM, (name,), True)
    (settled,) = settle_pictures([hand], found, WANG_WEI)
    assert settled.likeness is expected


@pytest.mark.parametrize(
    "seen, source, picture, told",
    [
        ({Evidence.SELF_LABEL}, TextSource.OCR, True, True),
        ({Evidence.SELF_LABEL}, TextSource.OCR, False, False),
        ({Evidence.SELF_LABEL}, TextSource.TEXT_LAYER, True, False),
        ({Evidence.SELF_LABEL, Evidence.OTHER_ROW}, TextSource.OCR, True, False),
        ({Evidence.SELF_LABEL, Evidence.BORDER_UNSURE}, TextSource.OCR, True, False),
        (set(), TextSource.OCR, True, False),
    ],
)
def test_name_that_is_read_in_a_hand_at_the_own_label(
    seen: set[Evidence], source: TextSource, picture: bool, told: bool
) -> None:
    """Its picture may reach over print that the mark leaves free."""
    whole = PtQuad.from_box(PtBox(100, 100, 260, 140))
    hand = Finding(Entity.SIGNATURE, 1, (QUAD,), 0.9, "signature.ink", evidence=frozenset(seen))
    hand = replace(hand, picture=whole if picture else None)
    places = tuple(PtQuad.from_box(PtBox(x, 110, x + 20, 130)) for x in (110, 230))
    name = Finding(Entity.NAME, 1, places, 0.6, "own.spotted", "王伟", Likeness.CLOSE)
    (settled,) = with_own_hands([replace(name, source=source)], [hand])
    assert (Evidence.OWN_HAND in settled.evidence) is told


@pytest.mark.parametrize("found_by, own_place", [("own.spotted", False), ("own.name", True)])
@pytest.mark.parametrize("embedded", [True, False])
def test_name_spotted_across_a_stamp_and_a_hand_lies_in_them(
    found_by: str, own_place: bool, embedded: bool
) -> None:
    """Their pictures were read as one line, whose box reaches over the label and the date."""
    stamp, ink, whole = (
        PtQuad.from_box(PtBox(*box))
        for box in ((295, 708, 353, 766), (308, 762, 324, 778), (308, 763, 340, 778))
    )
    label = frozenset({Evidence.SELF_LABEL})
    hands = [
        Finding(Entity.SIGNATURE, 1, (stamp,), 0.9, "signature.stamp", evidence=label),
        Finding(
            *(Entity.SIGNATURE, 1, (ink,), 0.9, "signature.ink"),
            evidence=label,
            picture=whole if embedded else None,
        ),
    ]
    line = PtQuad.from_box(PtBox(293, 706, 356, 782))
    name = Finding(Entity.NAME, 1, (line,), 0.6, found_by, "江河", Likeness.CLOSE)
    (settled,) = with_own_hands([name], hands)
    assert Evidence.OWN_HAND in settled.evidence
    assert settled.quads == ((line,) if own_place or not embedded else (stamp, ink))


def script_near(*texts: tuple[Entity, Likeness, tuple[float, float, float, float]]) -> Finding:
    """A block at (100, 100) to (200, 200), settled with values at the given places."""
    block = Finding(Entity.SCRIPT, 1, (QUAD,), 0.7, "script.strokes", "0.0")
    values = tuple(
        Finding(entity, 1, (PtQuad.from_box(PtBox(*box)),), 1.0, "own.value", likeness=likeness)
        for entity, likeness, box in texts
    )
    found = DocumentFindings("d", DocClass.OTHER, values, True)
    (settled,) = settle_pictures([block], found, WANG_WEI)
    return settled


BELOW, RIGHT, AWAY = (100, 205, 220, 217), (206, 140, 300, 152), (100, 300, 220, 312)
WITHIN = (150, 130, 166, 147)  # what OCR made of a word of the block
OWN, OTHER = Likeness.EXACT, Likeness.OTHER


@pytest.mark.parametrize(
    "texts, evidence",
    [
        ([(Entity.EMPLOYER, OWN, BELOW)], {Evidence.OWN_ROW}),
        ([(Entity.NAME, OWN, RIGHT)], {Evidence.OWN_ROW}),
        ([(Entity.EMPLOYER, OTHER, BELOW)], {Evidence.OTHER_ROW}),
        ([(Entity.EMPLOYER, OWN, AWAY)], set()),
        ([(Entity.PHONE, OWN, BELOW)], set()),
        ([(Entity.EMPLOYER, OWN, BELOW), (Entity.NAME, OTHER, RIGHT)], set()),
        ([(Entity.EMPLOYER, OTHER, BELOW), (Entity.NAME, OWN, AWAY)], {Evidence.OTHER_ROW}),
        ([(Entity.EMPLOYER, OWN, BELOW), (Entity.NAME, OTHER, WITHIN)], {Evidence.OWN_ROW}),
        ([(Entity.NAME, OTHER, WITHIN)], set()),
    ],
)
def test_script_shares_the_fate_of_what_it_stands_beside(
    texts: list[tuple[Entity, Likeness, tuple[float, float, float, float]]],
    evidence: set[Evidence],
) -> None:
    assert script_near(*texts).evidence == evidence


@pytest.mark.parametrize(
    "read, said, evidence",
    [
        (OTHER, "", set()),
        (OTHER, "某某水利局第一管理处", {Evidence.OTHER_ROW}),
        (OWN, "", {Evidence.OWN_ROW}),
    ],
)
def test_piece_of_a_name_in_a_seal_beside_a_script(
    read: Likeness, said: str, evidence: set[Evidence]
) -> None:
    round_it = PtQuad.from_box(PtBox(205, 100, 320, 215))
    seal = Finding(Entity.SEAL, 1, (round_it,), 0.97, "seal.red", said, ink=INK)
    script = Finding(Entity.SCRIPT, 1, (QUAD,), 0.7, "script.strokes", "0.0")
    place = (PtQuad.from_box(PtBox(*RIGHT)),)
    piece = Finding(Entity.EMPLOYER, 1, place, 0.8, "presidio.org", "地医院", likeness=read)
    found = DocumentFindings("d", DocClass.OTHER, (piece,), True)
    (settled,) = (
        p for p in settle_pictures([seal, script], found, WANG_WEI) if p.entity is Entity.SCRIPT
    )
    assert settled.evidence == evidence


def test_script_in_a_seal_is_part_of_it() -> None:
    seal = Finding(Entity.SEAL, 1, (QUAD,), 0.9, "seal.red", "某某水利局第一管理处", ink=INK)
    inside = PtQuad.from_box(PtBox(120, 120, 180, 140))
    script = Finding(Entity.SCRIPT, 1, (inside,), 0.7, "script.strokes")
    found = DocumentFindings("d", DocClass.OTHER, (), True)
    settled = settle_pictures([seal, script], found, WANG_WEI)
    assert [f.entity for f in settled] == [Entity.SEAL]


@pytest.mark.parametrize(
    "whole, evidence, kept",
    [
        (Entity.QR_CODE, frozenset(), 1),
        (Entity.QR_CODE, frozenset({Evidence.SELF_LABEL}), 2),
        (Entity.PHOTO, frozenset(), 2),
    ],
)
def test_stamp_seen_in_a_worn_code_is_part_of_it(
    whole: Entity, evidence: frozenset[Evidence], kept: int
) -> None:
    code = Finding(whole, 1, (QUAD,), 0.5, "qr.look")
    stamp = Finding(Entity.SIGNATURE, 1, (QUAD,), 0.3, "signature.stamp", "田国", evidence=evidence)
    found = DocumentFindings("d", DocClass.CERTIFICATE, (), True)
    assert len(settle_pictures([code, stamp], found, WANG_WEI)) == kept


def test_stamp_seen_in_a_face_is_part_of_the_portrait() -> None:
    single = frozenset({Evidence.SINGLE_PORTRAIT})
    photo = Finding(Entity.PHOTO, 1, (QUAD,), 0.8, "photo.centerface", evidence=single)
    stamp = Finding(Entity.SIGNATURE, 1, (QUAD,), 0.3, "signature.stamp", "星星")
    found = DocumentFindings("d", DocClass.FORM, (), True)
    assert settle_pictures([photo, stamp], found, WANG_WEI) == (photo,)


@pytest.mark.parametrize("sure", [True, False])
@pytest.mark.parametrize("read, other", [("王讳", True), ("赵丽", True), ("王伟", False)])
def test_hand_that_was_read_as_a_name(read: str, other: bool, sure: bool) -> None:
    """At the applicant's own label a hand is read badly; with no character in common it is not."""
    evidence = frozenset({Evidence.SELF_LABEL}) if sure else frozenset()
    hand = Finding(Entity.SIGNATURE, 1, (QUAD,), 0.9, "signature.ink", evidence=evidence)
    kind = Likeness.OTHER if other else Likeness.EXACT
    name = Finding(Entity.NAME, 1, (QUAD,), 0.9, "presidio.person", read, kind)
    found = DocumentFindings("d", DocClass.FORM, (name,), True)
    (settled,) = settle_pictures([hand], found, WANG_WEI)
    shares = sure and "王" in read
    assert (Evidence.OTHER_ROW in settled.evidence) == (other and not shares)


@pytest.mark.parametrize(
    "said",
    ["设计院有限公司包头市云岭水务", "云岭水务设计院", "市云岭水务设计", "包头市 有公司"],
)
def test_ring_begun_in_its_midst_or_read_in_part_may_be_the_own_one(said: str) -> None:
    assert likeness(said, 0.95) is not Likeness.OTHER


@pytest.mark.parametrize(
    "said, score, evidence, expected",
    [
        ("王伟", 0.95, (), Likeness.EXACT),
        ("王伟之印", 0.6, (), Likeness.EXACT),
        ("玉伟印", 0.8, (Evidence.SPOT_SURE,), Likeness.CLOSE),
        ("王伟民印", 0.9, (Evidence.SPOT_SURE,), Likeness.NONE),
        ("玉伟印", 0.9, (), Likeness.NONE),
        ("赵强之印", 0.95, (), Likeness.OTHER),
        ("赵强", 0.6, (), Likeness.NONE),
        ("赵7强", 0.95, (), Likeness.NONE),
        ("", 0.9, (), Likeness.NONE),
    ],
)
def test_name_stamp(
    said: str, score: float, evidence: tuple[Evidence, ...], expected: Likeness
) -> None:
    stamp = Finding(
        Entity.SIGNATURE,
        1,
        (QUAD,),
        score,
        "signature.stamp",
        said,
        evidence=frozenset(evidence),
        ink=INK,
    )
    (settled,) = settle_pictures([stamp], DocumentFindings("d", DocClass.FORM, (), True), WANG_WEI)
    assert settled.likeness is expected


@pytest.mark.parametrize(
    "own, said, score, expected",
    [
        ("阿·斯日古楞", "阿茹罕", 0.9998, Likeness.OTHER),
        ("阿·斯日古楞", "阿茹罕", 0.9, Likeness.NONE),
        ("赵文渊", "赵文华", 0.9998, Likeness.NONE),
        ("王伟", "王梅", 0.9998, Likeness.NONE),
        ("王伟", "王梅芳", 0.9998, Likeness.OTHER),
        ("王伟", "王梅芳", 0.9, Likeness.NONE),
    ],
)
def test_name_stamp_that_shares_a_character(
    own: str, said: str, score: float, expected: Likeness
) -> None:
    stamp = Finding(Entity.SIGNATURE, 1, (QUAD,), score, "signature.stamp", said, ink=INK)
    found = DocumentFindings("d", DocClass.FORM, (), True)
    (settled,) = settle_pictures([stamp], found, replace(WANG_WEI, names=(own,)))
    assert settled.likeness is expected


@pytest.mark.parametrize(
    "likeness, x, page_no, expected",
    [
        (Likeness.EXACT, 150, 1, True),
        (Likeness.CLOSE, 150, 1, True),
        (Likeness.NONE, 150, 1, False),
        (Likeness.OTHER, 150, 1, False),
        (Likeness.EXACT, 300, 1, False),
        (Likeness.EXACT, 150, 2, False),
    ],
)
def test_employer_below_an_own_seal(
    likeness: Likeness, x: float, page_no: int, expected: bool
) -> None:
    seal = Finding(Entity.SEAL, 1, (QUAD,), 0.9, "seal.red", likeness=likeness)
    quad = PtQuad.from_box(PtBox(x, 150, x + 10, 160))
    near = Finding(Entity.EMPLOYER, page_no, (quad,), 0.9, "near.ocr", "云水务设计院")
    (found,) = with_own_seals([near], [seal])
    assert (Evidence.OWN_SEAL in found.evidence) is expected


def test_character_that_the_star_hides_goes_with_those_beside_it() -> None:
    seal = Finding(Entity.SEAL, 1, (QUAD,), 0.9, "seal.red", likeness=Likeness.EXACT)
    # A line that sinks; the next gap lies beside the seal.
    boxes = [(120, 140), (132, 141), (156, 143), (168, 144), (210, 147)]
    quads = tuple(PtQuad.from_box(PtBox(x, y, x + 12, y + 12)) for x, y in boxes)
    near = Finding(Entity.EMPLOYER, 1, quads, 0.9, "near.ocr", "云水务计院")
    (found,) = with_own_seals([near], [seal])
    assert (*found.quads[:2], *found.quads[3:]) == quads
    assert (found.quads[2].box.x0, found.quads[2].box.x1) == (144, 156)


def portraits(names: Sequence[Likeness], holder: str = "") -> list[frozenset[Evidence]]:
    """What is known of each of two portraits on a page that names people."""
    seen = frozenset({Evidence.SEVERAL_FACES, Evidence.SEVERAL_PORTRAITS})
    photos = [
        Finding(
            Entity.PHOTO, 1, (PtQuad.from_box(PtBox(60, y, 140, y + 110)),), 0.8, "p", "", N, seen
        )
        for y in (100, 450)
    ]
    read = tuple(
        Finding(Entity.NAME, 1, (PtQuad.from_box(PtBox(300, y, 330, y + 12)),), 1, "n", "王伟", of)
        for y, of in zip((110, 460, 700), names, strict=False)
    )
    fields = (HolderField(Field.NAME, 1, holder, holder, 1.0, TextSource.OCR),) if holder else ()
    found = DocumentFindings("d", DocClass.CERTIFICATE, read, True, holders=fields)
    return [p.evidence - seen for p in settle_pictures(photos, found, WANG_WEI)]


N = Likeness.NONE
MINE = frozenset({Evidence.OWN_ROW})


@pytest.mark.parametrize(
    "names, holder, evidence",
    [
        ([OWN, OWN], "", MINE),
        ([OWN, Likeness.CLOSE, OTHER], "王伟", MINE),
        ([OWN, OTHER], "", frozenset()),  # a list of people with their portraits
        ([OWN, OWN], "李娜", frozenset()),
    ],
)
def test_several_portraits_are_the_applicants_where_each_has_the_own_name(
    names: Sequence[Likeness], holder: str, evidence: frozenset[Evidence]
) -> None:
    assert portraits(names, holder) == [evidence, evidence]


@pytest.mark.parametrize(
    "said, likeness",
    [
        ("澜溪市公证管理外", Likeness.OTHER),
        ("管理外澜溪市", Likeness.OTHER),  # like the one above alone
        ("公证事务市澜", Likeness.NONE),
        ("云岭水务设澜溪市公证", Likeness.NONE),  # like an own name, too
    ],
)
def test_seal_that_reads_like_anothers_in_the_document(said: str, likeness: Likeness) -> None:
    values = (("澜溪市公证管理处", 0.95), ("澜溪市公证管理外", 0.7), (said, 0.7))
    seals = [
        Finding(Entity.SEAL, n, (QUAD,), score, "seal.grey", value)
        for n, (value, score) in enumerate(values, 1)
    ]
    found = DocumentFindings("d", DocClass.FORM, (), True)
    assert settle_pictures(seals, found, WANG_WEI)[2].likeness is likeness


@pytest.mark.parametrize("said, unsure", [("孟和之印", True), ("王伟印", False)])
def test_hand_that_anothers_stamp_runs_into_may_be_the_next_label(said: str, unsure: bool) -> None:
    told = frozenset({Evidence.SELF_LABEL})
    hand = Finding(Entity.SIGNATURE, 1, (QUAD,), 0.9, "signature.ink", evidence=told)
    beside = PtQuad.from_box(PtBox(150, 140, 210, 230))
    stamp = Finding(Entity.SIGNATURE, 1, (beside,), 0.99, "signature.stamp", said)
    document = DocumentFindings("d", DocClass.FORM, (), True)
    settled, _ = settle_pictures([hand, stamp], document, WANG_WEI)
    assert (Evidence.BORDER_UNSURE in settled.evidence) is unsure
    moved = replace(stamp, quads=(PtQuad.from_box(PtBox(195, 140, 255, 230)),))
    settled, _ = settle_pictures([hand, moved], document, WANG_WEI)
    assert Evidence.BORDER_UNSURE not in settled.evidence
