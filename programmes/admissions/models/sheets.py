"""What the interviewer notes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.admissions.models.interviews import Interview
from programmes.admissions.states import Motivation, Recommendation
from programmes.cohorts.models import SupportNeed


class InterviewSheet(models.Model):
    interview = models.OneToOneField(
        Interview, on_delete=models.CASCADE, primary_key=True, related_name="sheet"
    )
    notes = models.TextField(_("notes"), max_length=10_000, blank=True)
    needs = models.ManyToManyField(SupportNeed, verbose_name=_("support needs"), blank=True)
    motivation = models.PositiveSmallIntegerField(
        _("motivation"), choices=Motivation, null=True, blank=True
    )
    motivation_reason = models.TextField(_("why"), max_length=2000, blank=True)
    recommendation = models.CharField(
        _("recommendation"), max_length=10, choices=Recommendation, blank=True
    )
    saved_at = models.DateTimeField(_("saved"), editable=False)
    # Rises with each save: who writes over a newer version is told.
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("interview sheet")
        verbose_name_plural = _("interview sheets")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(motivation__isnull=True)
                | models.Q(motivation__range=(Motivation.LOW, Motivation.STRONG)),
                name="sheet_motivation_in_range",
            ),
        )

    def __str__(self) -> str:
        return str(self.interview)
