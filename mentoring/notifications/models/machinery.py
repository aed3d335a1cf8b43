"""What the workers tell each other through the database."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class Heartbeat(models.Model):
    """When something that must happen regularly happened last."""

    TICK = "tick"

    name = models.CharField(_("name"), max_length=30, primary_key=True)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def beat(cls, name: str, now: datetime) -> None:
        cls.objects.update_or_create(name=name, defaults={"at": now})


class SendingRate(models.Model):
    """A token bucket that all workers draw from, so that the mail server's limit is kept."""

    name = models.CharField(_("name"), max_length=30, primary_key=True)
    tokens = models.FloatField(_("tokens"))
    refilled_at = models.DateTimeField(_("refilled"))

    class Meta:
        verbose_name = _("sending rate")
        verbose_name_plural = _("sending rates")
        constraints = (
            models.CheckConstraint(
                name="sending_rate_tokens_not_negative", condition=models.Q(tokens__gte=0)
            ),
        )

    def __str__(self) -> str:
        return self.name
