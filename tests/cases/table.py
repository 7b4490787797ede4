"""All rows that go through the whole program."""

from tests.cases import (
    table_employers,
    table_files,
    table_names,
    table_numbers,
    table_pictures,
    table_rest,
)
from tests.cases.rows import Row

FILE_ROWS: tuple[Row, ...] = (
    *table_names.ROWS,
    *table_employers.ROWS,
    *table_numbers.ROWS,
    *table_pictures.ROWS,
    *table_rest.ROWS,
    *table_files.ROWS,
)
