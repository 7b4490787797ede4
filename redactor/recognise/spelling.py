"""What one form of an own value is: a pattern over folded text, and what it stands for.

Two views of a text are searched. ``FOLDED`` has no white space (Chinese, numbers): a name
spread over a cell is one string there. ``LATIN`` keeps single spaces, because words written in
letters end where a space is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from redactor.datatypes import Entity, Likeness
from redactor.textnorm import fold_char, folded

_SHORTENED = frozenset({"ltd", "co", "inc", "corp"})


class View(Enum):
    """Which view of the text a pattern is searched in."""

    FOLDED = auto()
    LATIN = auto()


@dataclass(frozen=True, slots=True)
class Spelling:
    """One pattern for one own value. ``kind`` is a fixed word for ``found_by``.

    ``not_before`` and ``not_after`` match a folded character that may not stand right beside
    the value *in the text as it is printed*: folding takes the cell border out of
    ``154…678 | 2003``, and a look-around would see one long number.
    """

    entity: Entity
    kind: str
    view: View
    pattern: re.Pattern[str] = field(repr=False)
    likeness: Likeness
    value: str = field(repr=False)
    grade: str = ""
    not_before: str = ""
    not_after: str = ""
    led_by: str = ""  # folded words that may stand right before it all the same: 根据
    is_upper: bool = False  # an acronym: only in capitals, YWDI and not ywdi


# What may stand between the groups of a number: 1599-0119, 154.1234.5678, one digit a cell.
GAP = r"[-.·|/()_,]?"
# Characters that may not touch a number or an address: see ``Spelling.not_before``.
DIGIT, WORD, HOST, MAILBOX = r"\d", "[a-z0-9]", "[a-z0-9-]", "[a-z0-9._%+-]"
HAN = "[\u4e00-\u9fff]"
ANY = "."  # forbids whatever is printed hard beside it
ANYTHING = "(?!)"  # forbids nothing; "^$" would forbid white space, which folds to nothing


def latin_view(text: str) -> tuple[str, tuple[int, ...]]:
    """Lower-case toneless text, white space as one space or line end, and its index map."""
    out: list[str] = []
    index: list[int] = []
    for i, char in enumerate(text):
        # A line end is no space between two words: who stands before it is somebody else.
        space = "\n" if char == "\n" else " " if char.isspace() else ""
        folds = fold_char(char) or (space if out and not out[-1].isspace() else "")
        folds = "i" if _is_capital_i(text, i) else folds
        for c in folds:
            out.append(c)
            index.append(i)
    return "".join(out), tuple(index)


def _is_capital_i(text: str, i: int) -> bool:
    """Whether an l stands for a capital I, as OCR reads it within capitals: TAl, QlNG."""
    if text[i] != "l" or not text[i - 1 : i].isupper():
        return False
    ends = not text[i + 1 : i + 2].isalpha() and text[max(0, i - 2) : i - 1].isupper()
    return ends or text[i + 1 : i + 2].isupper()


def latin(entity: Entity, kind: str, value: str, likeness: Likeness, grade: str = "") -> Spelling:
    """A spelling in Latin letters, its words parted by what usually parts them."""
    words = re.findall(r"[^\s,.\-'’]+", latin_view(value)[0])
    # OCR glues the raised mark of an affiliation to its first word: 1Yunling Water …
    before = r"(?<![a-z0-9]{2})" if len(words) >= 3 else r"(?<![a-z0-9])"
    # The stop of Ltd. is part of the name: a guess that has it would be the longer match.
    stop = r"\.?" if words and words[-1] in _SHORTENED else ""
    body = r"[\s,.\-'’]{0,3}".join(map(re.escape, words))
    pattern = re.compile(f"{before}{body}{stop}(?![a-z0-9])")
    return Spelling(entity, kind, View.LATIN, pattern, likeness, folded(value), grade)


def digits_of(value: str) -> str:
    """The folded letters and digits of a number, without what groups them."""
    return "".join(c for c in folded(value) if c.isalnum())


def spread(value: str) -> str:
    """A pattern for a number with at most one separator between its digits."""
    return GAP.join(map(re.escape, value))


def bounded(
    entity: Entity,
    kind: str,
    body: str,
    likeness: Likeness,
    value: str,
    before: str,
    after: str = "",
) -> Spelling:
    """A spelling with the same characters forbidden on both sides, or others after it."""
    pattern = re.compile(body)
    return Spelling(
        entity,
        kind,
        View.FOLDED,
        pattern,
        likeness,
        value,
        not_before=before,
        not_after=after or before,
    )
