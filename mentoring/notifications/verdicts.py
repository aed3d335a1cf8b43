"""What is to become of a mail: sent now, never, or later; and why.

A verdict is pure: it is told the time, reads rows and writes nothing, so that a year can be
simulated without sending anything. The relay asks for it directly before sending and acts on it.
"""

from dataclasses import dataclass
from datetime import datetime

from mentoring.notifications.states import CancelReason, HoldReason


@dataclass(frozen=True, slots=True)
class Send:
    """It may go now."""


@dataclass(frozen=True, slots=True)
class Cancel:
    """It must never go."""

    reason: CancelReason


@dataclass(frozen=True, slots=True)
class Defer:
    """It may not go before `until`, when everything is asked anew; never an attempt."""

    until: datetime
    reason: HoldReason


Verdict = Send | Cancel | Defer
SEND = Send()


def cancel_unless(*, holds: bool, reason: CancelReason) -> Verdict:
    """The verdict on a mail that goes as long as what it says `holds`."""
    return SEND if holds else Cancel(reason)
