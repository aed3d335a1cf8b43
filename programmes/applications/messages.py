"""The mails of an application; each is written into the outbox in the caller's transaction."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from mentoring.notifications.calendar import Invitation, Method
from mentoring.notifications.rendering import Content, absolute, render
from mentoring.notifications.services import outbox
from programmes.applications import links
from programmes.applications.models import Application, Interview, Interviewer
from programmes.applications.states import Place

REMINDERS = {
    "interview_reminder_day": timedelta(hours=24),
    "interview_reminder_soon": timedelta(hours=2),
}
QUIET_FROM, QUIET_UNTIL = 20, 8


def draft_started(application: Application, *, now: datetime) -> None:
    key = f"{application.pk}:{application.link_version}"
    _to_applicant(application, "application_draft", key=key, now=now)


def submitted(application: Application, *, now: datetime) -> None:
    _to_applicant(
        application,
        "application_submitted",
        key=str(application.pk),
        now=now,
        needs_guardian=application.needs_guardian(now.date()),
        # Only the mail, which reaches nobody but the person, tells of an earlier application.
        earlier=Application.objects.same_address(application).order_by("created_at").first(),
    )


def guardian_asked(application: Application, *, now: datetime) -> None:
    """Asks a parent of an applicant under age for consent; tells no answers of the application."""
    token = links.token_of(links.GUARDIAN, application)
    _post(
        application,
        "guardian_asked",
        key=f"{application.pk}:{application.link_version}",
        to=application.guardian_email,
        language="en" if application.language == "en" else "de",
        now=now,
        link=_link("applications:guardian", token),
    )


def new_links(application: Application, *, now: datetime) -> None:
    """The lost link, mailed anew to the known address; at most once in an hour."""
    key = f"{application.pk}:{now:%Y-%m-%dT%H}"
    _to_applicant(application, "application_link", key=key, now=now)


def interview_booked(interview: Interview, *, now: datetime) -> None:
    _invite(interview, "interview_booked", now=now)
    _remind(interview, now=now)


def interview_moved(interview: Interview, *, was_with: Interviewer, now: datetime) -> None:
    outbox.cancel(about=interview, kinds=REMINDERS, now=now)
    _invite(interview, "interview_moved", now=now)
    if was_with != interview.interviewer:
        _to_interviewer(interview, was_with, "interview_cancelled_staff", method="CANCEL", now=now)
    _remind(interview, now=now)


def interview_cancelled(interview: Interview, *, now: datetime) -> None:
    outbox.cancel(about=interview, kinds=REMINDERS, now=now)
    _invite(interview, "interview_cancelled", method="CANCEL", now=now)


def no_show_offer(interview: Interview, *, now: datetime) -> None:
    application = interview.application
    _to_applicant(application, "no_show_offer", key=str(application.pk), now=now)


def accepted(application: Application, *, text: str, now: datetime) -> None:
    key = str(application.pk)
    _to_applicant(application, "application_accepted", key=key, now=now, **_decision(text))


def declined(application: Application, *, text: str, now: datetime) -> None:
    key = str(application.pk)
    _to_applicant(application, "application_declined", key=key, now=now, **_decision(text))


def preview(application: Application, kind: str, *, text: str) -> Content:
    """The mail about a decision as it would be sent."""
    context = _own_links(application) | _decision(text)
    return render(kind, application.language, _context(application, str(application), context))


def _link(name: str, token: str) -> str:
    return absolute(reverse(name, args=[token]))


def _decision(text: str) -> dict[str, Any]:
    return {"text": text, "sign_in": absolute(reverse("account_login"))}


def _own_links(application: Application) -> dict[str, Any]:
    draft = links.token_of(links.DRAFT, application)
    status = links.token_of(links.STATUS, application)
    return {
        "draft_link": _link("applications:resume", draft),
        "status_link": _link("applications:status", status),
    }


def _context(application: Application, recipient: str, more: dict[str, Any]) -> dict[str, Any]:
    return {
        "recipient": recipient,
        "application": application,
        "cohort": application.cohort,
        "programme": application.cohort.programme,
        **more,
    }


def _to_applicant(application: Application, kind: str, *, key: str, **more: Any) -> None:
    _post(
        application,
        kind,
        key=key,
        to=application.email,
        language=application.language,
        recipient_name=str(application),
        **_own_links(application),
        **more,
    )


def _post(
    application: Application,
    kind: str,
    *,
    key: str,
    to: str,
    language: str,
    now: datetime,
    template: str = "",
    recipient_name: str = "",
    about: Interview | None = None,
    due_at: datetime | None = None,
    calendar: Invitation | None = None,
    **context: Any,
) -> None:
    outbox.post(
        kind=kind,
        key=f"{kind}:{key}",
        to=to,
        language=language,
        template=template or kind,
        context=_context(application, recipient_name, context),
        now=now,
        due_at=due_at,
        subject_id=application.subject_id,
        recipient_name=recipient_name,
        about=about or application,
        programme=application.cohort.programme,
        calendar=calendar,
        reply_to=application.cohort.programme.contact_email,
    )


def _invite(interview: Interview, kind: str, *, method: Method = "REQUEST", now: datetime) -> None:
    """Writes to both sides, each with the calendar entry as it now stands."""
    application = interview.application
    with translation.override(application.language):
        calendar = _calendar(
            interview, method, to=application.email, name=str(application), now=now
        )
    _to_applicant(
        application,
        kind,
        key=f"{interview.pk}:{interview.sequence}",
        now=now,
        about=interview,
        calendar=calendar,
        **_appointment(interview),
    )
    _to_interviewer(interview, interview.interviewer, f"{kind}_staff", method=method, now=now)


def _to_interviewer(
    interview: Interview, interviewer: Interviewer, kind: str, *, method: Method, now: datetime
) -> None:
    user = interviewer.user
    with translation.override(user.language):
        calendar = _calendar(interview, method, to=user.email, name=user.name, now=now)
    _post(
        interview.application,
        kind,
        key=f"{interview.pk}:{interview.sequence}",
        to=user.email,
        language=user.language,
        recipient_name=user.name,
        now=now,
        about=interview,
        calendar=calendar,
        **_appointment(interview),
    )


def _remind(interview: Interview, *, now: datetime) -> None:
    application, user = interview.application, interview.interviewer.user
    for kind, before in REMINDERS.items():
        due_at = interview.starts_at - before
        if due_at <= now or (before < timedelta(hours=24) and _quiet(due_at, interview.zone)):
            continue
        shared = {"now": now, "due_at": due_at, "about": interview, **_appointment(interview)}
        key = f"{interview.pk}:{interview.sequence}"
        _to_applicant(application, kind, key=f"{key}:applicant", **shared)
        _post(
            application,
            kind,
            key=f"{key}:interviewer",
            template=f"{kind}_staff",
            to=user.email,
            language=user.language,
            recipient_name=user.name,
            **shared,
        )


def _quiet(moment: datetime, zone: str) -> bool:
    hour = moment.astimezone(ZoneInfo(zone)).hour
    return hour >= QUIET_FROM or hour < QUIET_UNTIL


def _appointment(interview: Interview) -> dict[str, Any]:
    return {
        "interview": interview,
        "home_zone": settings.TIME_ZONE,
        "manage_link": _link("applications:interview", links.interview_token(interview)),
        "video_link": interview.interviewer.video_link if interview.place == Place.VIDEO else "",
    }


def _calendar(
    interview: Interview, method: Method, *, to: str, name: str, now: datetime
) -> Invitation:
    programme = interview.application.cohort.programme
    by_phone = interview.place == Place.PHONE
    location = interview.phone if by_phone else interview.interviewer.video_link
    return Invitation(
        method=method,
        uid=str(interview.pk),
        sequence=interview.sequence,
        starts_at=interview.starts_at,
        ends_at=interview.ends_at,
        summary=_("Getting to know each other: %(programme)s") % {"programme": programme.name},
        description=_("%(applicant)s and %(interviewer)s, 30 minutes")
        % {"applicant": interview.application, "interviewer": interview.interviewer},
        location=location,
        organizer_email=programme.contact_email,
        organizer_name=programme.name,
        attendee_email=to,
        attendee_name=name,
        stamp=now,
    )
