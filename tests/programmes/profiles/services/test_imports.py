"""Importing a list: what would happen to each row, and all rows or none."""

import io
import resource
import zipfile

import openpyxl
import pytest

from mentoring.accounts.models import User
from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.notifications.models import Mail
from mentoring.privacy.models import Subject
from programmes.profiles.models import Enrolment, Profile
from programmes.profiles.services import imports, tables
from programmes.profiles.services.imports import Fate
from programmes.profiles.services.tables import FileError
from programmes.profiles.states import EnrolmentState, Origin, Part
from tests.factories.accounts import make_staff, make_user
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.profiles import make_enrolment, make_mentor

pytestmark = pytest.mark.django_db
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


def judge(cohort, *rows, head=()):
    content = csv_of(*rows, head=[*HEAD_KEYS, *head])
    return imports.judge(cohort, tables.read("liste.csv", content))


def run(cohort, lines, *, tells=True):
    return imports.run(cohort, lines, tells=tells, by=Actor.system(), now=NOW)


ADA = ["Ada", "Groß", "Ada@example.org"]
BEN = ["Ben", "Krüger", "ben@example.org"]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_csv_is_read_with_any_usual_delimiter_and_mark(delimiter, mark):
    table = tables.read("Liste.CSV", mark + csv_of(ADA, [], BEN, delimiter=delimiter))
    assert table.header == HEAD_KEYS
    assert table.rows == [(2, ADA), (4, BEN)]


def test_xlsx_gives_numbers_as_they_are_seen():
    table = tables.read("liste.xlsx", xlsx_of(["PLZ", "x"], [1067, 2.5], [None, "a\nb"]))
    assert table.rows == [(2, ["1067", "2.5"]), (3, ["", "a b"])]


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


def test_an_error_of_the_spreadsheet_is_a_mistake_of_its_row():
    (line,) = judge(make_cohort(), ["#N/A", "Muster", "a@example.org"])
    assert line.fate == Fate.WRONG
    assert line.problems == [("Vorname", "„#N/A“ ist ein Fehler der Tabellenkalkulation")]


def test_two_thousand_rows_are_read():
    rows = tables.read("liste.csv", csv_of(*[["A", "B", f"a{n}@e.org"] for n in range(2000)])).rows
    assert len(rows) == 2000


@pytest.mark.parametrize(
    "head",
    [["given_name", "family_name"], [*HEAD_KEYS, "Schuhgröße"], [*HEAD_KEYS, "email"]],
)
def test_headings_are_checked_first(head):
    table = tables.read("liste.csv", csv_of([*ADA, "x"][: len(head)], head=head))
    with pytest.raises(FileError):
        imports.judge(make_cohort(), table)


def test_a_new_row_is_understood_in_the_words_of_either_language():
    cohort = make_cohort()
    head = ["part", "affiliation", "region", "postcode", "languages", "topics", "meeting_format"]
    (line,) = judge(
        cohort,
        [*ADA, "Co-mentor", "SPD", "Saxony", "1067", "German, en", "local POLITICS", "By video"],
        head=head,
    )
    assert line.fate == Fate.NEW, line.problems
    assert line.values["part"] == "co_mentor"
    assert line.values["affiliation"] == "SPD"
    assert line.values["region"] == "SN"
    assert line.values["postcode"] == "01067"
    assert line.values["languages"] == ["de", "en"]
    assert line.values["topics"] == [cohort.topics.get().pk]
    assert line.values["meeting_format"] == "video"
    assert line.values["capacity"] == 1


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("affiliation", "Partei X"),
        ("region", "Atlantis"),
        ("languages", "de, klingonisch"),
        ("topics", "Raumfahrt"),
        ("needs", "Geld"),
        ("postcode", "ABCDE"),
        ("postcode", "123"),
        ("capacity", "viele"),
        ("capacity", "11"),
        ("capacity", "-1"),
        ("part", "Mentee"),
        ("function", "x" * 121),
        ("meeting_format", "per Brieftaube"),
    ],
)
def test_a_mistake_names_its_row_and_column(column, cell):
    (line,) = judge(make_cohort(), [*ADA, f'"{cell}"'], head=[column])
    assert line.number == 2
    assert line.fate == Fate.WRONG
    ((title, told),) = line.problems
    assert title
    assert told
    assert line.name == "Ada Groß"


def test_what_is_known_is_said():
    cohort = make_cohort()
    (line,) = judge(cohort, [*ADA, "Raumfahrt"], head=["topics"])
    assert str(cohort.topics.get()) in line.problems[0][1]
    assert "Raumfahrt" in line.problems[0][1]


@pytest.mark.parametrize("email", ["", "ada", "ada@", "a b@example.org"])
def test_without_an_address_nobody_comes_in(email):
    (line,) = judge(make_cohort(), ["Ada", "Groß", email])
    assert line.fate == Fate.WRONG


def test_an_address_stands_in_a_list_once():
    first, second = judge(make_cohort(), ADA, ["Ada", "Klein", "ADA@example.org"])
    assert (first.fate, second.fate) == (Fate.NEW, Fate.WRONG)
    assert "2" in second.problems[0][1]


def test_who_is_there_or_invited_is_passed_over():
    cohort = make_cohort()
    make_mentor(cohort, user=make_user("ada@example.org"))
    make_enrolment(cohort, EnrolmentState.INVITED, email="ben@example.org")
    assert [line.fate for line in judge(cohort, ADA, BEN)] == [Fate.KNOWN, Fate.KNOWN]
    # In another cohort both are new.
    assert [line.fate for line in judge(make_cohort(), ADA, BEN)] == [Fate.NEW, Fate.NEW]


def test_colleagues_and_closed_accounts_are_mistakes():
    make_staff(email="ada@example.org")
    make_user("ben@example.org", is_active=False)
    assert [line.fate for line in judge(make_cohort(), ADA, BEN)] == [Fate.WRONG, Fate.WRONG]


def test_everybody_new_gets_a_place_and_one_mail():
    cohort = make_cohort()
    assert len(run(cohort, judge(cohort, ADA, BEN))) == 2
    ada = Profile.objects.get(user__email="ada@example.org")
    assert (str(ada), ada.part, ada.languages) == ("Ada Groß", Part.MENTOR, ["de"])
    assert ada.enrolment.origin == Origin.IMPORT
    assert sorted(Mail.objects.values_list("to", "kind")) == [
        ("ada@example.org", "profile_imported"),
        ("ben@example.org", "profile_imported"),
    ]
    # Once more: everybody is there already.
    assert run(cohort, judge(cohort, ADA, BEN)) == []
    assert Mail.objects.count() == 2


def test_without_the_tick_nobody_is_written_to():
    cohort = make_cohort()
    run(cohort, judge(cohort, ADA), tells=False)
    assert not Mail.objects.exists()


def test_a_single_mistake_stops_everything():
    cohort = make_cohort()
    with pytest.raises(DomainError):
        run(cohort, judge(cohort, ADA, ["Ben", "Krüger", "kaputt"]))
    assert not Profile.objects.exists()


def test_what_happens_after_the_dry_run_leaves_nothing_half_done():
    cohort = make_cohort()
    lines = judge(cohort, ADA, BEN)
    make_user("ben@example.org", is_active=False)
    before = (Subject.objects.count(), User.objects.count())
    with pytest.raises(DomainError) as refusal:
        run(cohort, lines)
    assert "3" in refusal.value.message
    assert (Subject.objects.count(), User.objects.count()) == before
    assert not Enrolment.objects.exists()


def test_rows_can_be_left_out():
    table = tables.read("liste.csv", csv_of(ADA, BEN))
    assert [line.number for line in imports.judge(make_cohort(), table, without={2})] == [3]


def test_judging_asks_the_database_as_often_for_one_row_as_for_thirty(django_assert_num_queries):
    cohort = make_cohort()
    for number in (1, 30):
        rows = [["A", "B", f"a{n}@example.org"] for n in range(number)]
        with django_assert_num_queries(5):
            judge(cohort, *rows)
