"""Texts of mails are deleted when nobody needs them any more."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from mentoring.notifications import kinds
from mentoring.notifications.models import Mail
from mentoring.notifications.states import Category

KEPT = timedelta(days=30)
EMPTY: dict[str, object] = {"text": "", "html": "", "calendar": ""}


def is_purged_at_once(kind: str) -> bool:
    """A mailed code is a key: its text goes in the same statement that notes the sending."""
    return not settings.SIGN_IN_TEXT_KEPT and kind in kinds.names(Category.SIGN_IN)


def purge(now: datetime) -> int:
    """Delete the texts whose time is over; returns how many mails that were."""
    sign_in = Q(kind__in=kinds.names(Category.SIGN_IN))
    over = Q(settled_at__lte=now - KEPT) | (
        sign_in & Q(settled_at__lte=now - settings.SIGN_IN_TEXT_KEPT)
    )
    # That somebody signed in at some time is nobody's business later.
    Mail.objects.filter(sign_in, settled_at__lte=now - KEPT).delete()
    return Mail.objects.filter(over, purged_at__isnull=True).update(**EMPTY, purged_at=now)
