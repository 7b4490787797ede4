r"""Presidio recognisers for numbers and mail addresses, whoever they belong to.

No ``\b`` anywhere: Han characters are ``\w``, so there is no border between 号 and 1.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from presidio_analyzer import EntityRecognizer, Pattern, PatternRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from redactor.cnid import is_valid_id15, is_valid_id18

_FLAGS = re.DOTALL | re.IGNORECASE
# Between digits of one number a reader sees at most one separator, or one cell border.
_SEP = r"[ \u3000\t.·|-]?"


# Region and date of birth of a number that fails its check, or has a figure too many or too few.
_SLIP = re.compile(r"[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{2,4}[0-9Xx]")


def _digits(text: str) -> str:
    return re.sub(r"[^0-9Xx×]", "", text).replace("×", "X")


class CnIdRecogniser(PatternRecognizer):  # type: ignore[misc]
    """Resident identity numbers (GB 11643): 18 characters with check, or the old 15 digits.

    Layout: 6 region, 8 birth date, 3 sequence, 1 check (weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5
    8 4 2, check letters 10X98765432). The old form has a two-digit year and no check; 1.26 %
    of random 15-digit strings look like one, so it scores low.
    """

    def __init__(self) -> None:
        super().__init__(
            supported_entity="CN_ID",
            name="CnId",
            supported_language="zh",
            global_regex_flags=_FLAGS,
            patterns=[
                Pattern("id18", rf"(?<!\d)[1-9](?:{_SEP}\d){{16}}{_SEP}[0-9Xx×](?![0-9])", 0.5),
                Pattern("id15", r"(?<!\d)[1-9]\d{14}(?![0-9Xx×])", 0.2),
                Pattern("slip", rf"(?<![0-9A-Za-z]){_SLIP.pattern}(?![0-9A-Za-z])", 0.3),
            ],
        )

    def validate_result(self, pattern_text: str) -> bool | None:
        """True for a valid 18-character number, None for the old form and for a slip of the pen,
        False otherwise.
        """
        digits = _digits(pattern_text)
        if len(digits) == 18:
            return is_valid_id18(digits) or (None if _SLIP.fullmatch(digits) else False)
        return None if is_valid_id15(digits) or _SLIP.fullmatch(digits) else False


class CnPhoneRecogniser(PatternRecognizer):  # type: ignore[misc]
    """Mobile numbers and landlines with area code or extension.

    Lists of mobile prefixes disagree, so any 1[3-9] counts. Every ID number that begins with
    15 holds eleven such digits: the digit borders keep the phone out of the ID.
    """

    def __init__(self) -> None:
        super().__init__(
            supported_entity="CN_PHONE",
            name="CnPhone",
            supported_language="zh",
            global_regex_flags=_FLAGS,
            patterns=[
                Pattern(
                    "mobile",
                    r"(?<![\dXx])(?:\+?86[- ]?)?1[3-9]\d[- .]?\d{4}[- .]?\d{4}(?![\dXx])",
                    0.6,
                ),
                Pattern(
                    "landline",
                    # A thin 0 of faint print is read as a pair of brackets: （)479-5990618.
                    r"(?<![\d-])(?:\(?0|[(（][)）])\d{2,3}(?:[)）-][ ]?|[ ])[2-9]\d{6,7}"
                    r"(?:[转-]\d{1,5})?(?![\d-])",
                    0.5,
                ),
            ],
        )


class EmailRecogniser(PatternRecognizer):  # type: ignore[misc]
    """Mail addresses, also hard against Han characters on both sides (邮箱x@y.com联系).

    Presidio's own recogniser fetches a suffix list from the network and rejects ``.example``.
    """

    def __init__(self) -> None:
        super().__init__(
            supported_entity="EMAIL",
            name="Email",
            supported_language="zh",
            global_regex_flags=_FLAGS,
            patterns=[
                Pattern(
                    "mail",
                    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}[ ]?[@＠][ ]?"
                    r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+(?![A-Za-z0-9-])",
                    0.9,
                ),
                # Whose @ OCR took for a letter, and a dot for a comma: the label tells.
                Pattern(
                    "misread",
                    r"(?<=(?:[Ee]-?[Mm]ai[l1I]|邮箱|邮件)[:：][ ]?)[A-Za-z0-9._%+-]{6,50}"
                    r"[.,][A-Za-z]{2,10}(?![A-Za-z0-9@＠.-])",
                    0.6,
                ),
            ],
        )


class FieldRecogniser(EntityRecognizer):  # type: ignore[misc]
    """What is written in a labelled field: an address, a personal number (个人编号).

    Only with its label: an address by itself is a place like any other, a number anybody's.
    A pattern marks the field's content with the group ``value``.
    """

    def __init__(self, entity: str, *patterns: re.Pattern[str]) -> None:
        self._entity, self._patterns = entity, patterns
        super().__init__(
            supported_entities=[entity], supported_language="zh", name=entity.capitalize()
        )

    def load(self) -> None:
        """The words are in ``lexicon.toml``."""

    def analyze(
        self, text: str, entities: Sequence[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Spans of the fields' contents, without their labels."""
        if self._entity not in entities:
            return []
        return [
            RecognizerResult(self._entity, *match.span("value"), 0.6)
            for pattern in self._patterns
            for match in pattern.finditer(text)
        ]
