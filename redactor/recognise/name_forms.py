"""Every form in which an own name may be written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.datatypes import Entity, Likeness, Profile
from redactor.recognise import pinyin
from redactor.recognise.spelling import Spelling, View, latin
from redactor.textnorm import folded, is_han

MARKED = "pinyin_marked"  # with the mark of an affiliation glued to it


def name_forms(profile: Profile) -> Iterator[Spelling]:
    """Forms of the names of a profile, present and former."""
    for name in profile.names:
        plain = folded(name)
        if any(is_han(c) for c in plain):
            # 李·娜仁 is also written 李娜仁, and typed with any dot.
            pattern = re.compile(r"[·.]?".join(map(re.escape, plain.replace("·", ""))))
            yield Spelling(Entity.NAME, "name", View.FOLDED, pattern, Likeness.EXACT, plain)
            yield from _latin_names(name)
            # 王** in the applicant's own field: the mask is finished (case 80).
            masked = re.compile(rf"{re.escape(plain[0])}(?:\*{{1,3}}|某{{1,2}}|[○〇]{{1,2}})")
            yield Spelling(Entity.NAME, "masked", View.FOLDED, masked, Likeness.PART, plain)
        elif len(plain) >= 3:
            yield latin(Entity.NAME, "name", name, Likeness.EXACT)
    for spelt in profile.pinyin:
        yield latin(Entity.NAME, "pinyin", spelt, Likeness.EXACT)


def _latin_names(name: str) -> Iterator[Spelling]:
    value = folded(name)
    if full := pinyin.full_pattern(name):
        yield Spelling(Entity.NAME, "pinyin", View.LATIN, full, Likeness.SPELLING, value)
    if marked := pinyin.marked_pattern(name):
        yield Spelling(Entity.NAME, MARKED, View.LATIN, marked, Likeness.SPELLING, value)
    if short := pinyin.initials_pattern(name):
        yield Spelling(Entity.NAME, "initials", View.LATIN, short, Likeness.SPELLING, value)
