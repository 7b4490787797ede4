"""Rows of one sheet of a 花名册 → people; notes, examples and blank lines told apart."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal

from redactor.cnid import is_valid_id15, is_valid_id18
from redactor.config.columns import (
    LABELS,
    SERIAL,
    Header,
    canonical,
    field_of,
    is_header_again,
)
from redactor.config.messages import Message
from redactor.config.person import FIELDS, UNSEARCHED, RawPerson, Report, build_profile
from redactor.config.tables import Row, Sheet
from redactor.config.values import clean, is_placeholder_name, is_placeholder_org
from redactor.datatypes import Profile
from redactor.keys import key_fault
from redactor.textnorm import folded

Kind = Literal["person", "note", "placeholder", "blank"]

_NOTE = re.compile(r":|备注|说明|填表|合计|总计|联系人|审核|制表|经办")
_EXAMPLE = frozenset({"例", "示例", "样例", "例如", "举例", "例1", "例2", "例3", "example"})
_LONGEST_NAME = 40
_SKIPPED: dict[Kind, Message] = {
    "note": Message("skipped, because it holds no person but a note or a total."),
    "placeholder": Message("skipped, because it holds place-holders of an example."),
}
_LACKING = {
    "id_number": Message("no ID number is given, so it cannot be looked for."),
    "employer": Message("no employer is given, so it cannot be looked for."),
    "phone": Message("no phone number is given, so it cannot be looked for."),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where rows stand, as messages say it; ``sheet`` is None when there is only one."""

    sheet: int | None = None

    def rows(self, *numbers: int) -> Message:
        """One row or several: ``Row 7``, ``Sheet 2, row 7, 9``."""
        if self.sheet is None:
            return Message("Row {rows}", rows=numbers)
        return Message("Sheet {sheet}, row {rows}", sheet=self.sheet, rows=numbers)

    def whole(self, text: Message) -> Message:
        """``text``, which speaks of the sheet as a whole."""
        if self.sheet is None:
            return text
        return Message("Sheet {sheet}: {text}", sheet=self.sheet, text=text)


@dataclass(frozen=True, slots=True)
class Person:
    """One applicant and where the row stands."""

    row: int
    place: Message  # "Row 7" or "Sheet 2, row 7"
    profile: Profile = field(repr=False)


@dataclass(frozen=True, slots=True)
class SheetReader:
    """Reads one sheet; faults and warnings go to ``report``."""

    header: Header
    key_column: int | None  # None: there is none, and that is reported already
    place: Place
    report: Report

    def people(self, sheet: Sheet) -> list[Person]:
        """Everybody below the header."""
        people: list[Person] = []
        skipped: dict[Kind, list[int]] = defaultdict(list)
        for row in sheet[self.header.row_index + 1 :]:
            cells = self._cells(row)
            kind = self._kind(row, cells)
            if kind == "person":
                people.append(self._person(row, cells))
            else:
                skipped[kind].append(row.number)
        for kind, reason in _SKIPPED.items():
            self._warn_rows(skipped[kind], reason)
        self._warn_missing(people)
        return people

    def _cells(self, row: Row) -> dict[str, list[str]]:
        """Field → its cells that hold something."""
        return {
            name: texts
            for name, columns in self.header.columns.items()
            if (texts := [text for column in columns if (text := clean(row.text(column)))])
        }

    def _kind(self, row: Row, cells: dict[str, list[str]]) -> Kind:
        filled = {text for cell in row.texts if (text := clean(cell))}
        if not row.traps and (not filled or is_header_again(row, self.header)):
            return "blank"
        names, ids = cells.get("name", []), cells.get("id_number", [])
        if _is_example(cells, filled):
            return "placeholder"
        if not names and not ids:
            key = self.key_column is not None and clean(row.text(self.key_column))
            # Rows numbered in advance, and 填表说明：… or 联系人： in whatever column.
            if filled <= set(cells.get(SERIAL, [])) and all(t.isdecimal() for t in filled):
                return "blank"
            if not key or len(filled) < 3 or any(_NOTE.search(folded(text)) for text in filled):
                return "note"
        if names and not ids and (":" in folded(names[0]) or len(names[0]) > _LONGEST_NAME):
            return "note"
        return "person"

    def _person(self, row: Row, cells: dict[str, list[str]]) -> Person:
        place = self.place.rows(row.number)

        def where(name: str) -> str:
            return Message("{place}, column {column}", place=place, column=LABELS[name])

        trapped = {
            name: row.traps[column]
            for name in FIELDS
            for column in self.header.columns.get(name, ())
            if column in row.traps
        }
        usable = {n: cells[n] for n in FIELDS if n in cells and n not in trapped}
        raw = RawPerson(usable, where, self.report)
        for name, trap in trapped.items():
            # Nothing of the applicant is missed without a series: it stops no batch.
            (raw.warn if name in UNSEARCHED else raw.fault)(name, trap)
        if not cells.get("name") and "name" not in trapped:
            raw.fault("name", Message("is empty"))
        profile = build_profile(self._applicant_id(row, place), raw)
        if _tells_who(profile):
            self._key_fault(place, Message("holds a name, ID number or phone"))
        return Person(row.number, place, profile)

    def _applicant_id(self, row: Row, place: Message) -> str:
        if self.key_column is None:
            return ""
        text = re.sub(r"^(\d+)\.0$", r"\1", clean(row.text(self.key_column)))
        if trap := row.traps.get(self.key_column):
            self._key_fault(place, trap)
        elif fault := key_fault(text):
            self._key_fault(place, Message(fault))
        return text

    def _key_fault(self, place: Message, text: Message) -> None:
        self.report.faults.append(
            Message("{place}: the number that names the applicant {text}.", place=place, text=text)
        )

    def _warn_missing(self, people: list[Person]) -> None:
        """Own values that nobody gave cannot be looked for: say so once."""
        for name, text in _LACKING.items():
            if name not in self.header.columns:
                no_column = Message(
                    "There is no column {column}, so it cannot be looked for.", column=LABELS[name]
                )
                self.report.warnings.append(self.place.whole(no_column))
                continue
            values = {"id_number": "id_numbers", "employer": "employers", "phone": "phones"}[name]
            self._warn_rows([p.row for p in people if not getattr(p.profile, values)], text)

    def _warn_rows(self, numbers: list[int], text: Message) -> None:
        if numbers:
            place = self.place.rows(*numbers)
            self.report.warnings.append(Message("{place}: {text}", place=place, text=text))


def key_column(header: Header, key: str, place: Place, report: Report) -> int | None:
    """The column that names each applicant; None, with a fault, when there is none."""
    if key == "auto":
        if len(header.keys) > 1:
            several = Message(
                "Several columns could name the applicants; the first of 编号, 申报编号, 档案号 "
                "is used."
            )
            report.warnings.append(place.whole(several))
        if header.keys:
            return next(iter(header.keys.values()))
        fault = (
            Message(
                "There is no column 编号, 申报编号 or 档案号. 序号 is used only when it is asked "
                "for (--key 序号)."
            )
            if SERIAL in header.columns
            else Message("There is no column 编号, 申报编号 or 档案号.")
        )
        report.faults.append(place.whole(fault))
        return None
    if canonical(key) in header.keys:
        return header.keys[canonical(key)]
    if field_of(key) == SERIAL and SERIAL in header.columns:
        public = Message(
            "序号 names the applicants: a published list tells who they are, so give files random "
            "numbers before they are handed on (--pseudonym random)."
        )
        report.warnings.append(place.whole(public))
        return header.columns[SERIAL][0]
    report.faults.append(place.whole(Message("There is no column of the header asked for.")))
    return None


def _is_example(cells: dict[str, list[str]], filled: set[str]) -> bool:
    """张X, ..., xx单位: but a right ID number belongs to a person, whatever stands beside it."""
    if any(folded(text) in _EXAMPLE for text in cells.get(SERIAL, [])):
        return True
    ids = [re.sub(r"\s", "", text) for text in cells.get("id_number", [])]
    if any(is_valid_id18(text) or is_valid_id15(text) for text in ids):
        return False
    if filled and all(is_placeholder_name(text) for text in filled):
        return True
    names, orgs = cells.get("name", []), cells.get("employer", [])
    return any(map(is_placeholder_name, names)) or any(map(is_placeholder_org, orgs))


def _tells_who(profile: Profile) -> bool:
    """Whether the key, which becomes a file name, holds what is to be removed."""
    key = folded(profile.applicant_id)
    own = (*profile.names, *profile.id_numbers, *profile.phones)
    return any(folded(value) in key for value in own)
