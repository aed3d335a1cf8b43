"""A cohort that takes applications, on a Monday morning in March."""

from datetime import UTC, date, datetime

import pytest

from tests.factories.accounts import make_staff
from tests.factories.applications import NOW, make_interviewer
from tests.factories.cohorts import make_cohort
from tests.journeys.people import Applicant


@pytest.fixture(autouse=True)
def _monday_morning(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def cohort(db):
    cohort = make_cohort(
        closes_at=datetime(2026, 4, 1, tzinfo=UTC),
        starts_on=date(2026, 5, 1),
        ends_on=date(2027, 4, 30),
    )
    make_interviewer(cohort.programme, (1, "09:00", "12:00"), horizon_days=10)
    return cohort


@pytest.fixture
def manager(cohort):
    return make_staff("manager", cohort.programme)


@pytest.fixture
def applicant(cohort):
    return Applicant(cohort)
