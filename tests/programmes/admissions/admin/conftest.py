"""A programme with a manager and an interviewer, and a client that one of them uses."""

from datetime import timedelta

import pytest
from django.urls import reverse

from mentoring.accounts.states import Role
from mentoring.common import clock
from programmes.admissions.states import InterviewState
from programmes.applications.states import ApplicationState
from tests.factories.accounts import make_staff
from tests.factories.applications import make_application, make_interview, make_interviewer
from tests.factories.cohorts import make_cohort


@pytest.fixture
def now(db):
    return clock.now()


@pytest.fixture
def cohort(db):
    return make_cohort()


@pytest.fixture
def interviewer(cohort):
    return make_interviewer(cohort.programme)


@pytest.fixture
def manager(cohort):
    return make_staff(Role.MANAGER, cohort.programme, name="Miriam Osei")


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def as_interviewer(client, interviewer):
    client.force_login(interviewer.user)
    return client


@pytest.fixture
def make_talk(cohort, interviewer, now):
    """An interview of a new applicant, `hours` from now (negative: it has been)."""

    def make(hours=-1, state=InterviewState.BOOKED, who=None, **fields):
        application = make_application(cohort, ApplicationState.INTERVIEW, **fields)
        starts_at = now + timedelta(hours=hours)
        return make_interview(application, who or interviewer, starts_at, state)

    return make


@pytest.fixture
def address():
    """The address of a page: `address("application_accept", application)`."""

    def find(name, row=None):
        app = "admissions" if name.startswith("interview") else "applications"
        return reverse(f"admin:{app}_{name}", args=[row.pk] if row else [])

    return find
