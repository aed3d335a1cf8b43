"""How an interviewer can be booked."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.states import Role
from programmes.cohorts.models import Programme


class InterviewerQuerySet(models.QuerySet["Interviewer"]):
    def bookable(self, programme: Programme) -> "InterviewerQuerySet":
        """Active interviewers of `programme` who take bookings."""
        return self.filter(
            is_bookable=True,
            user__is_active=True,
            user__roles__programme=programme,
            user__roles__role=Role.INTERVIEWER,
        )

    def visible_to(self, user: Any) -> "InterviewerQuerySet":
        """One's own row, and those of the interviewers of programmes one manages."""
        if user.is_superuser:
            return self
        managed = user.roles.filter(role=Role.MANAGER).values("programme")
        # Inside a subquery, as joins to the roles would multiply what others count.
        visible = self.model.objects.filter(
            models.Q(user=user) | models.Q(user__roles__programme__in=managed),
            user__roles__role=Role.INTERVIEWER,
        )
        return self.filter(pk__in=visible.values("pk"))


class Interviewer(models.Model):
    """Its row is what a booking locks, so that two bookings of one person wait for each other."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="interviewer",
        verbose_name=_("person"),
    )
    is_bookable = models.BooleanField(_("takes bookings"), default=True)
    buffer_minutes = models.PositiveSmallIntegerField(
        _("break after each interview (minutes)"), default=0, validators=[MaxValueValidator(120)]
    )
    notice_hours = models.PositiveSmallIntegerField(
        _("shortest notice (hours)"), default=24, validators=[MaxValueValidator(336)]
    )
    horizon_days = models.PositiveSmallIntegerField(
        _("bookable ahead (days)"),
        default=28,
        validators=[MinValueValidator(1), MaxValueValidator(180)],
    )
    video_link = models.URLField(_("video room"), blank=True)

    objects = InterviewerQuerySet.as_manager()

    class Meta:
        verbose_name = _("interviewer")
        verbose_name_plural = _("interviewers")
        ordering = ("user__name",)

    def __str__(self) -> str:
        return str(self.user)

    @property
    def buffer(self) -> timedelta:
        return timedelta(minutes=self.buffer_minutes)

    @property
    def notice(self) -> timedelta:
        """Elapsed time: 24 hours are 24 hours when the clocks change, too."""
        return timedelta(hours=self.notice_hours)

    @property
    def horizon(self) -> timedelta:
        return timedelta(days=self.horizon_days)
