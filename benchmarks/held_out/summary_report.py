"""业务工作报告: two pages of prose under the employer's letterhead, signed at the end."""

from __future__ import annotations

import numpy as np

from benchmarks.generator.canvas import GREY, Canvas, Rich, Span
from benchmarks.generator.labels import Parts, org, other, own, page, rich, with_words
from benchmarks.generator.people import Applicant
from benchmarks.generator.style import Style
from benchmarks.held_out.parts import HEAD, centred, fit, named_project

_BOTTOM = 758.0


class _Pages:
    """Paragraphs that go on to a next page when the one before is full."""

    def __init__(self, a: Applicant, style: Style) -> None:
        self.a, self.style = a, style
        self.done: list[Canvas] = []
        self.y = 0.0
        self.turn()

    def turn(self) -> None:
        """Begin a page with the employer's letterhead and the applicant's footer."""
        c = Canvas(face=self.style.body_face)
        self.done.append(c)
        self.y = 96.0
        m, total = self.style.margin + 22, c.width - 2 * self.style.margin - 44
        head = Span(self.a.work.full, own(self.a.work.full, "employer", "letterhead").label)
        c.text(m, 46, head, size=fit(c, head, total * 0.6, 9.5))
        right: Parts = ["职称申报材料　", page("内部资料", "text")]
        c.text(m, 46, right, size=9, align="right", width=total)
        c.rule(m, 53, m + total, 53, 0.6, GREY)
        foot = rich(
            "{n}　业务工作报告　第{p}页",
            n=own(self.a.name, "name", "running_footer"),
            p=page(str(len(self.done)), "text"),
        )
        c.text(m, c.height - 44, foot, size=8.5, align="right", width=total)

    def add(self, text: Rich, *, head: bool = False) -> None:
        """One paragraph or heading, kept whole."""
        c, size = self.done[-1], self.style.body_size + 1.5
        m, total = self.style.margin + 22, c.width - 2 * self.style.margin - 44
        lines = c.lines_needed(text, total, size, 2 * size)
        if self.y + (lines + (2 if head else -1)) * size * 1.9 > _BOTTOM:
            self.turn()
            c = self.done[-1]
        face = HEAD if head else None
        self.y = c.paragraph(m, self.y, total, text, size=size, leading=1.9, face=face)


def build(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
    """The report; which colleague is named where is left to chance."""
    pages = _Pages(a, style)
    t, mates = a.topic, [a.colleagues[int(n)] for n in rng.permutation(3)]
    centred(pages.done[0], 100, "任期内业务工作报告", size=20, face=HEAD)
    pages.y = 146
    pages.add(
        rich(
            "我叫{me}，{sex}，{ethnic}，{birth}出生，{school}{what}专业毕业，"
            "现任{unit}{post}，{title}。现将任期内工作报告如下。",
            me=own(a.name, "name", "prose"),
            sex=page(a.sex, "text"),
            ethnic=page(a.ethnic, "text"),
            birth=page(f"{a.birth_year}年{int(a.id_number[10:12])}月", "text"),
            school=org(t.school),
            what=page(t.studied, "text"),
            unit=own(a.work.full, "employer"),
            post=page(t.post, "title"),
            title=page(t.present_title, "title"),
        )
    )
    pages.add("一、履行岗位职责", head=True)
    for line in t.summary:
        pages.add(line)
    for phrase in a.phrases:
        pages.add(with_words(phrase, a.words))
    pages.add("二、主要专业工作", head=True)
    for number, deed in zip("123", t.deeds, strict=False):
        pages.add(f"{number}.{deed}")
    _projects(pages, a)
    pages.add("三、科研与论文", head=True)
    (first, where), (second, there) = t.own_papers[:2]
    pages.add(
        rich(
            "以{rank}在《{where}》发表《{title}》；与{mate}、{longer}合作完成《{second}》（{there}）。",
            rank=page("第一作者", "rank"),
            where=page(where.split(",")[0], "title"),
            title=page(first, "title"),
            mate=other(mates[0].name, trap="coauthor"),
            longer=other(a.longer.name, trap="longer_name"),
            second=page(second, "title"),
            there=page(there, "title"),
        )
    )
    for index in (2, 4, 6):
        pages.add(t.body[index])
    pages.add("四、传帮带与社会服务", head=True)
    pages.add(
        rich(
            "作为{former}时期参加工作的老职工，我与{mate}结成师徒对子，"
            "协助{far}开展技术培训，得到{leader}的肯定。",
            former=own(a.work.former, "employer", "former"),
            mate=other(mates[1].name, trap="coauthor"),
            far=org(a.longer.workplace),
            leader=other(a.leader.name, trap="leader"),
        )
    )
    pages.add("五、今后努力方向", head=True)
    pages.add(
        f"今后将围绕{t.specialty}领域的突出问题，加强理论学习，注重成果转化，为行业发展多作贡献。"
    )
    _sign(pages, a)
    return pages.done


def _projects(pages: _Pages, a: Applicant) -> None:
    t = a.topic
    pages.add(
        [
            "4.主持",
            *named_project(a),
            "，",
            page("2024年通过验收", "text"),
            "；参加",
            page(t.prize_project, "title"),
            "，获",
            org(t.prize_body, "giver"),
            page(t.prize + t.prize_rank, "title"),
            "，本人",
            page("排名第2", "rank"),
            "。",
        ]
    )


def _sign(pages: _Pages, a: Applicant) -> None:
    if pages.y + 120 > _BOTTOM:
        pages.turn()
    c, size = pages.done[-1], 11.5
    m, total = pages.style.margin + 22, c.width - 2 * pages.style.margin - 44
    y = pages.y + 26
    lines: list[Parts] = [
        rich("报告人：{n}", n=own(a.name, "name", "signature")),
        rich("联系电话：{p}", p=own(a.phone, "phone")),
        rich("电子信箱：{e}", e=own(a.email, "email")),
        [page("2026年5月12日", "text")],
    ]
    for row, line in enumerate(lines):
        c.text(m, y + row * 22, line, size=size, align="right", width=total)
