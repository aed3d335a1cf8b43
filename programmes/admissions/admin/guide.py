"""Making the usual guide a cohort's own, to be changed on the page of the cohort."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.common.admin_pages import verb
from programmes.admissions.services import guide
from programmes.cohorts.models import Cohort
from programmes.cohorts.policies import can_manage_cohort


def cohort_url(cohort: Cohort) -> str:
    """Where the chapters are changed."""
    return reverse("admin:cohorts_cohort_change", args=[cohort.pk])


@verb(Cohort, can_manage_cohort, cohort_url)
def start_from_usual(request: HttpRequest, cohort: Cohort) -> str | Promise:
    guide.start_from_usual(cohort)
    return _("The usual guide now belongs to this cohort. Change it as you like.")
