"""Each guard of the database is met head on, past the services."""

import uuid

import pytest
from django.db.models import F

from mentoring.privacy.models import AccessLog, ConsentText, Erasure, VoluntaryAnswer
from mentoring.privacy.services import answers
from mentoring.privacy.states import ConsentKind, Purpose, Question
from tests.constraints import refused_by
from tests.factories.accounts import make_staff
from tests.factories.privacy import (
    APPLICANT,
    NOW,
    give_answers,
    give_consent,
    make_subject,
    withdraw_consent,
)

pytestmark = pytest.mark.django_db


def refused(write, guard):
    with refused_by(guard):
        write()


def written_past_the_service(consent, **changes):
    fields = {
        "subject_id": consent.subject_id,
        "purpose": consent.purpose,
        "question": Question.MONEY,
        "value": "often",
        "consent": consent,
        "answered_at": NOW,
    }
    return VoluntaryAnswer.objects.create(**fields | changes)


@pytest.fixture
def logged():
    subject = make_subject()
    give_answers(subject)
    answers.own_answers(subject=subject, purpose=Purpose.OUTREACH, by=APPLICANT, now=NOW)


@pytest.fixture
def proofs(logged):
    """Of each kind a row to which no other points, so that nothing else refuses to delete it."""
    subject = make_subject()
    consent = give_consent(subject)
    text = ConsentText.objects.create(
        purpose=Purpose.OUTREACH, version=99, language="de", sha256="0" * 64, body="–"
    )
    erasure = Erasure.objects.create(subject=subject, at=NOW, actor_kind="system")
    return [consent, text, erasure, AccessLog.objects.get()]


@pytest.mark.parametrize("kind", range(4), ids=["consent", "text", "erasure", "look"])
def test_rows_that_prove_something_are_neither_changed_nor_deleted(proofs, kind):
    row = proofs[kind]
    rows = type(row).objects.filter(pk=row.pk)

    refused(lambda: rows.update(id=F("id")), "append_only")
    refused(lambda: rows._raw_delete("default"), "append_only")
    refused(lambda: row.save(force_update=True), "append_only")


def test_a_consent_cannot_name_another_text_than_it_points_to():
    given = give_consent(make_subject())
    given.pk = None
    given.sha256 = "0" * 64

    refused(given.save, "consent_copies_its_text")


def test_a_text_has_each_version_once_in_each_language():
    text = give_consent(make_subject()).text
    text.pk = None

    refused(text.save, "consent_text_once")


def test_an_answer_needs_a_consent_of_the_same_person():
    refused(
        lambda: written_past_the_service(
            give_consent(make_subject()), subject_id=make_subject().pk
        ),
        "answer_needs_consent",
    )


def test_an_answer_needs_a_consent_for_the_same_purpose():
    consent = give_consent(make_subject(), Purpose.MATCHING)

    refused(
        lambda: written_past_the_service(consent, purpose=Purpose.OUTREACH), "answer_needs_consent"
    )


def test_an_answer_needs_a_consent_that_was_not_withdrawn():
    subject = make_subject()
    consent = give_consent(subject)
    withdrawal = withdraw_consent(subject)

    refused(lambda: written_past_the_service(consent), "answer_needs_consent")
    refused(lambda: written_past_the_service(withdrawal), "answer_needs_consent")


def test_an_answer_cannot_move_to_a_person_who_did_not_agree():
    give_answers(make_subject())

    refused(lambda: VoluntaryAnswer.objects.update(subject=make_subject()), "answer_needs_consent")


def test_an_answer_cannot_be_kept_for_an_erased_person():
    subject = make_subject()
    consent = give_consent(subject)
    subject.erased_at = NOW
    subject.save()

    refused(lambda: written_past_the_service(consent), "answer_needs_consent")


def test_an_answer_serves_the_purpose_of_its_question():
    consent = give_consent(make_subject(), Purpose.MATCHING)

    refused(lambda: written_past_the_service(consent), "answer_serves_its_purpose")


def test_a_person_answers_a_question_once():
    consent = give_answers(make_subject())

    refused(lambda: written_past_the_service(consent), "answer_once")


def test_a_withdrawal_deletes_even_when_the_service_is_passed_by():
    subject = make_subject()
    consent = give_answers(subject)
    give_answers(subject, Purpose.MATCHING)
    consent.pk = None
    consent.kind = ConsentKind.WITHDRAWN
    consent.save()

    assert [row.purpose for row in VoluntaryAnswer.objects.all()] == [Purpose.MATCHING]


def test_a_read_of_one_person_counts_one(logged):
    row = AccessLog.objects.get()
    row.pk = None
    row.count = 2

    refused(row.save, "access_of_one_person_counts_one")


def test_a_look_counts_once_an_occasion():
    row = AccessLog.objects.create(
        purpose=Purpose.OUTREACH,
        reason="Überblick",
        count=3,
        at=NOW,
        occasion=uuid.uuid4(),
        actor_kind="user",
        actor_user=make_staff(),
    )
    row.pk = None

    refused(row.save, "access_once_an_occasion")
