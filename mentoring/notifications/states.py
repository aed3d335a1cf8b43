"""The life of a mail in the outbox, and the categories of mail."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from mentoring.common.states import Moves


class State(TextChoices):
    QUEUED = "queued", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    UNCERTAIN = "uncertain", _("Perhaps sent")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("No longer needed")


# Back from SENDING to QUEUED: a temporary refusal, or a worker that died.
# From UNCERTAIN and QUEUED to SENT: the server's answer reached a worker whose lease had run out.
MOVES: Moves = {
    State.QUEUED: frozenset({State.SENDING, State.SENT, State.CANCELLED}),
    State.SENDING: frozenset(
        {State.SENT, State.QUEUED, State.UNCERTAIN, State.FAILED, State.CANCELLED}
    ),
    State.UNCERTAIN: frozenset({State.QUEUED, State.SENT}),
    State.FAILED: frozenset({State.QUEUED}),
    State.SENT: frozenset(),
    State.CANCELLED: frozenset(),
}
SETTLED = (State.SENT, State.UNCERTAIN, State.FAILED, State.CANCELLED)
NEEDS_ATTENTION = (State.UNCERTAIN, State.FAILED)


class Category(TextChoices):
    """Decides priority, repetition after a crash, and how long the text is kept."""

    SIGN_IN = "sign_in", _("Sign-in")
    SERVICE = "service", _("Service")
    UNASKED = "unasked", _("Unasked")
