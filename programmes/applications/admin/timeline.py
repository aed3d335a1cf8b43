"""What happened to an application: changes of state, and the mails about it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.common.models import Transition
from mentoring.notifications import kinds
from mentoring.notifications.models import Mail
from mentoring.notifications.states import State
from programmes.applications.admin.words import who
from programmes.applications.models import Application, Interview
from programmes.applications.states import ApplicationState, InterviewState

Text = str | Promise
A, I = ApplicationState, InterviewState  # noqa: E741
HAPPENED: dict[tuple[str, str], tuple[Text, str]] = {
    (A.DRAFT, A.SUBMITTED): (_("Application sent"), "inbox"),
    (A.SUBMITTED, A.INTERVIEW): (_("Interview booked"), "event"),
    (A.INTERVIEW, A.SUBMITTED): (_("Can book an interview again"), "event_repeat"),
    (I.BOOKED, I.BOOKED): (_("Interview moved"), "event_repeat"),
    (I.BOOKED, I.HELD): (_("Interview held"), "forum"),
    (I.BOOKED, I.NO_SHOW): (_("Nobody came to the interview"), "person_off"),
    (I.BOOKED, I.CANCELLED): (_("Interview cancelled"), "event_busy"),
}
DECIDED: dict[str, tuple[Text, str]] = {
    A.ACCEPTED: (_("Accepted"), "check_circle"),
    A.WAITLISTED: (_("On the waiting list"), "hourglass_top"),
    A.DECLINED: (_("Declined"), "cancel"),
    A.WITHDRAWN: (_("Withdrawn by the applicant"), "undo"),
}
MAIL_COLOURS = {
    State.SENT: "success",
    State.QUEUED: "info",
    State.UNCERTAIN: "warning",
    State.FAILED: "danger",
}


@dataclass(frozen=True)
class Entry:
    at: datetime
    icon: str
    title: Text
    by: Any = ""
    step: str = ""
    note: str = ""
    url: str = ""
    state: Text = ""
    colour: str = ""

    @property
    def is_mail(self) -> bool:
        return bool(self.state)


def timeline(application: Application, *, with_mails: bool) -> list[Entry]:
    """Newest first; what is still planned comes on top. Two queries, however much happened."""
    entries = [_change(row) for row in _about(Transition, application).select_related("actor_user")]
    mails = _about(Mail, application).defer("text", "html", "calendar")
    entries += [_mail(row, linked=with_mails) for row in mails]
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
    title, icon = HAPPENED.get((row.source, row.target)) or DECIDED.get(
        row.target, (row.target, "circle")
    )
    return Entry(row.at, icon, title, by=who(row), step=_step(row), note=row.note)


def _step(row: Transition) -> str:
    labels = dict(ApplicationState.choices) | dict(InterviewState.choices)
    return f"{labels.get(row.source, row.source)} → {labels.get(row.target, row.target)}"


def _mail(row: Mail, *, linked: bool) -> Entry:
    kind = kinds.find(row.kind)
    return Entry(
        max(row.due_at, row.created_at),
        "mail",
        kind.title if kind else row.kind,
        by=row.to,
        url=reverse("admin:notifications_mail_change", args=[row.pk]) if linked else "",
        state=row.get_state_display(),
        colour=MAIL_COLOURS.get(row.state, ""),
    )
