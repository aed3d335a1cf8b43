"""Yes, never, or later, and why."""

from mentoring.notifications.states import CancelReason
from mentoring.notifications.verdicts import SEND, Cancel, cancel_unless


def test_what_does_not_hold_is_cancelled_for_its_reason():
    assert cancel_unless(holds=True, reason=CancelReason.OVER) == SEND
    assert cancel_unless(holds=False, reason=CancelReason.OVER) == Cancel(CancelReason.OVER)
