"""The rhythm of contact: when the next contact of a partnership is due."""

from datetime import date, timedelta

from programmes.partnerships.models import Partnership
from programmes.partnerships.states import PartnershipState

# Until a tandem has agreed on a rhythm of its own.
RHYTHM = timedelta(days=28)


def is_due(partnership: Partnership, *, last: date | None, today: date) -> bool:
    """Whether a contact is due on `today`, with the `last` one on that day (None: there was none).

    A contact is due in a running partnership without any, and once the last one is longer ago
    than the rhythm; on the last day of the rhythm there is still time.
    """
    if partnership.state != PartnershipState.ACTIVE:
        return False
    return last is None or today - last > rhythm_of(partnership)


def rhythm_of(partnership: Partnership) -> timedelta:
    """What the tandem has agreed on, or what is usual."""
    days = partnership.rhythm_days
    return timedelta(days=days) if days else RHYTHM
