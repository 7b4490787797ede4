"""The words of ``lexicon.toml`` as compiled patterns and tuples."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from redactor.datatypes import DocClass, Entity

_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _any(words: Sequence[str]) -> str:
    return "(?:" + "|".join(words) + ")"


_SIGNED = r"(?:\(?(?:签字|签名|签章|盖章)\)?)?"
SELF_LABELS = {
    Entity(kind): re.compile(_any(words) + _SIGNED + r"(?:\(.{0,8}\))?:?$")
    for kind, words in _WORDS["self_labels"].items()
}
ADDRESS_FIELD = re.compile(
    _any(_WORDS["self_labels"]["address"])
    # A cell that says where: with a word for a kind of place, or a house number.
    + r"[:：]?[\t \u3000]*"
    + r"(?P<value>[\u4e00-\u9fff](?=[^\n\t]*[省市区县旗镇乡街路巷村号栋室])[^\n\t。；]{3,59})"
)
NUMBER_FIELD = re.compile(
    _any(_WORDS["self_labels"]["number"])
    + r"[:：]?[\t \u3000]*(?P<value>[0-9A-Za-z][0-9A-Za-z*-]{4,23})(?![0-9A-Za-z*])"
)
ROLE = re.compile(_any(_WORDS["roles"]["words"]) + _SIGNED + r":?$")
AUTHOR_LABEL = re.compile(_any(_WORDS["authors"]["labels"]) + ":?")
AUTHOR_NOTE = re.compile(_any(_WORDS["authors"]["notes"]))
SCHOOL = re.compile(_any(_WORDS["schools"]["words"]))
AFTER_NAME: tuple[str, ...] = tuple(_WORDS["names"]["after"])
CALLED = re.compile(_any(_WORDS["names"]["called"]))
BEFORE_NAME: tuple[str, ...] = tuple(_WORDS["names"]["before"])
MONGOLIAN_PARTS = re.compile(_any(sorted(_WORDS["names"]["mongolian"], key=len)[::-1]) + "+")
MONGOLIAN = tuple(_WORDS["names"]["mongolian"])
REGIONAL_WORDS = tuple(_WORDS["names"]["regional"])
PUBLIC_MAIL = re.compile(r"(?:^|\.)" + _any(_WORDS["mail"]["public"]) + "$")
ORG_KINDS = tuple(_WORDS["organisations"]["kinds"])
ORG_GENERIC = re.compile(_any(_WORDS["organisations"]["generic"]))
ORG_LONGER_TAIL = re.compile(
    r"^[\u4e00-\u9fff]{0,8}?" + _any(_WORDS["organisations"]["longer_tails"])
)
ORG_AFFILIATED = re.compile("^" + _any(_WORDS["organisations"]["affiliated"]))
HEADINGS = tuple(
    (DocClass(entry["class"]), re.compile(_any(entry["words"]))) for entry in _WORDS["headings"]
)
