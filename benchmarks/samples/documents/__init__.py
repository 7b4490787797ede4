"""The kinds of document, and the file each becomes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from benchmarks.samples.documents import assessment, award, contract, form, notice, paper
from benchmarks.samples.people import Applicant
from benchmarks.samples.render import Rendered, to_jpeg, to_pdf, to_scan_pdf, to_tiff
from benchmarks.samples.style import Style

Maker = Callable[[Applicant, Style, np.random.Generator], Rendered]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document: its file name (``{name}``: the applicant's) and how it is made."""

    file_name: str
    make: Maker


def _form(a: Applicant, style: Style, rng: np.random.Generator) -> Rendered:
    return to_pdf(form.build(a, style), title=f"评审表 {a.name}", author=a.name)


def _paper(a: Applicant, style: Style, rng: np.random.Generator) -> Rendered:
    return to_pdf(paper.build(a, style), title=a.topic.paper, author=a.mailbox)


def _award(a: Applicant, style: Style, rng: np.random.Generator) -> Rendered:
    return to_jpeg(award.build(a, style, rng)[0], style.award, rng)


def _assessment(a: Applicant, style: Style, rng: np.random.Generator) -> Rendered:
    return to_scan_pdf(assessment.build(a, style), style.assessment, rng)


def _notice(a: Applicant, style: Style, rng: np.random.Generator) -> Rendered:
    pages = notice.build(a, style)
    if style.notice is None:
        return to_pdf(pages, title="公示")
    return to_scan_pdf(pages, style.notice, rng)


def _contract(a: Applicant, style: Style, rng: np.random.Generator) -> Rendered:
    pages = contract.build(a, style)
    return to_tiff(pages, style.contract, rng, one_bit=style.contract_one_bit)


KINDS = (
    Kind("01_评审表.pdf", _form),
    Kind("02_{name}_论文.pdf", _paper),
    Kind("03_获奖证书.jpg", _award),
    Kind("04_年度考核表.pdf", _assessment),
    Kind("05_公示.pdf", _notice),
    Kind("06_劳动合同.tif", _contract),
)
