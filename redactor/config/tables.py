"""CSV and XLSX files → rows of text; what a spreadsheet may have spoilt is told with the cell."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree import ElementTree

import openpyxl
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from redactor.config.messages import Fault, Message

_MAX_ROWS, _MAX_COLUMNS = 100_000, 512
_MAX_UNPACKED_BYTES = 1_000_000_000
_EXACT_DIGITS = 15  # spreadsheets keep numbers as doubles: the rest becomes zeros

# What openpyxl trips over in a broken workbook.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    InvalidFileException,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    RuntimeError,
    OSError,
    EOFError,
)


class TableFault(Fault):
    """The file cannot be read as a table; the text is a sentence."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``traps`` says of a column why its text cannot be believed."""

    number: int  # from 1, as the spreadsheet shows it
    texts: tuple[str, ...] = field(repr=False)
    traps: dict[int, Message]

    def text(self, column: int) -> str:
        return self.texts[column] if column < len(self.texts) else ""


Sheet = tuple[Row, ...]


def is_workbook(data: bytes) -> bool:
    """Whether the content is that of an .xlsx file; the name does not count."""
    return data.startswith(b"PK")


def read_csv(data: bytes) -> list[Sheet]:
    """A CSV file once for each way to part its columns; the caller takes the one that fits.

    Raises TableFault.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableFault("It is an old or encrypted Excel file; save it as .xlsx, no password.")
    return _csv(_decode(data))


def read_workbook(data: bytes) -> list[Sheet]:
    """Every sheet of an .xlsx workbook, hidden ones included. Raises TableFault."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > _MAX_UNPACKED_BYTES:
                raise TableFault("It unpacks to more than 1 GB; is it the right file?")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about drop-down lists and the like
            return _sheets(data)
    except TableFault:
        raise
    except _BROKEN:
        raise TableFault(
            "It is no readable .xlsx workbook: save it anew in Excel or WPS."
        ) from None


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]  # Excel's "Unicode text"
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableFault("It is neither UTF-8 nor GB18030 text; save it as CSV UTF-8.")


def _csv(text: str) -> list[Sheet]:
    if "\0" in text:
        raise TableFault("It is neither a CSV file nor an .xlsx workbook.")
    sheets, broken = [], False
    for delimiter in ",;\t，":
        # strict: one lonely quotation mark would swallow all people behind it.
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        try:
            sheets.append(tuple(_csv_row(i, texts) for i, texts in enumerate(reader, 1)))
        except csv.Error:
            broken = True
    if broken:
        sheets = [
            sheet for sheet in sheets if max((len(row.texts) for row in sheet), default=0) > 1
        ]
        if not sheets:
            raise TableFault("A quotation mark in it is never closed, or stands inside a cell.")
    return sheets


def _too_many() -> TableFault:
    return TableFault(
        "It has over {rows} rows or {columns} columns.", rows=_MAX_ROWS, columns=_MAX_COLUMNS
    )


def _csv_row(number: int, texts: list[str]) -> Row:
    if number > _MAX_ROWS or len(texts) > _MAX_COLUMNS:
        raise _too_many()
    return Row(number, tuple(texts), {})


def _sheets(data: bytes) -> list[Sheet]:
    # Read twice: once for the results of formulas, once to know where formulas are.
    values = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    try:
        return [
            _sheet(data, sheet, twin)
            for sheet, twin in zip(values.worksheets, formulas.worksheets, strict=True)
        ]
    finally:
        values.close()
        formulas.close()


def _sheet(data: bytes, sheet: Any, twin: Any) -> Sheet:
    # A wrong <dimension> would hide rows.
    sheet.reset_dimensions()
    twin.reset_dimensions()
    rows: list[Row] = []
    pairs = zip(sheet.iter_rows(), twin.iter_rows(), strict=True)
    for number, (cells, twins) in enumerate(pairs, 1):
        if number > _MAX_ROWS and all(cell.value is None for cell in cells):
            continue  # a sheet formatted down to its last row
        if number > _MAX_ROWS or len(cells) > _MAX_COLUMNS:
            raise _too_many()
        texts: list[str] = []
        traps: dict[int, Message] = {}
        for column, (cell, formula) in enumerate(zip(cells, twins, strict=True)):
            text, trap = _cell_text(cell, formula.data_type == "f")
            texts.append(text)
            if trap:
                traps[column] = trap
        rows.append(Row(number, tuple(texts), traps))
    return _fill_merged(rows, _merged_down(data, sheet))


def _cell_text(cell: Any, is_formula: bool) -> tuple[str, Message | None]:
    """The text of a cell, and why it cannot be believed, or nothing."""
    value = cell.value
    if value is None:
        trap = Message("holds a formula without a saved result; paste it as a value")
        return "", trap if is_formula else None
    if isinstance(value, str):
        return value, Message("holds a spreadsheet error") if cell.data_type == "e" else None
    if isinstance(value, (date, datetime, time, timedelta)):
        return str(value), Message("was turned into a date by the spreadsheet; enter it as text")
    if isinstance(value, bool):
        return str(value), Message("holds TRUE or FALSE")
    if isinstance(value, (int, float)):
        return _number_text(value, str(cell.number_format))
    return "", Message("holds what is no text")


def _number_text(value: float, number_format: str) -> tuple[str, Message | None]:
    if abs(value) >= 10**_EXACT_DIGITS:
        return str(value), Message(
            "is stored as a number of more than 15 digits, whose last digits are lost; "
            "format the column as text and enter it again"
        )
    if value != int(value):
        return repr(value), None
    text = str(int(value))
    # 0012 shown by the number format 0000
    return text.zfill(len(number_format)) if re.fullmatch("0+", number_format) else text, None


def _merged_down(data: bytes, sheet: Any) -> Iterator[tuple[int, int, int]]:
    """Merged ranges of several rows: column, first and last row, 0-based.

    A read-only sheet does not know its merged cells, and one employer merged over five people
    would be given to the first alone.
    """
    with (
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        archive.open(sheet._worksheet_path) as file,
    ):
        for _, element in ElementTree.iterparse(file):
            if element.tag.endswith("}mergeCell"):
                left, top, _, bottom = range_boundaries(element.get("ref", ""))
                if left and top and bottom and bottom > top:
                    yield left - 1, top - 1, bottom - 1
            elif element.tag.endswith("}row"):
                element.clear()


def _fill_merged(rows: list[Row], merged: Iterator[tuple[int, int, int]]) -> Sheet:
    for column, first, last in merged:
        if first >= len(rows):
            continue
        source = rows[first]
        for index in range(first + 1, min(last + 1, len(rows))):
            row = rows[index]
            texts = [*row.texts, *[""] * (column + 1 - len(row.texts))]
            texts[column] = source.text(column)
            traps = dict(row.traps)
            if column in source.traps:
                traps[column] = source.traps[column]
            rows[index] = Row(row.number, tuple(texts), traps)
    return tuple(rows)
