"""职称证书, 职业资格证书: an open booklet, photo and code on the left, the data on the right."""

from __future__ import annotations

import numpy as np

from benchmarks.generator.canvas import A4, Canvas, Colour, Label, Span
from benchmarks.generator.documents.pieces import fitted, giver_seal, photo
from benchmarks.generator.labels import Parts, org, own, page, rich
from benchmarks.generator.people import Applicant
from benchmarks.generator.pictures import Rgb, qr_code
from benchmarks.generator.props import booklet_paper
from benchmarks.generator.style import Style
from benchmarks.truth import REDACT

_RED: Colour = (0.66, 0.1, 0.1)
_TINTS: tuple[Rgb, ...] = ((250, 244, 228), (240, 246, 238), (248, 238, 240))
_ISSUERS = ("青原人力资源和社会保障厅", "北疆职业技能鉴定指导中心", "云川新区职称改革工作办公室")


def build(a: Applicant, style: Style, rng: np.random.Generator) -> list[Canvas]:
    """The booklet's two open pages on one sheet, A4 across."""
    c = Canvas(A4[1], A4[0], face=style.body_face, mark=(34.0, 34.0))
    c.backdrop(booklet_paper(c.width, c.height, _TINTS[int(rng.integers(3))], rng))
    qualification = bool(rng.random() < 0.4)
    issuer = _ISSUERS[int(rng.integers(3))]
    year = a.birth_year + int(rng.integers(28, 33))
    number = f"{year}15{rng.integers(10**8, 10**9)}"
    _left(c, a, issuer, number, qualification)
    _right(c, a, style, issuer, number, year, qualification)
    return [c]


def _left(c: Canvas, a: Applicant, issuer: str, number: str, qualification: bool) -> None:
    x, width = 46.0, c.width / 2 - 92
    heading = "职业资格证书" if qualification else "专业技术职务任职资格证书"
    title = Span(heading, colour=_RED, face="sans")
    c.text(x, 92, title, size=fitted(c, title, width, 21), align="center", width=width)
    photo(c, a, (x + 24, 124, x + 136, 286))
    side = 84.0
    code = qr_code(f"https://zcps.example/cert/{number}")
    left = x + width - side - 22
    mark = Label("qr_code", "self", REDACT, "certificate_code")
    c.picture(left, 162, left + side, 162 + side, code, mark)
    c.text(left - 20, 262, "扫码查验真伪", size=8.5, align="center", width=side + 40)
    tested = "考试" if qualification else "评审"
    meaning: Parts = [
        f"本证书由{tested}合格者持有，表明持证人具备相应的",
        page("专业技术能力和水平", "text"),
        "，是聘任相应专业技术职务的依据。涂改、转借无效，遗失应及时向签发单位申请补办。",
    ]
    y = c.paragraph(x + 8, 330, width - 16, meaning, size=11, leading=1.75)
    asked = rich("查询电话：{p}", p=page("0471-6928486", "phone", "office_phone"))
    c.text(x + 8, max(y + 18, 440), asked, size=10)
    hint = rich("查询网址：{u}", u=page("www.zcps.example", "text"))
    c.text(x + 8, max(y + 36, 458), hint, size=10)
    c.text(x + 8, 500, rich("（{o} 监制）", o=org(issuer, "giver")), size=9.5)


def _right(
    c: Canvas,
    a: Applicant,
    style: Style,
    issuer: str,
    number: str,
    year: int,
    qualification: bool,
) -> None:
    x, width = c.width / 2 + 42, c.width / 2 - 84
    month = a.birth_year % 12 + 1
    rows: list[tuple[str, Parts]] = [
        ("姓　　名", [own(a.name, "name")]),
        ("性　　别", [page(a.sex, "text")]),
        ("身份证号", [own(a.id_number, "id_number")]),
        ("工作单位", [_employer(a)]),
        ("专业名称", [page(a.topic.specialty, "text")]),
        ("资格级别" if qualification else "资格名称", [page(a.topic.present_title, "title")]),
        ("批准时间", [page(f"{year}年{month}月", "text")]),
        ("证书编号", [page(number, "number", "certificate_number")]),
    ]
    if not qualification:
        rows.insert(6, ("评审组织", [org(f"青原{a.topic.series}高级职称评审委员会")]))
    bilingual = a.past.employer == "" and not a.english_listed
    y, size = 92.0, style.body_size + 2
    step = 310 / len(rows)
    for label, value in rows:
        c.text(x, y, Span(label, colour=_RED), size=size)
        start = x + 4.9 * size
        room = x + width - start
        c.text(start + 4, y, value, size=fitted(c, value, room - 6, size + 0.5))
        c.rule(start, y + 5, start + room, y + 5, 0.5, (0.6, 0.45, 0.4))
        y += step
    if bilingual:
        english = rich(
            "Holder: {n}　　Employer: {w}",
            n=own(a.latin, "name", "latin"),
            w=own(a.work.english, "employer", "english"),
        )
        c.text(x, 400, english, size=fitted(c, english, width, 10.5))
    right = width - 8
    where = rich("签发单位：{o}", o=org(issuer, "giver"))
    c.text(x, 452, where, size=12, align="right", width=right)
    date = page(f"{year}年{month % 12 + 1}月18日", "text")
    c.text(x, 482, date, size=12, align="right", width=right - 16)
    middle = x + right - c.measure(issuer, 12) / 2
    giver_seal(c, issuer, middle, 462, 50, "证书专用章")


def _employer(a: Applicant) -> Span:
    """The one of the day, which no roster lists."""
    if a.past.employer:
        return own(a.past.employer, "employer", "earlier")
    return own(a.work.full, "employer")
