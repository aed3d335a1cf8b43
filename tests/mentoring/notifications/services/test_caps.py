"""How often, and whether at all, somebody gets mails that nobody asked for."""

from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.notifications.models import Mail, Preference
from mentoring.notifications.services import admission, caps, claims, preferences, recipients, relay
from mentoring.notifications.services.judging import judge
from mentoring.notifications.states import CancelReason, HoldReason, State
from mentoring.notifications.verdicts import SEND, Cancel, Defer
from tests.factories.mails import make_mail
from tests.threads import Meeting, at_once

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def nudge(to="ada@example.org", **fields):
    return make_mail(**{"kind": "test_nudge", "priority": 2, "to": to, "now": NOW, **fields})


def counted(*ago, **fields):
    """Nudges that went so long before NOW."""
    for each in ago:
        at = NOW - each
        nudge(state=State.SENT, settled_at=at, handed_over_at=at, counted_at=at, **fields)


# Room, which only counts --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ago", "verdict"),
    [
        ((), SEND),
        ((72 * HOUR,), SEND),
        ((71 * HOUR,), Defer(NOW + HOUR, HoldReason.GAP)),
        ((29 * DAY, 20 * DAY, 10 * DAY), SEND),
        ((29 * DAY, 20 * DAY, 10 * DAY, 5 * DAY), Defer(NOW + DAY, HoldReason.MONTH)),
        ((30 * DAY, 20 * DAY, 10 * DAY, 5 * DAY), SEND),
        ((29 * DAY, 20 * DAY, 10 * DAY, DAY), Defer(NOW + 2 * DAY, HoldReason.GAP)),
        ((20 * DAY, 15 * DAY, 10 * DAY, DAY), Defer(NOW + 10 * DAY, HoldReason.MONTH)),
    ],
)
def test_room(ago, verdict):
    assert caps.room([NOW - each for each in ago], NOW) == verdict


@given(st.lists(st.integers(1, 31 * 24 * 60), max_size=8))
def test_what_is_deferred_fits_exactly_then(minutes):
    before = sorted(NOW - timedelta(minutes=each) for each in minutes)
    verdict = caps.room(before, NOW)
    if isinstance(verdict, Defer):
        assert verdict.until > NOW
        assert caps.room(before, verdict.until) == SEND
        assert caps.room(before, verdict.until - timedelta(microseconds=1)) != SEND


@pytest.mark.parametrize(
    ("moment", "issue"),
    [
        ("2026-03-02T07:59Z", "2026-03-02T08:00Z"),
        ("2026-03-02T08:00Z", "2026-03-09T08:00Z"),
        ("2026-03-25T12:00Z", "2026-03-30T07:00Z"),  # the clocks go forward in between
    ],
)
def test_the_weekly_mail_goes_on_mondays_at_nine(moment, issue):
    assert caps.issue_after(datetime.fromisoformat(moment)) == datetime.fromisoformat(issue)


# Rows ---------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_only_unasked_mails_of_the_same_mailbox_count():
    counted(HOUR, to="other@example.org")
    make_mail(to="ada@example.org", state=State.SENT, settled_at=NOW, handed_over_at=NOW)
    assert caps.earliest(nudge(), NOW) == SEND
    counted(HOUR, to="Ada+news@Example.org")
    assert caps.earliest(nudge(), NOW) == Defer(NOW + 71 * HOUR, HoldReason.GAP)


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.FAILED, State.CANCELLED])
def test_what_nobody_got_does_not_count(state):
    reason = CancelReason.OVER if state == State.CANCELLED else ""
    nudge(state=state, settled_at=NOW, counted_at=NOW - HOUR, cancel_reason=reason)
    assert caps.earliest(nudge(), NOW) == SEND


@pytest.mark.django_db
def test_a_service_mail_knows_neither_caps_nor_preferences():
    person = uuid4()
    counted(HOUR)
    preferences.unsubscribe(subject_id=person, address="ada@example.org", now=NOW)
    assert judge(make_mail(to="ada@example.org", subject_id=person), NOW) == SEND


@pytest.mark.django_db
def test_who_has_unsubscribed_gets_nothing_unasked():
    """An office's people share the number of their mentor, and not each other's wishes."""
    mentor = uuid4()
    preferences.unsubscribe(subject_id=mentor, address="Ada@example.org", now=NOW)
    preferences.unsubscribe(subject_id=mentor, address="ada@example.org", now=NOW + DAY)
    assert Preference.objects.get().unsubscribed_at == NOW
    assert caps.earliest(nudge(subject_id=mentor), NOW) == Cancel(CancelReason.UNSUBSCRIBED)
    assert caps.earliest(nudge(subject_id=mentor, to="office@example.org"), NOW) == SEND
    preferences.subscribe(subject_id=mentor, address="ada@example.org")
    assert caps.earliest(nudge(subject_id=mentor), NOW) == SEND


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_goes_and_the_other_waits(sink):
    mails = [nudge(), nudge()]
    assert relay.deliver(now=NOW) == {"sent": 1, "deferred": 1}
    assert relay.deliver(now=NOW + 71 * HOUR) == {}
    assert relay.deliver(now=NOW + 72 * HOUR) == {"sent": 1}
    assert {seen["Message-ID"] for seen in sink.mails} == {mail.message_id for mail in mails}


@pytest.mark.django_db(transaction=True)
def test_a_try_that_failed_keeps_its_place(sink):
    """Else the next one would take it, and the first arrive beside it a little later."""
    sink.replies["RCPT"] = "450 4.2.1 later"
    mail = nudge()
    assert relay.deliver(now=NOW) == {"delayed": 1}
    nudge()
    assert relay.deliver(now=NOW) == {"deferred": 1}
    sink.replies.clear()
    assert relay.deliver(now=NOW + HOUR) == {"sent": 1}
    mail.refresh_from_db()
    assert (mail.state, mail.counted_at) == (State.SENT, NOW + HOUR)


def admit_at_once(monkeypatch):
    """Two workers, each with a mail of its own for the same person; how each ended.

    They meet after counting and before writing; where the lock holds, the second never counts
    before the first has written, so that they cannot.
    """
    nudge(), nudge()
    counted_both = Meeting()
    monkeypatch.setattr(caps, "earliest", counted_both.after(caps.earliest))
    held = claims.claim(now=NOW)
    admitting = (partial(admission.admit, mail, now=NOW) for mail in held)
    return sorted(at_once(*admitting, meetings=(counted_both,)))


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_not_both_find_room(monkeypatch):
    assert admit_at_once(monkeypatch) == ["", "deferred"]
    assert Mail.objects.filter(counted_at__isnull=False).count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_they_would(monkeypatch):
    """The control: what the test above is worth."""
    monkeypatch.setattr(recipients, "lock", lambda _address: None)
    assert admit_at_once(monkeypatch) == ["", ""]
