"""Cells of a workbook as people see them."""

import io
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from mentoring.common.spreadsheets import workbooks
from mentoring.common.spreadsheets.sheet import Limits

MARCH = datetime(2026, 3, 12)  # noqa: DTZ001 - workbooks have no zones
LIMITS = Limits(size=1_000_000, unpacked=20_000_000, rows=99)


@pytest.mark.parametrize(
    ("value", "look", "seen"),
    [
        (1067, "00000", "01067"),
        (1067, "General", "1067"),
        (1067, '"D-"00000', "D-01067"),
        (1067, "[$-407]00000", "01067"),
        (1067, "00000;-00000;@", "01067"),
        (123456, "00000", "123456"),
        (-5, "00000", "-5"),
        (15, "#", "15"),
        (12345678, "0000\\ 0000", "1234 5678"),
        (301234567, '"0"000/000000', "0301/234567"),
        (0.25, "0%", "25%"),
        (0.255, "0.0%", "25.5%"),
        (1, "0%", "100%"),
        (0.1 + 0.2, "General", "0.3"),
        (51.0504, "0.00", "51.0504"),
        (2.0, "0.00", "2"),
        (1234567, "#,##0", "1234567"),
        (4915112345678, "0", "4915112345678"),
        (True, "General", "yes"),
        (MARCH, "DD.MM.YYYY", "12.03.2026"),
        (MARCH, "d. mmmm yyyy", "12.03.2026"),
        (MARCH, "mm-dd-yy", "2026-03-12"),
        (MARCH, "yyyy-mm-dd", "2026-03-12"),
        (date(2026, 3, 12), "dd.mm.yyyy", "12.03.2026"),
        (MARCH.replace(hour=16, minute=30), "dd.mm.yyyy hh:mm", "12.03.2026 16:30"),
        (MARCH.replace(hour=16, minute=30), "dd.mm.yyyy", "12.03.2026"),
        (MARCH, "dd.mm.yyyy hh:mm", "12.03.2026 00:00"),
        (time(18), "h:mm", "18:00"),
        (time(18, 0, 30), "h:mm:ss", "18:00:30"),
        (timedelta(hours=26, minutes=5), "[h]:mm", "26:05"),
    ],
)
def test_cells_are_read_as_they_are_shown(value, look, seen):
    book = openpyxl.Workbook()
    cell = book.active.cell(1, 1, value)
    cell.number_format = look
    file = io.BytesIO()
    book.save(file)
    assert list(workbooks.rows(file.getvalue(), LIMITS)) == [(1, [seen])]
