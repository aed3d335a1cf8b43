"""Files for spreadsheets: text stays text, and of a person only what a list needs."""

import csv
import io
import json
import zipfile
from datetime import datetime

import pytest
from django.contrib.admin.models import LogEntry

from mentoring.common.actors import Actor
from programmes.admissions.models import InterviewSheet
from programmes.admissions.services import exports
from programmes.admissions.states import InterviewState
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import Campaign
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW, make_application, make_interview, make_interviewer
from tests.factories.privacy import give_answers

pytestmark = pytest.mark.django_db
NASTY = ["=1+1", "+49 1", "-2", "@SUM(A1)", "\tx", "\rx", " =1+1", '=HYPERLINK("http://evil")']
NASTY += [
    "\nx",
    "\n=1",
    "\u00a0=1",
    "\u200b=1",
    "\ufeff=1",
    "\uff1d1+1",
    "\uff0b49",
    "\uff0d2",
    "\uff20SUM(A1)",
]


def table():
    return exports.rows(Application.objects.order_by("given_name"))


def read_csv():
    text = "".join(exports.csv_lines(table()))
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def xml():
    with exports.xlsx_file(table()) as file, zipfile.ZipFile(file) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


def test_a_row_tells_what_a_list_tells():
    campaign = Campaign(code="abc", title="Plakat", channel="poster")
    application = make_application(
        None, ApplicationState.INTERVIEW, source="poster", languages=["de", "tr"]
    )
    campaign.programme = application.cohort.programme
    campaign.save()
    Application.objects.update(campaign=campaign)
    person = make_interviewer(application.cohort.programme)
    make_interview(application, person, NOW.replace(day=1), InterviewState.CANCELLED)
    talk = make_interview(application, person, NOW, InterviewState.HELD)
    InterviewSheet.objects.create(interview=talk, saved_at=NOW, recommendation="accept")
    (cells,) = table()
    row = dict(zip((column.name for column in exports.COLUMNS), cells, strict=True))
    assert row["email"] == application.email
    assert row["campaign__title"] == "Plakat"
    assert row["talk_with"] == str(person)
    assert row["talk_at"] == datetime(2026, 3, 2, 8)  # noqa: DTZ001 - on the clocks of Berlin
    assert row["birth_date"] == application.birth_date
    assert all(isinstance(row[name], str) for name in ("state", "source", "talk_says", "region"))
    assert ", " in row["languages"]


def test_gaps_are_empty():
    make_application()
    (row,) = read_csv()
    assert row[str(exports.COLUMNS[-1].title)] == ""


@pytest.mark.parametrize("name", NASTY)
def test_nothing_becomes_a_formula_in_csv(name):
    make_application(given_name=name)
    (row,) = read_csv()
    assert next(iter(row.values())) == f"'{name}"


@pytest.mark.parametrize("name", NASTY)
def test_nothing_becomes_a_formula_or_a_link_in_a_workbook(name):
    make_application(given_name=name)
    assert "<f>" not in xml()
    assert "hyperlink" not in xml()


def test_quotes_and_line_breaks_stay_in_their_cell():
    make_application(given_name='A"; "B\nC', family_name="D")
    (row,) = read_csv()
    assert list(row.values())[:2] == ['A"; "B\nC', "D"]


def test_voluntary_answers_and_free_texts_are_not_in_it():
    application = make_application(hope="Ganz privat", mentor_wish="Auch privat")
    give_answers(application.subject, values={"money": "often"})
    everything = json.dumps(list(table()), default=str)
    assert "privat" not in everything
    assert "often" not in everything


def test_the_log_says_who_took_what_but_not_whom_they_searched():
    manager = make_staff()
    filters = {"state": "interview", "q": "Amina"}
    exports.record(by=Actor.of(manager), form="csv", count=7, filters=filters)
    entry = LogEntry.objects.get()
    assert entry.user == manager
    assert json.loads(entry.change_message) == {
        "export": {
            "format": "csv",
            "count": 7,
            "filters": {"state": "interview"},
            "searched": True,
        }
    }
