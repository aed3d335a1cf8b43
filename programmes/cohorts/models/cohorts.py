"""A cohort: one year's group of a programme, with the rules of its application window."""

import calendar
from datetime import date, datetime
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.cohorts.models.programmes import Programme


class CohortQuerySet(models.QuerySet["Cohort"]):
    def visible_to(self, user: Any) -> "CohortQuerySet":
        if user.is_superuser:
            return self
        return self.filter(programme__roles__user=user).distinct()

    def open(self, now: datetime) -> "CohortQuerySet":
        """Cohorts that take applications at `now`: from opening up to, not including, closing."""
        return self.filter(opens_at__lte=now, closes_at__gt=now)


class Cohort(models.Model):
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="cohorts", verbose_name=_("programme")
    )
    name = models.CharField(_("name"), max_length=60)
    opens_at = models.DateTimeField(_("applications from"))
    closes_at = models.DateTimeField(_("applications until"))
    starts_on = models.DateField(_("start"))
    ends_on = models.DateField(_("end"))
    places = models.PositiveSmallIntegerField(_("places"), validators=[MinValueValidator(1)])
    min_age = models.PositiveSmallIntegerField(
        _("youngest age"), default=16, validators=[MinValueValidator(10)]
    )
    max_age = models.PositiveSmallIntegerField(
        _("oldest age"), default=35, validators=[MaxValueValidator(120)]
    )

    objects = CohortQuerySet.as_manager()

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ("-starts_on", "name")
        constraints = (
            models.UniqueConstraint(fields=("programme", "name"), name="cohort_name_in_programme"),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="cohort_closes_after_opening",
                violation_error_message=_("The window must close after it opens."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="cohort_ends_after_start",
                violation_error_message=_("The cohort must end after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(max_age__gte=F("min_age")),
                name="cohort_ages_in_order",
                violation_error_message=_("The oldest age must not be below the youngest."),
            ),
            models.CheckConstraint(condition=Q(places__gt=0), name="cohort_has_places"),
        )

    def __str__(self) -> str:
        return f"{self.programme} {self.name}"

    def is_open(self, now: datetime) -> bool:
        return self.opens_at <= now < self.closes_at

    def admits_age(self, birth_date: date) -> bool:
        """The age rule counts on the day the cohort starts."""
        return self.min_age <= age_on(birth_date, self.starts_on) <= self.max_age


def age_on(birth_date: date, day: date) -> int:
    """Full years on `day`; who is born on 29 February has a birthday on 1 March in common years."""
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (not had_birthday)


def birthday(birth_date: date, age: int) -> date:
    """The day on which somebody born on `birth_date` turns `age` (German law: § 187 BGB)."""
    year = birth_date.year + age
    if (birth_date.month, birth_date.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 3, 1)
    return birth_date.replace(year=year)
