"""A Mongolian name in Latin letters as the Mongolian has it: Erdenchuluu of 额尔敦朝鲁.

Passports and theses from abroad have such spellings, which pinyin of the Chinese characters does
not give. One sound is written in several ways, so that whose a spelling is a person decides.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from redactor.recognise.pinyin import divided, readings

_PARTS: dict[str, str] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)
_PART = re.compile("|".join(sorted(_PARTS, key=len, reverse=True)))
_JOINT = r"[\s\-'’]?"
_SHORTEST = 3  # characters of a name of one part: Bayan of 巴音 is many a place


def mongolian_pattern(name: str) -> re.Pattern[str] | None:
    """Such spellings of a name, to be searched in text that went through ``latin_view``; None
    where pinyin has all there are.
    """
    # 莫日根 and 巴特尔 have no surname, though 莫 and 巴 are some people's.
    surname, given = ("", name) if _PART.match(name) else divided(name)
    parts = _PART.findall(given)
    if not parts or len(given) < _SHORTEST:
        return None
    rest = _PART.split(given)
    spelt = [readings(c) for c in rest[0]]
    for part, more in zip(parts, rest[1:], strict=True):
        spelt += [f"(?:{_PARTS[part]}|{_JOINT.join(map(readings, part))})", *map(readings, more)]
    body = _JOINT.join(spelt)
    if surname:
        before = _JOINT.join(map(readings, surname))
        body = rf"{before}[\s,-]{{0,2}}{body}|{body}[\s,-]{{0,2}}{before}"
    return re.compile(rf"(?<![a-z])(?:{body})(?![a-z])")
