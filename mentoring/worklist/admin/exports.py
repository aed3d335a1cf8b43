"""What of tasks stands in the files that staff take along."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mentoring.common.admin_exports import Export
from mentoring.common.exports import Column, label, local
from mentoring.worklist import kinds
from mentoring.worklist.models import Task
from mentoring.worklist.policies import can_work_on
from mentoring.worklist.states import TaskState


def of_tasks(rows: QuerySet[Task]) -> list[Column]:
    return [
        Column("title", _("Task")),
        Column("kind", _("Kind"), lambda name: str(kinds.find(name).title), few=True),
        Column("details", _("Details")),
        Column("programme__name", _("Programme")),
        Column("state", _("State"), label(TaskState), few=True),
        Column("created_at", _("Since"), local),
        Column("due_on", _("Due")),
        Column("assignee__name", _("Looked after by")),
        Column("closing_note", _("Note")),
    ]


TASKS = Export(_("Tasks"), can_work_on, of_tasks)
