"""What the first page of the staff area is made of: cards with their first lines."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise

# How many entries a card shows; the list behind it has them all.
SHOWN = 8


@dataclass(frozen=True)
class Entry:
    """One thing to do; `url` leads to where it is done."""

    title: str
    url: str
    when: datetime | None = None
    note: str | Promise = ""
    # What `when` is: the time of the thing itself needs no word.
    word: str | Promise = ""


@dataclass(frozen=True)
class Card:
    """A kind of work: its first lines, how many there are, and where all of them stand."""

    title: str | Promise
    empty: str | Promise
    lines: list[Entry] = field(default_factory=list)
    total: int = 0
    url: str = ""
    urgent: bool = False


def card(
    title: str | Promise,
    empty: str | Promise,
    lines: Iterable[Entry],
    total: int,
    url: str,
    *,
    urgent: bool = False,
) -> Card:
    return Card(title, empty, list(lines), total, url, urgent=urgent and total > 0)


def page_of(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def list_of(name: str, **asked: str) -> str:
    address = reverse(f"admin:{name}_changelist")
    return f"{address}?{urlencode(asked)}" if asked else address
