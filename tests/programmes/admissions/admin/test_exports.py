"""Taking the list along: what is filtered or ticked, by whom who decides, and noted."""

import json

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from mentoring.accounts.states import Role
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import RoleAssignment
from tests.factories.applications import make_application, make_interview, make_interviewer
from tests.factories.cohorts import make_cohort


def url(form, query=""):
    return reverse("admin:applications_application_export", args=[form]) + query


def rows(answer):
    """The e-mail addresses in a CSV."""
    text = b"".join(answer.streaming_content).decode()
    return {line.split(";")[2] for line in text.splitlines()[1:]}


@pytest.fixture
def two(cohort):
    return make_application(cohort), make_application(cohort, ApplicationState.WITHDRAWN)


def test_everything_that_the_filters_leave(as_manager, two):
    make_application()
    assert rows(as_manager.get(url("csv"))) == {each.email for each in two}
    assert rows(as_manager.get(url("csv", "?state=withdrawn"))) == {two[1].email}
    assert rows(as_manager.get(url("csv", f"?q={two[0].email}"))) == {two[0].email}


def test_a_workbook(as_manager, two):
    answer = as_manager.get(url("xlsx"))
    assert answer.headers["Content-Type"].endswith("spreadsheetml.sheet")
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert ".xlsx" in answer.headers["Content-Disposition"]


def test_those_ticked(as_manager, address, two):
    answer = as_manager.post(
        address("application_changelist"),
        {"action": "export_csv", "_selected_action": [two[0].pk]},
    )
    assert rows(answer) == {two[0].email}


def test_it_is_noted(as_manager, manager, two):
    as_manager.get(url("csv", "?state=withdrawn&q=amina"))
    entry = LogEntry.objects.get()
    told = json.loads(entry.change_message)["export"]
    assert entry.user == manager
    assert (told["count"], told["filters"], told["searched"]) == (1, {"state": ["withdrawn"]}, True)


@pytest.mark.parametrize("query", ["?email__startswith=a", "?nonsense=1"])
def test_questions_that_the_list_does_not_offer(as_manager, two, query):
    answer = as_manager.get(url("csv", query))
    assert answer.status_code in {302, 400}
    assert not LogEntry.objects.exists()


def test_interviewers_do_not_take_lists_along(as_interviewer, make_talk):
    make_talk()
    assert as_interviewer.get(url("csv")).status_code == 403
    assert not LogEntry.objects.exists()


def test_who_also_interviews_elsewhere_takes_only_the_own_programme(as_manager, manager, two):
    foreign = make_cohort()
    RoleAssignment.objects.create(user=manager, programme=foreign.programme, role=Role.INTERVIEWER)
    other = make_application(foreign, ApplicationState.INTERVIEW)
    make_interview(other, make_interviewer(foreign.programme, user=manager), other.created_at)
    assert other.email not in rows(as_manager.get(url("csv")))


def test_other_forms_do_not_exist(as_manager):
    assert as_manager.get(url("pdf")).status_code == 404
    assert as_manager.post(url("csv")).status_code == 405
