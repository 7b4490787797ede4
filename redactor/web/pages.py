"""Templates with the language, the visitor and the token of one request."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import Any

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from redactor import __version__
from redactor.audit.words import Language, word
from redactor.web.languages import language_of, translate
from redactor.web.visitors import Visitor

_TEMPLATES = Path(__file__).parent / "templates"


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """One page. Everything is escaped, and nothing may be silently missing."""
    language = language_of(request)
    visitor = getattr(request.state, "visitor", Visitor())
    text = (
        _templates()
        .get_template(template)
        .render(
            _=translate(language),
            say=partial(_say, language),
            lang=language,
            visitor=visitor,
            roles={role.value for role in visitor.roles},
            path=request.url.path,
            version=__version__,
            **values,
        )
    )
    return HTMLResponse(text, status)


def _say(language: Language, group: str, fixed: str) -> str:
    return word(fixed, language, group)


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
