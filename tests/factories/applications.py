"""Applicants, interviewers and interviews for tests."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from mentoring.accounts.models import User
from mentoring.accounts.states import Role
from mentoring.privacy.services import subjects
from programmes.admissions.models import Interview, Interviewer
from programmes.admissions.services.slots import LENGTH
from programmes.admissions.states import InterviewState
from programmes.applications.models import Application, OpeningAlert
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import Cohort, Programme
from programmes.scheduling.models import AvailabilityRule
from tests.factories.accounts import make_staff
from tests.factories.cohorts import make_cohort, make_programme

# A Monday morning in winter; 08:00 in Berlin.
NOW = datetime(2026, 3, 2, 7, tzinfo=UTC)
_number = count(1)


def make_application(
    cohort: Cohort | None = None,
    state: str = ApplicationState.SUBMITTED,
    *,
    now: datetime = NOW,
    **fields: Any,
) -> Application:
    """A complete application in `state`, with the first of the cohort's needs and topics."""
    number = next(_number)
    application = Application.objects.create(
        **{
            "subject": subjects.create(now=now),
            "cohort": cohort or make_cohort(),
            "state": state,
            "language": "de-informal",
            "created_at": now,
            "saved_at": now,
            "state_since": now,
            "given_name": "Amina",
            "family_name": f"Yılmaz{number}",
            "email": f"amina{number}@example.org",
            "birth_date": date(2003, 5, 17),
            "region": "SN",
            "languages": ["de"],
            "meeting_format": "video",
            **fields,
        }
    )
    application.needs.set(application.cohort.supportneeds.all()[:1])
    application.topics.set(application.cohort.topics.all()[:1])
    return application


def make_interviewer(
    programme: Programme, *hours: tuple[int, str, str], user: User | None = None, **fields: Any
) -> Interviewer:
    """An interviewer with office hours in Berlin: (weekday, from, until), as "09:00"."""
    user = user or make_staff(Role.INTERVIEWER, programme, name=f"Interviewer {next(_number)}")
    for weekday, starts, ends in hours:
        AvailabilityRule.objects.create(
            user=user,
            weekday=weekday,
            starts=time.fromisoformat(starts),
            ends=time.fromisoformat(ends),
        )
    video_link = "https://video.example.org/room"
    return Interviewer.objects.create(user=user, **{"video_link": video_link, **fields})


def make_interview(
    application: Application,
    interviewer: Interviewer,
    starts_at: datetime,
    state: str = InterviewState.BOOKED,
    **fields: Any,
) -> Interview:
    """An interview as the database sees it, past all services."""
    ends_at = starts_at + LENGTH
    return Interview.objects.create(
        **{
            "application": application,
            "interviewer": interviewer,
            "state": state,
            "starts_at": starts_at,
            "ends_at": ends_at,
            "busy": (starts_at, ends_at + timedelta(minutes=interviewer.buffer_minutes)),
            **fields,
        }
    )


def make_alert(
    programme: Programme | None = None,
    *,
    confirmed: bool = True,
    now: datetime = NOW,
    **fields: Any,
) -> OpeningAlert:
    """Somebody who wants to be told when `programme` opens."""
    return OpeningAlert.objects.create(
        **{
            "subject": subjects.create(now=now),
            "programme": programme or make_programme(),
            "email": f"warte{next(_number)}@example.org",
            "language": "de-informal",
            "asked_at": now,
            "confirmed_at": now if confirmed else None,
            **fields,
        }
    )
