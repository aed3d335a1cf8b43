"""Who wants to be told when applications open: asked for, confirmed, told once, forgotten."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.services import attempts
from mentoring.accounts.services.attempts import Limit
from mentoring.common.addresses import plain_address
from mentoring.common.errors import TooOftenError
from mentoring.common.personal_data import RetentionRule
from mentoring.privacy.services import erasure, subjects
from programmes.applications.messages import openings as messages
from programmes.applications.models import OpeningAlert
from programmes.cohorts.models import Cohort, Programme

# How many are told in one tick; the next one goes on.
AT_ONCE = 200
# Addresses that are left from one network address.
ASKED = Limit("alerts-asked", tries=100, window=timedelta(hours=1))


def let_ask(address: str, *, now: datetime) -> None:
    """Stop who leaves one address after the other: each gets a mail that nobody may want.

    `address` is that of the network.

    Raises:
        TooOftenError: a hundred were left from there within an hour ("too_often").
    """
    if not attempts.claim(ASKED, address, now=now):
        raise TooOftenError(_("Please try again in a few minutes."))


@transaction.atomic
def ask(programme: Programme, *, email: str, now: datetime) -> None:
    """Mail a link to confirm; the same for everybody, so that nothing tells who is on the list.

    Asked while applications are open, it is about the next time.
    """
    # One after the other: two who press at once are one wish.
    Programme.objects.select_for_update().get(pk=programme.pk)
    address = plain_address(email)
    alert = OpeningAlert.objects.filter(programme=programme, email=address).first()
    if alert is None:
        alert = OpeningAlert.objects.create(
            subject=subjects.create(now=now),
            programme=programme,
            email=address,
            language=get_language() or "de-informal",
            asked_at=now,
            waits_until=_open_until(programme, now),
        )
    messages.asked(alert, now=now)


@transaction.atomic
def confirm(alert: OpeningAlert, *, now: datetime) -> None:
    """The owner of the address says yes; again changes nothing."""
    OpeningAlert.objects.filter(pk=alert.pk, confirmed_at=None).update(confirmed_at=now)


@transaction.atomic
def leave(alert: OpeningAlert, *, now: datetime) -> None:
    """Forget the address, at once and with all mails to it; again changes nothing."""
    locked = OpeningAlert.objects.select_for_update().filter(pk=alert.pk).first()
    if locked:
        erasure.forget(locked, now=now)


def announce(now: datetime) -> int:
    """Tell everybody who waits for a programme that is open at `now`; how many that were."""
    return sum(_tell(alert, now) for alert in waiting(now)[:AT_ONCE])


def unconfirmed(now: datetime, days: int) -> QuerySet[OpeningAlert]:
    """Addresses whose owners have not said yes for `days`."""
    return OpeningAlert.objects.filter(
        confirmed_at__isnull=True, asked_at__lte=now - timedelta(days=days)
    )


UNCONFIRMED = RetentionRule(
    "opening_alerts",
    _("Addresses that nobody confirmed"),
    7,
    due=unconfirmed,
    act=lambda alert, now: erasure.forget(alert, now=now),
)


def waiting(now: datetime) -> QuerySet[OpeningAlert]:
    """Confirmed addresses of programmes that take applications."""
    is_open = Cohort.objects.open(now).values("programme")
    confirmed = OpeningAlert.objects.filter(confirmed_at__isnull=False, programme__in=is_open)
    return confirmed.filter(Q(waits_until=None) | Q(waits_until__lte=now))


def _open_until(programme: Programme, now: datetime) -> datetime | None:
    """When the last of the windows closes that are open; None where none is."""
    closing: datetime | None = (
        Cohort.objects.open(now)
        .filter(programme=programme)
        .aggregate(last=Max("closes_at"))["last"]
    )
    return closing


@transaction.atomic
def _tell(alert: OpeningAlert, now: datetime) -> bool:
    """Whether it was us: another worker, or the person, may have been quicker."""
    mine = waiting(now).filter(pk=alert.pk).select_related("programme")
    locked = mine.select_for_update(of=("self",), skip_locked=True).first()
    if locked is None:
        return False
    # The erasure takes all mails to the person along, so the last one is written after it.
    erasure.forget(locked, now=now)
    messages.opened(locked, now=now)
    return True
