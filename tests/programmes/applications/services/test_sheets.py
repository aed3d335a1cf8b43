"""The sheet can be written until the application is decided."""

from datetime import timedelta

import pytest

from mentoring.common.errors import DomainError
from programmes.applications.models import InterviewSheet
from programmes.applications.services import sheets
from programmes.applications.states import (
    ApplicationState,
    InterviewState,
    Motivation,
    Recommendation,
)
from tests.factories.applications import NOW, make_application, make_interview, make_interviewer

pytestmark = pytest.mark.django_db
A, I = ApplicationState, InterviewState  # noqa: E741


def make(state=A.INTERVIEW, interview_state=I.BOOKED):
    application = make_application(state=state)
    interviewer = make_interviewer(application.cohort.programme)
    return make_interview(application, interviewer, NOW, interview_state)


def values(interview, **changes):
    return {
        "notes": "Sehr wach.",
        "needs": list(interview.application.needs.all()),
        "motivation": Motivation.STRONG,
        "motivation_reason": "Leitet eine Jugendgruppe.",
        "recommendation": Recommendation.ACCEPT,
        **changes,
    }


def test_a_second_save_changes_the_same_sheet():
    interview = make()
    sheets.note(interview, values(interview), now=NOW)

    later = NOW + timedelta(minutes=20)
    sheets.note(interview, values(interview, notes="Sehr wach!", needs=[]), now=later)

    sheet = InterviewSheet.objects.get()
    assert (sheet.notes, sheet.motivation, sheet.saved_at) == ("Sehr wach!", 4, later)
    assert not sheet.needs.exists()


@pytest.mark.parametrize(
    ("state", "interview_state"),
    [
        (A.ACCEPTED, I.HELD),
        (A.DECLINED, I.HELD),
        (A.WAITLISTED, I.HELD),
        (A.SUBMITTED, I.CANCELLED),
        (A.SUBMITTED, I.NO_SHOW),
        (A.INTERVIEW, I.CANCELLED),
    ],
)
def test_what_a_decision_rests_on_stays_as_it_was(state, interview_state):
    interview = make(state, interview_state)

    with pytest.raises(DomainError) as refusal:
        sheets.note(interview, values(interview), now=NOW)

    assert refusal.value.code == "closed"
    assert not InterviewSheet.objects.exists()


def test_it_counts_what_stands_in_the_database_and_not_what_was_loaded():
    interview = make(A.INTERVIEW, I.HELD)
    application = type(interview.application).objects.filter(pk=interview.application_id)
    application.update(state=A.ACCEPTED)

    with pytest.raises(DomainError):
        sheets.note(interview, values(interview), now=NOW)
