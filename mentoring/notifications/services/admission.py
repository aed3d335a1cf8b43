"""The last look at a claimed mail before it is sent: does it go, alone or with others?"""

from datetime import datetime, timedelta

from django.db import transaction

from mentoring.notifications import kinds
from mentoring.notifications.models import Mail
from mentoring.notifications.services import claims, digests, judging, recipients
from mentoring.notifications.states import PRIORITY, Category
from mentoring.notifications.verdicts import Cancel, Defer, Send

# A kind that says "wait" and names no later time must not keep a worker turning.
SHORTEST_HOLD = timedelta(minutes=1)


def admit(mail: Mail, *, now: datetime) -> str:
    """Empty if `mail`, which this worker holds, may be sent; else how it ended, for the tally.

    Only mails that nobody asked for are counted, so only they wait for each other.

    Raises:
        KeyError: no app has registered the mail's kind.
    """
    if not _is_counted(mail):
        verdict = judging.judge(mail, now)
        return "" if isinstance(verdict, Send) else follow(mail, verdict, now=now)
    with transaction.atomic():
        recipients.lock(mail.to)
        # Another worker may have joined it to one of its own.
        if not claims.keep(mail):
            return "lost"
        verdict = judging.judge(mail, now)
        if not isinstance(verdict, Send):
            return follow(mail, verdict, now=now)
        if digests.join(mail, now=now):
            return "joined"
        return "" if claims.count(mail, now=now) else "lost"


def _is_counted(mail: Mail) -> bool:
    """Also where its kind was something else when it was posted: the database goes by the row."""
    category = kinds.get(mail.kind).category
    return category == Category.UNASKED or mail.priority == PRIORITY[Category.UNASKED]


def follow(mail: Mail, verdict: Cancel | Defer, *, now: datetime) -> str:
    """Do what was decided about a mail that is not sent now; how it ended, for the tally."""
    if isinstance(verdict, Cancel):
        return "cancelled" if claims.cancel(mail, verdict.reason, now=now) else "lost"
    until = max(verdict.until, now + SHORTEST_HOLD)
    return "deferred" if claims.defer(mail, until, verdict.reason) else "lost"
