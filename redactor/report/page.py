"""The report as one HTML file that fetches nothing: charts are drawn in it, pictures are inside."""

from __future__ import annotations

import base64
from pathlib import Path

from redactor.audit.jinja import say_in, templates_in
from redactor.audit.words import Language
from redactor.report.gather import Report, Thumb

_TEMPLATES = Path(__file__).parent / "templates"


def report_page(report: Report, language: Language = "zh") -> str:
    """The page."""
    template = templates_in(_TEMPLATES).get_template("report.html")
    return template.render(report=report, lang=language, say=say_in(language), uri=_uri)


def _uri(thumb: Thumb) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(thumb.jpeg).decode("ascii")
