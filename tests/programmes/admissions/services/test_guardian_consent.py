"""A parent's consent: missed in time, demanded, and never asked for from who is of age."""

from datetime import UTC, date, datetime, timedelta

import pytest

from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.notifications.models import Mail
from mentoring.notifications.services.judging import judge
from mentoring.notifications.states import CancelReason
from mentoring.notifications.verdicts import SEND, Cancel
from mentoring.privacy.services import consents
from mentoring.privacy.states import Channel, Purpose
from programmes.admissions.services import guardian_consent, interviews
from programmes.admissions.states import InterviewState
from programmes.applications.services import guardians
from programmes.applications.states import ApplicationState
from tests.factories.applications import NOW, make_application, make_interview, make_interviewer

pytestmark = pytest.mark.django_db
TALK = datetime(2026, 3, 12, 15, tzinfo=UTC)
HOUR = timedelta(hours=1)
PARENT = Actor.holder("guardian")
STAFF = Actor.system()
EIGHTEEN_ON_THE_DAY = date(2008, 3, 12)


def make_talk(**fields):
    application = make_application(
        state=ApplicationState.INTERVIEW,
        **{"guardian_email": "eltern@example.org", "birth_date": date(2010, 5, 17)} | fields,
    )
    interviewer = make_interviewer(application.cohort.programme)
    return make_interview(application, interviewer, TALK)


@pytest.fixture
def talk():
    return make_talk()


def agree(talk):
    consents.give(
        subject=talk.application.subject,
        purpose=Purpose.GUARDIAN,
        language="de",
        channel=Channel.LINK,
        now=NOW,
        by=PARENT,
    )


def take_back(talk):
    consents.withdraw(
        subject=talk.application.subject,
        purpose=Purpose.GUARDIAN,
        channel=Channel.LINK,
        now=NOW,
        by=PARENT,
    )


def warned():
    return sorted(Mail.objects.filter(kind="guardian_missing").values_list("to", flat=True))


def everybody(talk):
    application = talk.application
    return sorted([application.email, application.guardian_email, talk.interviewer.user.email])


def test_a_day_before_both_sides_and_the_interviewer_are_told_once(talk):
    assert guardian_consent.warn(TALK - 25 * HOUR) == 0
    assert guardian_consent.warn(TALK - 24 * HOUR) == 1
    for minutes in range(1, 60, 7):
        assert guardian_consent.warn(TALK - 24 * HOUR + timedelta(minutes=minutes)) == 0
    assert warned() == everybody(talk)


def test_a_run_that_was_missed_is_made_up_for(talk):
    assert guardian_consent.warn(TALK - 1 * HOUR) == 1
    assert guardian_consent.warn(TALK + 1 * HOUR) == 0


def test_a_moved_interview_counts_with_its_new_day(talk):
    guardian_consent.warn(TALK - 24 * HOUR)
    type(talk).objects.update(
        starts_at=TALK + 2 * HOUR, ends_at=TALK + 3 * HOUR, busy=(TALK, TALK + 3 * HOUR)
    )
    assert guardian_consent.warn(TALK - 20 * HOUR) == 0, "later that day: no second mail"
    later = TALK + 72 * HOUR
    type(talk).objects.update(starts_at=later, ends_at=later + HOUR, busy=(later, later + HOUR))
    assert guardian_consent.warn(TALK - 20 * HOUR) == 0
    assert guardian_consent.warn(later - 24 * HOUR) == 1


def test_a_warning_that_is_overtaken_is_not_sent(talk):
    guardian_consent.warn(TALK - 24 * HOUR)
    mail = Mail.objects.filter(kind="guardian_missing").first()
    assert judge(mail, TALK - 23 * HOUR) == SEND
    assert judge(mail, TALK) == Cancel(CancelReason.EXPIRED)
    agree(talk)
    mail = Mail.objects.get(pk=mail.pk)
    assert judge(mail, TALK - 23 * HOUR) == Cancel(CancelReason.ANSWERED)


def test_who_has_agreed_is_not_warned(talk):
    agree(talk)
    assert guardian_consent.warn(TALK - HOUR) == 0


def test_a_cancelled_interview_warns_nobody(talk):
    type(talk).objects.update(state=InterviewState.CANCELLED)
    assert guardian_consent.warn(TALK - HOUR) == 0


def test_without_consent_no_interview_counts_as_held(talk):
    with pytest.raises(DomainError) as refusal:
        interviews.hold(talk, by=STAFF, now=TALK + HOUR)
    assert refusal.value.code == "no_guardian"
    agree(talk)
    take_back(talk)
    with pytest.raises(DomainError):
        interviews.hold(talk, by=STAFF, now=TALK + HOUR)
    agree(talk)
    interviews.hold(talk, by=STAFF, now=TALK + HOUR)
    assert talk.state == InterviewState.HELD


def test_who_comes_of_age_needs_nobody():
    talk = make_talk(birth_date=EIGHTEEN_ON_THE_DAY)
    assert guardians.is_missing(talk.application, now=TALK - 24 * HOUR)
    # In Berlin the day has begun an hour before it does in UTC.
    assert not guardians.is_missing(talk.application, now=datetime(2026, 3, 11, 23, tzinfo=UTC))
    interviews.hold(talk, by=STAFF, now=TALK + HOUR)


def test_after_a_no_only_the_interviewer_is_told(talk):
    guardians.refuse(talk.application, by=PARENT, now=TALK - 48 * HOUR)
    assert guardian_consent.warn(TALK - 24 * HOUR) == 1
    assert guardian_consent.warn(TALK - 23 * HOUR) == 0
    assert warned() == [talk.interviewer.user.email]
