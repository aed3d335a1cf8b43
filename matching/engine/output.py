"""A plan as CSV, XLSX or JSON; a file appears whole or not at all."""

import io
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from matching.engine.tables import FileError
from mentoring.common.spreadsheets.writing import csv_lines, write_xlsx

Row = tuple[str, str, int | None, str]
HEADER = ("mentee", "mentor", "score", "why")
WIDTHS = (28, 28, 8, 100)


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
    return "".join(csv_lines(HEADER, rows, delimiter=",")).encode()


def _xlsx(rows: Sequence[Row]) -> bytes:
    content = io.BytesIO()
    write_xlsx(content, HEADER, rows, widths=WIDTHS, name="plan")
    return content.getvalue()


def _json(rows: Sequence[Row]) -> bytes:
    plan = [dict(zip(HEADER, row, strict=True)) for row in rows]
    return json.dumps(plan, ensure_ascii=False, indent=1).encode()


FORMATS: dict[str, Callable[[Sequence[Row]], bytes]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".json": _json,
}
