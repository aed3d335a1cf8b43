"""Free slots: notice, horizon, what is booked, whom they belong to."""

from datetime import UTC, datetime, timedelta

import pytest

from mentoring.accounts.states import Role
from programmes.applications.models import Interviewer
from programmes.applications.services.slots import free_slots
from programmes.applications.states import InterviewState
from programmes.cohorts.models import RoleAssignment
from tests.factories.applications import NOW, make_application, make_interview, make_interviewer
from tests.factories.cohorts import make_cohort, make_programme

pytestmark = pytest.mark.django_db

TUESDAY_NINE = datetime(2026, 3, 3, 8, tzinfo=UTC)


@pytest.fixture
def cohort():
    return make_cohort()


def starts(cohort, now=NOW):
    people = Interviewer.objects.bookable(cohort.programme)
    return [slot.starts_at for slot in free_slots(people, now=now)]


def test_office_hours_become_slots_of_thirty_minutes(cohort):
    make_interviewer(cohort.programme, (1, "09:00", "10:00"), horizon_days=7)

    assert starts(cohort) == [TUESDAY_NINE, TUESDAY_NINE + timedelta(minutes=30)]


def test_notice_is_measured_in_elapsed_time(cohort):
    make_interviewer(cohort.programme, (6, "09:00", "10:00"), horizon_days=2)
    # On this Saturday evening the night is an hour shorter: 09:00 is 24 elapsed hours away
    # from Saturday 08:00, and not from 09:00.
    eight = datetime(2026, 3, 28, 7, tzinfo=UTC)

    assert starts(cohort, eight)[0] == datetime(2026, 3, 29, 7, tzinfo=UTC)
    assert starts(cohort, eight + timedelta(minutes=31)) == []


def test_what_is_booked_is_not_free_and_neither_is_the_break_after_it(cohort):
    interviewer = make_interviewer(
        cohort.programme, (1, "09:00", "11:00"), horizon_days=7, buffer_minutes=15
    )
    make_interview(make_application(cohort), interviewer, TUESDAY_NINE + timedelta(minutes=30))

    # 09:00 would have its break in the interview, 10:00 begins in the interview's break.
    assert starts(cohort) == [TUESDAY_NINE + timedelta(minutes=90)]


def test_what_is_cancelled_is_free_again(cohort):
    interviewer = make_interviewer(cohort.programme, (1, "09:00", "09:30"), horizon_days=7)
    make_interview(
        make_application(cohort), interviewer, TUESDAY_NINE, state=InterviewState.CANCELLED
    )

    assert starts(cohort) == [TUESDAY_NINE]


def test_who_has_fewer_interviews_ahead_comes_first(cohort):
    busy = make_interviewer(cohort.programme, (1, "09:00", "10:00"), horizon_days=7)
    idle = make_interviewer(cohort.programme, (1, "09:30", "10:00"), horizon_days=7)
    make_interview(make_application(cohort), busy, TUESDAY_NINE)

    (slot,) = free_slots(Interviewer.objects.bookable(cohort.programme), now=NOW)

    assert slot.interviewers == (idle.pk, busy.pk)


def test_only_active_interviewers_of_the_programme_are_bookable(cohort):
    elsewhere = make_interviewer(make_programme(), (1, "09:00", "10:00"))
    paused = make_interviewer(cohort.programme, (1, "09:00", "10:00"), is_bookable=False)
    gone = make_interviewer(cohort.programme, (1, "09:00", "10:00"))
    gone.user.is_active = False
    gone.user.save()
    # The role of an interviewer elsewhere and of an auditor here make no interviewer here.
    RoleAssignment.objects.create(
        user=elsewhere.user, programme=cohort.programme, role=Role.AUDITOR
    )

    assert starts(cohort) == []
    assert paused.pk


@pytest.mark.parametrize("interviewers", [1, 12])
def test_the_number_of_queries_does_not_grow(cohort, interviewers, django_assert_num_queries):
    for _ in range(interviewers):
        make_interviewer(cohort.programme, (1, "09:00", "17:00"))

    with django_assert_num_queries(4):
        starts(cohort)
