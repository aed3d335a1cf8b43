import csv
import json
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from matching.engine import files, output, tables
from matching.engine.files import Files
from matching.engine.tables import FileError
from mentoring.common.spreadsheets import workbooks

CASE = Path(__file__).parent / "outside_case"
CRITERIA = (CASE / "criteria.toml").read_text()
SMALL = """key = "name"
[[score]]
rule = "same"
mentor = "topic"
mentee = "topic"
points = 3
"""


@pytest.mark.parametrize(
    ("capacity", "total", "pairs"), [(1, 750, 35), (3, 1038, 50)], ids=["one", "three"]
)
@pytest.mark.parametrize("objective", ["total", "most"])
def test_the_outside_case_has_its_known_optimum(tmp_path, capacity, total, pairs, objective):
    criteria = tmp_path / "criteria.toml"
    criteria.write_text(CRITERIA.replace("mentor = 1", f"mentor = {capacity}", 1))
    given = Files.read(
        mentees=CASE / "mentees.csv", mentors=CASE / "mentors.csv", criteria=criteria
    )
    plan = given.solve(objective)
    assert (plan.total, len(plan.pairs), plan.bound, plan.proven) == (total, pairs, total, True)


@pytest.fixture
def folder(tmp_path):
    """Files that can be matched, to be spoiled."""
    (tmp_path / "mentees.csv").write_text("name,topic\nAda,law\nBo,art\n")
    (tmp_path / "mentors.csv").write_text("name;topic;places\nCy;art;1\nDi;law;\n")
    (tmp_path / "criteria.toml").write_text(SMALL)
    return tmp_path


def read(folder, mentees="mentees.csv"):
    return Files.read(
        mentees=folder / mentees,
        mentors=folder / "mentors.csv",
        criteria=folder / "criteria.toml",
    )


def test_pairs_come_first_then_who_is_alone(folder):
    with (folder / "mentees.csv").open("a") as file:
        file.write("Ed,law\n")
    given = read(folder)
    assert given.rows(given.solve("total")) == [
        ("Ada", "Di", 3, "Both have “law” as topic (+3)."),
        ("Bo", "Cy", 3, "Both have “art” as topic (+3)."),
        ("Ed", "", None, "Everybody allowed (2) is with somebody for whom the plan gains more."),
    ]


@pytest.mark.parametrize(
    "spelling", ["sam@example.org", "SAM@Example.org ", "sam@exam\u00adple.org"]
)
def test_nobody_is_paired_with_themselves_whatever_the_keys_are_called(folder, spelling):
    (folder / "mentees.csv").write_text(f"mail,topic\n{spelling},law\nBo,art\n")
    (folder / "mentors.csv").write_text("E-Mail,topic\nsam@example.org,law\nDi,art\n")
    rule = SMALL.replace('key = "name"', '[key]\nmentee = "mail"\nmentor = "E-Mail"')
    (folder / "criteria.toml").write_text(rule)
    given = read(folder)
    rows = given.rows(given.solve("total"))
    assert [(mentee, mentor) for mentee, mentor, _points, _why in rows] == [
        ("Bo", "Di"),
        (spelling.strip(), ""),
        ("", "sam@example.org"),
    ]
    assert given.notes == ["1 in both files by “mail”: nobody is paired with themselves."]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_tables_come_in_several_forms(folder, mark, sign):
    text = "name,topic\nAda,law\n\n  Bo ,art\n".replace(",", sign)
    (folder / "mentees.csv").write_bytes(mark + text.encode())
    assert read(folder).mentees.rows == (("Ada", "law"), ("Bo", "art"))
    assert read(folder).mentees.lines == (2, 4)


def test_a_workbook_is_read_like_a_table(folder):
    book = openpyxl.Workbook()
    for row in (
        ["name", "topic", "age"],
        ["Ada", "law", 17],
        [None, None, None],
        ["Bo", "art", 20.0],
    ):
        book.active.append(row)
    book.save(folder / "mentees.xlsx")
    table = read(folder, "mentees.xlsx").mentees
    assert table.rows == (("Ada", "law", "17"), ("Bo", "art", "20"))
    assert table.lines == (2, 4)


def test_what_is_wrong_with_all_rules_together_is_said_of_their_file(folder):
    (folder / "criteria.toml").write_text(
        SMALL.replace("points = 3", "points = 1048576") + SMALL[13:]
    )
    with pytest.raises(FileError, match=r"criteria.toml: .* exceed 1048576"):
        read(folder).solve("total")


SPOILED = {
    "no column": (
        "mentors.csv",
        "name;topc\nCy;art\n",
        "mentors.csv, line 1: there is no column “topic”. Did you mean “topc”?",
    ),
    "no key": (
        "mentees.csv",
        "nam,topic\nAda,law\n",
        "mentees.csv, line 1: there is no column “name”. Did you mean “nam”?",
    ),
    "same key": (
        "mentees.csv",
        "name,topic\nAda,law\n\nAda,art\n",
        "mentees.csv, line 4: “Ada” in column “name” stands on line 2 already.",
    ),
    "blank key": ("mentees.csv", "name,topic\n,law\n", "mentees.csv, line 2: “name” is blank."),
    "empty": ("mentees.csv", "\n\n", "mentees.csv: the file is empty."),
    "header": (
        "mentees.csv",
        "name,topic\n",
        "mentees.csv: there is a header but nobody below it.",
    ),
    "twice": (
        "mentees.csv",
        "name,name\nA,B\n",
        "mentees.csv, line 1: the heading “name” appears twice.",
    ),
    "nameless": (
        "mentees.csv",
        "name,,topic\nA,B,C\n",
        "mentees.csv, line 1: column 2 has no heading.",
    ),
    "too long": (
        "mentees.csv",
        "name,topic\nA,B,C\n",
        "mentees.csv, line 2: there are 3 cells, but only 2 headings.",
    ),
    "quotes": (
        "mentees.csv",
        'name,topic\n"A" b,B\n',
        "mentees.csv, line 2: the row cannot be read",
    ),
    "encoding": (
        "mentees.csv",
        "name,topic\nJürgen,law\n".encode("cp850"),
        "mentees.csv, line 2: nobody can tell which letters these are.",
    ),
    "no TOML": (
        "criteria.toml",
        "key = \n",
        "criteria.toml: this is no TOML: Invalid value (at line 1, column 7)",
    ),
    "no such key": (
        "criteria.toml",
        SMALL + "[[scores]]\n",
        "criteria.toml, line 7: “scores” means nothing here. Did you mean “score”?",
    ),
    "no rule": (
        "criteria.toml",
        SMALL + SMALL.replace("same", "sane").replace('key = "name"\n', ""),
        "criteria.toml, line 7: score 2: there is no rule “sane” here. Did you mean “same”?",
    ),
    "no value": (
        "criteria.toml",
        SMALL.replace("3", '"3"'),
        "criteria.toml, line 2: score 1: “points” must be a whole number",
    ),
    "keyless": (
        "criteria.toml",
        "[[score]]\n",
        "criteria.toml, line 1: score 1: “rule” is missing.",
    ),
    "half a key": (
        "criteria.toml",
        SMALL.replace('"name"', '{ mentor = "name" }'),
        "“key” must name a column for both",
    ),
    "capacity": (
        "criteria.toml",
        SMALL + "[capacity]\nmentors = 1\n",
        "“capacity” is a table with “mentor” and “mentee”.",
    ),
    "capacity cell": (
        "criteria.toml",
        SMALL + '[capacity]\nmentor = "topic"\n',
        "mentors.csv, line 2: column “topic”: “art” is no whole number from 0 up.",
    ),
    "negative capacity": (
        "criteria.toml",
        SMALL + "[capacity]\nmentor = -1\n",
        "criteria.toml: the capacity of “mentor” must be a whole number from 0 up or the name",
    ),
    "endless capacity": (
        "criteria.toml",
        SMALL + "[capacity]\nmentee = 10000000000000000000000\n",
        "criteria.toml: the capacity of “mentee” must be a whole number",
    ),
    "unknown value": (
        "criteria.toml",
        SMALL.replace("same", "difference").replace("3", "{ 1 = 2 }\norder = ['law', 'arts']"),
        "line 3: Column “topic”: “art” is none of the values in the order. Did you mean “arts”?",
    ),
}


@pytest.mark.parametrize("name", SPOILED)
def test_what_is_wrong_is_named_with_file_and_line(folder, name):
    file, content, words = SPOILED[name]
    (folder / file).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(FileError, match=re.escape(words)):
        read(folder).solve("total")


def test_the_line_of_a_wrong_cell_is_that_of_the_file(folder):
    rule = SMALL.replace("same", "difference").replace("3", "{ 1 = 2 }\norder = ['art', 'law']")
    (folder / "criteria.toml").write_text(rule)
    (folder / "mentees.csv").write_text("name,topic\nZoe,art\n\nBo,law\nAda,music\n")
    with pytest.raises(FileError, match=r"mentees\.csv, line 5: Column “topic”: “music” is none"):
        read(folder).solve("total")


@pytest.mark.parametrize("name", ["missing.csv", "mentees.ods"])
def test_files_that_cannot_be_read(folder, name):
    with pytest.raises(FileError, match=name):
        read(folder, name)


def test_what_only_looks_like_a_workbook(folder):
    (folder / "mentees.xlsx").write_bytes(b"no zip")
    with pytest.raises(FileError, match="this is no XLSX file"):
        read(folder, "mentees.xlsx")


def test_a_capacity_may_stand_in_a_column(folder):
    (folder / "criteria.toml").write_text(SMALL + '[capacity]\nmentor = "places"\nmentee = 2\n')
    problem = read(folder).problem
    assert problem.column_capacity.tolist() == [1, 1]
    assert problem.row_capacity.tolist() == [2, 2]


def test_places_stand_in_a_table_of_their_own(folder):
    rule = SMALL.replace("same", "distance").replace("3", "{ 10 = 5 }")
    (folder / "criteria.toml").write_text('places = "places.csv"\n' + rule)
    (folder / "places.csv").write_text("place,latitude,longitude\nlaw,52.5,13.4\nart,48.1,11.6\n")
    assert read(folder).solve("total").total == 10


@pytest.mark.parametrize("degrees", ["nan,13.4", "north,13.4", "91,13.4", "52.5,181"])
def test_places_have_degrees(folder, degrees):
    (folder / "criteria.toml").write_text('places = "places.csv"\n' + SMALL)
    (folder / "places.csv").write_text(f"place,latitude,longitude\nhere,1,2\nlaw,{degrees}\n")
    with pytest.raises(FileError, match=r"places\.csv, line 3: these are no degrees"):
        read(folder)


ROWS = [("Ada", "=1+1", 3, "Both"), ("", "Di", None, "+49 nobody")]


def test_plans_are_written_as_tables_without_formulas(tmp_path):
    for ending in ("csv", "xlsx", "json"):
        output.write(tmp_path / f"plan.{ending}", ROWS)
    with (tmp_path / "plan.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1:] == [
            ["Ada", "'=1+1", "3", "Both"],
            ["", "Di", "", "'+49 nobody"],
        ]
    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx").active
    assert [cell.value for cell in sheet[2]] == ["Ada", "=1+1", 3, "Both"]
    assert sheet["B2"].data_type == "s"
    assert json.loads((tmp_path / "plan.json").read_text())[0]["mentor"] == "=1+1"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "plan.csv",
        "plan.json",
        "plan.xlsx",
    ]


def test_nothing_is_left_of_a_file_that_could_not_be_written(tmp_path, monkeypatch):
    def refuse(self, _target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output.Path, "replace", refuse)
    with pytest.raises(FileError, match="No space left"):
        output.write(tmp_path / "plan.csv", ROWS)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["plan.pdf", "nowhere/plan.csv", "folder.csv"])
def test_what_cannot_be_written_is_said_before_the_work(tmp_path, path):
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(FileError):
        output.check(tmp_path / path)


def test_the_figures(folder):
    plan = read(folder).solve("fair")
    figures = files.summary(plan, 0.12345)
    assert figures == {
        "pairs": 2,
        "total": 6,
        "worst": 3,
        "bound": 6,
        "gap": 0.0,
        "proven": True,
        "unmatched_mentees": [],
        "unmatched_mentors": [],
        "seconds": 0.123,
    }


@pytest.mark.parametrize("cell", ["#N/A", "#NV"])
def test_an_error_of_the_spreadsheet_is_no_cell(folder, cell):
    (folder / "mentees.csv").write_text(f"name,topic\nAda,law\nBo,{cell}\n")
    with pytest.raises(FileError, match=f"line 3: column “topic”: “{cell}” is an error"):
        read(folder)


def test_files_have_limits(folder, monkeypatch):
    monkeypatch.setattr(tables, "MOST_BYTES", 10)
    with pytest.raises(FileError, match="larger than"):
        read(folder)


def test_rows_have_a_limit(folder, monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    with pytest.raises(FileError, match="more than 2 rows"):
        read(folder)


def workbook(folder, part, content):
    """A workbook in which one part is another."""
    openpyxl.Workbook().save(folder / "plain.xlsx")
    with (
        zipfile.ZipFile(folder / "plain.xlsx") as plain,
        zipfile.ZipFile(folder / "mentees.xlsx", "w", zipfile.ZIP_DEFLATED) as other,
    ):
        for name in plain.namelist():
            other.writestr(name, content if name == part else plain.read(name))


def test_a_workbook_that_unpacks_to_far_more_is_refused(folder):
    workbook(folder, "xl/worksheets/sheet1.xml", b"0" * (workbooks.MUCH + 1))
    with pytest.raises(FileError, match="too large when unpacked"):
        read(folder, "mentees.xlsx")


def test_a_workbook_with_a_broken_sheet_is_refused(folder):
    workbook(folder, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>")
    with pytest.raises(FileError, match="no XLSX file"):
        read(folder, "mentees.xlsx")


LISTS = """key = "name"
[[score]]
rule = "overlap"
mentor = "topics"
mentee = "topics"
points = 5
"""


def matched(folder, criteria, mentees, mentors):
    (folder / "criteria.toml").write_text(criteria)
    (folder / "mentees.csv").write_text(mentees)
    (folder / "mentors.csv").write_text(mentors)
    given = read(folder)
    return given.rows(given.solve("total"))


@pytest.mark.parametrize(
    ("sign", "cell"), [(";", "{}; art"), ("/", "art/{}"), ("\\n", "art\n{}"), ("|", "{}|art")]
)
@pytest.mark.parametrize("by_column", [True, False])
def test_options_may_hold_commas_where_the_separator_is_named(folder, sign, cell, by_column):
    named = f'{{ topics = "{sign}" }}' if by_column else f'"{sign}"'
    rows = matched(
        folder,
        f"separator = {named}\n" + LISTS,
        f'name,topics\nAda,"{cell.format("Law, order")}"\nBo,"order, Law"\n',
        'name,topics\nCy,"law, Order"\nDi,"order; Law; x | y, z"\n',
    )
    assert rows[0] == ("Ada", "Cy", 5, "In common in topics: Law, order (+5).")
    # Parts of an option are no option.
    assert rows[1][2:] == (0, "") or rows[1][1] == ""


def test_line_breaks_separate_by_themselves(folder):
    rows = matched(folder, LISTS, 'name,topics\nAda,"law\nart"\n', 'name,topics\nDi,"art\nlaw x"\n')
    assert rows[0] == ("Ada", "Di", 5, "In common in topics: art (+5).")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("separator = 3", "“separator” must be a sign"),
        ('separator = " "', "“separator” must be a sign"),
        ('separator = { topcs = ";" }', "no rule reads “topcs” as a list. Did you mean “topics”?"),
    ],
)
def test_a_separator_is_a_sign_of_a_list(folder, line, words):
    with pytest.raises(FileError, match=re.escape(words)):
        matched(folder, f"{line}\n{LISTS}", "name,topics\nA,b\n", "name,topics\nC,b\n")


def test_headings_may_stand_below_a_title(folder):
    (folder / "mentees.csv").write_text("Our mentees, May\n\nname,topic\nAda,law\nBo,art\n")
    given = read(folder)
    assert given.mentees.rows == (("Ada", "law"), ("Bo", "art"))
    assert (given.mentees.line, given.mentees.lines) == (3, (4, 5))


def test_letters_of_german_excel_are_read_and_that_is_said(folder):
    (folder / "mentees.csv").write_bytes("name,topic\nJürgen,law\n".encode("cp1252"))
    given = read(folder)
    assert given.mentees.rows == (("Jürgen", "law"),)
    (note,) = given.notes
    assert note.startswith("mentees.csv: read as Windows-1252, not as UTF-8.")
