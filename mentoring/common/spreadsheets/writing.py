"""Rows as CSV or XLSX, one after the other, and text that stays text."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import IO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Cell = str | int | datetime | date | None
# By which spreadsheets recognise UTF-8.
MARK = "\ufeff"
# What makes a spreadsheet read a text as a formula: signs, also the wide ones of East Asian
# keyboards, after whatever cannot be seen; and white space that ends a cell.
DANGEROUS = re.compile(r"[\t\r\n]|[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
DATE, MOMENT = "dd.mm.yyyy", "dd.mm.yyyy hh:mm"


def csv_lines(
    header: Sequence[str], rows: Iterable[Sequence[Cell]], *, delimiter: str = ";"
) -> Iterator[str]:
    """The lines of a CSV file, the first with the mark of UTF-8. Moments have no zone."""
    writer = csv.writer(_Echo(), delimiter=delimiter)
    yield MARK
    yield writer.writerow([_plain(title) for title in header])
    for row in rows:
        yield writer.writerow([_plain(cell) for cell in row])


def write_xlsx(
    file: IO[bytes],
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    widths: Sequence[int],
    name: str,
) -> None:
    """A workbook of one sheet, written to `file` while one row at a time is in memory.

    `widths` are those of the columns, in letters; `name` is that of the sheet. Moments have no
    zone.
    """
    with Workbook(file, {"constant_memory": True, "default_date_format": DATE}) as book:
        sheet = book.add_worksheet(_sheet_name(name))
        bold, moment = book.add_format({"bold": True}), book.add_format({"num_format": MOMENT})
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.freeze_panes(1, 0)
        for place, title in enumerate(header):
            sheet.write_string(0, place, title, bold)
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                _write(sheet, (number, place), cell, moment)


def _sheet_name(name: str) -> str:
    """Spreadsheets take 31 letters, and some signs not at all."""
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:31].strip(" '")


def _write(sheet: Worksheet, at: tuple[int, int], cell: Cell, moment: Format) -> None:
    """Never `sheet.write`, which would make a formula of "=1+1"."""
    if isinstance(cell, str):
        if cell:
            sheet.write_string(*at, cell)
    elif isinstance(cell, int):
        sheet.write_number(*at, cell)
    elif isinstance(cell, datetime):
        sheet.write_datetime(*at, cell, moment)
    elif cell is not None:
        sheet.write_datetime(*at, cell)


def _plain(cell: Cell) -> str:
    if isinstance(cell, str):
        return f"'{cell}" if DANGEROUS.match(cell) else cell
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return "" if cell is None else str(cell)


class _Echo:
    """What the csv module writes to: hands each line straight on."""

    def write(self, line: str) -> str:
        return line
