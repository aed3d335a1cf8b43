"""The pages that the law asks for; what was published stays as it was."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.common.models import Localised
from programmes.cohorts.models.programmes import Programme
from programmes.cohorts.states import LegalKind


class LegalPageQuerySet(models.QuerySet["LegalPage"]):
    def visible_to(self, user: Any) -> "LegalPageQuerySet":
        """Those of programmes one manages."""
        return self.filter(programme__in=Programme.objects.managed_by(user))

    def current(self, programme: Programme) -> "LegalPageQuerySet":
        """The newest version of each of the programme's pages."""
        newest = self.filter(programme=programme).order_by("kind", "-version").distinct("kind")
        return self.filter(pk__in=newest.values("pk"))


class LegalPage(models.Model):
    """One version of one page; a change is a new version. Text is Markdown."""

    programme = models.ForeignKey(
        Programme,
        on_delete=models.CASCADE,
        related_name="legal_pages",
        verbose_name=_("programme"),
    )
    kind = models.CharField(_("page"), max_length=20, choices=LegalKind)
    version = models.PositiveIntegerField(_("version"), editable=False)
    body_de = models.TextField(_("text (German)"), max_length=50_000)
    body_en = models.TextField(_("text (English)"), max_length=50_000, blank=True)
    published_at = models.DateTimeField(_("published"), editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("published by"),
        editable=False,
    )

    body = Localised("body")

    objects = LegalPageQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal page")
        verbose_name_plural = _("legal pages")
        ordering = ("programme", "kind", "-version")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "kind", "version"), name="legal_page_version_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version}"
