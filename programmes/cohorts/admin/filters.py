"""What lists of many rooms can be narrowed by."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mentoring.common.filters import ChoiceFilter, Choices
from programmes.cohorts.models import Cohort


class CohortFilter(ChoiceFilter):
    title, parameter_name = _("cohort"), "cohort"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        cohorts = Cohort.objects.visible_to(request.user).select_related("programme")
        return [(cohort.pk, str(cohort)) for cohort in cohorts]
