"""What a trade is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reference:
    """A cited work; ``authors`` without the applicant."""

    authors: tuple[str, ...]
    title: str
    source: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A trade: everything on a page that is about the work, none of it about the person.

    ``{short}`` in a title is the employer's short name.
    """

    series: str
    specialty: str
    studied: str
    school: str
    degree: str
    present_title: str
    wanted_title: str
    post: str
    journal: str
    paper: str
    paper_english: str
    abstract: str
    abstract_english: str
    keywords: str
    keywords_english: str
    fund: str
    sections: tuple[str, ...]
    body: tuple[str, ...]
    table_title: str
    table: tuple[tuple[str, ...], ...]
    own_papers: tuple[tuple[str, str], ...]  # title, source
    references: tuple[Reference, ...]
    named_project: str  # its title holds {short}
    prize: str
    prize_body: str
    prize_project: str
    prize_rank: str
    deeds: tuple[str, ...]
    summary: tuple[str, ...]
    duty: str
