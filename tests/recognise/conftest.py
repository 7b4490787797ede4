"""A page from a drawing in characters, and one analyzer for the session."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from redactor.config.weights import models_dir
from redactor.datatypes import (
    Char,
    DocumentFindings,
    Employer,
    PageReading,
    PageText,
    Profile,
    TextSource,
)
from redactor.geometry import PageGeometry, PtBox, PtQuad
from redactor.recognise.analyzer import build_analyzer
from redactor.recognise.findings import DossierRecogniser, Others
from redactor.recognise.lac import Lac
from redactor.recognise.people import People

WANG_WEI = Profile(
    "T-1",
    names=("王伟", "王卫"),
    id_numbers=("15990119850412000X",),
    phones=("15412345678",),
    emails=("wangwei@yunling-wd.example",),
    employers=(
        Employer(
            "包头市云岭水务设计院有限公司",
            short=("云岭设计院",),
            former=("包头市水利二队",),
            english=("Yunling Water Design Institute", "YWDI"),
            domains=("yunling-wd.example",),
            code="91159900MA0N12345K",
            grade="盟市",
        ),
    ),
)


def page_of(text: str, source: TextSource = TextSource.TEXT_LAYER, page_no: int = 1) -> PageText:
    """A page drawn in characters: a line a row, a tab a wide gap; 10 pt a character."""
    chars: list[Char] = []
    line = 0
    for row, content in enumerate(text.split("\n")):
        x = 20.0
        for char in content:
            wide = 10.0 if ord(char) > 0x2E7F else 5.0
            if char == "\t":
                chars.append(Char("\t", None, 1.0, line, source))
                x = 20.0 + (int((x - 20) // 150) + 1) * 150.0
                line += 1
            elif char == " ":
                chars.append(Char(" ", None, 1.0, line, source))
                x += 5
            else:
                box = PtBox(x, 20.0 + row * 14, x + wide, 30.0 + row * 14)
                chars.append(Char(char, PtQuad.from_box(box), 1.0, line, source))
                x += wide
        chars.append(Char("\n", None, 1.0, line, source))
        line += 1
    return PageText(page_no, tuple(chars))


def reading_of(text: str, source: TextSource = TextSource.TEXT_LAYER) -> PageReading:
    geometry = PageGeometry(595, 842, 0, 72)
    return PageReading(1, geometry, page_of(text, source), used_ocr=source is TextSource.OCR)


@pytest.fixture(scope="session")
def lac() -> Lac:
    return Lac(models_dir() / "lac")


@pytest.fixture(scope="session")
def people() -> People:
    return People(models_dir() / "spacy_names")


@pytest.fixture(scope="session")
def find(lac: Lac, people: People) -> Callable[..., DocumentFindings]:
    """``find(text, profile, source)``: the findings of a one-page document.

    ``reading``, where given, is that page in place of one drawn from the text.
    """
    analyzer = build_analyzer(people, lac)

    def run(
        text: str,
        profile: Profile = WANG_WEI,
        source: TextSource = TextSource.TEXT_LAYER,
        others: Others | None = None,
        reading: PageReading | None = None,
    ) -> DocumentFindings:
        reading = reading or reading_of(text, source)
        recogniser = DossierRecogniser(analyzer, lac, people, profile, others)
        recogniser.learn_names([[reading]])
        return recogniser.document("d1", [reading])

    return run
