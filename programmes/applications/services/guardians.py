"""A parent's consent for applicants under age: whether it is needed, and asked for again."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.services import attempts
from mentoring.accounts.services.attempts import Limit
from mentoring.common.addresses import plain_address
from mentoring.common.clock import local_day
from mentoring.common.errors import DomainError
from mentoring.privacy.services import consents
from mentoring.privacy.states import Purpose
from programmes.applications.messages import guardians as messages
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState

ASKED_AGAIN = Limit("guardian-asked", tries=3, window=timedelta(days=1))
ENDED = (ApplicationState.DECLINED, ApplicationState.WITHDRAWN)


def is_needed(application: Application, *, now: datetime) -> bool:
    """Whether the applicant is under age today; who has come of age needs nobody's consent."""
    return application.needs_guardian(local_day(now))


def is_missing(application: Application, *, now: datetime) -> bool:
    """Whether a parent still has to agree; nobody has to once the application has ended."""
    return (
        application.state not in ENDED
        and is_needed(application, now=now)
        and not consents.holds(application.subject, Purpose.GUARDIAN)
    )


@transaction.atomic
def ask_again(application: Application, *, email: str, now: datetime) -> None:
    """Write to the parent once more, at another address if the first was wrong.

    With the address the link changes: who got it by mistake can no longer agree.

    Raises:
        DomainError: nobody has to agree, or somebody has ("not_missing"); or three mails went out
            within a day ("too_often").
    """
    if not is_missing(application, now=now):
        raise DomainError(_("No consent is missing any more."), code="not_missing")
    if not attempts.claim(ASKED_AGAIN, str(application.pk), now=now):
        raise DomainError(
            _("We have written several times today. Please try again tomorrow."), code="too_often"
        )
    application.guardian_email = plain_address(email)
    application.save(update_fields=["guardian_email"])
    messages.asked_again(application, now=now)
