"""Saying what one wants of the mails that nobody asked for."""

import uuid
from datetime import datetime

from mentoring.common.addresses import plain_address
from mentoring.notifications.models import Preference
from mentoring.notifications.states import Digest


def unsubscribe(*, subject_id: uuid.UUID, address: str, now: datetime) -> None:
    """No unasked mails any more; service mails still come. Again changes nothing."""
    _row(subject_id, address)
    rows = Preference.objects.whose(subject_id=subject_id, address=address)
    rows.filter(unsubscribed_at=None).update(unsubscribed_at=now)


def subscribe(*, subject_id: uuid.UUID, address: str) -> None:
    """Takes unsubscribing back."""
    rows = Preference.objects.whose(subject_id=subject_id, address=address)
    rows.update(unsubscribed_at=None)


def choose_digest(digest: Digest, *, subject_id: uuid.UUID, address: str) -> None:
    """How the person wants the mails that nobody asked for, whatever they chose before."""
    _row(subject_id, address)
    Preference.objects.whose(subject_id=subject_id, address=address).update(digest=digest)


def move(*, subject_id: uuid.UUID, was: str, to: str) -> None:
    """The person is reached elsewhere now; what they want stays, unless it was said there too."""
    there = Preference.objects.whose(subject_id=subject_id, address=to)
    if not there.exists():
        Preference.objects.whose(subject_id=subject_id, address=was).update(
            address=plain_address(to)
        )


def _row(subject_id: uuid.UUID, address: str) -> None:
    """The database decides between two that say something at once."""
    Preference.objects.bulk_create(
        [Preference(subject_id=subject_id, address=plain_address(address))], ignore_conflicts=True
    )
