"""Pieces that several layouts share: values on lines, labels above values, people in pages."""

from __future__ import annotations

from benchmarks.generator.canvas import Canvas, Rich
from benchmarks.generator.labels import Parts, other, own, page, rich
from benchmarks.generator.people import Applicant

HEAD = "bold"  # the typeface of headings


def fit(c: Canvas, text: Rich, width: float, size: float) -> float:
    """The size at which one line of text takes no more than ``width``."""
    return min(size, size * width / max(1.0, c.measure(text, size)))


def on_line(
    c: Canvas, x: float, y: float, end: float, label: str, value: Rich, *, size: float
) -> None:
    """A label, then a rule up to ``end`` with the value in the middle above it."""
    start = c.text(x, y, label, size=size) + 2
    c.line(start, y + size * 0.36, end, y + size * 0.36, 0.5)
    room = end - start
    fitted = fit(c, value, room - 4, size)
    c.text(start, y, value, size=fitted, align="center", width=room)


def below(
    c: Canvas, x: float, y: float, width: float, label: str, value: Rich, *, size: float
) -> None:
    """A small label with its value under it, as web pages print them."""
    c.text(x, y, label, size=size * 0.78)
    c.text(x, y + size * 1.55, value, size=fit(c, value, width - 6, size))


def centred(c: Canvas, y: float, text: Rich, *, size: float, face: str | None = None) -> None:
    """One line in the middle of the page, made smaller when too long for it."""
    room = c.width - 100
    fitted = min(size, size * room / max(1.0, c.measure(text, size, face)))
    c.text(0, y, text, size=fitted, face=face, align="center", width=c.width)


def team(a: Applicant, place: int) -> list[tuple[str, bool]]:
    """Three colleagues' names with the applicant's at ``place`` from 0; True for the own one."""
    names = [(person.name, False) for person in a.colleagues[:3]]
    names[place:place] = [(a.name, True)]
    return names


def joined(names: list[tuple[str, bool]], between: str, trap: str) -> Parts:
    """Names in a row, each labelled; ``trap`` is the own one's."""
    parts: Parts = []
    for index, (name, mine) in enumerate(names):
        parts += [between] if index else []
        parts.append(own(name, "name", trap) if mine else other(name, trap="coauthor"))
    return parts


def named_project(a: Applicant) -> Parts:
    """The title that holds the employer's short name, without brackets."""
    before, after = a.topic.named_project.split("{short}")
    parts: Parts = [page(before, "title")] if before else []
    return [*parts, own(a.work.short, "employer", "in_title"), page(after, "title")]


def signed(label: str, who: str, day: str, trap: str = "leader") -> Parts:
    """Another person's signature and the date."""
    return rich(
        "{label}：{n}　　{day}",
        label=page(label, "text"),
        n=other(who, trap=trap),
        day=page(day, "text"),
    )
