"""When no free time fits: what the applicant wishes, and the times that staff offer."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mentoring.common.formatting import day_and_time
from programmes.admissions.models.interviewers import Interviewer
from programmes.applications.models.applications import Application
from programmes.applications.states import ApplicationState
from programmes.profiles.states import PartOfWeek
from programmes.scheduling.models.availability import validate_zone


class TimeRequestQuerySet(models.QuerySet["TimeRequest"]):
    def open(self) -> "TimeRequestQuerySet":
        """What waits for an answer; an application that has ended waits for nothing."""
        return self.filter(answered_at__isnull=True, application__state=ApplicationState.SUBMITTED)


class TimeRequest(models.Model):
    """When somebody could come instead; open until staff answer or an interview is booked."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="time_requests"
    )
    times = ArrayField(
        models.CharField(max_length=10, choices=PartOfWeek),
        verbose_name=_("good times"),
        default=list,
        blank=True,
    )
    text = models.CharField(_("in your own words"), max_length=500, blank=True)
    zone = models.CharField(
        _("time zone"), max_length=64, default=settings.TIME_ZONE, validators=[validate_zone]
    )
    left_at = models.DateTimeField(_("left"), editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)

    objects = TimeRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("wish for a time")
        verbose_name_plural = _("wishes for a time")
        ordering = ("left_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("application",),
                condition=Q(answered_at__isnull=True),
                name="time_request_one_open_per_application",
            ),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def times_words(self) -> list[str]:
        """The parts of the week in the reader's language."""
        return [str(PartOfWeek(time).label) for time in self.times]


class OfferedTime(models.Model):
    """A time outside the office hours that an interviewer can make; not held back for anybody."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="offered_times"
    )
    interviewer = models.ForeignKey(
        Interviewer, on_delete=models.CASCADE, related_name="offered_times"
    )
    starts_at = models.DateTimeField(_("start"))
    offered_at = models.DateTimeField(_("offered"), editable=False)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("offered time")
        verbose_name_plural = _("offered times")
        ordering = ("starts_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("application", "interviewer", "starts_at"), name="offered_time_once"
            ),
            models.CheckConstraint(
                condition=Q(starts_at__gt=F("offered_at")), name="offered_time_ahead"
            ),
        )

    def __str__(self) -> str:
        return day_and_time(self.starts_at)
