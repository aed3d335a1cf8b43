"""A guess must be claimed before it is compared, so that parallel guesses count too.

The framework counts in the session, which parallel requests read at once and overwrite; and it
counts in the cache, which may be flushed or down. Neither limits what an attacker can try.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F
from django.utils.crypto import salted_hmac

from mentoring.accounts.models import SignInAttempt

KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `tries` within `window`."""

    name: str
    tries: int
    window: timedelta


# A code lives shorter than the window: it never gets a second set of tries. Where many wrong ones
# come from, or are about one address, each code has a single try: who has the right one gets in.
MAILED_CODE = Limit("mailed-code", tries=3, window=KEPT)
SINGLE_TRY = Limit("mailed-code", tries=1, window=KEPT)
WRONG_FROM_SOURCE = Limit("wrong-code-source", tries=20, window=timedelta(hours=1))
WRONG_FOR_ADDRESS = Limit("wrong-code-address", tries=6, window=timedelta(hours=1))
SECOND_FACTOR = Limit("second-factor", tries=5, window=timedelta(minutes=15))
# Longer than a code of an authenticator app is valid: each opens once.
SPENT_CODE = Limit("spent-code", tries=1, window=timedelta(minutes=3))


def claim(limit: Limit, secret_of: str, *, now: datetime) -> bool:
    """Take one of the tries on the secret of `secret_of`; False when none is left.

    One conditional UPDATE decides, so of any number of parallel callers at most `limit.tries`
    are let through.
    """
    key = _key(limit, secret_of)
    _, created = SignInAttempt.objects.get_or_create(key=key, defaults={"since": now})
    if created:
        SignInAttempt.objects.filter(since__lt=now - KEPT).exclude(key=key).delete()
    row = SignInAttempt.objects.filter(key=key)
    row.filter(since__lte=now - limit.window).update(tries=0, since=now)
    return bool(row.filter(tries__lt=limit.tries).update(tries=F("tries") + 1))


def is_used_up(limit: Limit, secret_of: str, *, now: datetime) -> bool:
    """Whether no try is left; takes none."""
    rows = SignInAttempt.objects.filter(key=_key(limit, secret_of), tries__gte=limit.tries)
    return rows.filter(since__gt=now - limit.window).exists()


def forget(limit: Limit, secret_of: str) -> None:
    """The right secret was shown: the wrong tries before it no longer count."""
    SignInAttempt.objects.filter(key=_key(limit, secret_of)).delete()


def _key(limit: Limit, secret_of: str) -> str:
    return salted_hmac(f"attempt.{limit.name}", secret_of, algorithm="sha256").hexdigest()
