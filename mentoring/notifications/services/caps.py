"""May this person be written to now; if not, when and why: the one place that answers it.

No other code reads preferences or counts unasked mails. Mails that somebody waits for know neither.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from mentoring.common.clock import local_day
from mentoring.notifications import kinds
from mentoring.notifications.models import Mail, Preference
from mentoring.notifications.states import CancelReason, Category, Digest, HoldReason
from mentoring.notifications.verdicts import SEND, Cancel, Defer, Send, Verdict

# When the weekly mail goes: Mondays at nine, in the programme's zone.
ISSUE_WEEKDAY, ISSUE_TIME = 0, time(9)


@dataclass(frozen=True, slots=True)
class Caps:
    """How often one mailbox gets mails that nobody asked for.

    At least `gap` between two of them, and at most `most` within any `period`.
    """

    gap: timedelta = timedelta(hours=72)
    most: int = 4
    period: timedelta = timedelta(days=30)


DEFAULTS = Caps()


def earliest(mail: Mail, now: datetime, *, caps: Caps = DEFAULTS) -> Verdict:
    """Whether the recipient of `mail` may get it at `now`; pure.

    Raises:
        KeyError: no app has registered the mail's kind.
    """
    kind = kinds.get(mail.kind)
    if kind.category != Category.UNASKED:
        return SEND
    wish = Preference.objects.whose(subject_id=mail.subject_id, address=mail.to).first()
    if wish and wish.unsubscribed_at:
        return Cancel(CancelReason.UNSUBSCRIBED)
    if wish and wish.digest == Digest.WEEKLY and kind.summary:
        issue = issue_after(max(mail.created_at, mail.due_at))
        if now < issue:
            return Defer(issue, HoldReason.DIGEST)
    got = Mail.objects.counted(mail.mailbox, since=now - max(caps.period, caps.gap))
    others = got.exclude(pk=mail.pk).order_by("counted_at")
    times = others.values_list("counted_at", flat=True)
    return room([at for at in times if at], now, caps=caps)


def room(counted: Sequence[datetime], now: datetime, *, caps: Caps = DEFAULTS) -> Send | Defer:
    """Whether one more fits after those `counted`, oldest first; else when one will."""
    waits = []
    if counted:
        waits.append(Defer(counted[-1] + caps.gap, HoldReason.GAP))
    if len(counted) >= caps.most:
        waits.append(Defer(counted[-caps.most] + caps.period, HoldReason.MONTH))
    longest = max(waits, key=lambda wait: wait.until, default=None)
    return longest if longest and longest.until > now else SEND


def issue_after(moment: datetime) -> datetime:
    """When the first weekly mail after `moment` goes."""
    day = local_day(moment)
    first = day + timedelta(days=(ISSUE_WEEKDAY - day.weekday()) % 7)
    issues = (_issue_on(first + timedelta(days=days)) for days in (0, 7))
    return next(issue for issue in issues if issue > moment)


def _issue_on(day: date) -> datetime:
    return datetime.combine(day, ISSUE_TIME, tzinfo=ZoneInfo(settings.TIME_ZONE))
