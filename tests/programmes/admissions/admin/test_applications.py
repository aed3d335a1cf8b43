"""The list of applications: who sees whom, and what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.accounts.states import Role
from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from programmes.admissions.models import InterviewSheet
from programmes.admissions.states import InterviewState, Recommendation
from programmes.applications.states import ApplicationState
from tests.factories.accounts import make_staff
from tests.factories.applications import make_application, make_interviewer
from tests.factories.cohorts import make_cohort


@pytest.fixture
def shown(client, address):
    """Who stands in the list as the signed-in person sees it, narrowed by a query string."""

    def read(query=""):
        page = client.get(address("application_changelist") + query)
        assert page.status_code == 200
        return {str(row) for row in page.context["cl"].result_list}

    return read


def test_managers_see_what_was_sent_to_their_programmes(as_manager, shown, cohort):
    sent = make_application(cohort)
    make_application(cohort, ApplicationState.DRAFT)
    make_application()
    assert shown() == {str(sent)}


def test_interviewers_see_their_own_applicants_only(as_interviewer, shown, make_talk, cohort):
    own = make_talk()
    make_talk(who=make_interviewer(cohort.programme))
    make_application(cohort)
    assert shown() == {str(own.application)}


def test_who_no_longer_interviews_sees_nobody(as_interviewer, address, make_talk, interviewer):
    make_talk()
    interviewer.user.roles.all().delete()
    assert as_interviewer.get(address("application_changelist")).status_code == 403


def test_an_interviewer_who_changed_the_programme_sees_nobody_of_the_old_one(
    as_interviewer, shown, make_talk, interviewer
):
    make_talk()
    interviewer.user.roles.update(programme=make_cohort().programme)
    assert shown() == set()


@pytest.mark.parametrize("role", [Role.SAFEGUARDING, Role.AUDITOR, None])
def test_others_have_no_list(client, address, cohort, role):
    client.force_login(make_staff(role, cohort.programme))
    assert client.get(address("application_changelist")).status_code == 403


def test_a_row_tells_what_matters(as_manager, address, make_talk, now):
    talk = make_talk(state=InterviewState.HELD, email="twice@example.org")
    make_application(talk.application.cohort, email="twice@example.org")
    InterviewSheet.objects.create(
        interview=talk, saved_at=now, recommendation=Recommendation.UNSURE
    )
    page = as_manager.get(
        address("application_changelist"), headers={"accept-language": "en"}
    ).content.decode()
    for words in (str(talk.application), "twice@example.org", str(talk.interviewer)):
        assert words in page
    for words in ("Not sure", "Possible duplicate", talk.application.cohort.name):
        assert words in page


def test_how_long_an_application_waits(as_manager, address, cohort, now):
    waiting, settled = make_application(cohort), make_application(cohort)
    for row, target in (
        (waiting, ApplicationState.INTERVIEW),
        (settled, ApplicationState.WITHDRAWN),
    ):
        lifecycle.move(row, target, by=Actor.system(), now=now - timedelta(days=3, hours=1))
    rows = as_manager.get(address("application_changelist")).context["cl"]
    told = {row.pk: rows.model_admin.waiting(row) for row in rows.result_list}
    assert "3" in told[waiting.pk]
    assert told[settled.pk] is None


def test_search_by_name_and_address(as_manager, shown, cohort):
    mira = make_application(cohort, given_name="Mira", family_name="Aydın", email="m@example.org")
    make_application(cohort)
    assert shown("?q=mira+ayd") == shown("?q=m@example.org") == {str(mira)}


def test_filters(as_manager, shown, make_talk, cohort, interviewer):
    booked, sent = make_talk().application, make_application(cohort)
    assert shown("?state=submitted") == {str(sent)}
    assert shown(f"?cohort={cohort.pk}") == {str(booked), str(sent)}
    assert shown(f"?interviewer={interviewer.pk}") == {str(booked)}


def test_a_filter_finds_nothing_that_it_does_not_offer(as_manager, shown, make_talk, cohort):
    make_talk()
    foreign = make_interviewer(make_cohort().programme)
    for query in ("?state=draft", "?cohort=0", "?cohort=x", f"?interviewer={foreign.pk}"):
        assert shown(query) == set()


@pytest.mark.parametrize(
    "query",
    [
        "email__startswith=a",
        "subject__voluntaryanswer__value=often",
        "cohort__programme__contact_email__contains=h",
        "interviews__sheet__notes__contains=x",
    ],
)
def test_the_address_asks_no_questions_of_the_database(as_manager, address, cohort, query):
    make_application(cohort)
    answer = as_manager.get(address("application_changelist") + "?" + query)
    assert answer.status_code in {302, 400}


def test_nothing_is_added_or_deleted_here(as_manager, address, cohort):
    application = make_application(cohort)
    base = address("application_changelist")
    for tail in ("add/", f"{application.pk}/delete/", f"{application.pk}/history/"):
        assert as_manager.get(base + tail).status_code == 404


@pytest.mark.parametrize("name", ["application_changelist", "interview_changelist"])
def test_a_list_asks_as_much_with_30_rows_as_with_one(as_manager, address, make_talk, now, name):
    def queries(more):
        for _ in range(more):
            talk = make_talk(hours=-1, state=InterviewState.CANCELLED)
            InterviewSheet.objects.create(interview=talk, saved_at=now)
        with CaptureQueriesContext(connection) as asked:
            assert as_manager.get(address(name)).status_code == 200
        return len(asked)

    queries(1)
    assert queries(0) == queries(29) <= 25


@pytest.mark.parametrize("forged", ["1", "", "\x00", "9999-12-31"])
def test_ticked_rows_that_no_browser_sends_are_a_bad_request(as_manager, address, forged):
    data = {"action": "export_csv", "_selected_action": forged, "index": "0"}
    assert as_manager.post(address("application_changelist"), data).status_code == 400
