"""When a person is there: wall-clock rules with a zone, and days that are different."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mentoring.common.visibility import sees_all
from mentoring.common.zones import known_zones
from programmes.scheduling.states import ExceptionKind, Weekday

# As an end it means the end of the day: midnight is no time of the day that it ends.
END_OF_DAY = time(23, 59)


def ends_on_the_wall(day: date, ends: time) -> datetime:
    """When hours until `ends` on `day` are over, on a clock that knows no zone."""
    if ends == END_OF_DAY:
        return datetime.combine(day + timedelta(days=1), time())
    return datetime.combine(day, ends)


def end_in_words(ends: time) -> str:
    """ "24:00" at the end of the day."""
    return "24:00" if ends == END_OF_DAY else f"{ends:%H:%M}"


def validate_zone(name: str) -> None:
    """Accept the zones of the IANA database.

    Raises:
        ValidationError: there is no such zone.
    """
    if name not in known_zones():
        raise ValidationError(_("This time zone is not known."))


class OwnQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "OwnQuerySet":
        """One's own hours, and those of colleagues in programmes one manages."""
        if sees_all(user, self.model):
            return self
        managed = Q(user__roles__programme__roles__in=user.roles.filter(role="manager"))
        return self.filter(Q(user=user) | managed).distinct()


class WallClockRule(models.Model):
    """ "Tuesdays from 9:00 to 12:00 in Berlin", from a first to a last day if given."""

    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))
    zone = models.CharField(
        _("time zone"), max_length=64, default=settings.TIME_ZONE, validators=[validate_zone]
    )
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.starts:%H:%M}–{end_in_words(self.ends)}"

    def holds_on(self, day: date) -> bool:
        """Whether the rule speaks of `day`, a date in the rule's own zone."""
        return (
            day.weekday() == self.weekday
            and (self.first_day is None or self.first_day <= day)
            and (self.last_day is None or day <= self.last_day)
        )


def in_order(name: str) -> tuple[models.CheckConstraint, ...]:
    """The constraints of a wall-clock rule; their names begin with `name`."""
    return (
        models.CheckConstraint(
            condition=Q(ends__gt=F("starts")),
            name=f"{name}_ends_after_start",
            violation_error_message=_("“Until” must be later than “from”."),
        ),
        models.CheckConstraint(
            condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
            name=f"{name}_days_in_order",
            violation_error_message=_("The last day must not be before the first."),
        ),
    )


class AvailabilityRule(WallClockRule):
    """Office hours of an interviewer: the free times for interviews are made from them."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="availability_rules",
        verbose_name=_("person"),
    )

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("office hours")
        verbose_name_plural = _("office hours")
        ordering = ("user", "weekday", "starts")
        constraints = in_order("availability")


class AvailabilityException(models.Model):
    """Days that differ from the rules: off, wholly or from one time to another, or extra hours.

    Days off silence the rules on them, not the extra hours: those were meant for just that day.
    Hours off on a day go before everything else.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="availability_exceptions",
        verbose_name=_("person"),
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=ExceptionKind, default=ExceptionKind.OFF
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    starts = models.TimeField(_("from"), null=True, blank=True)
    ends = models.TimeField(_("until"), null=True, blank=True)
    zone = models.CharField(
        _("time zone"), max_length=64, default=settings.TIME_ZONE, validators=[validate_zone]
    )
    reason = models.CharField(_("reason"), max_length=80, blank=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("day off")
        verbose_name_plural = _("days off")
        ordering = ("user", "first_day", "starts")
        constraints = (
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="exception_days_in_order",
                violation_error_message=_("The last day must not be before the first."),
            ),
            models.CheckConstraint(
                condition=Q(starts__isnull=True, ends__isnull=True, kind=ExceptionKind.OFF)
                | Q(starts__isnull=False, ends__isnull=False),
                name="exception_hours_complete",
                violation_error_message=_("Please give both times, or none for the whole day."),
            ),
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__gt=F("starts")),
                name="exception_ends_after_start",
                violation_error_message=_("“Until” must be later than “from”."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.first_day} – {self.last_day}"

    @property
    def is_extra(self) -> bool:
        return self.kind == ExceptionKind.EXTRA

    @property
    def is_whole_day(self) -> bool:
        return self.starts is None

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())
