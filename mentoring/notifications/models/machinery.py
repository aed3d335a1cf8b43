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


class MailRequest(models.Model):
    """A mail that a stranger asked for, to count them; whom it went to and who asked are hashed."""

    recipient = models.CharField(max_length=32)
    source = models.CharField(max_length=32, blank=True)
    kind = models.CharField(max_length=60)
    goes_at = models.DateTimeField()

    class Meta:
        verbose_name = _("mail request")
        verbose_name_plural = _("mail requests")
        indexes = (
            models.Index(name="mail_request_recipient", fields=("recipient", "goes_at")),
            models.Index(
                name="mail_request_source",
                fields=("source", "goes_at"),
                condition=~models.Q(source=""),
            ),
            models.Index(name="mail_request_time", fields=("goes_at",)),
        )
        constraints = (
            models.CheckConstraint(
                name="mail_request_hashed", condition=models.Q(recipient__regex="^[0-9a-f]{32}$")
            ),
            models.CheckConstraint(
                name="mail_request_source_hashed",
                condition=models.Q(source="") | models.Q(source__regex="^[0-9a-f]{32}$"),
            ),
        )

    def __str__(self) -> str:
        return self.kind
