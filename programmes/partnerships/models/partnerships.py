"""Mentee, mentor and perhaps a co-mentor, from the proposal to the end of the year."""

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from mentoring.common.models import Lifecycled
from mentoring.common.models.search import MOST_WORDS
from mentoring.common.visibility import sees_all
from mentoring.worklist.models import Note
from programmes.cohorts.models import Cohort, Programme
from programmes.partnerships.states import (
    LIVE,
    PARTNERSHIP_MOVES,
    PARTNERSHIP_WAYS_BACK,
    PartnershipEvent,
    PartnershipState,
    Reply,
)
from programmes.profiles.models import Delegate, Profile
from programmes.profiles.states import Part

LONGEST_RHYTHM = 366


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    def visible_to(self, user: Any) -> "PartnershipQuerySet":
        """One's own, and those of the programmes one manages."""
        if sees_all(user, self.model):
            return self
        own = Profile.objects.filter(user=user).values("pk")
        managed = Programme.objects.managed_by(user).values("pk")
        return self.filter(
            Q(cohort__programme__in=managed)
            | Q(mentee__in=own)
            | Q(mentor__in=own)
            | Q(co_mentor__in=own)
        )

    def search(self, text: str) -> "PartnershipQuerySet":
        """Those in which somebody has each word of `text` in name or address."""
        found = self
        for word in text.split()[:MOST_WORDS]:
            people = Profile.objects.search(word).values("pk")
            beside = Q(mentor__in=people) | Q(co_mentor__in=people)
            found = found.filter(Q(mentee__in=people) | beside)
        return found

    def live(self) -> "PartnershipQuerySet":
        return self.filter(state__in=LIVE)

    def failed(self) -> "PartnershipQuerySet":
        """Where mentee or mentor said no, or that ended early: the two are not asked again."""
        refusal = Answer.objects.filter(partnership=OuterRef("pk"), reply=Reply.NO)
        refusal = refusal.exclude(part=Part.CO_MENTOR)
        declined = Q(Exists(refusal), state=PartnershipState.DECLINED)
        return self.filter(declined | Q(state=PartnershipState.ENDED))

    def told(self, now: datetime) -> "PartnershipQuerySet":
        """Without proposals whose mails still wait: they can be taken back unheard."""
        unheard = Answer.objects.filter(partnership=OuterRef("pk"), asked_at__gt=now)
        return self.exclude(Exists(unheard), state=PartnershipState.PROPOSED)


class Partnership(Lifecycled):
    MOVES = PARTNERSHIP_MOVES
    WAYS_BACK = PARTNERSHIP_WAYS_BACK
    EVENTS = dict(PartnershipEvent.choices)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, related_name="partnerships", verbose_name=_("cohort")
    )
    mentee = models.ForeignKey(
        Profile,
        on_delete=models.CASCADE,
        related_name="partnerships_as_mentee",
        verbose_name=_("mentee"),
    )
    mentor = models.ForeignKey(
        Profile,
        on_delete=models.CASCADE,
        related_name="partnerships_as_mentor",
        verbose_name=_("mentor"),
    )
    co_mentor = models.ForeignKey(
        Profile,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="partnerships_as_co_mentor",
        verbose_name=_("co-mentor"),
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=PartnershipState,
        default=PartnershipState.PROPOSED,
        editable=False,
    )
    rationale = models.TextField(_("why these two"), max_length=2000)
    proposed_at = models.DateTimeField(_("proposed"), editable=False)
    # What the tandem has agreed on; where it is not known, what is usual counts.
    rhythm_days = models.PositiveSmallIntegerField(_("contact every (days)"), null=True, blank=True)

    # They go with it.
    staff_notes = GenericRelation(Note)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        ordering = ("-proposed_at", "pk")
        indexes = (models.Index(fields=("cohort", "state")),)
        constraints = (
            models.UniqueConstraint(
                fields=("mentee",),
                condition=Q(state__in=LIVE),
                name="partnership_one_of_a_mentee",
                violation_error_message=_("This mentee has a mentor already."),
            ),
            models.CheckConstraint(
                condition=~Q(mentee=models.F("mentor")), name="partnership_of_two_people"
            ),
            models.CheckConstraint(
                # An unknown comparison passes: blank is allowed.
                condition=Q(rhythm_days__range=(1, LONGEST_RHYTHM)),
                name="partnership_rhythm_in_bounds",
            ),
        )

    def __str__(self) -> str:
        return f"{self.mentee} – {self.mentor}"

    @property
    def people(self) -> dict[str, Profile]:
        """Everybody in it, by part; mentee first."""
        three = {
            Part.MENTEE.value: self.mentee,
            Part.MENTOR.value: self.mentor,
            Part.CO_MENTOR.value: self.co_mentor,
        }
        return {part: person for part, person in three.items() if person}

    def others(self, part: str) -> list[Profile]:
        """Everybody but who is in it as `part`; mentee first."""
        return [person for name, person in self.people.items() if name != part]


class AnswerQuerySet(models.QuerySet["Answer"]):
    def with_people(self) -> "AnswerQuerySet":
        """With all that a mail or a page about the proposal says.

        In several queries: of so many tables in one the planner would make a long search.
        """
        rows = self.select_related("person__user", "person__cohort", "delegate")
        return rows.prefetch_related(
            "partnership__cohort__programme",
            *(f"partnership__{part}__user" for part in Part.values),
        )

    def open(self) -> "AnswerQuerySet":
        """Asked and not answered, of proposals that still stand.

        A co-mentor is still asked when the other two have begun.
        """
        begun = Q(part=Part.CO_MENTOR, partnership__state__in=LIVE)
        return self.filter(Q(partnership__state=PartnershipState.PROPOSED) | begun, reply="")


class Answer(models.Model):
    """What one of the people says to the proposal; there from the moment they are asked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="answers")
    part = models.CharField(_("part"), max_length=10, choices=Part)
    person = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="answers")
    asked_at = models.DateTimeField(_("asked"))
    reply = models.CharField(_("answer"), max_length=3, choices=Reply, blank=True)
    # Said to staff only, never to the other side.
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    # Who of the office answered on behalf.
    delegate = models.ForeignKey(
        Delegate, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Told on the phone, and noted by somebody of staff, whose account may be gone by now.
    by_phone = models.BooleanField(_("told on the phone"), default=False)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ("partnership", "pk")
        constraints = (
            models.UniqueConstraint(fields=("partnership", "part"), name="answer_once_a_part"),
            models.CheckConstraint(
                condition=Q(reply="", answered_at__isnull=True)
                | (~Q(reply="") & Q(answered_at__isnull=False)),
                name="answer_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(by_phone=True) | Q(noted_by__isnull=True),
                name="answer_noted_was_told",
            ),
        )

    @property
    def is_open(self) -> bool:
        """As `AnswerQuerySet.open`, of one row."""
        begun = self.part == Part.CO_MENTOR and self.partnership.state in LIVE
        return not self.reply and (begun or self.partnership.state == PartnershipState.PROPOSED)

    def __str__(self) -> str:
        return f"{self.get_part_display()}: {self.get_reply_display() or '–'}"
