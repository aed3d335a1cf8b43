"""Files of applications: text stays text, and nothing that was told voluntarily."""

import csv
import io
import json
import zipfile
from datetime import datetime

import openpyxl
import pytest

from mentoring.common import exports
from programmes.admissions.admin.exports import of_applications
from programmes.admissions.models import InterviewSheet
from programmes.admissions.states import InterviewState
from programmes.applications.models import Application, ExtraAnswer
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import Campaign, ExtraQuestion
from tests.factories.applications import NOW, make_application, make_interview, make_interviewer
from tests.factories.cohorts import make_cohort
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
    rows = Application.objects.order_by("given_name")
    columns = of_applications(rows)
    return columns, exports.table(rows, columns)


def read_csv():
    text = "".join(exports.csv_lines(*table()))
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def xml():
    with exports.xlsx_file(*table(), name="Bewerbungen") as file, zipfile.ZipFile(file) as book:
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
    columns, (cells,) = table()
    row = dict(zip((column.name for column in columns), cells, strict=True))
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
    assert row["Empfehlung"] == ""


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
    everything = json.dumps(list(table()[1]), default=str)
    assert "privat" not in everything
    assert "often" not in everything


def test_topics_needs_and_own_questions_stand_in_it():
    cohort = make_cohort()
    application = make_application(cohort)
    other = make_cohort(programme=cohort.programme)
    make_application(other, given_name="Zoe")
    for each in (cohort, other):
        question = ExtraQuestion.objects.create(cohort=each, title_de="Welche Schule?")
    colour = ExtraQuestion.objects.create(
        cohort=cohort, title_de="Farbe?", kind="several", choices_de=["Rot", "Blau"]
    )
    first = ExtraQuestion.objects.get(cohort=cohort, title_de="Welche Schule?")
    ExtraAnswer.objects.create(application=application, question=first, text="=Gesamtschule")
    ExtraAnswer.objects.create(application=application, question=colour, chosen=["Rot", "Blau"])
    row, without = read_csv()
    assert row["Themen"] == application.topics.get().title_de
    assert row["Unterstützungsbedarf"] == application.needs.get().title_de
    # What reads alike in two cohorts is one column; text stays text.
    assert (row["Welche Schule?"], row["Farbe?"]) == ("'=Gesamtschule", "Rot, Blau")
    assert (without["Welche Schule?"], without["Farbe?"]) == ("", "")
    assert question.cohort == other


def test_the_sheet_is_named_after_the_list():
    make_application()
    with exports.xlsx_file(*table(), name="Mentor:innen und Mentees") as file:
        assert openpyxl.load_workbook(file).sheetnames == ["Mentor innen und Mentees"]
