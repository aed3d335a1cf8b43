"""Reminders a day and two hours before, to both sides, that follow the appointment."""

from datetime import UTC, datetime, timedelta

import pytest

from mentoring.common.actors import Actor
from mentoring.notifications import kinds
from mentoring.notifications.models import Mail
from mentoring.notifications.services.judging import judge
from mentoring.notifications.states import CancelReason, State
from mentoring.notifications.verdicts import SEND, Cancel
from programmes.admissions.models import Interviewer
from programmes.admissions.services import interviews
from programmes.admissions.states import Channel, InterviewState
from programmes.scheduling.states import Weekday
from tests.factories.applications import NOW, make_application, make_interviewer
from tests.factories.cohorts import make_cohort

pytestmark = pytest.mark.django_db
APPLICANT = Actor.holder("applicant")
DAY, SOON = timedelta(hours=24), timedelta(hours=2)
NEW_ROOM = "https://video.example.org/another"
# Wednesday in Berlin: three in the afternoon, ten in the morning, half past eight.
THREE = datetime(2026, 3, 4, 14, tzinfo=UTC)
TEN = datetime(2026, 3, 4, 9, tzinfo=UTC)


@pytest.fixture
def application():
    cohort = make_cohort()
    hours = [(day, "00:00", "23:30") for day in Weekday.values]
    make_interviewer(cohort.programme, *hours, notice_hours=1, holidays_off=False)
    return make_application(cohort)


def book(application, starts_at, *, zone="Europe/Berlin", now=NOW):
    return interviews.book(
        application, starts_at=starts_at, channel=Channel.VIDEO, zone=zone, by=APPLICANT, now=now
    )


def due(application):
    """What is still to be sent: (kind, to the applicant or not, when)."""
    mails = Mail.objects.filter(kind__startswith="interview_reminder", state=State.QUEUED)
    return {
        (mail.kind.rpartition("_")[2], mail.to == application.email, mail.due_at) for mail in mails
    }


def written_now(mail):
    return kinds.get(mail.kind).render(mail)


def test_both_sides_get_both(application):
    book(application, THREE)
    assert due(application) == {
        ("day", True, THREE - DAY),
        ("day", False, THREE - DAY),
        ("soon", True, THREE - SOON),
        ("soon", False, THREE - SOON),
    }


def test_booked_less_than_a_day_ahead_leaves_the_one_shortly_before(application):
    book(application, THREE, now=THREE - DAY + timedelta(minutes=1))
    assert {kind for kind, _to, _at in due(application)} == {"soon"}
    assert len(due(application)) == 2


def test_booked_less_than_two_hours_ahead_leaves_none(application):
    book(application, THREE, now=THREE - SOON)
    assert not due(application)


@pytest.mark.parametrize(
    ("zone", "who"),
    [
        # Two hours before three in Berlin is seven in the morning in New York, and noon in London.
        ("America/New_York", {False}),
        ("Europe/London", {True, False}),
        # And nine in the evening in Tokyo.
        ("Asia/Tokyo", {False}),
    ],
)
def test_quiet_hours_are_those_of_each_side(application, zone, who):
    book(application, THREE, zone=zone)
    assert {to for kind, to, _at in due(application) if kind == "soon"} == who
    assert {to for kind, to, _at in due(application) if kind == "day"} == {True, False}


def test_when_it_is_night_here_the_applicant_abroad_is_reminded_still(application):
    """Half past eight in Berlin: half past six two hours before, but early afternoon in Tokyo."""
    book(application, datetime(2026, 3, 4, 7, 30, tzinfo=UTC), zone="Asia/Tokyo")
    assert {to for kind, to, _at in due(application) if kind == "soon"} == {True}


@pytest.mark.parametrize(
    ("starts_at", "reminded"),
    [
        (TEN, True),  # eight sharp is day
        (TEN - timedelta(minutes=30), False),
        (datetime(2026, 3, 4, 20, 30, tzinfo=UTC), True),  # half past seven in the evening
        (datetime(2026, 3, 4, 21, 0, tzinfo=UTC), False),  # eight is night
    ],
)
def test_where_the_night_begins_and_ends(application, starts_at, reminded):
    book(application, starts_at)
    assert any(kind == "soon" for kind, _to, _at in due(application)) is reminded


def test_a_move_takes_the_reminders_along_and_a_cancellation_ends_them(application):
    interview = book(application, THREE)
    later = THREE + timedelta(hours=1)
    interviews.reschedule(
        interview, starts_at=later, zone="Europe/Berlin", by=APPLICANT, now=NOW + SOON
    )
    assert {at for _kind, _to, at in due(application)} == {later - DAY, later - SOON}
    texts = Mail.objects.filter(kind__startswith="interview_reminder", state=State.QUEUED)
    assert not [mail for mail in texts if "15:00" in written_now(mail).text]

    interviews.cancel(interview, by=APPLICANT, now=NOW + DAY)
    assert not due(application)


def test_a_reminder_that_was_claimed_before_the_cancellation_no_longer_holds(application):
    """The relay's last look is at the appointment itself, not only at the row of the mail."""
    interview = book(application, THREE)
    mail = Mail.objects.filter(kind="interview_reminder_soon").first()
    assert judge(mail, NOW) == SEND
    type(interview).objects.filter(pk=interview.pk).update(state=InterviewState.CANCELLED)
    mail = Mail.objects.get(pk=mail.pk)
    assert judge(mail, NOW) == Cancel(CancelReason.OVER)


def test_both_zones_stand_in_a_reminder(application):
    book(application, THREE, zone="America/New_York")
    mail = Mail.objects.get(kind="interview_reminder_day", to=application.email)
    text = written_now(mail).text
    assert "09:00" in text
    assert "15:00" in text


def test_a_reminder_is_true_when_it_goes_out(application):
    """It is written then: the room may have changed since."""
    interview = book(application, THREE)
    Interviewer.objects.filter(pk=interview.interviewer_id).update(video_link=NEW_ROOM)
    mails = Mail.objects.filter(kind__startswith="interview_reminder")
    assert not [mail for mail in mails if mail.text or mail.html]
    assert all(NEW_ROOM in written_now(mail).text for mail in mails)
