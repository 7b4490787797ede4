"""The layouts that may be looked at while recognisers are written."""

from __future__ import annotations

import numpy as np

from benchmarks.generator.canvas import Canvas
from benchmarks.generator.documents import assessment, award, contract, form, notice, paper
from benchmarks.generator.people import Applicant
from benchmarks.generator.style import Style
from benchmarks.generator.template import Draw, Template


def _still(build: object) -> Draw:
    """A layout in which nothing is left to chance."""

    def draw(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
        pages: list[Canvas] = build(a, style)  # type: ignore[operator]
        return pages

    return draw


TEMPLATES: tuple[Template, ...] = (
    Template("form", "form_grid", "评审表", _still(form.build)),
    Template("paper", "paper_two_columns", "论文_{name}", _still(paper.build), scanned=False),
    Template("award", "award_ornate", "获奖证书", award.build, born_digital=False, coloured=True),
    Template("assessment", "assessment_form", "年度考核表", _still(assessment.build)),
    Template("notice", "notice_letter", "公示", _still(notice.build)),
    Template("proof", "contract", "劳动合同", _still(contract.build), born_digital=False),
)
