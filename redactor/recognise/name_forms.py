"""Every form in which an own name may be written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.datatypes import Entity, Likeness, Profile
from redactor.recognise import pinyin
from redactor.recognise.lexicon import ALIKE, MONGOLIAN_PARTS, OPTIONAL
from redactor.recognise.mongolian_latin import mongolian_pattern
from redactor.recognise.spelling import Spelling, View, latin, latin_view
from redactor.textnorm import folded, is_han

MARKED = frozenset({"pinyin_marked", "initials_marked"})  # with an affiliation's mark glued on
INITIALS, LONE_INITIALS = "initials", "initials_lone"
VARIANT = "name_variant"
_SHORTEST_VARIANT = 3  # 斯琴 and 斯钦 are two people more often than one
_SPLIT_FROM = 6  # letters: a shorter name falls apart into common words
_MONGOLIAN_SCRIPT = re.compile(r"[\u1800-\u18af]")


def name_forms(profile: Profile) -> Iterator[Spelling]:
    """Forms of the names of a profile, present and former."""
    for name in profile.names:
        plain = folded(name)
        if any(is_han(c) for c in plain):
            yield from _han_names(name, plain)
        elif _MONGOLIAN_SCRIPT.search(plain):
            yield _mongolian_script(name)
        elif len(plain) >= 3:
            yield from _own_latin(name, "name")
    for spelt in profile.pinyin:
        if _MONGOLIAN_SCRIPT.search(spelt):
            yield _mongolian_script(spelt)
        else:
            yield from _own_latin(spelt, "pinyin")


def _han_names(name: str, plain: str) -> Iterator[Spelling]:
    # 李·娜仁 is also written 李娜仁, and typed with any dot.
    pattern = re.compile(r"[·.]?".join(map(re.escape, plain.replace("·", ""))))
    yield Spelling(Entity.NAME, "name", View.FOLDED, pattern, Likeness.EXACT, plain)
    yield from _latin_names(name)
    # 王** in the applicant's own field: the mask is finished (case 80).
    masked = re.compile(rf"{re.escape(plain[0])}(?:\*{{1,3}}|某{{1,2}}|○{{1,2}})")
    yield Spelling(Entity.NAME, "masked", View.FOLDED, masked, Likeness.PART, plain)
    if variant := _variant_pattern(plain.replace("·", "")):
        yield Spelling(Entity.NAME, VARIANT, View.FOLDED, variant, Likeness.ALIAS, plain)


def _latin_names(name: str) -> Iterator[Spelling]:
    value = folded(name)
    forms = {
        "pinyin": pinyin.full_pattern(name),
        "pinyin_marked": pinyin.marked_pattern(name),
        INITIALS: pinyin.initials_pattern(name),
        "initials_marked": pinyin.marked_initials_pattern(name),
        LONE_INITIALS: pinyin.lone_initials_pattern(name),
    }
    for kind, pattern in forms.items():
        if pattern:
            yield Spelling(Entity.NAME, kind, View.LATIN, pattern, Likeness.SPELLING, value)
    for variant in filter(None, (pinyin.rare_pattern(name), mongolian_pattern(name))):
        yield Spelling(Entity.NAME, VARIANT, View.LATIN, variant, Likeness.ALIAS, value)


def _own_latin(spelt: str, kind: str) -> Iterator[Spelling]:
    """A Latin spelling of the profile's: in its order, in the other, joined and split anywhere.

    One passport says WUYUNDALAI, the next WU YUNDALAI or WUYUN DALAI.
    """
    yield latin(Entity.NAME, kind, spelt, Likeness.EXACT)
    words = re.findall(r"[^\s,.\-'’]+", latin_view(spelt)[0])
    if len(words) > 1:
        turned = " ".join([*words[1:], words[0]])
        yield latin(Entity.NAME, kind, turned, Likeness.SPELLING)
    letters = "".join(words)
    if len(letters) >= _SPLIT_FROM:
        body = r"(?:[ \-'’]|-\n)?".join(map(re.escape, letters))
        pattern = re.compile(rf"(?<![a-z0-9]){body}(?![a-z0-9])")
        yield Spelling(Entity.NAME, kind, View.LATIN, pattern, Likeness.SPELLING, folded(spelt))


def _mongolian_script(name: str) -> Spelling:
    """A name in Mongolian letters; case endings stand behind a narrow space and are no part.

    Folding takes out the variation selectors, which change a letter's shape and not the name.
    """
    words = latin_view(name)[0].split()
    letter = r"[\u1820-\u18aa]"
    body = r"\s{1,2}".join(map(re.escape, words))
    pattern = re.compile(rf"(?<!{letter}){body}(?!{letter})")
    return Spelling(Entity.NAME, "name", View.LATIN, pattern, Likeness.EXACT, folded(name))


def _variant_pattern(plain: str) -> re.Pattern[str] | None:
    """Other usual transliterations of a Mongolian name: 其力嘎, 其合力嘎, 其贺力嘎.

    None for Han names: of those every character counts.
    """
    mongolian = not pinyin.split_name(plain)[0] or _has_part(plain)
    if len(plain) < _SHORTEST_VARIANT or not all(map(is_han, plain)) or not mongolian:
        return None
    syllables = ["[" + "".join({c, *(a for g in ALIKE if c in g for a in g)}) + "]" for c in plain]
    return re.compile(f"[{OPTIONAL}]?".join(syllables))


def _has_part(plain: str) -> bool:
    return any(len(m.group()) >= 2 for m in MONGOLIAN_PARTS.finditer(plain))
