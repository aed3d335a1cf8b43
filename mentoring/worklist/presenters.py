"""How a task reads, in lists, on its page and on the first page of the staff area."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.worklist import kinds
from mentoring.worklist.models import Task

LATE, TODAY, SOON = "late", "today", "soon"


def kind_title(task: Task) -> str:
    """The kind in the reader's words; its bare name where its app has dropped it."""
    return str(kinds.find(task.kind).title)


def ending(task: Task) -> str:
    """How it ended; "To do" as long as it has not."""
    if task.outcome:
        return kinds.find(task.kind).outcome_title(task.outcome)
    return str(task.get_state_display())


def urgency(task: Task, today: date) -> str:
    """LATE, TODAY or SOON; empty where no day is set."""
    if task.due_on is None:
        return ""
    late = task.days_late(today)
    return LATE if late > 0 else SOON if late else TODAY


def due_words(task: Task, today: date) -> str:
    """ "3 days overdue", "due today", or the day; empty where none is set."""
    if task.due_on is None:
        return ""
    days = task.days_late(today)
    if days > 0:
        text = ngettext("%(days)d day overdue", "%(days)d days overdue", days)
        return text % {"days": days}
    near = {0: _("due today"), -1: _("due tomorrow")}
    return near.get(days) or date_format(task.due_on, "SHORT_DATE_FORMAT")
