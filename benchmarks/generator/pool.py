"""What dossiers are drawn from: names, employers, typefaces, layouts.

``dev`` draws from ``dev.DEV``. ``test`` draws from that and from ``benchmarks.held_out``, which
holds a third of everything and is not opened by whoever writes recognisers.
"""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.generator.template import Template
from benchmarks.generator.topics import Topic


@dataclass(frozen=True, slots=True)
class NameEntry:
    """An applicant's name. ``phrases``: (word, sentence) in which the name is no name."""

    text: str
    latin: str  # family name first, as printed: "Ouyang Mingzhu"; a Mongolian one in one word
    kind: str  # of NAME_KINDS
    phrases: tuple[tuple[str, str], ...] = ()


NAME_KINDS = ("two", "three", "compound", "rare", "mongolian", "interpunct", "word")


@dataclass(frozen=True, slots=True)
class EmployerEntry:
    """How an employer is called; in each text ``{p}`` is a place, ``{m}`` a proper name, ``{n}`` a
    number in Chinese, ``{P}``, ``{M}``, ``{N}`` the same for English.
    """

    topic: Topic
    full: str
    short: str
    former: str
    english: str
    grade: str  # 单位所属: 区直, 盟市, 旗县区, 乡镇
    parent: str = ""  # the company that it is a branch of


@dataclass(frozen=True, slots=True)
class Pool:
    """Everything a dossier is drawn from."""

    names: tuple[NameEntry, ...]
    employers: tuple[EmployerEntry, ...]
    places: tuple[str, ...]
    marks: tuple[str, ...]  # an employer's proper name
    faces: tuple[str, ...]  # names of typefaces, see ``fonts``
    templates: tuple[Template, ...]

    def __add__(self, other: Pool) -> Pool:
        return Pool(
            self.names + other.names,
            self.employers + other.employers,
            self.places + other.places,
            self.marks + other.marks,
            self.faces + other.faces,
            self.templates + other.templates,
        )
