"""公示: a public office's letter with a table of eight people, one of them the applicant."""

from __future__ import annotations

from benchmarks.generator.canvas import Canvas, Label
from benchmarks.generator.labels import Parts, ask, org, other, own, page, rich
from benchmarks.generator.people import Applicant
from benchmarks.generator.pictures import seal
from benchmarks.generator.style import Style
from benchmarks.generator.table import Table
from benchmarks.truth import KEEP

_OFFICE = "云川新区人力资源和社会保障局"
_PEOPLE = (
    ("赵鹏飞", "男", "云川新区第三实验中学", "高级教师"),
    ("斯琴", "女", "云川新区蒙医药研究所", "副主任医师"),
    ("冯立新", "男", "北辰机械制造有限公司", "高级工程师"),
    ("贺晓燕", "女", "云川新区农牧业技术推广站", "农艺师"),
    ("那仁满都拉", "男", "白桦苏木综合保障中心", "工程师"),
    ("韩雪", "女", "云川新区疾病预防控制站", "主管技师"),
)


def build(a: Applicant, style: Style) -> list[Canvas]:
    """The letter's one page."""
    c = Canvas(face=style.body_face)
    m, total = style.margin + 14, c.width - 2 * style.margin - 28
    c.text(0, 84, org(_OFFICE, "giver"), size=20, align="center", width=c.width, face="sans")
    number = page("云川人社公示〔2026〕7号", "number")
    c.text(0, 108, number, size=11, align="center", width=c.width)
    c.rule(m, 118, m + total, 118, 1.6, (0.8, 0.1, 0.1))
    title = "关于2026年度专业技术职称申报人员的公示"
    c.text(0, 152, title, size=16, align="center", width=c.width, face="sans")
    size = style.body_size + 1
    y = c.paragraph(m, 182, total, _opening(), size=size, leading=1.7)
    y = _rows(c, a, m, y - 4, total)
    y = c.paragraph(m, y + 24, total, _closing(a), size=size, leading=1.7)
    if a.homonym:
        place = "人社局"
        checked = rich(
            "审核人：{n}（{p}）", n=ask(a.name, "name", "homonym"), p=page(place, "employer")
        )
    else:
        checked = rich("审核人：{n}", n=other(a.reviewer.name, trap="reviewer"))
    y = max(y + 20, 630)
    c.text(m, y, checked, size=size)
    right = m + total
    c.text(m, y + 34, org(_OFFICE, "giver"), size=size, align="right", width=total)
    c.text(m, y + 56, page("2026年4月20日", "text"), size=size, align="right", width=total - 30)
    x = right - c.measure(_OFFICE, size) / 2
    box = (x - 54, y - 16, x + 54, y + 92)
    c.picture(*box, seal(_OFFICE), Label("seal", "org", KEEP, "giver"))
    return [c]


def _opening() -> Parts:
    return [
        "根据职称评审工作安排，经个人申报、单位推荐，现将下列8名申报人员基本情况予以公示，公示期为",
        page("2026年4月20日至4月24日", "text"),
        "，共5个工作日。",
    ]


def _closing(a: Applicant) -> Parts:
    return rich(
        "公示期间，如有异议，请以书面或电话形式实名反映。监督电话：{p}，联系人：{n}。",
        p=page("0471-6928486", "phone", "office_phone"),
        n=other(a.reviewer.name, trap="reviewer"),
    )


def _rows(c: Canvas, a: Applicant, x: float, y: float, total: float) -> float:
    """The table; the applicant stands fifth, the near name second."""
    widths = [34.0, 76.0, 38.0, 0.0, 92.0]
    widths[3] = total - sum(widths)
    t = Table(c, x, y, widths, [26.0] * 9, size=10)
    for column, head in enumerate(("序号", "姓　名", "性别", "工作单位", "申报职称")):
        t.cell(0, column, head)
    own_row: list[Parts] = [
        [own(a.name, "name", "own_row")],
        [page(a.sex, "text")],
        [own(a.work.full, "employer", "own_row")],
        [page(a.topic.wanted_title, "title")],
    ]
    near: list[Parts] = [
        [other(a.longer.name, trap="near_name")],
        [other(a.longer.sex, "text")],
        [org(a.longer.workplace)],
        [page("工程师", "title")],
    ]
    rows: list[list[Parts]] = [
        [[other(name, trap="other_row")], [sex], [org(place)], [page(title, "title")]]
        for name, sex, place, title in _PEOPLE
    ]
    rows[1:1] = [near]
    rows[4:4] = [own_row]
    for row, line in enumerate(rows, 1):
        t.cell(row, 0, str(row))
        for column, value in enumerate(line, 1):
            t.cell(row, column, value)
    return t.bottom
