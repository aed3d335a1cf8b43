"""A plan as CSV, XLSX or JSON; a file appears whole or not at all."""

import csv
import io
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import xlsxwriter

from matching.engine.tables import FileError

Row = tuple[str, str, int | None, str]
HEADER = ("mentee", "mentor", "score", "why")
WIDTHS = (28, 28, 8, 100)
# A spreadsheet would take cells that begin so for formulas.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def write(path: Path, rows: Sequence[Row]) -> None:
    """Write rows in the format of the ending of `path`.

    Raises:
        FileError: another ending, or the file cannot be written.
    """
    check(path)
    content = FORMATS[path.suffix.lower()](rows)
    half = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            half = Path(file.name)
            file.write(content)
        half.chmod(0o666 & ~_umask())
        half.replace(path)
    except OSError as error:
        if half:
            half.unlink(missing_ok=True)
        raise FileError(path, f"the file cannot be written ({error.strerror}).") from None


def check(path: Path) -> None:
    """Whether `path` can be written at all, before the work is done.

    Raises:
        FileError: another ending, or no such folder.
    """
    if path.suffix.lower() not in FORMATS:
        raise FileError(path, "only .csv, .xlsx and .json can be written.")
    if path.is_dir():
        raise FileError(path, "this is a folder.")
    if not path.parent.is_dir():
        raise FileError(path, f"there is no folder “{path.parent}”.")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _csv(rows: Sequence[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for mentee, mentor, score, why in rows:
        writer.writerow([_inert(mentee), _inert(mentor), score, _inert(why)])
    return text.getvalue().encode("utf-8-sig")


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell


def _xlsx(rows: Sequence[Row]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("plan")
        for column, (name, width) in enumerate(zip(HEADER, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, book.add_format({"bold": True}))
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(number, column, cell)
                elif cell:
                    sheet.write_string(number, column, cell)
        sheet.freeze_panes(1, 0)
    return content.getvalue()


def _json(rows: Sequence[Row]) -> bytes:
    plan = [dict(zip(HEADER, row, strict=True)) for row in rows]
    return json.dumps(plan, ensure_ascii=False, indent=1).encode()


FORMATS: dict[str, Callable[[Sequence[Row]], bytes]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".json": _json,
}
