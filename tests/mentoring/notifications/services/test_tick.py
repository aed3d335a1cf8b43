"""The round of each minute says how much it did, and that it was made."""

from datetime import timedelta

import pytest

from mentoring.notifications.models import Heartbeat, Mail
from mentoring.notifications.services import tick
from mentoring.notifications.services.purging import KEPT
from mentoring.notifications.states import State
from tests.factories.applications import NOW
from tests.factories.mails import make_mail

pytestmark = pytest.mark.django_db


def test_the_round_does_what_is_due_and_leaves_a_sign():
    make_mail(state=State.SENT, settled_at=NOW - KEPT)
    make_mail(now=NOW, state=State.SENDING, lease_until=NOW - timedelta(days=400))

    counts = tick.look(NOW)

    assert (counts["recovered"], counts["purged"]) == (1, 1)
    assert Heartbeat.objects.get(name=Heartbeat.TICK).at == NOW
    assert not Mail.objects.filter(state=State.SENDING).exists()
