"""Reading a list that staff upload: CSV or XLSX, of modest size, and never more than it says."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.common.errors import DomainError
from mentoring.common.spreadsheets import reading
from mentoring.common.spreadsheets.sheet import Limits, Sheet, SheetError
from mentoring.common.text import one_line

MOST_BYTES = 5_000_000
MOST_ROWS = 2_000
LIMITS = Limits(
    size=MOST_BYTES,
    unpacked=20_000_000,
    rows=MOST_ROWS + 1,  # and the headings
    parts=500,
    columns=60,
    letters=5_000,
)
REFUSALS = {
    "too_many_bytes": gettext_lazy("The file is larger than 5 MB."),
    "ending": gettext_lazy("Please choose a file that ends in .xlsx or .csv."),
    "no_utf8": gettext_lazy(
        "The letters of this file cannot be read. Please save it as “CSV UTF-8”."
    ),
    "no_text": gettext_lazy("This is no table. Please save the list as .xlsx or “CSV UTF-8”."),
    "broken_row": gettext_lazy("A quotation mark is open somewhere in this file."),
    "no_workbook": gettext_lazy(
        "This workbook cannot be read. Please save it anew as .xlsx, without a password."
    ),
    "unpacks_too_large": gettext_lazy("The workbook is too large when unpacked."),
    "too_many_rows": gettext_lazy("The file has more than 2,000 rows. Please divide it."),
    "too_many_columns": gettext_lazy("The file has more than 60 columns."),
    "cell_too_long": gettext_lazy("A cell holds more than 5,000 characters."),
    "empty": gettext_lazy("The file is empty."),
    "nobody": gettext_lazy("There is a heading, but nobody below it."),
}


class FileError(DomainError):
    """The file cannot be used at all; the message says what to do."""


def read(name: str, content: bytes) -> Sheet:
    """The rows of `content`, whose kind follows from the file's `name`; line breaks in cells stay.

    Raises:
        FileError: the file is too large, of another kind, broken, or holds nobody.
    """
    try:
        return reading.read(name, content, limits=LIMITS, clean=plain)
    except SheetError as error:
        words = str(REFUSALS[error.code])
        if error.line is not None:
            words = _("Row %(row)s: %(error)s") % {"row": error.line, "error": words}
        raise FileError(words) from error


def plain(cell: str) -> str:
    """Line breaks may separate the topics of a cell; all else that cannot be seen goes."""
    return "\n".join(filter(None, map(one_line, cell.splitlines())))
