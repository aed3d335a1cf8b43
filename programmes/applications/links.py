"""What the links in the mails of an application are for, and how long they hold."""

from datetime import timedelta

from mentoring.common.links import LinkError, Purpose
from programmes.applications.models import Application, Interview

DRAFT = Purpose("application.draft", timedelta(days=30))
STATUS = Purpose("application.status", timedelta(days=365))
INTERVIEW = Purpose("application.interview", timedelta(days=120))
GUARDIAN = Purpose("application.guardian", timedelta(days=120))


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
