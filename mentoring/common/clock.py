"""The one place where the present is read; everything else is told the time."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """The present as an aware UTC datetime."""
    return timezone.now()
