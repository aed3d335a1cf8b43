"""People in CSV and XLSX files, with the lines on which they stand."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl

from matching.engine.problem import text
from matching.engine.wording import did_you_mean

MOST_BYTES = 50_000_000
MOST_UNPACKED = 200_000_000
# Tables shrink to a tenth or so when they are packed; what shrinks to less is no table of people.
MOST_TIMES = 60
MUCH = 20_000_000
MOST_ROWS = 500_000
# What a workbook may raise that is none, or half of one.
BROKEN = (zipfile.BadZipFile, ParseError, LookupError, OSError, TypeError, ValueError)
DELIMITERS = (",", ";", "\t")
Row = tuple[int, list[Any]]


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
            heading is missing or appears twice, or a row has more cells than the header.
    """
    rows = list(_filled(path))
    if not rows:
        raise FileError(path, "the file is empty.")
    return _table(path, rows)


def _filled(path: Path) -> Iterator[Row]:
    """The rows that are not blank."""
    readers = {".csv": _csv, ".xlsx": _xlsx}
    if path.suffix.lower() not in readers:
        raise FileError(path, "only .csv and .xlsx can be read.")
    for line, cells in readers[path.suffix.lower()](path, _content(path)):
        if line > MOST_ROWS:
            raise FileError(path, f"there are more than {MOST_ROWS} rows.")
        if any(cells):
            yield line, cells


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FileError(path, f"the file is larger than {MOST_BYTES // 1_000_000} MB.")
        return path.read_bytes()
    except OSError as error:
        raise FileError(path, f"the file cannot be opened ({error.strerror}).") from None


def _csv(path: Path, content: bytes) -> Iterator[Row]:
    try:
        decoded = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = "this is not UTF-8 text. Save the file as “CSV UTF-8”."
        raise FileError(path, message, line=line) from None
    if "\0" in decoded:
        raise FileError(path, "this is no text file.")
    first = next((line for line in decoded.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(decoded, newline=""), delimiter=_delimiter(first), strict=True)
    before = 0
    try:
        for cells in reader:
            yield before + 1, [text(cell) for cell in cells]
            before = reader.line_num
    except csv.Error as error:
        raise FileError(path, f"the row cannot be read ({error}).", line=before + 1) from None


def _delimiter(header: str) -> str:
    """What separates the headings: whatever stands most often outside quotation marks."""
    plain = "".join(header.split('"')[::2])
    return max(DELIMITERS, key=plain.count)


def _xlsx(path: Path, content: bytes) -> Iterator[Row]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile:
        raise FileError(path, "this is no XLSX file.") from None
    if unpacked > min(MOST_UNPACKED, max(MUCH, MOST_TIMES * len(content))):
        raise FileError(path, "the file is too large when unpacked.")
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield number, [text(cell) for cell in cells]
        book.close()
    except BROKEN:
        raise FileError(path, "this is no XLSX file.") from None


def _table(path: Path, rows: list[Row]) -> Table:
    header = _header(path, *rows[0])
    cells = [_row(path, line, row, len(header)) for line, row in rows[1:]]
    if not cells:
        raise FileError(path, "there is a header but nobody below it.")
    return Table(path, header, tuple(cells), tuple(line for line, _row in rows[1:]))


def _header(path: Path, line: int, cells: list[str]) -> tuple[str, ...]:
    header = tuple(_without_trailing_blanks(cells))
    for spot, name in enumerate(header, start=1):
        if not name:
            raise FileError(path, f"column {spot} has no heading.", line=line)
        if header.index(name) < spot - 1:
            raise FileError(path, f"the heading “{name}” appears twice.", line=line)
    return header


def _row(path: Path, line: int, cells: list[str], width: int) -> tuple[str, ...]:
    found = _without_trailing_blanks(cells)
    if len(found) > width:
        message = f"there are {len(found)} cells, but only {width} headings."
        raise FileError(path, message, line=line)
    return (*found, *[""] * (width - len(found)))


def _without_trailing_blanks(cells: Iterable[str]) -> list[str]:
    found = list(cells)
    while found and not found[-1]:
        found.pop()
    return found
