"""A parent's consent for applicants under age: asked for, given, refused or taken back."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.services import attempts
from mentoring.accounts.services.attempts import Limit
from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.common.addresses import plain_address
from mentoring.common.clock import local_day
from mentoring.common.errors import DomainError
from mentoring.privacy.models import Consent
from mentoring.privacy.services import consents, subjects
from mentoring.privacy.states import Channel, ConsentKind, Purpose
from programmes.applications.messages import guardians as messages
from programmes.applications.models import Application
from programmes.applications.states import ApplicationEvent, ApplicationState

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


def said_no(application: Application) -> bool:
    """Whether a parent has refused, or taken the consent back, and none has agreed since."""
    refused = application.transitions.filter(event=ApplicationEvent.GUARDIAN_SAID_NO)
    return refused.exists() and not consents.holds(application.subject, Purpose.GUARDIAN)


def agreed(application: Application) -> Consent | None:
    """The consent that holds, with its text and day; None where none does."""
    newest = Consent.objects.of(application.subject, Purpose.GUARDIAN).select_related("text")
    consent: Consent | None = newest.first()
    return consent if consent and consent.kind == ConsentKind.GIVEN else None


@transaction.atomic
def agree(application: Application, *, language: str, by: Actor, now: datetime) -> None:
    """A parent agrees, and the applicant is told; agreeing once more changes nothing.

    Raises:
        DomainError: the applicant has been erased ("erased").
    """
    consent = consents.give(
        subject=application.subject,
        purpose=Purpose.GUARDIAN,
        language=language,
        channel=Channel.LINK,
        now=now,
        by=by,
    )
    messages.answered(application, agreed=True, key=f"{consent.pk}", now=now)


@transaction.atomic
def refuse(application: Application, *, by: Actor, now: datetime) -> None:
    """A parent says no, or takes the consent back; the applicant is told kindly, once.

    Raises:
        DomainError: the applicant has been erased ("erased").
    """
    subjects.lock(application.subject)
    if said_no(application):
        return
    consents.withdraw(
        subject=application.subject,
        purpose=Purpose.GUARDIAN,
        channel=Channel.LINK,
        now=now,
        by=by,
    )
    event = ApplicationEvent.GUARDIAN_SAID_NO
    change = lifecycle.record(application, by=by, now=now, event=event)
    messages.answered(application, agreed=False, key=f"no:{change.pk}", now=now)


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
