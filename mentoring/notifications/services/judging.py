"""What is to become of a claimed mail: asked directly before it would be sent, and done."""

from datetime import datetime, timedelta

from mentoring.notifications import kinds
from mentoring.notifications.models import Mail
from mentoring.notifications.services import claims
from mentoring.notifications.verdicts import Cancel, Defer, Send, Verdict

# A kind that says "wait" and names no later time must not keep a worker turning.
SHORTEST_HOLD = timedelta(minutes=1)


def judge(mail: Mail, now: datetime) -> Verdict:
    """The verdict of the mail's kind, then of each of its holds: the first that is not Send.

    Pure, as they all are.

    Raises:
        KeyError: no app has registered the mail's kind.
    """
    kind = kinds.get(mail.kind)
    verdict = kind.verdict(mail, now)
    if not isinstance(verdict, Send):
        return verdict
    held = (hold(mail, now) for hold in kind.holds)
    return next((defer for defer in held if defer), verdict)


def follow(mail: Mail, verdict: Cancel | Defer, *, now: datetime) -> str:
    """Do what was decided about a mail that is not sent now; how it ended, for the tally."""
    if isinstance(verdict, Cancel):
        return "cancelled" if claims.cancel(mail, verdict.reason, now=now) else "lost"
    until = max(verdict.until, now + SHORTEST_HOLD)
    return "deferred" if claims.defer(mail, until, verdict.reason) else "lost"
