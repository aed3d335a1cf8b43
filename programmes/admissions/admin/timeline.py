"""What happened to an application: changes of state, mails, consents, sheets, wishes, offers."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.common.formatting import HOLDERS, day_and_time, who
from mentoring.common.models import Transition
from mentoring.common.timeline import Entry, Text
from mentoring.notifications.admin.timeline import mail_entry
from mentoring.notifications.models import Mail
from mentoring.privacy.models import Consent
from mentoring.privacy.states import ConsentKind, Purpose
from programmes.admissions.models import Interview
from programmes.admissions.states import InterviewEvent, InterviewState
from programmes.applications.models import Application
from programmes.applications.states import (
    APPLICATION_WAYS_BACK,
    ApplicationEvent,
    ApplicationState,
)
from programmes.profiles.states import PartOfWeek

A, I = ApplicationState, InterviewState  # noqa: E741
HAPPENED: dict[tuple[str, str], tuple[Text, str]] = {
    (A.DRAFT, A.SUBMITTED): (_("Application sent"), "inbox"),
    (A.SUBMITTED, A.INTERVIEW): (_("Interview booked"), "event"),
    (A.INTERVIEW, A.SUBMITTED): (_("Can book an interview again"), "event_repeat"),
    **{
        (decided, before): (_("Decision undone"), "undo")
        for decided, ways in APPLICATION_WAYS_BACK.items()
        for before in ways
    },
    (I.BOOKED, I.HELD): (_("Interview held"), "forum"),
    (I.BOOKED, I.NO_SHOW): (_("Nobody came to the interview"), "person_off"),
    (I.BOOKED, I.CANCELLED): (_("Interview cancelled"), "event_busy"),
}
EVENTS: dict[str, tuple[Text, str]] = {
    ApplicationEvent.GUARDIAN_SAID_NO: (ApplicationEvent.GUARDIAN_SAID_NO.label, "do_not_touch"),
    **{
        event: (event.label, "badge")
        for event in (
            ApplicationEvent.NAME_CORRECTED,
            ApplicationEvent.ADDRESS_ASKED,
            ApplicationEvent.ADDRESS_CHANGED,
        )
    },
    InterviewEvent.MOVED: (InterviewEvent.MOVED.label, "event_repeat"),
    InterviewEvent.PHONE_CHANGED: (InterviewEvent.PHONE_CHANGED.label, "call"),
}
CONSENTS: dict[str, tuple[Text, str]] = {
    ConsentKind.GIVEN: (_("Consent given"), "handshake"),
    ConsentKind.WITHDRAWN: (_("Consent withdrawn"), "do_not_touch"),
}
DECIDED: dict[str, tuple[Text, str]] = {
    A.ACCEPTED: (_("Accepted"), "check_circle"),
    A.WAITLISTED: (_("On the waiting list"), "hourglass_top"),
    A.DECLINED: (_("Declined"), "cancel"),
    A.WITHDRAWN: (_("Withdrawn by the applicant"), "undo"),
}


def timeline(application: Application, talks: list[Interview], *, decides: bool) -> list[Entry]:
    """Newest first; what is still planned comes on top. As many queries, however much happened.

    Who decides reads the mails and all consents; an interviewer, of whom `talks` are the own
    interviews, that mails went out, and whether a parent agreed.
    """
    changes = _about(Transition, application).select_related("actor_user")
    mails = _about(Mail, application).defer("html", "calendar")
    entries = [
        *(_change(row) for row in changes),
        *(mail_entry(row, readable=decides) for row in mails),
        *_consents(application, decides=decides),
        *_sheets(talks),
        *_time_requests(application),
        *_offers(application),
    ]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _about(model: Any, application: Application) -> Any:
    """The rows of `model` that hang on the application or on one of its interviews."""
    types = ContentType.objects.get_for_models(Application, Interview)
    talks = [pk if model is Transition else str(pk) for pk in _talks(application)]
    return model.objects.filter(
        Q(content_type=types[Application], object_id=application.pk)
        | Q(content_type=types[Interview], object_id__in=talks)
    )


def _talks(application: Application) -> list[Any]:
    return [interview.pk for interview in application.interviews.all()]


def _change(row: Transition) -> Entry:
    title, icon = (
        EVENTS.get(row.event)
        or HAPPENED.get((row.source, row.target))
        or DECIDED.get(row.target, (row.target, "circle"))
    )
    note = "\n".join(filter(None, (_times(row), row.note)))
    return Entry(row.at, icon, title, by=who(row), step=_step(row), note=note)


def _times(row: Transition) -> str:
    """From when to when an interview was moved; empty where that is not told."""
    moments = [row.data[name] for name in ("before", "after") if name in row.data]
    return " → ".join(day_and_time(datetime.fromisoformat(each)) for each in moments)


def _step(row: Transition) -> str:
    if row.source == row.target:
        return ""
    labels = dict(ApplicationState.choices) | dict(InterviewState.choices)
    return f"{labels.get(row.source, row.source)} → {labels.get(row.target, row.target)}"


def _consents(application: Application, *, decides: bool) -> Iterator[Entry]:
    rows = Consent.objects.filter(subject=application.subject_id)
    for row in rows if decides else rows.filter(purpose=Purpose.GUARDIAN):
        title, icon = CONSENTS[row.kind]
        by = HOLDERS.get(row.actor_role, row.actor_role)
        note = f"{row.get_purpose_display()} ({row.get_channel_display()})"
        yield Entry(row.at, icon, title, by=by, note=note)


def _sheets(talks: list[Interview]) -> Iterator[Entry]:
    for talk in talks:
        if hasattr(talk, "sheet"):
            by = str(talk.interviewer)
            yield Entry(talk.sheet.saved_at, "edit_note", _("Interview sheet saved"), by=by)


def _time_requests(application: Application) -> Iterator[Entry]:
    for time_request in application.time_requests.all():
        times = ", ".join(str(PartOfWeek(time).label) for time in time_request.times)
        note = "\n".join(filter(None, (times, time_request.text)))
        by = HOLDERS["applicant"]
        yield Entry(time_request.left_at, "more_time", _("Wished another time"), by=by, note=note)


def _offers(application: Application) -> Iterator[Entry]:
    offered = application.offered_times.select_related("offered_by").order_by("offered_at")
    for at, times in groupby(offered, key=lambda offer: offer.offered_at):
        together = list(times)
        note = ", ".join(day_and_time(offer.starts_at) for offer in together)
        by = together[0].offered_by or _("A former colleague")
        yield Entry(at, "event_upcoming", _("Times offered"), by=by, note=note)
