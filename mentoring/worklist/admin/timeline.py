"""What happened to a task: opened, handed over, put off, closed, reopened."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.models import User
from mentoring.common.formatting import who
from mentoring.common.models import Transition
from mentoring.common.timeline import Entry, Text
from mentoring.worklist import kinds
from mentoring.worklist.models import Task
from mentoring.worklist.states import TaskEvent, TaskState

MOVED: dict[str, tuple[Text, str]] = {
    TaskState.DONE: (_("Done"), "task_alt"),
    TaskState.DROPPED: (_("Not needed"), "block"),
    TaskState.OPEN: (_("Opened again"), "undo"),
}


def timeline(task: Task) -> list[Entry]:
    """Newest first; two queries, however much happened."""
    changes = list(task.transitions.select_related("actor_user"))
    people = _named_in(changes)
    opened = Entry(task.created_at, "add_task", _("Task opened"))
    kind = kinds.find(task.kind)
    return [*(_entry(change, kind, people) for change in reversed(changes)), opened]


def _named_in(changes: list[Transition]) -> dict[int, User]:
    """Whom the changes mean by their numbers."""
    numbers = {change.data["user"] for change in changes if change.event == TaskEvent.ASSIGNED}
    return User.objects.in_bulk(numbers - {None})


def _entry(change: Transition, kind: kinds.Kind, people: dict[int, User]) -> Entry:
    note = change.note
    if change.event == TaskEvent.ASSIGNED:
        title, icon = _handed_over(change.data["user"], people)
    elif change.event == TaskEvent.DUE_CHANGED:
        title, icon = _put_off(change.data["due_on"])
    else:
        title, icon = MOVED[change.target]
        note = note or kind.reason_title(change.data.get("reason", ""))
    return Entry(change.at, icon, title, by=who(change), note=note)


def _handed_over(number: int | None, people: dict[int, User]) -> tuple[Text, str]:
    if number is None:
        return _("Nobody looks after it any more"), "person_off"
    name = people.get(number) or _("A former colleague")
    return _("Looked after by %(name)s") % {"name": name}, "person"


def _put_off(day: str | None) -> tuple[Text, str]:
    if day is None:
        return _("No day is set any more"), "event_busy"
    due_on = date_format(date.fromisoformat(day))
    return _("Due on %(day)s") % {"day": due_on}, "event"
