"""The proofs in a 业绩总结: a screenshot, records of other people, a photo of a group."""

from __future__ import annotations

import numpy as np

from benchmarks.generator.canvas import Canvas, Colour, Label, Rich, Span
from benchmarks.generator.documents.flow import Flow
from benchmarks.generator.documents.pieces import bystanders, fitted, put
from benchmarks.generator.labels import other, own, page, rich
from benchmarks.generator.people import Applicant
from benchmarks.generator.pictures import Looks
from benchmarks.generator.props import group_photo, screen_window
from benchmarks.generator.table import Table
from benchmarks.truth import ASK

_BAR: Colour = (0.18, 0.36, 0.62)
_PANE: Colour = (0.93, 0.95, 0.97)
_WHITE: Colour = (1.0, 1.0, 1.0)
_RECORDS = {  # by a part of the series' name, the last for all: title, first columns, findings
    "卫生": ("病案摘录", ("患者", "住院号", "诊断"), ("高血压2级", "冠心病", "糖尿病")),
    "教师": ("学生成长记录", ("学生", "学籍号", "评语"), ("进步明显", "需要辅导", "按时完成")),
    "": ("用户回访记录", ("用户", "户号", "反映问题"), ("到货延迟", "接口松动", "已解决")),
}
_STRANGERS = (
    Looks(skin=(222, 178, 150), coat=(70, 70, 74)),
    Looks(skin=(238, 200, 176), coat=(150, 60, 60), long_hair=True),
)


def screenshot(flow: Flow, a: Applicant, rng: np.random.Generator) -> None:
    """A window of the employer's own program, as a picture in the page."""
    width = flow.width * float(rng.uniform(0.7, 0.86))
    window = _window(a, rng)
    height = width * window.height / window.width
    flow.heading("四、佐证材料：系统运行截图", above=1.0, follows=height)
    x = flow.x + (flow.width - width) / 2
    foot = screen_window(flow.canvas, x, flow.y - 6, width, window)
    caption = "图1　业务系统工作界面"
    flow.canvas.text(flow.x, foot + 15, caption, size=9, align="center", width=flow.width)
    flow.y = foot + 40


def _window(a: Applicant, rng: np.random.Generator) -> Canvas:
    """Title bar, address, who is logged in, a list of tasks of others."""
    c = Canvas(430.0, 236.0, face="sans", mark=(8.0, 6.0))
    c.shade(0, 0, c.width, 24, _BAR)
    c.shade(0, 48, 96, c.height - 18, _PANE)
    c.frame(0.5, 0.5, c.width - 0.5, c.height - 0.5, 0.8)
    title = _white(own(a.work.short, "employer", "screenshot"))
    heading: list[str | Span] = [title, Span("业务管理平台", colour=_WHITE)]
    c.text(10, 16.5, heading, size=fitted(c, heading, 220, 11))
    user = _white(own(a.name, "name", "screenshot"))
    who: list[str | Span] = [Span("当前用户：", colour=_WHITE), user]
    c.text(0, 16, who, size=9.5, align="right", width=c.width - 12)
    address = rich("https://oa.{d}/index", d=own(a.work.domain, "employer", "domain"))
    c.text(10, 39, address, size=8.5)
    c.line(0, 47, c.width, 47, 0.6)
    for number, item in enumerate(("首页", "项目管理", "资料归档", "统计报表", "系统设置")):
        c.text(18, 74 + 28 * number, page(item, "text"), size=9.5)
    _tasks(c, a, rng)
    return c


def _white(span: Span) -> Span:
    return Span(span.text, span.label, colour=_WHITE)


def _tasks(c: Canvas, a: Applicant, rng: np.random.Generator) -> None:
    names = bystanders(a, rng, 3)
    t = Table(c, 106, 58, [44.0, 134.0, 74.0, 62.0], [22.0] * 5, size=8.6)
    rows: list[list[Rich]] = [
        ["编号", "事项", "提交人", "状态"],
        ["0417", "季度数据上报", other(names[0], trap="screenshot"), "已办结"],
        ["0423", "设备检修申请", other(a.longer.name, trap="longer_name"), "待审核"],
        ["0428", "技术资料借阅", other(names[1], trap="screenshot"), "已办结"],
        ["0431", "外来人员登记", other(names[2], trap="screenshot"), "待审核"],
    ]
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            put(t, row, column, value)
    phone = rich("技术支持：{p}", p=page("400-999-0000", "phone", "office_phone"))
    c.text(106, 196, phone, size=8.5)


def records(flow: Flow, a: Applicant, rng: np.random.Generator) -> None:
    """Data of patients or users: not the applicant's, so it stays (case 82)."""
    title, heads, found = next(v for k, v in _RECORDS.items() if k in a.topic.series)
    flow.heading(f"五、佐证材料：{title}", above=1.0, follows=90)
    names = [*bystanders(a, rng, 2), "刘××"]
    numbers = [a.longer.id_number, "159905********1021", "——"]
    widths = [60.0, 62.0, 0.0, 136.0, 84.0]
    widths[2] = flow.width - sum(widths)
    t = Table(flow.canvas, flow.x, flow.y - 6, widths, [21.0] * 4, size=9.2)
    for column, head in enumerate((*heads, "身份证号", "联系电话")):
        put(t, 0, column, page(head, "heading"))
    for row, name in enumerate(names, 1):
        phone = f"1549{rng.integers(10**6, 10**7)}"
        cells: list[Rich] = [
            other(name, trap="third_party"),
            other(f"{rng.integers(10**6, 10**7)}", "number", "third_party"),
            page(found[row - 1], "text"),
            other(numbers[row - 1], "id_number", "third_party"),
            other(phone if row < 3 else "154****0007", "phone", "third_party"),
        ]
        for column, value in enumerate(cells):
            put(t, row, column, value)
    flow.y = t.bottom + 26


def group(flow: Flow, a: Applicant, rng: np.random.Generator) -> None:
    """A photo of three people: only a person can say which is the applicant (case 63)."""
    width, height = 230.0, 123.0
    flow.need(height + 34)
    c, x = flow.canvas, flow.x + (flow.width - width) / 2
    place = int(rng.integers(3))
    looks = [*_STRANGERS]
    looks.insert(place, a.looks)
    label = Label("photo", "other", ASK, "group_photo")
    c.picture(x, flow.y - 8, x + width, flow.y - 8 + height, group_photo(looks), label)
    names = [other(n, trap="caption") for n in bystanders(a, rng, 2)]
    names.insert(place, own(a.name, "name", "caption"))
    caption = rich("图2　现场合影（左起：{a}、{b}、{c}）", a=names[0], b=names[1], c=names[2])
    size = fitted(c, caption, flow.width, 9)
    c.text(flow.x, flow.y + height + 8, caption, size=size, align="center", width=flow.width)
    flow.y += height + 30
