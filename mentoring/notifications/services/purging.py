"""Texts of mails are deleted when nobody needs them any more."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Case, F, Q, QuerySet, Value, When

from mentoring.notifications import kinds
from mentoring.notifications.models import Mail
from mentoring.notifications.services import limits
from mentoring.notifications.states import Category

KEPT = timedelta(days=30)


def is_purged_at_once(kind: str) -> bool:
    """A mailed code is a key: its text goes as soon as the mail is sent."""
    return not settings.SIGN_IN_TEXT_KEPT and kind in kinds.names(Category.SIGN_IN)


def purge(now: datetime) -> int:
    """Delete the texts whose time is over; returns how many mails that were."""
    sign_in = Q(kind__in=kinds.names(Category.SIGN_IN))
    over = Q(settled_at__lte=now - KEPT) | (
        sign_in & Q(settled_at__lte=now - settings.SIGN_IN_TEXT_KEPT)
    )
    # That somebody signed in at some time is nobody's business later.
    Mail.objects.filter(sign_in, settled_at__lte=now - KEPT).delete()
    Mail.objects.filter(kind__in=kinds.without_trace(), settled_at__lte=now).delete()
    limits.forget(now)
    return empty(Mail.objects.filter(over), now)


def empty(mails: QuerySet[Mail], now: datetime) -> int:
    """Delete the texts of `mails` that still have one; of a mailed code the subject, too."""
    still_full = mails.filter(purged_at__isnull=True)
    key = Case(When(kind__in=kinds.names(Category.SIGN_IN), then=Value("")), default=F("subject"))
    return still_full.update(subject=key, text="", html="", calendar="", purged_at=now)
