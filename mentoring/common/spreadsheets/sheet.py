"""What a file holds, what it may hold, and what can be wrong with it."""

from dataclasses import dataclass
from typing import Any

Row = tuple[int, list[str]]
UTF_8, UTF_16, WINDOWS = "UTF-8", "UTF-16", "Windows-1252"


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
    """The headings with their line, and the rows below; no row ends in a blank cell.

    `encoding` is how the letters of a text were written; workbooks are UTF-8.
    """

    header: Row
    rows: list[Row]
    encoding: str = UTF_8

    def headed(self, spot: int) -> "Sheet":
        """The same with the headings in the row `spot`, 0 being the first; those above go.

        Raises:
            SheetError: nobody stands below ("nobody").
        """
        every = [self.header, *self.rows]
        if spot >= len(every) - 1:
            raise SheetError("nobody")
        return Sheet(every[spot], every[spot + 1 :], self.encoding)
