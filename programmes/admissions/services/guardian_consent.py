"""A parent's consent before the interview: missed in time, and demanded."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from mentoring.common.clock import local_day
from mentoring.common.errors import DomainError
from programmes.admissions.messages import guardian_consent as messages
from programmes.admissions.models import Interview
from programmes.applications.models import Application
from programmes.applications.services.guardians import is_missing, said_no

# How long before the interview everybody is told that the consent is still missing.
WARNING = timedelta(hours=24)


def require(application: Application, *, now: datetime) -> None:
    """Go on with a minor only if a parent has agreed.

    Raises:
        DomainError: nobody has, or they have taken it back ("no_guardian").
    """
    if is_missing(application, now=now):
        raise DomainError(
            _(
                "A parent has not agreed yet, so this interview does not count as held."
                " Please ask for the consent first."
            ),
            code="no_guardian",
        )


def warn(now: datetime) -> int:
    """Tell both sides a day before the interview that the consent is missing; once each.

    Looks at all that is ahead, so that a missed run is made up for and a moved interview counts
    with its new time. Returns how many interviews it told of.
    """
    soon = Interview.objects.booked().filter(starts_at__gt=now, starts_at__lte=now + WARNING)
    minors = Application.objects.without_guardian(local_day(now))
    rows = soon.filter(application__in=minors).select_related(
        "application__cohort__programme", "application__subject", "interviewer__user"
    )
    return sum(
        messages.consent_missing(talk, refused=said_no(talk.application), now=now) for talk in rows
    )


def still_missing(interview: Interview, *, now: datetime) -> bool:
    """Whether a warning about `interview` is still true when it goes."""
    return interview.starts_at > now and is_missing(interview.application, now=now)
