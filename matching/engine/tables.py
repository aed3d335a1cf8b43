"""People in CSV and XLSX files, with the lines on which they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from matching.engine.problem import text
from matching.engine.wording import did_you_mean
from mentoring.common.spreadsheets import reading
from mentoring.common.spreadsheets.sheet import UTF_8, Limits, Sheet, SheetError

MOST_BYTES = 50_000_000
MOST_UNPACKED = 200_000_000
MOST_ROWS = 500_000
# A title and the like may stand above the headings, in so many rows.
MOST_TITLE_ROWS = 10
REFUSALS = {
    "too_many_bytes": "the file is larger than {most_mb} MB.",
    "ending": "only .csv and .xlsx can be read.",
    "no_utf8": "nobody can tell which letters these are. Save the file as “CSV UTF-8”.",
    "no_text": "this is no text file.",
    "broken_row": "the row cannot be read ({why}).",
    "no_workbook": "this is no XLSX file.",
    "unpacks_too_large": "the file is too large when unpacked.",
    "too_many_rows": "there are more than {most} rows.",
    "empty": "the file is empty.",
    "nobody": "there is a header but nobody below it.",
}


class FileError(ValueError):
    """A file cannot be used; the message names file, line and column in plain words."""

    def __init__(self, path: Path, message: str, *, line: int | None = None) -> None:
        where = f"{path.name}, line {line}" if line else path.name
        super().__init__(f"{where}: {message}")


@dataclass(frozen=True)
class Table:
    """A table with a header; `lines` are where each row stands in the file, from 1, `line` its own.

    `lists` are the columns whose cells are lists, with what separates the parts, as in
    `CriteriaFile`. `encoding` is how the letters were written.
    """

    path: Path
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    line: int = 1
    lists: Mapping[str, str | None] = field(default_factory=dict)
    encoding: str = UTF_8

    @property
    def note(self) -> str:
        """What readers of the file should know of how it was read; "" where all is as it should."""
        if self.encoding == UTF_8:
            return ""
        return f"read as {self.encoding}, not as UTF-8. Please look whether the letters are right."

    @cached_property
    def columns(self) -> dict[str, list[Any]]:
        """The cells of each column: texts, or the parts of a list."""
        cells = list(zip(*self.rows, strict=True)) or [()] * len(self.header)
        found = zip(self.header, cells, strict=True)
        return {name: self._read(name, column) for name, column in found}

    def _read(self, name: str, column: Sequence[str]) -> list[Any]:
        separator = self.lists.get(name)
        if separator is None:
            return list(column)
        return [tuple(cell.split(separator)) for cell in column]

    def column(self, name: str) -> list[Any]:
        """The cells of the column `name`.

        Raises:
            FileError: there is none.
        """
        if name not in self.columns:
            hint = did_you_mean(name, self.header)
            raise FileError(self.path, f"there is no column “{name}”.{hint}", line=self.line)
        return self.columns[name]


def read(path: Path, *, key: str = "", lists: Mapping[str, str | None] | None = None) -> Table:
    """The table in a CSV or XLSX file; what those may be, `spreadsheets.reading` says.

    The headings are in the first row that holds the word `key`, if one of the first rows does.
    Where nothing else separates the parts of the `lists`, line breaks do so, too.

    Raises:
        FileError: the file is missing, empty, too large, of another kind or wrongly encoded, a
            heading is missing or appears twice, a row has more cells than the header, or a cell
            holds an error of the spreadsheet.
    """
    limits = Limits(size=MOST_BYTES, unpacked=MOST_UNPACKED, rows=MOST_ROWS)
    try:
        sheet = reading.read(path.name, _content(path), limits=limits, clean=_lines)
        sheet = sheet.headed(_title_rows(sheet, key))
    except SheetError as error:
        raise FileError(path, _worded(error), line=error.line) from None
    line, names = sheet.header
    header = _header(path, line, [text(name) for name in names])
    lists = lists or {}
    cells = tuple(_row(path, line, row, header, lists) for line, row in sheet.rows)
    lines = tuple(line for line, _row in sheet.rows)
    return Table(path, header, cells, lines, line, lists, sheet.encoding)


def _lines(cell: str) -> str:
    """The words of a cell; line breaks stay, as they may separate the parts of a list."""
    if "\n" not in cell and "\r" not in cell:
        return text(cell)
    return "\n".join(filter(None, map(text, cell.splitlines())))


def _title_rows(sheet: Sheet, key: str) -> int:
    """How many rows stand above the headings."""
    first = [sheet.header, *sheet.rows[:MOST_TITLE_ROWS]]
    return next((spot for spot, (_line, row) in enumerate(first) if key in map(text, row)), 0)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            error = SheetError("too_many_bytes", most=MOST_BYTES)
            raise FileError(path, _worded(error))
        return path.read_bytes()
    except OSError as error:
        raise FileError(path, f"the file cannot be opened ({error.strerror}).") from None


def _worded(error: SheetError) -> str:
    most = error.values.get("most", 0)
    return REFUSALS[error.code].format(most_mb=most // 1_000_000, **error.values)


def _header(path: Path, line: int, cells: list[str]) -> tuple[str, ...]:
    header = tuple(cells)
    for spot, name in enumerate(header, start=1):
        if not name:
            raise FileError(path, f"column {spot} has no heading.", line=line)
        if header.index(name) < spot - 1:
            raise FileError(path, f"the heading “{name}” appears twice.", line=line)
    return header


def _row(
    path: Path,
    line: int,
    cells: list[str],
    header: tuple[str, ...],
    lists: Mapping[str, str | None],
) -> tuple[str, ...]:
    width = len(header)
    if len(cells) > width:
        message = f"there are {len(cells)} cells, but only {width} headings."
        raise FileError(path, message, line=line)
    for name, cell in zip(header, cells, strict=False):
        if reading.failed(cell):
            message = f"column “{name}”: “{cell}” is an error of the spreadsheet."
            raise FileError(path, message, line=line)
    found = [_cell(cell, name, lists) for name, cell in zip(header, cells, strict=False)]
    return (*found, *[""] * (width - len(cells)))


def _cell(cell: str, name: str, lists: Mapping[str, str | None]) -> str:
    if "\n" not in cell or lists.get(name) == "\n":
        return cell
    is_plain_list = name in lists and lists[name] is None
    return text(cell.replace("\n", ";" if is_plain_list else " "))
