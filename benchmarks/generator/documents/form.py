"""专业技术职称评审表: two pages of a text PDF, a real grid with merged cells."""

from __future__ import annotations

from benchmarks.generator.canvas import Canvas, Label
from benchmarks.generator.documents.pieces import first_employer
from benchmarks.generator.labels import Parts, org, other, own, own_in_prose, page, rich
from benchmarks.generator.people import Applicant
from benchmarks.generator.pictures import portrait, qr_code
from benchmarks.generator.style import Style
from benchmarks.generator.table import Table
from benchmarks.truth import REDACT


def build(a: Applicant, style: Style) -> list[Canvas]:
    """The pages, with the applicant's name in every footer."""
    pages = [_first(a, style), _second(a, style)]
    for number, canvas in enumerate(pages, 1):
        foot = rich(
            "申报人：{name}    编号：{no}    第 {p} 页 共 2 页",
            name=own(a.name, "name", "running_footer"),
            no=page(a.number, "number"),
            p=page(str(number), "text"),
        )
        canvas.text(0, canvas.height - 30, foot, size=8.5, align="center", width=canvas.width)
    return pages


def _first(a: Applicant, style: Style) -> Canvas:
    c = Canvas(face=style.form_face)
    m, total = style.margin, c.width - 2 * style.margin
    qr = Label("qr_code", "self", REDACT)
    c.picture(
        c.width - m - 62, 26, c.width - m, 88, qr_code(f"https://zcps.example/p/{a.number}"), qr
    )
    c.text(0, 66, "专业技术职称评审表", size=19, align="center", width=c.width)
    c.text(m, 104, rich("编号：{no}", no=page(a.number, "number")), size=9.5)
    c.text(m, 104, "填表日期：2026年5月18日", size=9.5, align="right", width=total)
    h, lab = style.row_height, style.label_width
    photo_w, side = 84.0, 24.0
    rest = (total - side - 2 * lab - photo_w) / 2
    columns = [side, lab, rest, lab, rest, photo_w]
    rows = [h] * 8
    t = Table(c, m, 112, columns, rows, size=9.8)
    t.cell(0, 0, "基本情况", rowspan=8, stacked=True)
    _photo(t, a)
    _basics(t, a)
    y = _number_row(c, a, m, t.bottom, total, side + lab, h)
    y = _history(c, a, style, y)
    _studies(c, a, style, y)
    return c


def _photo(t: Table, a: Applicant) -> None:
    x0, y0, x1, y1 = t.cell(0, 5, rowspan=4)
    width = min(x1 - x0 - 6, (y1 - y0 - 6) * 295 / 413)
    height = width * 413 / 295
    left, top = (x0 + x1 - width) / 2, (y0 + y1 - height) / 2
    box = (left, top, left + width, top + height)
    t.canvas.picture(*box, portrait(a.looks), Label("photo", "self", REDACT))


def _basics(t: Table, a: Applicant) -> None:
    pairs: list[tuple[str, Parts, str, Parts]] = [
        ("姓　　名", [own(a.name, "name")], "性　　别", [page(a.sex, "text")]),
        ("出生年月", [page(a.birth, "text")], "民　　族", [page(a.ethnic, "text")]),
        ("政治面貌", [a.party], "联系电话", [own(a.phone, "phone")]),
        ("学历学位", [page(a.topic.degree, "text")], "所学专业", [a.topic.studied]),
    ]
    for row, (left, value, right, second) in enumerate(pairs):
        t.cell(row, 1, left)
        t.cell(row, 2, value)
        t.cell(row, 3, right)
        t.cell(row, 4, second)
    t.cell(4, 1, "工作单位")
    t.cell(4, 2, own(a.work.full, "employer"), colspan=2, size=9.2)
    t.cell(4, 4, "单位所属")
    t.cell(4, 5, page(a.work.grade, "grade"))
    t.cell(5, 1, "毕业院校")
    year = a.birth_year + 23
    t.cell(5, 2, [org(a.topic.school), f"　{year}年7月"], colspan=4)
    t.cell(6, 1, "现任职称")
    t.cell(6, 2, page(a.topic.present_title, "title"))
    t.cell(6, 3, "申报职称")
    t.cell(6, 4, page(a.topic.wanted_title, "title"), colspan=2)
    t.cell(7, 1, "电子邮箱")
    t.cell(7, 2, own(a.email, "email"), colspan=2, size=9)
    t.cell(7, 4, "专　　业")
    t.cell(7, 5, page(a.topic.specialty, "text"))


def _number_row(
    c: Canvas, a: Applicant, x: float, y: float, width: float, label: float, height: float
) -> float:
    """身份证号 with one digit a cell; the bottom of the row."""
    cell = (width - label) / 18
    t = Table(c, x, y, [label] + [cell] * 18, [height], size=9.8)
    t.cell(0, 0, "身份证号码")
    for column in range(18):
        t.cell(0, column + 1)
    base = y + height / 2 + 4.2
    places = [(x + label + (n + 0.5) * cell, base) for n in range(18)]
    c.scattered(places, own(a.id_number, "id_number", "one_digit_a_cell"), size=11.5)
    return t.bottom


def _history(c: Canvas, a: Applicant, style: Style, y: float) -> float:
    """工作经历: the present employer, and the former one under its old name."""
    m, total, side = style.margin, c.width - 2 * style.margin, 24.0
    first = a.birth_year + 23
    widths = [side, 118.0, 0.0, 92.0, 70.0]
    widths[2] = total - sum(widths)
    h = style.row_height * 0.92
    t = Table(c, m, y, widths, [h] * 4, size=9.5)
    t.cell(0, 0, "工作经历", rowspan=4, stacked=True, size=9.2)
    for column, head in enumerate(("起止时间", "工作单位及部门", "职务（岗位）", "证明人"), 1):
        t.cell(0, column, head)
    rows: list[tuple[str, Parts, str, str]] = [
        (
            f"{first}.08—{first + 5}.12",
            [first_employer(a)],
            "技术员",
            "孟和",
        ),
        (f"{first + 6}.01—2020.06", [own(a.work.full, "employer")], "专业技术岗", a.leader.name),
        (
            "2020.07—至今",
            [own(a.work.short, "employer", "short"), "（本部）"],
            a.topic.post,
            a.leader.name,
        ),
    ]
    for row, (span, where, post, witness) in enumerate(rows, 1):
        t.cell(row, 1, page(span, "text"))
        t.cell(row, 2, where, size=9)
        t.cell(row, 3, post, size=8.6)
        t.cell(row, 4, other(witness, trap="leader"))
    return t.bottom


def _studies(c: Canvas, a: Applicant, style: Style, y: float) -> None:
    m, total, side = style.margin, c.width - 2 * style.margin, 24.0
    room = c.height - 52 - y
    t = Table(c, m, y, [side, total - side], [room * 0.3, room * 0.7], size=9.8)
    t.cell(0, 0, "继续教育", stacked=True, size=9.2)
    hours = rich(
        "2023年{a}学时，2024年{b}学时，2025年{c}学时，均经{o}审验合格。",
        a=page("90", "text"),
        b=page("96", "text"),
        c=page("96", "text"),
        o=org("包头市专业技术人员继续教育基地"),
    )
    t.prose(0, 1, [hours])
    t.cell(1, 0, "主要业绩", stacked=True, size=9.2)
    deeds: list[Parts] = [[f"{n}.{deed}"] for n, deed in enumerate(a.topic.deeds, 1)]
    before, after = a.topic.named_project.split("{short}")
    project = rich(
        "4.主持《{short}{rest}》课题，排名{rank}，课题编号{no}。",
        short=own(a.work.short, "employer", "in_title"),
        rest=page(before + after, "title"),
        rank=page("第1", "rank"),
        no=page("QYKY-2024-118", "number"),
    )
    t.prose(1, 1, [*deeds, project], indent=0)


def _second(a: Applicant, style: Style) -> Canvas:
    c = Canvas(face=style.form_face)
    m, total, side = style.margin, c.width - 2 * style.margin, 24.0
    heights = [150.0, 190.0, 150.0, 150.0]
    t = Table(c, m, 50, [side, total - side], heights, size=9.8)
    t.cell(0, 0, "论文著作", stacked=True)
    t.prose(0, 1, _papers(a), indent=0)
    t.cell(1, 0, "个人总结", stacked=True)
    summary: list[Parts] = [[line] for line in a.topic.summary]
    mentioned = rich(
        "任现职以来，{name}同志牵头完成的技术成果在{short}全面应用，并与{longer}等同行开展了合作交流。",
        name=own(a.name, "name", "prose"),
        short=own(a.work.short, "employer", "short"),
        longer=other(a.longer.name, trap="longer_name"),
    )
    t.prose(1, 1, [*summary, mentioned])
    t.cell(2, 0, "单位意见", stacked=True)
    opinion = rich(
        "{name}同志自{former}时期参加工作，申报材料经{full}审核并公示5个工作日，内容属实，{verdict}。",
        name=own(a.name, "name", "opinion"),
        former=own(a.work.former, "employer", "former"),
        full=own(a.work.full, "employer"),
        verdict=page("同意推荐", "text"),
    )
    t.prose(2, 1, [opinion])
    right = m + total
    signed = rich("负责人：{n}　　　2026年6月2日", n=other(a.leader.name, trap="leader"))
    c.text(m, t.ys[3] - 14, signed, size=9.8, align="right", width=total - 16)
    t.cell(3, 0, "主管部门", stacked=True)
    check = rich(
        "经审核，{name}所报材料{v}。",
        name=own_in_prose(a.name, is_word=a.name_is_word),
        v=page("真实有效", "text"),
    )
    t.prose(3, 1, [check])
    checked = rich("审核人：{n}　　　2026年6月20日", n=other(a.reviewer.name, trap="reviewer"))
    c.text(m, t.ys[4] - 14, checked, size=9.8, align="right", width=right - m - 16)
    c.text(m, t.bottom + 18, "注：本表一式一份，A4纸双面打印，不得更改表格样式。", size=8.5)
    return c


def _papers(a: Applicant) -> list[Parts]:
    """Own papers by rank, and one in which a longer name stands beside the own."""
    mate = a.colleagues[0]
    first, second = a.topic.own_papers
    return [
        rich(
            "1. {me}，{mate}. {title}[J]. {source}.（{rank}）",
            me=own(a.name, "name", "author_line"),
            mate=other(mate.name, trap="coauthor"),
            title=page(first[0], "title"),
            source=page(first[1], "title"),
            rank=page("第一作者", "rank"),
        ),
        rich(
            "2. {longer}，{me}，{mate}. {title}[J]. {source}.（{rank}）",
            longer=other(a.longer.name, trap="longer_name"),
            me=own(a.name, "name", "author_line"),
            mate=other(a.colleagues[1].name, trap="coauthor"),
            title=page(second[0], "title"),
            source=page(second[1], "title"),
            rank=page("第二作者", "rank"),
        ),
        rich(
            "3. {longer}. 相关技术规程解读[J]. {journal}, 2023, 41(2): 5-8.（参考资料）",
            longer=other(a.longer.name, trap="longer_name"),
            journal=page(a.topic.journal, "title"),
        ),
    ]
