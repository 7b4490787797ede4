"""Presidio's analyzer wired for Chinese: our recognisers, and no predefined one."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from presidio_analyzer import (
    AnalyzerEngine,
    EntityRecognizer,
    RecognizerRegistry,
    RecognizerResult,
)
from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine

from redactor.recognise.lac import Lac, LacRecogniser
from redactor.recognise.lexicon import (
    ACCOUNT_FIELD,
    ADDRESS_FIELD,
    ADDRESS_PROSE,
    BIRTH_FIELD,
    CERTIFICATE_FIELD,
    CODE_FIELD,
    ID_FIELD,
    INTERNAL_FIELD,
    NUMBER_FIELD,
    OFFICE_FIELD,
    PHONE_FIELD,
    POSTCODE_FIELD,
    PRIVATE_FIELDS,
    SITE,
    SITE_FIELD,
    UNIT_NUMBER_FIELD,
)
from redactor.recognise.patterns import (
    CnIdRecogniser,
    CnPhoneRecogniser,
    EmailRecogniser,
    FieldRecogniser,
)
from redactor.recognise.people import People, PeopleRecogniser


class _LoadedEngine(SpacyNlpEngine):  # type: ignore[misc]
    """Presidio's spaCy engine with the pipeline that ``People`` has loaded.

    Presidio runs it on every text handed to it, a page at a time: there it only parts the
    characters. The recogniser in it runs on single lines, from ``PeopleRecogniser``.
    """

    def __init__(self, people: People) -> None:
        super().__init__(
            models=[{"lang_code": "zh", "model_name": str(people.folder)}],
            ner_model_configuration=NerModelConfiguration(labels_to_ignore=[]),
        )
        self.nlp = {"zh": people.nlp}


def build_analyzer(people: People, lac: Lac) -> AnalyzerEngine:
    """Presidio's engine for language ``zh`` with our recognisers and no predefined one."""
    logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)
    registry = RecognizerRegistry(
        recognizers=[
            CnIdRecogniser(),
            CnPhoneRecogniser(),
            EmailRecogniser(),
            FieldRecogniser("CN_ID", ID_FIELD),
            FieldRecogniser("ADDRESS", ADDRESS_FIELD, ADDRESS_PROSE),
            FieldRecogniser("NUMBER", NUMBER_FIELD),
            FieldRecogniser("LANDLINE", PHONE_FIELD),
            FieldRecogniser("LANDLINE", INTERNAL_FIELD),
            FieldRecogniser("POSTCODE", POSTCODE_FIELD),
            FieldRecogniser("CERTIFICATE", CERTIFICATE_FIELD),
            FieldRecogniser("BIRTH", BIRTH_FIELD),
            FieldRecogniser("PRIVATE", *PRIVATE_FIELDS),
            FieldRecogniser("SITE", SITE_FIELD, SITE),
            FieldRecogniser("OFFICE_ADDRESS", OFFICE_FIELD),
            FieldRecogniser("UNIT_CODE", CODE_FIELD),
            FieldRecogniser("UNIT_CODE", UNIT_NUMBER_FIELD),
            FieldRecogniser("UNIT_ACCOUNT", ACCOUNT_FIELD),
            LacRecogniser(lac),
            PeopleRecogniser(lac, people),
        ],
        supported_languages=["zh"],
    )
    return AnalyzerEngine(
        registry=registry, nlp_engine=_LoadedEngine(people), supported_languages=["zh"]
    )


class TextAnalyzer:
    """Presidio's engine asked for spans of a text, in the order they begin."""

    def __init__(self, engine: AnalyzerEngine) -> None:
        self._engine = engine
        # No recogniser of ours looks at spaCy's words: they cost a third of the time of a page.
        self._no_words = engine.nlp_engine.process_text("", "zh")

    def spans(
        self, text: str, entities: Sequence[str], besides: EntityRecognizer | None = None
    ) -> list[RecognizerResult]:
        """Results for ``entities``; ``besides`` is asked too, for this text alone."""
        if not text.strip():
            return []
        results: list[RecognizerResult] = self._engine.analyze(
            text,
            language="zh",
            entities=list(entities),
            ad_hoc_recognizers=[besides] if besides else None,
            nlp_artifacts=self._no_words,
        )
        return sorted(results, key=_order)


def _order(result: RecognizerResult) -> tuple[int, int, float, bool, str]:
    """The first of two on one place counts. Presidio hands on a set: ties come in any order."""
    kind = result.entity_type
    return result.start, -result.end, -result.score, kind != "PERSON", kind
