"""One layout of one type of document, as the generator's pools hold it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from benchmarks.generator.canvas import Canvas
from benchmarks.generator.people import Applicant
from benchmarks.generator.style import Style

Draw = Callable[[Applicant, Style, np.random.Generator], list[Canvas]]

KINDS = (
    "form",  # 专业技术职称评审表
    "submission",  # 送审表, A3 across
    "catalogue",  # 送评材料目录单
    "training",  # 继续教育审验卡
    "certificate",  # 职称证书, 聘书
    "assessment",  # 年度考核表
    "notice",  # 公示
    "paper",  # 论文
    "patent",  # 专利证书
    "award",  # 获奖证书
    "proof",  # 身份证复印件, 劳动合同, 社保证明
    "summary",  # 业绩总结
)


@dataclass(frozen=True, slots=True)
class Template:
    """How one layout is drawn and in which ways it is uploaded.

    ``draw`` returns all its pages, labelled; whatever varies comes from the applicant, the
    style and the random stream. ``title`` is the file name's stem, ``{name}`` the applicant's
    name in it.
    """

    kind: str  # of KINDS
    name: str  # unique among all pools: "paper_two_columns"
    title: str
    draw: Draw
    born_digital: bool = True  # uploaded as a PDF with a text layer
    scanned: bool = True
    coloured: bool = False  # a scan of it keeps its colours

    def __post_init__(self) -> None:
        if self.kind not in KINDS or not (self.born_digital or self.scanned):
            raise ValueError(f"template {self.name} has no kind or no carrier")
