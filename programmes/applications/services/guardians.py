"""A parent's consent for applicants under age: asked for, missed in time, and demanded."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.services import attempts
from mentoring.accounts.services.attempts import Limit
from mentoring.common.errors import DomainError
from mentoring.privacy.services import consents
from mentoring.privacy.states import Purpose
from programmes.applications.messages import guardians as messages
from programmes.applications.models import Application, Interview
from programmes.applications.states import ApplicationState

# How long before the interview everybody is told that the consent is still missing.
WARNING = timedelta(hours=24)
ASKED_AGAIN = Limit("guardian-asked", tries=3, window=timedelta(days=1))
ENDED = (ApplicationState.DECLINED, ApplicationState.WITHDRAWN)


def is_needed(application: Application, *, now: datetime) -> bool:
    """Whether the applicant is under age today; who has come of age needs nobody's consent."""
    return application.needs_guardian(timezone.localdate(now))


def is_missing(application: Application, *, now: datetime) -> bool:
    """Whether a parent still has to agree; nobody has to once the application has ended."""
    return (
        application.state not in ENDED
        and is_needed(application, now=now)
        and not consents.holds(application.subject, Purpose.GUARDIAN)
    )


def require(application: Application, *, now: datetime) -> None:
    """Refuse to go on with a minor whose parent has not agreed."""
    if is_missing(application, now=now):
        raise DomainError(
            _(
                "A parent has not agreed yet, so this interview does not count as held."
                " Please ask for the consent first."
            ),
            code="no_guardian",
        )


@transaction.atomic
def ask_again(application: Application, *, email: str, now: datetime) -> None:
    """Write to the parent once more, at another address if the first was wrong.

    With the address the link changes: who got it by mistake can no longer agree.
    """
    if not is_missing(application, now=now):
        raise DomainError(_("No consent is missing any more."), code="not_missing")
    if not attempts.claim(ASKED_AGAIN, str(application.pk), now=now):
        raise DomainError(
            _("We have written several times today. Please try again tomorrow."), code="too_often"
        )
    application.guardian_email = email.lower()
    application.save(update_fields=["guardian_email"])
    messages.asked_again(application, now=now)


def warn(now: datetime) -> int:
    """Tell both sides a day before the interview that the consent is missing; once each.

    Looks at all that is ahead, so that a missed run is made up for and a moved interview counts
    with its new time.
    """
    soon = Interview.objects.booked().filter(starts_at__gt=now, starts_at__lte=now + WARNING)
    minors = Application.objects.without_guardian(timezone.localdate(now))
    rows = soon.filter(application__in=minors).select_related(
        "application__cohort__programme", "application__subject", "interviewer__user"
    )
    return sum(messages.consent_missing(interview, now=now) for interview in rows)


def still_missing(interview: Interview, *, now: datetime) -> bool:
    """Whether a warning about `interview` is still true when it goes."""
    return interview.starts_at > now and is_missing(interview.application, now=now)
