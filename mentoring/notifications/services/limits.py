"""The one door for mails that strangers can cause: does one more fit, and when?

What was asked for is noted in a table of its own, which outlives the mails: who has everything of
an application erased must not begin to count anew. Nobody can read from it whom a mail went to.
"""

import ipaddress
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.crypto import salted_hmac

from mentoring.common.addresses import mailbox
from mentoring.notifications import kinds
from mentoring.notifications.limits import Limit
from mentoring.notifications.models import Mail, MailRequest
from mentoring.notifications.services import recipients
from mentoring.notifications.states import HoldReason

# No limit looks further back.
KEPT = timedelta(days=1)
IPV6, HOUSEHOLD_BITS = 6, 64

logger = logging.getLogger(__name__)


def let_in(mail: Mail, limit: Limit, *, source: str, now: datetime) -> bool:
    """Whether `mail`, which is not written yet, may be; holds it back where it is to wait.

    Needs a transaction, until whose end it holds the recipient's lock: of two who ask at once the
    second counts what the first wrote. A source ("" where nobody knows it) is not locked, so that
    many behind one address do not wait for each other; as many as ask at the same moment may exceed
    its bound.
    """
    recipients.lock(mail.to)
    goes_at = _earliest(mail, limit, source=source, now=now)
    if goes_at is None:
        logger.info("A mail of the kind %s was one too many", mail.kind)
        return False
    if goes_at > now:
        mail.hold_reason, mail.held_until = HoldReason.LIMIT, goes_at
        mail.next_attempt_at = max(mail.next_attempt_at, goes_at)
    return True


def note(mail: Mail, *, source: str, now: datetime) -> None:
    """`mail` was written because somebody asked for it; `source` is who, as far as one knows."""
    MailRequest.objects.create(
        recipient=_hashed("recipient", mailbox(mail.to)),
        source=_hashed("source", source) if source else "",
        kind=mail.kind,
        goes_at=mail.held_until or now,
    )


def network(address: str) -> str:
    """The source that an IP address stands for: of IPv6 the /64, of which a household has all.

    Raises:
        ValueError: `address` is no IP address.
    """
    ip = ipaddress.ip_address(address)
    if ip.version == IPV6:
        return str(ipaddress.ip_network((ip, HOUSEHOLD_BITS), strict=False))
    return str(ip)


def forget(now: datetime) -> None:
    """Delete what no limit looks at any more."""
    MailRequest.objects.filter(goes_at__lte=now - KEPT).delete()


def _earliest(mail: Mail, limit: Limit, *, source: str, now: datetime) -> datetime | None:
    """When one more fits; None where it neither does now nor may wait."""
    recent = MailRequest.objects.filter(goes_at__gt=now - limit.within).order_by("goes_at")
    if source:
        asked = recent.filter(source=_hashed("source", source), goes_at__lte=now)
        if asked.count() >= limit.per_source:
            return None
    rows = recent.filter(recipient=_hashed("recipient", mailbox(mail.to)))
    apart = Q(kind=mail.kind) if limit.apart else ~Q(kind__in=kinds.counted_apart())
    got = list(rows.filter(apart).values_list("kind", "goes_at"))
    times = [goes_at for _kind, goes_at in got]
    bounds = [_slot(times, limit.per_recipient, limit, now)]
    if limit.per_kind is not None:
        same = [goes_at for kind, goes_at in got if kind == mail.kind]
        bounds.append(_slot(same, limit.per_kind, limit, now))
    goes_at = max(bounds)
    waiting = sum(at > now for at in times)
    may_wait = limit.waits and waiting < limit.per_recipient
    return goes_at if goes_at <= now or may_wait else None


def _slot(times: Sequence[datetime], most: int, limit: Limit, now: datetime) -> datetime:
    """When one more may go after those at `times`, oldest first."""
    return max(now, times[-most] + limit.within) if len(times) >= most else now


def _hashed(what: str, value: str) -> str:
    return salted_hmac(f"mail.{what}", value, algorithm="sha256").hexdigest()[:32]
