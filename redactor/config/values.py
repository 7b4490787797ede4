"""Single values of a person as people type them: split, cleaned, checked.

Every ``parse_…`` raises ``ValueFault``, whose text is the end of a sentence ("fails its check
digit") and never repeats the value.
"""

from __future__ import annotations

import re
import unicodedata

from redactor.cnid import is_valid_id15, is_valid_id18, is_valid_uscc
from redactor.config.messages import Fault
from redactor.textnorm import folded, is_han

GRADES = ("区直", "盟市", "旗县区", "乡镇")  # 单位所属 of the 花名册 (F16)

_GRADE_WORDS = {
    **dict.fromkeys(["区直", "自治区", "自治区直", "自治区本级", "省直"], "区直"),
    **dict.fromkeys(["盟市", "盟市直", "盟", "市", "市直", "盟直", "盟市本级"], "盟市"),
    **dict.fromkeys(["旗县区", "旗县", "旗县市区", "旗县市", "县区", "旗", "县", "区县"], "旗县区"),
    **dict.fromkeys(
        ["乡镇", "苏木乡镇", "苏木", "苏木镇", "乡", "镇", "嘎查村", "乡镇苏木"], "乡镇"
    ),
}
_NONE_WORDS = frozenset(
    {"", "无", "暂无", "没有", "未填", "-", "--", "---", "/", "\\", "n/a", "na", "none", "null"}
)
_DITTO = frozenset({"同上", "同前", "〃", '"', "″", "''"})
SEPARATORS = "、；;/／\n"
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_OTHER_PAPER = re.compile(r"[A-Z]{1,3}[0-9]{6,10}[A-Z]?(\([A-Z0-9]\))?")
_EMAIL = re.compile(r"[^@\s<>()]+@[^@\s<>()]+\.[^@\s<>().]+")
_DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)+")
_MOBILE = r"(?:(?:\+|00)?86-?)?1[3-9]\d-?\d{4}-?\d{4}"
_EXTENSION = r"(?:(?:转|-|ext\.?|x)\d{1,6})?"
# Area codes are 10, 2x and three digits from 3: none looks like the start of a mobile number.
_AREA = r"(?:10|2\d|[3-9]\d{2})"
_LANDLINE = rf"(?:(?:(?:\+|00)?86-?\(?0?|\(?0){_AREA}\)?-?)?[2-9]\d{{2,3}}-?\d{{4}}{_EXTENSION}"
_SERVICE = r"[48]00-?\d{3,4}-?\d{3,4}"
_ABROAD = r"(?:\+|00)[1-9]\d{6,14}"
_PHONE = re.compile(f"{_MOBILE}|{_LANDLINE}|{_SERVICE}|{_ABROAD}")
_PLACEHOLDER_NAME = re.compile(r"[\u3400-\u9fff]{0,3}(?:x+|某+|\*+|□+|○+)|[.。…·\-—_]+")
_PLACEHOLDER_ORG = re.compile(r"(?<![a-z])x{2,}(?![a-z])|某某|^某|\*\*|○○|00(?=单位|公司)")
# The last one is the stroke that stretches a word in Mongolian script.
_NAME_MARKS = "·•・‧∙⋅᛫⸱●．.-–'’ \u180a"


class ValueFault(Fault):
    """A value that cannot be right; its text ends a sentence and never repeats the value."""


def clean(text: str) -> str:
    """``text`` without what spreadsheets add: apostrophes, ``="…"``, invisible characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    text = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cf", "Cc"))
    text = text.strip()
    if match := re.fullmatch(r'="(.*)"', text, re.DOTALL):
        text = match[1]
    return text.lstrip("'‘’＇").strip()


def split_values(text: str, separators: str = SEPARATORS) -> list[str]:
    """The values in one cell; separators inside brackets do not count, blanks never do."""
    parts, depth = [""], 0
    for char in clean(text):
        depth += (char in "(（[【") - (char in ")）]】")
        if char in separators and depth <= 0:
            parts.append("")
        else:
            parts[-1] += char
    values = [part.strip(" \t\u3000,，") for part in parts]
    if any(value in _DITTO for value in values):
        raise ValueFault('says "as above"; write the value out')
    return [value for value in values if folded(value) not in _NONE_WORDS]


def is_placeholder_name(text: str) -> bool:
    """Whether ``text`` stands for a name in an example: 张X, XXX, 某某, …"""
    return bool(_PLACEHOLDER_NAME.fullmatch(folded(text)))


def is_placeholder_org(text: str) -> bool:
    """Whether ``text`` stands for an employer in an example: xx单位, 某某公司."""
    return bool(_PLACEHOLDER_ORG.search(folded(text))) or is_placeholder_name(text)


def parse_name(text: str) -> str:
    """A person's name: blanks between Han characters gone, everything else as typed."""
    name = _join_han(re.sub(r"\s+", " ", text.strip()))
    if is_placeholder_name(name):
        raise ValueFault("is masked or a place-holder, so it cannot be looked for")
    if any(unicodedata.category(char) == "Co" for char in name):
        raise ValueFault(
            "holds a private-use character, which no printed page has; type the real character"
        )
    if not all(unicodedata.category(c)[0] in "LM" or c == "〇" or c in _NAME_MARKS for c in name):
        raise ValueFault("holds a digit or a sign that no name has")
    if len(folded(name)) < 2:
        raise ValueFault("is shorter than two characters and would be found everywhere")
    return name


def parse_id(text: str) -> str:
    """An ID number of 18 or 15 digits in ASCII, X in capitals (GB 11643)."""
    number = _compact(text)
    if _SCIENTIFIC.fullmatch(number):
        raise ValueFault("is in scientific notation: digits are lost; enter it as text")
    if re.fullmatch(r"[\dX]{1,14}[*X]{2,}[\dX*]*|.*\*.*", number):
        raise ValueFault("is masked, so it cannot be looked for; give it in full")
    if is_valid_id18(number) or is_valid_id15(number):
        return number
    if re.fullmatch(r"\d{17}[\dX]", number):
        raise ValueFault("fails its check digit or holds no possible birth date")
    if re.fullmatch(r"\d{15}", number):
        raise ValueFault("has 15 digits but holds no possible birth date")
    raise ValueFault("is not an ID number of 18 or 15 digits")


def is_other_paper(text: str) -> bool:
    """Whether ``text`` has the shape of a passport or a permit, which have no check digit."""
    return bool(_OTHER_PAPER.fullmatch(_compact(text)))


def parse_phones(text: str) -> list[str]:
    """Phone numbers of one cell, mobile or landline, as typed but without blanks.

    A blank stands inside a number (154 1234 5678) or between two (0471-6928486 6923739).
    """
    numbers: list[str] = []
    for part in split_values(text, SEPARATORS + ",，|"):
        # 办公：0471-…, 0471-…(办), 手机154…
        plain = re.sub(r"\([^()\d]*\)", "", _nfkc(part))
        plain = re.sub(r"^[^\d+(]+", "", plain).strip()
        joined = re.sub(r"\s", "", plain).removesuffix(".0")
        apart = plain.split()
        if _PHONE.fullmatch(joined):
            numbers.append(joined)
        elif len(apart) > 1 and all(_PHONE.fullmatch(piece) for piece in apart):
            numbers += apart
        elif _SCIENTIFIC.fullmatch(joined):
            raise ValueFault("is in scientific notation: digits are lost; enter it as text")
        else:
            raise ValueFault("is not a plausible phone number")
    return numbers


def parse_email(text: str) -> str:
    """An e-mail address in ASCII width."""
    address = re.sub(r"\s", "", _nfkc(text))
    if not _EMAIL.fullmatch(address):
        raise ValueFault("is not an e-mail address")
    return address


def parse_domain(text: str) -> str:
    """The domain of a web address, without scheme, ``www.`` and path."""
    address = re.sub(r"^[a-z]+://", "", re.sub(r"\s", "", _nfkc(text)).lower())
    domain = re.split(r"[/?#:]", address.rpartition("@")[2])[0].removeprefix("www.")
    if not _DOMAIN.fullmatch(domain):
        raise ValueFault("is not a web domain")
    return domain


def parse_code(text: str) -> str:
    """A unified social credit code (GB 32100), or the older code of nine characters."""
    code = _compact(text).upper()
    if is_valid_uscc(code) or re.fullmatch(r"[0-9A-Z]{8}[0-9X]", code):
        return code
    if _SCIENTIFIC.fullmatch(code):
        raise ValueFault("is in scientific notation: digits are lost; enter it as text")
    raise ValueFault("is not a unified social credit code with the right check character")


def parse_number(text: str) -> str:
    """Another number of the person (bank card, staff number), without blanks."""
    number = re.sub(r"\s", "", _nfkc(text))
    number = re.sub(r"^[^0-9A-Za-z]*[:]", "", number)
    if _SCIENTIFIC.fullmatch(number):
        raise ValueFault("is in scientific notation: digits are lost; enter it as text")
    if len(re.sub(r"[^0-9A-Za-z]", "", number)) < 4:
        raise ValueFault("has fewer than four digits or letters and would be found everywhere")
    return number


def parse_grade(text: str) -> str:
    """One of ``GRADES``; it is printed in marks, so free text must not come through."""
    word = re.sub(r"(直属|级|单位)+$", "", folded(text))
    if word not in _GRADE_WORDS:
        raise ValueFault("is none of {grades}; the marks will not show a grade", grades=GRADES)
    return _GRADE_WORDS[word]


def _nfkc(text: str) -> str:
    dashes = str.maketrans(dict.fromkeys("‐‑‒–—―−─", "-"))
    return unicodedata.normalize("NFKC", text).translate(dashes)


def _compact(text: str) -> str:
    number = re.sub(r"[\s-]", "", _nfkc(text)).replace("×", "X").upper()
    return re.sub(r"\.0$", "", number)  # a number that went through another program


def _join_han(text: str) -> str:
    """王　伟 → 王伟; LI Na stays."""
    out = ""
    for i, char in enumerate(text):
        if char == " " and is_han(text[i - 1]) and is_han(text[i + 1]):
            continue
        out += char
    return out
