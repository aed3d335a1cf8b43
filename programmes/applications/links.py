"""What the links in the mails of an application are for, and how long they hold."""

from datetime import timedelta

from mentoring.common.links import LinkError, Purpose
from programmes.applications.models import Application, Interview, OpeningAlert

# A draft that is worked on lives longer than its first mail; with the draft its links end.
DRAFT = Purpose("application.draft", timedelta(days=120))
STATUS = Purpose("application.status", timedelta(days=365))
INTERVIEW = Purpose("application.interview", timedelta(days=120))
GUARDIAN = Purpose("application.guardian", timedelta(days=120))
OPENING = Purpose("opening.confirm", timedelta(days=7))
# To leave a list must always work.
OPENING_STOP = Purpose("opening.stop", None)


def application_of(purpose: Purpose, token: str) -> Application:
    """The application that `token` opens for `purpose`; `LinkError` if it opens none."""
    pk, version = purpose.read(token)
    application = (
        Application.objects.select_related("cohort__programme")
        .filter(pk=pk, link_version=version)
        .first()
    )
    if application is None:
        raise LinkError
    return application


def interview_of(token: str) -> Interview:
    """The interview as mailed; `LinkError` when it was moved or cancelled since."""
    pk, sequence = INTERVIEW.read(token)
    interview = (
        Interview.objects.select_related("application__cohort__programme", "interviewer__user")
        .filter(pk=pk, sequence=sequence)
        .first()
    )
    if interview is None:
        raise LinkError
    return interview


def token_of(purpose: Purpose, application: Application) -> str:
    return purpose.issue(application.pk, application.link_version)


def interview_token(interview: Interview) -> str:
    return INTERVIEW.issue(interview.pk, interview.sequence)


def alert_of(purpose: Purpose, token: str) -> OpeningAlert | None:
    """The address on the list; None if it has been deleted since. `LinkError` if forged."""
    pk, _version = purpose.read(token)
    return OpeningAlert.objects.select_related("programme").filter(pk=pk).first()
