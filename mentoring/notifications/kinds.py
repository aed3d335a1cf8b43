"""The kinds of mail; each app registers its own in its `notification_kinds.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from mentoring.common.registry import Registry
from mentoring.notifications.limits import Limit
from mentoring.notifications.rendering import Content
from mentoring.notifications.states import Category
from mentoring.notifications.summaries import Summary
from mentoring.notifications.verdicts import SEND, Defer, Verdict

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from mentoring.notifications.models import Mail


def always(mail: Mail, now: datetime) -> Verdict:
    """What the mail says stays true."""
    return SEND


@dataclass(frozen=True)
class Kind:
    """What mails of one name have in common.

    `verdict` is asked directly before sending, and so is each of `holds`, in their order, for when
    a mail that may go has to wait (at night, on a Sunday): the first that says so counts. All are
    pure: told the time, they read rows and write nothing.
    `render` is for mails whose contents must be true at the time of sending; a mail of such a kind
    is posted without a text.
    """

    name: str
    title: str | Promise
    category: Category
    verdict: Callable[[Mail, datetime], Verdict] = always
    holds: tuple[Callable[[Mail, datetime], Defer | None], ...] = ()
    # For kinds that strangers can cause; see services/limits.py.
    limit: Limit | None = None
    # How it stands in a mail that joins several; a kind without goes by itself.
    summary: Callable[[Mail], Summary] | None = None
    render: Callable[[Mail], Content] | None = None
    # Goes out of the outbox once it is settled: nobody is to know that it was ever written.
    leaves_no_trace: bool = False
    # Must be about a row of a confidential model: only who sees that row sees the mail.
    confidential: bool = False


_kinds: Registry[str, Kind] = Registry()


def register(*kinds: Kind) -> None:
    """Put kinds on record, each under its name; whoever registers a name last has the say."""
    for kind in kinds:
        _kinds.register(kind.name, kind)


def get(name: str) -> Kind:
    """The kind `name`.

    Raises:
        KeyError: no app has registered it.
    """
    return _kinds.get(name)


def find(name: str) -> Kind | None:
    """The kind `name`; None for rows whose app has meanwhile dropped it."""
    return _kinds.find(name)


def names(category: Category) -> list[str]:
    """Names of all kinds of a category."""
    return [kind.name for kind in _kinds if kind.category == category]


def without_trace() -> list[str]:
    """Names of the kinds that go out of the outbox once they are settled."""
    return [kind.name for kind in _kinds if kind.leaves_no_trace]


def counted_apart() -> list[str]:
    """Names of the kinds whose limit is a reserve of their own."""
    return [kind.name for kind in _kinds if kind.limit and kind.limit.apart]


def choices() -> list[tuple[str, str]]:
    """Name and title of each kind, sorted by name."""
    return sorted((kind.name, str(kind.title)) for kind in _kinds)
