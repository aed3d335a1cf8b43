"""How many mails of a kind strangers may cause; a kind declares it."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """Sliding, counted within the last `within`.

    - `per_recipient`: mails to one mailbox, over all kinds that strangers can cause together;
    - `per_kind`: of them, mails of this kind; None where the first bound does;
    - `per_source`: mails to anybody that one source asked for, where the caller names it.

    - `apart`: counts mails of its kind only, and is not counted with others: a reserve that nobody
      can use up by causing mails of other kinds.

    What is one too many is not written, save where it `waits`: then it goes as soon as there is
    room, as long as no more than `per_recipient` wait already. A mail should wait on which more
    depends than whether the one who asked asks again.
    """

    per_recipient: int = 3
    per_kind: int | None = None
    per_source: int = 100
    within: timedelta = timedelta(hours=1)
    waits: bool = False
    apart: bool = False


STRANGERS = Limit()
WAITING = Limit(waits=True)
# Codes to sign in: people ask again sooner than mails arrive.
CODES = Limit(per_recipient=6, apart=True)
# What somebody does with an application is told to an address that nobody may have confirmed.
ACTS = Limit(per_recipient=6, waits=True, apart=True)
