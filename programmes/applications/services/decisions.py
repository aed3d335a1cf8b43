"""Accepting and declining; accepting turns an applicant into a mentee with an account."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.models import User
from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from programmes.applications import messages
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState, InterviewState
from programmes.profiles.models import Profile
from programmes.profiles.states import Part


@transaction.atomic
def accept(
    application: Application, *, by: Actor, now: datetime, reason: str, text: str = ""
) -> Profile:
    """Accept after a held interview; makes profile and account and invites to sign in.

    `reason` stays with staff, `text` is added to the mail.
    """
    if not application.interviews.filter(state=InterviewState.HELD).exists():
        raise DomainError(
            _("Please hold the interview first and mark it as held."), code="not_interviewed"
        )
    lifecycle.move(application, ApplicationState.ACCEPTED, by=by, now=now, note=reason)
    profile = _make_mentee(application)
    messages.accepted(application, text=text, now=now)
    return profile


@transaction.atomic
def decline(
    application: Application, *, by: Actor, now: datetime, reason: str, text: str = ""
) -> None:
    """Decline with a kind mail; a booked interview has to be cancelled before."""
    if application.interviews.booked().exists():
        raise DomainError(
            _("There is still an interview booked. Please hold or cancel it first."),
            code="still_booked",
        )
    lifecycle.move(application, ApplicationState.DECLINED, by=by, now=now, note=reason)
    messages.declined(application, text=text, now=now)


@transaction.atomic
def put_on_waiting_list(application: Application, *, by: Actor, now: datetime, reason: str) -> None:
    """Keep an interviewed applicant for a place that may become free."""
    lifecycle.move(application, ApplicationState.WAITLISTED, by=by, now=now, note=reason)


def _make_mentee(application: Application) -> Profile:
    user = User.objects.filter(email=application.email).first() or User.objects.create_user(
        application.email, name=str(application), language=application.language
    )
    profile = Profile.objects.create(
        subject=application.subject,
        cohort=application.cohort,
        user=user,
        part=Part.MENTEE,
        given_name=application.given_name,
        family_name=application.family_name,
        region=application.region,
        languages=application.languages,
        times=application.times,
        meeting_format=application.meeting_format,
    )
    profile.topics.set(application.topics.all())
    profile.needs.set(_needs_found(application))
    return profile


def _needs_found(application: Application) -> list[object]:
    """What the interview found, or what the applicant wrote if it noted nothing."""
    held = application.interviews.filter(state=InterviewState.HELD).select_related("sheet").last()
    found = list(held.sheet.needs.all()) if held is not None and hasattr(held, "sheet") else []
    return found or list(application.needs.all())
