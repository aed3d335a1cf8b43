"""Tasks of staff: opened once an occasion, taken, put off, closed with an outcome, reopened."""

import logging
import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.common.errors import ConflictError, DomainError
from mentoring.common.insertion import insert_once
from mentoring.common.lifecycle import TransitionError
from mentoring.common.reasons import require_reason
from mentoring.common.visibility import require_confidential
from mentoring.worklist import kinds as registry
from mentoring.worklist.kinds import GONE, KEEP, Keep, Verdict
from mentoring.worklist.models import Task
from mentoring.worklist.models.tasks import TITLE_LENGTH
from mentoring.worklist.policies import can_work_on
from mentoring.worklist.states import Outcome, TaskEvent, TaskState
from programmes.cohorts.models import Programme

# How often an open task is asked whether it is still needed, and how many are asked in one sweep.
CHECKED_EVERY = timedelta(hours=1)
CHECKED_AT_ONCE = 500
logger = logging.getLogger(__name__)


def open_task(
    *,
    kind: str,
    key: str,
    programme: Programme,
    title: str,
    now: datetime,
    about: Model | None = None,
    details: str = "",
    subject_id: uuid.UUID | None = None,
    due_on: date | None = None,
    assignee: Any = None,
    values: Mapping[str, str] | None = None,
) -> Task | None:
    """Give staff something to do; None when there was a task for the occasion `key` already.

    With `values` for its gaps `title` is a text of the catalogue (`gettext_noop`), which everybody
    reads in their language; searched is it in that of the house.

    A task whose `title` or `details` tell of a person needs their `subject_id`, or erasure would
    miss it. `assignee` is left out if they may not work on it: the task must not be lost.

    Raises:
        KeyError: no app has registered the kind.
        ValueError: the kind is confidential, and `about` is nothing that says who may see it.
    """
    if registry.get(kind).confidential:
        require_confidential(about)
    with translation.override(settings.LANGUAGE_CODE):
        said = title if values is None else gettext(title) % values
    task = Task(
        kind=kind,
        key=key,
        programme=programme,
        title=" ".join(said.split())[:TITLE_LENGTH],
        pattern="" if values is None else title,
        values=dict(values or {}),
        details=details.strip(),
        subject_id=subject_id,
        due_on=due_on,
        created_at=now,
        state_since=now,
    )
    if about is not None:
        task.about = about
    if assignee is not None and can_work_on(assignee, task):
        task.assignee = assignee
    return task if insert_once(task) else None


@transaction.atomic
def assign(task: Task, user: Any, *, by: Actor, now: datetime) -> None:
    """Hand the task to `user`, or to nobody (None).

    Raises:
        DomainError: `user` may not work on it ("not_a_manager").
        TransitionError: it is closed ("closed").
        ConflictError: of two that assign at once, the other was first ("stale").
    """
    if user is not None and not can_work_on(user, task):
        raise DomainError(
            _("Only managers of the programme can look after its tasks."), code="not_a_manager"
        )
    if task.assignee_id == (user.pk if user else None):
        return
    _change(task, before={"assignee": task.assignee_id}, after={"assignee": user})
    data = {"user": user.pk if user else None}
    lifecycle.record(task, by=by, now=now, event=TaskEvent.ASSIGNED, data=data)


def take(task: Task, user: Any, *, by: Actor, now: datetime) -> None:
    """Look after a task that nobody has; who wants a colleague's has to say so with `assign`.

    Raises:
        ConflictError: a colleague looks after it ("taken"), or took it just now ("stale").
        DomainError: as in `assign`.
    """
    if task.assignee_id not in {None, user.pk}:
        raise ConflictError(
            _("%(name)s looks after this task already.") % {"name": task.assignee}, code="taken"
        )
    assign(task, user, by=by, now=now)


@transaction.atomic
def put_off(task: Task, due_on: date | None, *, by: Actor, now: datetime) -> None:
    """Give the task another day, or none (None).

    Raises:
        TransitionError: it is closed ("closed").
        ConflictError: somebody else has just changed its day, or closed it ("stale").
    """
    if due_on == task.due_on:
        return
    _change(task, before={"due_on": task.due_on}, after={"due_on": due_on})
    data = {"due_on": due_on.isoformat() if due_on else None}
    lifecycle.record(task, by=by, now=now, event=TaskEvent.DUE_CHANGED, data=data)


@transaction.atomic
def plan(task: Task, *, assignee: Any, due_on: date | None, by: Actor, now: datetime) -> None:
    """Who looks after the task and until when, together: both change, or neither does.

    Raises:
        DomainError: as in `assign` and `put_off`.
    """
    assign(task, assignee, by=by, now=now)
    put_off(task, due_on, by=by, now=now)


@transaction.atomic
def close(task: Task, *, outcome: str, by: Actor, now: datetime, note: str = "") -> None:
    """It is done; `outcome` is one of the kind's, and what it leads to is done with it.

    Raises:
        DomainError: there is no such outcome ("outcome"), or what it leads to is refused. The row
            stays open; read it anew.
        TransitionError: it is closed already ("not_allowed", "stale").
    """
    kind = registry.find(task.kind)
    if outcome not in {name for name, _title in kind.choices}:
        raise DomainError(_("Please choose an outcome."), code="outcome")
    _finish(task, TaskState.DONE, outcome=outcome, note=note, by=by, now=now)
    kind.on_outcome(task, outcome, by=by, now=now)


def drop(task: Task, *, reason: str, by: Actor, now: datetime) -> None:
    """It need not be done; the reason stays in the history.

    Raises:
        DomainError: no reason is given ("reason").
        TransitionError: it is closed already ("not_allowed", "stale").
    """
    reason = require_reason(reason)
    _finish(task, TaskState.DROPPED, outcome="", note=reason, by=by, now=now)


def reopen(task: Task, *, by: Actor, now: datetime, note: str = "") -> None:
    """It was closed too early; from now on only people say whether it is needed.

    Raises:
        TransitionError: it is open ("not_allowed"), or somebody was first ("stale").
    """
    lifecycle.move(
        task, TaskState.OPEN, by=by, now=now, note=note, back=True, outcome="", closing_note=""
    )


@transaction.atomic
def settle(
    *,
    about: Model,
    kinds: Iterable[str],
    by: Actor,
    now: datetime,
    outcome: str = Outcome.SETTLED,
    reason: str = "",
) -> int:
    """Close the open tasks of these kinds about `about`; returns how many.

    With an outcome of the kind they are done; without one they are not needed any more, for a
    `reason` that the kind knows.

    Raises:
        DomainError: a kind has no such outcome ("outcome"), or what it leads to is refused.
    """
    tasks = Task.objects.about(about).open().filter(kind__in=list(kinds))
    # Locked, so that a colleague who closes one at the same moment fails and not the caller. One
    # that is being closed is left to them: its outcome may wait for a row that the caller holds.
    settled = list(tasks.order_by("pk").select_for_update(of=("self",), skip_locked=True))
    for task in settled:
        if outcome == Outcome.SETTLED:
            _settle(task, reason=reason, by=by, now=now)
        else:
            close(task, outcome=outcome, by=by, now=now)
    return len(settled)


def settle_unneeded(now: datetime) -> int:
    """Close open tasks that took care of themselves; a sweep.

    Those whose turn was longest ago are asked; how many each time does not grow with the list.
    """
    since = now - CHECKED_EVERY
    asked = list(Task.objects.unchecked(since=since).prefetch_related("about")[:CHECKED_AT_ONCE])
    # First, so that a task whose question fails does not keep all others waiting.
    Task.objects.filter(pk__in=[task.pk for task in asked]).update(checked_at=now)
    return sum(_follow(_verdict(task, now), task, now=now) for task in asked)


def _verdict(task: Task, now: datetime) -> Verdict:
    if task.is_about_gone:
        return GONE
    try:
        return registry.find(task.kind).verdict(task, now)
    except Exception as error:
        # Neither traceback nor text: a complaint may quote what the task tells of a person.
        logger.error("Task %s: no verdict: %s", task.pk, type(error).__name__)
        return KEEP


def _follow(verdict: Verdict, task: Task, *, now: datetime) -> bool:
    """Whether the task is closed now and was not before."""
    if isinstance(verdict, Keep):
        return False
    try:
        _settle(task, reason=verdict.reason, by=Actor.system(), now=now)
    except ConflictError:
        return False  # a colleague closed it meanwhile
    return True


def _settle(task: Task, *, reason: str, by: Actor, now: datetime) -> None:
    lifecycle.move(
        task,
        TaskState.DROPPED,
        by=by,
        now=now,
        event=TaskEvent.SETTLED,
        data={"reason": reason} if reason else {},
        outcome=Outcome.SETTLED,
    )


def _finish(
    task: Task, target: TaskState, *, outcome: str, note: str, by: Actor, now: datetime
) -> None:
    note = note.strip()
    lifecycle.move(task, target, by=by, now=now, note=note, outcome=outcome, closing_note=note)


def _change(task: Task, *, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Compare-and-swap on an open task, as `lifecycle.move` does with the state."""
    if not task.is_open:
        raise TransitionError(_("This task is closed."), code="closed")
    rows = Task.objects.filter(pk=task.pk).open().filter(**before)
    if not rows.update(**after):
        raise ConflictError(_("Somebody else has just changed this."), code="stale")
    for name, value in after.items():
        setattr(task, name, value)
