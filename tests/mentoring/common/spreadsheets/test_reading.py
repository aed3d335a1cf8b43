"""Rows of files as people make them, and what such files may not be."""

import io
import zipfile

import openpyxl
import pytest

from mentoring.common.spreadsheets import reading, workbooks
from mentoring.common.spreadsheets.sheet import Limits, SheetError

LIMITS = Limits(size=1_000_000, unpacked=20_000_000, rows=5, columns=4, letters=20)


def read(content, name="list.csv", limits=LIMITS):
    if isinstance(content, str):
        content = content.encode()
    return reading.read(name, content, limits=limits, clean=str.strip)


def xlsx(*rows, change=None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read_xlsx(*rows, change=None):
    return read(xlsx(*rows, change=change), "list.XLSX")


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_text_in_any_usual_form(mark, sign, end):
    sheet = read(mark + end.join(["a,b", "1,2", "", " 3 ,"]).replace(",", sign))
    assert sheet.header == (1, ["a", "b"])
    assert sheet.rows == [(2, ["1", "2"]), (4, ["3"])]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_headings_of_several_lines_hide_no_delimiter(sign):
    sheet = read(f'"given\nname (a; b, c)"{sign}family\n1{sign}2')
    assert sheet.header == (1, ["given\nname (a; b, c)", "family"])
    assert sheet.rows == [(3, ["1", "2"])]


def test_the_first_row_alone_says_what_separates():
    assert read("a;b\n1,2,3,4;5").rows == [(2, ["1,2,3,4", "5"])]


def test_quotation_marks_below_the_headings_say_nothing_of_what_separates():
    assert read('a;"b"\nx "y",,, z;2').rows == [(2, ['x "y",,, z', "2"])]


def test_lines_are_those_on_which_rows_begin():
    sheet = read('a,b\n"1\n2",3\n4,5')
    assert [line for line, _cells in sheet.rows] == [2, 4]


def test_a_workbook_gives_what_is_seen():
    sheet = read_xlsx(["a", "b", "c"], [1067, 2.5, 20.0], [None, None], [True, None, "x"])
    assert sheet.rows == [(2, ["1067", "2.5", "20"]), (4, ["yes", "", "x"])]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_sheet_that_nobody_sees_is_passed_over(state):
    def hide(book):
        book.active.sheet_state = state
        book.create_sheet("Seen").append(["c"])
        book["Seen"].append(["2"])
        book.active = 1

    assert read_xlsx(["a"], ["1"], change=hide).header == (1, ["c"])


def test_control_characters_of_workbooks_are_understood():
    sheet = read_xlsx(["a", "b"], ["ACME_x000D_", "one_x000D_\ntwo"], ["_x005F_x000D_", "c_xyz"])
    assert sheet.rows[0][1] == ["ACME", "one\r\ntwo"]
    assert sheet.rows[1][1] == ["_x000D_", "c_xyz"]


def test_rows_without_a_word_do_not_count():
    blank = ";;;;;;\n" * 50
    assert read("a;b\n1;2\n" + blank).rows == [(2, ["1", "2"])]
    colour = openpyxl.styles.PatternFill("solid", "FFFF00")

    def paint(book):
        for row in range(2, 60):
            for column in range(1, 4):
                book.active.cell(row, column).fill = colour
        book.active.cell(60, 1, " ")

    assert read_xlsx(["a"], ["1"], change=paint).rows == [(2, ["1"])]


def test_what_a_sheet_says_about_its_size_is_not_believed():
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx(["a", "b"], ["1", "2"]))) as true,
        zipfile.ZipFile(file, "w") as false,
    ):
        for name in true.namelist():
            false.writestr(name, true.read(name).replace(b'"A1:B2"', b'"A1:A1"'))
    wide = Limits(size=1_000_000, unpacked=20_000_000, rows=5)
    assert read(file.getvalue(), "list.xlsx", wide).rows == [(2, ["1", "2"])]


def test_no_row_is_looked_for_below_where_a_sheet_can_end(monkeypatch):
    monkeypatch.setattr(workbooks, "LAST_LINE", 3)
    assert read_xlsx(["a"], ["1"], ["2"], ["3"]).rows == [(2, ["1"]), (3, ["2"])]


def test_a_cell_far_below_costs_no_time():
    def claim(book):
        book.active["XFD1048576"] = "far"

    with pytest.raises(SheetError, match="nobody"):
        read_xlsx(["a"], change=claim)


REFUSED = {
    "ending": ("a\n1", "list.pdf"),
    "no_utf8": ("Größe".encode("cp850"), "list.csv"),
    "no_text": ("a\0", "list.csv"),
    "broken_row": ('a\n"open', "list.csv"),
    "no_workbook": ("a\n1", "list.xlsx"),
    "too_many_rows": ("a\n" + "1\n" * 5, "list.csv"),
    "too_many_columns": ("a\n1,2,3,4,5", "list.csv"),
    "cell_too_long": ("a\n" + "x" * 21, "list.csv"),
    "empty": ("\n;;\n", "list.csv"),
    "nobody": ("a\n\n", "list.csv"),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_is_wrong_has_a_code(code):
    with pytest.raises(SheetError) as refusal:
        read(*REFUSED[code])
    assert refusal.value.code == code


def test_what_is_wrong_has_a_place():
    with pytest.raises(SheetError) as refusal:
        read("a,b\n\n1," + "x" * 21)
    assert (refusal.value.line, refusal.value.values["column"]) == (3, 2)
    with pytest.raises(SheetError) as refusal:
        read('a\n1\n"open')
    assert refusal.value.line == 3


def test_files_and_what_they_unpack_to_have_limits():
    with pytest.raises(SheetError, match="too_many_bytes"):
        read("a" * 1_000_001)
    small = Limits(size=1_000_000, unpacked=10, rows=5)
    with pytest.raises(SheetError, match="unpacks_too_large"):
        read(xlsx(["a"], ["1"]), "list.xlsx", small)
    few = Limits(size=1_000_000, unpacked=20_000_000, rows=5, parts=2)
    with pytest.raises(SheetError, match="unpacks_too_large"):
        read(xlsx(["a"], ["1"]), "list.xlsx", few)


@pytest.mark.parametrize(
    ("cell", "is_error"),
    [
        *((cell, True) for cell in ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "Err:502")),
        *((cell, True) for cell in ("#NV", "#BEZUG!", "#WERT!", "#ÜBERLAUF!", "Fehler:502")),
        *((cell, False) for cell in ("", "#1", "#teamwork", "NV", "a #NV", "#N/A or so", "Err")),
    ],
)
def test_errors_of_spreadsheets_are_told_from_words(cell, is_error):
    assert reading.failed(cell) == is_error


def test_letters_and_their_accents_are_one():
    assert read("Gro\u0308\u00dfe\nMu\u0308ller").rows == [(2, ["M\u00fcller"])]
    assert read_xlsx(["a"], ["Nguye\u0302\u0303n"]).rows == [(2, ["Nguy\u1ec5n"])]


def test_headings_can_stand_below_a_title():
    sheet = read("Our list\n\na,b\n1,2\n3,4").headed(1)
    assert (sheet.header, sheet.rows) == ((3, ["a", "b"]), [(4, ["1", "2"]), (5, ["3", "4"])])
    with pytest.raises(SheetError, match="nobody"):
        sheet.headed(2)


def test_how_the_letters_were_written_is_told():
    assert read("Größe\n1").encoding == "UTF-8"
    assert read("Größe\n1".encode("cp1252")).headed(0).encoding == "Windows-1252"
