"""The life of a mail in the outbox, its categories, and why it waits or is not sent."""

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
    JOINED = "joined", _("Joined with others")


# Back from SENDING to QUEUED: a temporary refusal, a worker that died, or a verdict to wait.
# From UNCERTAIN and QUEUED to SENT: the server's answer reached a worker whose lease had run out.
MOVES: Moves = {
    State.QUEUED: frozenset({State.SENDING, State.SENT, State.CANCELLED, State.JOINED}),
    State.SENDING: frozenset(
        {
            *(State.SENT, State.QUEUED, State.UNCERTAIN),
            *(State.FAILED, State.CANCELLED, State.JOINED),
        }
    ),
    State.UNCERTAIN: frozenset({State.QUEUED, State.SENT}),
    State.FAILED: frozenset({State.QUEUED}),
    State.SENT: frozenset(),
    State.CANCELLED: frozenset(),
    # What was joined goes with the mail that holds it, unless it is taken back before.
    State.JOINED: frozenset({State.CANCELLED}),
}
SETTLED = (State.SENT, State.UNCERTAIN, State.FAILED, State.CANCELLED, State.JOINED)
NEEDS_ATTENTION = (State.UNCERTAIN, State.FAILED)


class Category(TextChoices):
    """Decides priority, repetition after a crash, and how long the text is kept."""

    SIGN_IN = "sign_in", _("Sign-in")
    SERVICE = "service", _("Service")
    UNASKED = "unasked", _("Unasked")


# What goes first. The database tells unasked mails by it, too.
PRIORITY = {Category.SIGN_IN: 0, Category.SERVICE: 1, Category.UNASKED: 2}


class Digest(TextChoices):
    """How somebody wants the mails that nobody asked for."""

    NONE = "none", _("Each by itself")
    WEEKLY = "weekly", _("Once a week, in one mail")


class CancelReason(TextChoices):
    """Why a mail was not sent; staff read it beside the mail."""

    EXPIRED = "expired", _("It would have come too late")
    ANSWERED = "answered", _("Answered, or no longer asked")
    OVER = "over", _("What it is about is over")
    CHANGED = "changed", _("What it says is no longer true")
    TAKEN_BACK = "taken_back", _("Taken back")
    UNSUBSCRIBED = "unsubscribed", _("The person wants no such mails")


class HoldReason(TextChoices):
    """Why a mail is not sent yet, or was not at first."""

    GAP = "gap", _("Too soon after the last mail")
    MONTH = "month", _("Enough mails in a month")
    DIGEST = "digest", _("Waits for the weekly mail")
    LIMIT = "limit", _("Too many requests for this address")
