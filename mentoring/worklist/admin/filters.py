"""What the list of tasks can be narrowed by; without a choice it shows what is to do."""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mentoring.common import clock
from mentoring.common.clock import local_day
from mentoring.common.filters import ChoiceFilter, Choices
from mentoring.worklist import kinds
from mentoring.worklist.models import Task
from mentoring.worklist.states import TaskState
from programmes.cohorts.admin.filters import ProgrammeFilter

CLOSED, ALL = "closed", "all"
ME, NOBODY, OURS = "me", "nobody", "ours"
OVERDUE, TODAY, WEEK, NO_DAY = "overdue", "today", "week", "none"
Rows = QuerySet[Task]


class StateFilter(ChoiceFilter):
    """Open tasks, unless somebody asks for others."""

    title, parameter_name = _("state"), "state"
    everything = TaskState.OPEN.label
    several = False

    def lookups(self, request: HttpRequest, model_admin: object) -> Choices:
        done, dropped = TaskState.DONE, TaskState.DROPPED
        return (
            (CLOSED, _("Closed")),
            (done.value, done.label),
            (dropped.value, dropped.label),
            (ALL, _("All")),
        )

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        if not self.values:
            return queryset.filter(state=TaskState.OPEN)
        return super().queryset(request, queryset)

    def narrow(self, queryset: Rows, value: str) -> Rows:
        if value == ALL:
            return queryset
        states = (TaskState.DONE, TaskState.DROPPED) if value == CLOSED else (value,)
        return queryset.filter(state__in=states)


class AssigneeFilter(ChoiceFilter):
    title, parameter_name = _("looked after by"), "assignee"

    def lookups(self, request: HttpRequest, model_admin: object) -> Choices:
        self.user = request.user
        return ((ME, _("Me")), (NOBODY, _("Nobody yet")), (OURS, _("Me or nobody yet")))

    def narrow(self, queryset: Rows, value: str) -> Rows:
        mine, free = Q(assignee=self.user), Q(assignee=None)
        return queryset.filter({ME: mine, NOBODY: free, OURS: mine | free}[value])


class DueFilter(ChoiceFilter):
    title, parameter_name = _("due"), "due"

    def lookups(self, request: HttpRequest, model_admin: object) -> Choices:
        return (
            (OVERDUE, _("Overdue")),
            (TODAY, _("Due today or overdue")),
            (WEEK, _("Due within a week")),
            (NO_DAY, _("Without a day")),
        )

    def narrow(self, queryset: Rows, value: str) -> Rows:
        today = local_day(clock.now())
        narrowed: dict[str, Callable[[], Rows]] = {
            OVERDUE: lambda: queryset.filter(due_on__lt=today),
            TODAY: lambda: queryset.filter(due_on__lte=today),
            WEEK: lambda: queryset.filter(due_on__lte=today + timedelta(days=7)),
            NO_DAY: lambda: queryset.filter(due_on=None),
        }
        return narrowed[value]()


class KindFilter(ChoiceFilter):
    """Kinds by their titles, in the reader's language."""

    title, parameter_name = _("kind"), "kind"

    def lookups(self, request: HttpRequest, model_admin: object) -> Choices:
        return kinds.choices()


TASK_FILTERS = (StateFilter, AssigneeFilter, DueFilter, KindFilter, ProgrammeFilter)
