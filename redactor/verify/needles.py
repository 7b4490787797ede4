"""The applicant's own values as search patterns, made apart from those of detection.

Verification must not repeat the rule that missed. So these patterns are wider than they need
to be: no judgement of word borders around Chinese, long numbers without bounds, any separator
between digits. What they find too much of is explained by the places that policy kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from pypinyin import lazy_pinyin

from redactor.datatypes import Candidate, Employer, Entity, Profile
from redactor.textnorm import folded, is_han
from redactor.verify.views import Needle, View

# Between the digits of one number: 1599 0119, 154-1234-5678, one digit in each table cell.
_GAP = r"[\s\-.·|/_,()]{0,4}"
_WORD_GAP = r"[\s,.\-'’·_/]{0,4}"
_MASK = r"[*x•·○□●﹡]"
# A bounded short number is somebody's by chance seldom enough; 11 digits never are, and bounds
# would hide 8615412345678.
_UNBOUNDED_FROM = 11
_MIN_NUMBER = 3
_A = "shan zeng xie qiu ou zha ge piao yue zhai miao chong bi"
_B = "she shao yun qin he mu ren hua xian ying"
# Characters that are read otherwise when they are surnames.
_SURNAME_READINGS = {
    **dict(zip("单曾解仇区查盖朴乐翟缪种秘", _A.split(), strict=True)),
    **dict(zip("折召员覃黑牟任华冼应", _B.split(), strict=True)),
    "尉迟": "yu chi",
    "长孙": "zhang sun",
    "万俟": "mo qi",
}
# Characters that names read in a second way: 勒 is lei in dictionaries, le in Mongolian names.
_SECOND_READINGS = dict(zip("勒都朝乐行长茜", "le du zhao yue hang zhang xi".split(), strict=True))
_MONGOLIAN = re.compile(r"[\u1820-\u18aa]")
_SPLIT_FROM = 6  # letters of a Latin name: a shorter one falls apart into common words
_TOWN = re.compile(r"([\u4e00-\u9fff]{2,5}?)[市县旗盟]")
_LEGAL = re.compile(r"(?:\(?集团\)?)?(?:股份)?(?:有限责任公司|有限公司)$")


def needles_of(profile: Profile) -> tuple[Needle, ...]:
    """Patterns for every own value in every spelling, each once."""
    found = [
        *(n for name in profile.names for n in _name(name)),
        *(n for spelt in profile.pinyin for n in _name(spelt)),
        *(n for number in profile.id_numbers for n in _id(number)),
        *(n for phone in profile.phones for n in _phone(phone)),
        *(_address(Entity.EMAIL, mail) for mail in profile.emails if folded(mail)),
        *(n for employer in profile.employers for n in _employer(employer)),
        *(_number(Entity.NUMBER, plain) for v in profile.other_numbers if (plain := _plain(v))),
        *(_han(Entity.ADDRESS, place) for place in profile.addresses if folded(place)),
    ]
    unique = {(n.entity, n.view, n.pattern.pattern): n for n in found}
    return tuple(unique.values())


def candidates_of(profile: Profile) -> tuple[Candidate, ...]:
    """Own values as printed, for spotting in the second reader's probabilities."""
    values: list[tuple[Entity, str]] = [
        *((Entity.NAME, v) for v in profile.names),
        *((Entity.ID_NUMBER, v) for v in profile.id_numbers),
        *((Entity.PHONE, v) for v in profile.phones),
        *((Entity.EMAIL, v) for v in profile.emails),
        *((Entity.EMPLOYER, v) for e in profile.employers for v in (e.full, *e.short, *e.former)),
        *((Entity.NUMBER, v) for v in profile.other_numbers),
    ]
    kept = dict.fromkeys((entity, v.strip()) for entity, v in values if len(v.strip()) >= 2)
    return tuple(Candidate(i, entity, text) for i, (entity, text) in enumerate(kept))


def _plain(value: str) -> str:
    return "".join(c for c in folded(value) if c.isascii() and c.isalnum())


def _letters(value: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", " ".join(map(folded, value.split())))


def _key(value: str) -> str:
    return "".join(c for c in folded(value) if c.isalnum())


def _han(entity: Entity, value: str) -> Needle:
    """A Chinese value: dots and brackets are typed or left out at will."""
    parts = [re.escape(c) for c in folded(value) if c not in "·.()"]
    return Needle(entity, View.TIGHT, re.compile(r"[·.()]?".join(parts)), _key(value))


def _name(name: str) -> Iterator[Needle]:
    if _MONGOLIAN.search(name):
        yield _mongolian(name)
        return
    if not any(map(is_han, name)):
        yield from _latin_name(_letters(name))
        return
    yield _han(Entity.NAME, name)
    for syllables in readings(name):
        for first in _surname_lengths(syllables):
            surname, given = syllables[:first], syllables[first:]
            for order in ((surname, given), (given, surname)):
                yield _latin(Entity.NAME, [_spelt(s) for part in order for s in part], _key(name))


def _latin_name(words: list[str]) -> Iterator[Needle]:
    """Words of a passport's name: in either order, and joined or split at any letter."""
    if not words:
        return
    key = "".join(words)
    for order in (words, [*words[1:], words[0]]):
        yield _latin(Entity.NAME, [re.escape(w) for w in order], key)
    if len(key) >= _SPLIT_FROM:
        body = r"[\s\-'’]{0,2}".join(map(re.escape, key))
        yield Needle(Entity.NAME, View.SPACED, re.compile(rf"(?<![a-z]){body}(?![a-z])"), key)


def _mongolian(name: str) -> Needle:
    """A name in Mongolian script; a case ending follows after a narrow space."""
    words = [folded(word) for word in name.split()]
    body = r"\s{1,4}".join(map(re.escape, words))
    pattern = re.compile(rf"(?<![\u1820-\u18aa]){body}(?![\u1820-\u18aa])")
    return Needle(Entity.NAME, View.SPACED, pattern, "".join(words))


def readings(name: str) -> list[tuple[str, ...]]:
    """Toneless pinyin of a Chinese name, ü as v; more where a character is read its own way.

    Rare readings of other characters are left out: 王 is also read yu in dictionaries, and
    "Yu Wei" is somebody else. What the applicant spells otherwise stands in the profile.
    """
    han = "".join(filter(is_han, folded(name)))
    usual = tuple(lazy_pinyin(han, v_to_u=False, errors="ignore"))
    ways = [
        {reading, _SECOND_READINGS.get(char, reading)}
        for char, reading in zip(han, usual, strict=False)
    ]
    found = [*product(*map(sorted, ways))] if usual else []
    for surname, own in _SURNAME_READINGS.items():
        if han.startswith(surname):
            spelt = tuple(own.split())
            found.append(spelt + usual[len(spelt) :])
    return list(dict.fromkeys(found))


def _surname_lengths(syllables: tuple[str, ...]) -> tuple[int, ...]:
    return (1, 2) if len(syllables) >= 3 else (1,)


def _spelt(syllable: str) -> str:
    # ü is typed v, u or yu, and ue in passports: lü, lv, lu, lyu.
    return re.escape(folded(syllable)).replace("v", "(?:v|yu|u)")


def _words(entity: Entity, value: str) -> Needle:
    return _latin(entity, [re.escape(w) for w in _letters(value)], _key(value))


def _latin(entity: Entity, words: list[str], key: str) -> Needle:
    body = _WORD_GAP.join(words)
    return Needle(entity, View.SPACED, re.compile(rf"(?<![a-z]){body}(?![a-z])"), key)


def _number(entity: Entity, plain: str) -> Needle:
    body = _GAP.join(map(re.escape, plain))
    if len(plain) < _UNBOUNDED_FROM:
        body = rf"(?<![a-z0-9]){body}(?![a-z0-9])"
    return Needle(entity, View.SPACED, re.compile(body), plain)


def _id(number: str) -> Iterator[Needle]:
    plain = _plain(number)
    if len(plain) < _MIN_NUMBER:
        return
    yield _number(Entity.ID_NUMBER, plain)
    if len(plain) == 18:
        yield _number(Entity.ID_NUMBER, plain[:6] + plain[8:17])  # the form before 1999
        yield _half_masked(Entity.ID_NUMBER, plain, 6, 4)
    elif len(plain) == 15:
        # The form of today: with the century, and a check character that is any.
        body = _GAP.join(map(re.escape, f"{plain[:6]}19{plain[6:]}"))
        yield Needle(Entity.ID_NUMBER, View.SPACED, re.compile(body), plain)


def _phone(phone: str) -> Iterator[Needle]:
    main = re.split(r"转|ext|#|;|、", folded(phone))[0]
    plain = "".join(c for c in main if c.isdigit())
    if len(plain) == 13 and plain.startswith("86"):
        plain = plain[2:]
    if len(plain) < _MIN_NUMBER:
        return
    yield _number(Entity.PHONE, plain)
    if plain.startswith("0") and len(plain) >= 10:
        area = 3 if plain[1] in "12" else 4
        yield _number(Entity.PHONE, plain[area:])  # printed without the area code
    elif len(plain) == 11:
        yield _half_masked(Entity.PHONE, plain, 3, 4)


def _half_masked(entity: Entity, plain: str, head: int, tail: int) -> Needle:
    """A value that somebody masked in the middle only: its ends still tell who it is."""
    pattern = rf"{re.escape(plain[:head])}{_MASK}{{3,14}}{re.escape(plain[-tail:])}"
    return Needle(entity, View.TIGHT, re.compile(pattern), plain)


def _address(entity: Entity, value: str) -> Needle:
    """A mail address or domain, also broken over two lines."""
    body = r"\s?".join(r"[.·]" if c == "." else re.escape(c) for c in folded(value))
    pattern = rf"(?<![a-z0-9_%+-]){body}(?![a-z])"
    return Needle(entity, View.SPACED, re.compile(pattern), _key(value))


def _employer(employer: Employer) -> Iterator[Needle]:
    for form in dict.fromkeys((employer.full, *employer.short, *employer.former)):
        yield from _employer_form(form)
        bare = _LEGAL.sub("", folded(form))
        if len(bare) >= 6 and bare != folded(form):
            yield _han(Entity.EMPLOYER, bare)
        if (town := _TOWN.match(bare)) and len(bare) >= 7:  # 包头某某设计院 for 包头市某某设计院
            yield _han(Entity.EMPLOYER, town[1] + bare[town.end() :])
    for english in employer.english:
        yield from _employer_form(english)
        head, of, place = english.rpartition(" of ")
        if of and len(_letters(head)) >= 3:
            yield _words(Entity.EMPLOYER, f"{place} {head}")
    for domain in employer.domains:
        bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", folded(domain)).rstrip("/")
        if bare:
            yield _address(Entity.EMPLOYER, bare)
    if code := _plain(employer.code):
        yield _number(Entity.EMPLOYER, code)
        if len(code) == 18:
            yield _number(Entity.EMPLOYER, code[8:17])  # the organisation code before 2015


def _employer_form(form: str) -> Iterator[Needle]:
    if any(map(is_han, folded(form))):
        yield _han(Entity.EMPLOYER, form)
    elif _letters(form):
        yield _words(Entity.EMPLOYER, form)
