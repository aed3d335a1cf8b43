"""What stands in a person's calendar feed; each app adds its own in its `calendar_feeds.py`."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from mentoring.common.registry import Registry
from mentoring.notifications.calendar import Entry

# The entries of a user, as they stand at an aware moment, in the active language.
Entries = Callable[[Any, datetime], Iterable[Entry]]

_entries: Registry[str, Entries] = Registry()


def register(name: str, entries: Entries) -> None:
    _entries.register(name, entries)


def entries_of(user: Any, now: datetime) -> list[Entry]:
    """All that the apps know of `user`'s appointments at `now`, in the order of their starts."""
    found = (entry for entries in _entries for entry in entries(user, now))
    return sorted(found, key=lambda entry: (entry.starts_at, entry.uid))
