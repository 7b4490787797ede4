"""What the analyser hands on of what its recognisers found."""

from __future__ import annotations

import pytest
from presidio_analyzer import RecognizerResult

from redactor.recognise.analyzer import TextAnalyzer


class _Engine:
    def __init__(self, found: list[RecognizerResult]) -> None:
        self.found = found

    def analyze(self, text: str, **_: object) -> list[RecognizerResult]:
        return self.found


@pytest.mark.parametrize("turned", [False, True])
def test_two_opinions_of_one_place_come_in_one_order(
    turned: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """乌云格日乐 was an organisation or a person as Python hashed the two."""
    person, org = (RecognizerResult(kind, 4, 9, 0.5) for kind in ("PERSON", "ORG"))
    found = [org, person] if turned else [person, org]
    analyzer = TextAnalyzer.__new__(TextAnalyzer)
    monkeypatch.setattr(analyzer, "_engine", _Engine(found), raising=False)
    monkeypatch.setattr(analyzer, "_no_words", None, raising=False)
    spans = analyzer.spans("参加人：乌云格日乐", ["PERSON", "ORG"])
    assert [s.entity_type for s in spans] == ["PERSON", "ORG"]
