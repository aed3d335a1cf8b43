"""Accepting and declining; accepting turns an applicant into a mentee with an account."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.models import User
from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from programmes.applications.messages import decisions as messages
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState, InterviewState
from programmes.cohorts.models import SupportNeed
from programmes.profiles.models import Profile
from programmes.profiles.states import Part


@transaction.atomic
def accept(
    application: Application, *, by: Actor, now: datetime, reason: str, text: str = ""
) -> Profile:
    """Accept after a held interview; makes profile and account and invites to sign in.

    `reason` stays with staff, `text` is added to the mail.
    """
    _require_held(application)
    lifecycle.move(application, ApplicationState.ACCEPTED, by=by, now=now, note=reason)
    profile = _make_mentee(application, _account(application))
    messages.accepted(application, text=text, now=now)
    return profile


@transaction.atomic
def decline(
    application: Application, *, by: Actor, now: datetime, reason: str, text: str = ""
) -> None:
    """Decline with a kind mail; a booked interview has to be held or cancelled before."""
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
    _require_held(application)
    lifecycle.move(application, ApplicationState.WAITLISTED, by=by, now=now, note=reason)


def _require_held(application: Application) -> None:
    if not application.interviews.filter(state=InterviewState.HELD).exists():
        raise DomainError(
            _("Please hold the interview first and mark it as held."), code="not_interviewed"
        )


def _account(application: Application) -> User:
    """The account of the applicant's address, a new one where there is none; locked.

    An application's address is only what somebody typed. It must not lend a mentee's profile to
    a colleague, nor open an account again that was closed on purpose.
    """
    _ensure_account(application)
    user = User.objects.select_for_update().get(email=application.email)
    if user.is_staff or user.is_superuser:
        raise DomainError(
            _("This address belongs to a colleague. A mentee needs an address of their own."),
            code="staff_address",
        )
    if not user.is_active:
        raise DomainError(
            _("The account with this address was deactivated. Please have it reactivated first."),
            code="inactive",
        )
    return user


def _ensure_account(application: Application) -> None:
    if User.objects.filter(email=application.email).exists():
        return
    try:
        with transaction.atomic():
            User.objects.create_user(
                application.email, name=str(application), language=application.language
            )
    except IntegrityError:
        # Another acceptance of the same person was quicker; its account serves both.
        return


def _make_mentee(application: Application, user: User) -> Profile:
    of_mentee = {"cohort": application.cohort, "part": Part.MENTEE, "user": user}
    # The account is locked, so nobody else makes this profile in the meantime.
    if Profile.objects.filter(**of_mentee).exists():
        raise DomainError(
            _("This person has a place in this cohort already, from another application."),
            code="has_place",
        )
    profile = Profile.objects.create(
        subject=application.subject,
        given_name=application.given_name,
        family_name=application.family_name,
        region=application.region,
        languages=application.languages,
        times=application.times,
        meeting_format=application.meeting_format,
        **of_mentee,
    )
    profile.topics.set(application.topics.all())
    profile.needs.set(_needs_found(application))
    return profile


def _needs_found(application: Application) -> list[SupportNeed]:
    """What the interview found, or what the applicant wrote if it noted nothing."""
    held = application.interviews.filter(state=InterviewState.HELD)
    found = SupportNeed.objects.filter(interviewsheet__interview__in=held).distinct()
    return list(found) or list(application.needs.all())
