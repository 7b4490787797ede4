"""Names in English that an employer's Chinese name leads to: guesses, which a person confirms.

A brand, or a number with its town, shows a name to be the unit's: Yunling Water Design Institute,
Baotou No. 4 Middle School. A unit without either is told by its place, what it does and what it
is, in either order: People's Hospital of Jalaid Banner, Naiman Banner Agricultural Technology
Extension Center. Each of the three is written in several ways, which ``english.toml`` has.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from pypinyin import lazy_pinyin

from redactor.recognise.employer_parts import (
    branch_of,
    inner_unit,
    levels_of,
    parts_of,
    unit_of_branch,
)
from redactor.recognise.lexicon import NO_ACRONYM, ORG_GENERIC
from redactor.recognise.numerals import figures_of
from redactor.textnorm import folded

_TABLES = tomllib.loads(Path(__file__).with_name("english.toml").read_text(encoding="utf-8"))
_PLACES: dict[str, str] = _TABLES["places"]
_SIDES: dict[str, str] = _TABLES["sides"]
_WORKS: dict[str, str] = _TABLES["works"]
_KINDS: dict[str, str] = _TABLES["kinds"]
_TOWNS = tuple(_PLACES)  # 包头 of 包头师范学院 is no brand
_SMALL_WORDS = frozenset("of the and for at in on co ltd inc llc limited company no".split())

_MIN_BRAND = 5  # letters: shorter ones stand in English words
_DIGITS = "一二三四五六七八九十"
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth", "tenth"),
)

_ENGLISH_KIND = (
    "(?:institute|university|college|hospital|school|cent(?:er|re)|station|bureau|academy|group|bank"
    "|company|corporation|depot|mine|plant|branch|museum|library|firm|kindergarten|laboratory"
    "|post|office|clinic|farm|factory|works|reservoir|team|brigade|detachment|troupe|theat(?:er|re)"
    "|agency|department|association|society|union|cooperative|press|park|mill|enterprise|studio"
    "|technology|engineering|co\\.|inst|coll|hosp|sch|ctr|stn|bur|acad|corp|univ)"
)
_ENGLISH_END = r"(?:[\s,]{1,2}(?:group|co\.?|company|corporation|ltd\.?|limited|inc\.?)){0,4}"
_SMALL = "the|an?|of|in|at|from|by|and|with|for|to|our|this"

_AFFILIATED = re.compile(
    r"(?P<head>[\u4e00-\u9fff]{2,}?(?:大学|学院))(?:第(?P<first>[一二三四五六七八九十]))?附属"
    r"(?:第(?P<number>[一二三四五六七八九十]))?[\u4e00-\u9fff]{2,10}"
)

_MIN_ACRONYM, _MAX_ACRONYM = 3, 7


# What else stands in such names: ranks, levels, and what every unit is.
_LEVEL = (
    "city|municipal(?:ity)?|(?:sub-?)?district|county|banner|league|region(?:al)?|township|town"
    "|sumu?|gacha|village"
)
_ANY_WORK = rf"(?:{'|'.join(dict.fromkeys(_WORKS.values()))})[a-z'’]*"
_ORDER = rf"(?:{'|'.join(_ORDINALS)}|no\.?\s?\d{{1,2}})"
_COMMON = (
    rf"(?:{_ORDER}|{_LEVEL}|general|comprehensive|services?|management|control|prevention"
    "|protection|development|(?:of|for|and|the|&)|public|state|autonomous|bureau|cent(?:er|re))"
)
_WORD = rf"(?:{_ANY_WORK}|{_COMMON})(?![a-z])"
_LEVEL_END = re.compile("(?:[市区县旗盟镇乡]|苏木|街道|自治区)+$")


def brand_of(full: str) -> str:
    """What is the unit's alone in its name, in Latin letters: yunling; empty where too short."""
    return _pinyin(_brand(full), "")


def _brand(full: str) -> str:
    """The same in Chinese: 云岭."""
    unit = branch_of(full)
    name = unit_of_branch(full) or (unit[0] if unit else full)
    middle = parts_of(name).middle.removeprefix("中国")
    brand = "" if middle.startswith(_TOWNS) else ORG_GENERIC.sub("", middle)[:3]
    return brand if len(_pinyin(brand, "")) >= _MIN_BRAND else ""


def english_guesses(full: str) -> Iterator[str]:
    """Patterns for English names that the brand, or town and number, show to be the unit's."""
    parts = parts_of(full)
    more = r"(?:[\s,(]{1,2}(?!and |for |of the )(?:no\.?\s?\d{1,2}|[a-z&.'-]+)\)?)"
    if brand := _pinyin(_brand(full)):
        yield (
            rf"(?<![a-z0-9@.-])(?:inner mongolia |(?!(?:{_SMALL})\s)[a-z]+ )?{brand}[a-z]*"
            # Engineering | Quality Inspection Co.: a word of a kind need not be the last.
            rf"{more}{{0,6}}?[\s,(]{{1,2}}{_ENGLISH_KIND}\)?"
            rf"(?:(?:\s(?!and |for |of )[a-z&.'-]+){{0,4}}?\s{_ENGLISH_KIND}){{0,2}}"
            rf"{_ENGLISH_END}(?![a-z0-9])"
        )
    yield from _affiliated_in_english(full)
    levels = levels_of(parts.place)
    if levels and (digits := figures_of(parts.number)):
        town = _place(levels[-1])
        ordinal = f"|{_ORDINALS[int(digits) - 1]}" if int(digits) <= len(_ORDINALS) else ""
        number = rf"(?:no\.?\s?{digits}(?!\d)|number\s{digits}(?!\d){ordinal})"
        unit = rf"{number}\s(?:[a-z'’]+\s){{0,3}}?{_ENGLISH_KIND}"
        yield rf"(?<![a-z0-9]){town}(?:\s?,)?\s{unit}(?![a-z0-9])"
        yield rf"(?<![a-z0-9]){unit}(?:,|\s(?:of|in))\s{town}"
    elif branch := branch_of(full):
        yield from _translated(branch[1])
    elif not brand:
        yield from _translated(full)


def acronym(english: str) -> str:
    """YWDI of Yunling Water Design Institute; empty where it would be no word of its own."""
    words = [w for w in re.findall(r"[A-Za-z]+", english.replace("'s", "").replace("’s", ""))]
    letters = "".join(w[0] for w in words if w.lower() not in _SMALL_WORDS).upper()
    fits = _MIN_ACRONYM <= len(letters) <= _MAX_ACRONYM
    return letters if fits and letters not in NO_ACRONYM else ""


def _affiliated_in_english(full: str) -> Iterator[str]:
    """The Third Affiliated Hospital of Shuobei Medical University."""
    match = _AFFILIATED.fullmatch(folded(full))
    if not match:
        return
    head = match["head"]
    middle = parts_of(head).middle or head
    brand = _pinyin(middle[:2], "") + "[a-z]{0,6}"
    place = "inner mongolia" if head.startswith("内蒙古") else brand
    number = match["number"] or match["first"]
    if number and number not in _DIGITS:
        return
    order = _ORDINALS[_DIGITS.index(number)] + r"\s" if number else "(?<!th )(?<!st )(?<!d )"
    school = rf"{place}\s(?:[a-z]+\s){{0,3}}?(?:university|college|institute)"
    school += r"(?:\s(?:for|of)\s(?!the\s)[a-z]+(?:\sand\s[a-z]+)?)?"  # for Nationalities
    unit = rf"{order}affiliated\s(?:[a-z]+\s){{0,2}}?{_ENGLISH_KIND}"
    yield rf"(?<![a-z0-9])(?:the\s)?{unit}\s(?:of|to)\s(?:the\s)?{school}(?![a-z0-9])"
    yield rf"(?<![a-z0-9]){school}\s{unit}(?![a-z0-9])"


def _translated(full: str) -> Iterator[str]:
    """The same for a unit that neither a brand nor a number tells."""
    parts = parts_of(inner_unit(full) or full)
    name = parts.bare[len(parts.place) :]
    town = max((t for t in _TOWNS if name.startswith(t)), key=len, default="")
    levels = levels_of(parts.place) or [town]
    name = name if parts.place else name.removeprefix(town)
    ends = next((k for k in _KINDS if name.endswith(k)), "公司" if parts.is_company else "")
    if not levels[-1] or not ends or branch_of(full):
        return
    place, kind = _place(levels[-1]), _KINDS[ends]
    end = rf"(?:{kind}){_ENGLISH_END}(?![a-z0-9])"
    works = _works(name.removesuffix(ends))
    if not works:  # Chifeng Municipal Hospital
        yield rf"(?<![a-z0-9@.-]){place}(?:\smunicipal)?\s{end}(?!\s(?:of|for)\s)"
        yield rf"(?<![a-z0-9'’-]\s)(?<![a-z0-9@.-])(?:{kind}),?\sof\s(?:the\s)?{place}"
        return
    does = rf"(?=(?:(?:{_WORD}|{kind})\s){{0,9}}?(?:{'|'.join(works)}))"  # Academy of …
    what = rf"(?:{_WORD}\s){{0,9}}?{end}(?:\s(?:for|of)(?:\s{_WORD}){{1,8}})?"
    yield rf"(?<![a-z0-9@.-]){place}\s{does}{what}"
    turned = rf"(?!(?:the|of|and|for|&)\s){does}{what}(?:,|,?\s(?:of|in)(?:\sthe)?)\s{place}"
    yield rf"(?<![a-z0-9@.-]){turned}"


def _works(name: str) -> list[str]:
    """How English says what a unit does; each word of its name is taken once, the longest first."""
    found = []
    for word in sorted(_WORKS, key=len, reverse=True):
        if word in name:
            name = name.replace(word, "\n")
            found.append(_WORKS[word])
    return found


def _place(level: str) -> str:
    """A pattern for a place and its level: Alxa Left Banner, Alashan Zuoqi, Chifeng City."""
    stem = _LEVEL_END.sub("", level) or level
    base = max((p for p in _PLACES if p in stem), key=len, default="")
    before, _, after = stem.partition(base) if base else ("", "", "")
    name = _pinyin(stem)
    if base and (sides := _sides(before)) is not None and (wings := _sides(after)) is not None:
        told = r"[\s-]?".join((*sides, rf"(?:{_PLACES[base]}|{_pinyin(base)})", *wings))
        name = rf"(?:{told}|{name})"
    return rf"{name}(?:['’]s)?(?:\s?(?:{_LEVEL}|qi|shi|xian))?(?![a-z0-9])"


def _sides(words: str) -> list[str] | None:
    """Patterns for what stands before or behind a banner's own name; None for other words."""
    found = []
    while words:
        side = next((s for s in _SIDES if words.startswith(s)), "")
        if not side:
            return None
        found.append(f"(?:{_SIDES[side]})")
        words = words.removeprefix(side)
    return found


def _pinyin(han: str, joint: str = r"[\s'’-]?") -> str:
    return joint.join(lazy_pinyin(han, v_to_u=False, errors="ignore"))
