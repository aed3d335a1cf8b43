"""Whether a mail may go: yes, never, or later, and why; nothing is written."""

from datetime import timedelta

import pytest

from mentoring.common import clock
from mentoring.notifications import kinds
from mentoring.notifications.services.judging import judge
from mentoring.notifications.states import CancelReason, Category, HoldReason
from mentoring.notifications.verdicts import SEND, Cancel, Defer
from tests.factories.mails import make_mail

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)


def kind(**fields):
    """The name of a kind of this test alone."""
    kinds.register(kinds.Kind("test_verdict", "Verdict", Category.SERVICE, **fields))
    return "test_verdict"


def test_a_kind_that_says_nothing_sends():
    assert judge(make_mail(kind=kind()), clock.now()) == SEND


def test_holds_are_asked_in_their_order_and_only_about_what_may_go():
    now = clock.now()
    first, second = Defer(now + HOUR, HoldReason.GAP), Defer(now + 2 * HOUR, HoldReason.MONTH)
    holds = (lambda _mail, _now: None, lambda _mail, _now: first, lambda _mail, _now: second)
    assert judge(make_mail(kind=kind(holds=holds)), now) == first
    over = Cancel(CancelReason.OVER)
    assert judge(make_mail(kind=kind(holds=holds, verdict=lambda *_: over)), now) == over
