"""What somebody agreed to can be proved later, and taken back at any time."""

import hashlib
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection

from mentoring.common.errors import DomainError
from mentoring.privacy.models import Consent, VoluntaryAnswer
from mentoring.privacy.services import answers, consents, subjects, texts
from mentoring.privacy.states import Channel, ConsentKind, Purpose
from tests.factories.privacy import (
    APPLICANT,
    BACKGROUND,
    NOW,
    give_answers,
    give_consent,
    make_subject,
    withdraw_consent,
)
from tests.threads import Meeting, at_once

pytestmark = pytest.mark.django_db


def test_a_consent_tells_text_version_hash_language_channel_and_time():
    consent = give_consent(make_subject(), language="en", channel=Channel.PAPER)

    text = texts.current(Purpose.OUTREACH, "en")
    assert (consent.version, consent.language) == (text.version, "en")
    assert consent.sha256 == hashlib.sha256(consent.text.body.encode()).hexdigest()
    assert consent.text.body == text.body
    assert (consent.channel, consent.at) == (Channel.PAPER, NOW)
    assert (consent.actor_kind, consent.actor_role) == ("holder", "applicant")


def test_agreeing_again_to_the_same_text_adds_no_row():
    subject = make_subject()

    assert give_consent(subject) == give_consent(subject, now=NOW + timedelta(days=1))
    assert Consent.objects.count() == 1


def test_withdrawing_deletes_the_answers_and_keeps_the_record():
    subject = make_subject()
    give_answers(subject)
    give_answers(subject, Purpose.MATCHING)

    withdraw_consent(subject)

    assert not consents.holds(subject, Purpose.OUTREACH)
    assert consents.holds(subject, Purpose.MATCHING)
    assert [row.purpose for row in VoluntaryAnswer.objects.all()] == [Purpose.MATCHING]
    kinds = Consent.objects.of(subject, Purpose.OUTREACH).values_list("kind", flat=True)
    assert list(kinds) == [ConsentKind.WITHDRAWN, ConsentKind.GIVEN]


def test_withdrawing_twice_or_without_a_consent_changes_nothing():
    subject = make_subject()
    assert withdraw_consent(subject) is None

    give_consent(subject)
    assert withdraw_consent(subject) == withdraw_consent(subject)
    assert Consent.objects.count() == 2


def test_one_can_agree_again_after_a_withdrawal():
    subject = make_subject()
    give_consent(subject)
    withdraw_consent(subject)
    give_consent(subject)

    assert consents.holds(subject, Purpose.OUTREACH)


def test_an_erased_person_cannot_agree():
    subject = make_subject()
    subject.erased_at = NOW
    subject.save()

    with pytest.raises(DomainError):
        give_consent(subject)


@pytest.mark.django_db(transaction=True)
def test_no_answer_survives_a_withdrawal_at_the_same_time():
    """Ten times: one thread answers while another withdraws."""
    for _round in range(10):
        subject = make_subject()
        consent = give_consent(subject)
        at_once(
            lambda s=subject, c=consent: answers.record(
                subject=s,
                purpose=Purpose.OUTREACH,
                answers=BACKGROUND,
                consent=c,
                now=NOW,
                by=APPLICANT,
            ),
            lambda s=subject: withdraw_consent(s),
        )
        assert not consents.holds(subject, Purpose.OUTREACH)
        assert not VoluntaryAnswer.objects.filter(subject=subject).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guarded", [True, False])
def test_the_worst_moment_to_withdraw(guarded, monkeypatch):
    """Between the check of the consent and the answer; without lock and trigger it goes wrong."""
    subject = make_subject()
    consent = give_consent(subject)
    checked = Meeting()

    def answer():
        answers.record(
            subject=subject,
            purpose=Purpose.OUTREACH,
            answers=BACKGROUND,
            consent=consent,
            now=NOW,
            by=APPLICANT,
        )

    def withdraw():
        assert checked.begun.wait(timeout=10)
        withdraw_consent(subject)

    monkeypatch.setattr(consents, "holds", checked.after(consents.holds))
    if not guarded:
        monkeypatch.setattr(subjects, "lock", lambda unlocked: unlocked)
    with answers_unguarded(not guarded):
        at_once(answer, withdraw, meetings=(checked,))

    assert VoluntaryAnswer.objects.exists() is not guarded


@contextmanager
def answers_unguarded(off):
    table = "ALTER TABLE privacy_voluntaryanswer"
    with connection.cursor() as cursor:
        if off:
            cursor.execute(f"{table} DISABLE TRIGGER answer_needs_consent")
        try:
            yield
        finally:
            cursor.execute(f"{table} ENABLE TRIGGER answer_needs_consent")
