"""Mails of workers that died."""

from datetime import datetime

from mentoring.notifications.models import Mail
from mentoring.notifications.services import claims


def recover(now: datetime) -> int:
    """Judge each mail whose lease ran out by whether its text was handed over.

    Two that recover at once judge alike, and the fencing token lets only one of them write.
    """
    abandoned = list(Mail.objects.abandoned())
    return sum(_judge(mail, now) for mail in abandoned)


def _judge(mail: Mail, now: datetime) -> bool:
    if mail.handed_over_at is None:
        return claims.try_again(mail, now=now, error="the worker died before sending")
    return claims.resolve_doubt(mail, now=now)
