"""花名册 (CSV or XLSX) → the profiles of a batch; every fault at once, none quoting a value."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from redactor.config.columns import Header, find_header
from redactor.config.messages import Message
from redactor.config.person import Report
from redactor.config.roster_rows import Person, Place, SheetReader, key_column
from redactor.config.tables import Sheet, TableFault, is_workbook, read_csv, read_workbook
from redactor.config.toml_file import raise_faults, read_bytes
from redactor.datatypes import Profile
from redactor.keys import same_folder

_MAX_BYTES = 100_000_000
_WHAT = Message("The roster")


@dataclass(frozen=True, slots=True)
class Roster:
    """The applicants of a batch, and what a person should know before it runs."""

    profiles: tuple[Profile, ...] = field(repr=False)
    warnings: tuple[Message, ...] = ()


def load_roster(path: Path, key: str = "auto") -> Roster:
    """The profiles of a roster, one a row, from every sheet that has a header row.

    ``key`` is the header of the column that names each applicant's folder; "auto" takes 编号,
    申报编号, 档案号 and their like. 序号 must be asked for by name: in a list that was published
    it tells who is who. Raises ConfigError with every fault, by row.
    """
    data = read_bytes(path, _WHAT, _MAX_BYTES)
    report = Report()
    people: list[Person] = []
    try:
        tables = _tables(data)
    except TableFault as fault:
        tables = []
        report.faults.append(fault.message)
    else:
        if not tables:
            report.faults.append(
                Message(
                    "None of the first 30 rows is a header row with a column 姓名 and another one."
                )
            )
    for number, (sheet, header) in enumerate(tables, 1):
        place = Place(number if len(tables) > 1 else None)
        column = key_column(header, key, place, report)
        people += SheetReader(header, column, place, report).people(sheet)
    _check_keys(people, report)
    _check_ids(people, report, rounded=not is_workbook(data))
    if tables and not people:
        report.faults.append(Message("There is no applicant below the header row."))
    raise_faults(_WHAT, report.faults)
    return Roster(tuple(person.profile for person in people), tuple(report.warnings))


def _tables(data: bytes) -> list[tuple[Sheet, Header]]:
    if is_workbook(data):
        return [(s, header) for s in read_workbook(data) if (header := find_header(s))]
    ways = [(s, header) for s in read_csv(data) if (header := find_header(s))]
    return [max(ways, key=lambda way: way[1].known)] if ways else []


def _check_keys(people: list[Person], report: Report) -> None:
    places: dict[str, list[Message]] = defaultdict(list)
    for person in people:
        if person.profile.applicant_id:
            places[same_folder(person.profile.applicant_id)].append(person.place)
    for same in places.values():
        if len(same) > 1:
            report.faults.append(
                Message(
                    "{places}: have the same number that names the applicant.", places=tuple(same)
                )
            )


def _check_ids(people: list[Person], report: Report, *, rounded: bool) -> None:
    """One ID number is one person; ``rounded``: digits may be lost without a trace."""
    owners: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        for number in person.profile.id_numbers:
            owners[number].append(person)
            if rounded and len(number) == 18 and number.endswith("000"):
                report.warnings.append(
                    Message(
                        "{place}: the ID number ends in 000, as if a spreadsheet had rounded it; "
                        "compare it with the original.",
                        place=person.place,
                    )
                )
    for same in owners.values():
        if len(same) < 2:
            continue
        at = tuple(person.place for person in same)
        if len({person.profile.names[:1] for person in same}) > 1:
            report.faults.append(
                Message("{places}: have the same ID number but different names.", places=at)
            )
        else:
            report.warnings.append(
                Message("{places}: have the same ID number and the same name.", places=at)
            )
