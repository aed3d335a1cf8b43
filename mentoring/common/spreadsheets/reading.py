"""The rows of a CSV or XLSX file that somebody made, with the lines on which they stand.

Nothing that a file says about itself is believed: neither its size nor that it is a table.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from mentoring.common.spreadsheets import texts, workbooks
from mentoring.common.spreadsheets.sheet import UTF_8, Limits, Row, Sheet, SheetError

# What stands in a cell whose formula found nothing, in English and German.
FAILED = re.compile(r"#(?:[\w/]+[!?]|N/A|NV|GETTING_DATA|DATEN_ABRUFEN)|(?:Err|Fehler):\d{3}")

Clean = Callable[[str], str]


def failed(cell: str) -> bool:
    """Whether the cell holds an error of the spreadsheet, such as #N/A or #BEZUG!."""
    return cell.startswith(("#", "Err:", "Fehler:")) and FAILED.fullmatch(cell) is not None


def ending_of(name: str) -> str:
    """What a file's name ends in, in small letters and without the dot."""
    return name.lower().rpartition(".")[2] if "." in name else ""


def read(name: str, content: bytes, *, limits: Limits, clean: Clean) -> Sheet:
    """The table in `content`, whose kind follows from the ending of `name`.

    CSV is UTF-8, UTF-16 with its mark, or what proves to be Windows-1252, with comma, semicolon,
    tab or bar; of a workbook it is the first sheet that one sees, with what its formulas gave when
    it was saved. Letters and their accents are put together, then `clean` is applied to each cell.
    Rows without a word do not count.

    Raises:
        SheetError: the file is too large, of another kind, broken, or holds nobody.
    """
    if len(content) > limits.size:
        raise SheetError("too_many_bytes", most=limits.size)
    found, encoding = _rows(ending_of(name), content, limits)
    rows = list(_filled(found, limits, clean))
    if not rows:
        raise SheetError("empty")
    if len(rows) == 1:
        raise SheetError("nobody")
    return Sheet(rows[0], rows[1:], encoding)


def _rows(ending: str, content: bytes, limits: Limits) -> tuple[Iterable[Row], str]:
    if ending == "xlsx":
        return workbooks.rows(content, limits), UTF_8
    if ending != "csv":
        raise SheetError("ending")
    text, encoding = texts.decoded(content)
    return texts.rows(text), encoding


def _filled(rows: Iterable[Row], limits: Limits, clean: Clean) -> Iterator[Row]:
    """The rows with a word in them, and no more than may be."""
    count = 0
    for line, cells in rows:
        found = _without_trailing_blanks([clean(_composed(cell)) for cell in cells])
        if not found:
            continue
        count += 1
        if count > limits.rows:
            raise SheetError("too_many_rows", most=limits.rows)
        _check(line, found, limits)
        yield line, found


def _composed(cell: str) -> str:
    """An Ä as one letter: from a Mac it may come as A and two dots."""
    return cell if cell.isascii() else unicodedata.normalize("NFC", cell)


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
