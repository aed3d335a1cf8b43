"""Files in which text stays text, written row by row."""

import csv
import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from mentoring.common.spreadsheets.writing import csv_lines, write_xlsx

MOMENT = datetime(2026, 3, 2, 8)  # noqa: DTZ001 - spreadsheets know no zones
ROW = ["A", 3, MOMENT, date(2026, 3, 2), None, ""]
HEADER = ["word", "number", "moment", "day", "gap", "blank"]
NASTY = ["=1", "+1", "-1", "@A", "\tx", "\rx", "\nx", " =1", "\u200b=1", "\uff1d1", "\uff20A"]


def book(*rows, **how):
    file = io.BytesIO()
    write_xlsx(file, HEADER, rows, widths=[10] * len(HEADER), **({"name": "List"} | how))
    return file


def test_csv_says_what_it_is_and_what_stands_in_it():
    text = "".join(csv_lines(HEADER, [ROW]))
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert rows == [HEADER, ["A", "3", "2026-03-02 08:00", "2026-03-02", "", ""]]


def test_a_number_below_nothing_is_no_formula():
    assert list(csv_lines([], [[-3]], delimiter=","))[2] == "-3\r\n"


@pytest.mark.parametrize("cell", NASTY)
def test_nothing_becomes_a_formula_in_csv(cell):
    text = "".join(csv_lines([cell], [[cell]])).removeprefix("\ufeff")
    assert list(csv.reader(io.StringIO(text, newline=""), delimiter=";")) == [[f"'{cell}"]] * 2


@pytest.mark.parametrize("cell", [*NASTY, "http://evil.example"])
def test_nothing_becomes_a_formula_or_a_link_in_a_workbook(cell):
    with zipfile.ZipFile(book([cell])) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_a_workbook_has_numbers_moments_and_days():
    sheet = openpyxl.load_workbook(book(ROW, name="plan")).active
    assert sheet.title == "plan"
    assert [cell.value for cell in sheet[1]] == HEADER
    assert [cell.value for cell in sheet[2]] == ["A", 3, MOMENT, datetime(2026, 3, 2), None, None]  # noqa: DTZ001
    assert sheet["C2"].number_format == "dd.mm.yyyy hh:mm"
    assert sheet["D2"].number_format == "dd.mm.yyyy"
    assert sheet.freeze_panes == "A2"


def test_rows_are_asked_for_one_after_the_other():
    given = []

    def rows():
        for number in range(3):
            given.append(number)
            yield [number]

    lines = csv_lines(["n"], rows())
    next(lines), next(lines), next(lines)
    assert given == [0]
