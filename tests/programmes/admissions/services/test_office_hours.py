"""Hours change one at a time; booked interviews stay and are counted."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import models

from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from programmes.admissions.models import Interviewer
from programmes.admissions.services import interviews, office_hours
from programmes.admissions.services.slots import free_slots
from programmes.scheduling.models import AvailabilityException, AvailabilityRule
from tests.factories.applications import NOW, make_application, make_interview, make_interviewer
from tests.factories.cohorts import make_cohort
from tests.threads import Meeting, at_once

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
WEDNESDAY = date(2026, 3, 4)
TUESDAY_TEN = datetime(2026, 3, 3, 9, tzinfo=UTC)


@pytest.fixture
def cohort():
    return make_cohort()


@pytest.fixture
def person(cohort):
    """There on Tuesdays from nine to twelve, bookable for two weeks."""
    return make_interviewer(cohort.programme, (1, "09:00", "12:00"), horizon_days=14)


@pytest.fixture
def rule(person):
    return AvailabilityRule.objects.get()


def span(text):
    """ "9-11" as two times."""
    begin, end = text.split("-")
    return time(int(begin)), time(int(end))


def free(person, day):
    """The full hours at which slots of the day begin, in Berlin."""
    slots = free_slots(Interviewer.objects.filter(pk=person.pk), now=NOW)
    moments = [slot.starts_at + timedelta(hours=1) for slot in slots]
    return [moment.hour for moment in moments if moment.date() == day and not moment.minute]


def rules():
    return [
        (rule.weekday, rule.starts.hour, rule.ends.hour) for rule in AvailabilityRule.objects.all()
    ]


def test_hours_that_touch_become_one(person):
    office_hours.add_weekly(person, weekday=1, times=span("12-14"), now=NOW)
    office_hours.add_weekly(person, weekday=3, times=span("9-10"), now=NOW)

    assert rules() == [(1, 9, 14), (3, 9, 10)]


def test_hours_with_a_last_day_or_another_zone_stay_apart(person, rule):
    AvailabilityRule.objects.update(last_day=TUESDAY)
    office_hours.add_weekly(person, weekday=1, times=span("11-13"), now=NOW)

    assert rules() == [(1, 9, 12), (1, 11, 13)]


def test_hours_of_every_week_are_changed_and_removed(person, rule):
    office_hours.change_weekly(person, rule, times=span("10-11"), now=NOW)
    assert rules() == [(1, 10, 11)]

    office_hours.remove_weekly(person, rule, now=NOW)
    assert rules() == []


@pytest.mark.parametrize(
    ("times", "on_the_day"),
    [
        ("10-11", [10]),
        ("8-10", [8, 9]),
        ("11-14", [11, 12, 13]),
        ("8-13", [8, 9, 10, 11, 12]),
        ("15-16", [15]),
    ],
)
def test_one_day_changes_and_the_others_stay(person, rule, times, on_the_day):
    office_hours.change_once(person, rule, day=TUESDAY, times=span(times), now=NOW)

    assert free(person, TUESDAY) == on_the_day
    assert free(person, date(2026, 3, 10)) == [9, 10, 11]


def test_changing_a_day_again_counts_from_the_rule(person, rule):
    for times in ("10-11", "9-12"):
        office_hours.change_once(person, rule, day=TUESDAY, times=span(times), now=NOW)

    assert free(person, TUESDAY) == [9, 10, 11]
    assert not AvailabilityException.objects.exists()


def test_hours_removed_from_a_day_come_back(person, rule):
    office_hours.remove_once(person, rule, day=TUESDAY, now=NOW)
    assert free(person, TUESDAY) == []

    office_hours.give_back(person, AvailabilityException.objects.get(), now=NOW)
    assert free(person, TUESDAY) == [9, 10, 11]


def test_extra_hours_of_a_day_are_made_changed_and_removed(person):
    office_hours.add_once(person, day=WEDNESDAY, times=span("14-16"), now=NOW)
    assert free(person, WEDNESDAY) == [14, 15]

    extra = AvailabilityException.objects.get()
    office_hours.change_once(person, extra, day=WEDNESDAY, times=span("18-19"), now=NOW)
    assert free(person, WEDNESDAY) == [18]

    office_hours.remove_once(person, AvailabilityException.objects.get(), day=WEDNESDAY, now=NOW)
    assert free(person, WEDNESDAY) == []


def test_extra_hours_give_back_what_was_off_in_them(person, rule):
    office_hours.remove_once(person, rule, day=TUESDAY, now=NOW)
    office_hours.add_once(person, day=TUESDAY, times=span("10-11"), now=NOW)

    assert free(person, TUESDAY) == [10]


def test_of_hours_off_on_several_days_the_others_stay(person):
    AvailabilityException.objects.create(
        user=person.user, first_day=MONDAY, last_day=WEDNESDAY, starts=time(9), ends=time(11)
    )
    office_hours.add_once(person, day=TUESDAY, times=span("9-10"), now=NOW)

    off = AvailabilityException.objects.filter(kind="off")
    assert [(one.first_day, one.last_day, one.starts.hour) for one in off] == [
        (MONDAY, MONDAY, 9),
        (TUESDAY, TUESDAY, 10),
        (WEDNESDAY, WEDNESDAY, 9),
    ]


def test_days_off_end_the_extra_hours_on_them(person):
    office_hours.add_once(person, day=WEDNESDAY, times=span("14-16"), now=NOW)
    office_hours.take_days_off(
        person, first_day=MONDAY, last_day=WEDNESDAY, reason="Tagung", now=NOW
    )

    assert free(person, TUESDAY) == free(person, WEDNESDAY) == []
    assert AvailabilityException.objects.get().reason == "Tagung"


CHANGES = [
    (lambda person, rule: office_hours.remove_weekly(person, rule, now=NOW), 1),
    (lambda person, rule: office_hours.remove_once(person, rule, day=TUESDAY, now=NOW), 1),
    (
        lambda person, rule: office_hours.change_weekly(person, rule, times=span("11-14"), now=NOW),
        1,
    ),
    (
        lambda person, rule: office_hours.change_weekly(person, rule, times=span("10-11"), now=NOW),
        0,
    ),
    (
        lambda person, rule: office_hours.change_once(
            person, rule, day=TUESDAY, times=span("9-10"), now=NOW
        ),
        1,
    ),
    (
        lambda person, _rule: office_hours.take_days_off(
            person, first_day=TUESDAY, last_day=TUESDAY, now=NOW
        ),
        1,
    ),
    (
        lambda person, _rule: office_hours.add_weekly(
            person, weekday=2, times=span("9-10"), now=NOW
        ),
        0,
    ),
]


@pytest.mark.parametrize(("change", "stay"), CHANGES)
def test_what_is_booked_stays_and_is_told(person, rule, cohort, change, stay):
    talk = make_interview(make_application(cohort), person, TUESDAY_TEN)

    assert change(person, rule) == stay
    talk.refresh_from_db()
    assert (talk.state, talk.starts_at) == ("booked", TUESDAY_TEN)


def test_what_lay_outside_before_is_not_told_again(person, rule, cohort):
    make_interview(make_application(cohort), person, TUESDAY_TEN + timedelta(hours=8))

    assert office_hours.remove_weekly(person, rule, now=NOW) == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda person, _rule, day: office_hours.add_once(
            person, day=day, times=span("9-10"), now=NOW
        ),
        lambda person, rule, day: office_hours.remove_once(person, rule, day=day, now=NOW),
        lambda person, rule, day: office_hours.change_once(
            person, rule, day=day, times=span("9-10"), now=NOW
        ),
        lambda person, _rule, day: office_hours.take_days_off(
            person, first_day=day, last_day=day, now=NOW
        ),
    ],
)
def test_days_that_are_over_do_not_change(person, rule, change):
    with pytest.raises(DomainError) as refused:
        change(person, rule, MONDAY - timedelta(days=1))

    assert refused.value.code == "past"
    assert not AvailabilityException.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_guarded", [True, False])
def test_who_books_while_the_hours_go_is_counted(person, cohort, monkeypatch, is_guarded):
    """The control: without the lock nobody is told that an interview lies outside the hours."""
    application, written = make_application(cohort), Meeting()
    monkeypatch.setattr(interviews.messages, "booked", written.before(interviews.messages.booked))

    def book():
        return interviews.book(
            application,
            starts_at=TUESDAY_TEN,
            channel="video",
            zone="Europe/Berlin",
            by=Actor.holder("applicant"),
            now=NOW,
        )

    def take_off():
        assert written.begun.wait(timeout=10)
        if not is_guarded:
            monkeypatch.setattr(models.QuerySet, "select_for_update", lambda rows, **_: rows.all())
        return office_hours.take_days_off(person, first_day=TUESDAY, last_day=TUESDAY, now=NOW)

    booked, outside = at_once(book, take_off, meetings=(written,))

    assert booked.starts_at == TUESDAY_TEN
    assert outside == int(is_guarded)
