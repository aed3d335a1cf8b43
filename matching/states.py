"""The life of a matching run and of the plans that staff work on."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from mentoring.common.states import Moves


class Objective(TextChoices):
    """What a run looks for; the values are the engine's."""

    FAIR = "fair", _("Fair: most mentees, then the weakest pair as good as can be")
    MOST = "most", _("Most mentees matched, then the highest total")
    TOTAL = "total", _("The highest total")


class RunState(TextChoices):
    QUEUED = "queued", _("Waits")
    RUNNING = "running", _("Runs")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Stopped")


# Back from RUNNING to QUEUED: the worker died, and another one takes over.
RUN_MOVES: Moves = {
    RunState.QUEUED: frozenset({RunState.RUNNING, RunState.CANCELLED}),
    RunState.RUNNING: frozenset(
        {RunState.DONE, RunState.FAILED, RunState.CANCELLED, RunState.QUEUED}
    ),
    RunState.DONE: frozenset(),
    RunState.FAILED: frozenset({RunState.QUEUED}),
    RunState.CANCELLED: frozenset(),
}


class PlanState(TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    DISCARDED = "discarded", _("Discarded")


PLAN_MOVES: Moves = {
    PlanState.DRAFT: frozenset({PlanState.PUBLISHED, PlanState.DISCARDED}),
    PlanState.PUBLISHED: frozenset(),
    PlanState.DISCARDED: frozenset({PlanState.DRAFT}),
}


# Published by mistake: back as long as no mail has gone.
PLAN_WAYS_BACK: Moves = {PlanState.PUBLISHED: frozenset({PlanState.DRAFT})}


class StepKind(TextChoices):
    """What somebody did on the board."""

    MOVE = "move", _("Moved")
    LOCK = "lock", _("Locked")
    UNLOCK = "unlock", _("Unlocked")
    BLOCK = "block", _("Blocked")
    UNBLOCK = "unblock", _("Block lifted")
    SOLVE = "solve", _("Solved again")
