"""What counts in a cohort's matching."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.states import Objective
from programmes.cohorts.models import Cohort


class CohortCriteria(models.Model):
    """Rules and weights as the engine reads them: the same table as a criteria file has."""

    cohort = models.OneToOneField(
        Cohort, on_delete=models.CASCADE, related_name="criteria", verbose_name=_("cohort")
    )
    table = models.JSONField(_("rules"), default=dict)
    objective = models.CharField(
        _("objective"), max_length=10, choices=Objective, default=Objective.FAIR
    )
    # Whether mentee, mentor and co-mentor are chosen together, not the standing co-mentor taken.
    jointly = models.BooleanField(_("choose co-mentors together with mentors"), default=False)
    # Rises with each change: two colleagues do not overwrite each other.
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("criteria")
        verbose_name_plural = _("criteria")

    def __str__(self) -> str:
        return str(self.cohort)
