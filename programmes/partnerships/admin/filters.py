"""What the list of partnerships can be narrowed by."""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mentoring.common import clock
from mentoring.common.filters import ChoiceFilter, Choices
from programmes.cohorts.admin.filters import CohortFilter
from programmes.partnerships.models import Answer
from programmes.partnerships.services.reminders import REMINDED_AFTER, STAFF_AFTER
from programmes.partnerships.states import PartnershipState
from programmes.profiles.states import Part

WEEK, FORTNIGHT = "week", "fortnight"
SILENT_FOR: dict[str, timedelta] = {WEEK: REMINDED_AFTER, FORTNIGHT: STAFF_AFTER}


class StateFilter(ChoiceFilter):
    title, parameter_name = _("state"), "state"
    offers = PartnershipState.choices


class WaitingFilter(ChoiceFilter):
    """Whose answer is missing."""

    title, parameter_name = _("has not answered"), "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return (
            *Part.choices,
            (WEEK, _("Somebody, for a week")),
            (FORTNIGHT, _("Somebody, for two weeks")),
        )

    def narrow(self, queryset: QuerySet, value: str) -> QuerySet:
        silent = Answer.objects.open().filter(partnership=OuterRef("pk"))
        if value in SILENT_FOR:
            silent = silent.filter(asked_at__lte=clock.now() - SILENT_FOR[value])
        else:
            silent = silent.filter(part=value)
        return queryset.filter(Exists(silent))


class BesideFilter(ChoiceFilter):
    title, parameter_name = _("co-mentor"), "beside"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return (("yes", _("With a co-mentor")), ("no", _("Without a co-mentor")))

    def narrow(self, queryset: QuerySet, value: str) -> QuerySet:
        return queryset.filter(co_mentor__isnull=value == "no")


PARTNERSHIP_FILTERS = (StateFilter, CohortFilter, WaitingFilter, BesideFilter)
