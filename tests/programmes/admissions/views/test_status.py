"""Where things stand, in the applicant's words."""

from datetime import date, timedelta

import pytest

from mentoring.common import clock
from programmes.admissions.states import InterviewState
from programmes.applications import links
from programmes.applications.states import ApplicationState
from tests.factories.applications import make_application, make_interview, make_interviewer

CHILD = date(2010, 5, 17)
MISSING = "Die Zustimmung fehlt noch."


def page_of(client, state, birth_date):
    application = make_application(state=state, birth_date=birth_date)
    token = links.token_of(links.STATUS, application)
    answer = client.get(f"/application/{token}/", headers={"accept-language": "de"})
    return answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "birth_date", "asked_for"),
    [
        (ApplicationState.SUBMITTED, CHILD, True),
        (ApplicationState.INTERVIEW, CHILD, True),
        (ApplicationState.ACCEPTED, CHILD, True),
        (ApplicationState.WAITLISTED, CHILD, True),
        (ApplicationState.DECLINED, CHILD, False),
        (ApplicationState.WITHDRAWN, CHILD, False),
        (ApplicationState.SUBMITTED, date(2001, 5, 17), False),
    ],
)
def test_a_parents_consent_is_asked_for_as_long_as_it_matters(client, state, birth_date, asked_for):
    assert (MISSING in page_of(client, state, birth_date)) is asked_for


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "is_shown"),
    [
        (ApplicationState.SUBMITTED, True),
        (ApplicationState.WAITLISTED, True),
        (ApplicationState.DECLINED, False),
        (ApplicationState.WITHDRAWN, False),
    ],
)
def test_after_a_no_no_way_lies_ahead(client, state, is_shown):
    assert ('<ol class="way">' in page_of(client, state, date(2001, 5, 17))) is is_shown


@pytest.mark.django_db
def test_what_was_sent_can_be_read(client):
    application = make_application(state=ApplicationState.SUBMITTED, hope="Eine Lehrstelle finden.")
    token = links.token_of(links.STATUS, application)
    assert "Eine Lehrstelle finden." in client.get(f"/application/{token}/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "is_told"), [(3, True), (60, False)])
def test_no_day_that_is_over_is_promised(client, time_machine, days, is_told):
    application = make_application(state=ApplicationState.INTERVIEW)
    interviewer = make_interviewer(application.cohort.programme)
    talk = make_interview(application, interviewer, clock.now(), InterviewState.HELD)
    time_machine.move_to(talk.ends_at + timedelta(days=days))
    token = links.token_of(links.STATUS, application)
    page = client.get(f"/application/{token}/", headers={"accept-language": "de"})
    assert (str(talk.ends_at.year) in str(page.context["status"].text)) is is_told


@pytest.mark.django_db
def test_a_waiting_list_outlives_the_beginning(client):
    application = make_application(state=ApplicationState.WAITLISTED)
    token = links.token_of(links.STATUS, application)
    for days, is_told in ((2, True), (-2, False)):
        starts_on = clock.local_day(clock.now()) + timedelta(days=days)
        type(application.cohort).objects.update(starts_on=starts_on)
        page = client.get(f"/application/{token}/", headers={"accept-language": "de"})
        assert (str(starts_on.year) in str(page.context["status"].text)) is is_told
