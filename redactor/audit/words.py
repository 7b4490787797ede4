"""Every fixed word of the records in plain Chinese and English: one source for CLI and reports.

The texts lie in ``words.toml``, grouped by what the words are (``status``, ``reason`` …). A word
may stand in several groups with several meanings; asked without a group, the first group that
has it answers.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["zh", "en"]
Texts = Mapping[str, Mapping[str, str]]  # word → language → text

_FILE = Path(__file__).parent / "words.toml"


@cache
def catalogue() -> Mapping[str, Texts]:
    """Group → word → language → text, in the order of the file."""
    loaded: dict[str, dict[str, dict[str, str]]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return loaded


def question_text(reason: str, value: str, language: Language = "zh") -> str:
    """What a person is asked about ``value``; an empty one stands for a picture that nothing was
    read in.
    """
    texts = catalogue()["question"]
    if value:
        texts = {**texts, **catalogue()["question_read"]}
    usual = "any" if value else "any_picture"
    return texts.get(reason, texts[usual])[language].format(value=value)


def word(fixed: str, language: Language = "zh", group: str = "") -> str:
    """The text for ``fixed``, looked for in ``group`` first; an unknown word stands for itself."""
    groups = catalogue()
    here = groups.get(group, {})
    if fixed in here:
        return here[fixed][language]
    for texts in groups.values():
        if fixed in texts:
            return texts[fixed][language]
    return fixed
