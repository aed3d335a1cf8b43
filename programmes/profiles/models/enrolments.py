"""How mentors and co-mentors come in: invited, interested or imported."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.common.models import Lifecycled, Named, Unfinished, has_name
from mentoring.common.models.search import having_all, search_column, search_index
from mentoring.common.visibility import sees_all
from mentoring.privacy.models import Subject
from mentoring.worklist.models import Note
from programmes.cohorts.models import Cohort, Programme
from programmes.profiles.models.profiles import Profile
from programmes.profiles.states import ENROLMENT_MOVES, EnrolmentState, Origin, Part

OPEN = (EnrolmentState.INVITED, EnrolmentState.SUBMITTED)


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def visible_to(self, user: Any) -> "EnrolmentQuerySet":
        """Those of the programmes one manages; a form that is only begun is nobody's to see."""
        rows = self.exclude(state=EnrolmentState.BEGUN)
        if sees_all(user, self.model):
            return rows
        return rows.filter(cohort__programme__in=Programme.objects.managed_by(user))

    def search(self, text: str) -> "EnrolmentQuerySet":
        """Those with all words of `text` in name or address, in parts and without accents."""
        return self.filter(having_all(text, "search_text"))


class Enrolment(Named, Lifecycled, Unfinished):
    """Becomes a profile at its end; until then there is no account."""

    MOVES = ENROLMENT_MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="enrolments", editable=False
    )
    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("cohort")
    )
    part = models.CharField(
        _("part"),
        max_length=10,
        choices=[(Part.MENTOR, Part.MENTOR.label), (Part.CO_MENTOR, Part.CO_MENTOR.label)],
    )
    origin = models.CharField(_("came by"), max_length=10, choices=Origin, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=EnrolmentState, editable=False)
    language = models.CharField(_("language"), max_length=15, choices=settings.LANGUAGES)
    email = models.EmailField(_("e-mail address"), max_length=254)
    # What has been answered so far, by the names of the form's fields.
    answers = models.JSONField(default=dict, editable=False)
    words = models.TextField(_("personal words"), max_length=1000, blank=True)
    link_version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("started"), editable=False)
    saved_at = models.DateTimeField(_("saved"), editable=False)
    profile = models.OneToOneField(
        Profile,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="enrolment",
    )

    search_text = search_column("given_name", "family_name", "email")
    # They go with it.
    staff_notes = GenericRelation(Note)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ("-saved_at",)
        indexes = (
            models.Index(fields=("cohort", "state", "saved_at")),
            search_index("search_text", name="enrolment_search"),
        )
        constraints = (
            has_name("enrolment"),
            models.UniqueConstraint(
                fields=("cohort", "part", "email"),
                condition=Q(state__in=OPEN),
                name="enrolment_one_open_per_address",
            ),
            models.CheckConstraint(
                condition=Q(part__in=(Part.MENTOR, Part.CO_MENTOR)), name="enrolment_not_of_mentees"
            ),
        )
