"""An application's way: started, answered step by step, sent, withdrawn."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.common.lifecycle import TransitionError
from mentoring.privacy.services import subjects
from programmes.applications.messages import applications as messages
from programmes.applications.models import Application
from programmes.applications.services import interviews
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import Cohort

MANY = ("topics", "needs")
HOUR = timedelta(hours=1)
# Links to drafts that one address gets in an hour.
DRAFT_MAILS = 3


@transaction.atomic
def start(
    cohort: Cohort, *, given_name: str, family_name: str, email: str, now: datetime
) -> Application:
    """Begin a draft and mail the link with which it can be continued.

    Who has applied before goes on just so: nothing here tells whether an address is known.
    """
    _require_open(cohort, now=now)
    application = Application.objects.create(
        subject=subjects.create(now=now),
        cohort=cohort,
        language=get_language() or "de-informal",
        created_at=now,
        saved_at=now,
        state_since=now,
        given_name=given_name,
        family_name=family_name,
        email=email.lower(),
    )
    # Nobody may fill a stranger's mailbox by beginning one draft after the other.
    if Application.objects.begun(application.email, since=now - HOUR).count() <= DRAFT_MAILS:
        messages.draft_started(application, now=now)
    return application


@transaction.atomic
def answer(application: Application, values: Mapping[str, Any], *, now: datetime) -> None:
    """Save the answers of one step; refused once the application is sent."""
    before = Application.objects.select_for_update().get(pk=application.pk)
    _require_draft(before)
    for name in values.keys() - set(MANY):
        setattr(application, name, values[name])
    application.email = application.email.lower()
    application.saved_at = now
    if application.email != before.email:
        # The links went to an address that is not meant any more.
        application.link_version += 1
        messages.draft_started(application, now=now)
    application.save()
    for name in values.keys() & set(MANY):
        getattr(application, name).set(values[name])


@transaction.atomic
def submit(application: Application, *, by: Actor, now: datetime) -> None:
    """Send a complete draft; confirms by mail and asks a parent of a minor for consent."""
    _require_open(application.cohort, now=now)
    lifecycle.move(
        application,
        ApplicationState.SUBMITTED,
        by=by,
        now=now,
        language=get_language() or application.language,
        saved_at=now,
    )
    messages.submitted(application, now=now)
    if application.needs_guardian(now.date()):
        messages.guardian_asked(application, now=now)


@transaction.atomic
def withdraw(application: Application, *, by: Actor, now: datetime) -> None:
    """The applicant does not want to go on; a booked interview is cancelled."""
    for interview in application.interviews.booked().select_related("interviewer__user"):
        interview.application = application
        interviews.cancel(interview, by=by, now=now)
    lifecycle.move(application, ApplicationState.WITHDRAWN, by=by, now=now)


def mail_links(email: str, *, now: datetime) -> None:
    """Mail the links of all applications of an address to that address, if there are any."""
    for application in Application.objects.filter(email=email.lower()).select_related(
        "cohort__programme"
    ):
        messages.new_links(application, now=now)


def _require_open(cohort: Cohort, *, now: datetime) -> None:
    if not cohort.is_open(now):
        raise DomainError(_("Applications are not open at the moment."), code="closed")


def _require_draft(application: Application) -> None:
    if application.state != ApplicationState.DRAFT:
        raise TransitionError(_("You have sent your application already."), code="sent")
