"""Plans that staff look at, change, compare and publish."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matching.models.runs import Run
from matching.states import PLAN_MOVES, PLAN_WAYS_BACK, PlanState, StepKind
from mentoring.common.models import Lifecycled
from mentoring.common.visibility import sees_all
from programmes.cohorts.models import Cohort, Programme
from programmes.partnerships.models import Partnership
from programmes.profiles.models import Profile


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: Any) -> "PlanQuerySet":
        """Plans of the programmes one manages."""
        if sees_all(user, self.model):
            return self
        return self.filter(cohort__programme__in=Programme.objects.managed_by(user))


class Plan(Lifecycled):
    """A proposal for a cohort. `version` rises with each change: nobody overwrites a colleague."""

    MOVES = PLAN_MOVES
    WAYS_BACK = PLAN_WAYS_BACK

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(
        Cohort, on_delete=models.CASCADE, related_name="plans", verbose_name=_("cohort")
    )
    run = models.ForeignKey(
        Run, on_delete=models.CASCADE, related_name="plans", verbose_name=_("matching run")
    )
    name = models.CharField(_("name"), max_length=80)
    state = models.CharField(
        _("state"), max_length=10, choices=PlanState, default=PlanState.DRAFT, editable=False
    )
    version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("made"), editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("matching")
        verbose_name_plural = _("matchings")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.name

    @property
    def is_draft(self) -> bool:
        """Whether it can still be changed."""
        return self.state == PlanState.DRAFT


class Pair(models.Model):
    """A mentee with a mentor (and perhaps a co-mentor) in a plan."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="pairs")
    mentee = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    mentor = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    co_mentor = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    locked = models.BooleanField(_("locked"), default=False)
    lock_reason = models.CharField(_("reason"), max_length=300, blank=True)
    # Whether a person put these two together, not the engine.
    by_hand = models.BooleanField(_("by hand"), default=False)
    confirmed = models.BooleanField(_("confirmed"), default=False)
    rationale = models.TextField(_("why these two"), max_length=2000, blank=True)
    partnership = models.OneToOneField(
        Partnership, on_delete=models.SET_NULL, null=True, related_name="pair"
    )

    class Meta:
        verbose_name = _("pair")
        verbose_name_plural = _("pairs")
        ordering = ("plan", "mentee")
        constraints = (
            models.UniqueConstraint(fields=("plan", "mentee"), name="pair_one_of_a_mentee"),
            models.CheckConstraint(
                condition=Q(confirmed=False) | ~Q(rationale=""), name="pair_confirmed_says_why"
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class Block(models.Model):
    """Two people who must not be matched in this cohort, such as for a conflict of interest.

    What was declined or ended is not here: the partnerships know it.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="blocks")
    mentee = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    mentor = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(_("reason"), max_length=300)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        constraints = (models.UniqueConstraint(fields=("mentee", "mentor"), name="block_once"),)

    def __str__(self) -> str:
        return str(self.pk)


class Step(models.Model):
    """One change on the board; what stood before is kept, so that it can be undone.

    `before` and `after` list the pairs that changed, by the ids of their people.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    kind = models.CharField(_("what"), max_length=10, choices=StepKind)
    before = models.JSONField(default=list)
    after = models.JSONField(default=list)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(_("when"))
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("step on the board")
        verbose_name_plural = _("steps on the board")
        ordering = ("plan", "number")
        constraints = (models.UniqueConstraint(fields=("plan", "number"), name="step_number_once"),)

    def __str__(self) -> str:
        return f"{self.number}: {self.get_kind_display()}"
