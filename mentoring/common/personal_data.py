"""How an app declares which of its rows are about a person.

Each app with personal data has a `personal_data.py` that calls `declare`; the privacy app finds
those modules and builds export, erasure and retention from them. Declared is:

- `PersonalData`, one for each model with rows about a person: found, exported, erased;
- `NotPersonal`, for a model that only looks so;
- `RetentionRule`, for rows that go after some days;
- `SubjectSearch`, by which what is about a person is found by the person's name;
- `SubjectScope`, which says whose data belongs to which programme.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from mentoring.common.registry import Registry


def delete(rows: QuerySet[Any]) -> None:
    """The usual way to erase: rows go, and with them what hangs on them."""
    rows.delete()


@dataclass(frozen=True)
class PersonalData:
    """One model's rows about a person.

    `rows(subject_id)` finds them. `fields` are exported and may be paths ("cohort.name"); none
    named means every column. `without` names columns that tell nothing about the person, each with
    the reason. `erase(rows)` takes the person out of them; `kept` says why rows stay instead.
    """

    model: type[Model]
    rows: Callable[[uuid.UUID], QuerySet[Any]]
    fields: tuple[str, ...] = ()
    without: tuple[tuple[str, str], ...] = ()
    erase: Callable[[QuerySet[Any]], None] = delete
    kept: str = ""
    # Whether rows repeat the person's name and, as `email`, the address: what is put right follows.
    repeats_name: bool = False

    @property
    def exported(self) -> tuple[str, ...]:
        left_out = {name for name, _why in self.without}
        return self.fields or tuple(name for name in self.columns if name not in left_out)

    @property
    def columns(self) -> tuple[str, ...]:
        """All that the model keeps, many-to-many choices included."""
        meta = self.model._meta
        return tuple(field.name for field in (*meta.concrete_fields, *meta.many_to_many))


@dataclass(frozen=True)
class NotPersonal:
    """A model that looks personal to the registry test but is not; `why` is for the reader."""

    model: type[Model]
    why: str


@dataclass(frozen=True)
class RetentionRule:
    """Rows that are `due` after `days` (the operator may set other days); `act` deals with one.

    `act(row, now)` runs in a transaction of its own and must bear to be called twice.
    """

    name: str
    title: str | Promise
    days: int
    due: Callable[[datetime, int], QuerySet[Any]]
    act: Callable[[Any, datetime], object]


@dataclass(frozen=True)
class SubjectScope:
    """Whose data belongs to a programme: `subject_ids(programme)` selects their numbers."""

    name: str
    subject_ids: Callable[[Any], QuerySet[Any, Any]]


@dataclass(frozen=True)
class SubjectSearch:
    """How people are found by their names: `subject_ids(text)` selects their numbers."""

    name: str
    subject_ids: Callable[[str], QuerySet[Any, Any]]


# The columns by which people are found and sorted; for `without`.
REPEATED = tuple((name, "repeats name and address") for name in ("search_text", "sort_name"))

Entry = PersonalData | NotPersonal

_models: Registry[type[Model], Entry] = Registry()
_rules: Registry[str, RetentionRule] = Registry()
_scopes: Registry[str, SubjectScope] = Registry()
_searches: Registry[str, SubjectSearch] = Registry()


def declare(*entries: Entry | RetentionRule | SubjectScope | SubjectSearch) -> None:
    """Put entries on record; whoever declares a model or a name last has the say."""
    for entry in entries:
        if isinstance(entry, RetentionRule):
            _rules.register(entry.name, entry)
        elif isinstance(entry, SubjectScope):
            _scopes.register(entry.name, entry)
        elif isinstance(entry, SubjectSearch):
            _searches.register(entry.name, entry)
        else:
            _models.register(entry.model, entry)


def declared() -> Iterator[Entry]:
    return iter(_models)


def personal() -> list[PersonalData]:
    return [entry for entry in _models if isinstance(entry, PersonalData)]


def repeating_names() -> list[PersonalData]:
    return [entry for entry in personal() if entry.repeats_name]


def retention_rules() -> list[RetentionRule]:
    return list(_rules)


def about_people(rows: QuerySet[Any], text: str) -> list[QuerySet[Any]]:
    """Those of `rows` that are about people whose names or addresses have all words of `text`.

    `rows` have a column `subject_id`; one query for each kind of people, to be used with `either`.
    """
    return [rows.filter(subject_id__in=each.subject_ids(text)) for each in _searches]


def subjects_in(programme: Any, subject_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Those of `subject_ids` that belong to `programme`; nobody does unless an app says so."""
    wanted = set(subject_ids)
    return {
        subject_id
        for scope in _scopes
        for subject_id in scope.subject_ids(programme).filter(subject__in=wanted)
    }
