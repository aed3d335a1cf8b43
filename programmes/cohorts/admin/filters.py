"""What lists of many rooms can be narrowed by."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mentoring.common.clock import now
from mentoring.common.filters import ChoiceFilter, Choices
from programmes.cohorts.models import Cohort, Programme


class CohortFilter(ChoiceFilter):
    title, parameter_name = _("cohort"), "cohort"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        cohorts = Cohort.objects.visible_to(request.user).select_related("programme")
        return [(cohort.pk, str(cohort)) for cohort in cohorts]


class ProgrammeFilter(ChoiceFilter):
    """For those who see several."""

    title, parameter_name = _("programme"), "programme"
    # The way from a row to its programme.
    path = "programme"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        seen = [(each.pk, str(each)) for each in Programme.objects.visible_to(request.user)]
        return seen if len(seen) > 1 else []

    def narrow(self, queryset: QuerySet, value: str) -> QuerySet:
        return queryset.filter(**{self.path: value})


class OpenFilter(ChoiceFilter):
    """Cohorts that one manages and that take applications now."""

    title, parameter_name = _("applications"), "applications"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        self.managed = Programme.objects.managed_by(request.user)
        return (("open", _("Open for applications")),)

    def narrow(self, queryset: QuerySet, value: str) -> QuerySet:
        open_now = Cohort.objects.open(now()).filter(programme__in=self.managed)
        return queryset.filter(pk__in=open_now.values("pk"))
