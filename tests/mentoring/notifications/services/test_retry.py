"""What staff can do about mails that failed, or perhaps did."""

import pytest

from mentoring.notifications.models import Mail
from mentoring.notifications.services import retry
from mentoring.notifications.states import NEEDS_ATTENTION, State
from tests.errors import refused
from tests.factories.applications import NOW
from tests.factories.mails import make_mail

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", sorted(NEEDS_ATTENTION))
def test_what_failed_goes_once_more(state):
    mail = make_mail(state=state, settled_at=NOW, handed_over_at=NOW, attempts=5)
    retry.retry(mail, now=NOW)
    row = Mail.objects.get()
    assert (row.state, row.attempts, row.next_attempt_at) == (State.QUEUED, 0, NOW)
    assert row.settled_at is row.handed_over_at is None
    with refused("stale"):
        retry.retry(mail, now=NOW)


def test_what_has_gone_does_not_go_again():
    mail = make_mail(state=State.SENT, settled_at=NOW)
    with refused("stale"):
        retry.retry(mail, now=NOW)
    assert Mail.objects.get().state == State.SENT


def test_without_a_text_there_is_nothing_to_send():
    mail = make_mail(state=State.FAILED, settled_at=NOW, text="", purged_at=NOW)
    with refused("purged"):
        retry.retry(mail, now=NOW)
