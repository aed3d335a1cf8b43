"""How an interviewer can be booked."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.models import User
from mentoring.accounts.states import Role
from mentoring.common.visibility import sees_all
from programmes.admissions.states import Channel
from programmes.cohorts.models import Programme
from programmes.cohorts.states import Region


def usual_channels() -> list[str]:
    return [Channel.VIDEO, Channel.PHONE]


class InterviewerQuerySet(models.QuerySet["Interviewer"]):
    def search(self, text: str) -> "InterviewerQuerySet":
        """Those with all words of `text` in name or address, in parts and without accents."""
        return self.filter(user__in=User.objects.search(text))

    def bookable(self, programme: Programme) -> "InterviewerQuerySet":
        """Active interviewers of `programme` who take bookings."""
        return self.serving(programme).filter(is_bookable=True)

    def serving(self, programme: Programme) -> "InterviewerQuerySet":
        """Active interviewers of `programme`, whether they take bookings or not."""
        return self.filter(
            user__is_active=True,
            user__roles__programme=programme,
            user__roles__role=Role.INTERVIEWER,
        )

    def visible_to(self, user: Any) -> "InterviewerQuerySet":
        """One's own row, and those of the interviewers of programmes one manages."""
        if sees_all(user, self.model):
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
    buffer_before_minutes = models.PositiveSmallIntegerField(
        _("free before each interview (minutes)"), default=0, validators=[MaxValueValidator(120)]
    )
    buffer_minutes = models.PositiveSmallIntegerField(
        _("break after each interview (minutes)"), default=0, validators=[MaxValueValidator(120)]
    )
    most_a_day = models.PositiveSmallIntegerField(
        _("most interviews a day"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    notice_hours = models.PositiveSmallIntegerField(
        _("shortest notice (hours)"), default=24, validators=[MaxValueValidator(336)]
    )
    horizon_days = models.PositiveSmallIntegerField(
        _("bookable ahead (days)"),
        default=28,
        validators=[MinValueValidator(1), MaxValueValidator(180)],
    )
    channels = ArrayField(
        models.CharField(max_length=10, choices=Channel),
        verbose_name=_("ways to talk"),
        default=usual_channels,
    )
    video_link = models.URLField(_("video room"), blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    # When room or address were changed last, for calendars that go by it.
    where_changed_at = models.DateTimeField(null=True, editable=False)
    holidays_off = models.BooleanField(_("public holidays are off"), default=True)
    region = models.CharField(
        _("public holidays of"), max_length=2, choices=Region, default=Region.BE
    )

    objects = InterviewerQuerySet.as_manager()

    class Meta:
        verbose_name = _("interviewer")
        verbose_name_plural = _("interviewers")
        ordering = ("user__sort_name",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(channels__len__gt=0),
                name="interviewer_has_a_channel",
                violation_error_message=_("Please choose at least one way to talk."),
            ),
        )

    def __str__(self) -> str:
        return str(self.user)

    @property
    def buffer_before(self) -> timedelta:
        return timedelta(minutes=self.buffer_before_minutes)

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
