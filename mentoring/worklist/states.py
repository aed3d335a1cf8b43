"""The life of a task, and the outcomes that every kind of task knows."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from mentoring.common.states import Moves


class TaskState(TextChoices):
    OPEN = "open", _("To do")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Not needed")


_T = TaskState
MOVES: Moves = {_T.OPEN: frozenset({_T.DONE, _T.DROPPED})}
WAYS_BACK: Moves = {
    _T.DONE: frozenset({_T.OPEN}),
    _T.DROPPED: frozenset({_T.OPEN}),
}


class TaskEvent(TextChoices):
    """What the history of a task tells besides changes of state."""

    # "user" is the account's number or None: a name would outlive its account.
    ASSIGNED = "assigned", _("Handed over")
    # "due_on" is a day in ISO format or None.
    DUE_CHANGED = "due_changed", _("Put off")
    # "reason" is one of `Reason`, or of the kind's own.
    SETTLED = "settled", _("Took care of itself")


class Reason(TextChoices):
    """Why a task took care of itself where its kind says nothing else."""

    GONE = "gone", _("What it was about is gone")


class Outcome(TextChoices):
    """How a task ends where its kind says nothing else; kinds have choices of their own."""

    DONE = "done", _("Done")
    SETTLED = "settled", _("Took care of itself")
