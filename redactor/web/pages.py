"""Templates with the language, the visitor and the token of one request."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import Request
from starlette.responses import HTMLResponse

from redactor import __version__
from redactor.audit.jinja import say_in, templates_in
from redactor.web.languages import language_of, translate
from redactor.web.visitors import Visitor

_TEMPLATES = Path(__file__).parent / "templates"


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """One page. Everything is escaped, and nothing may be silently missing."""
    language = language_of(request)
    visitor = getattr(request.state, "visitor", Visitor())
    text = (
        templates_in(_TEMPLATES)
        .get_template(template)
        .render(
            _=translate(language),
            say=say_in(language),
            lang=language,
            visitor=visitor,
            roles={role.value for role in visitor.roles},
            path=request.url.path,
            version=__version__,
            **values,
        )
    )
    return HTMLResponse(text, status)
