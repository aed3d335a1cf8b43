"""The token bucket: how many mails a second all workers together may send."""

from datetime import timedelta

from django.conf import settings
from django.db.models import F, FloatField, Value
from django.db.models.functions import Extract, Greatest, Least, Now

from mentoring.notifications.models import SendingRate

BUCKET = "mail"


def allowance() -> int:
    """How many mails may be sent now. Holds the bucket's row until the transaction ends."""
    rate = float(settings.MAILS_PER_SECOND)
    SendingRate.objects.bulk_create(
        [SendingRate(name=BUCKET, tokens=rate, refilled_at=Now())], ignore_conflicts=True
    )
    bucket = SendingRate.objects.select_for_update().filter(name=BUCKET)
    bucket.get()
    # A clock that was set back must not take tokens away.
    elapsed = Extract(Now() - F("refilled_at"), "epoch", output_field=FloatField())
    refilled = F("tokens") + Greatest(elapsed, Value(0.0)) * rate
    bucket.update(tokens=Least(refilled, Value(max(rate, 1.0))), refilled_at=Now())
    return int(bucket.get().tokens)


def spend(count: int) -> None:
    """Take `count` tokens, no more than `allowance` has just given; in the same transaction."""
    SendingRate.objects.filter(name=BUCKET).update(tokens=F("tokens") - count)


def pause() -> timedelta:
    """How long to wait for the next token."""
    return timedelta(seconds=max(0.05, min(1.0, 1.0 / settings.MAILS_PER_SECOND)))
