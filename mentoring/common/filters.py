"""What staff narrow their lists by: choices in a panel that are applied together."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Choices = Iterable[tuple[Any, Any]]


class ChoiceFilter(SimpleListFilter):
    """One of several choices, or none; what is offered depends on the reader only in `lookups`."""

    template = "admin/parts/filter.html"
    # What stands for no choice.
    everything: str | Promise = _("All")
    # The same for everybody.
    offers: Choices = ()

    def __init__(self, request: HttpRequest, params: dict[str, Any], *admin: Any) -> None:
        # The form of the panel sends each filter, also those that were left at "All".
        if params.get(str(self.parameter_name)) == [""]:
            del params[str(self.parameter_name)]
        super().__init__(request, params, *admin)

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return self.offers

    @property
    def offered(self) -> list[tuple[str, Any]]:
        return [(str(key), words) for key, words in self.lookup_choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Anything but an offered choice, such as a forged number, finds nothing."""
        value = self.value()
        if not value:
            return queryset
        offered = {str(key) for key, _title in self.lookup_choices}
        return self.narrow(queryset, value) if value in offered else queryset.none()

    def narrow(self, queryset: QuerySet, value: str) -> QuerySet:
        return queryset.filter(**{str(self.parameter_name): value})
