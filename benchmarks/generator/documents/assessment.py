"""年度考核登记表: one page, to be scanned askew."""

from __future__ import annotations

from benchmarks.generator.canvas import Canvas
from benchmarks.generator.labels import Parts, other, own, page, rich
from benchmarks.generator.people import Applicant
from benchmarks.generator.style import Style
from benchmarks.generator.table import Table


def build(a: Applicant, style: Style) -> list[Canvas]:
    """The form's one page."""
    c = Canvas(face=style.form_face)
    m, total = style.margin + 6, c.width - 2 * style.margin - 12
    c.text(0, 84, "事业单位工作人员年度考核登记表", size=18, align="center", width=c.width)
    c.text(
        0, 106, rich("（{y}年度）", y=page("2025", "text")), size=12, align="center", width=c.width
    )
    head = rich("单位：{w}", w=own(a.work.full, "employer"))
    c.text(m, 130, head, size=11)
    h, lab = style.row_height + 2, style.label_width
    rest = (total - 3 * lab) / 3
    t = Table(c, m, 140, [lab, rest] * 3, [h, h, h, 168, 128, 100, 84], size=11)
    _head_rows(t, a)
    t.cell(3, 0, "个人总结", stacked=True)
    t.prose(3, 1, _summary(a), colspan=5)
    mine = rich("本人签名：{n}　　2026年1月6日", n=own(a.name, "name", "signature"))
    c.text(m, t.ys[4] - 12, mine, size=11, align="right", width=total - 14)
    t.cell(4, 0, "主管领导评语", stacked=True, size=10)
    opinion = rich(
        "{n}同志政治坚定，业务熟练，作风扎实，较好完成了{d}等工作任务，建议确定为{g}等次。",
        n=own(a.name, "name", "prose"),
        d=page(a.topic.duty, "text"),
        g=page("优秀", "grade"),
    )
    t.prose(4, 1, [opinion], colspan=5)
    signed = rich("签名：{n}　　2026年1月9日", n=other(a.leader.name, trap="leader"))
    c.text(m, t.ys[5] - 12, signed, size=11, align="right", width=total - 14)
    t.cell(5, 0, "考核委员会意见", stacked=True, size=10)
    t.prose(5, 1, [rich("经集体研究，确定考核等次为{g}。", g=page("优秀", "grade"))], colspan=5)
    chair = rich("负责人：{n}　　2026年1月15日", n=other("包志刚", trap="leader"))
    c.text(m, t.ys[6] - 12, chair, size=11, align="right", width=total - 14)
    t.cell(6, 0, "备　注", stacked=True)
    t.prose(6, 1, [_remark(a)], colspan=5)
    return [c]


def _head_rows(t: Table, a: Applicant) -> None:
    cells: list[list[Parts]] = [
        [
            ["姓　名"],
            [own(a.name, "name")],
            ["性　别"],
            [page(a.sex, "text")],
            ["出生年月"],
            [page(a.birth, "text")],
        ],
        [
            ["政治面貌"],
            [a.party],
            ["民　族"],
            [page(a.ethnic, "text")],
            ["联系电话"],
            [own(a.phone, "phone")],
        ],
    ]
    for row, line in enumerate(cells):
        for column, value in enumerate(line):
            t.cell(row, column, value, size=10.5)
    t.cell(2, 0, "职务职称", size=10.5)
    t.cell(2, 1, page(a.topic.present_title, "title"), size=10.5)
    t.cell(2, 2, "从事工作", size=10.5)
    t.cell(2, 3, page(a.topic.duty, "text"), colspan=3, size=10.5)


def _summary(a: Applicant) -> list[Parts]:
    lines: list[Parts] = [[line] for line in a.topic.summary]
    helped = rich(
        "在{mate}、{other}等同事支持下，完成{short}年度重点任务，成果在全市推广。",
        mate=other(a.colleagues[0].name, trap="coauthor"),
        other=other(a.colleagues[1].name, trap="coauthor"),
        short=own(a.work.short, "employer", "short"),
    )
    return [*lines, helped]


def _remark(a: Applicant) -> Parts:
    return rich(
        "考核结果已书面通知本人，并报{o}备案，咨询电话{p}。",
        o=page("市人力资源和社会保障局", "employer"),
        p=page("0472-5990213", "phone", "office_phone"),
    )
