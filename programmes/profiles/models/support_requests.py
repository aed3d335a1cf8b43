"""What mentors and co-mentors ask of the team, each time in their own words."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.profiles.models.profiles import Profile


class SupportRequestQuerySet(models.QuerySet["SupportRequest"]):
    def current(self) -> "SupportRequestQuerySet":
        """Not replaced by other words, nor taken back."""
        return self.filter(ended_at=None)


class SupportRequest(models.Model):
    """`Profile.needs_from_us` says what is needed now; this, what staff were asked and when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="support_requests")
    text = models.TextField(_("what is needed"))
    asked_at = models.DateTimeField(_("asked"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = SupportRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("support request")
        verbose_name_plural = _("support requests")
        ordering = ("asked_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("profile",),
                condition=Q(ended_at=None),
                name="support_request_one_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="support_request_says_what"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("asked_at")),
                name="support_request_ended_later",
            ),
        )

    def __str__(self) -> str:
        return self.text
