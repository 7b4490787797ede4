"""Jinja as all pages use it: of the audits, and of the web application."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from redactor.audit.words import Language, word


@cache
def templates_in(folder: Path) -> Environment:
    """The templates of a folder. Names of uploads are hostile: everything is escaped, and nothing
    may be silently missing.
    """
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["when"] = when
    return made


def when(iso: str) -> str:
    """A time as the clock on the wall shows it here; what was recorded is UTC."""
    return datetime.fromisoformat(iso).astimezone().strftime("%Y-%m-%d %H:%M")


def say_in(language: Language) -> Callable[[str, str], str]:
    """``say(group, fixed)`` for templates: a fixed word in the language."""
    return partial(_say, language)


def _say(language: Language, group: str, fixed: str) -> str:
    return word(fixed, language, group)
