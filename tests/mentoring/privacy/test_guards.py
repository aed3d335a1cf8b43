"""Each guard of the database is met head on, past the services."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from mentoring.privacy.models import AccessLog, Consent, ConsentText, VoluntaryAnswer
from mentoring.privacy.services import answers
from mentoring.privacy.states import ConsentKind, Purpose, Question
from tests.factories.privacy import (
    APPLICANT,
    NOW,
    give_answers,
    give_consent,
    make_subject,
    withdraw_consent,
)

pytestmark = pytest.mark.django_db


def refused(write, match):
    with pytest.raises(IntegrityError, match=match), transaction.atomic():
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


@pytest.mark.parametrize("model", [Consent, ConsentText, AccessLog])
def test_rows_that_prove_something_are_neither_changed_nor_deleted(logged, model):
    assert model.objects.exists()

    refused(lambda: model.objects.update(id=F("id")), "only ever added")
    refused(lambda: model.objects.all()._raw_delete("default"), "only ever added")
    refused(lambda: model.objects.first().save(force_update=True), "only ever added")


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
        "needs a consent",
    )


def test_an_answer_needs_a_consent_for_the_same_purpose():
    consent = give_consent(make_subject(), Purpose.MATCHING)

    refused(lambda: written_past_the_service(consent, purpose=Purpose.OUTREACH), "needs a consent")


def test_an_answer_needs_a_consent_that_was_not_withdrawn():
    subject = make_subject()
    consent = give_consent(subject)
    withdrawal = withdraw_consent(subject)

    refused(lambda: written_past_the_service(consent), "needs a consent")
    refused(lambda: written_past_the_service(withdrawal), "needs a consent")


def test_an_answer_cannot_move_to_a_person_who_did_not_agree():
    give_answers(make_subject())

    refused(lambda: VoluntaryAnswer.objects.update(subject=make_subject()), "needs a consent")


def test_an_answer_cannot_be_kept_for_an_erased_person():
    subject = make_subject()
    consent = give_consent(subject)
    subject.erased_at = NOW
    subject.save()

    refused(lambda: written_past_the_service(consent), "needs a consent")


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
