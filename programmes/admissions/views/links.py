"""Pages that are opened by the mailed link to an interview."""

from collections.abc import Callable

from django.http import HttpRequest

from mentoring.common.link_pages import View, opened_by_link
from programmes.admissions.links import interview_of
from programmes.admissions.models import Interview
from programmes.cohorts.language_and_tone import speak


def interview_by_link() -> Callable[[View], View]:
    return opened_by_link(
        interview_of, informal=True, refusal="applications/link_invalid.html", speak=_speak
    )


def _speak(request: HttpRequest, interview: Interview) -> None:
    """In the tone and the languages of the applicant's cohort."""
    speak(request, interview.application.cohort)
