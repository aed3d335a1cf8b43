"""The sheet can be written until the application is decided."""

from datetime import timedelta
from unittest.mock import Mock

import pytest

from mentoring.common.errors import DomainError
from programmes.admissions.models import InterviewSheet
from programmes.admissions.services import sheets
from programmes.admissions.states import InterviewState, Motivation, Recommendation
from programmes.applications.states import ApplicationState
from tests.factories.applications import NOW, make_application, make_interview, make_interviewer
from tests.threads import Meeting, at_once

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
    first = sheets.note(interview, values(interview), now=NOW)

    later, changed = NOW + timedelta(minutes=20), values(interview, notes="Sehr wach!", needs=[])
    sheets.note(interview, changed, seen=first.version, now=later)

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


def test_a_newer_version_is_not_written_over():
    interview = make()
    sheets.note(interview, values(interview, notes="Vom Telefon."), now=NOW)

    with pytest.raises(sheets.StaleSheetError) as refusal:
        sheets.note(interview, values(interview, notes="Vom Rechner."), seen=0, now=NOW)

    assert refusal.value.newer.notes == "Vom Telefon."
    sheet = InterviewSheet.objects.get()
    assert (sheet.notes, sheet.version) == ("Vom Telefon.", 1)
    sheets.note(interview, values(interview, notes="Beides."), seen=sheet.version, now=NOW)
    assert InterviewSheet.objects.get().version == 2


def test_the_same_text_sent_again_is_no_conflict():
    """The answer to the first time got lost; nobody has written anything else."""
    interview = make()
    for _ in range(2):
        sheet = sheets.note(interview, values(interview), seen=0, now=NOW)
    assert sheet.version == 1


def two_writers(monkeypatch):
    """Both have looked before one of them writes, as far as the lock lets them."""
    interview, looked = make(), Meeting()
    monkeypatch.setattr(sheets, "_write", looked.before(sheets._write))
    talks = [type(interview).objects.get(pk=interview.pk) for _ in range(2)]
    texts = ("Vom Telefon.", "Vom Rechner.")
    return at_once(
        *(
            lambda talk=talk, text=text: sheets.note(talk, values(talk, notes=text), now=NOW)
            for talk, text in zip(talks, texts, strict=True)
        ),
        meetings=(looked,),
    )


@pytest.mark.django_db(transaction=True)
def test_of_two_who_write_at_once_one_is_told(monkeypatch):
    results = two_writers(monkeypatch)
    (told,) = [one for one in results if isinstance(one, sheets.StaleSheetError)]
    (written,) = [one for one in results if isinstance(one, InterviewSheet)]
    assert told.newer.notes == written.notes == InterviewSheet.objects.get().notes


@pytest.mark.django_db(transaction=True)
def test_without_the_guard_the_second_writes_over_the_first(monkeypatch):
    """The control: both believe that their text stands, and one is gone."""
    monkeypatch.setattr(sheets, "_require_seen", Mock())
    results = two_writers(monkeypatch)
    assert {one.notes for one in results} == {"Vom Telefon.", "Vom Rechner."}
    assert InterviewSheet.objects.count() == 1
