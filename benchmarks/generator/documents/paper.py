"""论文首页: two columns, Chinese and English author blocks, footnote, references."""

from __future__ import annotations

from benchmarks.generator.canvas import Canvas, Rich, Span
from benchmarks.generator.labels import Parts, org, other, own, page, raised, rich, with_words
from benchmarks.generator.people import Applicant
from benchmarks.generator.style import Style
from benchmarks.generator.topics import Reference

_GAP = 20.0
_FOOT = 104.0  # height kept free for the footnote


class _Columns:
    """Text that runs down the left column and goes on in the right."""

    def __init__(self, canvas: Canvas, margin: float, top: float, size: float) -> None:
        self.canvas, self.size = canvas, size
        self.width = (canvas.width - 2 * margin - _GAP) / 2
        self.lefts = [margin, margin + self.width + _GAP]
        self.top = self.y = top
        self.column = 0
        self.bottoms = [canvas.height - _FOOT - 64, canvas.height - 50]  # about even

    def add(self, text: Rich, indent: float = 2.0, size: float | None = None) -> None:
        """One paragraph, kept whole in a column."""
        size = size or self.size
        lines = self.canvas.lines_needed(text, self.width, size, indent)
        end = self.y + (lines - 1) * size * 1.5
        if self.column == 0 and end > self.bottoms[0]:
            self.column, self.y = 1, self.top
        elif end > self.bottoms[self.column] + 8:
            raise ValueError("the paper does not fit its page: make its type smaller")
        left = self.lefts[self.column]
        self.y = self.canvas.paragraph(
            left, self.y, self.width, text, size=size, leading=1.5, indent=indent
        )

    def heading(self, text: str) -> None:
        """A section's title with some air above."""
        self.y += self.size * 0.5
        if self.column == 0 and self.y + 4 * self.size > self.bottoms[0]:
            self.column, self.y = 1, self.top  # never a title alone at a column's foot
        self.add(Span(text, face="sans"), indent=0, size=self.size + 1.4)

    def three_line_table(self, title: str, rows: tuple[tuple[str, ...], ...]) -> None:
        """A table as journals print it: three rules, its title above."""
        height = (len(rows) + 2) * self.size * 1.6 + 14
        if self.column == 0 and self.y + height > self.bottoms[0]:
            self.column, self.y = 1, self.top
        left, step = self.lefts[self.column], self.size * 1.6
        right = left + self.width
        y = self.y + 6
        caption = Span(title, face="sans")
        self.canvas.text(left, y, caption, size=self.size, align="center", width=self.width)
        self.canvas.line(left, y + 5, right, y + 5, 1.0)
        wide = self.width / len(rows[0])
        for number, row in enumerate(rows):
            y += step
            for column, value in enumerate(row):
                x = left + column * wide
                self.canvas.text(x, y, value, size=self.size - 0.6, align="center", width=wide)
            if number in (0, len(rows) - 1):
                self.canvas.line(left, y + 5, right, y + 5, 0.5 if number == 0 else 1.0)
        self.y = y + step + 6


def build(a: Applicant, style: Style) -> list[Canvas]:
    """The paper's one page."""
    c = Canvas(face=style.body_face)
    top = _head(c, a, style)
    columns = _Columns(c, style.margin, top + 14, style.paper_size)
    _body(columns, a)
    _references(columns, a)
    _footnote(c, a, style, columns)
    return [c]


def _head(c: Canvas, a: Applicant, style: Style) -> float:
    """Running head, titles, authors, abstracts; the y where the columns may start."""
    t, m = a.topic, style.margin
    total, mid = c.width - 2 * m, {"align": "center", "width": c.width - 2 * m}
    c.text(m, 40, "第43卷　第2期", size=8.5)
    c.text(m, 40, page(t.journal, "title"), size=9, **mid)  # type: ignore[arg-type]
    c.text(m, 40, "2025年4月", size=8.5, align="right", width=total)
    c.line(m, 46, m + total, 46, 0.9)
    c.text(m, 57, page("DOI：10.99999/j.issn.9999-0000.2025.02.007", "number"), size=7.5)
    y = 84.0
    c.text(m, y, page(t.paper, "title"), size=16.5, face="sans", **mid)  # type: ignore[arg-type]
    c.text(m, y + 26, _authors(a), size=11.5, **mid)  # type: ignore[arg-type]
    y = _affiliations(c, a, m, total, y + 43)
    small = style.paper_size
    abstract: Parts = [Span("摘　要：", face="sans"), t.abstract]
    y = c.paragraph(m + 20, y + 6, total - 40, abstract, size=small, indent=0)
    keys: Parts = [Span("关键词：", face="sans"), page(t.keywords, "text")]
    y = c.paragraph(m + 20, y, total - 40, keys, size=small, indent=0)
    c.text(m, y + 8, page(t.paper_english, "title"), size=10.8, **mid)  # type: ignore[arg-type]
    c.text(m, y + 24, _latin_authors(a), size=9.6, **mid)  # type: ignore[arg-type]
    where = rich(
        "({n}. {own}, Inner Mongolia 014000; {k}. {uni}, Inner Mongolia 010000)",
        n=page("1", "rank"),
        own=own(a.work.english, "employer", "english"),
        k=page("2", "rank"),
        uni=org(_english_school(a)),
    )
    fitting = min(7.8, total / c.measure(where, 1.0))
    c.text(m, y + 37, where, size=fitting, **mid)  # type: ignore[arg-type]
    y = c.paragraph(
        m + 20, y + 53, total - 40, "Abstract: " + t.abstract_english, size=8.2, indent=0
    )
    y = c.paragraph(m + 20, y, total - 40, "Key words: " + t.keywords_english, size=8.2, indent=0)
    return y - 4


def _english_school(a: Applicant) -> str:
    return {
        "内蒙古青原医学院": "Qingyuan Medical College of Inner Mongolia",
    }.get(a.colleagues[-1].workplace, "Qingyuan University of Inner Mongolia")


def _authors(a: Applicant) -> Parts:
    """李娜¹，王伟¹*，赵强²，孙丽华²: the first co-author shares the employer."""
    mate, *rest = a.colleagues
    parts: Parts = [other(mate.name, trap="coauthor"), raised("1"), "，"]
    parts += [own(a.name, "name", "author_line"), raised("1,*")]
    for person in rest:
        parts += ["，", other(person.name, trap="coauthor"), raised("2")]
    parts += ["，", other(a.longer.name, trap="longer_name"), raised("3")]
    return parts


def _latin_authors(a: Applicant) -> Parts:
    mate, *rest = a.colleagues
    parts: Parts = [other(mate.latin, trap="coauthor"), raised("1", 5.5), ", "]
    parts += [own(_capital(a.latin), "name", "pinyin"), raised("1", 5.5)]
    for person in rest:
        parts += [", ", other(person.latin, trap="coauthor"), raised("2", 5.5)]
    parts += [", ", other(_capital(a.longer.latin), trap="longer_name"), raised("3", 5.5)]
    return parts


def _capital(latin: str) -> str:
    """WANG Wei, as Chinese journals print it."""
    family, *given = latin.split(" ")
    return " ".join([family.upper(), *given])


def _affiliations(c: Canvas, a: Applicant, m: float, total: float, y: float) -> float:
    line = rich(
        "（{n1}.{own}，内蒙古 014000；{n2}.{school}，内蒙古 010000；{n3}.{far}）",
        n1=page("1", "rank"),
        own=own(a.work.full, "employer", "shared_affiliation"),
        n2=page("2", "rank"),
        school=org(a.colleagues[-1].workplace),
        n3=page("3", "rank"),
        far=org(a.longer.workplace),
    )
    if c.measure(line, 8.2) <= total:
        c.text(m, y, line, size=8.2, align="center", width=total)
        return y + 14
    return c.paragraph(m + 20, y, total - 40, line, size=8.2, indent=0, justify=False) + 2


def _body(columns: _Columns, a: Applicant) -> None:
    t = a.topic
    starts = {0: t.sections[0], 2: t.sections[1], 4: t.sections[2], 7: t.sections[3]}
    number = 0
    for index, paragraph in enumerate(t.body):
        if index in starts:
            columns.heading(f"{number}　{starts[index]}")
            number += 1
        columns.add(paragraph)
        if index in (1, 5) and len(a.phrases) > (index == 5):
            phrase = a.phrases[0 if index == 1 else 1]
            columns.add(with_words(phrase, a.words))
        if index == 4:
            columns.three_line_table(t.table_title, t.table)


def _references(columns: _Columns, a: Applicant) -> None:
    columns.y += columns.size * 0.6
    columns.add(Span("参考文献：", face="sans"), indent=0)
    t, mate = a.topic, a.colleagues[0]
    own_title, own_source = t.own_papers[0]
    entries: list[Parts] = [
        rich(
            "[1] {me}, {mate}. {title}[J]. {source}.",
            me=own(a.name, "name", "reference"),
            mate=other(mate.name, trap="coauthor"),
            title=page(own_title, "title"),
            source=page(own_source, "title"),
        )
    ]
    entries += [_reference(n, r) for n, r in enumerate(t.references, 2)]
    entries.append(
        rich(
            "[{n}] {longer}. 行业技术发展报告[R]. 呼和浩特, 2022.",
            n=page(str(len(entries) + 1), "number"),
            longer=other(a.longer.name, trap="longer_name"),
        )
    )
    for entry in entries:
        columns.add(entry, indent=0, size=columns.size - 0.9)


def _reference(number: int, reference: Reference) -> Parts:
    parts: Parts = [f"[{number}] "]
    for index, author in enumerate(reference.authors):
        parts += [", "] if index else []
        parts.append(other(author))
    return [*parts, ". ", page(reference.title, "title"), f"[J]. {reference.source}."]


def _footnote(c: Canvas, a: Applicant, style: Style, columns: _Columns) -> None:
    """收稿日期, 基金, 作者简介, 通信作者 at the foot of the left column."""
    m, width, size = style.margin, columns.width, 7.4
    top = c.height - _FOOT + 14
    c.line(m, top, m + width * 0.45, top, 0.5)
    y = top + 11
    lines: list[Parts] = [
        [f"收稿日期：2024-11-08　基金项目：{a.topic.fund}"],
        rich(
            "作者简介：{me}（{year}—），{sex}，{title}，就职于{short}，主要从事{field}。",
            me=own(a.name, "name", "author_note"),
            year=page(str(a.birth_year), "text"),
            sex=page(a.sex, "text"),
            title=page(a.topic.present_title, "title"),
            short=own(a.work.short, "employer", "short"),
            field=page(a.topic.duty, "text"),
        ),
        rich(
            "*通信作者：{me}，E-mail：{mail}；合作者{mate}，E-mail：{other}",
            me=own(a.name, "name", "author_note"),
            mail=own(a.email, "email"),
            mate=other(a.colleagues[1].name, trap="coauthor"),
            other=other("author2@qingyuan-u.example", "email", "coauthor"),
        ),
    ]
    for line in lines:
        y = c.paragraph(m, y, width, line, size=size, leading=1.32, indent=0)
