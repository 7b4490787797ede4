"""获奖证书: ornate landscape certificate, the name inside a sentence, the giver's red seal."""

from __future__ import annotations

import numpy as np

from benchmarks.generator.canvas import A4, Canvas, Label, Span
from benchmarks.generator.labels import Parts, org, other, own, page, rich
from benchmarks.generator.people import Applicant
from benchmarks.generator.pictures import ornate_border, seal
from benchmarks.generator.style import Style
from benchmarks.truth import KEEP


def build(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
    """The certificate's one page, A4 across."""
    t = a.topic
    c = Canvas(A4[1], A4[0], face=style.body_face, mark=(84.0, 62.0))
    c.backdrop(ornate_border(1754, 1240, rng))
    red = (0.72, 0.1, 0.1)
    c.text(0, 128, Span("获　奖　证　书", colour=red), size=40, align="center", width=c.width)
    given: Parts = [
        "　　在",
        page(t.prize_project, "title"),
        "项目中，",
        own(a.name, "name", "in_sentence"),
        "同志（",
        page("第1完成人", "rank"),
        "）与",
        other(a.colleagues[0].name, trap="co_winner"),
        "（",
        page("第2完成人", "rank"),
        "）、",
        other(a.longer.name, trap="longer_name"),
        "（",
        page("第3完成人", "rank"),
        "）共同完成的成果，荣获二〇二四年度",
        org(t.prize_body, "giver"),
        page(t.prize, "title"),
        page(t.prize_rank, "title"),
        "。特发此证，以资鼓励。",
    ]
    y = c.paragraph(112, 188, c.width - 224, given, size=20, leading=1.85, indent=0)
    unit = rich("完成单位：{w}", w=own(a.work.full, "employer"))
    c.text(112, max(y + 6, 356), unit, size=15)
    number = rich("证书编号：{n}", n=page("QY-2024-2-0317", "number"))
    c.text(112, max(y + 36, 386), number, size=13)
    right = c.width - 130
    c.text(0, 448, org(t.prize_body, "giver"), size=19, align="right", width=right)
    c.text(0, 480, page("二〇二四年十二月", "text"), size=16, align="right", width=right)
    middle = right - c.measure(t.prize_body, 19) / 2
    side = 58.0
    ink = seal(t.prize_body, "奖励专用章")
    box = (middle - side, 456 - side, middle + side, 456 + side)
    c.picture(*box, ink, Label("seal", "org", KEEP, "giver"))
    return [c]
