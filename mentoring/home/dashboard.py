"""What waits for a member of staff today; the first page of the staff area."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mentoring.accounts.states import Role
from mentoring.common import clock
from mentoring.home.cards import Card, Line, card, list_of, page_of
from mentoring.notifications.models import Mail
from mentoring.notifications.states import State as MailState
from mentoring.worklist.admin.filters import OURS
from mentoring.worklist.models import Task
from mentoring.worklist.policies import can_work_on
from mentoring.worklist.presenters import LATE, due_words, urgency
from programmes.admissions.models import Interview, TimeRequest
from programmes.admissions.policies import can_decide, can_see_interview
from programmes.admissions.states import InterviewState
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import Cohort, Programme
from programmes.cohorts.policies import can_manage_cohort, has_role

SHOWN = 8
SOON = timedelta(days=14)


def today(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Unfold's dashboard callback."""
    now = clock.now()
    cards = [shown for make in CARDS if (shown := make(request.user, now))]
    # Two stacks side by side, so that a short card leaves no gap below it.
    stacks = [stack for stack in (cards[::2], cards[1::2]) if stack]
    return context | {"stacks": stacks, "title": _("Today"), "zone": settings.TIME_ZONE}


def tasks(user: Any, now: datetime) -> Card | None:
    """One's own tasks, and those that nobody has taken yet."""
    if not can_work_on(user, None):
        return None
    today = localdate(now)
    waiting = Task.objects.visible_to(user).open().filter(Q(assignee=user) | Q(assignee=None))
    first = waiting.select_related("assignee").urgent_first()[:SHOWN]
    if not first:
        return None
    late = urgency(first[0], today) == LATE
    url = list_of("worklist_task", assignee=OURS)
    lines = [_task(task, today) for task in first]
    return card(_("Tasks"), "", lines, waiting.count(), url, urgent=late)


def decisions(user: Any, now: datetime) -> Card | None:
    """The interview was held, and somebody waits to hear."""
    if not can_decide(user, None):
        return None
    held = Interview.objects.filter(application=OuterRef("pk"), state=InterviewState.HELD)
    waiting = (
        _managed(Application.objects.filter(state=ApplicationState.INTERVIEW), user)
        .filter(Exists(held))
        .select_related("cohort__programme")
        .order_by("saved_at")
    )
    return card(
        _("Waits for a decision"),
        _("Nobody waits for a decision."),
        map(_applicant, waiting[:SHOWN]),
        waiting.count(),
        list_of("applications_application", state=ApplicationState.INTERVIEW),
        urgent=True,
    )


def unsettled(user: Any, now: datetime) -> Card | None:
    """The time of an interview is over, and nobody has said how it went."""
    if not can_see_interview(user, None):
        return None
    past = _talks(user).filter(ends_at__lt=now).order_by("starts_at")
    if not past:
        return None
    return card(
        _("How did it go?"), "", map(_talk, past[:SHOWN]), past.count(), _booked(), urgent=True
    )


def next_interviews(user: Any, now: datetime) -> Card | None:
    if not can_see_interview(user, None):
        return None
    coming = _talks(user).filter(ends_at__gte=now, starts_at__lt=now + SOON).order_by("starts_at")
    return card(
        _("Next interviews"),
        _("No interview in the next two weeks."),
        map(_talk, coming[:SHOWN]),
        coming.count(),
        _booked(),
    )


def unbooked(user: Any, now: datetime) -> Card | None:
    """Sent, and no interview booked: perhaps no time suits."""
    if not can_decide(user, None):
        return None
    waiting = _managed(Application.objects.filter(state=ApplicationState.SUBMITTED), user)
    oldest = waiting.select_related("cohort__programme").order_by("saved_at")[:SHOWN]
    return card(
        _("No interview booked yet"),
        _("Everybody has booked an interview."),
        map(_applicant, oldest),
        waiting.count(),
        list_of("applications_application", state=ApplicationState.SUBMITTED),
    )


def wishes(user: Any, now: datetime) -> Card | None:
    """No free time suited somebody, who now waits for an offer."""
    if not can_decide(user, None):
        return None
    waiting = TimeRequest.objects.open().filter(
        application__in=_managed(Application.objects.all(), user)
    )
    if not waiting:
        return None
    lines = (
        Line(
            str(wish.application), page_of(wish.application), wish.left_at, _wished(wish), _("left")
        )
        for wish in waiting.select_related("application")[:SHOWN]
    )
    url = list_of("applications_application", hint="wish")
    return card(_("Wish another time"), "", lines, waiting.count(), url, urgent=True)


def missed_often(user: Any, now: datetime) -> Card | None:
    """Nobody came twice: they cannot book by themselves any more, so staff get in touch."""
    if not can_decide(user, None):
        return None
    waiting = _managed(Application.objects.filter(state=ApplicationState.SUBMITTED), user)
    waiting = waiting.filter(pk__in=Interview.objects.missed_often())
    if not waiting:
        return None
    oldest = waiting.select_related("cohort__programme").order_by("state_since")[:SHOWN]
    return card(
        _("Missed two interviews: please get in touch"),
        "",
        map(_applicant, oldest),
        waiting.count(),
        list_of("applications_application", hint="missed"),
        urgent=True,
    )


def failed_mails(user: Any, now: datetime) -> Card | None:
    if not has_role(user, None, Role.MANAGER):
        return None
    failed = Mail.objects.visible_to(user).filter(state=MailState.FAILED).order_by("-created_at")
    if not failed:
        return None
    url = list_of("notifications_mail", state__exact=MailState.FAILED)
    lines = (
        Line(each.subject or each.to, page_of(each), each.created_at) for each in failed[:SHOWN]
    )
    return card(_("Mails that failed"), "", lines, failed.count(), url, urgent=True)


def cohorts(user: Any, now: datetime) -> Card | None:
    """How a running application window fills."""
    if not can_manage_cohort(user, None):
        return None
    sent = Count("applications", filter=~Q(applications__state=ApplicationState.DRAFT))
    open_now = (
        Cohort.objects.open(now)
        .filter(programme__in=Programme.objects.managed_by(user))
        .select_related("programme")
        .annotate(sent=sent)
    )
    lines = [
        Line(str(each), _season(each), each.closes_at, _filling(each), _("until"))
        for each in open_now
    ]
    return card(
        _("Open for applications"),
        _("No cohort takes applications now."),
        lines,
        len(lines),
        list_of("cohorts_cohort"),
    )


CARDS: tuple[Callable[[Any, datetime], Card | None], ...] = (
    tasks,
    unsettled,
    decisions,
    wishes,
    missed_often,
    next_interviews,
    failed_mails,
    unbooked,
    cohorts,
)


def _managed(rows: Any, user: Any) -> Any:
    return rows.filter(cohort__programme__in=Programme.objects.managed_by(user))


def _talks(user: Any) -> Any:
    related = ("application", "interviewer__user")
    return Interview.objects.visible_to(user).booked().select_related(*related)


def _applicant(application: Application) -> Line:
    return Line(
        str(application),
        page_of(application),
        application.saved_at,
        str(application.cohort),
        _("sent"),
    )


def _talk(interview: Interview) -> Line:
    note = str(interview.interviewer)
    return Line(str(interview.application), page_of(interview), interview.starts_at, note)


def _task(task: Task, today: date) -> Line:
    taken = str(task.assignee) if task.assignee else _("nobody has it yet")
    note = " · ".join(filter(None, (due_words(task, today), task.kind_title, str(taken))))
    return Line(task.title, page_of(task), note=note)


def _wished(wish: TimeRequest) -> str:
    said = " · ".join(filter(None, (*wish.times_words, wish.text)))
    return Truncator(said).chars(90)


def _filling(cohort: Any) -> str:
    text = ngettext(
        "%(sent)d application for %(places)d places",
        "%(sent)d applications for %(places)d places",
        cohort.sent,
    )
    return text % {"sent": cohort.sent, "places": cohort.places}


def _season(cohort: Cohort) -> str:
    return reverse("admin:applications_application_season_of", args=[cohort.pk])


def _booked() -> str:
    return list_of("admissions_interview", state=InterviewState.BOOKED)
