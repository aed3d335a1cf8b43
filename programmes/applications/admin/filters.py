"""What the lists can be narrowed by; each offers only what its reader may see."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from programmes.applications.models import Interview, Interviewer
from programmes.applications.states import ApplicationState, InterviewState
from programmes.cohorts.models import Cohort

Choices = Iterable[tuple[Any, Any]]


class ChoiceFilter(SimpleListFilter):
    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Anything but an offered choice, such as a forged number, finds nothing."""
        value = self.value()
        if value is None:
            return queryset
        offered = {str(key) for key, _title in self.lookup_choices}
        return self.narrow(queryset, value) if value in offered else queryset.none()

    def narrow(self, queryset: QuerySet, value: str) -> QuerySet:
        return queryset.filter(**{str(self.parameter_name): value})


class ApplicationStateFilter(ChoiceFilter):
    title, parameter_name = _("state"), "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [each for each in ApplicationState.choices if each[0] != ApplicationState.DRAFT]


class InterviewStateFilter(ChoiceFilter):
    title, parameter_name = _("state"), "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return InterviewState.choices


class CohortFilter(ChoiceFilter):
    title, parameter_name = _("cohort"), "cohort"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        cohorts = Cohort.objects.visible_to(request.user).select_related("programme")
        return [(cohort.pk, str(cohort)) for cohort in cohorts]


class InterviewerFilter(ChoiceFilter):
    title, parameter_name = _("interviewer"), "interviewer"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        people = Interviewer.objects.visible_to(request.user).select_related("user")
        return [(person.pk, str(person)) for person in people]


class ApplicantsOfFilter(InterviewerFilter):
    """Applications by who interviews or interviewed."""

    def narrow(self, queryset: QuerySet, value: str) -> QuerySet:
        talks = Interview.objects.filter(interviewer=value)
        return queryset.filter(pk__in=talks.values("application"))
