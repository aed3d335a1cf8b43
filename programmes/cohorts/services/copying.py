"""A cohort made from another: what belongs to it, each app declares in its `cohort_copies.py`."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.common.errors import DomainError
from mentoring.common.registry import Registry
from programmes.cohorts.models import Cohort

# Takes over what belongs to the first cohort into the second, which is new.
Copy = Callable[[Cohort, Cohort], None]
# A cohort's own, which no copy takes over.
OWN = {"id", "state", "state_since"}
YEAR = re.compile(r"\b(20\d\d)(?:/(\d\d))?\b")

_copies: Registry[str, tuple[str | Promise, Copy]] = Registry()


def register(name: str, title: str | Promise, copy: Copy) -> None:
    """Have `copy` called with each copy; `title` says to staff what it takes over."""
    _copies.register(name, (title, copy))


def titles() -> list[str | Promise]:
    """What a copy takes over, in words."""
    return [title for title, _copy in _copies]


def rows(related: str) -> Copy:
    """Copies the rows that a cohort has under the name `related`."""

    def copy(source: Cohort, target: Cohort) -> None:
        manager: Any = getattr(source, related)
        made = list(manager.order_by("pk"))
        for row in made:
            row.pk, row.cohort = None, target
        manager.model.objects.bulk_create(made)

    return copy


@transaction.atomic
def copy(
    source: Cohort,
    *,
    name: str,
    opens_at: datetime,
    closes_at: datetime,
    starts_on: date,
    ends_on: date,
) -> Cohort:
    """A draft in the same programme with all settings of `source` and all that belongs to it.

    Raises:
        DomainError: the programme has a cohort of that name ("name_taken").
    """
    if Cohort.objects.filter(programme=source.programme_id, name=name).exists():
        raise DomainError(_("There is a cohort of that name already."), code="name_taken")
    fields = {field.attname for field in Cohort._meta.concrete_fields} - OWN
    settings = {field: getattr(source, field) for field in fields}
    window = {"opens_at": opens_at, "closes_at": closes_at}
    year = {"starts_on": starts_on, "ends_on": ends_on}
    made = Cohort.objects.create(**settings | window | year | {"name": name})
    for _title, take_over in _copies:
        take_over(source, made)
    return made


def a_year_later(day: date) -> date:
    """The same day of the next year; the last of February stays that."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def next_name(name: str) -> str:
    """`name` with its years one later; without a year, a copy says so."""

    def later(found: re.Match[str]) -> str:
        year = int(found[1]) + 1
        return f"{year}/{(year + 1) % 100:02d}" if found[2] else f"{year}"

    following = YEAR.sub(later, name)
    return following if following != name else f"{name} 2"
