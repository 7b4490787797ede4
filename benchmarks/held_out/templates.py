"""The layouts of this folder."""

from __future__ import annotations

from benchmarks.generator.template import Template
from benchmarks.held_out import (
    assessment_years,
    award_decision,
    catalogue_bag,
    certificate_bilingual,
    form_booklet,
    notice_groups,
    paper_clinical,
    patent_front,
    proof_employment,
    summary_report,
    training_transcript,
)

TEMPLATES: tuple[Template, ...] = (
    Template("form", "form_booklet", "申报书", form_booklet.build),
    Template("paper", "paper_clinical", "{name}_期刊论文", paper_clinical.build),
    Template("notice", "notice_groups", "公示_通过人员", notice_groups.build),
    Template("award", "award_decision", "表彰文件", award_decision.build, coloured=True),
    Template("patent", "patent_front", "专利公告", patent_front.build),
    Template(
        "certificate",
        "certificate_bilingual",
        "电子证书_{name}",
        certificate_bilingual.build,
        coloured=True,
    ),
    Template("training", "training_transcript", "学时证明", training_transcript.build),
    Template("summary", "summary_letterhead", "{name}_业务工作报告", summary_report.build),
    Template("catalogue", "catalogue_bag", "材料袋封面", catalogue_bag.build),
    Template("proof", "proof_employment", "在职证明", proof_employment.build, coloured=True),
    Template("assessment", "assessment_years", "近三年考核", assessment_years.build),
)
