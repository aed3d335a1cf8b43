"""Everything that is known about a person, found through what the apps declare."""

import uuid
from dataclasses import dataclass
from functools import reduce
from graphlib import TopologicalSorter
from operator import or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import EmailField, Model, Q, QuerySet

from mentoring.common import personal_data
from mentoring.common.personal_data import PersonalData


@dataclass(frozen=True, slots=True)
class Holding:
    """The rows of one model about one person, fixed: they stay known when a parent goes first."""

    entry: PersonalData
    ids: frozenset[Any]

    @property
    def rows(self) -> QuerySet[Any]:
        """The rows that are still there, past every manager that hides some."""
        return self.entry.model._base_manager.filter(pk__in=self.ids)

    @property
    def content_type(self) -> ContentType:
        """By which histories, mails and logs point at these rows."""
        return ContentType.objects.get_for_model(self.entry.model, for_concrete_model=False)


def collect(subject_id: uuid.UUID) -> list[Holding]:
    """What each declared model holds; rows that point to others come before those."""
    found = (
        Holding(entry, frozenset(entry.rows(subject_id).order_by().values_list("pk", flat=True)))
        for entry in in_order(personal_data.personal())
    )
    return [holding for holding in found if holding.ids]


def in_order(entries: list[PersonalData]) -> list[PersonalData]:
    """Whoever points comes first, so that no foreign key stands in the way of deleting."""
    by_model = {entry.model: entry for entry in entries}
    pointing: dict[type[Model], set[type[Model]]] = {model: set() for model in by_model}
    for model in by_model:
        for field in model._meta.concrete_fields:
            target = field.related_model
            if field.is_relation and target in by_model and target is not model:
                pointing[target].add(model)
    return [by_model[model] for model in TopologicalSorter(pointing).static_order()]


def pointers(holdings: list[Holding], *, as_text: bool) -> Q:
    """Selects rows that name one of these by content type and number, such as mails and logs."""
    parts = (
        Q(
            content_type=holding.content_type,
            object_id__in=[str(pk) if as_text else pk for pk in holding.ids],
        )
        for holding in holdings
    )
    return reduce(or_, parts, Q(pk__in=()))


def addresses(holdings: list[Holding]) -> set[str]:
    """Every e-mail address in the rows, in lower case."""
    found: set[str] = set()
    for holding in holdings:
        for field in holding.entry.model._meta.concrete_fields:
            if isinstance(field, EmailField):
                found |= set(holding.rows.values_list(field.name, flat=True))
    return {address.lower() for address in found if address}
