"""How many mails of a kind strangers may cause; a kind declares it."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """Sliding, counted within the last `within`.

    - `per_recipient`: mails to one mailbox, over all kinds that strangers can cause together;
    - `per_kind`: of them, mails of this kind; None where the first bound does;
    - `per_source`: mails to anybody that one source asked for, where the caller names it.

    What is one too many is not written, save where it `waits`: then it goes as soon as there is
    room, as long as no more than `per_recipient` wait already. A mail should wait on which more
    depends than whether the one who asked asks again.
    """

    per_recipient: int = 3
    per_kind: int | None = None
    per_source: int = 100
    within: timedelta = timedelta(hours=1)
    waits: bool = False


STRANGERS = Limit()
WAITING = Limit(waits=True)
