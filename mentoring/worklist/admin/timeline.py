"""What happened to a task: opened, handed over, put off, closed, reopened."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.models import User
from mentoring.common.formatting import who
from mentoring.common.models import Transition
from mentoring.common.timeline import Entry, Text
from mentoring.worklist.models import Task
from mentoring.worklist.services.tasks import ASSIGNED, DUE
from mentoring.worklist.states import TaskState

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
    return [*(_entry(change, people) for change in reversed(changes)), opened]


def _named_in(changes: list[Transition]) -> dict[str, User]:
    """Whom the notes mean by their numbers."""
    numbers = {change.note.removeprefix(ASSIGNED) for change in changes if _assigns(change)}
    found = User.objects.in_bulk([int(number) for number in numbers if number])
    return {str(pk): user for pk, user in found.items()}


def _assigns(change: Transition) -> bool:
    return change.source == change.target and change.note.startswith(ASSIGNED)


def _entry(change: Transition, people: dict[str, User]) -> Entry:
    if change.source != change.target:
        title, icon = MOVED[change.target]
        return Entry(change.at, icon, title, by=who(change), note=change.note)
    if _assigns(change):
        title, icon = _handed_over(change.note.removeprefix(ASSIGNED), people)
    else:
        title, icon = _put_off(change.note.removeprefix(DUE))
    return Entry(change.at, icon, title, by=who(change))


def _handed_over(number: str, people: dict[str, User]) -> tuple[Text, str]:
    if not number:
        return _("Nobody looks after it any more"), "person_off"
    name = people.get(number) or _("A former colleague")
    return _("Looked after by %(name)s") % {"name": name}, "person"


def _put_off(day: str) -> tuple[Text, str]:
    if not day:
        return _("No day is set any more"), "event_busy"
    due_on = date_format(date.fromisoformat(day))
    return _("Due on %(day)s") % {"day": due_on}, "event"
