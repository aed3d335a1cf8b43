"""What the pages about the matching of one cohort share."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.decorators.http import require_GET

from matching.policies import can_match
from mentoring.common.admin_pages import Page, StaffPage
from mentoring.common.clock import local_day, now
from mentoring.common.policies import policy
from programmes.cohorts.models import Cohort, Programme
from programmes.cohorts.policies import can_manage_cohort

# Who starts within this time is matched now rather than who starts later.
SOON = timedelta(days=180)


class CohortPage(StaffPage):
    """About a cohort, with tabs that lead to the others."""

    policy = can_manage_cohort
    model = Cohort
    related = ("programme",)
    # The name of the page, for the tabs.
    address = ""

    @cached_property
    def cohorts(self) -> QuerySet[Cohort]:
        return managed(self.request.user)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = {"cohort": self.row, "cohorts": self.cohorts, "address": self.address}
        return super().get_context_data(**(page | more))


def managed(user: Any) -> QuerySet[Cohort]:
    cohorts = Cohort.objects.filter(programme__in=Programme.objects.managed_by(user))
    return cohorts.select_related("programme").order_by("-starts_on", "name")


def leads_to(address: str) -> Page:
    """A page that leads to the same page of the cohort whose matching comes next."""

    @policy(can_match)
    @require_GET
    def here(request: HttpRequest) -> HttpResponse:
        cohorts = managed(request.user)
        soon = cohorts.filter(starts_on__lte=local_day(now()) + SOON).first() or cohorts.last()
        if soon is None:
            return redirect("admin:cohorts_cohort_changelist")
        return redirect(f"admin:{address}", pk=soon.pk)

    return here
