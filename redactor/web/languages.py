"""The language of one request. A server speaks several at once, so nothing here is global."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from fastapi import Request

from redactor.audit.words import Language

COOKIE = "redactor_language"
_FILE = Path(__file__).parents[1] / "locale/zh/LC_MESSAGES/messages.mo"


def language_of(request: Request) -> Language:
    """Chinese, unless English was chosen."""
    return "en" if request.cookies.get(COOKIE) == "en" else "zh"


def translate(language: Language) -> Callable[[str], str]:
    """The catalogue of a language: English text → text."""
    return _catalogue(language).gettext


@cache
def _catalogue(language: Language) -> NullTranslations:
    if language == "en":
        return NullTranslations()
    with _FILE.open("rb") as file:
        return GNUTranslations(file)
