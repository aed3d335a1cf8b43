"""Nobody waits for who has withdrawn."""

from datetime import timedelta

import pytest

from mentoring.common.actors import Actor
from programmes.admissions.services import withdrawal
from programmes.applications.states import ApplicationState
from tests.factories.applications import NOW, make_application, make_interview, make_interviewer
from tests.factories.cohorts import make_cohort

pytestmark = pytest.mark.django_db
APPLICANT = Actor.holder("applicant")


def test_who_withdraws_is_not_waited_for():
    cohort = make_cohort()
    application = make_application(cohort, ApplicationState.INTERVIEW)
    interviewer = make_interviewer(cohort.programme)
    talk = make_interview(application, interviewer, NOW + timedelta(days=1))
    withdrawal.withdraw(application, by=APPLICANT, now=NOW)
    talk.refresh_from_db()
    assert (application.state, talk.state) == (ApplicationState.WITHDRAWN, "cancelled")
