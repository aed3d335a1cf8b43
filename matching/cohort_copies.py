"""What of its matching a cohort hands on to a copy."""

from django.utils.translation import gettext_lazy as _

from matching.models import CohortCriteria
from programmes.cohorts.models import Cohort
from programmes.cohorts.services import copying


def criteria(source: Cohort, target: Cohort) -> None:
    """The rules and weights, where they were ever set."""
    found = CohortCriteria.objects.filter(cohort=source).first()
    if found:
        found.pk, found.cohort, found.version = None, target, 0
        found.save(force_insert=True)


copying.register("criteria", _("the criteria of the matching"), criteria)
