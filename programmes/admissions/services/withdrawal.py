"""An applicant does not want to go on."""

from datetime import datetime

from django.db import transaction

from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from programmes.admissions.services import interviews
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState


@transaction.atomic
def withdraw(application: Application, *, by: Actor, now: datetime) -> None:
    """The applicant does not want to go on; a booked interview is cancelled.

    Raises:
        TransitionError: it is decided or was withdrawn already ("not_allowed", "stale").
        ConflictError: the interview was moved at the same moment ("stale").
    """
    for interview in application.interviews.booked().select_related("interviewer__user"):
        interview.application = application
        interviews.cancel(interview, by=by, now=now)
    lifecycle.move(application, ApplicationState.WITHDRAWN, by=by, now=now)
