"""The lists an applicant chooses from; each cohort has its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.common.models import Localised
from programmes.cohorts.models.cohorts import Cohort


class Option(models.Model):
    cohort = models.ForeignKey(
        Cohort, on_delete=models.CASCADE, related_name="%(class)ss", verbose_name=_("cohort")
    )
    title_de = models.CharField(_("title (German)"), max_length=80)
    title_en = models.CharField(_("title (English)"), max_length=80, blank=True)
    hint_de = models.CharField(_("hint (German)"), max_length=160, blank=True)
    hint_en = models.CharField(_("hint (English)"), max_length=160, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    title = Localised("title")
    hint = Localised("hint")

    class Meta:
        abstract = True
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.title


class Topic(Option):
    """What a mentee wants to talk about."""

    class Meta(Option.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class SupportNeed(Option):
    """What a mentee needs support with (Unterstützungsbedarf)."""

    class Meta(Option.Meta):
        verbose_name = _("support need")
        verbose_name_plural = _("support needs")
