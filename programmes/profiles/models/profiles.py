"""A person in a cohort."""

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.models import User
from mentoring.common import clock
from mentoring.common.addresses import mailbox
from mentoring.common.ages import is_under_age
from mentoring.common.models import Lifecycled, Named, has_name
from mentoring.common.models.search import either, having_all, is_alike, search_column, search_index
from mentoring.common.visibility import sees_all
from mentoring.privacy.models import Subject
from mentoring.worklist.models import Note
from programmes.cohorts.models import Cohort, SupportNeed, Topic
from programmes.cohorts.states import Region
from programmes.profiles.states import (
    PROFILE_MOVES,
    FirstContact,
    MeetingFormat,
    Part,
    ProfileEvent,
    ProfileState,
    SpokenLanguage,
)
from programmes.scheduling.models.availability import WallClockRule, in_order

MOST_CAPACITY = 10


class ProfileQuerySet(models.QuerySet["Profile"]):
    def visible_to(self, user: Any) -> "ProfileQuerySet":
        """One's own profiles, and those of the programmes one manages."""
        if sees_all(user, self.model):
            return self
        managed = Cohort.objects.filter(
            programme__roles__user=user, programme__roles__role="manager"
        )
        return self.filter(models.Q(user=user) | models.Q(cohort__in=managed))

    def active(self) -> "ProfileQuerySet":
        return self.filter(state=ProfileState.ACTIVE)

    def called(self, name: str) -> "ProfileQuerySet":
        """Whose whole name that is, whatever the accents, case and hyphens."""
        return self.filter(is_alike(name, "given_name", "family_name"))

    def search(self, text: str) -> "ProfileQuerySet":
        """Those with all words of `text` in name or address, in parts and without accents."""
        by_name = self.model.objects.filter(having_all(text, "search_text"))
        by_address = self.model.objects.filter(user__in=User.objects.search(text))
        return self.filter(either(by_name, by_address))


class Profile(Named, Lifecycled):
    """What others of the tandem may see, and what the matching needs.

    Topics and needs are what a mentee wants and what a mentor or co-mentor offers.
    """

    MOVES = PROFILE_MOVES
    EVENTS = dict(ProfileEvent.choices)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Consents and voluntary answers hang on the subject, which is older than any account.
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="profiles", editable=False
    )
    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, related_name="profiles", verbose_name=_("cohort")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="profiles",
        verbose_name=_("person"),
    )
    part = models.CharField(_("part"), max_length=10, choices=Part, editable=False)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=ProfileState,
        default=ProfileState.ACTIVE,
        editable=False,
    )
    changed_at = models.DateTimeField(_("changed"), default=clock.now, editable=False)

    # Of mentees only: whether somebody is under age decides with whom they may meet.
    birth_date = models.DateField(_("birth date"), null=True, blank=True, editable=False)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    region = models.CharField(_("region"), max_length=2, choices=Region, blank=True)
    postcode = models.CharField(
        _("postcode"),
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^\d{5}$", _("A German postcode has five digits."))],
    )
    languages = ArrayField(
        models.CharField(max_length=3, choices=SpokenLanguage), verbose_name=_("languages")
    )
    meeting_format = models.CharField(_("in person or video"), max_length=10, choices=MeetingFormat)
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True)
    important_topics = models.ManyToManyField(
        Topic, verbose_name=_("most important topics"), blank=True, related_name="+"
    )
    needs = models.ManyToManyField(SupportNeed, verbose_name=_("support needs"), blank=True)

    affiliation = models.CharField(_("affiliation"), max_length=80, blank=True)
    function = models.CharField(_("profession or task"), max_length=120, blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("takes so many mentees"), default=1, validators=[MaxValueValidator(MOST_CAPACITY)]
    )
    standing_co_mentor = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="stands_beside",
        verbose_name=_("standing co-mentor"),
    )

    introduction = models.TextField(_("short introduction"), max_length=600, blank=True)
    always_ask = models.TextField(_("you may always ask me"), max_length=400, blank=True)
    rather_not = models.TextField(_("what I would rather not"), max_length=400, blank=True)
    needs_from_us = models.TextField(_("what you need from us"), max_length=600, blank=True)
    response_days = models.PositiveSmallIntegerField(
        _("usually answers within (days)"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
    )
    first_contact = models.CharField(
        _("preferred first contact"),
        max_length=10,
        choices=FirstContact,
        default=FirstContact.EMAIL,
    )
    # Whether the account came with this profile: who takes the one back takes the other, too.
    made_account = models.BooleanField(default=False, editable=False)

    search_text = search_column("given_name", "family_name")
    # They go with it.
    staff_notes = GenericRelation(Note)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        ordering = ("sort_name", "pk")
        indexes = (
            models.Index(fields=("cohort", "part", "state")),
            models.Index(name="profile_name", fields=("sort_name", "id")),
            search_index("search_text", name="profile_search"),
        )
        constraints = (
            has_name("profile"),
            models.UniqueConstraint(fields=("cohort", "part", "user"), name="profile_once_a_part"),
            models.CheckConstraint(
                condition=Q(capacity__lte=MOST_CAPACITY) & (~Q(part=Part.MENTEE) | Q(capacity=1)),
                name="profile_capacity_in_bounds",
            ),
            # What a mentee feels close to belongs to the voluntary answers, never here.
            models.CheckConstraint(
                condition=~Q(part=Part.MENTEE) | Q(affiliation=""),
                name="profile_affiliation_of_mentors",
            ),
            models.CheckConstraint(
                condition=Q(part=Part.MENTEE) | Q(birth_date__isnull=True),
                name="profile_birth_date_of_mentees",
            ),
            models.CheckConstraint(
                condition=Q(part=Part.MENTOR) | Q(standing_co_mentor__isnull=True),
                name="profile_co_mentor_of_mentors",
            ),
            models.CheckConstraint(
                condition=Q(response_days__range=(1, 30)), name="profile_response_in_bounds"
            ),
        )

    @property
    def known_as(self) -> str:
        """Function and affiliation of a mentor, or the function or part of others."""
        if self.part == Part.MENTOR and self.affiliation:
            function = self.function or self.get_part_display()
            return f"{function}, {self.affiliation_title}"
        return self.function or str(self.get_part_display())

    def is_same_person(self, other: "Profile") -> bool:
        """Whether both are one person's: by account, by subject, or by the mailbox behind both."""
        return (
            self.user_id == other.user_id
            or self.subject_id == other.subject_id
            or mailbox(self.user.email) == mailbox(other.user.email)
        )

    @property
    def affiliation_title(self) -> str:
        """The affiliation in the reader's language; "" without one."""
        if not self.affiliation:
            return ""
        return self.cohort.programme.affiliation_title(self.affiliation)

    @property
    def has_office(self) -> bool:
        """Whether others may act for the person: mentors', where their programme has offices.

        People who were let in before that was changed stay, until the mentor ends it.
        """
        if self.part != Part.MENTOR:
            return False
        return self.cohort.programme.has_offices or self.delegates.filter(revoked_at=None).exists()

    def is_minor(self, day: date) -> bool:
        """Whether the person is under full age on `day`."""
        return is_under_age(self.birth_date, day)


class GoodTime(WallClockRule):
    """When somebody could meet; the matching looks for time in common."""

    profile = models.ForeignKey(
        Profile, on_delete=models.CASCADE, related_name="good_times", verbose_name=_("person")
    )

    class Meta:
        verbose_name = _("good time")
        verbose_name_plural = _("good times")
        ordering = ("profile", "weekday", "starts")
        constraints = (
            *in_order("good_time"),
            models.UniqueConstraint(fields=("profile", "weekday", "starts"), name="good_time_once"),
        )
