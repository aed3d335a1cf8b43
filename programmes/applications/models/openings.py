"""Who wants to be told when a programme takes applications again."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.privacy.models import Subject
from programmes.cohorts.models import Programme


class OpeningAlert(models.Model):
    """An address, and that its owner confirmed it; gone once the one mail has been written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="opening_alerts", editable=False
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="opening_alerts"
    )
    email = models.EmailField(_("e-mail address"), max_length=254)
    language = models.CharField(_("language"), max_length=15, choices=settings.LANGUAGES)
    asked_at = models.DateTimeField(_("asked"), editable=False)
    # Who asks while applications are open means the next time.
    waits_until = models.DateTimeField(_("not before"), null=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False)

    class Meta:
        verbose_name = _("wish to be told")
        verbose_name_plural = _("wishes to be told")
        ordering = ("asked_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "email"), name="opening_alert_once_per_address"
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme} {self.asked_at:%Y-%m-%d}"
