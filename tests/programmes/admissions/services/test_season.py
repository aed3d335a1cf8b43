"""A cohort's season in numbers."""

from datetime import date, timedelta

import pytest

from programmes.admissions.services import season
from programmes.admissions.states import InterviewState
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import Campaign
from programmes.scheduling.models import AvailabilityException
from tests.factories.applications import NOW, make_application, make_interview, make_interviewer
from tests.factories.cohorts import make_cohort

A, I = ApplicationState, InterviewState  # noqa: E741
pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


def test_states_sources_and_campaigns():
    cohort = make_cohort()
    code = Campaign.objects.create(
        programme=cohort.programme, code="flyer", title="Flyer", channel="poster"
    )
    make_application(cohort, A.ACCEPTED, source="friends", campaign=code)
    make_application(cohort, source="friends")
    make_application(cohort, A.DECLINED, source="", campaign=code)
    make_application(cohort, A.DRAFT, source="press", campaign=code)
    make_application(source="press")

    found = season.numbers(cohort)

    assert found.states == {A.ACCEPTED: 1, A.SUBMITTED: 1, A.DECLINED: 1, A.DRAFT: 1}
    assert found.sources == [season.Outreach("friends", 2, 1), season.Outreach("", 1, 0)]
    assert found.campaigns == [season.Outreach(str(code.pk), 2, 1)]


def test_weeks_count_what_was_and_what_is_booked():
    cohort = make_cohort()
    person = make_interviewer(cohort.programme)
    for state, days in ((I.HELD, -3), (I.NO_SHOW, -2), (I.CANCELLED, 1), (I.BOOKED, 1)):
        application = make_application(cohort, A.INTERVIEW)
        make_interview(application, person, NOW + timedelta(days=days), state)
    elsewhere = make_application(state=A.INTERVIEW)
    make_interview(elsewhere, make_interviewer(elsewhere.cohort.programme), NOW)

    weeks = {week.monday: week for week in season.weeks(cohort.programme, now=NOW)}

    assert len(weeks) == season.WEEKS_BACK + season.WEEKS_AHEAD
    assert weeks[MONDAY] == season.Week(MONDAY, 0, held=0, booked=1, missed=0)
    before = MONDAY - season.WEEK
    assert weeks[before] == season.Week(before, 0, held=1, booked=0, missed=1)


def test_room_is_what_the_hours_hold():
    programme = make_cohort().programme
    make_interviewer(programme, (0, "09:00", "11:00"), (2, "09:00", "10:00"))
    busy = make_interviewer(programme, (0, "09:00", "12:00"), most_a_day=2)
    make_interviewer(programme, (0, "09:00", "12:00"), is_bookable=False)
    AvailabilityException.objects.create(
        user=busy.user, first_day=MONDAY + season.WEEK, last_day=MONDAY + season.WEEK
    )

    weeks = {week.monday: week.capacity for week in season.weeks(programme, now=NOW)}

    assert weeks[MONDAY] == 4 + 2 + 2
    assert weeks[MONDAY + season.WEEK] == 4 + 2


def test_a_late_sunday_belongs_to_its_week_in_berlin():
    """23:30 in Berlin on the night when the clocks go forward is 21:30 in London."""
    cohort = make_cohort()
    sunday = NOW.replace(day=29, hour=21, minute=30)
    application = make_application(cohort, A.INTERVIEW)
    make_interview(application, make_interviewer(cohort.programme), sunday)
    weeks = {week.monday: week for week in season.weeks(cohort.programme, now=NOW)}
    assert weeks[date(2026, 3, 23)].booked == 1
