"""The mails about an application until it is decided."""

from datetime import datetime

from django.conf import settings

from mentoring.common.clock import local_day
from programmes.applications import links
from programmes.applications.messages.posting import link_to, post, to_applicant
from programmes.applications.models import Application

CLOSING = "application_closing"


def draft_started(application: Application, *, now: datetime) -> None:
    """The link with which the draft can be continued; once for each address that was given."""
    key = f"{application.pk}:{application.link_version}"
    to_applicant(application, "application_draft", key=key, now=now)


def submitted(application: Application, *, now: datetime) -> None:
    """The form is here; what comes next, and that a parent of a minor is asked."""
    to_applicant(
        application,
        "application_submitted",
        key=str(application.pk),
        now=now,
        needs_guardian=application.needs_guardian(local_day(now)),
        # Only the mail, which reaches nobody but the person, tells of an earlier application.
        earlier=Application.objects.same_address(application).order_by("created_at").first(),
    )


def guardian_asked(application: Application, *, now: datetime) -> None:
    """Asks a parent of an applicant under age for consent; tells no answers of the application."""
    token = links.token_of(links.GUARDIAN, application)
    post(
        application,
        "guardian_asked",
        key=f"{application.pk}:{application.link_version}",
        to=application.guardian_email,
        language="en" if application.language == "en" else "de",
        now=now,
        link=link_to("admissions:guardian", token),
    )


def new_links(application: Application, *, now: datetime) -> None:
    """The lost link, mailed anew to the known address; at most once in an hour and for each."""
    key = f"{application.pk}:{application.link_version}:{now:%Y-%m-%dT%H}"
    to_applicant(application, "application_link", key=key, now=now)


def closing(application: Application, *, until: datetime, now: datetime) -> None:
    """Applications have closed, and what was begun can be sent `until` then; once for each."""
    key = f"{application.pk}:{int(until.timestamp())}"
    to_applicant(application, CLOSING, key=key, now=now, until=until, zone=settings.TIME_ZONE)
