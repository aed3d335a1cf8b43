"""Free slots: notice, horizon, what is booked, whom they belong to."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from mentoring.accounts.states import Role
from programmes.admissions.models import Interviewer
from programmes.admissions.services.slots import free_slots
from programmes.admissions.states import InterviewState
from programmes.cohorts.models import RoleAssignment
from programmes.scheduling.models import AvailabilityException
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


def test_the_break_before_counts_like_the_break_after(cohort):
    interviewer = make_interviewer(
        cohort.programme, (1, "09:00", "11:00"), horizon_days=7, buffer_before_minutes=15
    )
    make_interview(make_application(cohort), interviewer, TUESDAY_NINE + timedelta(minutes=30))

    # 10:00 would have to be prepared during the interview.
    assert starts(cohort) == [TUESDAY_NINE, TUESDAY_NINE + timedelta(minutes=90)]


@pytest.mark.parametrize(("most", "free"), [(None, 3), (2, 3), (1, 0)])
def test_a_day_has_as_many_interviews_as_somebody_wants(cohort, most, free):
    interviewer = make_interviewer(
        cohort.programme, (1, "09:00", "11:00"), horizon_days=7, most_a_day=most
    )
    make_interview(make_application(cohort), interviewer, TUESDAY_NINE)

    assert len(starts(cohort)) == free


def test_what_was_held_this_morning_counts_for_the_day_and_not_as_ahead(cohort):
    hours = (1, "09:00", "18:00")
    held = make_interviewer(cohort.programme, hours, notice_hours=0, horizon_days=1, most_a_day=1)
    other = make_interviewer(cohort.programme, hours, notice_hours=0, horizon_days=1)
    make_interview(make_application(cohort), held, TUESDAY_NINE, InterviewState.HELD)

    noon = TUESDAY_NINE + timedelta(hours=3)
    (slot, *_rest) = free_slots(Interviewer.objects.bookable(cohort.programme), now=noon)

    assert slot.interviewers == (other.pk,)


def test_an_interview_that_moves_leaves_room_on_its_day(cohort):
    interviewer = make_interviewer(
        cohort.programme, (1, "09:00", "10:00"), horizon_days=7, most_a_day=1
    )
    talk = make_interview(make_application(cohort), interviewer, TUESDAY_NINE)

    people = Interviewer.objects.bookable(cohort.programme)

    assert len(free_slots(people, now=NOW, moving=talk)) == 2


def test_public_holidays_are_off_where_the_interviewer_works(cohort):
    eve = datetime(2027, 1, 5, 7, tzinfo=UTC)
    rule = (2, "09:00", "09:30")
    make_interviewer(cohort.programme, rule, horizon_days=2, region="BY")
    assert starts(cohort, eve) == []

    make_interviewer(cohort.programme, rule, horizon_days=2, region="BE")
    assert starts(cohort, eve) == [datetime(2027, 1, 6, 8, tzinfo=UTC)]


@pytest.mark.parametrize("fields", [{"holidays_off": False}, {"region": "XX"}])
def test_who_works_on_holidays_is_free_on_them(cohort, fields):
    make_interviewer(
        cohort.programme, (2, "09:00", "09:30"), **{"horizon_days": 2, "region": "BY"} | fields
    )

    assert len(starts(cohort, datetime(2027, 1, 5, 7, tzinfo=UTC))) == 1


def test_extra_hours_and_hours_off_of_one_day_count(cohort):
    interviewer = make_interviewer(cohort.programme, (1, "09:00", "10:00"), horizon_days=14)
    day = {"user": interviewer.user, "first_day": date(2026, 3, 3), "last_day": date(2026, 3, 3)}
    AvailabilityException.objects.create(starts=time(9), ends=time(9, 30), **day)
    AvailabilityException.objects.create(kind="extra", starts=time(18), ends=time(18, 30), **day)

    assert starts(cohort)[:2] == [
        TUESDAY_NINE + timedelta(minutes=30),
        datetime(2026, 3, 3, 17, tzinfo=UTC),
    ]


def test_the_last_day_of_february_is_a_day_like_any_other(cohort):
    make_interviewer(cohort.programme, (1, "09:00", "10:00"), horizon_days=2)

    assert starts(cohort, datetime(2028, 2, 28, 7, tzinfo=UTC)) == [
        datetime(2028, 2, 29, 8, tzinfo=UTC),
        datetime(2028, 2, 29, 8, 30, tzinfo=UTC),
    ]


def test_asking_for_one_moment_finds_what_the_whole_calendar_has(cohort):
    people = [
        make_interviewer(cohort.programme, (1, "09:00", "11:00"), buffer_minutes=15, **more)
        for more in ({"most_a_day": 1}, {"notice_hours": 72}, {"horizon_days": 8})
    ]
    make_interview(make_application(cohort), people[0], TUESDAY_NINE)
    bookable = Interviewer.objects.bookable(cohort.programme)

    everything = {slot.starts_at: slot for slot in free_slots(bookable, now=NOW)}
    around = [TUESDAY_NINE + timedelta(minutes=15) * n for n in range(-4, 12)]

    assert len(everything) == 16
    for moment in {*around, *everything}:
        found = free_slots(bookable, now=NOW, at=moment)
        assert found == ([everything[moment]] if moment in everything else [])


def test_a_slot_tells_how_one_can_talk_in_it(cohort):
    make_interviewer(cohort.programme, (1, "09:00", "09:30"), horizon_days=7, channels=["phone"])
    make_interviewer(cohort.programme, (1, "09:00", "10:00"), horizon_days=7, channels=["video"])

    both, one = free_slots(Interviewer.objects.bookable(cohort.programme), now=NOW)

    assert (both.channels, one.channels) == ({"phone", "video"}, {"video"})


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
