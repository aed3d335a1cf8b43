"""What waits for a member of staff today; the first page of the staff area."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mentoring.accounts.states import Role
from mentoring.common import clock
from mentoring.notifications.models import Mail
from mentoring.notifications.states import State as MailState
from programmes.applications.models import Application, Interview, TimeWish
from programmes.applications.policies import can_decide, can_see_interview
from programmes.applications.states import ApplicationState, InterviewState
from programmes.cohorts.models import Cohort, Programme
from programmes.cohorts.policies import can_manage_cohort, has_role

SHOWN = 8
SOON = timedelta(days=14)


@dataclass(frozen=True)
class Line:
    """One thing to do; `url` leads to where it is done."""

    title: str
    url: str
    when: datetime | None = None
    note: str | Promise = ""
    # What `when` is: the time of the thing itself needs no word.
    word: str | Promise = ""


@dataclass(frozen=True)
class Card:
    """A kind of work: its first lines, how many there are, and where all of them stand."""

    title: str | Promise
    empty: str | Promise
    lines: list[Line] = field(default_factory=list)
    total: int = 0
    url: str = ""
    urgent: bool = False


def today(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Unfold's dashboard callback."""
    now = clock.now()
    cards = [card for make in CARDS if (card := make(request.user, now))]
    # Two stacks side by side, so that a short card leaves no gap below it.
    stacks = [stack for stack in (cards[::2], cards[1::2]) if stack]
    return context | {"stacks": stacks, "title": _("Today"), "zone": settings.TIME_ZONE}


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
    return _card(
        _("Waits for a decision"),
        _("Nobody waits for a decision."),
        map(_applicant, waiting[:SHOWN]),
        waiting.count(),
        _list("applications_application", state=ApplicationState.INTERVIEW),
        urgent=True,
    )


def unsettled(user: Any, now: datetime) -> Card | None:
    """The time of an interview is over, and nobody has said how it went."""
    if not can_see_interview(user, None):
        return None
    past = _talks(user).filter(ends_at__lt=now).order_by("starts_at")
    if not past:
        return None
    return _card(
        _("How did it go?"), "", map(_talk, past[:SHOWN]), past.count(), _booked(), urgent=True
    )


def next_interviews(user: Any, now: datetime) -> Card | None:
    if not can_see_interview(user, None):
        return None
    coming = _talks(user).filter(ends_at__gte=now, starts_at__lt=now + SOON).order_by("starts_at")
    return _card(
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
    return _card(
        _("No interview booked yet"),
        _("Everybody has booked an interview."),
        map(_applicant, oldest),
        waiting.count(),
        _list("applications_application", state=ApplicationState.SUBMITTED),
    )


def wishes(user: Any, now: datetime) -> Card | None:
    """No free time suited somebody, who now waits for an offer."""
    if not can_decide(user, None):
        return None
    waiting = TimeWish.objects.open().filter(
        application__in=_managed(Application.objects.all(), user)
    )
    if not waiting:
        return None
    lines = (
        Line(str(wish.application), _page(wish.application), wish.left_at, _wished(wish), _("left"))
        for wish in waiting.select_related("application")[:SHOWN]
    )
    url = _list("applications_application", hint="wish")
    return _card(_("Wish another time"), "", lines, waiting.count(), url, urgent=True)


def missed_often(user: Any, now: datetime) -> Card | None:
    """Nobody came twice: they cannot book by themselves any more, so staff get in touch."""
    if not can_decide(user, None):
        return None
    waiting = _managed(Application.objects.filter(state=ApplicationState.SUBMITTED), user)
    waiting = waiting.filter(pk__in=Interview.objects.missed_often())
    if not waiting:
        return None
    oldest = waiting.select_related("cohort__programme").order_by("state_since")[:SHOWN]
    return _card(
        _("Missed two interviews: please get in touch"),
        "",
        map(_applicant, oldest),
        waiting.count(),
        _list("applications_application", hint="missed"),
        urgent=True,
    )


def failed_mails(user: Any, now: datetime) -> Card | None:
    if not has_role(user, None, Role.MANAGER):
        return None
    failed = Mail.objects.visible_to(user).filter(state=MailState.FAILED).order_by("-created_at")
    if not failed:
        return None
    url = _list("notifications_mail", state__exact=MailState.FAILED)
    lines = (Line(each.subject or each.to, _page(each), each.created_at) for each in failed[:SHOWN])
    return _card(_("Mails that failed"), "", lines, failed.count(), url, urgent=True)


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
    return _card(
        _("Open for applications"),
        _("No cohort takes applications now."),
        lines,
        len(lines),
        _list("cohorts_cohort"),
    )


CARDS: tuple[Callable[[Any, datetime], Card | None], ...] = (
    unsettled,
    decisions,
    wishes,
    missed_often,
    next_interviews,
    failed_mails,
    unbooked,
    cohorts,
)


def _card(
    title: str | Promise,
    empty: str | Promise,
    lines: Iterable[Line],
    total: int,
    url: str,
    *,
    urgent: bool = False,
) -> Card:
    return Card(title, empty, list(lines), total, url, urgent=urgent and total > 0)


def _managed(rows: Any, user: Any) -> Any:
    return rows.filter(cohort__programme__in=Programme.objects.managed_by(user))


def _talks(user: Any) -> Any:
    related = ("application", "interviewer__user")
    return Interview.objects.visible_to(user).booked().select_related(*related)


def _applicant(application: Application) -> Line:
    return Line(
        str(application),
        _page(application),
        application.saved_at,
        str(application.cohort),
        _("sent"),
    )


def _talk(interview: Interview) -> Line:
    note = str(interview.interviewer)
    return Line(str(interview.application), _page(interview), interview.starts_at, note)


def _wished(wish: TimeWish) -> str:
    said = " · ".join(filter(None, (*wish.times_words, wish.text)))
    return Truncator(said).chars(90)


def _filling(cohort: Any) -> str:
    text = ngettext(
        "%(sent)d application for %(places)d places",
        "%(sent)d applications for %(places)d places",
        cohort.sent,
    )
    return text % {"sent": cohort.sent, "places": cohort.places}


def _page(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def _season(cohort: Cohort) -> str:
    return reverse("admin:applications_application_season_of", args=[cohort.pk])


def _list(name: str, **asked: str) -> str:
    address = reverse(f"admin:{name}_changelist")
    return f"{address}?{urlencode(asked)}" if asked else address


def _booked() -> str:
    return _list("applications_interview", state=InterviewState.BOOKED)
