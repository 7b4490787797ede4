"""Values that documents agree or differ on, with where each was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from redactor.config.values import ValueFault
from redactor.datatypes import DocumentFindings, Field, HolderField
from redactor.textnorm import folded


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value was read."""

    doc_id: str
    page_no: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """One value for the profile. ``why`` is a fixed word for how sure it is.

    ``key`` is one of the profile's; ``former_employer`` stands for an employer of the past.
    """

    key: str
    value: str = field(repr=False)
    places: tuple[Place, ...]  # the first of each document
    sure: bool
    why: str  # of the group "proposal" in words.toml

    @property
    def documents(self) -> int:
        """In how many documents it stands."""
        return len({place.doc_id for place in self.places})


@dataclass(slots=True)
class Candidate:
    """A value with all its places; ``read_well`` once one reading of it was."""

    value: str = field(repr=False)
    places: dict[str, int] = field(default_factory=dict)  # document → first page
    read_well: bool = False

    def add(self, doc_id: str, found: HolderField) -> None:
        """Count one more reading."""
        self.places.setdefault(doc_id, found.page_no)
        self.read_well |= found.is_well_read

    def proposal(self, key: str, *, sure: bool, why: str) -> Proposal:
        """The candidate for the profile's ``key``."""
        places = tuple(Place(doc, page) for doc, page in self.places.items())
        return Proposal(key, self.value, places, sure, why)


def candidates_of(
    documents: Iterable[DocumentFindings],
    named: set[str],
    kind: Field,
    parse: Callable[[str], str],
) -> list[Candidate]:
    """The different values of a field, what stands in most documents first."""
    found: dict[str, Candidate] = {}
    for document in documents:
        if document.doc_id not in named:
            continue
        for one in document.holders:
            if one.kind is not kind:
                continue
            try:
                value = parse(one.printed)
            except ValueFault:
                continue
            if value:
                found.setdefault(folded(value), Candidate(value)).add(document.doc_id, one)
    return sorted(found.values(), key=lambda c: -len(c.places))


def ranked(key: str, candidates: Sequence[Candidate]) -> list[Proposal]:
    """The first is sure when it leads; the others are a person's to judge."""
    found = []
    for i, candidate in enumerate(candidates):
        count = len(candidate.places)
        leads = len(candidates) == 1 or (i == 0 and count > len(candidates[1].places))
        why = "second" if not leads else "agree" if count > 1 else "only"
        found.append(candidate.proposal(key, sure=leads and candidate.read_well, why=why))
    return found


def several(key: str, candidates: Sequence[Candidate]) -> list[Proposal]:
    """Values of which a person may have several; two documents make each sure."""
    return [
        c.proposal(
            key,
            sure=c.read_well and (len(c.places) > 1 or len(candidates) == 1),
            why="agree" if len(c.places) > 1 else "only" if len(candidates) == 1 else "second",
        )
        for c in candidates
    ]
