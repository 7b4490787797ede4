"""专利证书 and 登记簿副本: inventors in order, the employer as owner, a bar code of the number."""

from __future__ import annotations

import numpy as np

from benchmarks.generator.canvas import Canvas, Colour, Label, Span
from benchmarks.generator.documents.pieces import bystanders, giver_seal, put
from benchmarks.generator.labels import Parts, org, other, own, page, rich
from benchmarks.generator.people import Applicant, Colleague
from benchmarks.generator.pictures import ornate_border
from benchmarks.generator.props import bar_code
from benchmarks.generator.style import Style
from benchmarks.generator.table import Table
from benchmarks.truth import OPEN

_RED: Colour = (0.7, 0.1, 0.1)
_OFFICE = "北疆知识产权局"  # nobody's
_KINDS = (("发明", "1", "B"), ("实用新型", "2", "U"))


class _Patent:
    """What both pages say about it, drawn once."""

    def __init__(self, a: Applicant, rng: np.random.Generator) -> None:
        self.kind, digit, letter = _KINDS[int(rng.integers(2))]
        self.year = int(rng.integers(2016, 2024))
        serial = int(rng.integers(9_000_000, 9_999_999))  # higher than any in use
        self.number = f"ZL {self.year} {digit} {serial}.{rng.integers(10)}"
        self.grant = f"CN 1{rng.integers(70_000_000, 99_999_999)} {letter}"
        self.certificate = f"第{rng.integers(6_000_000, 9_999_999)}号"
        self.title = a.topic.prize_project + ("方法及系统" if digit == "1" else "装置")
        self.filed = f"{self.year}年{rng.integers(1, 6):02d}月{rng.integers(1, 28):02d}日"
        self.granted = f"{self.year + 1}年{rng.integers(7, 13):02d}月{rng.integers(1, 28):02d}日"
        people: list[Colleague | None] = [None, *a.colleagues[:2], a.longer]
        self.order = [people[int(n)] for n in rng.permutation(len(people))]
        self.shared = bool(rng.random() < 0.4)
        self.agent, self.head = bystanders(a, rng, 2)

    def inventors(self, a: Applicant) -> Parts:
        """王伟;李娜;赵强: the order is the rank."""
        parts: Parts = []
        for person in self.order:
            parts += [";"] if parts else []
            if person is None:
                parts.append(own(a.name, "name", "inventor"))
            else:
                trap = "longer_name" if person is a.longer else "co_inventor"
                parts.append(other(person.name, trap=trap))
        return parts

    def owners(self, a: Applicant) -> Parts:
        parts: Parts = [own(a.work.full, "employer", "patentee")]
        return [*parts, ";", org(a.colleagues[-1].workplace)] if self.shared else parts


def build(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
    """The certificate, and the register's copy that tells what changed since."""
    patent = _Patent(a, rng)
    return [_certificate(a, patent, style, rng), _register(a, patent, style)]


def _code(c: Canvas, patent: _Patent, x: float, y: float, width: float) -> None:
    """The bar code; case 67 removes codes, (d) 9 keeps this one's number: not scored."""
    digits = "".join(ch for ch in patent.number if ch.isdigit())
    label = Label("qr_code", "self", OPEN, "patent_barcode")
    c.picture(x, y, x + width, y + 24, bar_code(digits), label)
    c.text(x, y + 34, page(digits, "number", "barcode_number"), size=8, align="center", width=width)


def _certificate(a: Applicant, patent: _Patent, style: Style, rng: np.random.Generator) -> Canvas:
    c = Canvas(face=style.body_face, mark=(92.0, 88.0))
    c.backdrop(ornate_border(1240, 1754, rng))
    x, width, size = 92.0, c.width - 184, 12.0
    number = rich("证书号{n}", n=page(patent.certificate, "number"))
    c.text(x, 96, number, size=10.5, align="right", width=width)
    title = Span(f"{patent.kind}专利证书", colour=_RED)
    c.text(0, 164, title, size=29, align="center", width=c.width)
    rows: list[tuple[str, Parts]] = [
        (f"{patent.kind}名称", [page(patent.title, "title")]),
        ("发　明　人", patent.inventors(a)),
        ("专　利　号", [page(patent.number, "number")]),
        ("专利申请日", [page(patent.filed, "text")]),
        ("专利权人", patent.owners(a)),
        ("授权公告日", [page(patent.granted, "text")]),
        ("授权公告号", [page(patent.grant, "number")]),
    ]
    y = 218.0
    for label, value in rows:
        c.text(x, y, f"{label}：", size=size)
        start = x + 7.4 * size
        y = c.paragraph(
            start, y, x + width - start, value, size=size, leading=1.4, indent=0, justify=False
        )
        y += 15
    text: Parts = [
        "本专利经审查，决定授予专利权，颁发本证书并在专利登记簿上予以登记，专利权自授权公告之日起生效，",
        page("专利权期限二十年" if patent.kind == "发明" else "专利权期限十年", "text"),
        "，自申请日起算。",
        "专利权的转移、质押、无效、终止、恢复和专利权人的姓名或名称变更等事项记载在专利登记簿上。",
    ]
    c.paragraph(x, max(y + 6, 470), width, text, size=11, leading=1.65)
    _code(c, patent, x, 610, 150)
    head = rich("局长　{n}", n=other(patent.head, trap="signer"))
    c.text(x, 700, head, size=15)
    right = x + width
    c.text(x, 668, org(_OFFICE, "giver"), size=14, align="right", width=width)
    c.text(x, 700, page(patent.granted, "text"), size=12, align="right", width=width)
    giver_seal(c, _OFFICE, right - c.measure(_OFFICE, 14) / 2, 672, 50)
    c.text(0, 742, "第 1 页（共 2 页）", size=9, align="center", width=c.width)
    return c


def _register(a: Applicant, patent: _Patent, style: Style) -> Canvas:
    c = Canvas(face=style.form_face)
    x, width = style.margin + 8, c.width - 2 * style.margin - 16
    c.text(0, 88, "专 利 登 记 簿 副 本", size=20, align="center", width=c.width)
    _code(c, patent, x, 108, 140)
    number = rich("副本编号：{n}", n=page(f"{patent.year + 2}-{patent.certificate[1:5]}", "number"))
    c.text(x, 124, number, size=10, align="right", width=width)
    lab, h = style.label_width + 14, style.row_height + 3
    half = (width - 2 * lab) / 2
    t = Table(c, x, 160, [lab, half, lab, half], [h, h, h + 8, h, h, h + 12], size=10)
    wide: dict[int, tuple[str, Parts]] = {
        1: ("专利名称", [page(patent.title, "title")]),
        2: ("发明人", patent.inventors(a)),
        5: ("现专利权人", patent.owners(a)),
    }
    for row, (label, value) in wide.items():
        put(t, row, 0, label)
        put(t, row, 1, value, colspan=3)
    pairs: dict[int, tuple[str, Parts, str, Parts]] = {
        0: ("专利号", [page(patent.number, "number")], "专利类型", [page(patent.kind, "text")]),
        3: ("申请日", [page(patent.filed, "text")], "授权公告日", [page(patent.granted, "text")]),
        4: (
            "授权公告号",
            [page(patent.grant, "number")],
            "代理师",
            [other(patent.agent, trap="agent")],
        ),
    }
    for row, cells in pairs.items():
        for column, text in enumerate(cells):
            put(t, row, column, text)
    y = _changes(c, a, patent, x, t.bottom + 30, width, h)
    fees = rich("年费缴纳状态：{s}　　法律状态：{l}", s=page("已缴至本年度", "text"),
                l=page("专利权维持", "text"))  # fmt: skip
    c.text(x, y + 26, fees, size=10)
    c.paragraph(
        x,
        y + 50,
        width,
        "本副本依据专利登记簿出具，与登记簿记载内容一致，仅证明出具之日的法律状态。",
        size=10,
    )
    y = max(y + 110, 640)
    c.text(x, y, org(_OFFICE, "giver"), size=13, align="right", width=width - 20)
    c.text(x, y + 30, page(f"{patent.year + 2}年03月06日", "text"), size=11, align="right",
           width=width - 20)  # fmt: skip
    giver_seal(c, _OFFICE, x + width - 20 - c.measure(_OFFICE, 13) / 2, y + 4, 48)
    c.text(0, 800, "第 2 页（共 2 页）", size=9, align="center", width=c.width)
    return c


def _changes(
    c: Canvas, a: Applicant, patent: _Patent, x: float, y: float, width: float, h: float
) -> float:
    """著录事项变更: the owner under its former name."""
    c.text(x, y - 8, Span("著录事项变更", face="sans"), size=11)
    widths = [74.0, 62.0, 0.0, 0.0]
    widths[2] = widths[3] = (width - sum(widths)) / 2
    t = Table(c, x, y, widths, [h, h + 10], size=9.5)
    for column, head in enumerate(("变更日期", "变更事项", "变更前", "变更后")):
        put(t, 0, column, head)
    row: list[Parts] = [
        [page(f"{patent.year + 2}.01.15", "text")],
        ["专利权人"],
        [own(a.work.former, "employer", "former")],
        [own(a.work.full, "employer", "patentee")],
    ]
    for column, value in enumerate(row):
        put(t, 1, column, value)
    return t.bottom
