"""Who may send a mail: claims with a lease and a fencing token.

Every write here is a compare-and-swap on state and token: a worker that has lost its lease
changes nothing any more. The moves are those of `states.MOVES`.
"""

import random
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from django.db.models.functions import Now

from mentoring.notifications import kinds
from mentoring.notifications.models import Mail
from mentoring.notifications.services import purging, rate
from mentoring.notifications.states import CancelReason, Category, HoldReason, State

# Longer than one mail's dialogue with a slow server; a dead worker's mails wait no longer.
LEASE = timedelta(seconds=60)
BATCH = 50
MAX_ATTEMPTS = 12
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=2)
# The two statements that every mail needs: the ORM took seven times as long to build them.
HAND_OVER = """
    UPDATE notifications_mail
    SET handed_over_at = %s, lease_until = statement_timestamp() + %s
    WHERE id = %s AND token = %s AND state = 'sending'
"""
SENT = """
    UPDATE notifications_mail
    SET state = 'sent', settled_at = %s, lease_until = NULL, last_error = ''
    WHERE id = %s AND token = %s AND state IN ('sending', 'uncertain', 'queued')
"""
DATABASE_RESTART_SECONDS = (0.1, 0.5, 1, 2, 4, 8, 8)


def claim(*, now: datetime, limit: int = BATCH) -> list[Mail]:
    """Take due mails for this worker, and commit that before any word with the mail server."""
    with transaction.atomic(durable=True):
        allowed = min(limit, rate.allowance())
        mails = list(Mail.objects.due(now).select_for_update(skip_locked=True)[:allowed])
        if mails:
            rate.spend(len(mails))
            Mail.objects.filter(pk__in=[mail.pk for mail in mails]).update(
                state=State.SENDING,
                lease_until=Now() + LEASE,
                token=F("token") + 1,
                attempts=F("attempts") + 1,
            )
    for mail in mails:
        mail.state, mail.token, mail.attempts = State.SENDING, mail.token + 1, mail.attempts + 1
    return mails


def renew(mails: Iterable[Mail]) -> None:
    """Keep what this worker still holds of `mails` a little longer."""
    held = Mail.objects.filter(pk__in=[mail.pk for mail in mails], state=State.SENDING)
    for token in {mail.token for mail in mails}:
        held.filter(token=token).update(lease_until=Now() + LEASE)


def hand_over(mail: Mail, words: dict[str, str], *, now: datetime) -> bool:
    """Note that the mail server is about to get the text; False if the claim no longer counts.

    From here on a crash leaves open whether the mail arrived. `words` are columns rendered just
    now; they are kept so that a repetition says the same.
    """
    if words:
        return _swap(mail, State.SENDING, handed_over_at=now, lease_until=Now() + LEASE, **words)
    return bool(_execute(HAND_OVER, [now, LEASE, mail.pk, mail.token]))


def sent(mail: Mail, *, now: datetime) -> None:
    """The server took it. True even if the lease ran out, unless somebody has begun anew."""
    _execute(SENT, [now, mail.pk, mail.token])
    if purging.is_purged_at_once(mail.kind):
        _persist(lambda: purging.empty(Mail.objects.filter(pk=mail.pk), now))


def settle(mail: Mail, state: State, *, now: datetime, error: str = "") -> bool:
    """End in FAILED or UNCERTAIN; False if the claim no longer counts. `error` names nobody."""
    return _swap(mail, state, settled_at=now, lease_until=None, last_error=error)


def cancel(mail: Mail, reason: CancelReason, *, now: datetime) -> bool:
    """It is not to be sent any more, and staff read why; False if the claim no longer counts."""
    return _swap(
        mail,
        State.CANCELLED,
        settled_at=now,
        lease_until=None,
        last_error="",
        cancel_reason=reason,
    )


def defer(mail: Mail, until: datetime, reason: HoldReason) -> bool:
    """Let it wait, with the reason; that is not an attempt, and `due_at` stays what it was.

    False if the claim no longer counts.
    """
    return _queue(
        mail,
        until,
        attempts=max(mail.attempts - 1, 0),
        held_until=until,
        hold_reason=reason,
        counted_at=None,
    )


def keep(mail: Mail) -> bool:
    """Whether this worker still holds `mail`; then nobody takes it until the transaction ends."""
    held = Mail.objects.filter(pk=mail.pk, token=mail.token, state=State.SENDING)
    return held.select_for_update().exists()


def count(mail: Mail, *, now: datetime) -> bool:
    """Take one of the recipient's places for unasked mails, under the lock of the recipient.

    False if the claim no longer counts; then no place is taken.
    """
    mail.counted_at = now
    return _swap(mail, State.SENDING, counted_at=now)


def try_again(mail: Mail, *, now: datetime, error: str) -> bool:
    """The server has surely not taken it: wait and try again, or give up after many times.

    False if the claim no longer counts. `error` names nobody.
    """
    if mail.attempts >= MAX_ATTEMPTS:
        return settle(mail, State.FAILED, now=now, error=error)
    return _queue(mail, now + pause_after(mail.attempts), last_error=error)


def release(mail: Mail, *, now: datetime, error: str) -> bool:
    """Give back a mail that was never tried; it is not the mail's fault and not an attempt."""
    return _queue(mail, now + pause_after(1), last_error=error, attempts=max(mail.attempts - 1, 0))


def resolve_doubt(mail: Mail, *, now: datetime) -> bool:
    """The text was handed over and no answer came: nobody knows whether the mail arrived.

    What a person waits for is sent once more, with the same Message-ID and calendar UID, so that a
    double can be recognised; what nobody asked for is not.

    False if the claim no longer counts.
    """
    kind = kinds.find(mail.kind)
    if kind is None or kind.category == Category.UNASKED or mail.repeats:
        return settle(mail, State.UNCERTAIN, now=now, error="no answer after the text")
    return _queue(
        mail, now + pause_after(1), repeats=mail.repeats + 1, last_error="no answer after the text"
    )


def pause_after(attempts: int) -> timedelta:
    """Half a minute, doubled with each of `attempts` up to two hours.

    A quarter more or less is left to chance, so that a herd does not come back at once.
    """
    pause = min(FIRST_PAUSE * 2 ** max(attempts - 1, 0), LONGEST_PAUSE)
    jitter = random.uniform(0.75, 1.25)  # noqa: S311 - no secret
    return timedelta(seconds=pause.total_seconds() * jitter)


def _queue(mail: Mail, at: datetime, **fields: object) -> bool:
    return _swap(
        mail, State.QUEUED, next_attempt_at=at, lease_until=None, handed_over_at=None, **fields
    )


def _swap(mail: Mail, target: State, **fields: object) -> bool:
    held = Mail.objects.filter(pk=mail.pk, token=mail.token, state=State.SENDING)
    return bool(_persist(lambda: held.update(state=target, **fields)))


def _execute(statement: str, parameters: list[Any]) -> int:
    def run() -> int:
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return int(cursor.rowcount)

    return _persist(run)


def _persist(statement: Callable[[], int]) -> int:
    """Run `statement`, also across a restart of the database.

    What the mail server said is known to this process alone; losing it would make a doubt of it.
    All statements here are compare-and-swap, so running one twice does no harm.
    """
    for wait in DATABASE_RESTART_SECONDS:
        try:
            return statement()
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block:
                raise
            connection.close()
            time.sleep(wait)
    return statement()
