"""A list is read as a table, or refused in words."""

import io
import resource
import zipfile

import openpyxl
import pytest

from programmes.imports.services import tables
from programmes.imports.services.tables import FileError


def test_rows_keep_their_numbers_and_cells_their_columns():
    table = tables.read("liste.csv", "Name;Ort;\n\n Ada ;Köln\nBen;;extra\n".encode())
    assert table.header == (1, ["Name", "Ort"])
    assert table.rows == [(3, ["Ada", "Köln"]), (4, ["Ben", "", "extra"])]


def test_line_breaks_within_a_cell_stay():
    table = tables.read("liste.csv", b'Name;Themen\nAda;"Kultur\r\n  und\tSport\n"\n')
    assert table.rows == [(2, ["Ada", "Kultur\nund Sport"])]


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


HEAD_KEYS = ["given_name", "family_name", "email"]


def csv_of(*rows, delimiter=";", head=HEAD_KEYS):
    lines = [delimiter.join(row) for row in ([*head], *rows)]
    return "\n".join(lines).encode()


def xlsx_of(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


ADA = ["Ada", "Groß", "Ada@example.org"]
BEN = ["Ben", "Krüger", "ben@example.org"]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_csv_is_read_with_any_usual_delimiter_and_mark(delimiter, mark):
    table = tables.read("Liste.CSV", mark + csv_of(ADA, [], BEN, delimiter=delimiter))
    assert table.header == (1, HEAD_KEYS)
    assert table.rows == [(2, ADA), (4, BEN)]


def test_xlsx_gives_numbers_as_they_are_seen():
    table = tables.read("liste.xlsx", xlsx_of(["PLZ", "x"], [1067, 2.5], [None, "a\nb"]))
    assert table.rows == [(2, ["1067", "2.5"]), (3, ["", "a\nb"])]


def test_the_formula_of_a_cell_is_never_taken_for_its_text():
    table = tables.read("liste.csv", csv_of(["=1+1", "@x", "a@example.org"]))
    assert table.rows[0][1] == ["=1+1", "@x", "a@example.org"]


def bomb():
    """A workbook that says it holds a sheet of 300 MB."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(300):
            part.write(b"\0" * 1_000_000)
    return file.getvalue()


def laughing():
    """Entities that grow without end, where the names of the sheets are."""
    good = zipfile.ZipFile(io.BytesIO(xlsx_of(["a"], ["b"])))
    entity = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {new} "{("&" + old + ";") * 10}">'
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in good.namelist():
            content = good.read(name)
            if name == "xl/workbook.xml":
                content = (entity + "]><workbook>&i;</workbook>").encode()
            archive.writestr(name, content)
    return file.getvalue()


MANY = csv_of(*[["A", "B", f"a{n}@example.org"] for n in range(2001)])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("liste.pdf", b"%PDF"),
        ("liste", csv_of(ADA)),
        ("liste.csv", b""),
        ("liste.csv", b"\n\n;;;\n"),
        ("liste.csv", csv_of()),
        ("liste.csv", "Größe;ß\nx;y".encode("cp850")),
        ("liste.csv", "Vorname\nÄ".encode("utf-16-le")),
        ("liste.csv", b'a;b\n"offen;c'),
        ("liste.csv", MANY),
        ("liste.csv", b"a\n" + b"x" * 6000),
        ("liste.csv", b";".join([b"a"] * 61) + b"\nb"),
        ("liste.csv", b"a" * 5_000_001),
        ("liste.xlsx", b"PK\x03\x04 kein Archiv"),
        ("liste.xlsx", csv_of(ADA)),
        ("liste.xlsx", bomb()),
        ("liste.xlsx", laughing()),
        ("../../etc/passwd.xlsx", b"root"),
    ],
)
def test_a_bad_file_is_refused_in_words_and_in_little_memory(name, content):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(FileError) as refusal:
        tables.read(name, content)
    assert refusal.value.message
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_a_wide_but_empty_workbook_is_read_in_little_memory():
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = "weit weg"
    file = io.BytesIO()
    book.save(file)
    with pytest.raises(FileError):
        tables.read("weit.xlsx", file.getvalue())


def test_a_refusal_names_the_row():
    with pytest.raises(FileError, match="Zeile 3"):
        tables.read("liste.csv", csv_of(ADA) + b"\n" + b"x" * 6000)


def test_two_thousand_rows_are_read():
    rows = tables.read("liste.csv", csv_of(*[["A", "B", f"a{n}@e.org"] for n in range(2000)])).rows
    assert len(rows) == 2000
