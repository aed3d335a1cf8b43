"""A task's page: what is to be done and how, who does it until when, and how it ended."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from mentoring.common.actors import Actor
from mentoring.common.admin_pages import ActBesidePage, StaffPage, verb
from mentoring.common.clock import local_day, now
from mentoring.common.errors import ConflictError, DomainError
from mentoring.common.formatting import day_and_time, who
from mentoring.common.rich_text import to_html
from mentoring.worklist import kinds
from mentoring.worklist.admin.timeline import timeline
from mentoring.worklist.forms import CloseForm, DropForm, PlanForm
from mentoring.worklist.models import Task
from mentoring.worklist.policies import can_work_on
from mentoring.worklist.presenters import due_words, ending, kind_title, urgency
from mentoring.worklist.services import tasks

CLOSED_MEANWHILE = _("This task was closed in the meantime (%(who)s, %(when)s).")


def task_url(task: Task) -> str:
    return reverse("admin:worklist_task_change", args=[task.pk])


class TaskPage(StaffPage, TemplateView):
    policy = can_work_on
    model = Task
    related = ("programme", "assignee")
    template_name = "admin/worklist/task.html"

    def close_form(self, data: Any = None) -> CloseForm:
        return CloseForm(data, choices=kinds.find(self.row.kind).choices)

    def drop_form(self, data: Any = None) -> DropForm:
        return DropForm(data)

    def plan_form(self, data: Any = None) -> PlanForm:
        return PlanForm(data, task=self.row, user=self.request.user, today=local_day(now()))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        task: Task = self.row
        kind = kinds.find(task.kind)
        page = {
            "title": kind_title(task),
            "task": task,
            "seen": seen_of(task),
            "script": to_html(str(kind.script)),
            "thing_url": kind.url_of(task),
            "listed": kind.listed(task, now()) if task.is_open else None,
            "ending": ending(task),
            "urgency": urgency(task, local_day(now())),
            "due": due_words(task, local_day(now())),
            "is_mine": task.assignee_id == self.request.user.pk,
            "entries": timeline(task),
            "written": "",
        }
        forms_ = {
            name: getattr(self, name)()
            for name in ("close_form", "drop_form", "plan_form")
            if name not in more
        }
        return super().get_context_data(**(page | forms_ | more))


class ActionPage(ActBesidePage, TaskPage):
    def back(self) -> str:
        return task_url(self.row)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        return self._closed_meanwhile(form) or super().form_valid(form)

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return self._closed_meanwhile(form) or super().form_invalid(form)

    def _closed_meanwhile(self, form: forms.Form) -> HttpResponse | None:
        try:
            require_open(self.row)
        except DomainError as refusal:
            return self.explain(form, refusal)
        return None

    def explain(self, form: forms.Form, refusal: DomainError) -> HttpResponse:
        """With the task as it is now, and with what was written, which nobody is to lose."""
        del self.row
        form.add_error(None, refusal.message)
        written = form.data.get("note") or form.data.get("reason") or ""
        return self.refuse(form, refusal.status, written=written)


class ClosePage(ActionPage):
    form_name = "close_form"

    def act(self, form: forms.Form) -> str | Promise:
        tasks.close(self.row, by=Actor.of(self.request.user), now=now(), **form.cleaned_data)
        return _("The task is done.")


class DropPage(ActionPage):
    form_name = "drop_form"

    def act(self, form: forms.Form) -> str | Promise:
        tasks.drop(self.row, by=Actor.of(self.request.user), now=now(), **form.cleaned_data)
        return _("The task is closed as not needed.")


class PlanPage(ActionPage):
    form_name = "plan_form"

    def act(self, form: forms.Form) -> str | Promise:
        if self.request.POST.get("seen", seen_of(self.row)) != seen_of(self.row):
            raise ConflictError(
                _("A colleague has changed this in the meantime. Please look at it again."),
                code="stale",
            )
        by = Actor.of(self.request.user)
        tasks.plan(self.row, by=by, now=now(), **form.cleaned_data)
        return _("Saved.")


@verb(Task, can_work_on, task_url)
def take(request: HttpRequest, task: Task) -> str | Promise:
    tasks.take(task, request.user, by=Actor.of(request.user), now=now())
    return _("You look after this task now.")


@verb(Task, can_work_on, task_url)
def reopen(request: HttpRequest, task: Task) -> str | Promise:
    tasks.reopen(task, by=Actor.of(request.user), now=now())
    return _("The task is open again.")


def seen_of(task: Task) -> str:
    """What the reader of the page saw before changing it."""
    return f"{task.assignee_id or ''}/{task.due_on or ''}"


def require_open(task: Task) -> None:
    """Two colleagues may have had the page open; the later one hears of the earlier."""
    if task.is_open:
        return
    change = task.transitions.select_related("actor_user").last()
    names = {"who": who(change), "when": day_and_time(change.at)} if change else {}
    raise ConflictError(
        CLOSED_MEANWHILE % names if change else _("This task is closed."), code="stale"
    )
