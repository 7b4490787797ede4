"""Makes the report of an output folder; for the command line, and for a worker of the web.

What draws is imported by the worker alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from redactor.audit.words import Language
from redactor.config.records import Limits


@dataclass(frozen=True, slots=True)
class ReportJob:
    """Whose report, and in which language."""

    out: Path
    limits: Limits
    language: Language = "zh"


@dataclass(frozen=True, slots=True)
class Made:
    """The same report twice."""

    html: str = field(repr=False)
    pdf: bytes = field(repr=False)


def make_report(job: ReportJob) -> Made:
    """Raises RedactorError when the folder's reports cannot be read."""
    from redactor.report.gather import gather
    from redactor.report.page import report_page
    from redactor.report.paper import report_pdf

    report = gather(job.out, job.limits)
    return Made(report_page(report, job.language), report_pdf(report, job.language))
