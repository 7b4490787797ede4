"""One analyzer for the session."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from redactor.config.weights import models_dir
from redactor.datatypes import DocumentFindings, Employer, Others, PageReading, Profile, TextSource
from redactor.fakes.pages import reading_of
from redactor.recognise.analyzer import build_analyzer
from redactor.recognise.findings import DossierRecogniser
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
