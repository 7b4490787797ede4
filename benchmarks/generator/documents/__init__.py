"""The layouts that may be looked at while recognisers are written."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from benchmarks.generator.canvas import Canvas
from benchmarks.generator.documents import (
    appointment,
    assessment,
    assessment_years,
    award,
    award_portrait,
    catalogue,
    certificate,
    contract,
    form,
    identity,
    insurance,
    long_form,
    notice,
    notice_table,
    paper,
    paper_single,
    patent,
    submission,
    summary,
    training,
)
from benchmarks.generator.people import Applicant
from benchmarks.generator.style import Style
from benchmarks.generator.template import Draw, Template


def _still(build: Callable[[Applicant, Style], list[Canvas]]) -> Draw:
    """A layout in which nothing is left to chance."""

    def draw(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
        return build(a, style)

    return draw


TEMPLATES: tuple[Template, ...] = (
    Template("form", "form_grid", "评审表", _still(form.build)),
    Template("paper", "paper_two_columns", "论文_{name}", _still(paper.build), scanned=False),
    Template("award", "award_ornate", "获奖证书", award.build, born_digital=False, coloured=True),
    Template("assessment", "assessment_form", "年度考核表", _still(assessment.build)),
    Template("notice", "notice_letter", "公示", _still(notice.build)),
    Template("proof", "contract", "劳动合同", _still(contract.build), born_digital=False),
    Template("form", "form_eight_pages", "专业技术职称评审表", long_form.build),
    Template("submission", "submission_a3", "送审表", submission.build),
    Template("catalogue", "catalogue_eleven_parts", "材料目录单", catalogue.build),
    Template(
        "training",
        "training_card",
        "继续教育审验卡",
        training.build,
        born_digital=False,
        coloured=True,
    ),
    Template("assessment", "assessment_three_years", "近三年年度考核表", assessment_years.build),
    Template("notice", "notice_wide_table", "公示名单", notice_table.build),
    Template(
        "certificate",
        "certificate_booklet",
        "职称证书",
        certificate.build,
        born_digital=False,
        coloured=True,
    ),
    Template(
        "certificate",
        "appointment_letter",
        "聘书",
        appointment.build,
        born_digital=False,
        coloured=True,
    ),
    Template(
        "patent",
        "patent_and_register",
        "专利证书",
        patent.build,
        born_digital=False,
        coloured=True,
    ),
    Template("proof", "id_card_copy", "身份证复印件", identity.build, born_digital=False),
    Template("proof", "insurance_months", "社保缴费证明", insurance.build, coloured=True),
    Template("summary", "summary_report", "业绩总结_{name}", summary.build, coloured=True),
    Template("paper", "paper_single_column", "论文", paper_single.build),
    Template(
        "award",
        "award_portrait",
        "荣誉证书",
        award_portrait.build,
        born_digital=False,
        coloured=True,
    ),
)
