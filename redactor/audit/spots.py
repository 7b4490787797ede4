"""What a self-check shows: pages, and on them the places in four colours. Records and their JSON.

The same records tell of a file as it was handed in (red: would be seen) and of one that was
redacted here (blue: is gone). They stay with the applicant: values stand in them masked, and only
what a question is about stands in them as printed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from redactor.audit.records import DocumentRecord
from redactor.geometry import PageGeometry, PtQuad

Json = dict[str, Any]


class Colour(StrEnum):
    """What a place means to the applicant."""

    LEAK = "leak"  # red: own data that can be seen, or read out of the file
    ASK = "ask"  # orange: a person decides
    OVER = "over"  # grey: covered, and need not be
    COVERED = "covered"  # blue: gone
    KEPT = "kept"  # a person said that it stays


@dataclass(frozen=True, slots=True)
class Spot:
    """One place. ``group`` and ``reason`` are fixed words of the catalogue."""

    spot_id: str  # unique in its view
    colour: Colour
    entity: str  # an Entity, or empty where nobody can tell
    group: str  # "reason", "leak", "over", "cover" …
    reason: str
    page: int | None = None  # None: in the file, on no page
    quads: tuple[PtQuad, ...] = ()
    evidence: tuple[str, ...] = ()
    question: str = ""  # id of the question it belongs to
    printed: str = field(default="", repr=False)  # what the question is about
    masked: str = field(default="", repr=False)

    @property
    def is_open(self) -> bool:
        """Whether the file may not be handed in because of it."""
        return self.colour in (Colour.LEAK, Colour.ASK)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page; sizes in points of the unrotated page."""

    page: int
    width_pt: float
    height_pt: float
    rotation: int
    picture: str = ""  # name of its picture in the folder of pictures

    @property
    def geometry(self) -> PageGeometry:
        """The page with one pixel a point."""
        return PageGeometry(self.width_pt, self.height_pt, self.rotation, 72.0)


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """One file. Words (``unread``, ``guard``, ``error``, ``notes``) are fixed."""

    doc_id: str
    sha256: str
    folder_no: int
    untrusted_name: str = field(repr=False)
    doc_class: str = "other"
    sheets: tuple[Sheet, ...] = ()
    spots: tuple[Spot, ...] = ()
    unread: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    guard: str = ""
    guard_question: str = ""
    error: str = ""
    status: str = ""  # after redaction: a Status
    output: str = ""  # after redaction: path relative to the output folder
    notes: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, record: DocumentRecord, sheets: tuple[Sheet, ...], spots: tuple[Spot, ...]
    ) -> CheckedFile:
        """A file as its record tells of it, with its pages and places."""
        return cls(
            doc_id=record.doc_id,
            sha256=record.source_sha256,
            folder_no=record.folder_no,
            untrusted_name=record.untrusted_name,
            doc_class=record.doc_class.value,
            sheets=sheets,
            spots=spots,
            unread=record.unread,
            error=record.error_code,
        )


@dataclass(frozen=True, slots=True)
class Checked:
    """A view of all files. ``stage`` is "check", or "result" after redaction."""

    stage: str
    files: tuple[CheckedFile, ...]
    released: bool = False
    reasons: tuple[str, ...] = ()  # why a result is held

    def spot(self, spot_id: str) -> tuple[CheckedFile, Spot] | None:
        """The place of this id, and its file."""
        for file in self.files:
            for spot in file.spots:
                if spot.spot_id == spot_id:
                    return file, spot
        return None


def to_json(checked: Checked) -> str:
    """The view as JSON, for the applicant's own folder."""
    return json.dumps(asdict(checked), ensure_ascii=False)


def from_json(text: str) -> Checked:
    """The view that ``to_json`` wrote."""
    told: Json = json.loads(text)
    return Checked(
        told["stage"],
        tuple(_file(file) for file in told["files"]),
        told["released"],
        tuple(told["reasons"]),
    )


def _file(told: Json) -> CheckedFile:
    return CheckedFile(
        **{
            **told,
            "sheets": tuple(Sheet(**sheet) for sheet in told["sheets"]),
            "spots": tuple(_spot(spot) for spot in told["spots"]),
            "unread": {int(page): tuple(words) for page, words in told["unread"].items()},
            "notes": tuple(told["notes"]),
        }
    )


def _spot(told: Json) -> Spot:
    return Spot(
        **{
            **told,
            "colour": Colour(told["colour"]),
            "quads": tuple(_quad(quad) for quad in told["quads"]),
            "evidence": tuple(told["evidence"]),
        }
    )


def _quad(told: Mapping[str, Sequence[float]]) -> PtQuad:
    return PtQuad(*((float(told[c][0]), float(told[c][1])) for c in ("tl", "tr", "br", "bl")))
