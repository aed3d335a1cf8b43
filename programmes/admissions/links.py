"""What the links in the mails about an interview are for, and how long they hold."""

from datetime import timedelta

from mentoring.common.links import LinkError, Purpose, version_from
from programmes.admissions.models import Interview

INTERVIEW = Purpose("application.interview", timedelta(days=120))


def interview_of(token: str) -> Interview:
    """The interview as mailed.

    Raises:
        LinkError: it was moved or cancelled since, or the link is no good ("link").
    """
    pk, version = INTERVIEW.read(token)
    interview = (
        Interview.objects.select_related("application__cohort__programme", "interviewer__user")
        .filter(pk=pk)
        .first()
    )
    if interview is None:
        raise LinkError
    if _interview_version(interview) != version:
        raise LinkError(interview, interview.application.cohort.programme)
    return interview


def interview_token(interview: Interview) -> str:
    """What stands in the link to an interview; it ends with the next move."""
    return INTERVIEW.issue(interview.pk, _interview_version(interview))


def _interview_version(interview: Interview) -> int:
    """A move outdates the link, and so does a change of the applicant's address."""
    return version_from(f"{interview.application.link_version} {interview.sequence}")
