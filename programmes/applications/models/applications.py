"""An application, from its first saved step to the decision."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Exists, Max, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.states import Role
from mentoring.common.ages import FULL_AGE, is_under_age, latest_birth
from mentoring.common.models import Lifecycled, Named, Unfinished, has_name
from mentoring.common.models.search import having_all, search_column, search_index
from mentoring.common.visibility import sees_all
from mentoring.privacy.models import Consent, Subject
from mentoring.privacy.states import ConsentKind, Purpose
from mentoring.worklist.models import Note
from programmes.applications.states import (
    APPLICATION_MOVES,
    APPLICATION_WAYS_BACK,
    ApplicationEvent,
    ApplicationState,
)
from programmes.cohorts.models import Campaign, Cohort, SupportNeed, Topic
from programmes.cohorts.states import Region, Source
from programmes.profiles.states import MeetingFormat, PartOfWeek, SpokenLanguage

DRAFT_KEPT = timedelta(days=30)
REFUSED_KEPT = timedelta(days=183)


class ApplicationQuerySet(models.QuerySet["Application"]):
    def sent(self) -> "ApplicationQuerySet":
        return self.exclude(state=ApplicationState.DRAFT)

    def visible_to(self, user: Any) -> "ApplicationQuerySet":
        """Sent applications of programmes one manages, and those one interviews."""
        if sees_all(user, self.model):
            return self.sent()
        managed = user.roles.filter(role=Role.MANAGER).values("programme")
        serves = user.roles.filter(role=Role.INTERVIEWER).values("programme")
        own = Application.objects.filter(
            interviews__interviewer__user=user, cohort__programme__in=serves
        )
        return self.sent().filter(Q(cohort__programme__in=managed) | Q(pk__in=own.values("pk")))

    def same_address(self, application: "Application") -> "ApplicationQuerySet":
        """Other sent applications in the cohort from the same e-mail address."""
        others = self.sent().exclude(pk=application.pk)
        return others.filter(cohort=application.cohort_id, email=application.email)

    def search(self, text: str) -> "ApplicationQuerySet":
        """Those whose name and address have all words of `text`, in parts and without accents."""
        return self.filter(having_all(text, "search_text"))

    def possible_duplicates(self) -> "ApplicationQuerySet":
        """Those whose address is in another application of the cohort, too."""
        sent = Application.objects.sent().order_by().values("cohort", "email")
        # Few addresses are there twice: counted once for all, then looked at one by one.
        twice = sent.annotate(times=Count("pk")).filter(times__gt=1).values("email")
        found = self.filter(email__in=twice).with_possible_duplicate()
        return found.filter(possible_duplicate=True)  # type: ignore[misc]

    def without_guardian(self, day: date) -> "ApplicationQuerySet":
        """Those under full age on `day` for whom nobody's consent holds."""
        acts = Consent.objects.filter(purpose=Purpose.GUARDIAN).order_by()
        newest = acts.values("subject").annotate(newest=Max("pk")).values("newest")
        agreed = Consent.objects.filter(pk__in=newest, kind=ConsentKind.GIVEN)
        minors = self.filter(birth_date__gt=latest_birth(day, FULL_AGE))
        return minors.exclude(subject__in=agreed.order_by().values("subject"))

    def with_possible_duplicate(self) -> "ApplicationQuerySet":
        """Adds `possible_duplicate`: whether another one in the cohort has the same address."""
        same = Application.objects.sent().filter(cohort=OuterRef("cohort"), email=OuterRef("email"))
        return self.annotate(possible_duplicate=Exists(same.exclude(pk=OuterRef("pk"))))


class Application(Named, Lifecycled, Unfinished):
    MOVES = APPLICATION_MOVES
    EVENTS = dict(ApplicationEvent.choices)
    WAYS_BACK = APPLICATION_WAYS_BACK

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="applications", editable=False
    )
    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, related_name="applications", verbose_name=_("cohort")
    )
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=ApplicationState,
        default=ApplicationState.DRAFT,
        editable=False,
    )
    language = models.CharField(
        _("language"), max_length=15, choices=settings.LANGUAGES, editable=False
    )
    # Rises when all links mailed so far must stop working.
    link_version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("started"), editable=False)
    saved_at = models.DateTimeField(_("saved"), editable=False)

    email = models.EmailField(_("e-mail address"), max_length=254)
    # Where links will go once somebody there has confirmed it.
    new_email = models.EmailField(max_length=254, blank=True, editable=False)
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    guardian_email = models.EmailField(_("a parent's e-mail address"), max_length=254, blank=True)
    region = models.CharField(_("region"), max_length=2, choices=Region, blank=True)
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True)
    needs = models.ManyToManyField(SupportNeed, verbose_name=_("support needs"), blank=True)
    hope = models.TextField(_("what should be different after a year"), max_length=2000, blank=True)
    languages = ArrayField(
        models.CharField(max_length=3, choices=SpokenLanguage),
        verbose_name=_("languages"),
        default=list,
        blank=True,
    )
    times = ArrayField(
        models.CharField(max_length=10, choices=PartOfWeek),
        verbose_name=_("good times"),
        default=list,
        blank=True,
    )
    meeting_format = models.CharField(
        _("in person or video"), max_length=10, choices=MeetingFormat, blank=True
    )
    mentor_wish = models.TextField(_("wishes for a mentor"), max_length=1000, blank=True)
    source = models.CharField(_("how they heard of us"), max_length=20, choices=Source, blank=True)
    source_detail = models.CharField(_("more precisely"), max_length=120, blank=True)
    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("campaign code"),
        editable=False,
    )

    search_text = search_column("given_name", "family_name", "email")

    # They go with it.
    staff_notes = GenericRelation(Note)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ("-saved_at",)
        indexes = (
            models.Index(fields=("cohort", "state", "saved_at")),
            models.Index(name="application_address", fields=("email", "cohort")),
            models.Index(name="application_waiting", fields=("cohort", "state", "state_since")),
            models.Index(name="application_newest", fields=("-saved_at", "-id")),
            models.Index(name="application_name", fields=("sort_name", "id")),
            search_index("search_text", name="application_search"),
        )
        constraints = (
            has_name("application"),
            models.CheckConstraint(
                # A draft may have gaps; what was sent has none that the programme needs.
                condition=Q(state=ApplicationState.DRAFT)
                | Q(birth_date__isnull=False)
                & ~Q(region="")
                & ~Q(meeting_format="")
                & Q(languages__len__gt=0),
                name="application_sent_complete",
            ),
        )

    @property
    def source_title(self) -> str:
        """How they heard of us, in the words of the programme."""
        if self.source == Source.PARTNER:
            return self.cohort.programme.partner_source
        return str(self.get_source_display())

    def needs_guardian(self, day: date) -> bool:
        """Whether the applicant is under full age on `day`."""
        return is_under_age(self.birth_date, day)
