"""XLSX: the first sheet that one sees, with its cells as they are shown."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

import openpyxl
from openpyxl.utils.escape import unescape

from mentoring.common.spreadsheets.sheet import Limits, Row, SheetError

# Tables shrink to a tenth or so when they are packed; what shrinks to less is no table of people.
MOST_TIMES = 60
MUCH = 20_000_000
# What a sheet can hold; a cell may claim to stand below that.
LAST_LINE = 1_048_576
# A part of a format: what is written as it stands, or what stands for something.
PART = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<sign>.)'
)
DIGITS = frozenset("0#?")
CLOCK = re.compile(r"[hs]", re.IGNORECASE)
# A number has so many digits that are true.
TRUE_DIGITS = ".15g"


def rows(content: bytes, limits: Limits) -> Iterator[Row]:
    """Each row that has cells, with its number.

    Raises:
        SheetError: it is no workbook, or unpacks to too much.
    """
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
        found = sheet.iter_rows(max_col=widest, max_row=LAST_LINE)
        for number, cells in enumerate(found, start=1):
            if any(cell.value is not None for cell in cells):
                yield number, [_text(cell) for cell in cells]
    finally:
        book.close()


def _text(cell: Any) -> str:
    value = cell.value
    if isinstance(value, str):
        # Workbooks write control characters as _x000D_ and the like.
        return str(unescape(value)) if "_x" in value else value
    return "" if value is None else shown(value, cell.number_format)


def shown(value: Any, number_format: str) -> str:
    """What a spreadsheet shows of a value: the day, the hour, the noughts before a postcode.

    Decimals are not rounded away. A day whose format depends on the reader's country is written
    as 2026-03-12.
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date | time | timedelta):
        return _moment(value, number_format)
    section = _first_section(number_format)
    percent = _percent(value, section)
    if percent is not None:
        return percent
    if value >= 0 and float(value).is_integer():
        return _in_digits(int(value), section)
    return format(value, TRUE_DIGITS) if isinstance(value, float) else str(value)


@lru_cache(maxsize=256)
def _first_section(number_format: str) -> tuple[tuple[str, str], ...]:
    """The parts of a format for numbers from 0 up: (kind, text), kind "text" or "sign"."""
    found = []
    for part in PART.finditer(number_format):
        words = part["quoted"] if part["quoted"] is not None else part["escaped"]
        if part["sign"] == ";":
            break
        if words is not None:
            found.append(("text", words))
        elif part["sign"]:
            found.append(("sign", part["sign"]))
    return tuple(found)


def _percent(value: float, section: tuple[tuple[str, str], ...]) -> str | None:
    signs = "".join(text for kind, text in section if kind == "sign")
    if "%" not in signs:
        return None
    decimals = len(re.findall("[0#?]", signs.partition(".")[2]))
    return f"{value * 100:.{decimals}f}%"


def _in_digits(value: int, section: tuple[tuple[str, str], ...]) -> str:
    """A whole number with the noughts and signs of a format such as 00000 or 0000/000000."""
    places = sum(kind == "sign" and text in DIGITS for kind, text in section)
    noughts = sum(kind == "sign" and text == "0" for kind, text in section)
    plain = all(kind == "text" or text in DIGITS or text in "-/() +" for kind, text in section)
    if noughts <= 1 or not plain:
        return str(value)
    digits = list(str(value).zfill(noughts))
    found: list[str] = []
    for kind, text in reversed(section):
        if kind == "text" or text not in DIGITS:
            found.append(text)
            continue
        places -= 1
        if not digits:
            continue
        found.append(digits.pop())
        if places == 0:
            found.extend(reversed(digits))
            digits = []
    return "".join(reversed(found)).strip()


def _moment(value: date | time | timedelta, number_format: str) -> str:
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    if isinstance(value, time):
        return _clock(value)
    day = _day(value, number_format)
    if isinstance(value, datetime) and CLOCK.search(_bare(number_format)):
        return f"{day} {_clock(value.time())}"
    return day


def _bare(number_format: str) -> str:
    return "".join(text for kind, text in _first_section(number_format) if kind == "sign")


def _clock(value: time) -> str:
    return f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"


def _day(value: date, number_format: str) -> str:
    """As 12.03.2026 where the format says so, else as 2026-03-12."""
    signs = _bare(number_format).lower()
    order = dict.fromkeys(re.sub("[^dmy]", "", signs.replace("t", "d").replace("j", "y")))
    in_german = list(order) == ["d", "m", "y"]
    dotted = any(text == "." for _kind, text in _first_section(number_format))
    return f"{value:%d.%m.%Y}" if in_german and dotted else f"{value:%Y-%m-%d}"
