"""What is said after everything was deleted. These mails belong to nobody and name nobody."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from mentoring.notifications.calendar import Invitation
from mentoring.notifications.rendering import absolute
from mentoring.notifications.services import outbox
from programmes.admissions.models import Interview
from programmes.applications.models import Application
from programmes.cohorts.models import Programme


@dataclass(frozen=True)
class Goodbye:
    """What is still needed of an application once it is gone."""

    key: str
    email: str
    language: str
    programme: Programme

    @classmethod
    def to(cls, application: Application) -> "Goodbye":
        """Taken before the erasure, after which nobody knows the address."""
        # Not the application's own number: nothing may lead back to it.
        key = str(application.subject.pk)
        return cls(key, application.email, application.language, application.cohort.programme)


def erased(goodbye: Goodbye, *, now: datetime) -> None:
    """The last mail: it says that everything is gone, and itself leaves no trace in the outbox."""
    programme = goodbye.programme
    outbox.post(
        kind="application_erased",
        template="application_erased",
        key=f"application_erased:{goodbye.key}",
        to=goodbye.email,
        language=goodbye.language,
        context={
            "programme": programme,
            "link": absolute(programme.get_absolute_url()),
        },
        now=now,
        programme=programme,
        reply_to=programme.contact_email,
    )


def talk_is_off(interview: Interview, *, now: datetime) -> None:
    """To the interviewer, who must not wait; the entry in the calendar goes."""
    user, programme = interview.interviewer.user, interview.application.cohort.programme
    outbox.post(
        kind="interview_erased_staff",
        template="interview_erased_staff",
        key=f"interview_erased_staff:{interview.pk}",
        to=user.email,
        language=user.language,
        recipient_name=user.name,
        context={
            "recipient": user.name,
            "programme": programme,
            "starts_at": interview.starts_at,
            "home_zone": settings.TIME_ZONE,
        },
        now=now,
        programme=programme,
        reply_to=programme.contact_email,
        calendar=_off_the_calendar(interview, now=now),
    )


def _off_the_calendar(interview: Interview, *, now: datetime) -> Invitation:
    user, programme = interview.interviewer.user, interview.application.cohort.programme
    with translation.override(user.language):
        summary = _("Getting to know each other: %(programme)s") % {"programme": programme.name}
    return Invitation(
        method="CANCEL",
        uid=str(interview.pk),
        sequence=interview.sequence + 1,
        starts_at=interview.starts_at,
        ends_at=interview.ends_at,
        summary=summary,
        description="",
        location="",
        organizer_email=programme.contact_email,
        organizer_name=programme.name,
        attendee_email=user.email,
        attendee_name=user.name,
        stamp=now,
    )
