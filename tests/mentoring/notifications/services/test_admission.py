"""What follows for a mail from whether it may go."""

from datetime import timedelta

import pytest

from mentoring.common import clock
from mentoring.notifications import kinds
from mentoring.notifications.services import admission, claims, relay
from mentoring.notifications.states import CancelReason, Category, HoldReason, State
from mentoring.notifications.verdicts import Cancel, Defer
from tests.factories.mails import make_mail

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)


def kind(**fields):
    """The name of a kind of this test alone."""
    kinds.register(kinds.Kind("test_verdict", "Verdict", Category.SERVICE, **fields))
    return "test_verdict"


def test_a_deferred_mail_waits_with_its_reason_and_goes_when_it_may(sink):
    now = clock.now()
    until = now + HOUR

    def hold(mail, at):
        return Defer(until, HoldReason.GAP) if at < until else None

    mail = make_mail(kind=kind(holds=(hold,)), now=now)
    assert relay.deliver(now=now) == {"deferred": 1}
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.due_at) == (State.QUEUED, 0, now)
    assert (mail.hold_reason, mail.held_until, mail.next_attempt_at) == ("gap", until, until)
    assert relay.deliver(now=until - timedelta(seconds=1)) == {}
    assert relay.deliver(now=until) == {"sent": 1}
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.hold_reason) == (State.SENT, 1, HoldReason.GAP)


def test_a_hold_that_names_no_later_time_keeps_no_worker_turning(sink):
    now = clock.now()
    mail = make_mail(kind=kind(holds=(lambda _mail, at: Defer(at, HoldReason.GAP),)), now=now)
    assert relay.deliver(now=now) == {"deferred": 1}
    mail.refresh_from_db()
    assert mail.held_until == now + admission.SHORTEST_HOLD


@pytest.mark.parametrize(
    "verdict", [Cancel(CancelReason.OVER), Defer(clock.now() + HOUR, HoldReason.GAP)]
)
def test_a_worker_that_lost_its_claim_decides_nothing(verdict):
    mail = make_mail()
    [claimed] = claims.claim(now=clock.now())
    type(mail).objects.update(token=claimed.token + 1)
    assert admission.follow(claimed, verdict, now=clock.now()) == "lost"
    mail.refresh_from_db()
    assert (mail.state, mail.hold_reason) == (State.SENDING, "")
