"""Cards about applicants who wait: for a decision, for a time that suits, for somebody to call."""

from datetime import datetime
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from mentoring.home.staff.cards import SHOWN, Card, Entry, card, list_of, page_of
from programmes.admissions.models import Interview, TimeRequest
from programmes.admissions.policies import can_decide
from programmes.admissions.services import decisions as services
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import Programme


def decisions(user: Any, now: datetime) -> Card | None:
    """The interview was held, and somebody waits to hear."""
    if not can_decide(user, None):
        return None
    waiting = (
        services.waiting(_managed(Application.objects.all(), user))
        .select_related("cohort__programme")
        .order_by("saved_at")
    )
    return card(
        _("Waits for a decision"),
        _("Nobody waits for a decision."),
        map(_applicant, waiting[:SHOWN]),
        waiting.count(),
        list_of("applications_application", hint="decide"),
        urgent=True,
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
        list_of("applications_application", hint="unbooked"),
    )


def time_requests(user: Any, now: datetime) -> Card | None:
    """No free time suited somebody, who now waits for an offer."""
    if not can_decide(user, None):
        return None
    waiting = TimeRequest.objects.open().filter(
        application__in=_managed(Application.objects.all(), user)
    )
    if not waiting:
        return None
    lines = (
        Entry(
            str(time_request.application),
            page_of(time_request.application),
            time_request.left_at,
            _requested(time_request),
            _("left"),
        )
        for time_request in waiting.select_related("application")[:SHOWN]
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


def _managed(rows: Any, user: Any) -> Any:
    return rows.filter(cohort__programme__in=Programme.objects.managed_by(user))


def _applicant(application: Application) -> Entry:
    return Entry(
        str(application),
        page_of(application),
        application.saved_at,
        str(application.cohort),
        _("sent"),
    )


def _requested(time_request: TimeRequest) -> str:
    said = " · ".join(filter(None, (*time_request.times_words, time_request.text)))
    return Truncator(said).chars(90)
