"""The list of tasks: what is to do, the most urgent first, and what has been done."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.decorators import display

from mentoring.common import clock
from mentoring.common.actors import Actor
from mentoring.common.admin_exports import ExportedAdmin
from mentoring.common.admin_pages import Page
from mentoring.common.clock import local_day
from mentoring.common.errors import DomainError
from mentoring.worklist import presenters
from mentoring.worklist.admin.exports import TASKS
from mentoring.worklist.admin.filters import CLOSED, ME, NOBODY, OVERDUE, TASK_FILTERS
from mentoring.worklist.admin.pages import ClosePage, DropPage, PlanPage, TaskPage, reopen, take
from mentoring.worklist.models import Task
from mentoring.worklist.models.tasks import URGENT_FIRST
from mentoring.worklist.policies import can_work_on
from mentoring.worklist.presenters import LATE, SOON, TODAY, due_words, kind_title, urgency
from mentoring.worklist.services import tasks
from mentoring.worklist.states import TaskState
from programmes.cohorts.models import Programme

STATE_COLOURS = {TaskState.OPEN: "info", TaskState.DONE: "success", TaskState.DROPPED: ""}


@admin.register(Task)
class TaskAdmin(ExportedAdmin):
    exported = TASKS
    policies: ClassVar = {"view": can_work_on}
    list_filter = TASK_FILTERS
    list_filter_submit = True
    list_before_template = "admin/worklist/parts/tabs.html"
    list_disable_select_all = True
    list_select_related = ("programme", "assignee")
    # The search itself is the model's: all words, parts of words, with or without accents.
    search_fields = ("title",)
    search_help_text = _("Words of the task")
    actions = ("take_them",)
    empty_title = _("Nothing is to be done")
    empty_text = _("New tasks come by themselves when something needs a person.")
    empty_icon = "task_alt"

    class Media:
        css: ClassVar = {"all": ("css/staff.css",)}

    def pages(self) -> dict[str, tuple[str, Page]]:
        return {
            "change": ("<uuid:pk>/change/", TaskPage.as_view()),
            "close": ("<uuid:pk>/close/", ClosePage.as_view()),
            "drop": ("<uuid:pk>/drop/", DropPage.as_view()),
            "plan": ("<uuid:pk>/plan/", PlanPage.as_view()),
            "take": ("<uuid:pk>/take/", take),
            "reopen": ("<uuid:pk>/reopen/", reopen),
        }

    def get_ordering(self, request: HttpRequest) -> Any:
        """What is closed was done in an order of its own: the latest on top."""
        return ("-state_since", "-pk") if request.GET.get("state") else URGENT_FIRST

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """Open tasks have a day, closed ones an outcome; one programme need not be named."""
        shown = ("what", "ending", "closed") if request.GET.get("state") else ("what", "due")
        several = Programme.objects.managed_by(request.user).count() > 1
        return (*shown, "looked_after_by", *(("programme",) if several else ()))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        more = {"tabs": _tabs(request)}
        page: HttpResponse = super().changelist_view(request, (extra_context or {}) | more)
        return page

    @display(description=_("task"), ordering="title", header=True)
    def what(self, task: Task) -> tuple[str, str]:
        return str(task), kind_title(task)

    @display(
        description=_("due"),
        ordering="due_on",
        label={LATE: "danger", TODAY: "warning", SOON: ""},
    )
    def due(self, task: Task) -> tuple[str, str] | str:
        today = local_day(clock.now())
        kind = urgency(task, today)
        return (kind, due_words(task, today)) if kind else ""

    @display(description=_("outcome"), ordering="state", label=STATE_COLOURS)
    def ending(self, task: Task) -> tuple[str, str]:
        return task.state, presenters.ending(task)

    @display(description=_("closed on"), ordering="state_since")
    def closed(self, task: Task) -> str:
        day = localtime(task.state_since)
        return "" if task.is_open else date_format(day, "SHORT_DATE_FORMAT")

    @display(description=_("looked after by"), ordering="assignee__sort_name", empty_value="–")
    def looked_after_by(self, task: Task) -> str | None:
        return str(task.assignee) if task.assignee else None

    @admin.action(description=_("I look after these"), permissions=["view"])
    def take_them(self, request: HttpRequest, queryset: QuerySet[Task]) -> None:
        """Those that nobody has; of the others it is said who has them."""
        taken = 0
        for task in queryset:
            try:
                tasks.take(task, request.user, by=Actor.of(request.user), now=clock.now())
            except DomainError as refusal:
                self.message_user(request, f"{task}: {refusal}", messages.WARNING)
            else:
                taken += 1
        if taken:
            text = ngettext("%(count)d task is yours now.", "%(count)d tasks are yours now.", taken)
            self.message_user(request, text % {"count": taken}, messages.SUCCESS)


def _tabs(request: HttpRequest) -> list[dict[str, Any]]:
    """The lists that staff look at most, each with its number."""
    counts = _counts(request.user)
    wanted: tuple[tuple[Any, dict[str, str], int | None], ...] = (
        (TaskState.OPEN.label, {}, counts["all"]),
        (_("Mine"), {"assignee": ME}, counts["mine"]),
        (_("Nobody's yet"), {"assignee": NOBODY}, counts["free"]),
        (_("Overdue"), {"due": OVERDUE}, counts["late"]),
        (_("Closed"), {"state": CLOSED}, None),
    )
    address = reverse("admin:worklist_task_changelist")
    # The panel sends each filter, also those that were left at "All".
    here = {name: value for name, value in request.GET.items() if value}
    return [
        {
            "title": title,
            "url": f"{address}?{urlencode(asked)}" if asked else address,
            "active": asked == here,
            "count": count,
        }
        for title, asked, count in wanted
    ]


def _counts(user: Any) -> dict[str, int]:
    rows = Task.objects.visible_to(user).open().order_by()
    late = Q(due_on__lt=local_day(clock.now()))
    counts: dict[str, int] = rows.aggregate(
        all=Count("pk"),
        mine=Count("pk", filter=Q(assignee=user.pk)),
        free=Count("pk", filter=Q(assignee=None)),
        late=Count("pk", filter=late),
    )
    return counts
