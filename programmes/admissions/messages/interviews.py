"""The mails about an interview, to both sides, with the calendar entry as it stands."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from mentoring.notifications.calendar import Invitation, Method
from mentoring.notifications.models import Mail
from mentoring.notifications.rendering import Content, render
from mentoring.notifications.services import outbox
from programmes.admissions.links import interview_token
from programmes.admissions.models import Interview, Interviewer, OfferedTime, TimeRequest
from programmes.admissions.states import Channel
from programmes.applications import links
from programmes.applications.messages.posting import (
    context_of,
    link_to,
    own_links,
    post,
    to_applicant,
)

REMINDERS = {
    "interview_reminder_day": timedelta(hours=24),
    "interview_reminder_soon": timedelta(hours=2),
}
TO_INTERVIEWER = ":interviewer"
QUIET_FROM, QUIET_UNTIL = 20, 8


def booked(interview: Interview, *, now: datetime) -> None:
    """To both sides, each with an entry for the calendar; reminders follow in time."""
    _invite(interview, "interview_booked", now=now)
    _remind(interview, now=now)


def moved(interview: Interview, *, was_at: datetime, was_with: Interviewer, now: datetime) -> None:
    """To both sides with what has changed; who had it, `was_with`, gets the entry cancelled."""
    outbox.cancel(about=interview, kinds=REMINDERS, now=now)
    _invite(interview, "interview_moved", now=now, was_at=was_at, was_with=was_with)
    if was_with != interview.interviewer:
        _to_interviewer(interview, was_with, "interview_cancelled_staff", method="CANCEL", now=now)
    _remind(interview, now=now)


def cancelled(interview: Interview, *, now: datetime) -> None:
    """To both sides, taking the entry out of their calendars; no reminder goes any more."""
    outbox.cancel(about=interview, kinds=REMINDERS, now=now)
    _invite(interview, "interview_cancelled", method="CANCEL", now=now)


def offered(
    offers: Sequence[OfferedTime], *, time_request: TimeRequest | None, now: datetime
) -> None:
    """Times for somebody whom none of the free ones suited."""
    application = offers[0].application
    starts = "-".join(str(int(offer.starts_at.timestamp())) for offer in offers)
    to_applicant(
        application,
        "time_offer",
        # The same answer, sent twice by a double click, is one mail.
        key=f"{application.pk}:{offers[0].interviewer_id}:{starts}:{now:%Y-%m-%dT%H:%M}",
        now=now,
        offers=offers,
        interviewer=offers[0].interviewer,
        zone=time_request.zone if time_request else settings.TIME_ZONE,
        home_zone=settings.TIME_ZONE,
        book_link=link_to("admissions:book", links.token_of(links.STATUS, application)),
    )


def no_show_offer(interview: Interview, *, now: datetime) -> None:
    """The one kind offer of a new date: an application gets no second one."""
    application = interview.application
    to_applicant(application, "no_show_offer", key=str(application.pk), now=now)


def _invite(
    interview: Interview, kind: str, *, method: Method = "REQUEST", now: datetime, **more: Any
) -> None:
    """Writes to both sides, each with the calendar entry as it now stands.

    `more` is what the applicant is told besides.
    """
    application = interview.application
    with translation.override(application.language):
        calendar = _calendar(
            interview, method, to=application.email, name=str(application), now=now
        )
    to_applicant(
        application,
        kind,
        key=f"{interview.pk}:{interview.sequence}",
        now=now,
        about=interview,
        calendar=calendar,
        **_appointment(interview),
        **more,
    )
    _to_interviewer(interview, interview.interviewer, f"{kind}_staff", method=method, now=now)


def _to_interviewer(
    interview: Interview, interviewer: Interviewer, kind: str, *, method: Method, now: datetime
) -> None:
    user = interviewer.user
    with translation.override(user.language):
        calendar = _calendar(interview, method, to=user.email, name=user.name, now=now)
    post(
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
    """Only the rows: what they say is written when they go out, see `reminder`."""
    application, user = interview.application, interview.interviewer.user
    for kind, before in REMINDERS.items():
        due_at = interview.starts_at - before
        if due_at <= now:
            continue
        key = f"{interview.pk}:{interview.sequence}"
        shared: dict[str, Any] = {"now": now, "due_at": due_at, "about": interview}
        if not _quiet(kind, due_at, interview.zone):
            to_applicant(application, kind, key=f"{key}:applicant", **shared)
        # Staff sit in the programme's zone: when it is night for one side, the other is awake.
        if not _quiet(kind, due_at, settings.TIME_ZONE):
            post(
                application,
                kind,
                key=f"{key}{TO_INTERVIEWER}",
                to=user.email,
                language=user.language,
                recipient_name=user.name,
                **shared,
            )


def reminder(mail: Mail) -> Content:
    """What a reminder says, with links, room and address as they are when it goes out."""
    interview = cast("Interview", mail.about)
    application, template, more = interview.application, mail.kind, _appointment(interview)
    if mail.key.endswith(TO_INTERVIEWER):
        template = f"{mail.kind}_staff"
    else:
        more |= own_links(application)
    return render(template, mail.language, context_of(application, mail.recipient_name, more))


def _quiet(kind: str, moment: datetime, zone: str) -> bool:
    """Whether a reminder shortly before would wake somebody; the one a day before may wait."""
    hour = moment.astimezone(ZoneInfo(zone)).hour
    return kind == "interview_reminder_soon" and not QUIET_UNTIL <= hour < QUIET_FROM


def _appointment(interview: Interview) -> dict[str, Any]:
    return {
        "interview": interview,
        "home_zone": settings.TIME_ZONE,
        "manage_link": link_to("admissions:interview", interview_token(interview)),
        "video_link": interview.interviewer.video_link
        if interview.channel == Channel.VIDEO
        else "",
        "address": interview.interviewer.address if interview.channel == Channel.ADDRESS else "",
    }


def _calendar(
    interview: Interview, method: Method, *, to: str, name: str, now: datetime
) -> Invitation:
    programme = interview.application.cohort.programme
    return Invitation(
        method=method,
        uid=str(interview.pk),
        sequence=interview.sequence,
        starts_at=interview.starts_at,
        ends_at=interview.ends_at,
        summary=_("Getting to know each other: %(programme)s") % {"programme": programme.name},
        description=_("%(applicant)s and %(interviewer)s, 30 minutes")
        % {"applicant": interview.application, "interviewer": interview.interviewer},
        location=interview.where,
        organizer_email=programme.contact_email,
        organizer_name=programme.name,
        attendee_email=to,
        attendee_name=name,
        stamp=now,
    )
