"""Booking, moving and cancelling: one winner in every race, one calendar entry all the way."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from unittest.mock import Mock

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from icalendar import Calendar

from mentoring.common.actors import Actor
from mentoring.common.errors import ConflictError, DomainError
from mentoring.notifications.models import Mail
from mentoring.notifications.states import State as MailState
from programmes.admissions.models import Interview
from programmes.admissions.services import interviews
from programmes.admissions.services.interviews import SlotTakenError
from programmes.admissions.states import Channel, InterviewState
from programmes.applications.states import ApplicationState
from programmes.scheduling.models import AvailabilityException
from tests.factories.applications import NOW, make_application, make_interview, make_interviewer
from tests.factories.cohorts import make_cohort
from tests.threads import Meeting, at_once

APPLICANT = Actor.holder("applicant")
NINE = datetime(2026, 3, 3, 8, tzinfo=UTC)
HALF_PAST = NINE + timedelta(minutes=30)


def book(application, starts_at=NINE, *, now=NOW, zone="Europe/Berlin"):
    return interviews.book(
        application, starts_at=starts_at, channel=Channel.VIDEO, zone=zone, by=APPLICANT, now=now
    )


def move(interview, starts_at, *, now=NOW):
    return interviews.reschedule(
        interview, starts_at=starts_at, zone="Europe/Berlin", by=APPLICANT, now=now
    )


@pytest.fixture
def cohort(db):
    cohort = make_cohort()
    make_interviewer(cohort.programme, (1, "09:00", "12:00"), horizon_days=7)
    return cohort


@pytest.fixture
def application(cohort):
    return make_application(cohort)


def calendars(to):
    mails = Mail.objects.filter(to=to).exclude(calendar="").order_by("created_at", "pk")
    return [Calendar.from_ical(mail.calendar) for mail in mails]


def test_booking_takes_the_slot_and_invites_both_sides(application):
    interview = book(application)

    application.refresh_from_db()
    assert application.state == ApplicationState.INTERVIEW
    assert (interview.starts_at, interview.ends_at) == (NINE, HALF_PAST)
    invited = Mail.objects.filter(kind__startswith="interview_booked")
    assert {mail.to for mail in invited} == {application.email, interview.interviewer.user.email}
    assert application.interviews.booked().get() == interview
    other = make_application(application.cohort)
    assert NINE not in {slot.starts_at for slot in interviews.slots_for(other, now=NOW)}


@pytest.mark.parametrize(
    ("starts_at", "now"),
    [
        (datetime(2026, 2, 24, 8, tzinfo=UTC), NOW),  # past
        (NINE, NINE - timedelta(hours=23)),  # the notice became too short
        (NINE + timedelta(minutes=10), NOW),  # forged
        (datetime(2026, 3, 4, 8, tzinfo=UTC), NOW),  # no office hours
        (datetime(2026, 4, 7, 7, tzinfo=UTC), NOW),  # beyond the horizon
    ],
)
def test_a_time_that_is_not_offered_is_refused(application, starts_at, now):
    with pytest.raises(SlotTakenError, match=r"choose another|anderen"):
        book(application, starts_at, now=now)

    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED
    assert not Mail.objects.exists()


def test_a_day_off_that_was_entered_after_the_page_was_loaded_counts(application):
    user = application.cohort.programme.roles.get().user
    AvailabilityException.objects.create(user=user, first_day=NINE.date(), last_day=NINE.date())

    with pytest.raises(SlotTakenError):
        book(application)


def test_the_database_itself_refuses_an_overlap_with_the_break_included(cohort):
    interviewer = make_interviewer(cohort.programme, buffer_minutes=10)
    make_interview(make_application(cohort), interviewer, NINE)

    for minutes in (15, 35):
        with pytest.raises(IntegrityError, match="interview_no_overlap"), transaction.atomic():
            make_interview(make_application(cohort), interviewer, NINE + timedelta(minutes=minutes))
    make_interview(make_application(cohort), interviewer, NINE + timedelta(minutes=40))


def test_an_application_has_one_booked_interview_at_most(application):
    interview = book(application)

    with pytest.raises(IntegrityError, match="one_booked"), transaction.atomic():
        make_interview(application, interview.interviewer, HALF_PAST)


def test_the_calendar_entry_keeps_its_uid_through_booking_move_and_cancellation(application):
    interview = book(application)
    move(interview, HALF_PAST, now=NOW + timedelta(minutes=1))
    interviews.cancel(interview, by=APPLICANT, now=NOW + timedelta(minutes=2))

    parsed = calendars(application.email)
    events = [event for entry in parsed for event in entry.walk("VEVENT")]
    assert [entry["METHOD"] for entry in parsed] == ["REQUEST", "REQUEST", "CANCEL"]
    assert {str(event["UID"]) for event in events} == {str(interview.pk)}
    assert [event["SEQUENCE"] for event in events] == [0, 1, 2]
    assert events[1]["DTSTART"].dt == HALF_PAST
    organizer = f"mailto:{application.cohort.programme.contact_email}"
    assert {str(event["ORGANIZER"]) for event in events} == {organizer}


def test_moving_to_a_taken_slot_keeps_the_old_booking(cohort, application):
    book(make_application(cohort), HALF_PAST)
    interview = book(application)

    with pytest.raises(SlotTakenError):
        move(interview, HALF_PAST)

    interview.refresh_from_db()
    assert (interview.starts_at, interview.sequence) == (NINE, 0)


def test_cancelling_twice_is_one_change_and_one_mail(application):
    interview = book(application)
    as_loaded = Interview.objects.get(pk=interview.pk)

    assert interviews.cancel(interview, by=APPLICANT, now=NOW)
    assert not interviews.cancel(as_loaded, by=APPLICANT, now=NOW)

    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED
    assert Mail.objects.filter(kind="interview_cancelled").count() == 1
    assert NINE in {slot.starts_at for slot in interviews.slots_for(application, now=NOW)}


def test_who_saw_another_time_does_not_cancel(application):
    as_loaded = Interview.objects.get(pk=book(application).pk)
    move(Interview.objects.get(), HALF_PAST)

    with pytest.raises(ConflictError) as refusal:
        interviews.cancel(as_loaded, by=APPLICANT, now=NOW)

    assert refusal.value.code == "stale"
    row = Interview.objects.get()
    assert (row.state, row.starts_at) == (InterviewState.BOOKED, HALF_PAST)


def test_reminders_follow_the_appointment_and_end_with_it(application):
    interview = book(application)
    due = Mail.objects.filter(kind__startswith="interview_reminder", state=MailState.QUEUED)
    day_before = set(due.filter(kind="interview_reminder_day").values_list("due_at", flat=True))
    # A day before is exactly the notice: the reminder is still ahead.
    assert day_before == {NINE - timedelta(hours=24)}

    move(interview, HALF_PAST)
    assert due.filter(kind="interview_reminder_day").first().due_at == HALF_PAST - timedelta(days=1)

    interviews.cancel(interview, by=APPLICANT, now=NOW)
    assert not due.exists()


def test_a_reminder_that_would_come_at_night_is_left_out(cohort):
    make_interviewer(cohort.programme, (2, "09:00", "11:00"), horizon_days=7)
    # Nine in Berlin is three in the morning in New York: two hours before is one at night.
    wednesday = datetime(2026, 3, 4, 8, tzinfo=UTC)

    book(make_application(cohort), wednesday, zone="America/New_York")

    kinds = set(Mail.objects.values_list("kind", flat=True))
    assert "interview_reminder_soon" not in kinds
    assert "interview_reminder_day" in kinds


def test_nobody_is_missing_for_the_first_ten_minutes(application):
    interview = book(application, NINE)
    late = NINE + timedelta(minutes=10)
    with pytest.raises(DomainError) as refusal:
        interviews.miss(interview, by=Actor.system(), now=late - timedelta(seconds=1))
    assert refusal.value.code == "too_early"
    assert interviews.miss(interview, by=Actor.system(), now=late)


def test_a_first_no_show_gets_one_kind_offer_and_a_second_none(application):
    for n, starts_at in enumerate((NINE, HALF_PAST)):
        interview = book(application, starts_at)
        interviews.miss(interview, by=Actor.system(), now=starts_at + timedelta(minutes=20))
        application.refresh_from_db()
        assert application.state == ApplicationState.SUBMITTED
        assert Mail.objects.filter(kind="no_show_offer").count() == 1, n


def test_an_interview_cannot_be_held_before_it_begins(application):
    interview = book(application)

    with pytest.raises(DomainError, match=r"begun|begonnen"):
        interviews.hold(interview, by=Actor.system(), now=NINE - timedelta(minutes=1))

    interviews.hold(interview, by=Actor.system(), now=NINE)
    assert interview.state == InterviewState.HELD


@pytest.fixture
def one_slot(transactional_db):
    cohort = make_cohort()
    make_interviewer(cohort.programme, (1, "09:00", "09:30"), horizon_days=7)
    return cohort


def test_of_fifty_who_want_the_only_slot_one_gets_it(one_slot, monkeypatch):
    """All are at the lock before anybody books."""
    applications, ready = [make_application(one_slot) for _ in range(50)], Meeting(50)
    monkeypatch.setattr(interviews, "_lock", ready.before(interviews._lock))

    results = at_once(*(lambda a=a: book(a) for a in applications), meetings=(ready,))

    assert sum(isinstance(result, Interview) for result in results) == 1
    assert sum(isinstance(result, SlotTakenError) for result in results) == 49


def test_without_the_guards_the_same_race_books_more_than_one(one_slot, monkeypatch):
    """The control: neither lock nor constraint, and everybody has looked before anybody books."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE admissions_interview DROP CONSTRAINT interview_no_overlap")
    applications = [make_application(one_slot) for _ in range(10)]
    interviewer = one_slot.programme.roles.get().user.interviewer
    monkeypatch.setattr(interviews, "_lock", Mock(return_value=interviewer))

    try:
        results = at_once(*(lambda a=a: book(a) for a in applications))
        assert sum(isinstance(result, Interview) for result in results) > 1
    finally:
        Interview.objects.all().delete()
        _restore_constraint()


def _restore_constraint():
    constraint = next(c for c in Interview._meta.constraints if c.name == "interview_no_overlap")
    with connection.schema_editor() as editor:
        editor.add_constraint(Interview, constraint)


def test_of_two_moves_at_once_one_wins(transactional_db, monkeypatch):
    """Both have chosen before one of them writes; the interviewer's lock holds one back."""
    chosen = Meeting()
    monkeypatch.setattr(interviews, "_change", chosen.before(interviews._change))
    cohort = make_cohort()
    make_interviewer(cohort.programme, (1, "09:00", "12:00"), horizon_days=7)
    interview = book(make_application(cohort))
    copies = [Interview.objects.get(pk=interview.pk) for _ in range(2)]
    targets = [NINE + timedelta(hours=1), NINE + timedelta(hours=2)]

    both = (lambda c=c, t=t: move(c, t) for c, t in zip(copies, targets, strict=True))
    results = at_once(*both, meetings=(chosen,))

    interview.refresh_from_db()
    assert sum(isinstance(result, Interview) for result in results) == 1
    assert interview.sequence == 1
    assert Mail.objects.filter(kind="interview_moved").count() == 1


def test_without_the_guard_both_moves_win_and_one_is_lost(transactional_db, monkeypatch):
    """The control: nobody looks at the version, so two people are told of two times."""

    def write_over(interview, **columns):
        rows = Interview.objects.filter(pk=interview.pk)
        rows.update(sequence=F("sequence") + 1, **columns)

    monkeypatch.setattr(interviews, "_change", write_over)
    cohort = make_cohort()
    make_interviewer(cohort.programme, (1, "09:00", "12:00"), horizon_days=7)
    interview = book(make_application(cohort))
    copies = [Interview.objects.get(pk=interview.pk) for _ in range(2)]
    targets = [NINE + timedelta(hours=1), NINE + timedelta(hours=2)]

    results = at_once(*(lambda c=c, t=t: move(c, t) for c, t in zip(copies, targets, strict=True)))

    assert all(isinstance(result, Interview) for result in results)
    interview.refresh_from_db()
    assert interview.sequence == 2


@pytest.mark.parametrize("first_to_write", ["move", "cancel"])
def test_cancelling_while_moving_ends_consistently(transactional_db, monkeypatch, first_to_write):
    """Who writes first has it; the other one is already on the way."""
    begun = Meeting()
    log = {"move": "record", "cancel": "move"}[first_to_write]
    both = begun.before(getattr(interviews.lifecycle, log))
    monkeypatch.setattr(interviews.lifecycle, log, both)
    cohort = make_cohort()
    make_interviewer(cohort.programme, (1, "09:00", "12:00"), horizon_days=7)
    interview = book(make_application(cohort))
    first, second = (Interview.objects.get(pk=interview.pk) for _ in range(2))

    results = at_once(
        lambda: move(first, NINE + timedelta(hours=1)),
        lambda: interviews.cancel(second, by=APPLICANT, now=NOW),
        meetings=(begun,),
    )

    interview.refresh_from_db()
    assert sum(isinstance(result, DomainError) for result in results) == 1
    assert interview.sequence == 1
    moved = interview.starts_at != NINE
    assert moved == (interview.state == InterviewState.BOOKED)
    with suppress(DomainError):
        interviews.cancel(interview, by=APPLICANT, now=NOW)
