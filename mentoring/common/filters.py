"""What staff narrow their lists by: choices in a panel that are applied together."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Choices = Iterable[tuple[Any, Any]]
# From so many choices on, one can type to find one.
LONG = 20


class ChoiceFilter(SimpleListFilter):
    """Some of several choices, or none; what is offered depends on the reader only in `lookups`.

    Of several values any may hold, where the filter takes `several`.
    """

    template = "admin/parts/filter.html"
    # What stands for no choice.
    everything: str | Promise = _("All")
    # The same for everybody.
    offers: Choices = ()
    several = True

    def __init__(self, request: HttpRequest, params: dict[str, Any], *admin: Any) -> None:
        # The form of the panel sends each filter, also those that were left at "All".
        name = str(self.parameter_name)
        given = list(dict.fromkeys(value for value in params.pop(name, ()) if value))
        self.values: list[str] = given if self.several else given[-1:]
        super().__init__(request, params, *admin)
        if self.values:
            self.used_parameters[name] = self.values[-1]

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return self.offers

    @property
    def offered(self) -> list[tuple[str, Any]]:
        return [(str(key), words) for key, words in self.lookup_choices]

    @property
    def is_long(self) -> bool:
        return len(self.lookup_choices) >= LONG

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Anything but an offered choice, such as a forged number, finds nothing."""
        if not self.values:
            return queryset
        offered = {key for key, _words in self.offered}
        known = [value for value in self.values if value in offered]
        if len(known) < len(self.values):
            return queryset.none()
        return self.narrow(queryset, known[0]) if len(known) == 1 else self._any(queryset, known)

    def narrow(self, queryset: QuerySet, value: str) -> QuerySet:
        return queryset.filter(**{str(self.parameter_name): value})

    def _any(self, queryset: QuerySet, values: list[str]) -> QuerySet:
        """The rows that one of `values` leaves."""
        if type(self).narrow is ChoiceFilter.narrow:
            return queryset.filter(**{f"{self.parameter_name}__in": values})
        rows = queryset.model._default_manager.order_by()
        found = Q()
        for value in values:
            found |= Q(pk__in=self.narrow(rows, value).values("pk"))
        return queryset.filter(found)


@dataclass(frozen=True)
class Chosen:
    """A value by which a list is narrowed, in words, and the address of the list without it."""

    title: Any
    words: Any
    without: str


def chosen_in(changelist: Any) -> list[Chosen]:
    """All by which `changelist` (Django's) is narrowed, for a line above it."""
    return [each for spec in changelist.filter_specs for each in _chosen(spec, changelist)]


def _chosen(spec: Any, changelist: Any) -> Iterable[Chosen]:
    if not isinstance(spec, ChoiceFilter):
        everything, *choices = spec.choices(changelist)
        for each in choices:
            if each["selected"]:
                yield Chosen(spec.title, each["display"], everything["query_string"])
        return
    words, name = dict(spec.offered), str(spec.parameter_name)
    for value in spec.values:
        others = [each for each in spec.values if each != value]
        without = changelist.get_query_string({name: others or None})
        yield Chosen(spec.title, words.get(value, value), without)
