"""People in CSV and XLSX files, with the lines on which they stand."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from matching.engine.problem import text
from matching.engine.wording import did_you_mean
from mentoring.common.spreadsheets import reading
from mentoring.common.spreadsheets.reading import Limits, SheetError

MOST_BYTES = 50_000_000
MOST_UNPACKED = 200_000_000
MOST_ROWS = 500_000
REFUSALS = {
    "too_many_bytes": "the file is larger than {most_mb} MB.",
    "ending": "only .csv and .xlsx can be read.",
    "no_utf8": "this is not UTF-8 text. Save the file as “CSV UTF-8”.",
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
    """A table with a header; `lines` are where each row stands in the file, from 1."""

    path: Path
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    @cached_property
    def columns(self) -> dict[str, list[str]]:
        cells = list(zip(*self.rows, strict=True)) or [()] * len(self.header)
        return {name: list(column) for name, column in zip(self.header, cells, strict=True)}

    def column(self, name: str) -> list[str]:
        """The cells of the column `name`.

        Raises:
            FileError: there is none.
        """
        if name not in self.columns:
            hint = did_you_mean(name, self.header)
            raise FileError(self.path, f"there is no column “{name}”.{hint}", line=1)
        return self.columns[name]


def read(path: Path) -> Table:
    """The table in a CSV file (UTF-8; comma, semicolon or tab) or an XLSX file (its first sheet).

    Raises:
        FileError: the file is missing, empty, too large, of another kind or wrongly encoded, a
            heading is missing or appears twice, a row has more cells than the header, or a cell
            holds an error of the spreadsheet.
    """
    limits = Limits(size=MOST_BYTES, unpacked=MOST_UNPACKED, rows=MOST_ROWS)
    try:
        sheet = reading.read(path.name, _content(path), limits=limits, clean=text)
    except SheetError as error:
        raise FileError(path, _worded(error), line=error.line) from None
    header = _header(path, *sheet.header)
    cells = tuple(_row(path, line, row, header) for line, row in sheet.rows)
    return Table(path, header, cells, tuple(line for line, _row in sheet.rows))


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


def _row(path: Path, line: int, cells: list[str], header: tuple[str, ...]) -> tuple[str, ...]:
    width = len(header)
    if len(cells) > width:
        message = f"there are {len(cells)} cells, but only {width} headings."
        raise FileError(path, message, line=line)
    for name, cell in zip(header, cells, strict=False):
        if reading.failed(cell):
            message = f"column “{name}”: “{cell}” is an error of the spreadsheet."
            raise FileError(path, message, line=line)
    return (*cells, *[""] * (width - len(cells)))
