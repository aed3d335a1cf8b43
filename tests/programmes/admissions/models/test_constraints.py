"""What the database itself refuses, whatever the services let through."""

from datetime import UTC, datetime, timedelta

import pytest

from programmes.admissions.models import InterviewSheet, OfferedTime, SavedView, TimeRequest
from tests.constraints import change, insert_again, refused_by
from tests.factories.accounts import make_staff
from tests.factories.applications import (
    NOW,
    make_application,
    make_interview,
    make_interviewer,
)
from tests.factories.cohorts import make_cohort

pytestmark = pytest.mark.django_db
NINE = datetime(2026, 3, 3, 8, tzinfo=UTC)
LATER = NINE + timedelta(minutes=30)


@pytest.fixture
def interview():
    cohort = make_cohort()
    return make_interview(make_application(cohort), make_interviewer(cohort.programme), NINE)


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"ends_at": NINE}, "interview_ends_after_start"),
        ({"busy": (NINE, NINE + timedelta(minutes=10))}, "interview_busy_covers_it"),
        ({"busy": (LATER, LATER + timedelta(hours=1))}, "interview_busy_covers_it"),
        ({"channel": "phone", "phone": ""}, "interview_phone_has_number"),
        ({"sequence": -1}, "applications_interview_sequence_check"),
    ],
)
def test_an_interview_makes_sense(interview, columns, constraint):
    with refused_by(constraint):
        change(interview, **columns)


@pytest.mark.parametrize(("begin", "end"), [(15, 45), (-45, -5), (30, 60), (-20, 50)])
def test_no_interview_reaches_into_another_or_its_breaks(interview, begin, end):
    """Booked from 9:00 to 9:30, with ten minutes before and a quarter of an hour after."""
    breaks = (NINE - timedelta(minutes=10), LATER + timedelta(minutes=15))
    type(interview).objects.update(busy=breaks)
    begins, ends = NINE + timedelta(minutes=begin), NINE + timedelta(minutes=end)
    other = make_application(interview.application.cohort)
    with refused_by("interview_no_overlap"):
        make_interview(other, interview.interviewer, begins, ends_at=ends, busy=(begins, ends))


def test_a_time_that_was_given_back_may_be_taken_again(interview):
    type(interview).objects.update(state="cancelled")
    make_interview(make_application(interview.application.cohort), interview.interviewer, NINE)


@pytest.mark.parametrize("motivation", [0, 5])
def test_motivation_is_one_to_four(interview, motivation):
    with refused_by("sheet_motivation_in_range"):
        InterviewSheet.objects.create(interview=interview, motivation=motivation, saved_at=NINE)


def test_an_interview_has_one_sheet(interview):
    InterviewSheet.objects.create(interview=interview, saved_at=NINE)
    with refused_by("applications_interviewsheet_pkey"):
        InterviewSheet.objects.create(interview=interview, saved_at=NINE)


def test_an_application_has_one_booked_interview(interview):
    with refused_by("interview_one_booked_per_application"):
        make_interview(interview.application, interview.interviewer, LATER)


def test_an_interviewer_can_be_met_somehow_and_is_one_person(interview):
    person = interview.interviewer
    with refused_by("interviewer_has_a_channel"):
        change(person, channels=[])
    with refused_by("applications_interviewer_user_id_key"):
        insert_again(person)


def test_a_name_stands_for_one_of_ones_views():
    view = SavedView.objects.create(owner=make_staff(), name="Offen", query="")
    with refused_by("saved_view_name_once"):
        insert_again(view)


def test_a_person_has_one_open_request_for_other_times():
    request = TimeRequest.objects.create(application=make_application(), left_at=NOW)
    with refused_by("time_request_one_open_per_application"):
        insert_again(request)
    change(request, answered_at=NOW)
    insert_again(request)


def test_a_time_is_offered_once_and_ahead(interview):
    offer = OfferedTime.objects.create(
        application=interview.application,
        interviewer=interview.interviewer,
        starts_at=LATER,
        offered_at=NOW,
    )
    with refused_by("offered_time_once"):
        insert_again(offer)
    with refused_by("offered_time_ahead"):
        change(offer, offered_at=LATER)
