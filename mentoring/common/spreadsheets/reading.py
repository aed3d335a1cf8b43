"""The rows of a CSV or XLSX file that somebody made, with the lines on which they stand.

Nothing that a file says about itself is believed: neither its size nor that it is a table.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import openpyxl
from openpyxl.utils.escape import unescape

DELIMITERS = (",", ";", "\t")
# Tables shrink to a tenth or so when they are packed; what shrinks to less is no table of people.
MOST_TIMES = 60
MUCH = 20_000_000
# What a sheet can hold; a cell may claim to stand below that.
LAST_LINE = 1_048_576
# As far as one looks for the end of the headings.
HEADINGS = 100_000
LINE_END = re.compile(r"[\r\n]")
# What stands in a cell whose formula found nothing, in English and German.
FAILED = re.compile(r"#(?:[\w/]+[!?]|N/A|NV|GETTING_DATA|DATEN_ABRUFEN)|(?:Err|Fehler):\d{3}")

Row = tuple[int, list[str]]
Clean = Callable[[str], str]


class SheetError(ValueError):
    """A file cannot be used: why, as a code and values, and on which line if that is known.

    Codes: ending, too_many_bytes, no_utf8, no_text, broken_row, no_workbook, unpacks_too_large,
    too_many_rows, too_many_columns, cell_too_long, empty, nobody.
    """

    def __init__(self, code: str, *, line: int | None = None, **values: Any) -> None:
        super().__init__(code, line, values)
        self.code = code
        self.line = line
        self.values = values


@dataclass(frozen=True)
class Limits:
    """The most that a file may hold; None is no limit.

    `size` and `unpacked` (of a workbook) in bytes, `rows` with a word in them (the headings among
    them), `parts` of a workbook, `columns`, and `letters` of a cell.
    """

    size: int
    unpacked: int
    rows: int
    parts: int | None = None
    columns: int | None = None
    letters: int | None = None


@dataclass(frozen=True)
class Sheet:
    """The headings with their line, and the rows below; no row ends in a blank cell."""

    header: Row
    rows: list[Row]


def failed(cell: str) -> bool:
    """Whether the cell holds an error of the spreadsheet, such as #N/A or #BEZUG!."""
    return cell.startswith(("#", "Err:", "Fehler:")) and FAILED.fullmatch(cell) is not None


def ending_of(name: str) -> str:
    """What a file's name ends in, in small letters and without the dot."""
    return name.lower().rpartition(".")[2] if "." in name else ""


def read(name: str, content: bytes, *, limits: Limits, clean: Clean) -> Sheet:
    """The table in `content`, whose kind follows from the ending of `name`.

    CSV is UTF-8 with comma, semicolon or tab; of a workbook it is the first sheet that one sees,
    with what its formulas gave when it was saved. `clean` is applied to each cell. Rows without a
    word do not count.

    Raises:
        SheetError: the file is too large, of another kind, broken, or holds nobody.
    """
    if len(content) > limits.size:
        raise SheetError("too_many_bytes", most=limits.size)
    kinds = {"csv": _csv, "xlsx": _xlsx}
    if ending_of(name) not in kinds:
        raise SheetError("ending")
    rows = list(_filled(kinds[ending_of(name)](content, limits), limits, clean))
    if not rows:
        raise SheetError("empty")
    if len(rows) == 1:
        raise SheetError("nobody")
    return Sheet(rows[0], rows[1:])


def _filled(rows: Iterator[Row], limits: Limits, clean: Clean) -> Iterator[Row]:
    """The rows with a word in them, and no more than may be."""
    count = 0
    for line, cells in rows:
        found = _without_trailing_blanks([clean(cell) for cell in cells])
        if not found:
            continue
        count += 1
        if count > limits.rows:
            raise SheetError("too_many_rows", most=limits.rows)
        _check(line, found, limits)
        yield line, found


def _without_trailing_blanks(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _check(line: int, cells: list[str], limits: Limits) -> None:
    if limits.columns is not None and len(cells) > limits.columns:
        raise SheetError("too_many_columns", line=line, most=limits.columns)
    if limits.letters is not None:
        for column, cell in enumerate(cells, start=1):
            if len(cell) > limits.letters:
                raise SheetError("cell_too_long", line=line, column=column, most=limits.letters)


def _csv(content: bytes, limits: Limits) -> Iterator[Row]:
    try:
        decoded = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise SheetError("no_utf8", line=line) from None
    if "\0" in decoded:
        raise SheetError("no_text")
    source = io.StringIO(decoded, newline="")
    reader = csv.reader(source, delimiter=_delimiter(decoded), strict=True)
    before = 0
    try:
        for cells in reader:
            yield before + 1, cells
            before = reader.line_num
    except csv.Error as error:
        raise SheetError("broken_row", line=before + 1, why=str(error)) from None


def _delimiter(decoded: str) -> str:
    """Whatever stands most often between the headings: outside quotation marks, in the first row.

    A heading in quotation marks may have several lines.
    """
    plain = []
    for part in decoded[:HEADINGS].lstrip("\r\n ").split('"')[::2]:
        first, *below = LINE_END.split(part, maxsplit=1)
        plain.append(first)
        if below:
            break
    return max(DELIMITERS, key="".join(plain).count)


def _xlsx(content: bytes, limits: Limits) -> Iterator[Row]:
    try:
        _check_unpacked(content, limits)
        yield from _sheet(content, limits)
    except SheetError:
        raise
    except Exception as error:
        # Whatever is wrong inside, openpyxl complains about it in many ways.
        raise SheetError("no_workbook") from error


def _check_unpacked(content: bytes, limits: Limits) -> None:
    """A workbook is a packed folder: what it says it holds is asked before it is unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
    most = min(limits.unpacked, max(MUCH, MOST_TIMES * len(content)))
    too_many = limits.parts is not None and len(parts) > limits.parts
    if too_many or sum(part.file_size for part in parts) > most:
        raise SheetError("unpacks_too_large")


def _sheet(content: bytes, limits: Limits) -> Iterator[Row]:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    # One more than may be, so that too many are seen.
    widest = None if limits.columns is None else limits.columns + 1
    try:
        sheet = next(each for each in book.worksheets if each.sheet_state == "visible")
        # What the file says about its own size is not believed.
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True, max_col=widest, max_row=LAST_LINE)
        for number, cells in enumerate(rows, start=1):
            if any(cell is not None for cell in cells):
                yield number, [_text(cell) for cell in cells]
    finally:
        book.close()


def _text(cell: Any) -> str:
    """A cell as people see it."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        # Workbooks write control characters as _x000D_ and the like.
        return str(unescape(cell)) if "_x" in cell else cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
