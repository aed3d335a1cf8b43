"""A cohort: one year's group of a programme, with the rules of its application window."""

from datetime import date, datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mentoring.common.ages import age_on
from mentoring.common.models import Lifecycled, Localised
from mentoring.common.visibility import sees_all
from programmes.cohorts.models.programmes import Programme
from programmes.cohorts.states import (
    COHORT_EVENTS,
    COHORT_MOVES,
    CohortState,
    FormLanguage,
    OptionalQuestion,
    Tone,
)

# The longest and the shortest that a cohort may keep what did not lead to a place.
DRAFT_DAYS = (7, 30)
REFUSED_DAYS = (30, 183)
CERTIFICATE_MONTHS = (3, 60)


class CohortQuerySet(models.QuerySet["Cohort"]):
    def visible_to(self, user: Any) -> "CohortQuerySet":
        if sees_all(user, self.model):
            return self
        return self.filter(programme__roles__user=user).distinct()

    def open(self, now: datetime) -> "CohortQuerySet":
        """Cohorts that take applications at `now`: from opening up to, not including, closing."""
        return self.filter(state=CohortState.OPEN, opens_at__lte=now, closes_at__gt=now)

    def published(self) -> "CohortQuerySet":
        """Those of which strangers may know."""
        return self.exclude(state=CohortState.DRAFT)


def all_form_languages() -> list[str]:
    return list(FormLanguage.values)


class Cohort(Lifecycled):
    MOVES = COHORT_MOVES
    EVENTS = COHORT_EVENTS

    state = models.CharField(
        _("state"),
        max_length=10,
        choices=CohortState,
        default=CohortState.DRAFT,
        editable=False,
    )
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

    tone = models.CharField(
        _("form of address in German"), max_length=10, choices=Tone, default=Tone.INFORMAL
    )
    mentor_tone = models.CharField(
        _("form of address for mentors"), max_length=10, choices=Tone, default=Tone.FORMAL
    )
    form_languages = ArrayField(
        models.CharField(max_length=2, choices=FormLanguage),
        verbose_name=_("languages of the form"),
        default=all_form_languages,
    )
    left_out = ArrayField(
        models.CharField(max_length=20, choices=OptionalQuestion),
        verbose_name=_("questions that are not asked"),
        default=list,
        blank=True,
    )
    welcome_de = models.TextField(_("before the form (German)"), max_length=1000, blank=True)
    welcome_en = models.TextField(_("before the form (English)"), max_length=1000, blank=True)
    thanks_de = models.TextField(_("after sending (German)"), max_length=1000, blank=True)
    thanks_en = models.TextField(_("after sending (English)"), max_length=1000, blank=True)
    decision_days = models.PositiveSmallIntegerField(
        _("days from the interview to the decision"),
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
    )
    drafts_kept_days = models.PositiveSmallIntegerField(
        _("drafts are kept (days)"),
        default=DRAFT_DAYS[1],
        validators=[MinValueValidator(DRAFT_DAYS[0]), MaxValueValidator(DRAFT_DAYS[1])],
    )
    refused_kept_days = models.PositiveSmallIntegerField(
        _("declined and withdrawn applications are kept (days)"),
        default=REFUSED_DAYS[1],
        validators=[MinValueValidator(REFUSED_DAYS[0]), MaxValueValidator(REFUSED_DAYS[1])],
    )

    takes_interest = models.BooleanField(
        _("mentors may come forward"),
        default=True,
        help_text=_("A public form for people who would like to be a mentor; staff approve."),
    )
    allows_names = models.BooleanField(
        _("wishes may name persons"),
        default=False,
        help_text=_("Mentees, mentors and co-mentors may each name up to five persons."),
    )
    certificate_months = models.PositiveSmallIntegerField(
        _("a certificate of good conduct holds (months)"),
        default=36,
        validators=[
            MinValueValidator(CERTIFICATE_MONTHS[0]),
            MaxValueValidator(CERTIFICATE_MONTHS[1]),
        ],
    )

    welcome = Localised("welcome")
    thanks = Localised("thanks")

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
            models.CheckConstraint(
                condition=Q(form_languages__len__gt=0),
                name="cohort_has_a_language",
                violation_error_message=_("Please choose at least one language."),
            ),
            models.CheckConstraint(
                condition=Q(drafts_kept_days__range=DRAFT_DAYS)
                & Q(refused_kept_days__range=REFUSED_DAYS),
                name="cohort_retention_in_bounds",
            ),
            models.CheckConstraint(
                condition=Q(certificate_months__range=CERTIFICATE_MONTHS),
                name="cohort_certificate_in_bounds",
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme} {self.name}"

    def is_open(self, now: datetime) -> bool:
        return self.state == CohortState.OPEN and self.opens_at <= now < self.closes_at

    def asks(self, question: OptionalQuestion) -> bool:
        """Whether the form has it; about affiliations only where mentors have any."""
        if question == OptionalQuestion.AFFILIATION_WISH and not self.programme.asks_affiliation:
            return False
        return question not in self.left_out

    def admits_age(self, birth_date: date) -> bool:
        """The age rule counts on the day the cohort starts."""
        return self.min_age <= age_on(birth_date, self.starts_on) <= self.max_age
