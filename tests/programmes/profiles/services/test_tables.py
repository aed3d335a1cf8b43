"""A list is read as a table, or refused in words."""

import pytest

from programmes.profiles.services import tables
from programmes.profiles.services.tables import FileError


def test_rows_keep_their_numbers_and_cells_their_columns():
    table = tables.read("liste.csv", "Name;Ort;\n\n Ada ;Köln\nBen;;extra\n".encode())
    assert table.header == ["Name", "Ort", ""]
    assert table.rows == [(3, ["Ada", "Köln", ""]), (4, ["Ben", "", "extra"])]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("liste.pdf", b"Name\nAda"),
        ("liste.csv", b""),
        ("liste.csv", b"Name\n"),
        ("liste.csv", "Name\nGröße".encode("mac_roman")),
        ("liste.csv", b'Name\n"Ada'),
        ("liste.csv", b"Name\n\0"),
        ("liste.csv", b";" * tables.LIMITS.columns + b"x\nAda"),
        ("liste.csv", b"Name\n" + b"x" * (tables.LIMITS.letters + 1)),
        ("liste.csv", b"Name\n" + b"Ada\n" * (tables.MOST_ROWS + 1)),
        ("liste.csv", b"x" * (tables.MOST_BYTES + 1)),
        ("liste.xlsx", b"no workbook"),
    ],
)
def test_what_is_no_list_is_refused(name, content):
    with pytest.raises(FileError):
        tables.read(name, content)


def test_the_longest_list_is_read():
    content = b"Name\n" + b"Ada\n" * tables.MOST_ROWS
    assert len(tables.read("liste.csv", content).rows) == tables.MOST_ROWS
