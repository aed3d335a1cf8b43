"""The one place where the present is read; everything else is told the time."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

# How long staff and people can take back what others hear of by mail; so long the mail waits.
UNDO = timedelta(minutes=10)


def now() -> datetime:
    """The present as an aware UTC datetime."""
    return timezone.now()


def local_day(moment: datetime, zone: str = settings.TIME_ZONE) -> date:
    """The calendar day of `moment` in `zone`; "today" is that of now in the programme's zone."""
    return moment.astimezone(ZoneInfo(zone)).date()
