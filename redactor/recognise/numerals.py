"""Numbers in names of units, in words and in figures: 第四中学 is 第4中学."""

from __future__ import annotations

import re

_DIGITS = "〇一二三四五六七八九"
_TENS = re.compile("([二三四五六七八九]?)十([一二三四五六七八九]?)")
_FIGURES = re.compile(r"(?<=[\u4e00-\u9fff])\d{1,4}(?=[\u4e00-\u9fff])")
_NUMERAL = "0零一二三四五六七八九十"
# A class, an escaped character and a quantifier are no text; a numeral that may be missing stands
# for itself.
_IN_PATTERN = re.compile(
    r"\[(?:[^\]\\]|\\.)*\]|\\.|\{[\d,]*\}"
    rf"|(?P<number>[{_NUMERAL}]+(?![?*{{{_NUMERAL}])|[{_NUMERAL}])"
)


def in_words(name: str) -> str:
    """The name with its numbers in words, as registers have it: 第十四 for 第14, 二〇八 for 208."""
    return _FIGURES.sub(lambda match: _words_of(match.group()), name)


def _words_of(figures: str) -> str:
    if len(figures) > 2 or figures.startswith("0"):
        return "".join(_DIGITS[int(c)] for c in figures)
    tens, ones = divmod(int(figures), 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones else "")


def with_figures(pattern: str) -> str:
    """A pattern for folded text that finds its numbers in figures as well."""
    return _IN_PATTERN.sub(
        lambda match: _either(match.group()) if match["number"] else match.group(), pattern
    )


def figures_of(words: str) -> str:
    """14 of 十四, 208 of 二0八; empty for what is no number below a hundred nor digit by digit."""
    if tens := _TENS.fullmatch(words):
        return f"{_DIGITS.index(tens[1]) if tens[1] else 1}{_DIGITS.index(tens[2] or '〇')}"
    if not words or not all(c in _NUMERAL and c != "十" for c in words):
        return ""
    return "".join("0" if c in "0零" else str(_DIGITS.index(c)) for c in words)


def _either(words: str) -> str:
    """A pattern for a number in words or figures. Of 14 the 4 is no number of its own."""
    figures = figures_of(words)
    words = "".join("[0零]" if c in "0零" else c for c in words)
    return rf"(?:{words}|(?<!\d){figures}(?!\d))" if figures else words
