"""Text folded for comparison, with an index map back to the characters it came from.

Folding removes what does not change what a reader reads: width, radicals used for the
characters they look like, white space and invisible characters, letter case, tone marks,
the many dots and dashes, and traditional forms.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

import opencc

# Text layers of Chinese PDFs often hold radicals for the characters they look like. NFKC maps
# the Kangxi block (U+2F00-2FDF) but only two of the supplement (U+2E80-2EFF), and ⼾ to 戶, though
# typefaces of today's China show 户 for it.
_RADICALS = dict(
    zip(
        "⼾⺁⺄⺆⺇⺈⺊⺌⺍⺕⺗⺘⺙⺛⺝⺟⺠⺡⺢⺣⺤⺥⺧⺨⺩⺪⺫⺬⺭⺮⺯⺱⺲⺶⺷⺸⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "户厂乙冂几刀卜小小彐心手攵无月母民水水火爪爪牛犬王疋目示示竹糸罒罒羊羊羊聿肉臼艹艹艹虎衤西西见角角讠贝足车辶辶辶邑钅长长长门阜阜雨青韦页风飞食食饣首马骨鬼鱼鸟卤麦黄黾斉齐齿齿龙龙龟龟龟",
        strict=True,
    )
)
_LOOK_ALIKE = {
    # interpuncts of transliterated names
    **dict.fromkeys("·•・‧∙⋅᛫⸱●．", "·"),
    # dashes and minus signs in phone numbers and Latin names
    **dict.fromkeys("‐‑‒–—―−﹣－─", "-"),
    **dict.fromkeys("（〔﹙", "("),
    **dict.fromkeys("）〕﹚", ")"),
    "：": ":",
    "︰": ":",
    "﹕": ":",
    "×": "x",  # the check letter of an ID number is typed as a multiplication sign
    "Х": "x",  # Cyrillic
    "〇": "0",
    # letters of typefaces made for pinyin
    "ɑ": "a",
    "ɡ": "g",
    # shapes of old and foreign typefaces that the converter to simplified forms does not know
    **dict(zip("淸靑敎兪郞昻徳増濵黙銭戸", "清青教俞郎昂德增滨默钱户", strict=True)),
}
_TONELESS = dict(zip("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü", "aaaaeeeeiiiioooouuuuvvvvv", strict=True))


@cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def plain_char(char: str) -> str:
    """The character that a radical is printed for (⾼ is 高); any other code point as it is."""
    if "\u2f00" <= char <= "\u2fdf" and char not in _RADICALS:
        return unicodedata.normalize("NFKC", char)
    return _RADICALS.get(char, char)


@cache
def fold_char(char: str) -> str:
    """The folded form of one code point; empty when it is white space or invisible."""
    if char in _LOOK_ALIKE:
        return _LOOK_ALIKE[char]
    out = []
    for c in unicodedata.normalize("NFKC", plain_char(char)):
        if c.isspace() or unicodedata.category(c) in ("Cf", "Cc", "Mn"):
            continue
        c = _LOOK_ALIKE.get(c, c).lower()
        c = _TONELESS.get(c, c)
        if "\u3400" <= c <= "\u9fff" or c > "\U0001ffff":
            # One character alone: phrase rules of the converter must not change lengths.
            simple = _simplifier().convert(c)
            c = simple if len(simple) == 1 else c
        out.append(c)
    return "".join(out)


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` folded; ``index[i]`` is the position in the original of ``text[i]``."""

    text: str
    index: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the original that ``text[start:end]`` came from."""
        if start >= end:
            raise ValueError("empty span")
        return self.index[start], self.index[end - 1] + 1


def fold(text: str) -> Folded:
    """``text`` folded for comparison, with the map back."""
    parts = [fold_char(char) for char in text]
    index = [i for i, part in enumerate(parts) for _ in part]
    return Folded("".join(parts), tuple(index))


def folded(text: str) -> str:
    """``text`` folded for comparison, without the map."""
    return "".join(map(fold_char, text))


def has_rare_character(text: str) -> bool:
    """Whether a character is outside GB 2312 (6,763 characters in common use).

    Recognisers often take such a character for a common look-alike, hardly ever the reverse, and
    no word of today is written with one.
    """
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def is_han(char: str) -> bool:
    """Whether ``char`` is a Han character (unified, extension or compatibility)."""
    return (
        "\u3400" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or "\U00020000" <= char <= "\U0003ffff"
    )
