"""Presidio's analyzer wired for Chinese: our recognisers, and no predefined one."""

from __future__ import annotations

import logging
from pathlib import Path

from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import NlpEngineProvider

from redactor.errors import MissingModelError
from redactor.recognise.lac import Lac, LacRecogniser
from redactor.recognise.lexicon import (
    ADDRESS_FIELD,
    BIRTH_FIELD,
    CERTIFICATE_FIELD,
    NUMBER_FIELD,
    PHONE_FIELD,
    POSTCODE_FIELD,
    PRIVATE_FIELDS,
)
from redactor.recognise.patterns import (
    CnIdRecogniser,
    CnPhoneRecogniser,
    EmailRecogniser,
    FieldRecogniser,
)


def build_analyzer(spacy_folder: Path, lac: Lac) -> AnalyzerEngine:
    """Presidio's engine for language ``zh`` with our recognisers and no predefined one.

    Raises MissingModelError when the spaCy folder is absent: Presidio would try to download.
    """
    if not (spacy_folder / "meta.json").is_file():
        raise MissingModelError("the spaCy pipeline models/spacy_zh is missing; run make setup")
    logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)
    provider = NlpEngineProvider(
        nlp_configuration={
            "nlp_engine_name": "spacy",
            "models": [{"lang_code": "zh", "model_name": str(spacy_folder)}],
            "ner_model_configuration": {"labels_to_ignore": []},
        }
    )
    registry = RecognizerRegistry(
        recognizers=[
            CnIdRecogniser(),
            CnPhoneRecogniser(),
            EmailRecogniser(),
            FieldRecogniser("ADDRESS", ADDRESS_FIELD),
            FieldRecogniser("NUMBER", NUMBER_FIELD),
            FieldRecogniser("LANDLINE", PHONE_FIELD),
            FieldRecogniser("POSTCODE", POSTCODE_FIELD),
            FieldRecogniser("CERTIFICATE", CERTIFICATE_FIELD),
            FieldRecogniser("BIRTH", BIRTH_FIELD),
            FieldRecogniser("PRIVATE", *PRIVATE_FIELDS),
            LacRecogniser(lac),
        ],
        supported_languages=["zh"],
    )
    return AnalyzerEngine(
        registry=registry, nlp_engine=provider.create_engine(), supported_languages=["zh"]
    )
