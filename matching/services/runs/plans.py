"""Plans as a whole: name, copy, throw away, take up again."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from matching.models import Pair, Plan
from matching.services.board.board_log import lock_draft, touch
from matching.states import PlanState
from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.common.text import one_line

NAME_LENGTH = 80
# What a copy takes over of each pair.
COPIED = (
    "mentee_id",
    "mentor_id",
    "co_mentor_id",
    "locked",
    "lock_reason",
    "by_hand",
    "confirmed",
    "rationale",
)


@transaction.atomic
def rename(plan: Plan, *, name: str, version: int, by: Actor, now: datetime) -> None:
    """Give a draft another name.

    Raises:
        DomainError: there is none, or it is longer than 80 letters ("name").
        ConflictError: the plan is no draft ("no_draft"), or was changed ("stale").
    """
    plan = lock_draft(plan, version)
    Plan.objects.filter(pk=plan.pk).update(name=_checked(name))
    lifecycle.record(plan, by=by, now=now)
    touch(plan)


@transaction.atomic
def duplicate(plan: Plan, *, name: str, by: Actor, now: datetime) -> Plan:
    """A draft with the same pairs and no steps, to try something else beside.

    Raises:
        DomainError: there is no name, or it is longer than 80 letters ("name").
    """
    name = _checked(name)
    copy = Plan.objects.create(cohort=plan.cohort, run=plan.run, name=name, created_at=now)
    rows = Pair.objects.filter(plan=plan).values(*COPIED)
    Pair.objects.bulk_create(Pair(plan=copy, **row) for row in rows)
    lifecycle.record(copy, by=by, now=now)
    return copy


def discard(plan: Plan, *, by: Actor, now: datetime) -> None:
    """Put a draft aside; it can be taken up again.

    Raises:
        TransitionError: it is no draft ("not_allowed"), or somebody was first ("stale").
    """
    lifecycle.move(plan, PlanState.DISCARDED, by=by, now=now)


def restore(plan: Plan, *, by: Actor, now: datetime) -> None:
    """Take a draft up again that was put aside.

    Raises:
        TransitionError: it was not ("not_allowed"), or somebody was first ("stale").
    """
    lifecycle.move(plan, PlanState.DRAFT, by=by, now=now)


def _checked(name: str) -> Any:
    name = one_line(name)
    if not name:
        raise DomainError(_("Please give the plan a name."), code="name")
    if len(name) > NAME_LENGTH:
        raise DomainError(_("Please choose a shorter name."), code="name")
    return name
