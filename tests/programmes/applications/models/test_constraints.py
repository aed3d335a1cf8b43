"""What the database itself refuses, whatever the services let through."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DataError, IntegrityError, transaction

from programmes.admissions.models import InterviewSheet
from programmes.applications.models import Application
from tests.factories.applications import make_application, make_interview, make_interviewer
from tests.factories.cohorts import make_cohort

pytestmark = pytest.mark.django_db
NINE = datetime(2026, 3, 3, 8, tzinfo=UTC)
LATER = NINE + timedelta(minutes=30)


@pytest.fixture
def interview():
    cohort = make_cohort()
    return make_interview(make_application(cohort), make_interviewer(cohort.programme), NINE)


def refused(constraint):
    return pytest.raises(IntegrityError, match=constraint)


@pytest.mark.parametrize(
    "gap", [{"birth_date": None}, {"region": ""}, {"meeting_format": ""}, {"languages": []}]
)
def test_what_was_sent_has_no_gap(gap):
    draft = make_application(state="draft", **gap)
    with refused("application_sent_complete"), transaction.atomic():
        Application.objects.filter(pk=draft.pk).update(state="submitted")


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"ends_at": NINE}, "interview_ends_after_start"),
        ({"busy": (NINE, NINE + timedelta(minutes=10))}, "interview_busy_covers_it"),
        ({"busy": (LATER, LATER + timedelta(hours=1))}, "interview_busy_covers_it"),
        ({"place": "phone", "phone": ""}, "interview_phone_has_number"),
        ({"sequence": -1}, "sequence"),
    ],
)
def test_an_interview_makes_sense(interview, change, constraint):
    with refused(constraint), transaction.atomic():
        type(interview).objects.filter(pk=interview.pk).update(**change)


@pytest.mark.parametrize(("begin", "end"), [(15, 45), (-45, -5), (30, 60), (-20, 50)])
def test_no_interview_reaches_into_another_or_its_breaks(interview, begin, end):
    """Booked from 9:00 to 9:30, with ten minutes before and a quarter of an hour after."""
    breaks = (NINE - timedelta(minutes=10), LATER + timedelta(minutes=15))
    type(interview).objects.update(busy=breaks)
    begins, ends = NINE + timedelta(minutes=begin), NINE + timedelta(minutes=end)
    other = make_application(interview.application.cohort)
    with refused("interview_no_overlap"), transaction.atomic():
        make_interview(other, interview.interviewer, begins, ends_at=ends, busy=(begins, ends))


def test_a_time_that_was_given_back_may_be_taken_again(interview):
    type(interview).objects.update(state="cancelled")
    make_interview(make_application(interview.application.cohort), interview.interviewer, NINE)


@pytest.mark.parametrize("motivation", [0, 5])
def test_motivation_is_one_to_four(interview, motivation):
    with refused("sheet_motivation_in_range"), transaction.atomic():
        InterviewSheet.objects.create(interview=interview, motivation=motivation, saved_at=NINE)


def test_an_interview_has_one_sheet(interview):
    InterviewSheet.objects.create(interview=interview, saved_at=NINE)
    with pytest.raises(IntegrityError), transaction.atomic():
        InterviewSheet.objects.create(interview=interview, saved_at=NINE)


def test_texts_have_an_end(interview):
    with pytest.raises(DataError), transaction.atomic():
        Application.objects.update(given_name="x" * 81)


def test_whoever_is_kept_elsewhere_is_not_deleted_with_a_cohort(interview):
    with pytest.raises(IntegrityError), transaction.atomic():
        interview.application.cohort.delete()
