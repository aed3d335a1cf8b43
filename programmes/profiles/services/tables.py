"""Reading a list that staff upload: CSV or XLSX, of modest size, and never more than it says."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import openpyxl
from django.utils.translation import gettext as _

from mentoring.common.errors import DomainError
from mentoring.notifications.rendering import one_line

MOST_BYTES = 5_000_000
# A workbook is a packed folder: what it says it holds is asked before anything is unpacked.
MOST_UNPACKED = 20_000_000
MOST_PARTS = 500
MOST_ROWS = 2_000
MOST_COLUMNS = 60
LONGEST_CELL = 5_000
DELIMITERS = (";", ",", "\t")

Row = tuple[int, list[str]]


class FileError(DomainError):
    """The file cannot be used at all; the message says what to do."""


@dataclass(frozen=True)
class Table:
    """Headings, and the rows below them with their numbers in the file."""

    header: list[str]
    rows: list[Row]


def read(name: str, content: bytes) -> Table:
    """The table in `content`, whose kind follows from the file's `name`; `FileError` if none."""
    if len(content) > MOST_BYTES:
        raise FileError(_("The file is larger than 5 MB."))
    ending = name.lower().rpartition(".")[2]
    if ending not in {"csv", "xlsx"}:
        raise FileError(_("Please choose a file that ends in .xlsx or .csv."))
    reader = _csv if ending == "csv" else _xlsx
    numbered = enumerate(islice(reader(content), MOST_ROWS + 2), start=1)
    rows = [(number, _trimmed(cells)) for number, cells in numbered]
    if len(rows) > MOST_ROWS + 1:
        raise FileError(_("The file has more than 2,000 rows. Please divide it."))
    return _table([row for row in rows if row[1]])


def _table(rows: list[Row]) -> Table:
    if not rows:
        raise FileError(_("The file is empty."))
    (_first, header), *others = rows
    if not others:
        raise FileError(_("There is a heading, but nobody below it."))
    widest = max(len(cells) for _number, cells in rows)
    if widest > MOST_COLUMNS:
        raise FileError(_("The file has more than 60 columns."))
    if any(len(cell) > LONGEST_CELL for _number, cells in rows for cell in cells):
        raise FileError(_("A cell holds more than 5,000 characters."))
    filled = [(number, cells + [""] * (widest - len(cells))) for number, cells in others]
    return Table(header + [""] * (widest - len(header)), filled)


def _csv(content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(
            _("The letters of this file cannot be read. Please save it as “CSV UTF-8”.")
        ) from error
    if "\0" in text:
        raise FileError(_("This is no table. Please save the list as .xlsx or “CSV UTF-8”."))
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key="".join(first.split('"')[::2]).count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise FileError(_("A quotation mark is open somewhere in this file.")) from error


def _xlsx(content: bytes) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise FileError(_("The workbook is too large when unpacked."))
        yield from _sheet(content)
    except FileError:
        raise
    except Exception as error:
        # Whatever is wrong inside, openpyxl complains about it in many ways.
        raise FileError(
            _("This workbook cannot be read. Please save it anew as .xlsx, without a password.")
        ) from error


def _sheet(content: bytes) -> Iterator[list[str]]:
    """The first sheet; what a formula gave when the file was saved, not the formula."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        sheet = book.worksheets[0]
        # What the file says about its own size is not believed.
        sheet.reset_dimensions()
        for cells in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1):
            yield [_text(cell) for cell in cells]
    finally:
        book.close()


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _trimmed(cells: list[str]) -> list[str]:
    """Each cell in one line without control characters, and no blank cells at the end."""
    found = [one_line(cell) for cell in cells]
    while found and not found[-1]:
        found.pop()
    return found
