"""A run of the engine over a cohort, and how far it is."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matching.states import RUN_MOVES, Objective, RunState
from mentoring.common.formatting import day_and_time
from mentoring.common.models import Lifecycled
from mentoring.common.visibility import sees_all
from programmes.cohorts.models import Cohort, Programme


class RunQuerySet(models.QuerySet["Run"]):
    def visible_to(self, user: Any) -> "RunQuerySet":
        """Runs of the programmes one manages."""
        if sees_all(user, self.model):
            return self
        return self.filter(cohort__programme__in=Programme.objects.managed_by(user))


class Run(Lifecycled):
    """Snapshot of what was asked, and the certificate of what came out.

    Says nothing about a person: who was left out stands in the plan it made.
    """

    MOVES = RUN_MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(
        Cohort, on_delete=models.CASCADE, related_name="runs", verbose_name=_("cohort")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=RunState, default=RunState.QUEUED, editable=False
    )
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("started"), editable=False)
    table = models.JSONField(_("rules"), editable=False)
    objective = models.CharField(_("objective"), max_length=10, choices=Objective, editable=False)
    jointly = models.BooleanField(default=False, editable=False)
    # Whether wishes about a mentor's affiliation counted: the one who started it had the right.
    with_affiliation_wishes = models.BooleanField(default=False, editable=False)
    # Of a what-if: capacities by profile, profiles left out; pairs that stay come from its plan.
    changes = models.JSONField(default=dict, editable=False)

    stage = models.CharField(_("stage"), max_length=20, blank=True, editable=False)
    fraction = models.FloatField(default=0, editable=False)
    gap = models.FloatField(_("gap"), null=True, editable=False)
    cancel_asked = models.BooleanField(default=False, editable=False)
    heard_at = models.DateTimeField(null=True, editable=False)
    error = models.CharField(max_length=500, blank=True, editable=False)

    total = models.IntegerField(_("total"), null=True, editable=False)
    bound = models.IntegerField(_("bound"), null=True, editable=False)
    floor = models.IntegerField(_("weakest pair"), null=True, editable=False)
    most_mentees = models.IntegerField(null=True, editable=False)
    proven = models.BooleanField(default=False, editable=False)
    blocking_pairs = models.IntegerField(null=True, editable=False)
    seconds = models.FloatField(_("seconds"), null=True, editable=False)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("matching run")
        verbose_name_plural = _("matching runs")
        ordering = ("-created_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(fraction__gte=0) & Q(fraction__lte=1), name="run_fraction_of_one"
            ),
            models.CheckConstraint(
                condition=~Q(state=RunState.DONE) | Q(total__isnull=False),
                name="run_done_has_a_total",
            ),
        )

    def __str__(self) -> str:
        return f"{self.cohort}, {day_and_time(self.created_at)}"
