"""How an app declares which of its rows are about a person.

Each app with personal data has a `personal_data.py` that calls `declare`; the privacy app finds
those modules and builds export, erasure and retention from them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet


@dataclass(frozen=True)
class PersonalData:
    """One model's rows about a person.

    `rows(subject_id)` finds them by subject UUID; `fields` are exported; `erase(rows)` removes the
    person from them (default: deletes them). `also_about` finds rows by user for people who have
    an account but no subject.
    """

    model: type[Model]
    rows: Callable[[Any], QuerySet[Any]]
    fields: tuple[str, ...]
    erase: Callable[[QuerySet[Any]], None] = field(default=lambda rows: rows.delete() and None)
    title: str = ""


@dataclass(frozen=True)
class NotPersonal:
    """A model that looks personal to the registry test but is not; `why` is for the reader."""

    model: type[Model]
    why: str


_declared: dict[type[Model], PersonalData | NotPersonal] = {}


def declare(*entries: PersonalData | NotPersonal) -> None:
    for entry in entries:
        _declared[entry.model] = entry


def declared() -> Iterator[PersonalData | NotPersonal]:
    return iter(_declared.values())
