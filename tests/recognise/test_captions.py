"""Portraits with a name beside or below each: the applicant's goes, others' stay."""

from __future__ import annotations

import pytest

from redactor.datatypes import Entity, Evidence, Finding, Likeness
from redactor.geometry import PtBox, PtQuad
from redactor.recognise.captions import with_captions

OWN, OTHER, NONE = Likeness.EXACT, Likeness.OTHER, Likeness.NONE


def photo(x: float, y: float, page_no: int = 1) -> Finding:
    quad = PtQuad.from_box(PtBox(x, y, x + 62, y + 85))
    return Finding(Entity.PHOTO, page_no, (quad,), 0.8, "photo.centerface")


def name(
    value: str, x: float, y: float, likeness: Likeness = OTHER, *evidence: Evidence
) -> Finding:
    quads = tuple(
        PtQuad.from_box(PtBox(x + 11 * n, y, x + 11 * n + 11, y + 11)) for n in range(len(value))
    )
    return Finding(
        Entity.NAME, 1, quads, 1.0, "own.name", value, likeness, evidence=frozenset(evidence)
    )


def told(pictures: list[Finding], names: list[Finding]) -> list[Likeness]:
    return [p.likeness for p in with_captions(pictures, names)]


def test_author_biographies() -> None:
    """A portrait left of each: further down in the text, others may be named."""
    photos = [photo(60, 100), photo(60, 190), photo(60, 280)]
    names = [
        name("李文静", 130, 198),
        name("王伟", 130, 104, OWN),
        name("赵志强", 130, 290),
        name("王伟", 200, 310, OWN),
    ]
    assert told(photos, names) == [OWN, OTHER, OTHER]


def test_roll_of_honour() -> None:
    photos = [photo(60 + 100 * n, 100) for n in range(3)]
    names = [name("李娜", 75, 189), name("王伟", 178, 189, OWN), name("陈秀兰", 274, 189)]
    assert told(photos, names) == [OTHER, OWN, OTHER]
    # One whose name was not read may be the applicant's as well.
    assert told(photos, names[:2]) == [NONE] * 3
    assert told(photos, [names[0], names[2], name("王伟民", 178, 189)]) == [NONE] * 3


def test_lone_portrait_beside_the_own_name() -> None:
    assert told([photo(60, 100)], [name("王伟", 130, 104, OWN)]) == [OWN]
    assert told([photo(60, 100)], [name("李娜", 130, 104)]) == [NONE]


@pytest.mark.parametrize(
    "far", [name("王伟", 200, 104, OWN), name("王伟", 70, 215, OWN), name("王伟", 70, 80, OWN)]
)
def test_name_away_from_a_portrait_says_nothing(far: Finding) -> None:
    assert told([photo(60, 100)], [far]) == [NONE]


def test_homonym_in_a_role_is_not_the_applicant() -> None:
    photos = [photo(60, 100), photo(60, 190)]
    names = [
        name("王伟", 130, 104, OWN, Evidence.OTHER_ROLE),
        name("李娜", 130, 198),
    ]
    assert told(photos, names) == [NONE, NONE]


def test_faces_framed_in_one_picture_are_nobodys() -> None:
    """王伟（左）与李娜（右）: below a photo of two, a name need not stand below its face."""
    photos = [photo(60, 100), photo(122, 100)]
    names = [name("王伟", 75, 189, OWN), name("李娜", 140, 189)]
    assert told(photos, names) == [NONE, NONE]
