"""The relay: takes due mails out of the outbox and hands them to the mail server."""

import logging
import smtplib
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.db import DatabaseError, InterfaceError

from mentoring.common.addresses import ascii_address
from mentoring.notifications import kinds
from mentoring.notifications.models import Mail
from mentoring.notifications.models.mails import SUBJECT_LENGTH
from mentoring.notifications.services import admission, claims, rate, smtp
from mentoring.notifications.services.composing import compose
from mentoring.notifications.states import State

PERMANENT = 500
DEFAULT_BUDGET = timedelta(seconds=200)

logger = logging.getLogger(__name__)


class ServerDownError(Exception):
    """No connection to the mail server: the mails are fine and wait."""


class Connection:
    """The connection to the mail server; opened with the first mail, anew after it broke."""

    def __init__(self) -> None:
        self._courier: smtp.Courier | None = None

    def courier(self) -> smtp.Courier:
        """The connection, ready for a mail.

        Raises:
            ServerDownError: none can be made.
        """
        if self._courier is None or self._courier.sock is None:
            try:
                self._courier = smtp.connect()
            except (OSError, smtplib.SMTPException) as error:
                raise ServerDownError(_brief(error)) from error
        return self._courier

    def close(self) -> None:
        """Say goodbye, if there is anybody to say it to; never raises for a broken connection."""
        if self._courier is not None and self._courier.sock is not None:
            try:
                self._courier.quit()
            except (OSError, smtplib.SMTPException):
                self._courier.close()


def deliver(*, now: datetime, budget: timedelta = DEFAULT_BUDGET) -> Counter[str]:
    """Send what is due at `now`, batch after batch; returns how many mails ended how.

    `budget` keeps a worker below its hard time limit, which would kill it amid a mail.
    """
    tally: Counter[str] = Counter()
    end = time.monotonic() + budget.total_seconds()
    while time.monotonic() < end and "postponed" not in tally:
        batch = claims.claim(now=now)
        if batch:
            tally.update(_deliver_batch(batch, now))
        elif Mail.objects.due(now).exists():
            time.sleep(rate.pause().total_seconds())
        else:
            break
    return tally


def _deliver_batch(batch: list[Mail], now: datetime) -> Counter[str]:
    tally: Counter[str] = Counter()
    connection = Connection()
    renewed = time.monotonic()
    try:
        for position, mail in enumerate(batch):
            if time.monotonic() - renewed > claims.LEASE.total_seconds() / 3:
                claims.renew(batch[position:])
                renewed = time.monotonic()
            try:
                tally[_deliver_one(connection, mail, now)] += 1
            except ServerDownError as error:
                return tally + _postpone(batch[position:], now, str(error))
    finally:
        connection.close()
    return tally


def _deliver_one(connection: Connection, mail: Mail, now: datetime) -> str:
    try:
        if ended := admission.admit(mail, now=now):
            return ended
        words = _new_words(mail)
        message = compose(mail)
    except (DatabaseError, InterfaceError):
        raise
    except Exception as error:
        logger.exception("Mail %s could not be made", mail.pk)
        claims.try_again(mail, now=now, error=f"could not be made: {type(error).__name__}")
        return "delayed"
    return _carry(connection, mail, message, partial(claims.hand_over, mail, words, now=now), now)


def _new_words(mail: Mail) -> dict[str, str]:
    """The columns of `mail` that are rendered only now; they are set on it, too."""
    kind = kinds.get(mail.kind)
    # A repetition says what the first one said.
    if kind.render is None or mail.text:
        return {}
    content = kind.render(mail)
    words = {
        "subject": content.subject[:SUBJECT_LENGTH],
        "text": content.text,
        "html": content.html,
    }
    for name, value in words.items():
        setattr(mail, name, value)
    return words


def _carry(
    connection: Connection, mail: Mail, message: bytes, hand_over: Callable[[], bool], now: datetime
) -> str:
    carrier = connection.courier()
    try:
        smtp.carry(carrier, ascii_address(mail.to), message, hand_over)
    except smtp.ClaimLostError:
        return "lost"
    except (OSError, ValueError) as error:  # SMTPException is an OSError
        return _explain(mail, error, now, in_doubt=carrier.is_handed_over)
    claims.sent(mail, now=now)
    return State.SENT.value


def _explain(mail: Mail, error: Exception, now: datetime, *, in_doubt: bool) -> str:
    """What follows from an error: a refusal is certain, a broken connection may leave a doubt."""
    code = _code(error)
    if code is None and in_doubt:
        claims.resolve_doubt(mail, now=now)
        return "doubtful"
    if isinstance(error, ValueError) or (code and code >= PERMANENT and _is_about_mail(error)):
        claims.settle(mail, State.FAILED, now=now, error=_brief(error))
        return State.FAILED.value
    claims.try_again(mail, now=now, error=_brief(error))
    return "delayed"


def _is_about_mail(error: Exception) -> bool:
    """A refused sender is a mistake in the settings: put right, all mails can still go."""
    return not isinstance(error, smtplib.SMTPSenderRefused)


def _code(error: Exception) -> int | None:
    """The server's reply code; None if there was no reply."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next(iter(error.recipients.values()))[0]
    return error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else None


def _brief(error: Exception) -> str:
    """What happened, without the server's words: they often repeat the address."""
    code = _code(error)
    return f"{type(error).__name__} {code}" if code else type(error).__name__


def _postpone(mails: list[Mail], now: datetime, error: str) -> Counter[str]:
    logger.warning("The mail server cannot be reached: %s", error)
    for mail in mails:
        claims.release(mail, now=now, error=error)
    return Counter(postponed=len(mails))
