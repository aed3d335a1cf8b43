"""Every list about people and their work can be taken along: what its reader may, and noted."""

import csv
import io
import json

import openpyxl
import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.accounts.states import Role
from programmes.applications.models import ExtraAnswer
from programmes.cohorts.models import ExtraQuestion
from programmes.profiles.states import Part
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW, make_application, make_interview, make_interviewer
from tests.factories.cohorts import make_cohort
from tests.factories.partnerships import make_partnership
from tests.factories.profiles import make_enrolment, make_profile
from tests.factories.worklist import make_task

pytestmark = pytest.mark.django_db


def application(cohort):
    return make_application(cohort).email


def interview(cohort):
    talk = make_interview(make_application(cohort), make_interviewer(cohort.programme), NOW)
    return talk.application.email


def person(cohort):
    return make_profile(cohort, Part.MENTEE).user.email


def joining(cohort):
    return make_enrolment(cohort).email


def tandem(cohort):
    return make_partnership(cohort=cohort).mentee.user.email


def task(cohort):
    return make_task(cohort.programme).title


LISTS = {
    "applications_application": application,
    "admissions_interview": interview,
    "profiles_profile": person,
    "profiles_enrolment": joining,
    "partnerships_partnership": tandem,
    "worklist_task": task,
}


@pytest.fixture(params=LISTS)
def name(request):
    return request.param


@pytest.fixture
def cohort():
    return make_cohort()


@pytest.fixture
def take(client, cohort):
    client.force_login(make_staff(Role.MANAGER, cohort.programme))

    def ask(name, form="csv", query=""):
        answer = client.get(reverse(f"admin:{name}_export", args=[form]) + query)
        assert answer.status_code == 200
        return b"".join(answer.streaming_content)

    return ask


def rows(content):
    text = content.decode().removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_a_file_holds_what_the_list_shows_and_nothing_foreign(take, name, cohort):
    own, foreign = LISTS[name](cohort), LISTS[name](make_cohort())
    content = take(name).decode()
    assert own in content
    assert foreign not in content or own == foreign
    assert len(rows(content.encode())) == 1


def test_the_sheet_bears_the_name_of_the_list(take, name, cohort):
    LISTS[name](cohort)
    book = openpyxl.load_workbook(io.BytesIO(take(name, "xlsx")))
    assert len(book.sheetnames) == 1
    assert not book.sheetnames[0].startswith("Sheet")
    assert book.active.max_row == 2


def test_it_is_noted(take, name, cohort):
    LISTS[name](cohort)
    take(name)
    told = json.loads(LogEntry.objects.get().change_message)["export"]
    assert told == {"format": "csv", "count": 1, "filters": {}, "searched": False}


def test_thirty_rows_ask_as_often_as_one(take, name, cohort):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            take(name)
        return len(queries)

    LISTS[name](cohort)
    take(name)
    first = asked()
    for _number in range(29):
        LISTS[name](cohort)
    assert asked() == first


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.AUDITOR, Role.SAFEGUARDING])
def test_others_take_nothing_along(client, name, cohort, role):
    client.force_login(make_staff(role, cohort.programme))
    assert client.get(reverse(f"admin:{name}_export", args=["csv"])).status_code == 403


def test_a_list_offers_its_files_to_who_may_take_them(client, take, name, cohort):
    LISTS[name](cohort)
    page = client.get(reverse(f"admin:{name}_changelist")).content.decode()
    assert reverse(f"admin:{name}_export", args=["xlsx"]) in page
    client.force_login(make_interviewer(cohort.programme).user)
    page = client.get(reverse("admin:admissions_interview_changelist")).content.decode()
    assert "/export/" not in page


def test_an_unknown_form_is_not_found(client, take, name):
    assert client.get(reverse(f"admin:{name}_export", args=["pdf"])).status_code == 404


def test_mentees_come_with_their_topics_needs_and_answers_to_own_questions(take, cohort):
    applicant = make_application(cohort)
    question = ExtraQuestion.objects.create(cohort=cohort, title_de="Welche Schule?")
    ExtraAnswer.objects.create(application=applicant, question=question, text="Gesamtschule")
    mentee = make_profile(cohort, Part.MENTEE, subject=applicant.subject)
    mentee.topics.set(cohort.topics.all())
    (row,) = rows(take("profiles_profile"))
    assert row["Welche Schule?"] == "Gesamtschule"
    assert row["Themen"] == ", ".join(each.title_de for each in cohort.topics.all())
