"""Cards about what staff have to do besides: their tasks, and mails that failed."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.states import Role
from mentoring.common.clock import local_day
from mentoring.home.staff.cards import SHOWN, Card, Entry, card, list_of, page_of
from mentoring.notifications.models import Mail
from mentoring.notifications.states import State as MailState
from mentoring.worklist.admin.filters import OURS
from mentoring.worklist.models import Task
from mentoring.worklist.policies import can_work_on
from mentoring.worklist.presenters import LATE, due_words, kind_title, urgency
from programmes.cohorts.policies import has_role


def tasks(user: Any, now: datetime) -> Card | None:
    """One's own tasks, and those that nobody has taken yet."""
    if not can_work_on(user, None):
        return None
    today = local_day(now)
    waiting = Task.objects.visible_to(user).open().filter(Q(assignee=user) | Q(assignee=None))
    first = waiting.select_related("assignee").urgent_first()[:SHOWN]
    if not first:
        return None
    late = urgency(first[0], today) == LATE
    url = list_of("worklist_task", assignee=OURS)
    lines = [_task(task, today) for task in first]
    return card(_("Tasks"), "", lines, waiting.count(), url, urgent=late)


def failed_mails(user: Any, now: datetime) -> Card | None:
    if not has_role(user, None, Role.MANAGER):
        return None
    failed = Mail.objects.visible_to(user).filter(state=MailState.FAILED).order_by("-created_at")
    if not failed:
        return None
    url = list_of("notifications_mail", state__exact=MailState.FAILED)
    lines = (
        Entry(each.told_subject or each.to, page_of(each), each.created_at)
        for each in failed[:SHOWN]
    )
    return card(_("Mails that failed"), "", lines, failed.count(), url, urgent=True)


def _task(task: Task, today: date) -> Entry:
    taken = str(task.assignee) if task.assignee else _("nobody has it yet")
    note = " · ".join(filter(None, (due_words(task, today), kind_title(task), str(taken))))
    return Entry(str(task), page_of(task), note=note)
